"""What the database refuses is told in the admin's form, never as a server error."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from councils.models import Body, Council, Membership, Organisation
from tests.base import Cast, make_local, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The secretary's browser."""
    client = Client()
    client.force_login(cast.secretary)
    return client


def fields_of(form: Any) -> dict[str, Any]:
    """What a browser would send for the form, untouched."""
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def send(client: Client, address: str, **changed: Any) -> Any:
    """Open the form at the address, change something, and send it."""
    page = client.get(address)
    data = fields_of(page.context["adminform"].form)
    for inline in page.context["inline_admin_formsets"]:
        for form in (inline.formset.management_form, *inline.formset.forms):
            data |= fields_of(form)
    return client.post(address, data | changed)


def seats(council: Council, *rows: dict[str, Any]) -> dict[str, Any]:
    """The inline form's fields for new seats, in a council that has none."""
    data: dict[str, Any] = {"memberships-TOTAL_FORMS": len(rows)}
    for place, row in enumerate(rows):
        values = {"capacity": "police", "order": 0, "council": council.pk} | row
        data |= {f"memberships-{place}-{name}": value for name, value in values.items()}
    return data


@pytest.mark.parametrize("model", [Body, Organisation])
def test_nothing_belongs_under_itself(secretary: Client, model: Any) -> None:
    fields = {"kind": "forum"} if model is Body else {"sector": "civil"}
    one = model.objects.create(name="Et", slug="et", **fields)
    other = model.objects.create(name="To", slug="to", parent=one, **fields)
    for parent in (one, other):
        answer = send(secretary, f"/admin/councils/{model._meta.model_name}/{one.pk}/change/", parent=parent.pk)
        assert "Kan ikke høre under sig selv" in answer.content.decode()
    assert model.objects.get(pk=one.pk).parent is None


def test_two_new_chairs_at_once_are_refused(secretary: Client) -> None:
    council = make_local("Skive", code="0779")
    rows = [{"person": make_person(name).pk, "role": "chair", "starts": "2023-01-01"} for name in ("Anna", "Bo")]
    answer = send(secretary, f"/admin/councils/council/{council.pk}/change/", **seats(council, *rows))
    assert "To formænd har overlappende perioder." in answer.content.decode()
    assert not council.memberships.exists()


def test_one_chair_after_another_is_fine(secretary: Client) -> None:
    council = make_local("Skive", code="0779")
    first = {"person": make_person("Anna").pk, "role": "chair", "starts": "2022-01-01", "ends": "2022-12-31"}
    second = {"person": make_person("Bo").pk, "role": "chair", "starts": "2023-01-01"}
    answer = send(secretary, f"/admin/councils/council/{council.pk}/change/", **seats(council, first, second))
    assert answer.status_code == 302
    assert council.memberships.count() == 2


def test_the_same_seat_twice_is_refused(secretary: Client) -> None:
    council = make_local("Skive", code="0779")
    row = {"person": make_person("Anna").pk, "role": "member"}
    answer = send(secretary, f"/admin/councils/council/{council.pk}/change/", **seats(council, row, row))
    assert "Anna står der to gange i samme rolle uden startdato." in answer.content.decode()
    assert not Membership.objects.filter(council=council).exists()
