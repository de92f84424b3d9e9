"""Forms of a plan's steps and of its hearing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from councils.forms import NoCprForm
from councils.models import Body, Council
from plans.contribution_forms import DATE_FORMATS, DueForm, VersionField
from plans.hearing import Answer, Answers
from plans.models import HearingRemark, HearingResponse, Preparation
from plans.models.plans import FIRST_YEAR
from plans.stages import LONGEST_REASON

LONGEST_REMARK = 5000
LONGEST_RESPONSE = 20000


class ReasonForm(NoCprForm):
    """Why a plan goes back."""

    reason = forms.CharField(
        label="Hvorfor går planen tilbage?",
        help_text="Begrundelsen står i loggen og i den mail, der bliver sendt.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvorfor planen går tilbage."},
    )


class NoReasonForm(NoCprForm):
    """A step onward needs no word."""


# A local council's response -------------------------------------------------------------------------------------------


class RemarkForm(NoCprForm):
    """What a member says of one section."""

    text = forms.CharField(
        label="Bemærkning",
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv en bemærkning."},
    )


class ResponseForm(NoCprForm):
    """The common text, and the version that it was written on."""

    text = forms.CharField(
        label="Fælles tekst",
        help_text="Det, rådet vil sige om planen som helhed. Bemærkninger til de enkelte afsnit kommer med bagefter.",
        max_length=LONGEST_RESPONSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    version = VersionField()


# The secretariat ------------------------------------------------------------------------------------------------------


class PutOffForm(DueForm):
    """A later date for responses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].label = "Ny frist for høringssvar"


class RecordForm(NoCprForm):
    """A response that a council gave elsewhere: what it said, or that it has no remarks, and where that is written."""

    kind = forms.ChoiceField(
        label="Hvad svarede lokalrådet?",
        choices=[("svar", "Et høringssvar"), ("ingen", "Ingen bemærkninger")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad lokalrådet svarede."},
    )
    text = forms.CharField(
        label="Høringssvar",
        help_text="Skriv svaret ordret af.",
        max_length=LONGEST_RESPONSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    reference = forms.CharField(
        label="Hvor fremgår det?",
        help_text="For eksempel »Mail 3. december 2023« eller brevets journalnummer.",
        max_length=HearingResponse._meta.get_field("reference").max_length,
        widget=forms.TextInput(attrs={"class": "w-full"}),
        error_messages={"required": "Skriv, hvor det fremgår."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].speaks_for_itself = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A response has a text; a council without remarks has none."""
        cleaned = super().clean()
        if cleaned.get("kind") == "svar" and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", "Skriv, hvad lokalrådet svarede.")
        if cleaned.get("kind") == "ingen" and cleaned.get("text"):
            self.add_error("text", "Der står et svar her. Slet det, eller vælg »Et høringssvar«.")
        return cleaned


class AnswersForm(NoCprForm):
    """What is answered to a response's text and to each of its remarks, and where something was changed."""

    version = VersionField()

    def __init__(
        self,
        *args: Any,
        response: HearingResponse,
        remarks: Iterable[HearingRemark],
        sections: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.remarks = list(remarks)
        self.initial.setdefault("version", response.version)
        self.has_text = bool(response.text)
        if self.has_text:
            self.fields["answer"] = _answer_field("Svar på teksten", response.answer)
        for remark in self.remarks:
            self.fields[f"{remark.pk}-answer"] = _answer_field("Svar på bemærkningen", remark.answer)
            self.fields[f"{remark.pk}-changed"] = forms.ChoiceField(
                label="Ændret i afsnittet",
                required=False,
                initial=remark.changed_key,
                choices=[("", "Intet er ændret"), *_with(sections, remark.changed_key)],
                error_messages={"invalid_choice": "Vælg et afsnit fra listen."},
            )

    def rows(self) -> list[tuple[HearingRemark, forms.BoundField, forms.BoundField]]:
        """Each remark with its two fields."""
        return [(row, self[f"{row.pk}-answer"], self[f"{row.pk}-changed"]) for row in self.remarks]

    def demand(self) -> None:
        """Say at each field that is empty that everything must be answered before it is sent."""
        for name in [*(["answer"] if self.has_text else []), *(f"{row.pk}-answer" for row in self.remarks)]:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, "Skriv et svar, før svaret sendes.")

    @property
    def answers(self) -> Answers:
        """What was written."""
        data = self.cleaned_data
        rows = {r.pk: Answer(data[f"{r.pk}-answer"], data[f"{r.pk}-changed"]) for r in self.remarks}
        return Answers(data.get("answer", ""), rows)


def _answer_field(label: str, initial: str) -> forms.CharField:
    field = forms.CharField(
        label=label,
        max_length=LONGEST_REMARK,
        required=False,
        initial=initial,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field.speaks_for_itself = True  # type: ignore[attr-defined]
    return field


def _with(sections: list[tuple[str, str]], key: str) -> list[tuple[str, str]]:
    """The sections, and the one chosen before though it has been removed since."""
    return sections if not key or key in dict(sections) else [*sections, (key, f"{key} (taget ud af planen)")]


class PreparationForm(NoCprForm, forms.ModelForm):
    """That the preparing body went through the plan."""

    class Meta:
        model = Preparation
        fields = ("held_on", "recommendation")
        labels = {"held_on": "Behandlet den", "recommendation": "Indstilling"}
        help_texts = {"recommendation": "Hvad udvalget anbefaler rådet, med få ord."}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["held_on"].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        self.fields["held_on"].input_formats = DATE_FORMATS  # type: ignore[attr-defined]
        self.fields["held_on"].error_messages |= {
            "required": "Skriv, hvornår udvalget behandlede planen.",
            "invalid": "Skriv en dato, for eksempel 08-11-2023.",
        }
        self.fields["recommendation"].widget.attrs["rows"] = 4

    def clean_held_on(self) -> date:
        """Refuse days to come, and years of no plan."""
        day: date = self.cleaned_data["held_on"]
        if day > self.on:
            raise ValidationError("Datoen ligger i fremtiden. Notér behandlingen, når den har fundet sted.")
        if day.year < FIRST_YEAR:
            raise ValidationError(f"Året skal ligge efter {FIRST_YEAR - 1}.")
        return day


SETTINGS = ("publication_rule", "needs_sign_off", "editorial_authority", "preparing_body_id")


class SettingsForm(forms.ModelForm):
    """How the council decides, and what stood there when its writer opened the page (`seen`)."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Council
        fields = ("publication_rule", "needs_sign_off", "editorial_authority", "preparing_body")
        widgets = {"publication_rule": forms.RadioSelect}
        labels = {
            "publication_rule": "Hvad kræves, før planen kan offentliggøres?",
            "needs_sign_off": "Kommunikation skal frigive planen, før den offentliggøres",
            "editorial_authority": "Sekretariatet må rette redaktionelt, mens godkendelser står ved magt",
            "preparing_body": "Forberedende udvalg",
        }
        help_texts = {
            "publication_rule": "Loven kræver, at planen drøftes i rådet. Alle underskrivere er en skærpelse.",
            "preparing_body": "Er der valgt et udvalg, skal det behandle planen, før den sendes til beslutning.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publication_rule"].choices = Council.PublicationRule.choices  # type: ignore[attr-defined]
        self.fields["preparing_body"].empty_label = "Intet udvalg"  # type: ignore[attr-defined]
        self.fields["preparing_body"].queryset = bodies(self.instance)  # type: ignore[attr-defined]
        self.fields["seen"].initial = self.stood = settings_mark(self.instance)

    def again(self) -> SettingsForm:
        """The form with its errors, to be sent once more: from then on its writer has seen what stands."""
        self.data = {**self.data.dict(), "seen": self.stood}  # type: ignore[attr-defined]
        return self

    def settings(self) -> list[forms.BoundField]:
        """The fields that one chooses in."""
        return [self[name] for name in self.Meta.fields]

    def clean(self) -> dict[str, Any]:
        """Refuse where somebody else has changed something since."""
        cleaned = super().clean() or {}
        if cleaned.get("seen", "") != self.stood:
            raise ValidationError("En anden har ændret indstillingerne, siden du åbnede siden. Se dem igen, og gem.")
        return cleaned


def settings_mark(council: Council) -> str:
    """What a page says of all that stood in the settings."""
    return "|".join(str(getattr(council, field)) for field in SETTINGS)


def bodies(council: Council) -> Any:
    """The bodies that may prepare the council's decision: those of the register, and the one chosen now."""
    rows = Body.objects.filter(kind__in=(Body.Kind.COUNCIL, Body.Kind.BOARD, Body.Kind.FORUM, Body.Kind.GROUP))
    chosen = [council.preparing_body_id] if council.preparing_body_id else []
    return (rows | Body.objects.filter(pk__in=chosen)).distinct().order_by("name")
