"""The admin's lists: as many queries for many rows as for few, and no large column fetched for a list."""

from __future__ import annotations

from datetime import date

from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from councils.models import Body, Council, Delegation, Meeting, Organisation
from initiatives.models import Agreement, AreaList, Discussion, FocusArea, Initiative
from plans.publishing.withdrawing import ask_blocking, withdraw
from tests.base import Cast, make_account, make_local, make_plan, publish, seat

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
LARGE = ('edition"."html"', 'edition"."content"', 'approvalround"."content"', 'editionfile"."data"', 'section"."text"')


def add_rows(numbers: range) -> None:
    """For each number a row of every register, and a plan that was published, withdrawn and proposed for blocking."""
    for n in numbers:
        council = make_local(f"By{n}", code=f"90{n:02}")
        chair = make_account(f"formand{n}@test.example", f"Formand {n}")
        delegate = make_account(f"stedfortraeder{n}@test.example", f"Stedfortræder {n}")
        place = seat(chair.person, council, "chair", municipality=council.municipality)
        Delegation.objects.create(membership=place, delegate=delegate.person, scope="act")
        add_registers(n, council)
        edition = publish(make_plan(council))
        ask_blocking(edition, reason="Fejl", actor="Anna")
        withdraw(edition, reason="Fejl", actor="Anna")


def add_registers(n: int, council: Council) -> None:
    """A row of every register of bodies, meetings, focus areas and initiatives."""
    parent = Organisation.objects.create(name=f"Over {n}", slug=f"over-{n}", sector="state")
    unit = Organisation.objects.create(name=f"Under {n}", slug=f"under-{n}", sector="state", parent=parent)
    body = Body.objects.create(name=f"Forum {n}", slug=f"forum-{n}", kind="forum", responsible_organisation=unit)
    agreement = Agreement.objects.create(name=f"Aftale {n}", slug=f"aftale-{n}", first_year=2021, last_year=2023)
    agreement.guideposts.create(number=1, title="Tryghed")
    listed = AreaList.objects.create(kind="prevention", year=2000 + n, issued_by="Ministeriet")
    area = FocusArea.objects.create(
        name=f"Område {n}", slug=f"omraade-{n}", source="agreement", agreement=agreement, first_year=2021
    )
    point = area.points.create(slug=f"punkt-{n}", obligation="must", text="Noget.")
    meeting = Meeting.objects.create(council=council, starts_at=timezone.now())
    Discussion.objects.create(point=point, item=meeting.items.create(number=1, title="Noget"))
    initiative = Initiative.objects.create(
        name=f"Indsats {n}", slug=f"indsats-{n}", body=body, focus_area=area, responsible=unit
    )
    report = initiative.reports.create(as_of=date(2023, 1, 1))
    report.figures.create(number=1, value=10, unit="persons", what="henviste")
    assert council.municipality
    listed.areas.create(name="Byen", municipality=council.municipality)


def queries(client: Client, model: type[Model]) -> list[str]:
    """The SQL of the model's list."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_no_list_takes_more_queries_for_more_rows_or_fetches_what_it_does_not_show(cast: Cast, client: Client) -> None:
    client.force_login(cast.administrator)
    add_rows(range(1, 3))
    few = {model.__name__: len(queries(client, model)) for model in MODELS}
    add_rows(range(3, 6))
    many = {model.__name__: queries(client, model) for model in MODELS}
    assert {name: len(found) for name, found in many.items()} == few
    assert not [name for name, found in many.items() if any(column in sql for sql in found for column in LARGE)]
