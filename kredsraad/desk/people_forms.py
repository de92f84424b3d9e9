"""Forms of the registers of people, seats, delegations and functions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, Model, Q
from django.db.models.fields import BLANK_CHOICE_DASH

from councils.forms import NoCprForm
from councils.models import Council, Delegation, Membership, Person, Post, PostHolding
from councils.slugs import free_slug

DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
"""The first is what browsers send; the others are for those that have no field for dates."""
NOT_CHOSEN = "Vælg"
PASSED = "En anden har gemt noget, der støder sammen med dette. Se siden igen, og prøv så."

ONCE: dict[type[Model], tuple[tuple[str, ...], str]] = {
    Membership: (("council", "person", "role"), "Personen har allerede den plads i perioden."),
    Delegation: (("membership", "delegate", "scope"), "Personen har allerede den bemyndigelse i perioden."),
    PostHolding: (("post", "person"), "Personen varetager allerede funktionen i perioden."),
}
"""What two rows with a day in common may not share, and how that is told."""


class DayField(forms.DateField):
    """A day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=DATE_FORMATS,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"required": "Vælg en dato.", "invalid": "Skriv en dato, for eksempel 08-11-2023."},
            **kwargs,
        )


class DayForm(forms.Form):
    """The day that a page is about."""

    dato = DayField(label="Vis pr. dato")


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(label="Søg efter navn, funktion eller hverv", max_length=100, required=False)

    def words(self) -> list[str]:
        """The words, whatever their case; none where what was sent is no text."""
        return self.cleaned_data["q"].casefold().split() if self.is_valid() else []


class RegisterForm(NoCprForm, forms.ModelForm):
    """A row of a register, held to all the rules of its model, those too about fields that the form does not show."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, bound in self.fields.items():
            _say_what_to_choose(bound)
            if name in ("starts", "ends"):
                bound.help_text = bound.help_text or self._meta.model._meta.get_field(name).help_text

    def _get_validation_exclusions(self) -> set[str]:
        """Leave out of the model's own validation only what is wrong already."""
        return {name for name in self.errors if name != NON_FIELD_ERRORS}

    def _update_errors(self, errors: ValidationError) -> None:
        """Tell what is wrong of a field that the form does not show beside the whole form."""
        if hasattr(errors, "error_dict"):
            hidden = [name for name in errors.error_dict if name not in self.fields and name != NON_FIELD_ERRORS]
            for name in hidden:
                errors.error_dict.setdefault(NON_FIELD_ERRORS, []).extend(errors.error_dict.pop(name))
        super()._update_errors(errors)  # type: ignore[misc]

    def _post_clean(self) -> None:
        """The model's own rules, and that the same is not registered twice for a day, which is told in our words."""
        super()._post_clean()  # type: ignore[misc]
        fields, twice = ONCE.get(self._meta.model, ((), ""))
        if fields and set(self.errors) <= {NON_FIELD_ERRORS} and self._overlapping(fields).exists():
            self.errors.pop(NON_FIELD_ERRORS, None)
            self.add_error(None, twice)

    def _overlapping(self, fields: Iterable[str]) -> Any:
        row = self.instance
        rows = self._meta.model._default_manager.filter(**{name: getattr(row, name) for name in fields})
        if row.ends:
            rows = rows.filter(Q(starts__isnull=True) | Q(starts__lte=row.ends))
        if row.starts:
            rows = rows.filter(Q(ends__isnull=True) | Q(ends__gte=row.starts))
        return rows.exclude(pk=row.pk)

    def saved(self) -> bool:
        """Store the row, if the form is right; False, with the error in the form, where it is not or can not be."""
        if not self.is_valid():
            return False
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError:
            self.add_error(None, PASSED)
            return False
        return True


def _say_what_to_choose(bound: Any) -> None:
    """Where nothing is chosen, say so in words instead of in hyphens."""
    if isinstance(bound, forms.ModelChoiceField):
        bound.empty_label = NOT_CHOSEN if bound.required else "Ingen"
    elif isinstance(bound, forms.TypedChoiceField):
        choices: Any = bound.choices
        bound.choices = [("", NOT_CHOSEN) if choice == BLANK_CHOICE_DASH[0] else choice for choice in choices]


def _choosing(queryset: Any, label: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(queryset, label=label, empty_label=NOT_CHOSEN)


class PersonChoice(forms.ModelChoiceField):
    """Somebody, by name and function."""

    def __init__(self, label: str) -> None:
        super().__init__(Person.objects.order_by("name", "pk"), label=label, empty_label=NOT_CHOSEN)

    def label_from_instance(self, obj: Any) -> str:
        """Name and function, where that says more."""
        return obj.name if obj.function in ("", obj.name) else f"{obj.name}, {obj.function}"


# People --------------------------------------------------------------------------------------------------------------


class PersonForm(RegisterForm):
    """Somebody's name, function and how they are reached."""

    class Meta:
        model = Person
        fields = ("name", "function", "email", "phone", "name_public")
        labels = {"name": "Navn", "function": "Funktion", "email": "E-mail", "phone": "Telefon"}
        help_texts = {
            "function": "Vises i stedet for navnet, når det ikke er offentligt. For eksempel: Afdelingschef.",
            "email": "Hertil sendes invitationen.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_public"].label = "Navnet må vises for alle"
        self.fields[
            "name_public"
        ].help_text = "Gælder formænd, underskrivere og kontaktpersoner. Ellers vises funktionen."
        if self.instance.user_id is not None:
            self.fields["email"].help_text = "Kun kontaktoplysning: ændrer ikke den e-mail, som der logges ind med."

    def save(self, commit: bool = True) -> Any:
        """Give a new row its key; an account that is called as the person was is called as the person is."""
        person, before = self.instance, self.initial.get("name")
        if not person.pk:
            person.slug = free_slug(Person, person.name, otherwise="person")
        if person.user is not None and person.user.display_name == before != person.name:
            person.user.display_name = person.name
            person.user.save(update_fields=["display_name"])
        return super().save(commit)

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"slug"}


# Functions -----------------------------------------------------------------------------------------------------------


class PostForm(RegisterForm):
    """A function that the secretariat turns to."""

    class Meta:
        model = Post
        fields = ("name", "duty", "organisation")
        labels = {"name": "Navn", "duty": "Opgave", "organisation": "Organisation"}
        help_texts = {"name": "For eksempel: Færdselsafdelingen. Det er navnet, bidragydere spørges under."}
        error_messages = {"name": {"unique": "Der er allerede en funktion med det navn."}}

    def save(self, commit: bool = True) -> Any:
        """Give a new row its key."""
        if not self.instance.pk:
            self.instance.slug = free_slug(Post, self.instance.name, otherwise="funktion")
        return super().save(commit)

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"slug"}


class HoldingForm(RegisterForm):
    """That somebody holds a function, from one day to another."""

    post = _choosing(Post.objects.order_by("name"), "Funktion")
    person = PersonChoice("Person")
    starts = DayField(label="Fra", required=False)
    ends = DayField(label="Til og med", required=False)

    class Meta:
        model = PostHolding
        fields = ("post", "person", "starts", "ends")


# Seats ---------------------------------------------------------------------------------------------------------------


class SeatForm(RegisterForm):
    """A seat in a council, from one day to another."""

    council = _choosing(Council.objects.order_by("kind", "name"), "Råd")
    person = PersonChoice("Person")
    starts = DayField(label="Fra", required=False)
    ends = DayField(label="Til og med", required=False)

    class Meta:
        model = Membership
        fields = (
            "council",
            "person",
            "role",
            "capacity",
            "municipality",
            "title",
            "signs_plan",
            "starts",
            "ends",
        )
        labels = {
            "role": "Rolle",
            "capacity": "Deltager for",
            "municipality": "Kommune",
            "title": "Titel, som den trykkes",
        }
        help_texts = {"title": "For eksempel: Borgmester i Viborg Kommune."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signs_plan"].label = "Underskriver planen"

    def clean(self) -> dict[str, Any]:
        """The municipality of a local council goes without saying."""
        cleaned = super().clean()
        council = cleaned.get("council") or (self.instance.council if self.instance.council_id else None)
        if cleaned.get("capacity") == Membership.Capacity.MUNICIPALITY and not cleaned.get("municipality") and council:
            cleaned["municipality"] = council.municipality
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Put a new seat last in its council."""
        if not self.instance.pk:
            last = self.instance.council.memberships.aggregate(last=Max("order"))["last"]
            self.instance.order = min((last or 0) + 1, 32000)
        return super().save(commit)


# Delegations ---------------------------------------------------------------------------------------------------------


class SeatChoice(forms.ModelChoiceField):
    """A seat that is held now or will be."""

    def __init__(self) -> None:
        seats = Membership.objects.select_related("person", "council").order_by("council__kind", "council__name", "pk")
        super().__init__(seats, label="Plads", empty_label=NOT_CHOSEN)

    def label_from_instance(self, obj: Any) -> str:
        """Who holds which seat."""
        return f"{obj.council}: {obj.person}, {obj.get_role_display()}"


class DelegationForm(RegisterForm):
    """Leave for somebody to read, prepare or act for the holder of a seat."""

    membership = SeatChoice()
    delegate = PersonChoice("Hvem bemyndiges?")
    starts = DayField(label="Fra", required=False)
    ends = DayField(label="Til og med", required=False)

    class Meta:
        model = Delegation
        fields = ("membership", "delegate", "scope", "is_deputy", "starts", "ends")
        labels = {"scope": "Må"}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_deputy"].label = "Som stedfortræder"
        self.fields[
            "is_deputy"
        ].help_text = "Handler i stedet for indehaveren. Ellers: på vegne af, efter bemyndigelse."
        seats: Any = self.fields["membership"]
        seats.queryset = seats.queryset.filter(
            Q(ends__isnull=True) | Q(ends__gte=on) | Q(pk=self.instance.membership_id)
        )

    def clean(self) -> dict[str, Any]:
        """A deputy acts: who may only read or prepare is none."""
        cleaned = super().clean()
        if cleaned.get("is_deputy") and cleaned.get("scope") != Delegation.Scope.ACT:
            self.add_error("is_deputy", "En stedfortræder skal kunne handle på vegne af indehaveren.")
        return cleaned


# Ending --------------------------------------------------------------------------------------------------------------


class EndForm(RegisterForm):
    """The last day of a row: nothing is deleted, it ends."""

    ends = DayField(label="Sidste dag", help_text="Til og med. Dagen efter gælder det ikke mere.")


def end_form(row: Any, data: Any, *, on: date) -> Any:
    """The form that ends the row, today unless another day is given."""
    form_class = forms.modelform_factory(type(row), form=EndForm, fields=("ends",))
    return form_class(data, instance=row, initial={"ends": on})


def without(form: RegisterForm, names: Iterable[str]) -> RegisterForm:
    """The form without these fields: another person's seat is another seat."""
    for name in names:
        del form.fields[name]
    return form
