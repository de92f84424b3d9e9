"""New people, and what they are called and how they are reached."""

from __future__ import annotations

import pytest
from django.test import Client

from councils.models import Person, User
from tests.base import Cast, make_person, row_counts
from tests.people.builders import at, page, send, signed_in, text


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The secretary's browser."""
    return signed_in(cast.secretary)


def test_somebody_new_gets_a_page(secretary: Client) -> None:
    sent = {"name": "Åse Ærø", "function": "Chef", "email": "aase@test.example", "phone": "12 34 56 78"}
    answer = secretary.post(at("person_new"), sent | {"name_public": "on"}, follow=True)
    assert answer.redirect_chain == [(at("person", "aase-aeroe"), 302)]
    assert "Åse Ærø er oprettet." in answer.content.decode()
    person = Person.objects.get(slug="aase-aeroe")
    assert (person.function, person.email, person.phone, person.name_public, person.user) == (
        "Chef",
        "aase@test.example",
        "12 34 56 78",
        True,
        None,
    )
    assert person.history.get().history_user == User.objects.get(email="sekretaer@test.example")


def test_two_of_one_name_get_a_page_each(secretary: Client) -> None:
    for _ in range(3):
        secretary.post(at("person_new"), {"name": "Anna Holm"})
    assert sorted(Person.objects.filter(name="Anna Holm").values_list("slug", flat=True)) == [
        "anna-holm",
        "anna-holm-2",
        "anna-holm-3",
    ]


@pytest.mark.parametrize("name", ["王", "—", "ret", "opret", "x" * 150])
def test_every_name_makes_an_address(secretary: Client, name: str) -> None:
    answer = secretary.post(at("person_new"), {"name": name}, follow=True)
    assert name in answer.content.decode()
    assert answer.status_code == 200


def test_a_mistake_is_told_by_the_field_and_what_was_typed_is_kept(secretary: Client) -> None:
    before = row_counts()
    html = secretary.post(
        at("person_new"), {"name": "", "email": "ikke-en-adresse", "function": "Chef"}
    ).content.decode()
    assert "<title>Fejl: " in html
    assert html.index("Der er fejl") < html.index('id="id_name"')
    assert 'value="ikke-en-adresse"' in html
    assert 'value="Chef"' in html
    assert 'id="id_email_error"' in html
    assert row_counts() == before


def test_a_cpr_number_is_warned_of_before_it_is_saved(secretary: Client) -> None:
    sent = {"name": "Anna", "function": "Om 010203-1234"}
    assert "ligner et CPR-nummer" in secretary.post(at("person_new"), sent).content.decode()
    assert not Person.objects.filter(name="Anna").exists()
    secretary.post(at("person_new"), sent | {"cpr_seen": "on"})
    assert Person.objects.filter(name="Anna").exists()


def test_a_change_keeps_the_address_of_the_page(secretary: Client) -> None:
    person = make_person("Anna Holm", email="anna@test.example")
    answer = secretary.post(at("person_edit", person.slug), {"name": "Anna Lund", "email": "lund@test.example"})
    assert answer["Location"] == at("person", "anna-holm")
    person.refresh_from_db()
    assert (person.name, person.email, person.slug) == ("Anna Lund", "lund@test.example", "anna-holm")


def test_an_account_is_called_as_its_person_is(cast: Cast, secretary: Client) -> None:
    secretary.post(at("person_edit", "borgmester-i-viborg"), {"name": "Ny borgmester"})
    assert User.objects.get(pk=cast.mayor.pk).display_name == "Ny borgmester"


def test_an_account_that_was_called_something_else_stays_so(cast: Cast, secretary: Client) -> None:
    User.objects.filter(pk=cast.mayor.pk).update(display_name="Selvvalgt")
    secretary.post(at("person_edit", "borgmester-i-viborg"), {"name": "Ny borgmester"})
    assert User.objects.get(pk=cast.mayor.pk).display_name == "Selvvalgt"


def test_another_address_ends_the_invitation_to_the_old_one(secretary: Client) -> None:
    person = make_person("Anna", email="gammel@test.example")
    send(secretary, person)
    sent = {"name": "Anna", "email": "ny@test.example"}
    answer = secretary.post(at("person_edit", person.slug), sent, follow=True)
    assert "Invitationen til den gamle adresse gælder ikke mere" in answer.content.decode()
    assert not person.invitations.pending().exists()
    assert "Ingen konto" in text(page(secretary, at("person", person.slug)))


def test_another_telephone_leaves_the_invitation_alone(secretary: Client) -> None:
    person = make_person("Anna", email="anna@test.example")
    send(secretary, person)
    secretary.post(at("person_edit", person.slug), {"name": "Anna", "email": "anna@test.example", "phone": "1234"})
    assert person.invitations.pending().exists()


def test_markup_in_a_name_is_shown_as_it_is_written(secretary: Client) -> None:
    name = "<script>alert(1)</script>"
    html = secretary.post(at("person_new"), {"name": name, "function": name}, follow=True).content.decode()
    assert name not in html
    assert "&lt;script&gt;" in html


def test_nobody_can_be_changed_who_is_not_there(secretary: Client) -> None:
    assert secretary.post(at("person_edit", "findes-ikke"), {"name": "Anna"}).status_code == 404
