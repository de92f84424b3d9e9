"""Copies are laid in the records folder whole, once, and however long it is away."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from kredsraad.due import hand_over_records, run_jobs
from plans import records
from plans.models import Plan, RecordCopy

NOW = timezone.now()
PATH = "kredsraadet-2023/svar.txt"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The records folder."""
    settings.RECORDS_DIR = str(tmp_path)
    return tmp_path


@pytest.fixture
def copy(plan: Plan, folder: Path) -> RecordCopy:
    """A copy that waits."""
    kept = records.keep(plan, name="svar.txt", data=b"Svaret", at=NOW)
    assert kept is not None
    return kept


def hand_over() -> list[str]:
    """What the job says that it did."""
    return list(hand_over_records(NOW))


def files(folder: Path) -> list[str]:
    """All files below the folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_copy_is_laid_in_the_folder(copy: RecordCopy, folder: Path) -> None:
    assert hand_over() == ["wrote 1 copy(ies) for the records"]
    assert files(folder) == [PATH]
    assert (folder / PATH).read_bytes() == b"Svaret"


def test_once_there_the_row_no_longer_holds_it(copy: RecordCopy) -> None:
    hand_over()
    copy.refresh_from_db()
    assert (bytes(copy.data), copy.written_at, copy.last_error, copy.attempts) == (b"", NOW, "", 1)


def test_the_job_is_among_those_that_are_run(copy: RecordCopy, folder: Path) -> None:
    run_jobs(now=NOW)
    assert files(folder) == [PATH]


def test_nothing_is_done_twice(copy: RecordCopy, folder: Path) -> None:
    hand_over()
    (folder / PATH).unlink()
    assert hand_over() == []
    assert files(folder) == []


def test_a_folder_that_is_away_is_waited_for_and_not_made(copy: RecordCopy, folder: Path, settings: Any) -> None:
    settings.RECORDS_DIR = str(folder / "drev")
    assert hand_over() == ["1 copy(ies) for the records wait"]
    copy.refresh_from_db()
    assert (copy.last_error, copy.attempts, copy.written_at) == (records.NO_FOLDER, 1, None)
    assert not (folder / "drev").exists()
    (folder / "drev").mkdir()
    hand_over()
    copy.refresh_from_db()
    assert (copy.last_error, copy.written_at) == ("", NOW)


def test_what_is_there_already_is_never_written_over(copy: RecordCopy, folder: Path) -> None:
    (folder / PATH).parent.mkdir()
    (folder / PATH).write_bytes(b"Myndighedens eget")
    assert hand_over() == ["1 copy(ies) for the records wait"]
    assert (folder / PATH).read_bytes() == b"Myndighedens eget"
    copy.refresh_from_db()
    assert copy.last_error == "svar.txt: Der ligger en anden fil med det navn."


def test_one_that_cannot_be_written_keeps_no_other_waiting(copy: RecordCopy, plan: Plan, folder: Path) -> None:
    (folder / PATH).mkdir(parents=True)
    records.keep(plan, name="andet.txt", data=b"Andet", at=NOW)
    assert hand_over() == ["wrote 1 copy(ies) for the records", "1 copy(ies) for the records wait"]
    assert files(folder) == ["kredsraadet-2023/andet.txt"]


@pytest.mark.parametrize("moment", ["write", "sync", "rename"])
def test_stopped_halfway_it_leaves_no_half_file(
    copy: RecordCopy, folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    where: tuple[Any, str] = {"write": (Path, "open"), "sync": (os, "fsync"), "rename": (Path, "rename")}[moment]
    with monkeypatch.context() as patch:
        patch.setattr(*where, fail)
        assert hand_over() == ["1 copy(ies) for the records wait"]
    assert files(folder) == []
    copy.refresh_from_db()
    assert copy.last_error == "svar.txt: No space left on device"
    hand_over()
    assert files(folder) == [PATH]


def test_written_but_not_noted_it_is_noted_the_next_time(copy: RecordCopy, folder: Path) -> None:
    """A process killed after the file was written, and before the row said so."""
    (folder / PATH).parent.mkdir()
    (folder / PATH).write_bytes(b"Svaret")
    assert hand_over() == ["wrote 1 copy(ies) for the records"]
    copy.refresh_from_db()
    assert copy.written_at == NOW


def test_a_copy_taken_back_while_it_is_written_is_not_left(
    copy: RecordCopy, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = records._write

    def taken_back_meanwhile(*args: Any) -> None:
        write(*args)
        RecordCopy.objects.all().delete()

    monkeypatch.setattr(records, "_write", taken_back_meanwhile)
    hand_over()
    assert files(folder) == []


def test_with_no_folder_wanted_nothing_is_looked_at(copy: RecordCopy, settings: Any) -> None:
    settings.RECORDS_DIR = ""
    assert hand_over() == []
