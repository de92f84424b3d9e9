"""The form of a comment: plain text, warned of where it looks like a CPR number."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.forms import NoCprForm
from plans.models import Comment

LONGEST = Comment._meta.get_field("text").max_length


class CommentForm(NoCprForm):
    """A new thread, or an answer to the thread given."""

    text = forms.CharField(
        label="Skriv en kommentar",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Skriv en kommentar.",
            "max_length": f"Kommentaren er for lang. Den må fylde højst {LONGEST} tegn.",
        },
    )

    def __init__(self, data: Any = None, *, thread: int | None = None) -> None:
        super().__init__(data, auto_id=f"svar-{thread}-%s" if thread else "kommentar-%s")
        if thread is not None:
            self.fields["text"].label = "Dit svar"
