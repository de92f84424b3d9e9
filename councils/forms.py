"""Forms of the registers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

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
