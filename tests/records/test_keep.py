"""Copies for the records are asked for with their cause, under names that are safe anywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from plans import records
from plans.models import Plan, RecordCopy

NOW = timezone.now()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The records folder."""
    settings.RECORDS_DIR = str(tmp_path)
    return tmp_path


def keep(plan: Plan, name: str, data: bytes = b"Svar") -> RecordCopy:
    """Ask for a copy."""
    copy = records.keep(plan, name=name, data=data, at=NOW)
    assert copy is not None
    return copy


def test_without_a_folder_nothing_is_asked_for(plan: Plan, settings: Any) -> None:
    settings.RECORDS_DIR = ""
    assert records.keep(plan, name="svar.txt", data=b"Svar", at=NOW) is None
    assert not RecordCopy.objects.exists()


def test_a_copy_lies_below_the_council_and_year(plan: Plan) -> None:
    assert keep(plan, "Forslag/Svar 1.PDF").name == "kredsraadet-2023/forslag/svar-1.pdf"


def test_a_copy_lies_below_the_case_number_where_there_is_one(plan: Plan) -> None:
    plan.case_number = "2026/00123-4 Ø"
    assert keep(plan, "svar.txt").name == "2026-00123-4-oe/kredsraadet-2023/svar.txt"


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..\\..\\windows\\svar.txt",
        ".skjult",
        "a\x00b\n.txt",
        "<script>alert(1)</script>.html",
        "æ" * 300 + ".pdf",
        "x" * 100 + "/" + "y" * 100 + "/" + "z" * 100 + ".json",
        "",
        "...",
        "/",
        "\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe",
    ],
)
def test_a_name_never_leads_out_of_the_folder(plan: Plan, name: str) -> None:
    plan.case_number = name[:60]
    kept = keep(plan, name).name
    assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)?(/[a-z0-9-]+(\.[a-z0-9-]+)?)*", kept)
    assert len(kept) <= 200


def test_the_same_file_twice_is_handed_over_once(plan: Plan) -> None:
    assert keep(plan, "svar.txt") == keep(plan, "svar.txt")
    assert RecordCopy.objects.count() == 1


def test_another_file_of_the_name_gets_a_number(plan: Plan) -> None:
    names = [keep(plan, "svar.txt", data).name for data in (b"1", b"2", b"3")]
    assert names == [f"kredsraadet-2023/{name}" for name in ("svar.txt", "svar-2.txt", "svar-3.txt")]


def test_what_did_not_happen_is_not_handed_over(plan: Plan) -> None:
    with transaction.atomic():
        keep(plan, "svar.txt")
        transaction.set_rollback(True)
    assert not RecordCopy.objects.exists()


def test_a_copy_is_never_changed(plan: Plan) -> None:
    copy = keep(plan, "svar.txt")
    with pytest.raises(DatabaseError), transaction.atomic():
        RecordCopy.objects.filter(pk=copy.pk).update(data=b"Noget andet")
