"""All editions of a plan on the desk, what changed from one to the next, and the package of each."""

from __future__ import annotations

import hashlib
import json
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import page as validator
import pytest
from django.test import Client

from plans.models import Edition, Plan
from plans.publishing.withdrawing import ask_blocking, confirm_blocking, withdraw
from tests.base import Cast, make_plan, publish
from tests.releasing.builders import EDITIONS, NOTE, correct, released, signed_in

PACKAGE = "/skrivebord/plan/2024/udgave/1/pakke.zip"
DIFFERENCE = "/skrivebord/plan/2024/udgave/2/forskel/"
NAME = "samarbejdsplan-2024-udgave-1"


@pytest.fixture
def edition(plan: Plan, cast: Cast, quick_press: None) -> Edition:
    """The plan's first edition."""
    return released(plan, cast.secretary)


@pytest.fixture
def second(edition: Edition, plan: Plan, cast: Cast) -> Edition:
    """A further one, which is a correction."""
    correct(plan, cast.secretary)
    return released(plan, cast.secretary, note=NOTE)


# The list ------------------------------------------------------------------------------------------------------------


def test_before_the_first_the_page_says_what_comes(secretary: Client, plan: Plan) -> None:
    assert "Der er ingen udgaver endnu." in secretary.get(EDITIONS).content.decode()


def test_each_edition_has_its_state_digests_and_note(secretary: Client, second: Edition, edition: Edition) -> None:
    page = secretary.get(EDITIONS).content.decode()
    assert page.index("2. udgave") < page.index("1. udgave")
    for words in ("Gældende", "Erstattet", NOTE, edition.digest, second.digest, second.html_digest, DIFFERENCE):
        assert words in page
    assert "/skrivebord/plan/2024/fase/?til=editing" in page


def test_readers_see_them_without_what_they_may_not_do(second: Edition, cast: Cast) -> None:
    page = signed_in(cast.mayor).get(EDITIONS).content.decode()
    assert "Pakke til hjemmesiden" in page
    for words in ("Tilbagekald", "Blokér", "Begynd en rettelse"):
        assert words not in page


def test_what_was_taken_back_says_so_and_why(secretary: Client, second: Edition, edition: Edition) -> None:
    withdraw(edition, reason="Ikke behandlet", actor="Anna")
    ask_blocking(second, reason="Et navn", actor="Anna")
    assert "Blokering venter på endnu en person" in secretary.get(EDITIONS).content.decode()
    confirm_blocking(second, actor="Bo")
    page = secretary.get(EDITIONS).content.decode()
    for words in ("Tilbagekaldt", "Ikke behandlet", "Blokeret", "Et navn", "af Anna og Bo"):
        assert words in page
    assert DIFFERENCE not in page
    assert "pakke.zip" not in page


def test_an_archive_plan_has_its_editions_too(secretary: Client, plan: Plan, cast: Cast) -> None:
    publish(make_plan(cast.district, year=2023, origin="archive"))
    page = secretary.get("/skrivebord/plan/2023/udgaver/").content.decode()
    assert "Arkiveret plan" in page
    assert "Begynd en rettelse" not in page


def test_the_list_asks_as_often_for_many(
    secretary: Client, second: Edition, plan: Plan, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30) as few:
        secretary.get(EDITIONS)
    for number in range(3, 6):
        correct(plan, cast.secretary, text=f"<p>Nævnet har {number} medlemmer i alt.</p>")
        released(plan, cast.secretary, note=NOTE)
    with django_assert_max_num_queries(len(few)):
        secretary.get(EDITIONS)


# What changed --------------------------------------------------------------------------------------------------------


def test_the_difference_is_shown_section_by_section(secretary: Client, second: Edition) -> None:
    page = secretary.get(DIFFERENCE).content.decode()
    assert "4.1 Nævnet" in page
    assert "<del>tre</del><ins>fire</ins>" in page
    assert "1 sted er ændret" in page
    assert "Kredsrådet mødes" not in page


def test_two_others_are_compared_when_asked(secretary: Client, second: Edition, plan: Plan, cast: Cast) -> None:
    correct(plan, cast.secretary, text="<p>Nævnet har fem medlemmer.</p>")
    released(plan, cast.secretary, note=NOTE)
    page = secretary.get("/skrivebord/plan/2024/udgave/3/forskel/", {"fra": "1"}).content.decode()
    assert "<del>tre</del><ins>fem</ins>" in page


@pytest.mark.parametrize("asked", ["2", "9", "0", "-1", "x", "\x00", "10" * 30])
def test_what_cannot_be_compared_is_not_found_or_ignored(secretary: Client, second: Edition, asked: str) -> None:
    assert secretary.get(DIFFERENCE, {"fra": asked}).status_code in (200, 404)


def test_a_first_edition_has_nothing_before_it(secretary: Client, edition: Edition) -> None:
    assert secretary.get("/skrivebord/plan/2024/udgave/1/forskel/").status_code == 404


def test_a_blocked_text_is_compared_with_nothing(secretary: Client, second: Edition, edition: Edition) -> None:
    ask_blocking(edition, reason="Et navn", actor="Anna")
    confirm_blocking(edition, actor="Bo")
    assert secretary.get(DIFFERENCE).status_code == 404


# The package ---------------------------------------------------------------------------------------------------------


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP file, by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Links(HTMLParser):
    """Notes what a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        self.fetched += [
            str(value) for name, value in attrs if name in ("src", "data") or (tag, name) == ("link", "href")
        ]


def test_the_package_has_it_all_and_stands_alone(secretary: Client, edition: Edition) -> None:
    answer = secretary.get(PACKAGE)
    assert answer["Content-Disposition"] == f'attachment; filename="{NAME}.zip"'
    files = unpacked(answer.content)
    assert sorted(files) == ["kontrolsummer.txt", "laes-mig.txt", f"{NAME}.html", f"{NAME}.json", f"{NAME}.pdf"]
    assert files[f"{NAME}.pdf"] == bytes(edition.files.get().data)
    html = files[f"{NAME}.html"].decode()
    assert edition.html in html
    links = Links()
    links.feed(html)
    assert links.fetched == []
    assert json.loads(files[f"{NAME}.json"])["sha256"]["content"] == edition.digest
    assert edition.digest in files["laes-mig.txt"].decode()


def test_its_digests_are_those_of_its_files(secretary: Client, edition: Edition) -> None:
    files = unpacked(secretary.get(PACKAGE).content)
    for line in files["kontrolsummer.txt"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_it_has_the_same_bytes_every_time(secretary: Client, edition: Edition, cast: Cast) -> None:
    first = secretary.get(PACKAGE)
    assert first.content == signed_in(cast.communications).get(PACKAGE).content
    assert secretary.get(PACKAGE, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_correction_says_what_was_corrected(secretary: Client, second: Edition) -> None:
    files = unpacked(secretary.get(PACKAGE.replace("/1/", "/2/")).content)
    assert f"Rettet i denne udgave: {NOTE}" in files["laes-mig.txt"].decode()


def test_what_was_taken_back_has_no_package(secretary: Client, second: Edition, edition: Edition) -> None:
    withdraw(edition, reason="Ikke behandlet", actor="Anna")
    assert secretary.get(PACKAGE).status_code == 409
    ask_blocking(edition, reason="Et navn", actor="Anna")
    confirm_blocking(edition, actor="Bo")
    assert secretary.get(PACKAGE).status_code == 409


def test_strangers_get_none(edition: Edition, cast: Cast) -> None:
    assert signed_in(cast.outsider).get(PACKAGE).status_code == 404
    assert Client().get(PACKAGE).status_code == 302


@pytest.mark.parametrize(
    "profile", [validator.ValidationProfile.PDF_A_2A, validator.ValidationProfile.PDF_UA_1], ids=str
)
def test_the_pdf_that_was_released_passes(plan: Plan, cast: Cast, profile: Any) -> None:
    edition = released(plan, cast.secretary)
    data = bytes(edition.files.get().data)
    assert [found.message for found in validator.validate_pdf_bytes(data, profile=profile).failures] == []
