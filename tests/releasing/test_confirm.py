"""Letting a release go: what was looked at is what is published, at once or at its time."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kredsraad.due import publish_releases
from plans import releasing, stages
from plans.models import ApprovalRound, Edition, Plan, PlanEvent, RecordCopy, Release, Section
from plans.publishing import editions
from plans.saving import Author
from tests.base import Cast, outbox
from tests.releasing.builders import (
    NOTE,
    PDF,
    PUBLIC,
    RELEASE,
    correct,
    ordered,
    prepared,
    released,
    scheduled,
    signed_in,
)

pytestmark = pytest.mark.usefixtures("quick_press")


def confirm(client: Client, row: Release, **fields: str) -> Any:
    """Press the button on the page that showed the release."""
    return client.post(f"{RELEASE}frigiv/", {"set": row.pdf_digest, **fields})


# Now -----------------------------------------------------------------------------------------------------------------


def test_what_was_looked_at_is_published_byte_for_byte(secretary: Client, plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary)
    answer = confirm(secretary, row)
    assert (answer.status_code, answer["Location"]) == (302, RELEASE)
    edition = Edition.objects.get()
    assert edition.html == row.html
    assert bytes(edition.files.get().data) == bytes(row.pdf) == PDF.data
    assert (edition.html_digest, edition.files.get().digest) == (row.html_digest, row.pdf_digest)
    assert edition.digest == hashlib.sha256(edition.content.encode()).hexdigest()
    assert edition.published_by == str(cast.secretary)


def test_round_stage_log_and_release_follow(secretary: Client, plan: Plan, cast: Cast) -> None:
    confirm(secretary, prepared(plan, cast.secretary))
    plan.refresh_from_db()
    assert plan.stage == "published"
    assert plan.rounds.get().end_reason == "Offentliggjort som 1. udgave"
    row = Release.objects.get()
    assert (row.state, row.edition, row.html, bytes(row.pdf)) == ("published", Edition.objects.get(), "", b"")
    kinds = set(plan.events.values_list("kind", flat=True))
    assert {"release", "published", "round_ended", "stage"} <= kinds
    assert PlanEvent.objects.get(kind="published").actor_account == cast.secretary


def test_citizens_read_it_and_the_page_leads_on(secretary: Client, plan: Plan, cast: Cast) -> None:
    confirm(secretary, prepared(plan, cast.secretary))
    assert Client().get(PUBLIC).status_code == 200
    page = secretary.get(RELEASE).content.decode()
    for words in ("1. udgave er offentliggjort", "Pakke til hjemmesiden", "Begynd en rettelse", "har fået besked"):
        assert words in page


def test_copies_go_to_the_records(secretary: Client, plan: Plan, cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.RECORDS_DIR = str(tmp_path)
    confirm(secretary, prepared(plan, cast.secretary))
    folder = "kredsraadet-2024/udgave-1/samarbejdsplan-2024-udgave-1"
    assert sorted(RecordCopy.objects.values_list("name", flat=True)) == [
        f"{folder}.html",
        f"{folder}.json",
        f"{folder}.pdf",
    ]


def test_what_was_made_ready_again_is_looked_at_again(secretary: Client, plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary)
    answer = confirm(secretary, row, set="0" * 64)
    assert answer.status_code == 409
    assert "Udgaven er gjort klar på ny, siden du så den." in answer.content.decode()
    assert not Edition.objects.exists()


@pytest.mark.parametrize("change", ["text", "decision", "signed_off", "note", "pdf", "html"])
def test_nothing_is_published_that_is_not_as_it_was_looked_at(
    secretary: Client, plan: Plan, cast: Cast, change: str
) -> None:
    row = prepared(plan, cast.secretary)
    changes: dict[str, Any] = {
        "text": lambda: Section.objects.filter(key="naevnet").update(text="<p>Ni.</p>"),
        "decision": lambda: ApprovalRound.objects.update(decision="Et andet møde"),
        "signed_off": lambda: ApprovalRound.objects.update(signed_off_at=None),
        "note": lambda: Release.objects.update(note="Noget andet"),
        "pdf": lambda: Release.objects.update(pdf=b"%PDF noget andet"),
        "html": lambda: Release.objects.update(html="<p>Noget andet</p>"),
    }
    changes[change]()
    assert confirm(secretary, row).status_code == 409
    assert not Edition.objects.exists()
    assert Release.objects.get().state == "prepared"


def test_once_is_enough(secretary: Client, plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary)
    confirm(secretary, row)
    answer = confirm(secretary, row)
    assert answer.status_code == 409
    assert "er netop offentliggjort som 1. udgave af en anden" in answer.content.decode()
    assert Edition.objects.count() == 1


def test_what_is_not_ready_is_not_let_go(secretary: Client, plan: Plan, cast: Cast) -> None:
    assert confirm(secretary, ordered(plan, cast.secretary)).status_code == 409


@pytest.mark.parametrize("value", ["", "x" * 100, "\x00", "10" * 40])
def test_a_form_without_what_was_seen_is_refused(secretary: Client, plan: Plan, cast: Cast, value: str) -> None:
    assert confirm(secretary, prepared(plan, cast.secretary), set=value).status_code == 409


def test_readers_let_nothing_go(plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary)
    for user in (cast.mayor, cast.director, cast.communications):
        assert confirm(signed_in(user), row).status_code == 403


def test_a_correction_takes_the_first_editions_place(secretary: Client, plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    correct(plan, cast.secretary)
    confirm(secretary, prepared(plan, cast.secretary, note=NOTE))
    second = Edition.objects.get(number=2)
    assert second.note == NOTE
    first = Client().get(f"{PUBLIC}udgave/1/").content.decode()
    assert "Denne udgave er erstattet" in first
    assert "tre medlemmer" in first
    assert "fire medlemmer" in Client().get(PUBLIC).content.decode()


# At a time -----------------------------------------------------------------------------------------------------------


def test_nothing_is_public_before_its_time(secretary: Client, plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary, publish_at=timezone.now() + timedelta(days=1))
    confirm(secretary, row)
    row.refresh_from_db()
    assert (row.state, row.confirmed_by_name) == ("scheduled", str(cast.secretary))
    assert list(publish_releases(timezone.now())) == []
    for address in (PUBLIC, f"{PUBLIC[:-1]}.pdf", f"{PUBLIC}udgave/1/", f"{PUBLIC}udgave/1.pdf"):
        assert Client().get(address).status_code == 404
    for address in ("/", "/samarbejdsplan/", "/samarbejdsplan/arkiv/"):
        assert "2024" not in Client().get(address).content.decode().replace(f"© {timezone.localdate().year}", "")


def test_communications_is_told_what_comes_when(secretary: Client, plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary, publish_at=timezone.now() + timedelta(days=1))
    before = len(outbox())
    confirm(secretary, row)
    assert [mail.to for mail in outbox()[before:]] == [[cast.communications.email]]
    assert outbox()[-1].subject.startswith("Samarbejdsplan 2024 offentliggøres ")


def test_at_its_time_it_is_published_as_it_was(plan: Plan, cast: Cast) -> None:
    row = scheduled(plan, cast.secretary)
    assert row.publish_at is not None
    assert list(publish_releases(row.publish_at)) == ["published 1 edition(s)"]
    edition = Edition.objects.get()
    assert (edition.html, bytes(edition.files.get().data)) == (row.html, bytes(row.pdf))
    assert edition.published_on == timezone.localdate(row.publish_at)
    assert edition.published_at == row.publish_at
    assert edition.published_by == str(cast.secretary)
    assert list(publish_releases(row.publish_at)) == []


def test_a_time_that_passed_before_the_word_means_now(plan: Plan, cast: Cast) -> None:
    row = prepared(plan, cast.secretary, publish_at=timezone.now() + timedelta(days=1))
    later = timezone.now() + timedelta(days=2)
    assert releasing.confirm(row, seen=row.pdf_digest, author=Author.of(cast.secretary), at=later) is not None
    assert Client().get(PUBLIC).status_code == 200


def test_the_page_says_that_a_time_has_passed(secretary: Client, plan: Plan, cast: Cast) -> None:
    prepared(plan, cast.secretary, publish_at=timezone.now() + timedelta(days=1))
    Release.objects.update(publish_at=timezone.now() - timedelta(minutes=1))
    page = secretary.get(RELEASE).content.decode()
    assert "er passeret, så den bliver offentlig med det samme" in page
    assert "Offentliggør nu" in page


def test_a_plan_that_changed_before_its_time_is_not_published_and_that_is_told(
    secretary: Client, plan: Plan, cast: Cast
) -> None:
    row = scheduled(plan, cast.secretary)
    Section.objects.filter(key="naevnet").update(text="<p>Nævnet har ni medlemmer.</p>")
    assert row.publish_at is not None
    assert list(publish_releases(row.publish_at)) == ["1 publication(s) failed"]
    assert list(publish_releases(row.publish_at)) == []
    row.refresh_from_db()
    assert (row.state, row.retry_at) == ("failed", None)
    assert outbox(to=cast.secretary)[-1].subject == "Offentliggørelsen af Samarbejdsplan 2024 mislykkedes"
    assert "Offentliggørelsen mislykkedes" in secretary.get(RELEASE).content.decode()


def test_what_went_wrong_for_another_reason_is_tried_again(
    secretary: Client, plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = scheduled(plan, cast.secretary)
    assert row.publish_at is not None
    with monkeypatch.context() as patch:
        patch.setattr(editions, "insert", lambda *_, **__: 1 / 0)
        assert list(publish_releases(row.publish_at)) == ["1 publication(s) failed"]
    row.refresh_from_db()
    assert (row.state, row.last_error) == ("scheduled", "ZeroDivisionError: division by zero")
    assert "Det seneste forsøg mislykkedes" in secretary.get(RELEASE).content.decode()
    assert list(publish_releases(row.publish_at + timedelta(seconds=30))) == []
    assert list(publish_releases(row.publish_at + timedelta(minutes=1))) == ["published 1 edition(s)"]


# Called off ----------------------------------------------------------------------------------------------------------


def test_it_is_called_off_after_a_page_that_says_what_that_means(secretary: Client, plan: Plan, cast: Cast) -> None:
    scheduled(plan, cast.secretary)
    page = secretary.get(f"{RELEASE}annuller/").content.decode()
    assert "Kommunikation får besked om, at den ikke kommer som planlagt." in page
    assert secretary.post(f"{RELEASE}annuller/")["Location"] == RELEASE
    row = Release.objects.get()
    assert (row.state, row.html, bytes(row.pdf)) == ("cancelled", "", b"")
    assert outbox(to=cast.communications)[-1].subject == "Samarbejdsplan 2024 offentliggøres ikke som planlagt"
    assert list(publish_releases(timezone.now() + timedelta(days=2))) == []


def test_after_that_it_can_be_ordered_anew(secretary: Client, plan: Plan, cast: Cast) -> None:
    prepared(plan, cast.secretary)
    secretary.post(f"{RELEASE}annuller/")
    assert "blev ikke til noget. Annulleret af Sekretær." in secretary.get(RELEASE).content.decode()
    assert ordered(plan, cast.secretary).state == "ordered"


def test_what_is_published_is_not_called_off(secretary: Client, plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    assert secretary.post(f"{RELEASE}annuller/").status_code == 409
    assert secretary.get(f"{RELEASE}annuller/").status_code == 409


def test_readers_call_nothing_off(plan: Plan, cast: Cast) -> None:
    prepared(plan, cast.secretary)
    assert signed_in(cast.mayor).post(f"{RELEASE}annuller/").status_code == 403


def test_going_back_to_editing_ends_it(plan: Plan, cast: Cast) -> None:
    scheduled(plan, cast.secretary)
    stages.move(plan, "editing", author=Author.of(cast.secretary), reason="En fejl i afsnit 2")
    row = Release.objects.get()
    assert (row.state, row.last_error) == ("cancelled", "Annulleret: Sendt tilbage: En fejl i afsnit 2.")
    assert outbox(to=cast.communications)[-1].subject == "Samarbejdsplan 2024 offentliggøres ikke som planlagt"
