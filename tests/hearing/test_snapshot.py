"""What was sent out, on the web and as PDF: marked, unchanged, and made once."""

from __future__ import annotations

import pytest

from plans.models import HearingPreview, Plan
from tests.base import Cast
from tests.hearing.builders import signed_in, sound_plan, told

PAGE, PDF = "/skrivebord/plan/2024/hoering/udkast/", "/skrivebord/plan/2024/hoering/udkast.pdf"


def test_it_is_marked_and_says_what_was_sent_out(cast: Cast, heard: Plan) -> None:
    heard.sections.filter(key="vold").update(text="<p>Ændret siden.</p>")
    shown = told(signed_in(cast.chair_of_viborg).get(PAGE))
    assert "I HØRING" in shown
    assert "Volden falder." in shown
    assert "Ændret siden." not in shown


@pytest.mark.parametrize("address", [PAGE, PDF])
def test_before_a_hearing_there_is_none(cast: Cast, address: str) -> None:
    sound_plan(cast)
    assert signed_in(cast.secretary).get(address).status_code == 404


@pytest.mark.parametrize("address", [PAGE, PDF])
def test_it_is_not_for_strangers(cast: Cast, heard: Plan, address: str) -> None:
    assert signed_in(cast.outsider).get(address).status_code == 404


def test_the_pdf_is_made_once_and_not_sent_again(cast: Cast, heard: Plan) -> None:
    client = signed_in(cast.chair_of_viborg)
    first = client.get(PDF)
    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF")
    made = HearingPreview.objects.get().made_at
    heard.sections.filter(key="vold").update(text="<p>Ændret siden.</p>")
    assert client.get(PDF).content == first.content
    assert HearingPreview.objects.get().made_at == made
    assert client.get(PDF, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_draft_has_its_own(cast: Cast, heard: Plan) -> None:
    client = signed_in(cast.secretary)
    heard.sections.filter(key="vold").update(text="<p>Ændret siden.</p>")
    assert client.get(PDF)["ETag"] != client.get("/skrivebord/plan/2024/udkast.pdf")["ETag"]
    assert HearingPreview.objects.count() == 1
