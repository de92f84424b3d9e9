"""What the outline's forms send. Whatever else a client may send is told in words, and never reaches the database."""

from __future__ import annotations

from typing import Any

from django import forms

from councils.forms import NoCprForm
from plans.arranging import LAST, Spot, Tree
from plans.models import Section
from plans.models.sections import KEY_PATTERN
from plans.outline import PLACES, OutlineRefused
from plans.section_forms import HeadingField

Role = Section.Role
LARGEST = 2**31 - 1
"""The largest version that both databases can hold."""
ADDABLE = (Role.SECTION, Role.PART, Role.ANNEX)
"""What may be added by hand: a plan's foreword and signatories come with its outline."""
NAMELESS = (Role.PART, Role.SIGNATORIES)
"""What may be without a heading."""


class Version(forms.IntegerField):
    """A version as a page showed it, so that a change can say what it began from."""

    def __init__(self) -> None:
        """A whole number that the database can hold."""
        super().__init__(min_value=0, max_value=LARGEST)


class Key(forms.RegexField):
    """A section's key."""

    def __init__(self, *, required: bool = True) -> None:
        """In the form that keys have."""
        super().__init__(KEY_PATTERN, max_length=80, required=required)


class KeyForm(forms.Form):
    """The section that a change is about."""

    key = Key()


class SeenForm(forms.Form):
    """The version of the tree that a change began from."""

    seen = Version()


class BaseForm(forms.Form):
    """The version of a section that a change began from."""

    base = Version()


class PlaceForm(SeenForm, KeyForm):
    """Where a section was dropped: under `parent` ("": the top), right after its child `after` ("": first)."""

    parent = Key(required=False)
    after = Key(required=False)


class InListForm(NoCprForm):
    """A form whose fields stand in the list of sections; the element that sends them stands below the list."""

    element = ""

    def attach(self) -> None:
        """Let all fields be sent by the form's element."""
        for field in self.fields.values():
            field.widget.attrs["form"] = self.element

    def clean(self) -> dict[str, Any]:
        """As every form with free text; the box that it may show is sent too."""
        cleaned = super().clean()
        self.attach()
        return cleaned


class AddForm(InListForm):
    """A new section: where, its heading, and at the top of the plan what it shall be."""

    element = "outline-add"
    spot = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    heading = HeadingField(widget=forms.TextInput({"autofocus": True}))
    role = forms.ChoiceField(label="Art", required=False)

    field_order = ("spot", "heading", "cpr_seen", "role")

    def __init__(self, data: Any = None, *, tree: Tree, **options: Any) -> None:
        """Offer what may lie at the spot that is asked for."""
        super().__init__(data, prefix="nyt", **options)
        asked = self.initial.get("spot", "") if data is None else data.get(self.add_prefix("spot"), "")
        self.where, roles = standing_spot(tree, asked)
        self.offers_roles = len(roles) > 1
        self.fields["role"] = forms.ChoiceField(
            label="Art",
            required=self.offers_roles,
            choices=[(role.value, role.label.capitalize()) for role in roles],
            widget=forms.Select if self.offers_roles else forms.HiddenInput,
        )
        self.attach()

    def clean_role(self) -> str:
        """A section, unless something else is chosen."""
        return str(self.cleaned_data.get("role") or Role.SECTION)


def standing_spot(tree: Tree, asked: str) -> tuple[Spot, list[Role]]:
    """The spot that is asked for, or the end of the plan where that is gone; and what may be added there."""
    spot = Spot.read(asked)
    try:
        parent, _ = tree.spot(spot)
    except OutlineRefused:
        spot, parent = Spot(LAST), None
    under = parent.section.role if parent else ""
    return spot, [role for role in ADDABLE if under in PLACES[role]]


class RenameForm(InListForm):
    """A section's heading; a part may be without one."""

    element = "outline-rename"
    heading = HeadingField(widget=forms.TextInput({"autofocus": True}))

    field_order = ("heading", "cpr_seen")

    def __init__(self, data: Any = None, *, section: Section, **options: Any) -> None:
        """Begin with what the section is called."""
        super().__init__(data, prefix="navn", initial={"heading": section.heading}, **options)
        self.fields["heading"].required = section.role not in NAMELESS
        self.attach()
