"""Keys of register rows, made of their names."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from typing import Any

# The usual Danish spelling in ASCII.
DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
NOT_KEY = re.compile(r"[^a-z0-9]+")
LONGEST = 60


def ascii_words(text: str) -> str:
    """Small ASCII letters, digits and single hyphens; nothing where nothing is left."""
    danish = unicodedata.normalize("NFC", text).lower().translate(DANISH)
    ascii_only = unicodedata.normalize("NFKD", danish).encode("ascii", "ignore").decode()
    return NOT_KEY.sub("-", ascii_only).strip("-")


def free_slug(model: Any, name: str, *, otherwise: str) -> str:
    """A slug for a row of that name that no row of the model has; `otherwise` where the name has no letters."""
    base = ascii_words(name)[:LONGEST].strip("-") or otherwise
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
