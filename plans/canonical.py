"""The canonical form of a plan's content, its digest, and the links between its sections."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from typing import Any

from councils.canonical import canonicalise

_KEY = re.compile(r"[a-z0-9-]+")
_SECTION_LINK = re.compile(r'<a href="#([a-z0-9-]+)">')


def canonical_json(content: dict[str, Any]) -> str:
    """The content as the one JSON text that means it: NFC, sorted keys, no white space, UTF-8 letters as they are."""
    return json.dumps(_nfc(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def content_digest(content: dict[str, Any]) -> str:
    """SHA-256 (FIPS 180-4) of the content's canonical JSON, 64 hex digits."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def section_links(html: str) -> set[str]:
    """The keys of the sections that the section HTML links to."""
    return set(_SECTION_LINK.findall(canonicalise(html)))


def rename_links(html: str, keys: dict[str, str]) -> str:
    """The section HTML with links to the old keys made links to the new ones, all at once (two may change places).

    Raises ValueError when a new key could not stand in a link.
    """
    for key in keys.values():
        if not _KEY.fullmatch(key):
            raise ValueError(f"Not a section key: {key!r}")
    renamed = _SECTION_LINK.sub(lambda link: f'<a href="#{keys.get(link[1], link[1])}">', canonicalise(html))
    # Two links beside each other may have become one.
    return canonicalise(renamed)


def _nfc(value: Any) -> Any:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case dict():
            return {_nfc(key): _nfc(item) for key, item in value.items()}
        case list() | tuple():
            return [_nfc(item) for item in value]
    return value
