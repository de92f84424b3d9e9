"""What comes from Word, LibreOffice and Google Docs past the editor's cleaning: the server keeps the words alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from councils.canonical import canonicalise, words
from plans.models import Section
from tests.base import Cast, section

SAMPLES = sorted((Path(__file__).parent / "paste").glob("*.html"))
ALLOWED = re.compile(r"</?(?:p|ul|ol|li|table|thead|tbody|tr|strong|em|br)>|</?a[^>]*>|<t[dh][^>]*>|</t[dh]>")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_saved_paste_has_the_words_and_nothing_of_the_program(
    client: Client, cast: Cast, row: Section, sample: Path
) -> None:
    client.force_login(cast.secretary)
    sent = {"base": "1", "heading": "Vold", "text": sample.read_text("utf-8"), "note": ""}
    assert client.post("/skrivebord/plan/2024/afsnit/vold/gem/", sent).status_code == 302
    text = section(row.plan, "vold").text
    assert re.sub(ALLOWED, "", text).count("<") == 0
    for left in ("mso", "Mso", "style", "class", "o:p", "docs-internal", "Calibri", "file:"):
        assert left not in text
    for said in ("Vold i nattelivet", "Synligt politi", "Samarbejde med bevillingshaverne", "Anmeldelser", "Viborg"):
        assert said in " ".join(words(text))
    assert 'colspan="2"' in text
    assert canonicalise(text) == text
