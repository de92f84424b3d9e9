"""assemble_plan: next year's plan from this year's text and from what the registers say now."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from councils.models import Body
from initiatives.models import Agreement, FocusArea, Initiative
from plans import outline
from plans.assembly import assemble
from plans.models import Plan, PlanEvent, Section, SectionLineage
from tests.base import Cast, make_cast, make_person, make_plan, publish, seat, section, shown
from tests.scratch import Scratch, together


def run(year: int = 2024) -> str:
    """Run the command, and give what it prints."""
    out = StringIO()
    call_command("assemble_plan", council="kredsraadet", year=year, stdout=out)
    return out.getvalue()


def told(heading: str, said: str) -> list[str]:
    """The rows under the heading in what the command printed."""
    block = said[said.index(f"\n{heading} (") :].strip().split("\n\n")[0]
    return [line.strip() for line in block.splitlines()[1:]]


def assembled(year: int = 2024) -> Plan:
    """The plan that the command made."""
    return Plan.objects.get(council__slug="kredsraadet", year=year)


def make_body(name: str, **fields: Any) -> Body:
    """A body that has a section of its own in the plan, under the annex on other councils."""
    values = {"slug": name.lower(), "kind": "board", "own_section": True, "place_under": "oevrige-raad"}
    return Body.objects.create(name=name, text=f"<p>{name} findes.</p>", **values | fields)


def make_area(cast: Cast, name: str, **fields: Any) -> FocusArea:
    """A focus area of the district council's choice, placed in the plan's second part."""
    values = {"slug": name.lower(), "source": "choice", "council": cast.district, "first_year": 2024}
    return FocusArea.objects.create(name=name, text=f"<p>{name}.</p>", **values | {"place_under": "del-2"} | fields)


# From last year's plan -----------------------------------------------------------------------------------------------


def test_the_whole_tree_is_carried_over(plan: Plan) -> None:
    run()
    assert shown(assembled()) == shown(plan)
    columns = ("key", "role", "kind", "heading", "text", "position")
    assert list(assembled().sections.values_list(*columns)) == list(plan.sections.values_list(*columns))


def test_every_section_waits_until_somebody_confirms_it(plan: Plan) -> None:
    rows = told("Videreført uændret, skal bekræftes eller omskrives", run())
    assert rows == [
        "Forord",
        "1 Kredsrådet",
        "2 Lokalrådene",
        "2.1 Formænd",
        "3 Aftalen",
        "4 Øvrige råd",
        "4.1 Nævnet",
    ]
    assert assembled().sections.filter(state=Section.State.CARRIED).count() == len(rows)


def test_a_part_that_is_only_a_heading_needs_no_confirmation(plan: Plan) -> None:
    plan.sections.filter(key="del-2").update(text="<p>Delen handler om indsatser.</p>")
    run()
    assert section(assembled(), "del-1").state == Section.State.CONFIRMED
    assert section(assembled(), "del-2").state == Section.State.CARRIED


def test_the_new_plan_is_the_portals_own_and_knows_where_it_came_from(cast: Cast) -> None:
    earlier = make_plan(cast.district, origin="archive", signed="Holstebro, den 3. januar 2023", remarks="<p>Ak.</p>")
    assert "Samarbejdsplan 2024 er lavet ud fra Samarbejdsplan 2023." in run()
    plan = assembled()
    assert (plan.origin, plan.stage, plan.previous) == ("native", "collecting", earlier)
    assert (plan.title, plan.signed, plan.remarks) == ("Samarbejdsplan 2024", "", "")


def test_each_section_is_traced_to_the_one_it_came_from(plan: Plan) -> None:
    run()
    pairs = SectionLineage.objects.values_list("ancestor__key", "section__key", "ancestor__plan", "section__plan")
    keys = plan.sections.values_list("key", flat=True)
    assert set(pairs) == {(key, key, plan.pk, assembled().pk) for key in keys}


def test_the_newest_earlier_plan_is_taken(cast: Cast) -> None:
    for year in (2020, 2022, 2025):
        make_plan(cast.district, year=year)
    run(year=2024)
    previous = assembled().previous
    assert previous is not None
    assert previous.year == 2022


def test_last_years_gaps_and_printed_numbers_are_last_years(cast: Cast, plan: Plan) -> None:
    plan.sections.filter(key="naevnet").update(text="", note="Nævnet er nyt.", printed_number="7.1")
    run()
    carried = section(assembled(), "naevnet")
    assert (carried.note, carried.printed_number) == ("", "")


def test_an_archives_printed_signatories_become_those_who_sign_now(cast: Cast) -> None:
    seat(make_person("Ny Borgmester"), cast.district, title="Borgmester", signs_plan=True)
    printed = {"key": "underskrivere", "role": "signatories", "body": ["<ul><li>Gammel Borgmester</li></ul>"]}
    make_plan(cast.district, origin="archive", sections=[printed, {"key": "et", "heading": "Et", "body": ["<p>1</p>"]}])
    run()
    signatories = section(assembled(), "underskrivere")
    assert (signatories.kind, signatories.generator, signatories.text) == ("generated", "signatories", "")
    assembled().sections.update(state=Section.State.CONFIRMED)
    edition = publish(assembled())
    assert "Ny Borgmester" in edition.html
    assert "Gammel" not in edition.html


def test_the_log_tells_of_it(plan: Plan) -> None:
    run()
    event = assembled().events.get()
    assert (event.kind, event.text) == (PlanEvent.Kind.ASSEMBLED, "7 afsnit videreført, 0 nye")


# From the registers --------------------------------------------------------------------------------------------------


def test_a_new_body_gets_a_section_in_its_place(plan: Plan) -> None:
    make_body("Udvalget", heading="Udvalget for tryghed")
    said = run()
    new = section(assembled(), "udvalget")
    assert (new.kind, new.state, new.heading) == ("register", "new", "Udvalget for tryghed")
    assert new.text == new.taken_text == "<p>Udvalget findes.</p>"
    assert told("Nyt", said) == ["4.2 Udvalget for tryghed"]


def test_a_new_focus_area_gets_a_section_in_its_place(cast: Cast, plan: Plan) -> None:
    make_area(cast, "Nattelivet")
    run()
    assert "  4 nattelivet" in shown(assembled())


def test_without_its_place_in_the_plan_it_comes_last(plan: Plan) -> None:
    make_body("Udvalget", place_under="findes-ikke")
    run()
    assert shown(assembled())[-1] == "5 udvalget"


def test_a_place_where_nothing_may_lie_does_not_stop_the_assembly(cast: Cast) -> None:
    signatories = {"key": "underskrivere", "role": "signatories", "body": ["<ul><li>Borgmesteren</li></ul>"]}
    make_plan(cast.district, sections=[signatories])
    make_body("Udvalget", place_under="underskrivere")
    run()
    assert shown(assembled())[-1] == "1 udvalget"


def test_a_key_that_is_taken_gets_a_number(plan: Plan) -> None:
    make_body("Aftalen")
    run()
    assert section(assembled(), "aftalen-2").body is not None


@pytest.mark.parametrize(("slug", "key"), [("U-turn_Team", "u-turn-team"), ("x" * 150, "x" * 70), ("__", "afsnit")])
def test_any_slug_gives_a_key(plan: Plan, slug: str, key: str) -> None:
    make_body("Udvalget", slug=slug)
    run()
    assert section(assembled(), key).body is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"own_section": False},
        {"public": False},
        {"abolished": date(2023, 12, 31)},
        {"established": date(2024, 6, 1)},
    ],
    ids=["without a section", "not public", "abolished before", "established later"],
)
def test_bodies_that_do_not_belong_in_the_plan_get_none(plan: Plan, fields: dict[str, Any]) -> None:
    make_body("Udvalget", **fields)
    run()
    assert not assembled().sections.filter(key="udvalget").exists()


def test_focus_areas_of_other_years_and_of_local_councils_get_none(cast: Cast, plan: Plan) -> None:
    make_area(cast, "Forbi", first_year=2020, last_year=2023)
    make_area(cast, "Senere", first_year=2025)
    make_area(cast, "Lokalt", source="local", council=cast.viborg)
    run()
    assert len(shown(assembled())) == 9


def test_what_is_in_the_plan_already_comes_no_second_time(plan: Plan) -> None:
    make_body("Udvalget")
    run(2024)
    assembled(2024).sections.update(state=Section.State.CONFIRMED)
    said = run(2025)
    assert told("Nyt", said) == ["ingen"]
    assert assembled(2025).sections.filter(body__slug="udvalget").count() == 1


def test_what_has_ended_is_told_and_stays_for_the_secretary_to_decide(cast: Cast, plan: Plan) -> None:
    make_body("Udvalget", abolished=None)
    make_area(cast, "Nattelivet", last_year=2024)
    agreement = Agreement.objects.create(name="Flerårsaftalen", slug="aftalen", first_year=2021, last_year=2024)
    run(2024)
    outline.add(assembled(2024), key="aftale", kind="register", agreement=agreement, heading="Aftalens område")
    Body.objects.update(abolished=date(2024, 9, 1))
    said = run(2025)
    assert told("Ophørt ifølge registrene", said) == [
        "4 Nattelivet: indsatsområdet gjaldt til og med 2024",
        "5.2 Udvalget: Udvalget er nedlagt",
        "6 Aftalens område: Flerårsaftalen gjaldt til og med 2024",
    ]
    assert assembled(2025).sections.filter(key__in=["udvalget", "nattelivet", "aftale"]).count() == 3


def test_initiatives_that_nobody_has_told_the_outcome_of_are_listed(plan: Plan) -> None:
    for name, fields in {
        "Sluppet": {"state": "ended"},
        "Evalueret": {"state": "evaluation", "evaluation_text": "foråret 2023"},
        "Ukendt": {"state": "unknown"},
        "Løber": {"state": "active"},
        "Fortalt": {"state": "ended", "outcome": "Det gik godt."},
    }.items():
        Initiative.objects.create(name=name, slug=name.lower().replace("ø", "oe"), **fields)
    assert told("Indsatser uden resultat", run()) == ["Evalueret (foråret 2023)", "Sluppet", "Ukendt"]


# Again, together, and from nothing -----------------------------------------------------------------------------------


def test_running_it_twice_makes_no_second_plan_and_changes_nothing(plan: Plan) -> None:
    first = run()
    rows = list(Section.objects.order_by("pk").values())
    second = run()
    assert "Samarbejdsplan 2024 findes allerede." in second
    assert first.splitlines()[1:] == second.splitlines()[1:]
    assert list(Section.objects.order_by("pk").values()) == rows
    assert (Plan.objects.count(), PlanEvent.objects.count()) == (2, 1)


def test_two_at_once_make_one_plan(own_database: Scratch) -> None:
    cast = make_cast()
    make_plan(cast.district)

    def assembling() -> bool:
        return assemble(council=cast.district, year=2024, actor="Anna", standard=[]).created

    assert sorted(together(assembling, assembling)) == [False, True]
    assert Plan.objects.filter(year=2024).count() == 1
    assert Section.objects.filter(plan__year=2024).count() == 9


def test_without_an_earlier_plan_the_standard_outline_is_used(cast: Cast) -> None:
    said = run()
    assert "Samarbejdsplan 2024 er lavet ud fra standarddispositionen." in said
    plan = assembled()
    assert (plan.origin, plan.stage) == ("native", "collecting")
    assert shown(plan)[:5] == ["forord", "  underskrivere", "Del 1 del-1", "  1 kredsraadet", "  2 lokalraadene"]
    assert set(plan.sections.values_list("state", flat=True)) == {Section.State.NEW}


def test_a_local_plan_begins_with_editing(cast: Cast) -> None:
    for year in (2024, 2025):
        plan = assemble(council=cast.viborg, year=year, actor="Anna", standard=[]).plan
        assert plan.stage == Plan.objects.get(pk=plan.pk).stage == "editing"


def test_a_local_council_has_a_standard_outline_of_its_own(cast: Cast) -> None:
    call_command("assemble_plan", council=cast.viborg.slug, year=2024, stdout=StringIO())
    plan = Plan.objects.get(council=cast.viborg, year=2024)
    assert "egne-fokusomraader" in {section.key for section in plan.sections.all()}
    assert not plan.sections.filter(role=Section.Role.PART).exists()


@pytest.mark.parametrize(("council", "year", "message"), [("ukendt", 2024, "intet råd"), ("kredsraadet", 1848, "1848")])
def test_what_was_typed_wrong_is_said(cast: Cast, council: str, year: int, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("assemble_plan", council=council, year=year)
    assert not Plan.objects.exists()
