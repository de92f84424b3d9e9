"""Only rows with their publication switch on are shown, wherever they are named."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from councils.models import Body, Council, Municipality, Organisation, Person
from initiatives.models import DiscussionPoint, Figure, FocusArea, Initiative, StatusReport

pytestmark = [pytest.mark.usefixtures("loaded_registers"), pytest.mark.django_db]


def status(address: str) -> int:
    """How the address answers."""
    return Client().get(address).status_code


def page(address: str) -> str:
    """The page at the address."""
    return Client().get(address).content.decode()


def test_hidden_body_is_nowhere() -> None:
    """Not on its page, in the list, at its municipality or as a parent."""
    Body.objects.filter(slug="psp").update(public=False)
    assert status("/raad-og-naevn/psp/") == 404
    for address in ["/raad-og-naevn/", "/lokalraad/viborg/", "/raad-og-naevn/psp-operativgrupper/"]:
        assert "/raad-og-naevn/psp/" not in page(address)


def test_hidden_focus_area_is_nowhere() -> None:
    """Not on its page, in the list, on the front page or at a council."""
    FocusArea.objects.filter(slug="vold-i-nattelivet").update(public=False)
    assert status("/indsatsomraader/vold-i-nattelivet/") == 404
    for address in ["/indsatsomraader/", "/", "/lokalraad/viborg/"]:
        assert "Vold i nattelivet" not in page(address)


def test_hidden_initiative_is_nowhere() -> None:
    """Not on its page, in the list, at its body or its municipality."""
    Initiative.objects.filter(slug="spiritus-og-narko").update(public=False)
    assert status("/indsatser/spiritus-og-narko/") == 404
    for address in ["/indsatsomraader/", "/raad-og-naevn/faerdselssikkerhed/", "/lokalraad/viborg/"]:
        assert "spiritus-og-narko" not in page(address)


def test_hidden_council_is_no_link() -> None:
    """Its page is gone; on the map its municipality is a name only."""
    Council.objects.filter(slug="viborg").update(public=False)
    assert status("/lokalraad/viborg/") == 404
    assert 'href="/lokalraad/viborg/"' not in page("/")
    assert "de elleve kommuner" in page("/")
    assert "Viborg" in page("/")


def test_hidden_council_does_not_show_what_it_chose() -> None:
    """Neither in the list nor on a page of its own, and without naming the council."""
    viborg = Council.objects.get(slug="viborg")
    FocusArea.objects.create(name="Cykeltyveri", slug="cykeltyveri", source="local", council=viborg, first_year=2022)
    assert "Cykeltyveri" in page("/indsatsomraader/")
    Council.objects.filter(slug="viborg").update(public=False)
    assert status("/indsatsomraader/cykeltyveri/") == 404
    assert "Cykeltyveri" not in page("/indsatsomraader/")


def test_hidden_organisation_is_not_named() -> None:
    """Neither as taking part nor as responsible."""
    Organisation.objects.filter(slug="politiet").update(public=False, name="Hemmelig enhed")
    assert "Hemmelig enhed" not in page("/raad-og-naevn/bevillingsnaevn/")
    assert "Hemmelig enhed" not in page("/indsatser/spiritus-og-narko/")


def test_hidden_points_are_left_out() -> None:
    """Points of a focus area, and the standing topics."""
    DiscussionPoint.objects.update(public=False)
    assert "Bør drøftes" not in page("/indsatsomraader/digital-kriminalitet/")
    assert "Faste emner" not in page("/indsatsomraader/")


def test_hidden_report_is_left_out() -> None:
    """The initiative stays, its status does not."""
    StatusReport.objects.update(public=False)
    assert "Der er ikke offentliggjort nogen status endnu." in page("/indsatser/spiritus-og-narko/")


def test_person_without_public_name_is_shown_by_function() -> None:
    """A chair too, when the name is not public."""
    Person.objects.filter(slug="helle-kyndesen").update(name_public=False)
    html = page("/kredsraadet/")
    assert "Helle Kyndesen" not in html
    assert "Politidirektør" in html


def test_small_counts_are_held_back_with_what_would_reveal_them() -> None:
    """Fewer than five persons: the count, the shares and the running text that repeats them are not shown."""
    initiative = Initiative.objects.get(slug="skadestuedata")
    report = StatusReport.objects.create(initiative=initiative, as_of=date(2023, 1, 1), text="Heraf 3 personer.")
    add = Figure.objects.create
    add(report=report, number=1, value=3, unit="persons", what="fik hjælp")
    add(report=report, number=2, value=75, unit="percent", what="af alle henviste", of_what="4 henviste")
    html = page("/indsatser/skadestuedata/")
    assert "Nogle tal vises ikke" in html
    assert "Heraf 3 personer." not in html
    assert "75" not in html


@pytest.mark.parametrize("address", ["/raad-og-naevn/", "/indsatsomraader/", "/lokalraad/viborg/", "/"])
def test_queries_do_not_grow_with_rows(address: str) -> None:
    """Twenty more bodies, focus areas and initiatives cost no more queries than one."""
    add_rows(range(1))
    before = queries(address)
    add_rows(range(1, 21))
    assert queries(address) == before


def add_rows(numbers: range) -> None:
    """A body, a focus area with a point, and an initiative for each number."""
    district, viborg = Council.objects.get(kind="district"), Municipality.objects.get(slug="viborg")
    for n in numbers:
        Body.objects.create(name=f"Forum {n}", slug=f"forum-{n}", kind="forum", coverage="district")
        area = FocusArea.objects.create(
            name=f"Område {n}", slug=f"omraade-{n}", source="choice", council=district, first_year=2020
        )
        DiscussionPoint.objects.create(slug=f"punkt-{n}", focus_area=area, obligation="must", text="Noget.")
        Initiative.objects.create(name=f"Indsats {n}", slug=f"indsats-{n}").municipalities.add(viborg)


def queries(address: str) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert status(address) == 200
    return len(captured)
