"""Forms by which contributors answer: no changes, a text, somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from councils.forms import NoCprForm
from plans.contributing import Draft
from plans.contribution_forms import VersionField, WordsField
from plans.models import Assignment
from plans.recipients import Recipient, choices
from plans.section_forms import HeadingField, SectionTextField


class AnswerForm(NoCprForm):
    """An answer to what is asked, on a version of the assignment and of the section."""

    version = VersionField()
    base = VersionField()
    word = WordsField(label="Ord til sekretæren", required=False, rows=2)


class DraftForm(AnswerForm):
    """A contributor's text. `replaces` says that it knowingly takes the place of another holder's draft."""

    heading = HeadingField(
        required=False,
        widget=forms.TextInput(attrs={"class": "w-full"}),
        error_messages={"required": "Skriv en overskrift."},
    )
    text = SectionTextField(label="Tekst")
    replaces = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ("heading", "text", "word")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heading"].required = bool(self.initial.get("heading"))
        self.fields["text"].required = True
        self.fields["text"].error_messages["required"] = "Skriv en tekst, eller svar »Ingen ændringer«."

    @property
    def draft(self) -> Draft:
        """What was written."""
        names = ("heading", "text", "version", "base", "replaces")
        return Draft(**{name: self.cleaned_data[name] for name in names})


class HandOnForm(NoCprForm):
    """Who shall answer instead, and why."""

    to = forms.ChoiceField(
        label="Hvem skal svare i stedet?",
        help_text="Mangler nogen på listen, så skriv til sekretæren.",
        error_messages={"required": "Vælg, hvem der skal svare.", "invalid_choice": "Vælg en fra listen."},
    )
    message = WordsField(label="Besked", required=False, help_text="Står i mailen til den, der skal svare.")
    version = VersionField()

    def __init__(self, *args: Any, people: Iterable[Recipient], assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = assignment.post or assignment.person
        self.people = {row.value: row for row in people if row.whom != own}
        self.fields["to"].choices = choices(self.people.values())  # type: ignore[attr-defined]

    @property
    def recipient(self) -> Recipient:
        """Who shall answer."""
        return self.people[self.cleaned_data["to"]]
