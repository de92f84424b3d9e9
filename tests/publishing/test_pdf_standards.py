"""Each PDF passes the checks for PDF/A-2a and PDF/UA-1, and those checks do find what is wrong."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import page
import pydyf
import pytest
from weasyprint import HTML

from plans.publishing import pdf_writing
from plans.publishing.pdf import RenderedPdf, render_pdf
from tests.publishing import contents
from tests.publishing.conftest import FACTS
from tests.publishing.contents import EVERY_KIND

A_2A, UA_1 = page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1
PROFILES = [A_2A, UA_1]
SOUND = '<!DOCTYPE html><html lang="da"><head><title>Plan</title></head><body><h1>Plan</h1><p>Tekst</p></body></html>'


def failures(data: bytes, profile: page.ValidationProfile) -> list[str]:
    return [f"{found.rule_id}: {found.message}" for found in page.validate_pdf_bytes(data, profile=profile).failures]


@pytest.mark.parametrize("profile", PROFILES, ids=str)
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_of_plan_passes(kind: str, profile: Any, rendered: Callable[[str], RenderedPdf]) -> None:
    assert failures(rendered(kind).data, profile) == []


@pytest.mark.parametrize("profile", PROFILES, ids=str)
@pytest.mark.parametrize(
    "facts", [replace(FACTS, draft=True), replace(FACTS, is_archive=True)], ids=["draft", "archive"]
)
def test_drafts_and_archived_plans_pass(facts: Any, profile: Any) -> None:
    assert failures(render_pdf(contents.parts(), facts).data, profile) == []


@pytest.mark.parametrize("number", range(1, 41))
def test_many_small_plans_pass(number: int) -> None:
    """Compressed bytes are as good as random: a fault that shows in one file of twenty shows here."""
    data = render_pdf(contents.small() | {"title": f"Plan {number}"}, FACTS).data
    assert failures(data, A_2A) == []


NO_ALTERNATIVE = "<p><svg width='9' height='9'/>"
BAD = {
    "plain, as PDF/A": (A_2A, SOUND, None),
    "plain, as PDF/UA": (UA_1, SOUND, None),
    "does not say that it is PDF/UA": (UA_1, SOUND, "pdf/a-2a"),
    "packed metadata": (A_2A, SOUND, "pdf/a-2a"),
    "no title": (UA_1, SOUND.replace("<title>Plan</title>", ""), "pdf/ua-1"),
    "no language": (UA_1, SOUND.replace(' lang="da"', ""), "pdf/ua-1"),
    "skipped heading": (UA_1, SOUND.replace("<p>", "<h4>"), "pdf/ua-1"),
    "picture without alternative": (UA_1, SOUND.replace("<p>", NO_ALTERNATIVE), "pdf/ua-1"),
}


@pytest.mark.parametrize("fault", BAD)
def test_bad_files_fail(fault: str) -> None:
    profile, html, variant = BAD[fault]
    assert failures(HTML(string=html).write_pdf(pdf_variant=variant), profile)


def test_a_stream_never_ends_in_what_could_be_a_line_end() -> None:
    for seed in range(2000):
        stream = pydyf.Stream([f"BT {seed} ET".encode()], compress=True)
        document = pydyf.PDF()
        document.add_object(stream)
        pdf_writing.compress_streams(document)
        packed = stream.stream[0]
        assert packed[-1:] not in (b"\r", b"\n")
        assert zlib.decompress(packed).split() == [b"BT", str(seed).encode(), b"ET"]


def test_a_font_made_longer_says_so() -> None:
    for seed in range(2000):
        plain = f"glyphs {seed}".encode()
        stream = pydyf.Stream([plain], pydyf.Dictionary({"Length1": len(plain)}), compress=True)
        pdf_writing._compress(stream)
        unpacked = zlib.decompress(stream.stream[0])
        assert unpacked.rstrip(b"\1") == plain
        assert stream.extra["Length1"] == len(unpacked)
