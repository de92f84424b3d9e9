"""The form for the dates of a plan's year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate

from councils.models import Meeting
from plans.models import Plan, Timetable
from plans.timetables import DATES_OF_STAGES, Dates

FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
"""The first is what browsers send; the others are for those that have no field for dates."""


BETWEEN: dict[str, tuple[str, ...]] = {Plan.Stage.DECISION: ("preparation_on",)}
"""The dates of a stage that neither begin nor end it."""


class TimetableForm(forms.ModelForm):
    """All dates, each with the value that its writer saw: what they did not touch stays as somebody else left it."""

    class Meta:
        model = Timetable
        fields = Timetable.FIELDS
        help_texts = {
            "papers_due": "Senest to uger før mødet.",
            "preparation_on": "Kun hvis et udvalg forbereder beslutningen.",
            "statement_on": "Politidirektørens redegørelse til rådet om politiets virksomhed.",
        }

    def __init__(self, *args: Any, meetings: list[Meeting] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            field.input_formats = FORMATS  # type: ignore[attr-defined]
            field.show_hidden_initial = True
            field.error_messages["invalid"] = "Skriv en dato, for eksempel 08-11-2023."
        if meetings:
            days = ", ".join(date_format(localdate(meeting.starts_at)) for meeting in meetings)
            self.fields["meeting_on"].help_text = f"I kalenderen står: {days}."

    def clean(self) -> dict[str, Any]:
        """Keep what the database has where nothing was changed here."""
        cleaned = super().clean() or {}
        changed = set(self.changed_data)
        if self.instance.pk:
            cleaned |= {name: getattr(self.instance, name) for name in cleaned if name not in changed}
        return cleaned

    def hold_hearing(self) -> None:
        """Leave the hearing's date alone while it goes on: whoever moves it tells those that it concerns."""
        self.fields["hearing_due"].disabled = True
        self.fields["hearing_due"].help_text = "Flyttes på høringens egen side, så lokalrådene får besked."

    @property
    def dates(self) -> Dates:
        """The dates as they shall stand."""
        return {name: self.cleaned_data[name] for name in Timetable.FIELDS}

    def by_stage(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields under the stages that they bound."""
        for stage, names in DATES_OF_STAGES.items():
            label = "offentliggørelse" if stage == Plan.Stage.PUBLISHED else str(Plan.Stage(stage).label)
            between = BETWEEN.get(stage, ())
            yield label.capitalize(), [self[name] for name in (*between, *names) if name]
        yield "Andre datoer", [self["statement_on"]]


class StartForm(TimetableForm):
    """The dates, and the year that the plan is for: the same press of a button sent twice means the same plan."""

    year = forms.IntegerField(widget=forms.HiddenInput, error_messages={"invalid": "Året kan ikke læses."})

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        self.fields["year"].widget = forms.HiddenInput()
        self.fields["year"].show_hidden_initial = False

    def clean_year(self) -> int:
        """One of the years that a plan may be started for."""
        year = self.cleaned_data["year"]
        if year not in self.years:
            raise forms.ValidationError("Der kan ikke startes en plan for det år her.")
        return year
