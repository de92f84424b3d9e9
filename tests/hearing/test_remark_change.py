"""A member changes or takes away their own remark; the chair takes one in or leaves it out."""

from __future__ import annotations

from typing import Any

import pytest

from councils.models import User
from plans.models import HearingRemark, Plan
from plans.responding import mark_of
from tests.base import Cast
from tests.hearing.builders import page, remarked, sent, signed_in, told


def change(user: User, remark: HearingRemark, text: str = "Skriv mere.", **data: Any) -> Any:
    """What the form at one's own remark sends, opened when the remark was as it is given."""
    values = {"text": text, "var": mark_of(remark), "do": "ret"}
    return signed_in(user).post(page("remark_change", "viborg", 2024, remark.pk), values | data)


def include(user: User, remark: HearingRemark, included: str, **data: Any) -> Any:
    """What the button at a remark sends."""
    values = {"med": included, "var": mark_of(remark)}
    return signed_in(user).post(page("remark_include", "viborg", 2024, remark.pk), values | data)


@pytest.fixture
def remark(cast: Cast, heard: Plan) -> HearingRemark:
    """The local secretary's remark."""
    return remarked(heard, cast.viborg, cast.local_secretary)


def texts() -> list[str]:
    """What all remarks say."""
    return list(HearingRemark.objects.order_by("pk").values_list("text", flat=True))


def test_its_writer_changes_it(cast: Cast, remark: HearingRemark) -> None:
    assert change(cast.local_secretary, remark).status_code == 302
    assert texts() == ["Skriv mere."]


def test_its_writer_takes_it_away(cast: Cast, remark: HearingRemark) -> None:
    assert change(cast.local_secretary, remark, do="fjern").status_code == 302
    assert texts() == []


def test_nobody_else_changes_it(cast: Cast, remark: HearingRemark) -> None:
    assert change(cast.chair_of_viborg, remark).status_code == 403
    assert change(cast.chair_of_herning, remark).status_code == 404
    assert texts() == ["Skriv om Viborg."]


def test_another_text_than_the_one_seen_is_not_changed_and_what_was_typed_is_given_back(
    cast: Cast, remark: HearingRemark
) -> None:
    change(cast.local_secretary, remark, "Først.")
    answer = change(cast.local_secretary, remark, "Så dette.")
    assert answer.status_code == 409
    assert "Så dette." in told(answer)
    assert texts() == ["Først."]


def test_one_that_is_gone_is_told(cast: Cast, remark: HearingRemark) -> None:
    change(cast.local_secretary, remark, do="fjern")
    assert change(cast.local_secretary, remark).status_code == 409
    address = f"/skrivebord/lokalraad/viborg/hoering/2024/bemaerkning/{10**30}/"
    assert signed_in(cast.chair_of_viborg).post(address, {"text": "x"}).status_code == 409


def test_nothing_at_all_is_an_error_at_its_field(cast: Cast, remark: HearingRemark) -> None:
    answer = change(cast.local_secretary, remark, " ")
    assert answer.status_code == 422
    assert texts() == ["Skriv om Viborg."]


def test_the_chair_leaves_it_out_and_takes_it_in_again(cast: Cast, remark: HearingRemark) -> None:
    include(cast.chair_of_viborg, remark, "nej")
    assert not HearingRemark.objects.get().included
    assert "Ikke med i svaret" in told(signed_in(cast.local_secretary).get(page("response", "viborg", 2024)))
    include(cast.chair_of_viborg, remark, "ja")
    assert HearingRemark.objects.get().included


def test_a_remark_that_reads_otherwise_by_now_is_not_taken_in_unseen(cast: Cast, remark: HearingRemark) -> None:
    change(cast.local_secretary, remark, "Noget andet.")
    assert include(cast.chair_of_viborg, remark, "nej").status_code == 409
    assert HearingRemark.objects.get().included


def test_an_ordinary_member_decides_nothing(cast: Cast, remark: HearingRemark) -> None:
    cast.local_secretary.person.memberships.update(role="member")
    assert include(cast.local_secretary, remark, "nej").status_code == 403


def test_after_it_is_sent_nothing_is_changed(cast: Cast, heard: Plan, remark: HearingRemark) -> None:
    sent(heard, cast.viborg, cast.chair_of_viborg)
    assert change(cast.local_secretary, remark, "For sent.").status_code == 409
    assert include(cast.chair_of_viborg, remark, "nej").status_code == 409
    assert texts() == ["Skriv om Viborg."]
