"""publish_plan: records the council's decision and makes an edition, or says everything that stands in the way."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from plans.canonical import content_digest
from plans.models import ApprovalRound, Edition, Plan, PlanEvent, Section
from plans.publishing import editions
from plans.publishing.pdf import RenderingFailed, render_pdf
from plans.workflow import IllegalTransition
from tests.base import DECISION, PUBLISHED_ON, Cast, make_person, make_plan, publish, seat, section


def run(**options: Any) -> str:
    """Run the command for the plan of 2023, and give what it prints."""
    out = StringIO()
    defaults = {"council": "kredsraadet", "year": 2023, "decision": DECISION, "date": "2023-02-08"}
    call_command("publish_plan", **defaults | options, stdout=out)
    return out.getvalue()


def reasons(**options: Any) -> list[str]:
    """Why the command refuses; nothing may have changed."""
    before = state()
    with pytest.raises(CommandError) as refused:
        run(**options)
    assert state() == before
    return [line.removeprefix("  - ") for line in str(refused.value).splitlines()[1:]]


def state() -> list[Any]:
    """All that a publication would change."""
    rows: list[Any] = [Plan.objects.values_list("pk", "stage"), PlanEvent.objects.values_list("pk")]
    rows += [ApprovalRound.objects.values_list("pk", "ended_at", "decision"), Edition.objects.values_list("pk")]
    return [list(each.order_by("pk")) for each in rows]


def write(plan: Plan, key: str, **fields: Any) -> None:
    """Change a section of the plan."""
    Section.objects.filter(plan=plan, key=key).update(**fields)


def carry_over(plan: Plan) -> None:
    """Have the whole plan wait for confirmation, as after an assembly."""
    plan.sections.update(state=Section.State.CARRIED)


def test_the_command_says_what_was_published_and_where(plan: Plan) -> None:
    said = run()
    edition = Edition.objects.get()
    assert "Samarbejdsplan 2023, 1. udgave er offentliggjort: /samarbejdsplan/2023/udgave/1/" in said
    assert f"Kontrolsum: {edition.digest}" in said


def test_the_edition_holds_the_decided_content_and_its_digests(plan: Plan) -> None:
    edition = publish(plan)
    pdf = edition.files.get(kind="pdf")
    assert edition.digest == content_digest(edition.frozen) == edition.approval_round.digest
    assert edition.content == edition.approval_round.content
    assert edition.html_digest == hashlib.sha256(edition.html.encode()).hexdigest()
    assert pdf.digest == hashlib.sha256(bytes(pdf.data)).hexdigest()
    assert pdf.size == len(bytes(pdf.data))
    assert (edition.decision, edition.published_on) == (DECISION, PUBLISHED_ON)
    assert not edition.is_archive


def test_the_plan_is_published_and_the_log_tells_how(plan: Plan) -> None:
    edition = publish(plan)
    plan.refresh_from_db()
    assert plan.stage == Plan.Stage.PUBLISHED
    assert list(plan.events.values_list("kind", "text", "actor")) == [
        ("decided", DECISION, "Sekretæren"),
        ("round_ended", "Offentliggjort som 1. udgave", "Sekretæren"),
        ("stage", "offentliggjort", "Sekretæren"),
        ("published", f"1. udgave, kontrolsum {edition.digest}", "Sekretæren"),
    ]


def test_the_round_ends_with_the_edition(plan: Plan) -> None:
    publish(plan)
    decided = plan.rounds.get()
    assert decided.ended_at is not None
    assert (decided.decision, decided.outcome) == (DECISION, ApprovalRound.Outcome.AGREED)


def test_those_who_sign_are_kept_by_name(cast: Cast, plan: Plan) -> None:
    person = make_person("Politidirektøren")
    seat(person, cast.district, "vice_chair", title="Politidirektør", signs_plan=True)
    edition = publish(plan)
    person.name = "En anden"
    person.save()
    edition.refresh_from_db()
    assert edition.signatories == [{"name": "Politidirektøren", "title": "Politidirektør"}]


# What stands in the way ----------------------------------------------------------------------------------------------


def test_all_reasons_are_told_at_once(plan: Plan) -> None:
    carry_over(plan)
    write(plan, "naevnet", text="")
    write(plan, "aftalen", text='<p>Se <a href="#findes-ikke">afsnit 9</a>.</p>', state=Section.State.NEW)
    tomorrow = timezone.localdate() + timedelta(days=1)
    told = reasons(date=tomorrow.isoformat(), decision=" ")
    assert told == [
        "Afsnittet »3 Aftalen« henviser til et afsnit, der ikke findes: #findes-ikke",
        "Afsnittet »4 Øvrige råd« er tomt og har ingen note om hvorfor.",
        *(f"Afsnittet »{name}« er videreført uændret og ikke bekræftet." for name in unconfirmed_names()),
        "Datoen for offentliggørelsen ligger i fremtiden.",
        "Rådets beslutning mangler, for eksempel »Kredsrådets møde 3. januar 2023«.",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["0001-01-01", "2021-12-31"])
def test_a_date_long_before_the_plans_year_is_refused(plan: Plan, day: str) -> None:
    assert reasons(date=day) == ["Datoen for offentliggørelsen ligger mere end et år før planens år."]


def unconfirmed_names() -> list[str]:
    """The small plan's sections as they are spoken of, but for the one that was rewritten."""
    names = "Forord|Del 1 Organisering|1 Kredsrådet|2 Lokalrådene|2.1 Formænd|Del 2 Indsatser|4 Øvrige råd|4.1 Nævnet"
    return names.split("|")


def test_each_reason_names_the_section_where_it_is_mended(plan: Plan) -> None:
    write(plan, "naevnet", state=Section.State.CARRIED)
    with pytest.raises(IllegalTransition) as refused:
        publish(plan)
    assert [reason.section for reason in refused.value.reasons] == ["naevnet"]


def test_a_note_makes_an_empty_section_a_deliberate_gap(plan: Plan) -> None:
    write(plan, "naevnet", text="", note="Nævnet er nedlagt.")
    publish(plan)


def test_a_heading_with_text_below_it_is_not_empty(plan: Plan) -> None:
    assert section(plan, "oevrige-raad").text == ""
    publish(plan)


def test_a_plan_without_sections_is_not_published(plan: Plan) -> None:
    for row in reversed(list(plan.sections.order_by("pk"))):
        row.delete()
    assert reasons() == ["Planen har ingen afsnit."]


def test_once_everything_is_confirmed_it_is_published(plan: Plan) -> None:
    carry_over(plan)
    assert len(reasons()) == 9
    plan.sections.update(state=Section.State.CONFIRMED)
    run()
    assert Edition.objects.count() == 1


def test_an_archive_plan_is_what_it_was(cast: Cast) -> None:
    plan = make_plan(cast.district, origin="archive")
    carry_over(plan)
    write(plan, "naevnet", text="")
    run()
    edition = Edition.objects.get()
    assert edition.is_archive
    assert edition.frozen["origin"] == "archive"
    assert edition.signatories == []


def test_broken_links_are_refused_in_an_archive_plan_too(cast: Cast) -> None:
    plan = make_plan(cast.district, origin="archive")
    write(plan, "aftalen", text='<p><a href="#findes-ikke">afsnit 9</a></p>')
    assert reasons() == ["Afsnittet »3 Aftalen« henviser til et afsnit, der ikke findes: #findes-ikke"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"council": "findes-ikke"}, "intet råd med navnet »findes-ikke«. Der findes: kredsraadet"),
        ({"year": 1999}, "har ingen plan for 1999"),
        ({"date": "8. februar"}, "»8. februar« er ikke en dato. Skriv den som 2023-01-03."),
        ({"decided_on": "i går"}, "»i går« er ikke en dato"),
    ],
)
def test_what_was_typed_wrong_is_said(plan: Plan, options: dict[str, Any], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(**options)
    assert not Edition.objects.exists()


def test_a_decision_too_long_to_keep_is_refused(plan: Plan) -> None:
    assert "højst 200 tegn; her er 201" in reasons(decision="m" * 201)[0]


# Further editions ----------------------------------------------------------------------------------------------------


def test_a_second_edition_needs_a_note(plan: Plan) -> None:
    publish(plan)
    write(plan, "naevnet", text="<p>Nævnet har fire medlemmer.</p>")
    assert reasons() == ["Planen er offentliggjort før. Skriv en note om, hvad der er rettet i den nye udgave."]


def test_a_second_edition_follows_the_first_which_stays(plan: Plan) -> None:
    first = publish(plan)
    write(plan, "naevnet", text="<p>Nævnet har fire medlemmer.</p>")
    run(note="Antallet af medlemmer er rettet.")
    second = Edition.objects.get(number=2)
    assert second.note == "Antallet af medlemmer er rettet."
    assert "fire medlemmer" in second.html
    assert "tre medlemmer" in Edition.objects.get(pk=first.pk).html


def test_the_same_content_is_not_published_again(plan: Plan) -> None:
    publish(plan)
    assert reasons(note="Ny dato") == ["Indholdet er det samme som i 1. udgave. Der er intet nyt at offentliggøre."]


# Decided, but not published ------------------------------------------------------------------------------------------


@pytest.fixture
def broken_press(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A renderer that fails until the patch is undone."""

    def fail(*_: Any) -> None:
        raise RenderingFailed("Skriften mangler.")

    monkeypatch.setattr(editions, "render_pdf", fail)
    return monkeypatch


def test_a_failing_renderer_leaves_the_decision_and_nothing_else(plan: Plan, broken_press: Any) -> None:
    with pytest.raises(CommandError, match=r"PDF-filen kunne ikke laves.*Skriften mangler\."):
        run()
    assert not Edition.objects.exists()
    assert Plan.objects.get().stage == Plan.Stage.EDITING
    assert list(plan.events.values_list("kind", flat=True)) == ["decided"]


def test_a_decision_is_recorded_once_however_often_publication_is_tried(plan: Plan, broken_press: Any) -> None:
    for _ in range(2):
        with pytest.raises(CommandError):
            run()
    broken_press.undo()
    run()
    assert plan.rounds.count() == 1
    assert plan.events.filter(kind="decided").count() == 1


def test_a_plan_changed_after_the_decision_ends_the_round(plan: Plan, broken_press: Any) -> None:
    with pytest.raises(CommandError):
        run()
    write(plan, "naevnet", text="<p>Nævnet har fire medlemmer.</p>")
    broken_press.undo()
    run()
    assert list(plan.rounds.values_list("end_reason", flat=True)) == [
        "Planens indhold er ændret",
        "Offentliggjort som 1. udgave",
    ]


def test_a_plan_changed_while_its_pages_were_made_is_not_published(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    def change_meanwhile(*args: Any) -> Any:
        write(plan, "naevnet", text="<p>Nævnet har fire medlemmer.</p>")
        return render_pdf(*args)

    monkeypatch.setattr(editions, "render_pdf", change_meanwhile)
    with pytest.raises(CommandError, match="Planen er ændret, siden rådet traf sin beslutning"):
        run()
    assert not Edition.objects.exists()
