"""Forms of the registers, and what all the portal's forms share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.forms.renderers import TemplatesSetting

from councils.cpr import CPR_WARNING, cpr_numbers
from councils.models import Membership, User


class AccountCreationForm(AdminUserCreationForm):
    """A new account, by e-mail address."""

    class Meta:
        model = User
        fields = ("email", "display_name")


class MembershipFormSet(BaseInlineFormSet):
    """All seats of a council; each is checked against the database by itself, here against one another."""

    def clean(self) -> None:
        """Refuse two chairs at once, and one person in one seat twice with no known beginning."""
        super().clean()
        for one, other in combinations(self._seats(), 2):
            if one.role == other.role == Membership.Role.CHAIR and _overlap(one, other):
                raise ValidationError("To formænd har overlappende perioder.")
            if _unknown_start(one) == _unknown_start(other) != ():
                raise ValidationError(f"{one.person} står der to gange i samme rolle uden startdato.")

    def _seats(self) -> Iterator[Membership]:
        for form in self.forms:
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE"):
                yield form.instance


def _overlap(one: Membership, other: Membership) -> bool:
    first, last = max(m.starts or date.min for m in (one, other)), min(m.ends or date.max for m in (one, other))
    return first <= last


def _unknown_start(seat: Membership) -> tuple[int, str] | tuple[()]:
    return () if seat.starts else (seat.person_id, seat.role)


# How forms look ------------------------------------------------------------------------------------------------------

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-checkbox"),
    (forms.CheckboxSelectMultiple, "form-checkbox"),
    (forms.RadioSelect, "form-radio"),
    (forms.Select, "form-select"),
    (forms.Textarea, "form-input"),
    (forms.widgets.Input, "form-input"),
)
"""The design system's class for each kind of widget; the first that fits."""


class DesignBoundField(forms.BoundField):
    """A field whose widget carries the design system's class."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """The attributes that Django gives, and the class."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        own = next((name for kind, name in CLASSES if isinstance(widget, kind)), "")
        classes = " ".join(filter(None, (str(widget.attrs.get("class", "")), str(built.get("class", "")), own)))
        return {**built, "class": classes} if classes else built


class DesignRenderer(TemplatesSetting):
    """Draws forms by templates/forms/: label, hint, the error above the field, the field."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = DesignBoundField


# What must not be written --------------------------------------------------------------------------------------------


class NoCprForm(forms.Form):
    """A form that warns of a CPR number before anything is saved.

    Nobody's number belongs in a plan (databeskyttelsesloven § 11), but ten digits may be something else: whoever
    says so with `cpr_seen` is believed.
    """

    cpr_seen = forms.BooleanField(label="Det er ikke et CPR-nummer", required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Put a warning at each text field that has a number, and show the box that says it is none."""
        cleaned = super().clean() or {}
        found = [name for name, value in cleaned.items() if isinstance(value, str) and cpr_numbers(value)]
        if found and not cleaned.get("cpr_seen"):
            self.fields["cpr_seen"].widget = forms.CheckboxInput()
            for name in found:
                self.add_error(name, CPR_WARNING)
        return cleaned
