"""The form of a section: heading, text in the editor, and the note that is printed in place of a missing text."""

from __future__ import annotations

from typing import Any

from django import forms
from django_prose_editor.widgets import ProseEditorWidget

from councils.forms import NoCprForm
from plans.contribution_forms import VersionField
from plans.models import Section

LONGEST_TEXT = 400_000
"""Letters of HTML; the longest section of the known plans has 9,000."""
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"], "autolink": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
}
"""What the editor lets one write: what canonical section HTML can hold (councils.canonical), and no headings."""


class SectionTextField(forms.CharField):
    """Section HTML in the editor; what comes in is brought to its canonical form when it is saved."""

    def __init__(self, **kwargs: Any) -> None:
        widget = ProseEditorWidget(config={"extensions": EXTENSIONS}, preset="configurable", attrs={"rows": 16})
        too_long = f"Teksten er for lang. Den må fylde højst {LONGEST_TEXT} tegn; del den i flere afsnit."
        super().__init__(
            widget=widget, required=False, max_length=LONGEST_TEXT, error_messages={"max_length": too_long}, **kwargs
        )


class SectionForm(NoCprForm):
    """What a section says, and the version of it that the page was made from."""

    base = VersionField()
    heading = forms.CharField(label="Overskrift", max_length=250, required=False)
    text = SectionTextField(label="Tekst")
    note = forms.CharField(
        label="Note, som trykkes",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kun når afsnittet med vilje er uden tekst: skriv hvorfor.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("heading", "text"):
            self.fields[name].speaks_for_itself = True  # type: ignore[attr-defined]

    @classmethod
    def of(cls, section: Section) -> SectionForm:
        """The form as the section is now."""
        return cls(
            initial={
                "base": section.version,
                "heading": section.heading,
                "text": section.text,
                "note": section.note,
            }
        )
