"""Files that are no plans, and letters that no page can show: a clear word, and nothing is changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from plans.models import ApprovalRound, Plan, PlanEvent
from plans.publishing import letters
from plans.workflow import IllegalTransition
from tests.base import Cast, publish, section

pytestmark = pytest.mark.django_db
TEXT = "Samarbejdsplan 2031\n\nForord\nVi arbejder sammen.\n"


def test_a_huge_file_is_refused_before_it_is_read(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.touch()
    os.truncate(path, 1024**4)  # a terabyte with nothing in it, which takes no room
    with pytest.raises(CommandError, match=r"Filen er for stor.*Intet er ændret"):
        call_command("import_plan", path, council="kredsraadet", year=2031)
    assert not Plan.objects.exists()


def test_a_file_name_that_is_no_text_is_no_hindrance(cast: Cast, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/plan\xff.txt"))
    path.write_text(TEXT, "utf-8")
    call_command("import_plan", path, council="kredsraadet", year=2031)
    assert Plan.objects.get().source == "Indlæst fra plan?.txt"


@pytest.mark.parametrize("letter", ["😀", "‐", "س", "漢", "☐", "\ue000"])
def test_letters_that_the_typeface_lacks_are_told_before_anything_is_decided(plan: Plan, letter: str) -> None:
    row = section(plan, "naevnet")
    row.text = f"<p>Nævnet {letter}</p>"
    row.save()
    with pytest.raises(IllegalTransition) as refused:
        publish(plan, decision=f"Mødet {letter}", note=letter)
    named = f"{letter} (U+{ord(letter):04X})"
    assert [(r.section, r.text) for r in refused.value.reasons] == [
        ("", f"Beslutningen har tegn, som skriften IBM Plex Sans mangler: {named}."),
        ("", f"Noten om rettelsen har tegn, som skriften IBM Plex Sans mangler: {named}."),
        ("naevnet", f"Afsnittet »4.1 Nævnet« har tegn, som skriften IBM Plex Sans mangler: {named}."),
    ]
    assert not ApprovalRound.objects.exists()
    assert not PlanEvent.objects.filter(kind=PlanEvent.Kind.DECIDED).exists()


def test_letters_that_can_be_printed_are_not_held_against_a_plan() -> None:
    assert letters.lacking("Æøå é ü ß → – — … »« “” ½ § € • ẋ x\u0301\u0323 a\ufe0f\u200d\u00ad\u202f &amp; &lt;") == []
