"""Forms of publication: when and with what note, taking an edition back, and the plan's case number."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from councils.forms import NoCprForm
from plans.contribution_forms import DATE_FORMATS
from plans.models import Plan
from plans.models.plans import FIRST_YEAR, LAST_YEAR
from plans.saving import as_stored

NOW, LATER = "nu", "senere"
LONGEST_NOTE = 1000
LONGEST_REASON = 1000


class LineField(forms.CharField):
    """One line, as it is stored: visible, and without space at its ends."""

    def to_python(self, value: Any) -> str:
        """The line with single spaces; NUL is left to be refused."""
        written = str(super().to_python(value) or "")
        return written if "\0" in written else " ".join(as_stored(written).split())


class WordsField(forms.CharField):
    """Plain text of some lines, as it is stored."""

    def __init__(self, *, longest: int, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=longest, **kwargs)

    def to_python(self, value: Any) -> str:
        """The lines, visible, with single spaces; NUL is left to be refused."""
        written = str(super().to_python(value) or "")
        if "\0" in written:
            return written
        lines = written.splitlines()
        return "\n".join(" ".join(as_stored(line).split()) for line in lines).strip()


class OrderForm(NoCprForm):
    """When a plan is published, the date that is printed, and from the second edition on what was put right."""

    when = forms.ChoiceField(
        label="Hvornår?",
        choices=[(NOW, "Når den er gjort klar"), (LATER, "På et bestemt tidspunkt")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvornår planen offentliggøres.", "invalid_choice": "Vælg et af de to."},
    )
    day = forms.DateField(
        label="Dato",
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Skriv en dato, for eksempel 08-11-2023."},
    )
    clock = forms.TimeField(
        label="Klokkeslæt, dansk tid",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%H"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "Skriv et klokkeslæt, for eksempel 09:00."},
    )
    note = WordsField(
        longest=LONGEST_NOTE,
        label="Hvad er rettet?",
        required=False,
        help_text="Står i den nye udgave og i mailen til alle.",
        error_messages={"required": "Skriv, hvad der er rettet i den nye udgave."},
    )
    published_on = forms.DateField(
        label="Dato, som trykkes",
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Står på forsiden. Tom: den dag, planen offentliggøres.",
        error_messages={"invalid": "Skriv en dato, for eksempel 08-11-2023."},
    )

    def __init__(self, *args: Any, is_correction: bool, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        for name in ("day", "clock", "published_on"):
            self.fields[name].speaks_for_itself = True  # type: ignore[attr-defined]
        self.fields["note"].required = is_correction
        if not is_correction:
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        """A later time has both its parts, lies ahead, and is one that Copenhagen's clocks show."""
        cleaned = super().clean()
        if cleaned.get("when") == LATER:
            self._clean_time(cleaned)
        day = cleaned.get("published_on")
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.add_error("published_on", "Det år kan en plan ikke have.")
        return cleaned

    def _clean_time(self, cleaned: dict[str, Any]) -> None:
        for name, words in (("day", "Vælg en dato."), ("clock", "Vælg et klokkeslæt.")):
            if not cleaned.get(name) and name not in self.errors and cleaned.get(name) != time(0):
                self.add_error(name, words)
        day, clock = cleaned.get("day"), cleaned.get("clock")
        if day is None or clock is None:
            return
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.add_error("day", "Datoen ligger for langt ude i fremtiden eller fortiden.")
        elif not _shown(day, clock):
            self.add_error("clock", "Det klokkeslæt findes ikke den dag, fordi uret stilles frem. Vælg et andet.")
        elif _aware(day, clock) <= self.at:
            self.add_error("clock" if day == timezone.localdate(self.at) else "day", "Tidspunktet er passeret.")

    @property
    def publish_at(self) -> datetime | None:
        """The time that was set; None for as soon as it is ready."""
        if self.cleaned_data["when"] == NOW:
            return None
        return _aware(self.cleaned_data["day"], self.cleaned_data["clock"])

    @property
    def printed(self) -> date:
        """The date that is printed."""
        return self.cleaned_data["published_on"] or timezone.localdate(self.publish_at or self.at)


def _aware(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock.replace(tzinfo=None)))


def _shown(day: date, clock: time) -> bool:
    """Whether there is such a time: an hour is left out when summer time begins."""
    naive = datetime.combine(day, clock.replace(tzinfo=None))
    return timezone.make_naive(_aware(day, clock).astimezone(timezone.get_fixed_timezone(0))) == naive


class ReasonForm(NoCprForm):
    """Why an edition is taken back."""

    reason = WordsField(
        longest=LONGEST_REASON, label="Begrundelse", error_messages={"required": "Skriv en begrundelse."}
    )

    def __init__(self, *args: Any, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint


class CaseForm(NoCprForm):
    """The plan's number in the authority's records, and what it was when the page was made."""

    case_number = LineField(
        label="Sagsnummer",
        required=False,
        max_length=Plan._meta.get_field("case_number").max_length,
        help_text="Planens nummer i myndighedens journal. Følger med loggen og kopierne til journalen.",
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case_number"].speaks_for_itself = True  # type: ignore[attr-defined]

    def clean_before(self) -> str:
        """What the plan had, whatever that looked like."""
        return str(self.cleaned_data["before"])

    def refuse(self, now: str) -> None:
        """Say that somebody else has changed it meanwhile, and what stands there now."""
        words = f"En anden har imens skrevet »{now}«." if now else "En anden har imens fjernet sagsnummeret."
        self.data = {name: self.data.get(name) for name in self.data} | {"before": now}
        self.add_error("case_number", ValidationError(f"{words} Gem igen, hvis det, du har skrevet, skal gælde."))
