"""A member writes a remark on a section of what was sent out."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from councils.models import Delegation, User
from plans import stages
from plans.models import HearingRemark, Plan
from plans.saving import Author
from tests.base import Cast, make_account, seat
from tests.hearing.builders import page, plan_in_hearing, sent, signed_in, told

PAGE = "/skrivebord/lokalraad/viborg/hoering/2024/"


def remark(user: User, text: str = "Skriv om Viborg.", key: str = "vold", **data: Any) -> Any:
    """What the field at the section sends."""
    return signed_in(user).post(page("remark", "viborg", 2024), {"afsnit": key, "text": text} | data)


def member_of_viborg(cast: Cast) -> User:
    """Somebody with an ordinary seat in the local council."""
    user = make_account("medlem@test.example", "Medlem i Viborg")
    seat(user.person, cast.viborg)
    return user


def test_every_member_writes_and_all_see_who_and_when(cast: Cast, heard: Plan) -> None:
    member = member_of_viborg(cast)
    assert remark(member).url == f"{PAGE}?hoering={heard.hearings.get().pk}#afsnit_vold"
    row = HearingRemark.objects.get()
    assert (row.section_key, row.section_heading, row.text) == ("vold", "1 Vold i nattelivet", "Skriv om Viborg.")
    assert (row.author, row.author_name, row.included) == (member, "Medlem i Viborg", True)
    for reader in (member, cast.chair_of_viborg, cast.local_secretary):
        shown = told(signed_in(reader).get(PAGE))
        assert "Skriv om Viborg." in shown
        assert "Medlem i Viborg" in shown


def test_the_plan_as_a_whole_may_be_remarked_on(cast: Cast, heard: Plan) -> None:
    remark(cast.chair_of_viborg, key="")
    assert HearingRemark.objects.get().section_heading == "Planen som helhed"


def test_nobody_outside_the_council_sees_what_is_not_sent(cast: Cast, heard: Plan) -> None:
    remark(cast.chair_of_viborg)
    for stranger in (cast.secretary, cast.chair_of_herning, cast.mayor, cast.communications, cast.former_chair):
        assert signed_in(stranger).get(PAGE).status_code == 404
        assert remark(stranger).status_code == 404
    assert HearingRemark.objects.count() == 1
    assert "Skriv om Viborg." not in told(signed_in(cast.secretary).get(page("hearing", 2024)))


@pytest.mark.parametrize(("scope", "code"), [("act", 302), ("prepare", 302), ("read", 403)])
def test_a_delegate_writes_where_they_may_more_than_read(cast: Cast, heard: Plan, scope: str, code: int) -> None:
    user = make_account("vikar@test.example", "Vikar")
    chair = cast.chair_of_viborg.person.memberships.get()
    Delegation.objects.create(membership=chair, delegate=user.person, scope=scope)
    assert signed_in(user).get(PAGE).status_code == 200
    assert remark(user).status_code == code


def test_what_cannot_be_kept_is_told_at_the_field_with_what_was_typed(cast: Cast, heard: Plan) -> None:
    for text in ("", "  ", "x" * 5001, "Ring til 010203-1234"):
        answer = remark(cast.chair_of_viborg, text)
        assert answer.status_code == 422
        assert "<title>Fejl:" in answer.content.decode()
        assert text.strip() in told(answer)
    assert "<details open>" in answer.content.decode()
    assert remark(cast.chair_of_viborg, "010203-1234 er sagens nummer", cpr_seen="on").status_code == 302


@pytest.mark.parametrize("key", ["x", "\x00", "9" * 300, "underskrivere"])
def test_a_section_that_was_not_sent_out_is_refused_and_the_text_given_back(cast: Cast, heard: Plan, key: str) -> None:
    answer = remark(cast.chair_of_viborg, "En lang bemærkning.", key)
    assert answer.status_code == 409
    assert "En lang bemærkning." in told(answer)


def test_a_section_that_was_removed_since_can_still_be_remarked_on(cast: Cast, heard: Plan) -> None:
    heard.sections.filter(key="vold").update(removed_at=timezone.now())
    assert remark(cast.chair_of_viborg).status_code == 302


def test_links_between_sections_lead_to_where_those_stand_on_the_page(cast: Cast) -> None:
    rows = [{"key": "vold", "heading": "Vold", "body": ['<p>Se <a href="#tal">afsnit 2</a>.</p>']}]
    plan_in_hearing(cast, sections=[*rows, {"key": "tal", "heading": "Tal", "body": ["<p>Tal.</p>"]}])
    html = signed_in(cast.chair_of_viborg).get(PAGE).content.decode()
    assert '<a href="#afsnit_tal">' in html
    assert 'id="afsnit_tal"' in html


def test_after_it_is_sent_nothing_is_added(cast: Cast, heard: Plan) -> None:
    sent(heard, cast.viborg, cast.chair_of_viborg)
    answer = remark(cast.local_secretary, "For sent.")
    assert answer.status_code == 409
    assert "For sent." in told(answer)
    assert "Det kan ikke ændres, når det er sendt." in told(answer)


def test_after_the_hearing_it_is_closed_and_the_text_given_back(cast: Cast, heard: Plan) -> None:
    stages.move(heard, "editing", author=Author.of(cast.secretary), reason="En fejl.")
    answer = remark(cast.chair_of_viborg, "For sent.")
    assert answer.status_code == 409
    assert "Høringen sluttede" in told(answer)
    assert "For sent." in told(answer)


def test_before_the_hearing_the_page_says_when_it_comes(cast: Cast, plan: Plan) -> None:
    shown = told(signed_in(cast.chair_of_viborg).get(page("response", "viborg", plan.year)))
    assert "Planen er ikke i høring endnu." in shown
    answer = signed_in(cast.chair_of_viborg).post(page("remark", "viborg", plan.year), {"text": "Hm", "afsnit": ""})
    assert answer.status_code == 409


def test_get_changes_nothing(cast: Cast, heard: Plan) -> None:
    assert signed_in(cast.chair_of_viborg).get(page("remark", "viborg", 2024)).status_code == 405


def test_an_unknown_council_year_or_hearing_is_not_there(cast: Cast, heard: Plan) -> None:
    client = signed_in(cast.chair_of_viborg)
    for address in ("/skrivebord/lokalraad/kredsraadet/hoering/2024/", "/skrivebord/lokalraad/viborg/hoering/2031/"):
        assert client.get(address).status_code == 404
    for number in ("x", "9" * 40, "\x00", "-1", "0"):
        assert client.get(PAGE, {"hoering": number}).status_code == 404
