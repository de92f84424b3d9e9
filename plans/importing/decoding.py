"""From the bytes of a file to text, or a clear word on why not."""

import re
import unicodedata

from plans.importing.model import ImportProblem

MAX_BYTES = 5 * 1024 * 1024
"""Largest file that is read: a plan of 15 pages is 26 KB, so this is some 3,000 pages."""

MAX_LINES = 100_000
"""Most lines that are read: 3,000 pages of 33 lines."""

# Tab, line feed, vertical tab (Word's soft break), form feed and carriage return occur in text; the others do not.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def decode(data: bytes) -> str:
    """The text of a UTF-8 file in NFC, with `\\n` as the only line end and form feeds kept.

    Raises ImportProblem when the file is too large or has too many lines, is binary, not UTF-8 or without text.
    """
    refuse_large(len(data))
    _refuse_utf16(data)
    text = _as_utf8(data)
    _refuse_control_characters(text)
    if not text.strip("\ufeff \t\r\n\v\f\x85\xa0"):
        raise ImportProblem("Filen er tom: den indeholder ingen tekst.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", " ").replace("\x85", " ")
    if text.count("\n") >= MAX_LINES:
        raise ImportProblem(f"Filen har for mange linjer: grænsen er {MAX_LINES:,}.".replace(",", "."))
    return unicodedata.normalize("NFC", text)


def refuse_large(size: int) -> None:
    """Raise ImportProblem for a file of so many bytes that it is no plan; asked before the file is read, too."""
    if size > MAX_BYTES:
        raise ImportProblem(
            f"Filen er for stor: den fylder {_megabytes(size)}, og grænsen er {_megabytes(MAX_BYTES)}. "
            "En plan som ren tekst fylder sjældent mere end 0,1 MB."
        )


def _megabytes(size: int) -> str:
    """1024² bytes to the MB, rounded up so that a refused size never reads as the limit."""
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10},{tenths % 10} MB"


def _refuse_utf16(data: bytes) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportProblem("Filen er ikke UTF-8: den ser ud til at være UTF-16. Gem den som UTF-8, og prøv igen.")


def _as_utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte order mark; the person counts from the file's first byte.
        start = error.start + (len(data) - len(error.object))
        line = data.count(b"\n", 0, start) + 1
        if b"\x00" in data:
            raise _binary(data.count(b"\n", 0, data.index(b"\x00")) + 1) from error
        raise ImportProblem(
            f"Filen er ikke UTF-8: linje {line}, byte {start + 1} i filen "
            f"(0x{data[start]:02X}) kan ikke læses. Gem teksten som UTF-8, og prøv igen."
        ) from error


def _refuse_control_characters(text: str) -> None:
    found = CONTROL.search(text)
    if found:
        raise _binary(text.count("\n", 0, found.start()) + 1, found.group())


def _binary(line: int, character: str = "\x00") -> ImportProblem:
    return ImportProblem(
        f"Filen er ikke ren tekst: der er et styretegn (0x{ord(character):02X}) i linje {line}. "
        "En Word- eller PDF-fil skal først gemmes som ren tekst (UTF-8)."
    )
