"""Copies for the authority's records: files in a folder that its records system collects from (RECORDS_DIR).

A copy is a row, written in the transaction of its cause, so that nothing is handed over that did not happen, and
nothing that happened is forgotten. A job writes it to the folder, whole or not at all, and tries again for as long as
the folder is away. What lies in the folder is the authority's: it is never written over.
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from councils.slugs import ascii_words
from plans.models import Plan, RecordCopy

logger = logging.getLogger(__name__)

BATCH = 100
"""Copies written in one round, so that other jobs come to their turn."""
LONGEST_PART, LONGEST_FOLDER, LONGEST_SUFFIX = 55, 30, 10
LONGEST_NAME = 190
"""Letters of a name below the folder; a number may be added where it is taken."""
NO_FOLDER = "Mappen til journalen findes ikke, eller der kan ikke skrives i den."


# Asked for -----------------------------------------------------------------------------------------------------------


def is_wanted() -> bool:
    """Whether copies are handed over at all."""
    return bool(settings.RECORDS_DIR)


@transaction.atomic
def keep(plan: Plan, *, name: str, data: bytes, at: datetime) -> RecordCopy | None:
    """Hand a copy over to the records folder: in the transaction of its cause; None where there is no such folder.

    `name` is the file's, folders with slashes; it is made safe, and gets a number where the plan has another file of
    that name. The same file twice is handed over once.
    """
    if not is_wanted():
        return None
    path = PurePosixPath(_path(plan, name))
    for number in range(1, 1000):
        numbered = str(path if number == 1 else path.with_stem(f"{path.stem}-{number}"))
        standing = RecordCopy.objects.filter(plan=plan, name=numbered).first()
        if standing is None:
            with suppress(IntegrityError), transaction.atomic():
                return RecordCopy.objects.create(plan=plan, name=numbered, data=data, created_at=at)
        elif bytes(standing.data) == data:
            return standing
    raise ValueError(f"Der er for mange filer med navnet {path}.")


def folder_of(plan: Plan) -> str:
    """The plan's folder: its case number, where it has one, and the council's name and year, so that no two share."""
    own = ascii_words(f"{plan.council.slug[:LONGEST_PART]} {plan.year}")
    return "/".join(filter(None, [_words(plan.case_number, LONGEST_PART), own]))


def _path(plan: Plan, name: str) -> str:
    """The plan's folder, at most one below it, and the file."""
    *folders, file = name.replace("\\", "/").split("/")
    below = _words(" ".join(folders), LONGEST_FOLDER)
    folder = "/".join(filter(None, [folder_of(plan), below]))
    stem, _, suffix = file.rpartition(".")
    suffix = _words(suffix, LONGEST_SUFFIX) if stem else ""
    room = LONGEST_NAME - len(folder) - LONGEST_SUFFIX - 2
    words = _words(stem or file, room) or "fil"
    return f"{folder}/{words}.{suffix}" if suffix else f"{folder}/{words}"


def _words(text: str, longest: int) -> str:
    """Small ASCII letters, digits and dashes."""
    return ascii_words(text)[:longest].strip("-")


def forget(plan: Plan, *, folder: str) -> None:
    """Take back the copies in one of the plan's folders that were not handed over yet."""
    RecordCopy.objects.filter(plan=plan, name__contains=f"/{folder}/", written_at__isnull=True).delete()


def handed_over(plan: Plan, *, folder: str) -> list[str]:
    """The names of the copies in one of the plan's folders that the records have."""
    rows = RecordCopy.objects.filter(plan=plan, name__contains=f"/{folder}/", written_at__isnull=False)
    return list(rows.order_by("name").values_list("name", flat=True))


# Handed over ---------------------------------------------------------------------------------------------------------


def hand_over(now: datetime) -> tuple[int, int]:
    """Write what waits to the folder; gives how many copies are there now, and how many still wait after an attempt."""
    waiting = RecordCopy.objects.filter(written_at__isnull=True)
    if not is_wanted() or not waiting.exists():
        return 0, 0
    root = Path(settings.RECORDS_DIR)
    if not (root.is_dir() and os.access(root, os.W_OK | os.X_OK)):
        # Not made here: a share that is not mounted would be hidden by a folder of its name.
        return 0, _failed(waiting, NO_FOLDER)
    written = failed = 0
    for copy in waiting.order_by("attempts", "pk")[:BATCH]:
        error = _attempt(copy, root, now)
        written, failed = written + (not error), failed + bool(error)
    return written, failed


def _attempt(copy: RecordCopy, root: Path, now: datetime) -> str:
    """Write one copy; why it could not be, or nothing."""
    target = root / copy.name
    try:
        _write(target, bytes(copy.data))
    except OSError as error:
        words = f"{target.name}: {error.strerror or error}"[:300]
        _failed(RecordCopy.objects.filter(pk=copy.pk, written_at__isnull=True), words)
        return words
    # The folder has it, so the row need not; where the row was taken away meanwhile, the file must not be there.
    row = RecordCopy.objects.filter(pk=copy.pk)
    there = {"written_at": now, "data": b"", "attempts": F("attempts") + 1, "last_error": ""}
    if not row.filter(written_at__isnull=True).update(**there) and not row.exists():
        target.unlink(missing_ok=True)
    return ""


def _failed(rows: Any, words: str) -> int:
    if rows.exclude(last_error=words).update(last_error=words):
        logger.error("Copies for the records wait: %s", words)
    return rows.update(attempts=F("attempts") + 1)


def _write(target: Path, data: bytes) -> None:
    """Put the file there whole: under another name first, on disk, then renamed. What is there already stays."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        if target.read_bytes() != data:
            raise FileExistsError(0, "Der ligger en anden fil med det navn.")
        return
    draft = target.with_name(f".{uuid4().hex}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    _sync(target.parent)


def _sync(folder: Path) -> None:
    """Have the folder itself on disk, where the file system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
