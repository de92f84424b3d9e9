"""import_plan: a text file becomes an archive draft, or a clear word says why not and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from plans.building import PlanExists
from plans.models import Plan, PlanEvent, Section, SectionLineage
from tests.base import Cast, make_cast, make_plan, publish, row_counts, section, shown
from tests.scratch import Scratch, together

SAMPLE = """SAMARBEJDSPLAN 2021

KREDSRÅDET I MIDT- OG VESTJYLLANDS POLITIKREDS

FORORD  2
DEL 1  3
1. KREDSRÅDET .... 3
1.1 Møder .... 3

FORORD

Planen er fælles for politiet og kommunerne.

DEL 1

1. KREDSRÅDET

Kredsrådet drøfter:

- Tryghed på gader og stræ-
der
- Færdsel

1.1 Møder

Kredsrådet mødes to gange
om året.
"""


def run(path: Path, *, council: str = "kredsraadet", year: int = 2021) -> str:
    """Run the command, and give what it prints."""
    out = StringIO()
    call_command("import_plan", str(path), council=council, year=year, stdout=out)
    return out.getvalue()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A small plan of our own."""
    path = tmp_path / "plan.txt"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


def imported() -> Plan:
    """The plan that the command made."""
    return Plan.objects.get(year=2021)


def test_the_text_becomes_an_outline(cast: Cast, sample: Path) -> None:
    run(sample)
    assert [row.strip() for row in shown(imported())] == ["forord", "Del 1 del-1", "1 kredsraadet", "1.1 moeder"]


def test_the_draft_is_an_archive_and_says_where_it_came_from(cast: Cast, sample: Path) -> None:
    run(sample)
    plan = imported()
    assert (plan.origin, plan.stage, plan.source) == ("archive", "editing", "Indlæst fra plan.txt")
    assert plan.title == "SAMARBEJDSPLAN 2021"
    assert plan.events.get().kind == PlanEvent.Kind.IMPORTED


def test_wrapped_lines_bullets_and_divided_words_are_put_together(cast: Cast, sample: Path) -> None:
    run(sample)
    assert section(imported(), "moeder").text == "<p>Kredsrådet mødes to gange om året.</p>"
    assert "<ul><li>Tryghed på gader og stræder</li><li>Færdsel</li></ul>" in section(imported(), "kredsraadet").text


def test_the_command_prints_outline_and_doubtful_places_with_their_lines(cast: Cast, sample: Path) -> None:
    said = run(sample)
    assert "    1 KREDSRÅDET  (linje 16, 8 ord)" in said
    assert "linje 20: Orddeling ved linjeslut: samlet til »stræder«" in said
    assert said.endswith("SAMARBEJDSPLAN 2021 er indlæst som arkiveret kladde: 4 afsnit.\n")


def test_the_import_can_be_published(cast: Cast, sample: Path) -> None:
    run(sample)
    edition = publish(imported())
    assert edition.is_archive
    assert "Kredsrådet mødes to gange om året." in edition.html


def test_sections_are_traced_to_those_of_the_year_before(cast: Cast, sample: Path) -> None:
    earlier = make_plan(cast.district, year=2020)
    run(sample)
    assert imported().previous == earlier
    pairs = SectionLineage.objects.values_list("ancestor__key", "section__key")
    assert {("forord", "forord"), ("del-1", "del-1"), ("kredsraadet", "kredsraadet")} <= set(pairs)


def test_without_a_cover_the_plan_gets_the_councils_title(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("1. KREDSRÅDET\n\nKredsrådet mødes.\n", encoding="utf-8")
    run(path)
    assert imported().title == "Samarbejdsplan 2021"


def test_a_local_councils_plan_can_be_imported(cast: Cast, sample: Path) -> None:
    run(sample, council="viborg")
    assert imported().council == cast.viborg


# What cannot be imported ---------------------------------------------------------------------------------------------


def write(data: bytes) -> Callable[[Path], Path]:
    """A maker of files with these bytes."""

    def make(folder: Path) -> Path:
        path = folder / "fil.txt"
        path.write_bytes(data)
        return path

    return make


FILES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda folder: folder / "findes-ikke.txt", r"findes-ikke\.txt findes ikke\."),
    "a folder": (lambda folder: folder, r"er ikke en almindelig fil\."),
    "empty": (write(b""), "Filen er tom"),
    "blank": (write(" \n\f\u00a0\n".encode()), "Filen er tom"),
    "binary": (write(b"%PDF-1.7\n\x00\x01\x02\xff"), "Filen er ikke ren tekst"),
    "a Word file": (write(b"PK\x03\x04\x14\x00\x06\x00"), "Filen er ikke ren tekst"),
    "not UTF-8": (write("Kredsrådet\nmødes".encode("latin-1")), "Filen er ikke UTF-8: linje 1"),
    "UTF-16": (write("Kredsrådet mødes".encode("utf-16")), "den ser ud til at være UTF-16"),
    "50 MB": (write(b"Tekst.\n" * (50 * 1024 * 1024 // 7)), "Filen er for stor: den fylder 50,0 MB"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_plan_is_refused_and_nothing_is_changed(cast: Cast, tmp_path: Path, kind: str) -> None:
    make, message = FILES[kind]
    before = row_counts()
    with pytest.raises(CommandError, match=rf"(?s){message}.*Intet er ændret\."):
        run(make(tmp_path))
    assert row_counts() == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"council": "aarhus"}, "intet råd med navnet »aarhus«. Der findes: kredsraadet, herning, viborg"),
        ({"year": 2023}, "har allerede en plan for 2023. Intet er ændret."),
        ({"year": 1066}, "Året 1066 ligger uden for 1973–2100"),
        ({"year": 20221}, "Året 20221 ligger uden for"),
        ({"year": -1}, "Året -1 ligger uden for"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_nothing_is_changed(
    plan: Plan, sample: Path, options: Any, message: str
) -> None:
    before = row_counts()
    with pytest.raises(CommandError, match=message):
        run(sample, **options)
    assert row_counts() == before


def test_a_year_that_is_no_number_is_refused(cast: Cast, sample: Path) -> None:
    with pytest.raises(CommandError, match="--year"):
        call_command("import_plan", str(sample), "--council=kredsraadet", "--year=sidste")


def test_an_empty_database_says_what_to_do(db: None, sample: Path) -> None:
    with pytest.raises(CommandError, match="ingen råd; kør load_demo først"):
        run(sample)


def test_a_failure_halfway_changes_nothing(cast: Cast, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, save = row_counts(), Section.save

    def fail_at_the_last(row: Section, *args: Any, **options: Any) -> None:
        if row.key == "moeder":
            raise PlanExists("Et uheld.")
        save(row, *args, **options)

    monkeypatch.setattr(Section, "save", fail_at_the_last)
    with pytest.raises(CommandError, match=r"Et uheld\. Intet er ændret\."):
        run(sample)
    assert row_counts() == before


LONG = "Meget lang overskrift om rådenes fælles arbejde "
STRANGE: dict[str, str] = {
    "a very long title": f"{'SAMARBEJDSPLAN ' * 20}\n\nKREDSRÅDET\n\n1. RÅDET\n\nTekst.\n",
    "a very long heading": f"1. {LONG.upper() * 8}\n\nTekst.\n",
    "a very deep heading": "".join(f"{'.'.join(['1'] * n)} Afsnit {n}\n\nTekst {n}.\n\n" for n in range(1, 13)),
    "a very long number": f"1. RÅDET\n\n1.{'9' * 30} Møder\n\nTekst.\n",
    "markup": "1. <script>alert(1)</script>\n\n<b>Tekst & <i>mere</i></b>\n",
    "one word": "Tekst",
}


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_text_is_imported_and_can_be_published(cast: Cast, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(STRANGE[kind], encoding="utf-8")
    run(path)
    assert imported().sections.count() >= 1
    assert "<script" not in publish(imported()).html


def test_of_three_who_import_the_same_year_at_once_two_are_told(own_database: Scratch, sample: Path) -> None:
    make_cast()
    results = together(*[lambda: run(sample)] * 3)
    refused = [str(result) for result in results if isinstance(result, CommandError)]
    assert [type(result) for result in results].count(str) == 1
    assert len(refused) == 2
    assert all("har allerede en plan for 2021. Intet er ændret." in message for message in refused)
    assert Section.objects.count() == 4
