"""Forms of the decision: what a seat says, what is recorded for it, what the council decided, what is put right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from councils.forms import NoCprForm
from councils.models import AgendaItem
from plans.contribution_forms import DATE_FORMATS
from plans.correcting import LONGEST_REASON
from plans.models import Approval, ApprovalRound, Section
from plans.publishing.facts import danish_date
from plans.section_forms import SectionForm
from plans.signing import Standing

LONGEST_REMARKS = 5000
LONGEST_REFERENCE = Approval._meta.get_field("reference").max_length or 0
RESERVATIONS = 3
"""As many reservations can be noted at a time; the form can be sent again for more."""
TOO_OLD = "Siden er for gammel. Hent den igen."


class DigestField(forms.RegexField):
    """The digest of the text that the page had shown, sent along by it."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        messages = {"required": TOO_OLD, "invalid": TOO_OLD}
        super().__init__(regex=r"^[0-9a-f]{64}$", error_messages=messages, **kwargs)


class SeenField(forms.IntegerField):
    """The primary key of the answer that the page had shown, 0 for none."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), TOO_OLD)
        super().__init__(min_value=0, max_value=2**63 - 1, error_messages=messages, **kwargs)


def _words(label: str, *, rows: int = 4, longest: int = LONGEST_REMARKS, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def _choose(words: str) -> dict[str, str]:
    """What is told where nothing is chosen, or nothing that there is."""
    return {"required": words, "invalid_choice": words}


# A seat's answer -----------------------------------------------------------------------------------------------------


class SignForm(NoCprForm):
    """Approve, or have remarks; nothing is chosen beforehand."""

    outcome = forms.ChoiceField(
        label="Din beslutning",
        choices=[
            (Approval.Outcome.APPROVED, "Jeg godkender planen"),
            (Approval.Outcome.REMARKS, "Jeg har bemærkninger"),
        ],
        widget=forms.RadioSelect,
        error_messages=_choose("Vælg, om du godkender planen eller har bemærkninger."),
    )
    remarks = _words(
        "Hvad skal ændres, og hvorfor?",
        required=False,
        help_text="Nævn gerne afsnittet. Sekretariatet får besked med det samme og svarer dig.",
    )
    digest = DigestField()
    seen = SeenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remarks"].speaks_for_itself = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Remarks have words."""
        cleaned = super().clean()
        said = bool(cleaned.get("remarks")) or "remarks" in self.errors
        if cleaned.get("outcome") == Approval.Outcome.REMARKS and not said:
            self.add_error("remarks", "Skriv, hvad dine bemærkninger er.")
        return cleaned


class AnswerRemarksForm(NoCprForm):
    """The secretariat's answer to a seat's remarks."""

    answer = _words(
        "Svar",
        help_text="Den, der har skrevet bemærkningerne, får svaret som mail og kan læse det ved planen.",
        error_messages={"required": "Skriv et svar."},
    )


# What is recorded ----------------------------------------------------------------------------------------------------


class RecordForm(NoCprForm):
    """What seats said elsewhere, and where that is written."""

    seats = forms.MultipleChoiceField(
        label="Hvem?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vælg mindst én.",
            "invalid_choice": "En af dem har svaret imens. Se listen igen, og vælg så.",
        },
    )
    outcome = forms.ChoiceField(
        label="Hvad var svaret?",
        choices=[(Approval.Outcome.APPROVED, "Godkendt"), (Approval.Outcome.REMARKS, "Bemærkninger")],
        initial=Approval.Outcome.APPROVED,
        widget=forms.RadioSelect,
        error_messages=_choose("Vælg, hvad svaret var."),
    )
    remarks = _words("Bemærkninger", required=False, rows=3, help_text="Kun når svaret var bemærkninger.")
    reference = forms.CharField(
        label="Hvor fremgår det?",
        max_length=LONGEST_REFERENCE,
        widget=forms.TextInput(attrs={"class": "w-full"}),
        help_text="For eksempel »Kredsrådets møde 14. december 2023, punkt 3« eller brevets journalnummer.",
        error_messages={"required": "Skriv, hvor det fremgår."},
    )
    digest = DigestField()

    def __init__(self, *args: Any, standings: Iterable[Standing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in standings if not row.has_approved and not row.seat.is_vacant]
        self.fields["seats"].choices = [(_seen(row), row.seat.name) for row in rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Remarks have words."""
        cleaned = super().clean()
        if cleaned.get("outcome") == Approval.Outcome.REMARKS and not cleaned.get("remarks"):
            self.add_error("remarks", "Skriv bemærkningerne.")
        return cleaned

    @property
    def shown(self) -> dict[str, int]:
        """By seat, the answer that the page showed (0 for none)."""
        pairs = (value.rpartition("@")[::2] for value in self.cleaned_data["seats"])
        return {key: int(pk) for key, pk in pairs}


def _seen(row: Standing) -> str:
    return f"{row.seat.key}@{row.answer.pk if row.answer else 0}"


class DecideForm(NoCprForm):
    """What the council decided, how and when, and who made reservations."""

    outcome = forms.ChoiceField(
        label="Hvad besluttede rådet?",
        choices=[
            (ApprovalRound.Outcome.AGREED, "Planen er tiltrådt"),
            (ApprovalRound.Outcome.DISCUSSED, "Planen er drøftet"),
            (ApprovalRound.Outcome.RETURNED, "Planen er sendt tilbage til redigering"),
        ],
        widget=forms.RadioSelect,
        error_messages=_choose("Vælg, hvad rådet besluttede."),
    )
    item = forms.ChoiceField(
        label="Møde og punkt",
        required=False,
        error_messages={"invalid_choice": "Vælg et punkt fra listen."},
    )
    written = forms.BooleanField(label="Besluttet i skriftlig procedure", required=False)
    decided_on = forms.DateField(
        label="Den skriftlige procedure sluttede",
        required=False,
        help_text="Kun ved skriftlig procedure. Et møde har sin egen dato.",
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Skriv en dato, for eksempel 08-11-2023."},
    )
    digest = DigestField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, items: Iterable[AgendaItem], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.on = {str(item.pk): item for item in items}, on
        choices = [(pk, item_words(item)) for pk, item in self.items.items()]
        self.fields["item"].choices = [("", "Vælg"), *choices]  # type: ignore[attr-defined]
        self.fields["item"].speaks_for_itself = True  # type: ignore[attr-defined]
        self.fields["written"].speaks_for_itself = True  # type: ignore[attr-defined]
        self.fields["decided_on"].speaks_for_itself = True  # type: ignore[attr-defined]
        for number in range(1, RESERVATIONS + 1):
            self._add_reservation(number)

    def _add_reservation(self, number: int) -> None:
        who = forms.CharField(label="Hvem tog forbehold?", required=False, max_length=200)
        what = _words("Hvilket forbehold?", required=False, rows=2, longest=2000)
        for name, field in (("name", who), ("text", what)):
            field.speaks_for_itself = True  # type: ignore[attr-defined]
            self.fields[f"forbehold-{number}-{name}"] = field

    def clean(self) -> dict[str, Any]:
        """A meeting or a written procedure, not both; a reservation has a name and a text."""
        cleaned = super().clean()
        item, written, day = (cleaned.get(name) for name in ("item", "written", "decided_on"))
        if written and item:
            self.add_error("item", "Vælg enten et møde eller skriftlig procedure.")
        if not written and not item and "item" not in self.errors:
            self.add_error("item", "Vælg mødets punkt, eller sæt kryds ved skriftlig procedure.")
        if written and not day and "decided_on" not in self.errors:
            self.add_error("decided_on", "Vælg den dag, proceduren sluttede.")
        decided = self._item_day if item else day
        if decided and decided > self.on and not (written and item):
            words = f"Beslutningen kan først noteres, når den er truffet: {danish_date(decided)} er ikke kommet endnu."
            self.add_error("item" if item else "decided_on", words)
        self._check_reservations(cleaned)
        return cleaned

    @property
    def _item_day(self) -> date | None:
        found = self.meeting_item
        return timezone.localdate(found.meeting.starts_at) if found else None

    def _check_reservations(self, cleaned: dict[str, Any]) -> None:
        for number in range(1, RESERVATIONS + 1):
            name, text = (cleaned.get(f"forbehold-{number}-{part}") for part in ("name", "text"))
            if text and not name and f"forbehold-{number}-name" not in self.errors:
                self.add_error(f"forbehold-{number}-name", "Skriv, hvem der tog forbeholdet.")
            if name and not text and f"forbehold-{number}-text" not in self.errors:
                self.add_error(f"forbehold-{number}-text", "Skriv, hvad forbeholdet går ud på.")

    @property
    def pairs(self) -> list[tuple[int, Any, Any]]:
        """The fields for reservations, one by one."""
        numbers = range(1, RESERVATIONS + 1)
        return [(n, self[f"forbehold-{n}-name"], self[f"forbehold-{n}-text"]) for n in numbers]

    @property
    def has_more(self) -> bool:
        """Whether something is written of a second reservation or a third."""
        return any(field.value() or field.errors for _, *fields in self.pairs[1:] for field in fields)

    @property
    def meeting_item(self) -> AgendaItem | None:
        """The agenda item that was chosen."""
        return self.items.get(self.cleaned_data.get("item") or "")

    @property
    def reservations(self) -> list[tuple[str, str]]:
        """Who reserved what."""
        numbers, written = range(1, RESERVATIONS + 1), self.cleaned_data
        rows = ((written[f"forbehold-{n}-name"], written[f"forbehold-{n}-text"]) for n in numbers)
        return [(name, text) for name, text in rows if name and text]

    @property
    def recorded_at(self) -> datetime | None:
        """When what the page showed was recorded; None where nothing was."""
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None


def item_words(item: AgendaItem) -> str:
    """An agenda item as the list of choices has it."""
    return f"{danish_date(timezone.localdate(item.meeting.starts_at))}, punkt {item.number}: {item.title}"


# What is put right ---------------------------------------------------------------------------------------------------


class ReasonForm(NoCprForm):
    """Why something is put right, and the texts before and after that the page had shown."""

    reason = forms.CharField(
        label="Hvorfor rettes det?",
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"class": "w-full"}),
        help_text="For eksempel »Stavefejl« eller »Mødet er flyttet«. Alle, der godkender planen, får begrundelsen.",
        error_messages={"required": "Skriv, hvorfor det rettes."},
    )
    before = DigestField()
    after = DigestField(required=False)


class CorrectionForm(ReasonForm, SectionForm):
    """A section's words as they are to be, and why."""

    field_order = ("heading", "text", "note", "reason")

    def __init__(self, data: QueryDict | None = None, *, section: Section, writer: Any, before: str) -> None:
        SectionForm.__init__(self, data, section=section, writer=writer)
        self.initial["before"] = before
        self.fields["reason"].speaks_for_itself = True  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """The text; a section that had one is not emptied as a matter of spelling."""
        text = str(self.cleaned_data["text"])
        if self.section.text and not text.strip():
            raise ValidationError("Et afsnit kan ikke tømmes ved en redaktionel rettelse.")
        return text
