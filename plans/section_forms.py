"""The form of a section: heading, text in the editor, and the note that is printed in place of a missing text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from councils.cpr import cpr_numbers
from councils.forms import NoCprForm
from plans.contribution_forms import VersionField
from plans.models import Section
from plans.rich_text import RichTextWidget
from plans.saving import Words, as_stored

LONGEST_TEXT = 400_000
"""Letters of HTML; the longest section of the known plans has 9,000."""
LONGEST_HEADING = Section._meta.get_field("heading").max_length


class SectionTextField(forms.CharField):
    """Section HTML in the editor; what comes in is brought to its canonical form when it is saved."""

    def __init__(self, **kwargs: Any) -> None:
        too_long = f"Teksten er for lang. Den må fylde højst {LONGEST_TEXT} tegn; del den i flere afsnit."
        super().__init__(
            widget=RichTextWidget(),
            required=False,
            max_length=LONGEST_TEXT,
            error_messages={"max_length": too_long},
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No limit in the browser: it would cut a long text off without a word."""
        return {}


class LineField(forms.CharField):
    """A line with its letters as they are stored: some come apart then, and it must fit all the same."""

    def to_python(self, value: Any) -> str:
        """The line in the form that saving gives it (plans.saving); what is no text at all is left to be refused."""
        written = str(super().to_python(value) or "")
        return written if "\0" in written else as_stored(written).strip()


class HeadingField(LineField):
    """A section's heading."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Overskrift", max_length=LONGEST_HEADING, **kwargs)


class SectionForm(NoCprForm):
    """What a section says, and the version of it that the page was made from. A part has a heading alone."""

    base = VersionField()
    heading = HeadingField(error_messages={"required": "Skriv en overskrift."})
    text = SectionTextField(label="Tekst")
    note = forms.CharField(
        label="Note, som trykkes",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kun når afsnittet med vilje er uden tekst. Noten trykkes i planen, så læseren kan se hvorfor.",
    )

    def __init__(self, data: QueryDict | None = None, *, section: Section, writer: Any) -> None:
        initial = {"base": section.version, "heading": section.heading, "text": section.text, "note": section.note}
        super().__init__(data, initial=initial)
        self.section, self.writer = section, writer
        self.fields["heading"].required = bool(section.heading)
        for name in ("heading", "text"):
            self.fields[name].speaks_for_itself = True  # type: ignore[attr-defined]
        if section.role == Section.Role.PART and not section.text and not section.note:
            del self.fields["text"], self.fields["note"]

    @property
    def is_anothers(self) -> bool:
        """Whether the page was made for another account than the one that is signed in by now."""
        return self.data.get("writer", str(self.writer.pk)) != str(self.writer.pk)

    def clean(self) -> dict[str, Any]:
        """Warn of CPR numbers; what the section says already has been answered for, and is not asked about again."""
        if self.is_anothers:
            raise ValidationError(f"Siden er åbnet af en anden konto. Du er nu logget ind som {self.writer}.")
        row = self.section
        known = _numbers(row.heading, row.text, row.note)
        if _numbers(*(value for value in self.cleaned_data.values() if isinstance(value, str))) <= known:
            self.cleaned_data["cpr_seen"] = True
        return super().clean()

    def clean_note(self) -> str:
        """The note with line ends as they are stored: browsers send two characters, scripts one."""
        return str(self.cleaned_data["note"]).replace("\r\n", "\n")

    @property
    def words(self) -> Words:
        """What was written, once the form is valid."""
        kept, written = Words.of(self.section), self.cleaned_data
        return Words(written["heading"], written.get("text", kept.text), written.get("note", kept.note))


def _numbers(*texts: str) -> set[str]:
    return {number for text in texts for number in cpr_numbers(text)}
