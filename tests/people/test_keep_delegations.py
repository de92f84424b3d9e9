"""Delegations: who may read, prepare or act for the holder of a seat."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from councils import permissions
from councils.models import Delegation, Membership
from tests.base import Cast
from tests.people.builders import at, in_days, page, signed_in


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The secretary's browser."""
    return signed_in(cast.secretary)


def form(cast: Cast, scope: str = "act", **fields: object) -> dict[str, object]:
    """Leave for the outsider in the seat of Viborg's secretary."""
    seat = cast.local_secretary.person.memberships.get()
    return {"membership": seat.pk, "delegate": cast.outsider.person.pk, "scope": scope} | fields


def test_it_lets_somebody_act(cast: Cast, secretary: Client) -> None:
    answer = secretary.post(at("delegation_new"), form(cast))
    assert answer["Location"] == at("person", "uden-embede")
    assert permissions.writes_for_council(cast.outsider, cast.viborg)


def test_leave_to_read_is_no_leave_to_write(cast: Cast, secretary: Client) -> None:
    secretary.post(at("delegation_new"), form(cast, "read"))
    assert permissions.reads_drafts_of_council(cast.outsider, cast.viborg)
    assert not permissions.writes_for_council(cast.outsider, cast.viborg)


def test_a_deputy_is_one_who_may_act(cast: Cast, secretary: Client) -> None:
    html = secretary.post(at("delegation_new"), form(cast, "read", is_deputy="on")).content.decode()
    assert "En stedfortræder skal kunne handle på vegne af indehaveren." in html
    assert not Delegation.objects.filter(delegate=cast.outsider.person).exists()
    secretary.post(at("delegation_new"), form(cast, "act", is_deputy="on"))
    assert Delegation.objects.get(delegate=cast.outsider.person).is_deputy


def test_a_delegate_becomes_a_deputy_and_is_none_again(cast: Cast, secretary: Client) -> None:
    row = cast.delegate.person.delegations.get()
    for sent, is_deputy in (({"is_deputy": "on"}, True), ({}, False)):
        secretary.post(at("delegation", row.pk), {"scope": "act", **sent})
        row.refresh_from_db()
        assert row.is_deputy is is_deputy


def test_it_ends_on_a_day(cast: Cast, secretary: Client) -> None:
    secretary.post(at("delegation_new"), form(cast))
    row = Delegation.objects.get(delegate=cast.outsider.person)
    secretary.post(at("delegation_end", row.pk), {"ends": in_days(-1).isoformat()})
    assert not permissions.writes_for_council(cast.outsider, cast.viborg)
    assert Delegation.objects.filter(pk=row.pk).exists()


def test_its_scope_is_corrected(cast: Cast, secretary: Client) -> None:
    row = cast.delegate.person.delegations.get()
    secretary.post(at("delegation", row.pk), {"scope": "read", "ends": "2031-01-01"})
    row.refresh_from_db()
    assert (row.scope, row.ends) == ("read", date(2031, 1, 1))


def test_nobody_is_let_act_for_themselves(cast: Cast, secretary: Client) -> None:
    own = form(cast, delegate=cast.local_secretary.person.pk)
    html = secretary.post(at("delegation_new"), own).content.decode()
    assert "Man kan ikke bemyndige sig selv." in html.split('id="id_delegate_error"')[1][:200]


def test_the_same_twice_in_the_same_days_is_refused(cast: Cast, secretary: Client) -> None:
    for _ in range(2):
        html = secretary.post(at("delegation_new"), form(cast)).content.decode()
    assert "Personen har allerede den bemyndigelse i perioden." in html
    assert Delegation.objects.filter(delegate=cast.outsider.person).count() == 1


def test_a_seat_that_nobody_holds_any_more_is_not_offered(cast: Cast, secretary: Client) -> None:
    seat = cast.former_chair.person.memberships.get()
    html = page(secretary, at("delegation_new")).split('id="id_membership"')[1].split("</select>")[0]
    assert f'<option value="{seat.pk}">' not in html
    assert secretary.post(at("delegation_new"), form(cast, membership=seat.pk)).status_code == 200
    assert Delegation.objects.count() == 1


def test_the_way_from_a_seat_has_it_chosen(cast: Cast, secretary: Client) -> None:
    seat = Membership.objects.get(person__user=cast.mayor)
    address = f"{at('delegation_new')}?plads={seat.pk}"
    assert address in page(secretary, at("person", "borgmester-i-viborg"))
    assert f'<option value="{seat.pk}" selected>' in page(secretary, address)
