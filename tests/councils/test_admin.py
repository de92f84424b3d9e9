"""The admin: opened by office, in Danish; registers can be kept there, plans only looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from councils.models import Council, Municipality, User
from plans.models import Edition, Plan, Section
from plans.publishing.withdrawing import ask_blocking, withdraw
from tests.base import PASSWORD, fill_registers, make_account, make_plan, publish, seat
from tests.scratch import rolled_back

pytestmark = pytest.mark.django_db
Cast = dict[str, User]
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
REGISTERS = [m for m in MODELS if m._meta.app_label in ("councils", "initiatives") and m is not User]
PLANS = [m for m in MODELS if m._meta.app_label == "plans"]
INSIDE, OUTSIDE = ["secretary", "administrator"], ["chair", "former secretary", "without office", "nobody"]


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The real registers, a published plan of every fate, and accounts by what they are."""
    with rolled_back(django_db_blocker):
        fill_registers()
        district, viborg = Council.objects.district().get(), Council.objects.get(slug="viborg")
        edition = publish(make_plan(district))
        withdraw(edition, reason="Fejl", actor="Anna")
        ask_blocking(edition, reason="Fejl", actor="Anna")
        accounts = {
            name: make_account(f"{name.replace(' ', '-')}@test.example", name.capitalize(), is_staff=True)
            for name in ("secretary", "chair", "former secretary", "without office")
        }
        seat(accounts["secretary"].person, district, "secretary")
        seat(accounts["chair"].person, viborg, "chair")
        seat(
            accounts["former secretary"].person,
            district,
            "secretary",
            ends=timezone.localdate() - timedelta(days=1),
        )
        yield accounts | {"administrator": User.objects.create_superuser("drift@test.example", PASSWORD)}


def signed_in(people: Cast, who: str) -> Client:
    """A browser in which that person has signed in."""
    client = Client()
    if who != "nobody":
        client.force_login(people[who])
    return client


def address(model: type[Model], page: str, row: Model | None = None) -> str:
    """The address of an admin page."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[row.pk] if row else [])


def name_of(model: type[Model]) -> str:
    """How a model is called in the test's name."""
    return model.__name__


# Registers -----------------------------------------------------------------------------------------------------------


def test_the_front_page_leads_to_every_register_and_plan(people: Cast) -> None:
    page = signed_in(people, "secretary").get(reverse("admin:index")).content.decode()
    missing = [m for m in REGISTERS + PLANS if f'href="{address(m, "changelist")}"' not in page]
    assert missing == []
    assert f'href="{address(User, "changelist")}"' not in page


@pytest.mark.parametrize("who", INSIDE)
@pytest.mark.parametrize("model", REGISTERS, ids=name_of)
def test_those_who_keep_the_registers_can_open_every_page(people: Cast, who: str, model: type[Model]) -> None:
    client, row = signed_in(people, who), model._default_manager.first()
    assert row is not None
    pages = [address(model, "changelist"), address(model, "add"), address(model, "change", row)]
    pages += [address(model, "changelist") + "?q=viborg", address(model, "delete", row), address(model, "history", row)]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("model", [Council, Plan, User], ids=name_of)
def test_a_stranger_is_sent_to_sign_in_and_for_others_there_is_nothing(
    people: Cast, who: str, model: type[Model]
) -> None:
    client, row = signed_in(people, who), model._default_manager.all()[0]
    for page in (address(model, "changelist"), address(model, "change", row), reverse("admin:index")):
        response = client.get(page)
        if who == "nobody":
            assert (response.status_code, response.headers["Location"]) == (302, f"/admin/login/?next={page}")
        else:
            assert response.status_code == 404


@pytest.mark.parametrize("who", OUTSIDE)
def test_others_change_nothing(people: Cast, who: str) -> None:
    council = Council.objects.get(slug="viborg")
    response = signed_in(people, who).post(address(Council, "delete", council), {"post": "yes"})
    assert response.status_code == (302 if who == "nobody" else 404)
    assert Council.objects.filter(pk=council.pk).exists()


def test_a_change_is_stored_with_who_made_it(people: Cast) -> None:
    row = Municipality.objects.get(slug="viborg")
    form = {name: getattr(row, name) for name in ("code", "name", "slug", "tile_column", "tile_row")}
    data = form | {"tile_width": 1, "tile_height": 1, "region": "Region Midtjylland (ny)"}
    response = signed_in(people, "secretary").post(address(Municipality, "change", row), data)
    assert response.status_code == 302
    newest = row.history.first()
    assert (newest.region, newest.history_user) == ("Region Midtjylland (ny)", people["secretary"])


def test_two_district_councils_are_refused_in_words(people: Cast) -> None:
    data = {"kind": "district", "name": "Endnu et", "slug": "endnu-et", "plan_title": "Plan"}
    data |= {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    response = signed_in(people, "secretary").post(address(Council, "add"), data)
    assert response.status_code == 200
    assert "Der kan kun være ét kredsråd." in response.content.decode()


def test_a_secretary_without_staff_status_can_sign_in(people: Cast) -> None:
    account = people["secretary"]
    User.objects.filter(pk=account.pk).update(is_staff=False)
    client = Client()
    door = client.get("/admin/", follow=True).redirect_chain[-1][0]
    response = client.post(door, {"login": "SECRETARY@test.example", "password": PASSWORD, "next": "/admin/"})
    assert (response.status_code, response.headers.get("Location")) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


# Accounts ------------------------------------------------------------------------------------------------------------


def test_accounts_are_for_administrators(people: Cast) -> None:
    pages = [address(User, "changelist"), address(User, "add"), address(User, "change", people["chair"])]
    administrator, secretary = signed_in(people, "administrator"), signed_in(people, "secretary")
    assert [administrator.get(page).status_code for page in pages] == [200, 200, 200]
    assert [secretary.get(page).status_code for page in pages] == [403, 403, 403]


def test_a_secretary_makes_nobody_an_administrator(people: Cast) -> None:
    page = address(User, "change", people["chair"])
    assert signed_in(people, "secretary").post(page, {"is_superuser": "on"}).status_code == 403
    assert not User.objects.get(pk=people["chair"].pk).is_superuser


def test_an_administrator_makes_an_account_by_address(people: Cast) -> None:
    data = {"email": "ny@test.example", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    assert signed_in(people, "administrator").post(address(User, "add"), data).status_code == 302
    assert User.objects.get(email="ny@test.example").check_password(PASSWORD)


# Plans ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", INSIDE)
@pytest.mark.parametrize("model", PLANS, ids=name_of)
def test_plans_can_be_looked_at(people: Cast, who: str, model: type[Model]) -> None:
    client, row = signed_in(people, who), model._default_manager.all()[0]
    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "change", row)).status_code == 200


@pytest.mark.parametrize("who", INSIDE)
@pytest.mark.parametrize("model", PLANS, ids=name_of)
def test_plans_cannot_be_changed_not_even_by_an_administrator(people: Cast, who: str, model: type[Model]) -> None:
    client, row = signed_in(people, who), model._default_manager.all()[0]
    count = model._default_manager.count()
    assert client.get(address(model, "add")).status_code == 403
    assert client.post(address(model, "add"), {}).status_code == 403
    assert client.post(address(model, "change", row), {"title": "Noget andet"}).status_code == 403
    assert client.post(address(model, "delete", row), {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(address(model, "changelist"), data)
    assert model._default_manager.count() == count


def test_what_belongs_to_a_plan_cannot_be_deleted_by_way_of_a_register(people: Cast) -> None:
    district = Council.objects.district().get()
    signed_in(people, "administrator").post(address(Council, "delete", district), {"post": "yes"})
    assert Council.objects.district().exists()
    assert Edition.objects.exists()


# Words ---------------------------------------------------------------------------------------------------------------


def test_the_admin_speaks_danish(people: Cast) -> None:
    client = signed_in(people, "administrator")
    index = client.get(reverse("admin:index")).content.decode()
    for words in ("Kredsrådets registre", "Registre og planer", "Råd og personer", "medlemskaber", "Samarbejdsplaner"):
        assert words.lower() in index.lower()
    assert 'lang="da"' in index
    form = client.get(address(Council, "add")).content.decode()
    assert "Tilføj råd" in form
    assert "Adressenavn" in form
    assert "Gem" in form


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_field_has_a_danish_name(model: type[Model]) -> None:
    english = {"name", "title", "text", "year", "role", "kind", "parent", "position", "starts", "ends", "council"}
    names = {str(field.verbose_name) for field in model._meta.get_fields() if hasattr(field, "verbose_name")}
    assert not names & english


def test_sections_are_listed_without_a_query_for_each(people: Cast) -> None:
    client = signed_in(people, "secretary")
    with CaptureQueriesContext(connection) as few:
        client.get(address(Section, "changelist"))
    plan = Plan.objects.get()
    Section.objects.bulk_create([Section(plan=plan, key=f"s{n}", heading=f"Afsnit {n}") for n in range(40)])
    with CaptureQueriesContext(connection) as many:
        assert "Afsnit 39" in client.get(address(Section, "changelist")).content.decode()
    assert len(many) == len(few)
