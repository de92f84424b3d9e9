"""Writing a finished pydyf document: each stream compressed once, and none ending in what could be a line end.

pydyf compresses every stream twice: for the file's identifier and for the file. And a compressed stream may happen to
end with a carriage return; before the line feed and ``endstream`` that follow, a strict reader takes it for a part of
the line end and finds the stream's length wrong (ISO 19005-2, 6.1.7.1). One file in twenty would be such a one.
"""

import zlib
from io import BytesIO

import pydyf

LEVEL = 6  # of zlib; level 9 takes twice the time for one per cent of size
VERSION = "1.7"
AMBIGUOUS = (b"\r\nendstream", b"\n\nendstream")
ATTEMPTS = 20  # one file in a hundred needs a second one


def compress_streams(pdf: pydyf.PDF) -> None:
    """Compress, for good, all streams of a document that ask for it."""
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Stream) and entry.compress:
            _compress(entry)


def _compress(stream: pydyf.Stream) -> None:
    stream.compress = False
    plain = b"\n".join(pydyf._to_bytes(item) for item in stream.stream)
    packed = zlib.compress(plain, LEVEL)
    while packed[-1:] in (b"\r", b"\n"):
        plain = _padded(plain, stream)
        packed = zlib.compress(plain, LEVEL)
    stream.extra["Filter"] = "/FlateDecode"
    stream.stream = [packed]


def _padded(plain: bytes, stream: pydyf.Stream) -> bytes:
    """Make a stream one byte longer without changing what it says: after a font's tables, or by white space.

    A compressed stream ends with the sum of its bytes (RFC 1950, ADLER32), so the byte must not be zero.
    """
    if "Length1" not in stream.extra:
        return plain + b" "
    stream.extra["Length1"] += 1
    return plain + b"\1"


def write(pdf: pydyf.PDF) -> bytes:
    """Return the file of a document whose streams are compressed; pydyf adds a stream of objects and one of positions.

    Where one of these two ends ambiguously, an empty object is added, which changes both.
    """
    size = len(pdf.objects)
    for _ in range(ATTEMPTS):
        output = BytesIO()
        pdf.current_position = 0
        pdf.write(output, VERSION, identifier=True, compress=True)
        data = output.getvalue()
        if not any(ending in data for ending in AMBIGUOUS):
            return data
        del pdf.objects[size:]
        pdf.add_object(pydyf.Dictionary())
        size += 1
    raise ValueError("no unambiguous stream ends found")
