"""A plan's log: read, filtered, paged and exported; its case number; and all of it for the records."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from plans import records, releasing
from plans.models import (
    Approval,
    Hearing,
    HearingRemark,
    HearingResponse,
    Plan,
    PlanEvent,
    Proposal,
    ProposalAnswer,
    Reservation,
)
from plans.workflow import log
from tests.base import Cast
from tests.releasing.builders import LOG, ordered, released, signed_in

pytestmark = pytest.mark.usefixtures("quick_press")
BASE = "/skrivebord/plan/2024/"
NOW = timezone.now()


def write(plan: Plan, count: int, *, kind: str = "answered", actor: str = "Anna", **fields: Any) -> None:
    """So many lines in the log, a minute apart."""
    for number in range(count):
        PlanEvent.objects.create(
            plan=plan, kind=kind, actor=actor, text=f"Nr. {number}", at=NOW + timedelta(minutes=number), **fields
        )


# Reading -------------------------------------------------------------------------------------------------------------


def test_who_did_what_for_whom_and_when_newest_first(secretary: Client, plan: Plan) -> None:
    write(plan, 2, on_behalf_of="Borgmesteren i Viborg")
    page = secretary.get(LOG).content.decode()
    for words in ("Forslag besvaret", "Anna", "på vegne af Borgmesteren i Viborg", "Nr. 0", "Nr. 1"):
        assert words in page
    assert page.index("Nr. 1") < page.index("Nr. 0")


def test_the_way_of_a_release_is_in_it(secretary: Client, plan: Plan, cast: Cast) -> None:
    released(plan, cast.secretary)
    page = secretary.get(LOG).content.decode()
    for words in ("1. udgave bestilt", "1. udgave, kontrolsum", "Offentliggjort som 1. udgave", "Besked om 1. udgave"):
        assert words in page


def test_it_is_filtered_by_kind_and_person(secretary: Client, plan: Plan) -> None:
    write(plan, 3)
    write(plan, 1, kind="merged", actor="Bo")
    shown = secretary.get(LOG, {"art": "merged"}).context["page"].paginator.count
    assert shown == 1
    assert secretary.get(LOG, {"hvem": "Anna"}).context["page"].paginator.count == 3
    assert secretary.get(LOG, {"art": "merged", "hvem": "Anna"}).context["page"].paginator.count == 0


@pytest.mark.parametrize("query", [{"art": "x"}, {"hvem": "\x00"}, {"side": "10" * 30}, {"side": "x"}, {"side": "-1"}])
def test_a_query_that_means_nothing_is_ignored(secretary: Client, plan: Plan, query: dict[str, str]) -> None:
    assert secretary.get(LOG, query).status_code == 200


def test_a_long_log_has_pages_that_keep_the_filter(secretary: Client, plan: Plan) -> None:
    write(plan, 120)
    page = secretary.get(LOG, {"art": "answered", "side": "2"}).content.decode()
    assert "Side 2 af 3" in page
    assert "?art=answered&amp;side=3" in page


def test_it_asks_as_often_for_a_long_log(secretary: Client, plan: Plan, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(30) as few:
        secretary.get(LOG)
    write(plan, 200, kind="merged")
    with django_assert_max_num_queries(len(few)):
        secretary.get(LOG)


def test_communications_reads_it_and_other_readers_do_not(plan: Plan, cast: Cast) -> None:
    assert signed_in(cast.communications).get(LOG).status_code == 200
    for user in (cast.mayor, cast.director, cast.chair_of_viborg):
        assert signed_in(user).get(LOG).status_code == 403


# The case number -----------------------------------------------------------------------------------------------------


def test_the_case_number_is_kept_and_logged(secretary: Client, plan: Plan, cast: Cast) -> None:
    secretary.post(LOG, {"case_number": "  2026-\u200b123  / 4 ", "before": ""})
    plan.refresh_from_db()
    assert plan.case_number == "2026-123 / 4"
    event = PlanEvent.objects.get(kind="settings")
    assert (event.text, event.actor_account) == ("Sagsnummer: intet → 2026-123 / 4", cast.secretary)


def test_the_same_number_changes_nothing(secretary: Client, plan: Plan) -> None:
    Plan.objects.update(case_number="7")
    secretary.post(LOG, {"case_number": "7", "before": "7"})
    assert not PlanEvent.objects.filter(kind="settings").exists()


def test_who_began_from_another_number_is_told_and_keeps_what_was_typed(secretary: Client, plan: Plan) -> None:
    Plan.objects.update(case_number="7")
    answer = secretary.post(LOG, {"case_number": "8", "before": ""})
    page = answer.content.decode()
    assert "En anden har imens skrevet »7«." in page
    assert 'value="8"' in page
    assert Plan.objects.get().case_number == "7"
    secretary.post(LOG, {"case_number": "8", "before": "7"})
    assert Plan.objects.get().case_number == "8"


@pytest.mark.parametrize("number", ["x" * 61, "\x00"])
def test_a_number_that_cannot_be_kept_is_refused(secretary: Client, plan: Plan, number: str) -> None:
    answer = secretary.post(LOG, {"case_number": number, "before": ""})
    assert answer.status_code == 200
    assert "<title>Fejl: " in answer.content.decode()


def test_communications_reads_the_number_and_does_not_set_it(plan: Plan, cast: Cast) -> None:
    assert signed_in(cast.communications).post(LOG, {"case_number": "9", "before": ""}).status_code == 403


# Copies --------------------------------------------------------------------------------------------------------------


def test_copies_that_wait_are_shown_with_what_keeps_them(
    secretary: Client, plan: Plan, settings: Any, tmp_path: Any
) -> None:
    settings.RECORDS_DIR = str(tmp_path)
    assert "Alt er afleveret" in secretary.get(LOG).content.decode()
    records.keep(plan, name="svar.txt", data=b"Svar", at=NOW)
    settings.RECORDS_DIR = str(tmp_path / "drev")
    records.hand_over(NOW)
    page = secretary.get(LOG).content.decode()
    for words in ("1 venter", "kredsraadet-2024/svar.txt", "Mappen til journalen findes ikke"):
        assert words in page


def test_without_a_folder_nothing_is_said_of_it(secretary: Client, plan: Plan) -> None:
    assert "journalmappen" not in secretary.get(LOG).content.decode()


# As files ------------------------------------------------------------------------------------------------------------


def rows(data: bytes) -> list[list[str]]:
    """What a spreadsheet reads."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_csv_has_every_line_oldest_first(secretary: Client, plan: Plan) -> None:
    Plan.objects.update(case_number="2026-1")
    log(plan, "answered", 'Et "citat"; og\nen linje', actor="Åse")
    found = rows(secretary.get(f"{BASE}log.csv").content)
    assert found[0] == ["Tidspunkt", "Hændelse", "Hvem", "På vegne af", "Hvad", "Plan", "Sagsnummer"]
    assert found[-1][1:] == ["forslag besvaret", "Åse", "", 'Et "citat"; og\nen linje', "Samarbejdsplan 2024", "2026-1"]
    assert len(found) == PlanEvent.objects.count() + 1


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\u00a0=1", "|calc", "\uff1d1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_is_a_formula(secretary: Client, plan: Plan, text: str) -> None:
    log(plan, "answered", text, actor=text)
    for row in rows(secretary.get(f"{BASE}log.csv").content):
        assert not any(cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "|", "\uff1d")) for cell in row)


def test_the_json_has_the_same(secretary: Client, plan: Plan) -> None:
    Plan.objects.update(case_number="2026-1")
    found = json.loads(secretary.get(f"{BASE}log.json").content)
    assert (found["case_number"], found["year"]) == ("2026-1", 2024)
    assert len(found["log"]) == PlanEvent.objects.count()
    assert {"at", "kind", "what", "who", "on_behalf_of", "text"} == set(found["log"][0])


def unpacked(client: Client) -> dict[str, bytes]:
    """The files of the plan's ZIP file, by name."""
    with ZipFile(BytesIO(client.get(f"{BASE}journal.zip").content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def fill(plan: Plan, cast: Cast) -> None:
    """An answer, a response with a remark, a reservation and an approval."""
    proposal = Proposal.objects.create(
        council=cast.viborg, year=2024, number=1, state="submitted", title="Natteravne", text="<p>Nævn dem.</p>",
        created_by_name="Formand", created_at=NOW, changed_at=NOW, submitted_at=NOW, submitted_by_name="Formand",
    )  # fmt: skip
    for sent, text in ((NOW, "Det er kommet med."), (None, "Et udkast")):
        ProposalAnswer.objects.create(
            proposal=proposal, outcome="accepted", text=text, internal_note="Kun her", changed_at=NOW, sent_at=sent
        )
    hearing = Hearing.objects.create(
        plan=plan, content="{}", digest="0" * 64, opened_at=NOW, opened_by_name="Sekretær", ended_at=NOW, completed=True
    )
    response = HearingResponse.objects.create(
        hearing=hearing, council=cast.herning, text="Vi er enige.", changed_at=NOW, sent_at=NOW, answer="Tak."
    )
    for text, included in (("Med", True), ("Uden for svaret", False)):
        HearingRemark.objects.create(
            response=response, section_key="x", section_heading="Nævnet", text=text, included=included, created_at=NOW
        )
    approval = plan.rounds.get(ended_at=None)
    Reservation.objects.create(approval_round=approval, name="Borgmesteren i Viborg", text="Beløbet er for lille.")
    Approval.objects.create(
        approval_round=approval, digest="0" * 64, seat="formand", office="Politidirektør", holder="Anna",
        outcome="approved", capacity="self", given_by_name="Anna", given_at=NOW,
    )  # fmt: skip


def test_the_zip_has_all_that_was_sent_decided_and_published(secretary: Client, plan: Plan, cast: Cast) -> None:
    fill(plan, cast)
    edition = released(plan, cast.secretary)
    files = unpacked(secretary)
    name = "udgave-1/samarbejdsplan-2024-udgave-1"
    assert sorted(files) == sorted([
        "beslutning.txt", "forslag.txt", "hoeringssvar.txt", "kontrolsummer.txt", "log.csv", "log.json", "sag.json",
        f"{name}.html", f"{name}.json", f"{name}.pdf", "udgave-1/udgave.json",
    ])  # fmt: skip
    assert "Det er kommet med." in files["forslag.txt"].decode()
    assert "Vi er enige." in files["hoeringssvar.txt"].decode()
    for words in ("Forbehold, Borgmesteren i Viborg: Beløbet er for lille.", "Politidirektør, Anna: godkendt"):
        assert words in files["beslutning.txt"].decode()
    assert edition.digest in files["beslutning.txt"].decode()
    for line in files["kontrolsummer.txt"].decode().splitlines():
        digest, named = line.split("  ")
        assert hashlib.sha256(files[named]).hexdigest() == digest


def test_what_was_not_sent_stays_out(secretary: Client, plan: Plan, cast: Cast) -> None:
    fill(plan, cast)
    everything = b" ".join(unpacked(secretary).values()).decode("utf-8", "replace")
    for words in ("Et udkast", "Kun her", "Uden for svaret"):
        assert words not in everything


def test_an_empty_case_is_a_zip_too(secretary: Client, plan: Plan) -> None:
    assert "Der er ikke sendt svar på forslag." in unpacked(secretary)["forslag.txt"].decode()


def test_a_release_under_way_is_not_in_it(secretary: Client, plan: Plan, cast: Cast) -> None:
    assert releasing.current(plan) is None
    ordered(plan, cast.secretary)
    assert not [name for name in unpacked(secretary) if name.startswith("udgave")]
