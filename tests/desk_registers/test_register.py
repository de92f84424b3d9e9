"""The register says something else than when its text was taken: taken over, or seen and left."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from councils.models import Body
from plans import saving
from plans.models import Plan, Revision, Section
from plans.progress import register_changed
from plans.saving import Author, Conflict, Saved, Words
from tests.base import Cast, make_cast, make_plan, section
from tests.scratch import Scratch, together

PAGE = "/skrivebord/plan/2023/afsnit/naevnet/"
REGISTER = f"{PAGE}register/"
TAKEN = "<p>Nævnet er nyt.</p><p>Det har tre medlemmer.</p>"


def make_draft(cast: Cast) -> Plan:
    """A plan with a section from the register of bodies."""
    Body.objects.create(name="Nævnet", slug="naevn", kind="board", text=TAKEN)
    row = {"key": "naevnet", "kind": "register", "register": {"model": "body", "slug": "naevn"}}
    return make_plan(cast.district, sections=[row, {"key": "andet", "heading": "Andet", "body": ["<p>Andet.</p>"]}])


@pytest.fixture
def draft(cast: Cast) -> Plan:
    """The plan, nothing changed."""
    return make_draft(cast)


@pytest.fixture
def secretary(client: Client, cast: Cast) -> Client:
    """The secretary's browser."""
    client.force_login(cast.secretary)
    return client


def in_register(old: str, new: str) -> None:
    """Change the register's text."""
    body = Body.objects.get(slug="naevn")
    body.text = body.text.replace(old, new)
    body.save()


def adapt(plan: Plan, old: str, new: str) -> Saved:
    """Change the section's text."""
    row = section(plan, "naevnet")
    words = Words(row.heading, row.text.replace(old, new), row.note)
    return saving.save(row, words, base=row.version, author=Author(None, "Anna"))


def form(client: Client, path: str = PAGE) -> dict[str, str]:
    """What the page's form about the register sends along."""
    page = client.get(path).content.decode()
    digest = re.search(r'name="register" value="(\w+)"', page.replace("\n", " "))
    found = re.findall(r'name="(base|register|[\w-]+-sted)"\s+value="([\w-]*)"', page)
    assert digest, "the page does not offer anything"
    return dict(found)


def test_the_change_is_shown_and_who_keeps_registers_may_mend_it(secretary: Client, draft: Plan) -> None:
    assert "Registret er ændret" not in secretary.get(PAGE).content.decode()
    in_register("tre", "fire")
    page = secretary.get(PAGE).content.decode()
    assert "<p>Det har <del>tre</del><ins>fire</ins> medlemmer.</p>" in page
    assert "1 sted ændret" in page
    assert f"/admin/councils/body/{Body.objects.get().pk}/change/" in page


def test_readers_see_the_change_and_no_buttons(client: Client, cast: Cast, draft: Plan) -> None:
    in_register("tre", "fire")
    client.force_login(cast.mayor)
    page = client.get(PAGE).content.decode()
    assert "<del>tre</del><ins>fire</ins>" in page
    assert "Overtag ændringen" not in page
    assert "/admin/" not in page


def test_a_text_that_was_not_adapted_takes_the_register_over(secretary: Client, draft: Plan) -> None:
    in_register("tre", "fire")
    Body.objects.update(heading="Det lokale nævn")
    answer = secretary.post(REGISTER, form(secretary) | {"do": "overtag"}, follow=True)
    row = section(draft, "naevnet")
    assert (row.heading, row.text) == ("Det lokale nævn", TAKEN.replace("tre", "fire"))
    assert not register_changed(row)
    assert "er overtaget" in answer.content.decode()
    assert Revision.objects.get(version=2).kind == "register"


def test_a_change_elsewhere_is_merged_into_what_was_adapted(secretary: Client, draft: Plan) -> None:
    adapt(draft, "er nyt", "er nyt hos os")
    in_register("tre", "fire")
    secretary.post(REGISTER, form(secretary) | {"do": "overtag"})
    assert section(draft, "naevnet").text == "<p>Nævnet er nyt hos os.</p><p>Det har fire medlemmer.</p>"


def test_where_both_changed_the_same_place_one_chooses(secretary: Client, draft: Plan) -> None:
    adapt(draft, "tre medlemmer", "tre faste medlemmer")
    in_register("tre", "fire")
    answer = secretary.post(REGISTER, form(secretary) | {"do": "overtag"})
    assert answer["Location"] == REGISTER
    page = secretary.get(REGISTER).content.decode()
    assert "tre <ins>faste</ins> medlemmer" in page
    assert "checked" not in page
    assert section(draft, "naevnet").version == 2
    data = form(secretary, REGISTER)
    assert secretary.post(REGISTER, data).status_code == 422
    both = {"sted-1": "both", "sted-1-tekst": "<p>Det har fire faste medlemmer.</p>"}
    assert secretary.post(REGISTER, data | both)["Location"] == PAGE
    row = section(draft, "naevnet")
    assert row.text == "<p>Nævnet er nyt.</p><p>Det har fire faste medlemmer.</p>"
    assert not register_changed(row)


def test_the_text_may_be_kept_and_the_change_is_seen(secretary: Client, draft: Plan) -> None:
    adapt(draft, "tre", "adskillige")
    in_register("tre", "fire")
    secretary.post(REGISTER, form(secretary) | {"do": "behold"})
    row = section(draft, "naevnet")
    assert "adskillige" in row.text
    assert "fire" in row.taken_text
    assert not register_changed(row)
    assert Revision.objects.get(version=3).kind == "kept"
    assert "Registret er ændret" not in secretary.get(PAGE).content.decode()


def test_the_next_change_is_asked_about_alone(secretary: Client, draft: Plan) -> None:
    in_register("tre", "fire")
    secretary.post(REGISTER, form(secretary) | {"do": "behold"})
    in_register("er nyt", "er gammelt")
    page = secretary.get(PAGE).content.decode()
    assert "<del>nyt</del><ins>gammelt</ins>" in page
    assert "<ins>fire</ins>" not in page


@pytest.mark.parametrize("do", ["overtag", "behold"])
def test_a_register_that_changed_again_is_shown_first(secretary: Client, draft: Plan, do: str) -> None:
    in_register("tre", "fire")
    data = form(secretary) | {"do": do}
    in_register("fire", "fem")
    answer = secretary.post(REGISTER, data, follow=True)
    assert "ændret igen" in answer.content.decode()
    assert section(draft, "naevnet").version == 1
    assert register_changed(section(draft, "naevnet"))


def test_choices_are_kept_when_the_register_changes_elsewhere_meanwhile(secretary: Client, draft: Plan) -> None:
    adapt(draft, "tre medlemmer", "tre faste medlemmer")
    in_register("tre", "fire")
    data = form(secretary, REGISTER) | {"sted-1": "mine"}
    in_register("er nyt", "er gammelt")
    answer = secretary.post(REGISTER, data)
    assert answer.status_code == 422
    assert answer.content.decode().count("checked") == 1
    secretary.post(REGISTER, form(secretary, REGISTER) | {"sted-1": "mine"})
    assert section(draft, "naevnet").text == "<p>Nævnet er gammelt.</p><p>Det har tre faste medlemmer.</p>"


def test_a_save_in_between_elsewhere_is_kept(secretary: Client, draft: Plan) -> None:
    in_register("tre", "fire")
    data = form(secretary) | {"do": "overtag"}
    adapt(draft, "er nyt", "er nyt hos os")
    answer = secretary.post(REGISTER, data, follow=True)
    assert section(draft, "naevnet").text == "<p>Nævnet er nyt hos os.</p><p>Det har fire medlemmer.</p>"
    assert "bevaret" in answer.content.decode()


def test_a_save_in_between_at_the_same_place_is_asked_about(secretary: Client, draft: Plan) -> None:
    in_register("tre", "fire")
    data = form(secretary) | {"do": "overtag"}
    adapt(draft, "tre", "mange")
    answer = secretary.post(REGISTER, data)
    assert "/to-versioner/" in answer["Location"]
    assert "mange" in section(draft, "naevnet").text
    assert "fire" in Revision.objects.get(kind="set_aside").text


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 40, "\x00", "7"])
def test_a_version_that_never_was_is_told_of(secretary: Client, draft: Plan, base: str) -> None:
    in_register("tre", "fire")
    data = form(secretary) | {"base": base, "do": "overtag"}
    assert "for gammel" in secretary.post(REGISTER, data, follow=True).content.decode()
    assert section(draft, "naevnet").version == 1


def test_an_unchanged_register_offers_nothing(secretary: Client, draft: Plan) -> None:
    for answer in (secretary.get(REGISTER, follow=True), secretary.post(REGISTER, {"do": "overtag"}, follow=True)):
        assert "Registret siger det samme" in answer.content.decode()
    assert section(draft, "naevnet").version == 1


def test_other_sections_have_no_register(secretary: Client, draft: Plan) -> None:
    for key in ("andet", "findes-ikke"):
        path = REGISTER.replace("naevnet", key)
        assert secretary.get(path).status_code == 404
        assert secretary.post(path, {"do": "overtag"}).status_code == 404


@pytest.mark.parametrize(("who", "code"), [("mayor", 403), ("delegate", 403), ("outsider", 404), ("contributor", 404)])
def test_others_take_nothing_over(client: Client, cast: Cast, draft: Plan, who: str, code: int) -> None:
    in_register("tre", "fire")
    client.force_login(getattr(cast, who))
    assert client.get(REGISTER).status_code == code
    assert client.post(REGISTER, {"do": "behold"}).status_code == code
    assert section(draft, "naevnet").version == 1


def test_not_once_the_text_is_being_decided_on(secretary: Client, draft: Plan) -> None:
    in_register("tre", "fire")
    data = form(secretary) | {"do": "overtag"}
    Plan.objects.filter(pk=draft.pk).update(stage="decision")
    assert secretary.get(REGISTER).status_code == 409
    assert secretary.post(REGISTER, data).status_code == 409
    assert "Overtag ændringen" not in secretary.get(PAGE).content.decode()
    assert section(draft, "naevnet").version == 1


def test_a_take_over_and_saves_at_once_lose_nothing(own_database: Scratch) -> None:
    cast = make_cast()
    draft = make_draft(cast)
    in_register("tre", "fire")
    client = Client()
    client.force_login(cast.secretary)
    data = form(client) | {"do": "overtag"}

    def take_over() -> int:
        return client.post(REGISTER, data).status_code

    def write(number: int) -> Saved | Conflict:
        words = Words("Nævnet", TAKEN.replace("tre", f"mindst {number}"), "")
        try:
            return saving.save(section(draft, "naevnet"), words, base=1, author=Author(None, f"Person {number}"))
        except Conflict as conflict:
            return conflict

    results = together(take_over, *[lambda number=number: write(number) for number in range(10, 16)])
    assert not [found for found in results if isinstance(found, Exception) and not isinstance(found, Conflict)]
    rows = Revision.objects.filter(section__key="naevnet").values_list("text", flat=True)
    kept = "\n".join([Section.objects.get(key="naevnet").text, *rows])
    assert all(text in kept for text in ("har fire medlemmer", *(f"mindst {number}" for number in range(10, 16))))
