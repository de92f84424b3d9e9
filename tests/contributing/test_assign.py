"""Asking a person or a function for sections of the plan."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from councils.models import PostHolding
from plans.models import Assignment, Plan, Timetable
from tests.base import Cast, make_cast, make_person, make_plan, outbox, publish
from tests.contributing.builders import ask, in_days, signed_in, told
from tests.scratch import Scratch, together

YEAR = 2023
ADDRESS = f"/skrivebord/plan/{YEAR}/bidrag/nyt/"


def send(user: Any, **data: Any) -> Any:
    """Send the form, which asks the function for two sections unless told otherwise."""
    values = {"sections": ["kredsraadet", "naevnet"], "to": "funktion:forebyggelse", "due": in_days(20).isoformat()}
    return signed_in(user).post(ADDRESS, values | {"message": "Se på tallene."} | data)


def test_several_sections_are_asked_of_a_function_with_one_mail(cast: Cast, plan: Plan) -> None:
    response = send(cast.secretary)
    assert response.url == reverse("draft:assignments", args=[YEAR])
    rows = Assignment.objects.order_by("section__key")
    assert [(row.section.key, row.post, row.due, row.state) for row in rows] == [
        ("kredsraadet", cast.post, in_days(20), "waiting"),
        ("naevnet", cast.post, in_days(20), "waiting"),
    ]
    (mail,) = outbox(to=cast.contributor)
    assert mail.subject == "Bidrag til Samarbejdsplan 2023: 2 afsnit"
    assert "Kredsrådet" in mail.message
    assert "Se på tallene." in mail.message
    assert "https://portal.example/skrivebord/plan/bidrag/" in mail.message
    assert "Se på tallene." in mail.html_message


def test_a_mail_about_one_section_leads_to_it(cast: Cast, plan: Plan) -> None:
    send(cast.secretary, sections=["naevnet"])
    pk = Assignment.objects.get().pk
    assert f"https://portal.example/skrivebord/plan/bidrag/{pk}/" in outbox(to=cast.contributor)[0].message


def test_a_person_can_be_asked_by_name(cast: Cast, plan: Plan) -> None:
    send(cast.secretary, to=f"person:{cast.mayor.person.slug}")
    assert {row.person for row in Assignment.objects.all()} == {cast.mayor.person}
    assert len(outbox(to=cast.mayor)) == 1


def test_everybody_who_holds_the_function_is_written_to(cast: Cast, plan: Plan) -> None:
    PostHolding.objects.create(post=cast.post, person=cast.mayor.person)
    send(cast.secretary)
    assert {mail.to[0] for mail in outbox()} == {cast.contributor.email, cast.mayor.email}


def test_who_has_no_account_is_asked_without_mail_and_pointed_at(cast: Cast, plan: Plan) -> None:
    make_person("Uden Konto")
    response = send(cast.secretary, to="person:uden-konto")
    page = told(signed_in(cast.secretary).get(response.url))
    assert "Kan ikke svare endnu" in page
    assert "/skrivebord/personer/uden-konto/inviter/?next=/skrivebord/plan/2023/bidrag/" in page
    assert Assignment.objects.count() == 2
    assert outbox() == []


def test_the_answer_names_who_was_asked_and_who_got_no_mail(cast: Cast, plan: Plan) -> None:
    make_person("Uden Konto")
    client = signed_in(cast.secretary)
    values = {"sections": ["naevnet"], "to": "person:uden-konto", "due": in_days(20).isoformat()}
    page = told(client.post(ADDRESS, values, follow=True))
    assert "1 afsnit er bestilt hos Uden Konto." in page
    assert "Har ingen konto endnu og har ikke fået mail: Uden Konto." in page


def test_a_function_that_nobody_holds_is_pointed_at_and_so_are_holders_without_an_account(
    cast: Cast, plan: Plan
) -> None:
    PostHolding.objects.all().delete()
    response = send(cast.secretary)
    client = signed_in(cast.secretary)
    assert "/skrivebord/funktioner/forebyggelse/" in told(client.get(response.url))
    PostHolding.objects.create(post=cast.post, person=make_person("Uden Konto"))
    assert "/skrivebord/personer/uden-konto/inviter/" in told(client.get(response.url))


def test_the_sections_in_the_address_are_chosen_beforehand(cast: Cast, plan: Plan) -> None:
    page = told(signed_in(cast.secretary).get(ADDRESS + "?afsnit=naevnet&afsnit=formaend&afsnit=findes-ikke"))
    assert page.count("checked") == 2


def test_the_date_proposed_is_the_end_of_the_editing(cast: Cast, plan: Plan) -> None:
    Timetable.objects.create(plan=plan, proposals_due=in_days(5), editing_due=in_days(30))
    assert f'value="{in_days(30).isoformat()}"' in told(signed_in(cast.secretary).get(ADDRESS))


def test_a_date_that_has_passed_is_not_proposed(cast: Cast, plan: Plan) -> None:
    Timetable.objects.create(plan=plan, proposals_due=in_days(5), editing_due=in_days(-1))
    assert f'value="{in_days(5).isoformat()}"' in told(signed_in(cast.secretary).get(ADDRESS))


def test_what_waits_for_the_same_already_is_refused_by_the_field_and_nothing_is_asked(cast: Cast, plan: Plan) -> None:
    ask(plan, "naevnet", cast.post)
    page = told(send(cast.secretary))
    assert "»Nævnet« venter allerede på svar fra samme bidragyder." in page
    assert "<title>Fejl:" in page
    assert "Se på tallene." in page
    assert Assignment.objects.count() == 1


def test_what_has_been_answered_may_be_asked_again(cast: Cast, plan: Plan) -> None:
    ask(plan, "naevnet", cast.post, state="taken")
    assert send(cast.secretary).status_code == 302


def test_two_secretaries_who_ask_the_same_at_once_ask_once(own_database: Scratch) -> None:
    cast = make_cast()
    make_plan(cast.district)
    clients = [signed_in(cast.secretary), signed_in(cast.secretary)]
    data = {"sections": ["naevnet"], "to": "funktion:forebyggelse", "due": in_days(5).isoformat()}
    codes = [r.status_code for r in together(*[lambda c=c: c.post(ADDRESS, data) for c in clients])]
    assert sorted(codes) == [200, 302]
    assert Assignment.objects.count() == 1
    assert len(outbox(to=cast.contributor)) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"sections": []}, "Vælg mindst ét afsnit."),
        ({"sections": ["findes-ikke"]}, "findes ikke længere"),
        ({"sections": ["\x00"]}, "findes ikke længere"),
        ({"sections": ["del-1"]}, "findes ikke længere"),
        ({"to": ""}, "Vælg en bidragyder."),
        ({"to": "person:" + "9" * 400}, "Vælg en bidragyder fra listen."),
        ({"due": ""}, "Vælg en dato."),
        ({"due": "i morgen"}, "Skriv en dato"),
        ({"due": "1999-01-01"}, "Datoen er overskredet."),
        ({"due": "9999-12-31"}, "for langt ude"),
        ({"message": "x" * 3001}, "højst have 3000 tegn"),
        ({"message": "a\x00b"}, "Null"),
        ({"message": "Borger 010190-1234"}, "CPR-nummer"),
    ],
)
def test_what_cannot_be_is_told_by_the_field_and_kept(cast: Cast, plan: Plan, data: Any, words: str) -> None:
    response = send(cast.secretary, **data)
    assert response.status_code == 200
    assert words.casefold() in told(response).casefold()
    assert not Assignment.objects.exists()


def test_a_number_that_is_said_to_be_no_cpr_number_is_sent(cast: Cast, plan: Plan) -> None:
    assert send(cast.secretary, message="Sag 010190-1234", cpr_seen="on").status_code == 302


def test_readers_may_not_and_strangers_find_nothing(cast: Cast, plan: Plan) -> None:
    assert send(cast.chair_of_viborg).status_code == 403
    assert send(cast.contributor).status_code == 404
    assert send(cast.outsider).status_code == 404
    assert not Assignment.objects.exists()


def test_nothing_is_asked_for_a_published_plan(cast: Cast, plan: Plan) -> None:
    publish(plan)
    response = send(cast.secretary)
    assert response.status_code == 409
    assert "Planen er offentliggjort" in told(response)
    assert not Assignment.objects.exists()


def test_other_methods_are_refused(cast: Cast, plan: Plan) -> None:
    assert signed_in(cast.secretary).put(ADDRESS).status_code == 405
