"""What is handed out of an edition: its files, the package for a district's website, and copies for the records.

The same edition gives the same bytes, everywhere and always: entries of a package have one fixed date and no trace of
the machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string

from plans import records
from plans.models import Edition, EditionFile
from plans.publishing.facts import danish_date
from plans.publishing.standalone import render_standalone

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every entry: the earliest that the format has (APPNOTE.TXT 4.4.6)."""
PLAIN_FILE = 0o100644 << 16
UNIX = 3
DIGESTS = "kontrolsummer.txt"
README = "laes-mig.txt"


def public_record(edition: Edition) -> dict[str, Any]:
    """The edition as open data: what it is, its digests, and the frozen content."""
    pdf = edition.files.filter(kind=EditionFile.Kind.PDF).defer("data").first()
    return {
        "title": edition.title,
        "year": edition.year,
        "edition": edition.number,
        "published_on": edition.published_on.isoformat(),
        "archive": edition.is_archive,
        "decision": edition.decision,
        "decided_on": edition.decided_on.isoformat() if edition.decided_on else None,
        "note": edition.note,
        "signatories": edition.signatories,
        "sha256": {"content": edition.digest, "article": edition.html_digest, "pdf": pdf.digest if pdf else None},
        "content": edition.frozen,
    }


def pdf_of(edition: Edition) -> bytes:
    """The edition's PDF. Raises EditionFile.DoesNotExist where it has none."""
    return bytes(edition.files.get(kind=EditionFile.Kind.PDF).data)


def html_of(edition: Edition) -> bytes:
    """The edition as one HTML file that needs nothing else."""
    line = f"{edition.number}. udgave, {danish_date(edition.published_on)}. Kontrolsum {edition.digest}"
    return render_standalone(edition.frozen, edition.html, edition_line=line).encode()


def json_of(edition: Edition) -> bytes:
    """The edition as open data."""
    return as_json(public_record(edition))


def as_json(data: Any) -> bytes:
    """JSON that a person can read, the same for the same data."""
    return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def name_of(edition: Edition) -> str:
    """What the edition's files are called: ``samarbejdsplan-2024-udgave-1``, a local council's with its name."""
    council = edition.plan.council
    own = "" if council.is_district else council.slug
    return "-".join(filter(None, ["samarbejdsplan", own, str(edition.year), "udgave", str(edition.number)]))


def files_of(edition: Edition) -> dict[str, bytes]:
    """PDF, HTML and JSON of an edition that is not blocked, by their names."""
    made = {}
    if edition.files.exists():
        made[f"{name_of(edition)}.pdf"] = pdf_of(edition)
    return made | {f"{name_of(edition)}.html": html_of(edition), f"{name_of(edition)}.json": json_of(edition)}


def package_of(edition: Edition) -> bytes:
    """The files with their digests and a word about them, as a ZIP file."""
    files = files_of(edition)
    context = {"edition": edition, "name": name_of(edition), "published_on": danish_date(edition.published_on)}
    readme = render_to_string("plans/package/readme.txt", context).strip() + "\n"
    return zipped(with_digests(files) | {README: readme.encode()})


def with_digests(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and one more with the SHA-256 of each, as ``sha256sum --check`` reads it."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    return dict(files) | {DIGESTS: "".join(lines).encode()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP file, in the order of their names."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, UNIX, PLAIN_FILE
            archive.writestr(entry, data)
    return made.getvalue()


def hand_over(edition: Edition, *, at: datetime) -> None:
    """Have the edition's files laid in the records folder, where there is one."""
    if not records.is_wanted():
        return
    for name, data in files_of(edition).items():
        records.keep(edition.plan, name=f"{folder_of(edition)}/{name}", data=data, at=at)


def folder_of(edition: Edition) -> str:
    """Where the edition's copies lie in the records."""
    return f"udgave-{edition.number}"
