"""All registers go out by dumpdata and come back by loaddata, named by natural keys, with nothing lost or dirtied."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from councils.models import Council, Membership
from initiatives.models import FocusArea
from tests.base import fill_registers, make_person, registers, seat
from tests.scratch import Scratch, using


def dump() -> str:
    """All registers as dumpdata writes them, by natural keys alone; their histories stay where they were made."""
    out = StringIO()
    options = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    call_command("dumpdata", *(model._meta.label for model in registers()), stdout=out, **options)
    return out.getvalue()


def rows(dumped: str) -> list[str]:
    """The rows of a dump in an order that does not depend on numbers; those that have no natural key lose theirs."""
    found = [{name: value for name, value in row.items() if name != "pk"} for row in json.loads(dumped)]
    return sorted(json.dumps(row, sort_keys=True) for row in found)


def test_what_is_taken_out_can_be_put_into_an_empty_database(
    empty_database: Scratch, own_database: Scratch, tmp_path: Path
) -> None:
    fill_registers()
    before, fixture = dump(), tmp_path / "registers.json"
    fixture.write_text(before, encoding="utf-8")
    other = empty_database.copy(tmp_path)
    with using(other):
        for _ in range(2):
            call_command("loaddata", str(fixture), verbosity=0)
            assert rows(dump()) == rows(before)
        connection.check_constraints()
    other.remove()


def test_a_fixture_cannot_bring_in_a_script(db: None, tmp_path: Path) -> None:
    dirty = '<p onclick="x()">Om nattelivet<script>alert(1)</script></p>'
    fields = {"kind": "district", "name": "Kredsrådet", "slug": "kredsraadet", "text": dirty}
    dirtied = [
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
    fixture.write_text(json.dumps(dirtied), encoding="utf-8")
    call_command("loaddata", str(fixture), verbosity=0)
    assert Council.objects.get().text == FocusArea.objects.get().text == "<p>Om nattelivet</p>"


def test_a_fixture_cannot_bring_in_a_second_chair(db: None, tmp_path: Path) -> None:
    fill_registers()
    chair = seat(make_person("Carl"), Council.objects.get(slug="herning"), "chair")
    dumped = json.loads(dump_of(chair))
    dumped[0]["fields"]["person"] = ["anna"]
    fixture = tmp_path / "chair.json"
    fixture.write_text(json.dumps(dumped), encoding="utf-8")
    with pytest.raises(Exception, match="allerede en formand"):
        call_command("loaddata", str(fixture), verbosity=0)


def dump_of(row: Membership) -> str:
    """One seat as dumpdata writes it."""
    out = StringIO()
    options = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True, "primary_keys": str(row.pk)}
    call_command("dumpdata", "councils.membership", stdout=out, **options)
    return out.getvalue()
