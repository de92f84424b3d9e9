"""Forms by which a local council proposes, and the secretariat answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from councils.canonical import canonicalise
from councils.forms import NoCprForm
from initiatives.models import FocusArea
from plans import saving
from plans.answering import NEEDS_SECTION, NEEDS_WORDS, Words
from plans.contribution_forms import VersionField
from plans.models import Proposal, ProposalAnswer, Section
from plans.proposing import Content, Start
from plans.saving import as_stored
from plans.section_forms import HeadingField, LineField, SectionTextField

LONGEST_REASONS = 10_000
LONGEST_ANSWER = ProposalAnswer._meta.get_field("text").max_length
LONGEST_TITLE = Proposal._meta.get_field("title").max_length
LONGEST_PARTNERS = Proposal._meta.get_field("partners").max_length
Kind = Proposal.Kind
KINDS = {
    Kind.CHANGE: ("Ændret tekst", "I et afsnit, der findes"),
    Kind.NEW: ("Nyt afsnit", "Om noget, planen mangler"),
    Kind.REMOVAL: ("Noget skal ud", "Forældet eller forkert"),
}
OUTCOMES = {
    ProposalAnswer.Outcome.ACCEPTED: ("Imødekommet", "Teksten kommer med"),
    ProposalAnswer.Outcome.PARTLY: ("Delvist imødekommet", "Noget af den kommer med"),
    ProposalAnswer.Outcome.REJECTED: ("Ikke imødekommet", "Kræver en begrundelse"),
    ProposalAnswer.Outcome.ELABORATE: ("Skal uddybes", "Lokalrådet kan rette og sende igen"),
}
"""What a choice is called, and a word about it."""


class SideBySide(forms.RadioSelect):
    """Choices beside one another, each with a word about it."""

    template_name = "plans/desk/proposals/choice.html"
    use_fieldset = True

    def __init__(self, words: Mapping[Any, tuple[str, str]]) -> None:
        super().__init__()
        self.words = {str(value): about for value, (_, about) in words.items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The choice, with its word."""
        return super().create_option(name, value, *args, **kwargs) | {"about": self.words.get(str(value), "")}


def _choices(words: Mapping[Any, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(str(value), name) for value, (name, _) in words.items()]


class TextField(forms.CharField):
    """Plain text of some lines, its line ends as they are stored."""

    def __init__(self, *, rows: int, max_length: int | None, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=max_length, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No limit in the browser: it would cut a long text off without a word."""
        return {}

    def to_python(self, value: Any) -> str:
        """One sign for each line end: browsers send two characters, scripts one."""
        written = str(super().to_python(value) or "").replace("\r\n", "\n")
        return written if "\0" in written else as_stored(written)


# Proposing -----------------------------------------------------------------------------------------------------------


class ProposalForm(NoCprForm):
    """What a council proposes. `base` and `base_key` tell which version of which section the text began from.

    A `base` of 0 is what the proposal itself keeps. `sending` asks for all that the secretariat needs.
    """

    version = VersionField()
    base = VersionField()
    base_key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    title = LineField(
        label="Kort titel",
        max_length=LONGEST_TITLE,
        help_text="For eksempel »Fast kontaktperson for hver skole«",
        error_messages={"required": "Skriv en kort titel."},
    )
    kind = forms.ChoiceField(
        label="Hvad foreslår I?",
        choices=_choices(KINDS),
        widget=SideBySide(KINDS),
        error_messages={"required": "Vælg, hvad I foreslår.", "invalid_choice": "Vælg, hvad I foreslår."},
    )
    section_key = forms.ChoiceField(
        label="Hvilket afsnit?",
        required=False,
        error_messages={"invalid_choice": "Vælg et afsnit fra listen."},
    )
    text = SectionTextField(label="Foreslået tekst", help_text="Skriv den, som I gerne ser den i planen.")
    reasons = TextField(
        label="Begrundelse",
        rows=5,
        max_length=LONGEST_REASONS,
        required=False,
        help_text="Hvad oplever I lokalt? Hvad vil forslaget ændre? Skriv ikke om enkeltpersoner eller enkeltsager.",
    )
    focus_area = forms.ModelChoiceField(
        label="Indsatsområde",
        queryset=FocusArea.objects.none(),
        required=False,
        empty_label="Intet bestemt",
        error_messages={"invalid_choice": "Vælg et indsatsområde fra listen."},
    )
    partners = LineField(
        label="Samarbejdspartnere",
        max_length=LONGEST_PARTNERS,
        required=False,
        help_text="For eksempel skoler, boligforeninger eller natteravne",
    )
    discussed = forms.BooleanField(label="Lokalrådet har drøftet forslaget på et møde", required=False)

    def __init__(
        self,
        *args: Any,
        sections: Mapping[str, Section],
        choices: list[tuple[str, str]],
        areas: Any,
        proposal: Proposal | None = None,
        sending: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sections, self.proposal, self.sending = sections, proposal, sending
        self.start = Start()
        kept = proposal.section_key if proposal else ""
        if kept and kept not in dict(choices):
            choices = [*choices, (kept, f"{proposal.section_heading if proposal else ''} (ikke længere i planen)")]
        self.fields["section_key"].choices = [("", "Vælg afsnit"), *choices]  # type: ignore[attr-defined]
        self.fields["focus_area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["text"].widget.sections = choices
        for name in ("section_key", "text", "reasons"):
            self.fields[name].speaks_for_itself = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find what the text begins from; when sending, ask for what is missing."""
        cleaned = super().clean()
        self.start = self._begins_from(str(cleaned.get("section_key") or ""))
        if self.sending:
            for name, words in self._missing(cleaned).items():
                if name not in self.errors:
                    self.add_error(name, words)
        return cleaned

    @property
    def is_unfetched(self) -> bool:
        """Whether a section was chosen whose text the page did not show."""
        cleaned = self.cleaned_data
        key = cleaned.get("section_key")
        return cleaned.get("kind") != Kind.NEW and bool(key) and cleaned.get("base_key") != key

    def _begins_from(self, key: str) -> Start:
        if not key:
            return Start()
        base = self.cleaned_data.get("base") or 0
        kept, section = self.proposal, self.sections.get(key)
        if kept and kept.section_key == key and base == 0:
            return Start(key, kept.section_heading, kept.base_plan, kept.base_text)
        if section is None:
            return Start()
        words = saving.words_at(section, base) if not self.is_unfetched else None
        return start_of(section, words.text if words else section.text)

    def _missing(self, cleaned: dict[str, Any]) -> dict[str, str]:
        found: dict[str, str] = {}
        kind, text = cleaned.get("kind"), canonicalise(str(cleaned.get("text") or ""))
        if kind != Kind.NEW and not cleaned.get("section_key"):
            found["section_key"] = "Vælg det afsnit, forslaget handler om."
        if kind != Kind.REMOVAL and not text:
            found["text"] = "Skriv den tekst, I foreslår."
        elif kind != Kind.NEW and self.start.text and text == self.start.text:
            found["text"] = "Teksten er den samme som i planen i dag. Ret den, så den er, som I gerne ser den."
        if not str(cleaned.get("reasons") or "").strip():
            found["reasons"] = "Skriv en begrundelse."
        return found

    @property
    def content(self) -> Content:
        """What was written, once the form is valid."""
        names = ("title", "kind", "text", "focus_area", "partners", "discussed")
        values = {name: self.cleaned_data[name] for name in names}
        return Content(start=self.start, reasons=self.cleaned_data["reasons"].strip(), **values)


def start_of(section: Section, text: str) -> Start:
    """What a change of the section begins from."""
    return Start(section.key, str(section), section.plan, text)


# Answering -----------------------------------------------------------------------------------------------------------


class AnswerForm(NoCprForm):
    """The secretariat's answer; `sending` asks for all that the council is owed."""

    version = VersionField()
    outcome = forms.ChoiceField(
        label="Afgørelse",
        choices=_choices(OUTCOMES),
        widget=SideBySide(OUTCOMES),
        required=False,
        error_messages={"invalid_choice": "Vælg en afgørelse."},
    )
    section_key = forms.ChoiceField(
        label="Hvor i planen endte det?",
        required=False,
        help_text="Skal udfyldes, når noget er imødekommet. Lokalrådet får et link til afsnittet.",
        error_messages={"invalid_choice": "Vælg et afsnit fra listen."},
    )
    text = TextField(label="Svar til lokalrådet", rows=5, max_length=LONGEST_ANSWER, required=False)
    internal_note = TextField(
        label="Intern note",
        rows=3,
        max_length=LONGEST_ANSWER,
        required=False,
        help_text="Kun sekretariatet ser den. Den sendes ikke med.",
    )
    released = forms.BooleanField(
        label="Må vises for borgere",
        required=False,
        help_text="Lokalråd, titel, afgørelse og svar kan så læses af alle, når planen er offentliggjort.",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], sending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sending, self.headings = sending, dict(choices)
        self.fields["section_key"].choices = [("", "Vælg afsnit"), *choices]  # type: ignore[attr-defined]
        for name in ("outcome", "section_key", "text", "internal_note"):
            self.fields[name].speaks_for_itself = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """When the answer is to go out, ask for what is missing."""
        cleaned = super().clean()
        if not self.sending:
            return cleaned
        outcome = cleaned.get("outcome")
        if not outcome and "outcome" not in self.errors:
            self.add_error("outcome", ValidationError("Vælg en afgørelse."))
        if outcome in NEEDS_SECTION and not cleaned.get("section_key") and "section_key" not in self.errors:
            self.add_error("section_key", ValidationError("Vælg det afsnit, som forslaget endte i."))
        if outcome in NEEDS_WORDS and not str(cleaned.get("text") or "").strip() and "text" not in self.errors:
            self.add_error("text", ValidationError("Skriv en begrundelse."))
        return cleaned

    def words(self, headings: Mapping[str, str]) -> Words:
        """What was written, once the form is valid; `headings` are the sections' by their keys."""
        cleaned = self.cleaned_data
        key = cleaned["section_key"]
        return Words(
            outcome=cleaned["outcome"],
            section_key=key,
            section_heading=headings.get(key, "")[:250],
            text=cleaned["text"].strip(),
            internal_note=cleaned["internal_note"].strip(),
            released=cleaned["released"],
            version=cleaned["version"],
        )


class NewSectionForm(NoCprForm):
    """What a new section is called, and where it lies; `seen` is the outline's version that was shown."""

    seen = VersionField()
    heading = HeadingField(error_messages={"required": "Skriv en overskrift."})
    spot = forms.ChoiceField(label="Plads i planen", error_messages={"invalid_choice": "Vælg en plads fra listen."})

    def __init__(self, *args: Any, spots: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spot"].choices = spots  # type: ignore[attr-defined]
