"""All registers go out by dumpdata and come back by loaddata, named by natural keys, with nothing lost or dirtied."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from councils.models import Council, Membership
from initiatives.models import FocusArea
from tests.base import fill_registers, make_person, registers, seat
from tests.scratch import Scratch, using


def dump() -> list[dict[str, Any]]:
    """All registers as dumpdata writes them, by natural keys alone, in an order that does not depend on numbers."""
    out = StringIO()
    options = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    call_command("dumpdata", *(model._meta.label for model in registers()), stdout=out, **options)
    rows = json.loads(out.getvalue())
    for row in rows:
        row.pop("pk", None)
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def test_what_is_taken_out_can_be_put_into_an_empty_database(
    empty_database: Scratch, own_database: Scratch, tmp_path: Path
) -> None:
    fill_registers()
    before, fixture = dump(), tmp_path / "registers.json"
    out = StringIO()
    call_command(
        "dumpdata", "councils", "initiatives", stdout=out, use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    fixture.write_text(out.getvalue(), encoding="utf-8")
    other = empty_database.copy(tmp_path)
    with using(other):
        call_command("loaddata", str(fixture), verbosity=0)
        assert dump() == before
        connection.check_constraints()
        call_command("loaddata", str(fixture), verbosity=0)
        assert dump() == before
    other.remove()


def test_a_fixture_cannot_bring_in_a_script(db: None, tmp_path: Path) -> None:
    dirty = '<p onclick="x()">Om nattelivet<script>alert(1)</script></p>'
    fields = {"kind": "district", "name": "Kredsrådet", "slug": "kredsraadet", "text": dirty}
    rows = [
        {"model": "councils.council", "fields": fields},
        {
            "model": "initiatives.focusarea",
            "fields": {
                "name": "Nattelivet",
                "slug": "nattelivet",
                "source": "choice",
                "council": ["kredsraadet"],
                "first_year": 2023,
                "text": dirty,
            },
        },
    ]
    fixture = tmp_path / "dirty.json"
    fixture.write_text(json.dumps(rows), encoding="utf-8")
    call_command("loaddata", str(fixture), verbosity=0)
    assert Council.objects.get().text == FocusArea.objects.get().text == "<p>Om nattelivet</p>"


def test_a_fixture_cannot_bring_in_a_second_chair(db: None, tmp_path: Path) -> None:
    fill_registers()
    chair = seat(make_person("Carl"), Council.objects.get(slug="herning"), "chair")
    rows = json.loads(dump_of(chair))
    rows[0]["fields"]["person"] = ["anna"]
    fixture = tmp_path / "chair.json"
    fixture.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(Exception, match="allerede en formand"):
        call_command("loaddata", str(fixture), verbosity=0)


def dump_of(row: Membership) -> str:
    """One seat as dumpdata writes it."""
    out = StringIO()
    options = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True, "primary_keys": str(row.pk)}
    call_command("dumpdata", "councils.membership", stdout=out, **options)
    return out.getvalue()
