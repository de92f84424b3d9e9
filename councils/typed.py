"""What somebody typed in a form that could not be taken: shown once more, so that it can be copied.

One step back in the browser it is not always: these pages are kept by no cache.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

FREE_TEXT = {
    "heading": "Overskrift",
    "text": "Tekst",
    "tekst": "Tekst",
    "note": "Note",
    "word": "Ord til sekretæren",
    "message": "Besked",
    "reason": "Begrundelse",
    "reasons": "Begrundelse",
    "title": "Titel",
    "partners": "Samarbejdspartnere",
    "internal_note": "Intern note",
    "answer": "Svar",
    "recommendation": "Indstilling",
    "remarks": "Bemærkninger",
    "reference": "Hvor fremgår det",
}
"""The last part of the names of fields that one writes in, and what the fields are called."""


@dataclass(frozen=True)
class Typed:
    """A field's name for its reader, and what was written in it."""

    label: str
    words: str


def typed(request: HttpRequest) -> list[Typed]:
    """What was written in the fields of the form that was sent; nothing where none was."""
    named = ((name.rpartition("-")[2], words) for name, words in request.POST.items())
    return [Typed(FREE_TEXT[name], str(words)) for name, words in named if name in FREE_TEXT and str(words).strip()]
