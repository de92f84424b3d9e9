"""Forms by which the secretary asks for contributions, and talk about them; the answers are in plans.answer_forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from councils.forms import NoCprForm
from plans.models.plans import LAST_YEAR
from plans.recipients import Recipient, choices

DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
"""The first is what browsers send; the others are for those that have no field for dates."""
LONGEST_MESSAGE = 3000
HIGHEST_VERSION = 2**31 - 1


class WordsField(forms.CharField):
    """Plain text of some lines."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=LONGEST_MESSAGE, **kwargs)


class VersionField(forms.IntegerField):
    """The version that a page was made from, sent along by it."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        messages = dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Siden er for gammel. Hent den igen."
        )
        super().__init__(min_value=0, max_value=HIGHEST_VERSION, error_messages=messages, **kwargs)


class DueField(forms.DateField):
    """A date to answer by. The form that has it says which day it is (`on`)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Frist",
            help_text="Datoen gælder til dagens udgang.",
            input_formats=DATE_FORMATS,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"required": "Vælg en dato.", "invalid": "Skriv en dato, for eksempel 08-11-2023."},
            **kwargs,
        )


class DueForm(NoCprForm):
    """A date from today on."""

    due = DueField()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_due(self) -> date:
        """Refuse days that have passed, and years that nobody plans for."""
        due: date = self.cleaned_data["due"]
        if due < self.on:
            raise ValidationError("Datoen er overskredet. Vælg i dag eller en senere dag.")
        if due.year > LAST_YEAR:
            raise ValidationError("Datoen ligger for langt ude i fremtiden.")
        return due


# Asking --------------------------------------------------------------------------------------------------------------


class SectionPicker(forms.CheckboxSelectMultiple):
    """The outline with a box at each section that can be asked for."""

    template_name = "plans/desk/includes/section_picker.html"
    use_fieldset = True


class AssignForm(DueForm):
    """Which sections, of whom, by when, and a message."""

    sections = forms.MultipleChoiceField(
        label="Afsnit",
        widget=SectionPicker,
        error_messages={
            "required": "Vælg mindst ét afsnit.",
            "invalid_choice": "Et af de valgte afsnit findes ikke længere.",
        },
    )
    to = forms.ChoiceField(
        label="Bidragyder",
        help_text="En funktion følger den, der varetager den på dagen.",
        error_messages={"required": "Vælg en bidragyder.", "invalid_choice": "Vælg en bidragyder fra listen."},
    )
    message = WordsField(label="Besked", required=False, help_text="Står i mailen og på bidragyderens side.")
    field_order = ("to", "due", "message", "sections")

    def __init__(self, *args: Any, sections: list[tuple[str, Any]], people: Iterable[Recipient], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {row.value: row for row in people}
        self.fields["sections"].choices = sections  # type: ignore[attr-defined]
        self.fields["to"].choices = choices(self.people.values())  # type: ignore[attr-defined]

    @property
    def recipient(self) -> Recipient:
        """Whom it is asked of."""
        return self.people[self.cleaned_data["to"]]


class AgainForm(DueForm):
    """The same as last year: which of it, a new date, and a message."""

    message = WordsField(label="Besked", required=False, help_text="Står i mailen og på bidragydernes sider.")
    wishes = forms.MultipleChoiceField(
        label="Bidrag",
        error_messages={
            "required": "Vælg mindst ét bidrag.",
            "invalid_choice": "Et af de valgte bidrag kan ikke længere bestilles. Se listen igen.",
        },
    )

    def __init__(self, *args: Any, wishes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wishes"].choices = wishes  # type: ignore[attr-defined]


class MoreForm(DueForm):
    """What is missing in an answer, and a new date."""

    text = WordsField(label="Hvad mangler der?", error_messages={"required": "Skriv, hvad der mangler."})
    field_order = ("text", "due")


class TalkForm(NoCprForm):
    """A question, or the answer to one."""

    text = WordsField(label="Skriv", rows=3, error_messages={"required": "Skriv en tekst."})

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
