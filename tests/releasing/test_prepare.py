"""Making a release ready: what is kept, how far it is, and what becomes of it when something goes wrong."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.utils import timezone

from kredsraad.due import prepare_releases
from plans import making_ready, releasing
from plans.models import Plan, PlanEvent, Release, Section
from plans.publishing import pdf
from plans.publishing.pdf import RenderingFailed
from plans.saving import Author
from tests.base import Cast, outbox
from tests.releasing.builders import (
    NOTE,
    PDF,
    RELEASE,
    correct,
    forms,
    ordered,
    prepared,
    released,
    scheduled,
    signed_in,
)

NOW = timezone.now()
HTMX = {"HX-Request": "true"}


def prepare_now(secretary: Client, **headers: str) -> Any:
    """What the page sends to begin the work itself."""
    return secretary.post(f"{RELEASE}goer-klar/", headers=headers)


# As it will be -------------------------------------------------------------------------------------------------------


def test_article_and_pdf_are_kept_as_they_will_be(plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary)
    assert row.state == "prepared"
    assert "Nævnet har tre medlemmer." in row.html
    assert hashlib.sha256(row.html.encode()).hexdigest() == row.html_digest
    assert hashlib.sha256(bytes(row.pdf)).hexdigest() == row.pdf_digest
    assert (row.size, row.leased_until, row.step) == (len(bytes(row.pdf)), None, "")


def test_the_pdf_says_what_the_edition_will(plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    correct(plan, cast.secretary)
    row = prepared(plan, cast.secretary, note=NOTE)
    pages = pypdf.PdfReader(BytesIO(bytes(row.pdf))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "2. udgave" in text
    assert NOTE in text
    assert plan.rounds.get(ended_at=None).decision in text
    assert row.page_count == len(pages)
    assert "UDKAST" not in text


def test_it_is_read_on_the_desk_as_it_will_be(secretary: Client, plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary)
    page = secretary.get(f"{RELEASE}side/").content.decode()
    assert row.html in page
    assert "IKKE OFFENTLIGGJORT" in page
    answer = secretary.get(f"{RELEASE}side.pdf")
    assert answer.content == bytes(row.pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert secretary.get(f"{RELEASE}side.pdf", headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.usefixtures("quick_press")
def test_before_it_is_ready_there_is_nothing_to_read(secretary: Client, plan: Plan, cast: Cast) -> None:
    ordered(plan, cast.secretary)
    assert secretary.get(f"{RELEASE}side/").status_code == 404
    assert secretary.get(f"{RELEASE}side.pdf").status_code == 404


# Who does it ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick_press")
def test_the_page_begins_the_work_itself(secretary: Client, plan: Plan) -> None:
    secretary.post(RELEASE, forms())
    page = secretary.get(RELEASE).content.decode()
    assert 'hx-trigger="load, submit"' in page
    assert prepare_now(secretary, **HTMX).status_code == 204
    assert Release.objects.get().state == "prepared"
    assert "1. udgave er klar" in secretary.get(RELEASE).content.decode()


@pytest.mark.usefixtures("quick_press")
def test_without_script_a_button_begins_it(secretary: Client, plan: Plan, cast: Cast) -> None:
    ordered(plan, cast.secretary)
    answer = prepare_now(secretary)
    assert (answer.status_code, answer["Location"]) == (302, RELEASE)


@pytest.mark.usefixtures("quick_press")
def test_the_job_does_it_where_nobody_waits(plan: Plan, cast: Cast) -> None:
    ordered(plan, cast.secretary)
    assert list(prepare_releases(timezone.now())) == ["made 1 release(s) ready"]
    assert list(prepare_releases(timezone.now())) == []
    assert Release.objects.get().state == "prepared"


@pytest.mark.usefixtures("quick_press")
def test_with_nothing_ordered_there_is_nothing_to_begin(secretary: Client, plan: Plan) -> None:
    assert prepare_now(secretary, **HTMX).status_code == 204
    assert not Release.objects.exists()


@pytest.mark.usefixtures("quick_press")
def test_readers_begin_nothing(plan: Plan, cast: Cast) -> None:
    ordered(plan, cast.secretary)
    assert prepare_now(signed_in(cast.mayor)).status_code == 403


# How far it is -------------------------------------------------------------------------------------------------------


def test_the_steps_are_seen_while_it_goes_on(
    secretary: Client, plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look(*_: Any) -> Any:
        seen.append(secretary.get(f"{RELEASE}fremdrift/", headers=HTMX).content.decode())
        return PDF

    monkeypatch.setattr(making_ready, "render_pdf", look)
    prepared(plan, cast.secretary)
    assert "<b>Sætter PDF&#x27;en …</b>" in seen[0]


@pytest.mark.usefixtures("quick_press")
def test_what_was_seen_is_not_told_again(secretary: Client, plan: Plan, cast: Cast) -> None:
    ordered(plan, cast.secretary)
    first = secretary.get(f"{RELEASE}fremdrift/", headers=HTMX)
    token = first.context["token"]
    assert secretary.get(f"{RELEASE}fremdrift/", {"set": token}, headers=HTMX).status_code == 204


@pytest.mark.usefixtures("quick_press")
def test_once_it_is_ready_the_page_is_fetched_anew(secretary: Client, plan: Plan, cast: Cast) -> None:
    prepared(plan, cast.secretary)
    assert secretary.get(f"{RELEASE}fremdrift/", headers=HTMX)["HX-Refresh"] == "true"


@pytest.mark.usefixtures("quick_press")
def test_without_script_the_progress_is_the_page(secretary: Client, plan: Plan, cast: Cast) -> None:
    ordered(plan, cast.secretary)
    assert secretary.get(f"{RELEASE}fremdrift/")["Location"] == RELEASE
    assert "Opdatér" in secretary.get(RELEASE).content.decode()


# Leases --------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick_press")
def test_what_another_process_is_at_is_left_to_it(plan: Plan, cast: Cast) -> None:
    row = ordered(plan, cast.secretary)
    assert releasing.claim(row, until=NOW + making_ready.LEASE, at=NOW) is not None
    row.refresh_from_db()
    assert not making_ready.prepare(row, at=NOW + timedelta(minutes=1))
    assert making_ready.prepare_due(NOW + timedelta(minutes=1)) == 0


@pytest.mark.usefixtures("quick_press")
def test_after_its_lease_another_takes_over(secretary: Client, plan: Plan, cast: Cast) -> None:
    row = ordered(plan, cast.secretary)
    assert releasing.claim(row, until=NOW - timedelta(minutes=1), at=NOW - timedelta(minutes=4)) is not None
    assert "Arbejdet gik i stå" in secretary.get(RELEASE).content.decode()
    assert making_ready.prepare_due(NOW) == 1


def test_who_was_overtaken_keeps_nothing(plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ordered(plan, cast.secretary)

    def overtaken_meanwhile(*_: Any) -> Any:
        monkeypatch.setattr(making_ready, "render_pdf", lambda *_: PDF)
        later = NOW + timedelta(hours=1)
        assert making_ready.prepare(Release.objects.get(), at=later)
        return pdf.RenderedPdf(b"%PDF-1.7 en anden", 1)

    monkeypatch.setattr(making_ready, "render_pdf", overtaken_meanwhile)
    assert not making_ready.prepare(row, at=NOW)
    row.refresh_from_db()
    assert (row.state, bytes(row.pdf)) == ("prepared", PDF.data)


def test_what_was_called_off_meanwhile_stays_so(plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ordered(plan, cast.secretary)

    def called_off_meanwhile(*_: Any) -> Any:
        releasing.cancel(row, author=Author.of(cast.secretary), at=NOW)
        return PDF

    monkeypatch.setattr(making_ready, "render_pdf", called_off_meanwhile)
    assert not making_ready.prepare(row, at=NOW)
    row.refresh_from_db()
    assert (row.state, row.html, bytes(row.pdf)) == ("cancelled", "", b"")


# Failure -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def broken_press(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A renderer that fails until the patch is undone."""

    def fail(*_: Any) -> None:
        raise RenderingFailed("Skriften mangler.")

    monkeypatch.setattr(making_ready, "render_pdf", fail)
    return monkeypatch


def test_a_failure_is_kept_shown_and_told(secretary: Client, plan: Plan, cast: Cast, broken_press: Any) -> None:
    ordered(plan, cast.secretary)
    prepare_now(secretary, **HTMX)
    row = Release.objects.get()
    assert (row.state, row.last_error, row.attempts) == ("failed", "Skriften mangler.", 1)
    page = secretary.get(RELEASE).content.decode()
    assert "Offentliggørelsen mislykkedes" in page
    assert "Skriften mangler." in page
    assert "Det prøves igen af sig selv" in page
    mail = outbox(to=cast.secretary)[-1]
    assert mail.subject == "Offentliggørelsen af Samarbejdsplan 2024 mislykkedes"
    assert "Skriften mangler." in mail.message
    assert PlanEvent.objects.filter(kind="release", text__contains="mislykkedes: Skriften mangler.").exists()
    assert "Offentliggørelsen af Samarbejdsplan 2024 mislykkedes" in secretary.get("/skrivebord/").content.decode()


def test_a_failure_is_tried_again_with_growing_pauses(plan: Plan, cast: Cast, broken_press: Any) -> None:
    ordered(plan, cast.secretary)
    at, pauses = timezone.now(), []
    for _ in range(6):
        making_ready.prepare_due(at)
        row = Release.objects.get()
        assert row.retry_at is not None
        pauses.append(round((row.retry_at - at).total_seconds() / 60))
        assert making_ready.prepare_due(row.retry_at - timedelta(seconds=1)) == 0
        assert Release.objects.get().attempts == row.attempts
        at = row.retry_at + timedelta(seconds=1)
    assert pauses == [1, 5, 30, 120, 360, 360]


def test_the_same_failure_is_told_once(plan: Plan, cast: Cast, broken_press: Any) -> None:
    ordered(plan, cast.secretary)
    at = timezone.now()
    before = len(outbox(to=cast.secretary))
    for hours in range(3):
        making_ready.prepare_due(at + timedelta(hours=hours))
    assert len(outbox(to=cast.secretary)) == before + 1


def test_an_engine_that_works_again_makes_it_ready(plan: Plan, cast: Cast, broken_press: Any) -> None:
    ordered(plan, cast.secretary)
    making_ready.prepare_due(timezone.now())
    broken_press.setattr(making_ready, "render_pdf", lambda *_: PDF)
    assert making_ready.prepare_due(timezone.now() + timedelta(minutes=2)) == 1
    row = Release.objects.get()
    assert (row.state, row.last_error) == ("prepared", "")


def test_any_other_error_is_a_failure_too(plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making_ready, "render_article", lambda *_: 1 / 0)
    ordered(plan, cast.secretary)
    making_ready.prepare_due(timezone.now())
    assert Release.objects.get().last_error == "ZeroDivisionError: division by zero"


@pytest.mark.usefixtures("quick_press")
def test_a_plan_that_changed_meanwhile_waits_for_a_person(secretary: Client, plan: Plan, cast: Cast) -> None:
    ordered(plan, cast.secretary)
    Section.objects.filter(key="naevnet").update(text="<p>Nævnet har ni medlemmer.</p>")
    making_ready.prepare_due(timezone.now())
    row = Release.objects.get()
    assert (row.state, row.retry_at) == ("failed", None)
    assert "Det prøves ikke igen af sig selv." in secretary.get(RELEASE).content.decode()


# Again ---------------------------------------------------------------------------------------------------------------


def test_after_a_failure_it_is_made_ready_again(secretary: Client, plan: Plan, cast: Cast, broken_press: Any) -> None:
    ordered(plan, cast.secretary)
    making_ready.prepare_due(timezone.now())
    broken_press.setattr(making_ready, "render_pdf", lambda *_: PDF)
    assert secretary.post(f"{RELEASE}forfra/")["Location"] == RELEASE
    assert Release.objects.get().state == "ordered"
    prepare_now(secretary)
    assert Release.objects.get().state == "prepared"


@pytest.mark.usefixtures("quick_press")
def test_what_waits_for_its_time_is_not_made_ready_again(secretary: Client, plan: Plan, cast: Cast) -> None:
    scheduled(plan, cast.secretary)
    secretary.post(f"{RELEASE}forfra/")
    assert Release.objects.get().state == "scheduled"


def test_with_nothing_under_way_there_is_nothing_to_make_again(secretary: Client, plan: Plan) -> None:
    assert secretary.post(f"{RELEASE}forfra/").status_code == 409
