"""What was typed comes back on the page where a form could not be taken, for those who write without script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from councils.models import Membership
from plans.models import Plan, Section
from tests.base import Cast
from tests.contributing.builders import act, ask, told

TYPED = {"heading": "Vold", "text": "<p>Skrevet længe.</p>", "note": "Min note."}
SHOWN = ("&lt;p&gt;Skrevet længe.&lt;/p&gt;", "Min note.")


def save(client: Client, row: Section) -> Any:
    """What the section's page sends without script."""
    return client.post(reverse("draft:save", args=[row.plan.year, row.key]), TYPED | {"base": row.version})


def test_a_session_that_has_ended(client: Client, row: Section) -> None:
    response = save(client, row)
    assert response.status_code == 401
    assert all(words in told(response) for words in SHOWN)
    assert f"{reverse('account_login')}?next=" in told(response)
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_stranger_who_typed_nothing_is_sent_to_sign_in(client: Client, row: Section) -> None:
    assert client.post(reverse("draft:save", args=[row.plan.year, row.key])).status_code == 302


def test_a_page_that_is_still_open_is_sent_to_sign_in(client: Client, row: Section) -> None:
    address = reverse("draft:change", args=[row.plan.year])
    assert client.post(address, {"nyt-heading": "Uro"}, headers={"hx-request": "true"}).status_code == 302


@pytest.mark.parametrize(("role", "status"), [("member", 403), (None, 404)])
def test_an_office_that_has_ended(client: Client, cast: Cast, row: Section, role: str | None, status: int) -> None:
    client.force_login(cast.secretary)
    seats = Membership.objects.filter(person__user=cast.secretary)
    if role:
        seats.update(role=role)
    else:
        seats.delete()
    response = save(client, row)
    assert response.status_code == status
    assert all(words in told(response) for words in SHOWN)


def test_a_stage_in_which_nobody_writes(client: Client, cast: Cast, draft: Plan, row: Section) -> None:
    client.force_login(cast.secretary)
    Plan.objects.filter(pk=draft.pk).update(stage="decision")
    response = save(client, row)
    assert response.status_code == 409
    assert all(words in told(response) for words in SHOWN)


def test_a_contributors_text_and_word(cast: Cast, draft: Plan) -> None:
    asked = ask(draft, "tal", cast.contributor)
    Plan.objects.filter(pk=draft.pk).update(stage="decision")
    values = {"heading": "Tal", "text": "<p>Nye tal.</p>", "word": "Fra i går.", "version": 1, "base": 1}
    response = act(cast.contributor, "text", asked, do="lever", **values)
    assert response.status_code == 409
    assert "Nye tal." in told(response)
    assert "Fra i går." in told(response)
