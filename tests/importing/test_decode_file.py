"""Files that are no plain text are refused, in words that help."""

import pytest

from plans.importing import MAX_BYTES, ImportProblem, read_plan_text
from plans.importing.decoding import MAX_LINES

PLAN = "FORORD\n\nRådet mødes i Åby.\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Filen er tom"),
        (b" \r\n\t\f\n", "Filen er tom"),
        (b"\xef\xbb\xbf\n", "Filen er tom"),
        (b"\x0c12\n", "ingen afsnit"),
        (b"Forord\nen\x00to", "styretegn (0x00) i linje 2"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Word- eller PDF-fil"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00", "styretegn (0x00) i linje 3"),
        ("Forord".encode("utf-16"), "UTF-16"),
        ("Forord\r\n\r\nRådet".encode("cp1252"), "linje 3, byte 12 i filen (0xE5)"),
        (b"\xef\xbb\xbfab\xe5", "linje 1, byte 6 i filen (0xE5)"),
        (b"x" * (MAX_BYTES + 1), "den fylder 5,1 MB, og grænsen er 5,0 MB"),
        (b"x" * (50 * 1024 * 1024), "den fylder 50,0 MB"),
        (b"x\n" * MAX_LINES, "grænsen er 100.000"),
    ],
    ids=[
        "empty",
        "blank",
        "mark only",
        "numbers only",
        "nul",
        "zip",
        "pdf",
        "utf-16",
        "cp1252",
        "mark",
        "5 MB",
        "50 MB",
        "lines",
    ],
)
def test_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(ImportProblem) as refused:
        read_plan_text(data)

    assert message in str(refused.value)
    assert str(refused.value).startswith("Filen ")


@pytest.mark.parametrize(
    "data",
    [
        PLAN.encode(),
        b"\xef\xbb\xbf" + PLAN.encode(),
        PLAN.replace("\n", "\r\n").encode(),
        PLAN.replace("\n", "\r").encode(),
        PLAN.replace("å", "a\u030a").replace("Å", "A\u030a").encode(),
        PLAN.rstrip().encode(),
    ],
    ids=["plain", "byte order mark", "crlf", "cr", "decomposed letters", "no last line end"],
)
def test_all_ways_to_write_the_same_text_give_the_same_plan(data: bytes) -> None:
    assert read_plan_text(data).sections[0].body_html == "<p>Rådet mødes i Åby.</p>"
