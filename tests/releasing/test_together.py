"""Two at the same moment: one edition, one preparation, and a reader who gets the whole text or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from councils.serving import PageStore
from plans import making_ready, releasing
from plans.models import Edition, Plan, PlanEvent, Release
from plans.publishing.withdrawing import ask_blocking, confirm_blocking
from plans.saving import Author
from plans.views import public
from plans.workflow import IllegalTransition
from tests.base import Cast, make_cast
from tests.releasing.builders import PDF, PUBLIC, decided_plan, ordered, prepared, released, scheduled
from tests.scratch import Scratch, together

NOW = timezone.now()


@pytest.fixture
def cast(own_database: Scratch) -> Cast:
    """The cast, in a database of its own."""
    return make_cast()


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan that the council has decided on, there."""
    return decided_plan(cast)


def kinds(results: list[Any]) -> list[str]:
    """What came of each, by its type."""
    return sorted(type(result).__name__ for result in results)


def fresh(row: Release) -> Release:
    """The release as somebody has it who has just opened its page."""
    return Release.objects.select_related("plan__council").get(pk=row.pk)


@pytest.mark.usefixtures("quick_press")
def test_two_who_let_it_go_make_one_edition(plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary)

    def let_go() -> Any:
        return releasing.confirm(fresh(row), seen=row.pdf_digest, author=Author(None, "Anna"), at=timezone.now())

    results = together(*[let_go] * 3)
    assert kinds(results) == ["Edition", "IllegalTransition", "IllegalTransition"]
    assert Edition.objects.get().files.count() == 1
    assert PlanEvent.objects.filter(kind="published").count() == 1


@pytest.mark.usefixtures("quick_press")
def test_any_number_of_jobs_publish_once_and_nothing_fails(plan: Plan, cast: Cast) -> None:
    row = scheduled(plan, cast.secretary)
    assert row.publish_at is not None
    at = row.publish_at
    results = together(*[lambda: releasing.publish_due(at)] * 4)
    assert sorted(results) == [(0, 0), (0, 0), (0, 0), (1, 0)]
    assert Edition.objects.count() == 1
    assert Release.objects.get().state == "published"


@pytest.mark.usefixtures("quick_press")
def test_one_who_calls_it_off_and_one_who_lets_it_go(plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary)
    author = Author(None, "Anna")
    results = together(
        lambda: releasing.confirm(fresh(row), seen=row.pdf_digest, author=author, at=timezone.now()),
        lambda: releasing.cancel(fresh(row), author=author, at=timezone.now()),
    )
    assert sum(isinstance(result, IllegalTransition) for result in results) == 1
    assert Edition.objects.exists() == (Release.objects.get().state == "published")


@pytest.mark.usefixtures("quick_press")
def test_two_who_order_get_one_release(plan: Plan, cast: Cast) -> None:
    results = together(*[lambda: ordered(Plan.objects.get(pk=plan.pk), cast.secretary)] * 2)
    assert kinds(results) == ["IllegalTransition", "Release"]
    assert Release.objects.count() == 1


def test_page_and_jobs_make_it_ready_once(plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row, made = ordered(plan, cast.secretary), []

    def count(*_: Any) -> Any:
        made.append(1)
        return PDF

    monkeypatch.setattr(making_ready, "render_pdf", count)
    results = together(*[lambda: making_ready.prepare(fresh(row), at=timezone.now())] * 4)
    assert sorted(results) == [False, False, False, True]
    assert len(made) == 1


# Blocking against a reader -------------------------------------------------------------------------------------------


def reading(address: str, count: int = 12) -> Callable[[], list[tuple[int, bytes]]]:
    """A citizen who fetches the address again and again."""

    def read() -> list[tuple[int, bytes]]:
        client = Client(raise_request_exception=False)
        answers = [client.get(address) for _ in range(count)]
        return [(answer.status_code, answer.content) for answer in answers]

    return read


def test_a_reader_gets_the_whole_text_or_the_tombstone(plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "_pages", PageStore(1))
    edition = released(plan, cast.secretary)
    ask_blocking(edition, reason="Et navn for meget", actor="Anna")
    whole = bytes(edition.files.get().data)
    *answers, blocked = together(
        reading(PUBLIC),
        reading(f"{PUBLIC}udgave/1/"),
        reading(f"{PUBLIC[:-1]}.pdf"),
        lambda: confirm_blocking(edition, actor="Bo"),
    )
    assert type(blocked).__name__ == "Blocking"
    pages, pdfs = [*answers[0], *answers[1]], answers[2]
    assert {status for status, _ in [*pages, *pdfs]} <= {200, 410}
    assert all(b"tre medlemmer" in page and b"Slut p\xc3\xa5 planen" in page for status, page in pages if status == 200)
    assert all(b"tre medlemmer" not in page for status, page in pages if status == 410)
    assert all(data == whole for status, data in pdfs if status == 200)
    assert Client().get(PUBLIC).status_code == 410


@pytest.mark.parametrize("address", [PUBLIC, f"{PUBLIC}udgave/1/", f"{PUBLIC[:-1]}.pdf", f"{PUBLIC}udgave/1.pdf"])
def test_blocked_between_the_list_and_the_text_it_is_gone(
    plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    edition = released(plan, cast.secretary)
    ask_blocking(edition, reason="Et navn for meget", actor="Anna")
    monkeypatch.setattr(public, "_pages", PageStore(1))
    found = public._found

    def block_then(row: Any) -> Any:
        monkeypatch.setattr(public, "_found", found)
        confirm_blocking(edition, actor="Bo")
        return found(row)

    monkeypatch.setattr(public, "_found", block_then)
    answer = Client().get(address)
    assert answer.status_code == 410
    assert "Udgaven er blokeret" in answer.content.decode()
