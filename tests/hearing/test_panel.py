"""The hearing on a local council's own page."""

from __future__ import annotations

from datetime import timedelta

from django.template import Context, Template
from django.utils import timezone

from plans import stages
from plans.models import Hearing, Timetable
from plans.saving import Author
from tests.base import Cast, make_plan
from tests.hearing.builders import in_days, page, plan_in_hearing, remarked, sent, sound_plan


def panel(cast: Cast) -> str:
    """The panel as Viborg's page has it, white space made single."""
    template = Template('{% include "plans/desk/council/hearing.html" %}')
    return " ".join(template.render(Context({"council": cast.viborg})).split())


def test_without_a_plan_or_dates_there_is_none(cast: Cast) -> None:
    assert panel(cast) == ""
    make_plan(cast.district)
    assert panel(cast) == ""


def test_before_it_begins_it_says_when(cast: Cast) -> None:
    sound_plan(cast)
    Timetable.objects.update(hearing_from=in_days(3))
    assert "Du får besked, når høringen begynder." in panel(cast)


def test_while_it_goes_on_it_says_until_when_and_leads_there(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    remarked(plan, cast.viborg, cast.chair_of_viborg)
    shown = panel(cast)
    assert "1 bemærkning indtil nu" in shown
    assert "10 dage tilbage" in shown
    assert f'href="{page("response", "viborg", 2024)}"' in shown


def test_once_it_is_sent_it_says_when(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    sent(plan, cast.viborg, cast.chair_of_viborg)
    assert "Se høringssvaret" in panel(cast)


def test_when_it_is_over_it_says_so_for_a_while(cast: Cast) -> None:
    plan = plan_in_hearing(cast)
    stages.move(plan, "editing", author=Author.of(cast.secretary), reason="En fejl.")
    assert "Høringen sluttede" in panel(cast)
    Hearing.objects.update(ended_at=timezone.now() - timedelta(days=91))
    assert panel(cast) == ""
