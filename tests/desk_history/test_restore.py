"""An earlier text put back."""

from __future__ import annotations

import pytest
from django.test import Client

from plans import outline, saving
from plans.models import Plan, Revision, Section
from plans.saving import Author, Conflict, Saved, Words
from tests.base import Cast, make_cast, make_plan, section
from tests.desk_history.builders import address, everything, revision, save, text_now
from tests.scratch import Scratch, together

OLD = "<p>Nævnet har tre medlemmer.</p>"


def test_the_text_comes_back_and_what_stood_is_kept(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Nyt.</p>", by="Anna", heading="Ny overskrift")
    client.force_login(cast.secretary)
    answer = client.post(address(revision(1)), {"base": "2"}, follow=True)
    row = section(plan, "naevnet")
    assert (row.heading, row.text, row.version) == ("Nævnet", OLD, 3)
    assert "Teksten er gendannet" in answer.content.decode()
    assert (revision(3).kind, revision(3).author_name, revision(2).text) == ("restored", "Sekretær", "<p>Nyt.</p>")


def test_nothing_is_confirmed_by_it(client: Client, cast: Cast, plan: Plan) -> None:
    Section.objects.filter(key="naevnet").update(state="carried")
    save(plan, "<p>Nyt.</p>", by="Anna", state="confirmed")
    save(plan, "<p>Nyere.</p>", by="Anna", state="rewritten", minutes=90)
    client.force_login(cast.secretary)
    client.post(address(revision(2)), {"base": "3"})
    assert section(plan, "naevnet").state == "rewritten"
    client.post(address(revision(1)), {"base": "4"})
    assert section(plan, "naevnet").state == "carried"


def test_what_stands_already_is_not_saved_again(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Nyt.</p>", by="Anna")
    client.force_login(cast.secretary)
    answer = client.post(address(revision(2)), {"base": "2"}, follow=True)
    assert "allerede det samme" in answer.content.decode()
    assert section(plan, "naevnet").version == 2


def test_a_save_in_between_elsewhere_is_kept(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, f"{OLD}<p>Andet.</p>", by="Anna")
    save(plan, "<p>Ændret.</p><p>Andet.</p>", by="Anna", minutes=90)
    save(plan, "<p>Ændret.</p><p>Andet, set af Bo.</p>", by="Bo", minutes=91)
    client.force_login(cast.secretary)
    answer = client.post(address(revision(2)), {"base": "3"}, follow=True)
    assert text_now(plan) == f"{OLD}<p>Andet, set af Bo.</p>"
    assert "bevaret" in answer.content.decode()


def test_a_save_in_between_at_the_same_place_is_asked_about(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Annas.</p>", by="Anna")
    save(plan, "<p>Bos.</p>", by="Bo", minutes=1)
    client.force_login(cast.secretary)
    answer = client.post(address(revision(1)), {"base": "2"})
    aside = Revision.objects.get(kind="set_aside")
    assert answer["Location"].endswith(f"/to-versioner/{aside.pk}/")
    assert (text_now(plan), aside.text) == ("<p>Bos.</p>", OLD)


def test_a_text_that_was_not_chosen_can_be_put_in_and_waits_no_more(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Bos.</p>", by="Bo")
    with pytest.raises(Conflict) as conflict:
        save(plan, "<p>Annas.</p>", by=cast.secretary, base=1)
    client.force_login(cast.secretary)
    client.post(address(conflict.value.set_aside), {"base": "2"})
    assert text_now(plan) == "<p>Annas.</p>"
    assert Revision.objects.get(kind="set_aside").settled_at is not None


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 40, "\x00", "999"])
def test_a_version_that_never_was_overwrites_nothing(client: Client, cast: Cast, plan: Plan, base: str) -> None:
    save(plan, "<p>Nyt.</p>", by="Anna")
    client.force_login(cast.secretary)
    assert client.post(address(revision(1)), {"base": base}).status_code == 302
    assert "<p>Nyt.</p>" in everything(plan)
    assert text_now(plan) == "<p>Nyt.</p>"


@pytest.mark.parametrize(
    ("who", "code"), [("mayor", 403), ("delegate", 403), ("communications", 403), ("outsider", 404)]
)
def test_others_put_nothing_back(client: Client, cast: Cast, plan: Plan, who: str, code: int) -> None:
    save(plan, "<p>Nyt.</p>", by="Anna")
    client.force_login(getattr(cast, who))
    assert client.post(address(revision(1)), {"base": "2"}).status_code == code
    assert text_now(plan) == "<p>Nyt.</p>"


@pytest.mark.parametrize("stage", ["decision", "published"])
def test_not_once_the_text_is_being_decided_on(client: Client, cast: Cast, plan: Plan, stage: str) -> None:
    save(plan, "<p>Nyt.</p>", by="Anna")
    Plan.objects.filter(pk=plan.pk).update(stage=stage)
    client.force_login(cast.secretary)
    assert client.post(address(revision(1)), {"base": "2"}).status_code == 409
    assert text_now(plan) == "<p>Nyt.</p>"
    assert "Gendan" not in client.get(address(revision(1))).content.decode()


def test_a_restore_and_a_save_at_once_lose_nothing(own_database: Scratch) -> None:
    cast = make_cast()
    plan = make_plan(cast.district)
    save(plan, "<p>Mellemtekst.</p>", by="Anna")
    old, row = revision(1), section(plan, "naevnet")

    def restore() -> int:
        client = Client()
        client.force_login(cast.secretary)
        return client.post(address(old), {"base": "2"}).status_code

    def write(number: int) -> Saved | Conflict:
        try:
            return saving.save(row, Words("Nævnet", f"<p>Tekst {number}.</p>", ""), base=2, author=Author(None, "Bo"))
        except Conflict as conflict:
            return conflict

    results = together(restore, *[lambda number=number: write(number) for number in range(6)])
    assert not [result for result in results if isinstance(result, Exception) and not isinstance(result, Conflict)]
    kept = everything(plan)
    assert all(text in kept for text in (OLD, "Mellemtekst", *(f"Tekst {number}." for number in range(6))))


def test_a_removed_section_is_not_found(client: Client, cast: Cast, plan: Plan) -> None:
    save(plan, "<p>Nyt.</p>", by="Anna")
    Section.objects.filter(key="naevnet").update(removed_at=revision(2).saved_at)
    client.force_login(cast.secretary)
    assert client.post(address(revision(1)), {"base": "2"}).status_code == 404
    assert outline.load(plan)
