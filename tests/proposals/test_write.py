"""Writing a new proposal: what it begins from, what is kept, and what is told before one writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from councils.models import Delegation, Membership
from plans import saving
from plans.models import Plan, Proposal
from plans.saving import Author, Words
from tests.base import Cast, make_account, outbox, section
from tests.proposals.builders import BASE, NEW, VIBORG, dates, form, in_days, signed_in, told, write

ADDRESS = f"{VIBORG}forslag/nyt/"


def own_save(plan: Plan, text: str, *, base: int = 1) -> None:
    """What the secretary writes in the section meanwhile."""
    row = section(plan, "kredsraadet")
    saving.save(row, Words(row.heading, text, row.note), base=base, author=Author(None, "Sekretær"))


def test_the_form_begins_from_the_chosen_sections_text(cast: Cast, plan: Plan) -> None:
    shown = signed_in(cast.chair_of_viborg).get(f"{ADDRESS}?afsnit=kredsraadet").content.decode()
    assert "Kredsrådet mødes to gange om året." in shown
    assert '<option value="kredsraadet" selected>' in shown
    assert "Hvem ser forslaget?" in shown


def test_a_draft_is_kept_with_the_text_it_began_from_and_nobody_else_is_told(cast: Cast, plan: Plan) -> None:
    response = write(cast.chair_of_viborg, do="gem", partners="Skolerne", discussed="on")
    row = Proposal.objects.get()
    assert response.url == f"{VIBORG}forslag/{row.pk}/"
    assert (row.state, row.number, row.year, row.council) == ("draft", None, 2023, cast.viborg)
    assert (row.section_key, row.section_heading, row.base_text, row.base_plan) == (
        "kredsraadet",
        "Kredsrådet",
        BASE,
        plan,
    )
    assert (row.text, row.partners, row.discussed, row.created_by) == (NEW, "Skolerne", True, cast.chair_of_viborg)
    assert outbox() == []


def test_the_base_is_what_the_page_showed_though_the_section_was_saved_since(cast: Cast, plan: Plan) -> None:
    own_save(plan, "<p>Kredsrådet mødes, når det er nødvendigt.</p>")
    write(cast.chair_of_viborg, do="gem", base=1)
    assert Proposal.objects.get().base_text == BASE


def test_a_section_chosen_without_its_text_gets_it_put_in_before_anything_is_sent(cast: Cast, plan: Plan) -> None:
    response = write(cast.chair_of_viborg, base=0, base_key="", text="<p>Vi vil have flere.</p>")
    assert response.status_code == 422
    assert not Proposal.objects.exists()
    shown = response.content.decode()
    assert "to gange om året" in shown
    assert "Vi vil have flere." in shown
    assert "foran det, du havde skrevet" in shown


def test_fetching_another_sections_text_saves_nothing_and_keeps_what_was_typed(cast: Cast, plan: Plan) -> None:
    data = form(do="hent", section_key="formaend", text=BASE, reasons="Min grund", title="Min titel")
    response = signed_in(cast.chair_of_viborg).post(ADDRESS, data)
    shown = response.content.decode()
    assert response.status_code == 200
    assert "Borgmesteren er formand." in shown
    assert "to gange" not in shown.split("<textarea")[1].split("</textarea>")[0]
    assert "Min grund" in shown
    assert 'value="Min titel"' in shown
    assert not Proposal.objects.exists()


def test_a_text_that_was_changed_is_kept_when_another_section_is_fetched(cast: Cast, plan: Plan) -> None:
    shown = write(cast.chair_of_viborg, do="hent", section_key="formaend").content.decode()
    written = shown.split("<textarea")[1]
    assert written.index("Borgmesteren er formand.") < written.index("fire gange")


@pytest.mark.parametrize("key", ["", "findes-ikke", "del-1", "\x00", "x" * 300])
def test_what_is_no_section_is_not_fetched(cast: Cast, plan: Plan, key: str) -> None:
    assert "Vælg et afsnit først." in told(write(cast.chair_of_viborg, do="hent", section_key=key))


def test_a_new_section_begins_from_nothing(cast: Cast, plan: Plan) -> None:
    write(cast.chair_of_viborg, kind="new", do="gem")
    row = Proposal.objects.get()
    assert (row.kind, row.section_key, row.base_text, row.base_plan) == ("new", "", "", None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "Skriv en kort titel."),
        ({"reasons": "  "}, "Skriv en begrundelse."),
        ({"section_key": "", "base_key": ""}, "Vælg det afsnit, forslaget handler om."),
        ({"text": ""}, "Skriv den tekst, I foreslår."),
        ({"text": BASE}, "Teksten er den samme som i planen i dag."),
        ({"kind": "x"}, "Vælg, hvad I foreslår."),
        ({"section_key": "findes-ikke"}, "Vælg et afsnit fra listen."),
        ({"focus_area": "10" * 20}, "Vælg et indsatsområde fra listen."),
        ({"title": "x" * 151}, "150 tegn"),
        ({"version": "x"}, "Siden er for gammel."),
        ({"reasons": "Ring til 010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_what_is_missing_is_said_by_the_field_and_what_was_typed_stays(
    cast: Cast, plan: Plan, fields: dict[str, Any], words: str
) -> None:
    response = write(cast.chair_of_viborg, **{"partners": "Natteravnene"} | fields)
    shown = told(response)
    assert response.status_code == 422
    assert words in shown
    assert "<title>Fejl:" in shown
    assert "Natteravnene" in shown
    assert not Proposal.objects.exists()


def test_a_draft_needs_no_reasons_yet(cast: Cast, plan: Plan) -> None:
    assert write(cast.chair_of_viborg, do="gem", reasons="", text=BASE).status_code == 302


def test_that_it_is_kept_for_next_year_is_told_before_one_writes(cast: Cast, plan: Plan) -> None:
    dates(plan, collecting_from=-60, proposals_due=-1)
    shown = told(signed_in(cast.chair_of_viborg).get(ADDRESS))
    assert f"sluttede {date_format(in_days(-1), 'j. F Y')}" in shown
    assert "Dette forslag gemmes til plan 2024" in shown


def test_on_the_last_day_it_is_still_this_years(cast: Cast, plan: Plan) -> None:
    dates(plan, proposals_due=0)
    assert "Dette forslag er til plan 2023." in told(signed_in(cast.chair_of_viborg).get(ADDRESS))


def test_without_any_plan_there_is_a_form_for_the_coming_year(cast: Cast) -> None:
    assert signed_in(cast.chair_of_viborg).get(ADDRESS).status_code == 200
    write(cast.chair_of_viborg, kind="new", section_key="", base_key="", do="gem")
    assert Proposal.objects.get().year == timezone.localdate().year + 1


def test_who_may_only_prepare_writes_drafts_and_does_not_send(cast: Cast, plan: Plan) -> None:
    helper = make_account("hjaelp@test.example", "Hjælper")
    seat = Membership.objects.get(person=cast.chair_of_viborg.person)
    Delegation.objects.create(membership=seat, delegate=helper.person, scope="prepare")
    assert write(helper, do="gem").status_code == 302
    assert write(helper, do="send").status_code == 403
    assert Proposal.objects.get().state == "draft"


def test_members_read_and_strangers_find_nothing(cast: Cast, plan: Plan) -> None:
    codes = [write(user).status_code for user in (cast.secretary, cast.chair_of_herning, cast.outsider, cast.mayor)]
    assert codes == [403, 404, 404, 404]
    assert not Proposal.objects.exists()
