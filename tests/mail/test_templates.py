"""Every mail there is has the frame, as text and as HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates" / "mail"
MAILS = sorted({str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.*")} - {"base"})


@pytest.mark.parametrize("form", ["txt", "html"])
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_has_both_forms_and_each_its_frame(name: str, form: str) -> None:
    source = (FOLDER / f"{name}.{form}").read_text("utf-8")
    assert source.startswith(f'{{% extends "mail/base.{form}" %}}')


@pytest.mark.parametrize("name", ["base", *MAILS])
def test_no_html_mail_lets_text_through_unescaped(name: str) -> None:
    source = (FOLDER / f"{name}.html").read_text("utf-8")
    assert not [word for word in ("|safe", "autoescape off", "safeseq") if word in source]
