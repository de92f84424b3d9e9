"""Taking a delivered text over into the plan."""

from __future__ import annotations

from typing import Any

import pytest

from plans import saving
from plans.models import Assignment, Plan, Revision
from plans.saving import Author, Words
from tests.base import Cast, make_cast, make_plan, outbox, publish, section
from tests.contributing.builders import NEW, ask, decide, delivered, everything_written, fresh, marked, signed_in, told
from tests.scratch import Scratch, together

LIST = "/skrivebord/plan/2023/bidrag/"
TWO = [{"key": "vold", "heading": "Vold", "body": ["<p>Første.</p>", "<p>Anden.</p>"]}]


def own_save(plan: Plan, key: str, text: str, *, base: int = 1, user: Any = None) -> Any:
    """What the secretary writes in the section meanwhile."""
    row = section(plan, key)
    return saving.save(row, Words(row.heading, text, row.note), base=base, author=Author(user, "Sekretær"))


def test_the_page_shows_what_the_text_would_change(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "kredsraadet", cast.post, answer="Ny kadence.")
    shown = told(signed_in(cast.secretary).get(f"{LIST}{row.pk}/"))
    assert marked("del", shown) == ["to"]
    assert marked("ins", shown) == ["fire"]
    assert "Ny kadence." in shown
    assert "Overtag teksten" in shown


def test_the_text_comes_into_the_plan_as_rewritten_and_the_contributor_is_told(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "kredsraadet", cast.post, heading="Rådet")
    assert decide(cast.secretary, "take_over", row).url == LIST
    now = section(plan, "kredsraadet")
    assert (now.heading, now.text, now.state, now.version) == ("Rådet", NEW, "rewritten", 2)
    assert fresh(row).state == "taken"
    revision = Revision.objects.get(section=now, version=2)
    assert (revision.kind, revision.author, revision.base_version) == ("contribution", cast.secretary, 1)
    assert "overtaget din tekst" in outbox(to=cast.contributor)[0].message


def test_what_the_secretary_changed_elsewhere_meanwhile_is_kept(cast: Cast) -> None:
    plan = make_plan(cast.district, sections=TWO)
    row = delivered(plan, "vold", cast.post, "<p>Første.</p><p>Anden, ny.</p>")
    own_save(plan, "vold", "<p>Første, rettet.</p><p>Anden.</p>")
    shown = told(signed_in(cast.secretary).get(f"{LIST}{row.pk}/"))
    assert "Begge ændringer bevares." in shown
    assert "<del>" not in shown.split('class="text changed"')[1].split("rettet")[0]
    decide(cast.secretary, "take_over", row)
    assert section(plan, "vold").text == "<p>Første, rettet.</p><p>Anden, ny.</p>"


def test_the_same_place_changed_by_both_goes_on_to_a_choice_and_loses_nothing(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "kredsraadet", cast.post)
    own_save(plan, "kredsraadet", "<p>Kredsrådet mødes tre gange om året.</p>")
    assert "vælger du sted for sted" in told(signed_in(cast.secretary).get(f"{LIST}{row.pk}/"))
    response = decide(cast.secretary, "take_over", row)
    aside = Revision.objects.get(kind="set_aside")
    assert response.url == f"/skrivebord/plan/2023/afsnit/kredsraadet/to-versioner/{aside.pk}/"
    assert (aside.text, aside.author, aside.settled_at) == (NEW, cast.secretary, None)
    assert "tre gange" in section(plan, "kredsraadet").text
    assert fresh(row).state == "taken"


def test_a_printed_note_is_left_as_it_is(cast: Cast, plan: Plan) -> None:
    row = section(plan, "kredsraadet")
    saving.save(row, Words(row.heading, row.text, "Se bilag."), base=1, author=Author(None, "S"))
    decide(cast.secretary, "take_over", delivered(plan, "kredsraadet", cast.post, base_version=1))
    assert section(plan, "kredsraadet").note == "Se bilag."
    assert section(plan, "kredsraadet").text == NEW


def test_the_same_press_twice_takes_over_once(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "kredsraadet", cast.post)
    decide(cast.secretary, "take_over", row, version=1)
    decide(cast.secretary, "take_over", row, version=1)
    assert section(plan, "kredsraadet").version == 2
    assert len(outbox(to=cast.contributor)) == 1


@pytest.mark.parametrize("version", ["", "x", "0", "7", "9" * 40, "\x00"])
def test_what_was_answered_anew_meanwhile_is_shown_first(cast: Cast, plan: Plan, version: str) -> None:
    row = delivered(plan, "kredsraadet", cast.post)
    assert decide(cast.secretary, "take_over", row, version=version).url == f"{LIST}{row.pk}/"
    assert fresh(row).state == "delivered"
    assert section(plan, "kredsraadet").version == 1


@pytest.mark.parametrize("state", ["waiting", "unchanged", "taken", "withdrawn", "handed_on"])
def test_only_a_delivered_text_is_taken_over(cast: Cast, plan: Plan, state: str) -> None:
    row = delivered(plan, "kredsraadet", cast.post, state=state)
    decide(cast.secretary, "take_over", row)
    assert fresh(row).state == state
    assert section(plan, "kredsraadet").version == 1


def test_readers_may_not_and_strangers_find_nothing(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "kredsraadet", cast.post)
    codes = [decide(user, "take_over", row).status_code for user in (cast.mayor, cast.contributor, cast.outsider)]
    assert codes == [403, 404, 404]
    assert signed_in(cast.mayor).get(f"{LIST}{row.pk}/").status_code == 403
    assert fresh(row).state == "delivered"


def test_nothing_is_taken_over_into_a_published_plan(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "kredsraadet", cast.post)
    publish(plan)
    assert decide(cast.secretary, "take_over", row).status_code == 409
    assert fresh(row).state == "delivered"


@pytest.mark.parametrize("pk", ["0", "999", "9" * 40])
def test_what_the_plan_does_not_have_is_not_found(cast: Cast, plan: Plan, pk: str) -> None:
    assert signed_in(cast.secretary).get(f"{LIST}{pk}/").status_code == 404
    assert signed_in(cast.secretary).post(f"{LIST}{pk}/overtag/").status_code == 404


def test_another_plans_contribution_is_not_found_here(cast: Cast, plan: Plan) -> None:
    row = delivered(make_plan(cast.district, year=2024), "kredsraadet", cast.post)
    assert signed_in(cast.secretary).get(f"{LIST}{row.pk}/").status_code == 404


def test_only_post_takes_over(cast: Cast, plan: Plan) -> None:
    row = delivered(plan, "kredsraadet", cast.post)
    assert signed_in(cast.secretary).get(f"{LIST}{row.pk}/overtag/").status_code == 405


@pytest.mark.parametrize("text", ["<p>Kredsrådet mødes tre gange om året.</p>", "<p>Kredsrådet mødes.</p><p>Nyt.</p>"])
def test_taking_over_against_the_secretarys_own_save_loses_neither_text(own_database: Scratch, text: str) -> None:
    cast = make_cast()
    plan = make_plan(cast.district)
    row = delivered(plan, "kredsraadet", cast.post)
    client = signed_in(cast.secretary)
    address = f"{LIST}{row.pk}/overtag/"
    taken, _ = together(
        lambda: client.post(address, {"version": 1}), lambda: own_save(plan, "kredsraadet", text, user=cast.secretary)
    )
    assert taken.status_code == 302
    assert Assignment.objects.get(pk=row.pk).state == "taken"
    written = everything_written(row)
    section_texts = "\n".join(Revision.objects.filter(section=row.section_id).values_list("text", flat=True))
    assert text in written
    assert NEW in section_texts


def test_two_who_take_over_at_once_do_it_once(own_database: Scratch) -> None:
    cast = make_cast()
    plan = make_plan(cast.district)
    row = delivered(plan, "kredsraadet", cast.post)
    clients = [signed_in(cast.secretary) for _ in range(3)]
    together(*[lambda c=c: c.post(f"{LIST}{row.pk}/overtag/", {"version": 1}) for c in clients])
    assert section(plan, "kredsraadet").version == 2
    assert len(outbox(to=cast.contributor)) == 1


def test_a_contribution_of_a_section_with_a_first_answer_may_be_asked_again(cast: Cast, plan: Plan) -> None:
    decide(cast.secretary, "take_over", delivered(plan, "kredsraadet", cast.post))
    again = ask(plan, "kredsraadet", cast.post)
    assert again.base_version == 2
