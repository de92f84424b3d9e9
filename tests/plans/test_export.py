"""export_edition: an edition as a file of its own."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from plans.canonical import content_digest
from plans.models import Edition, Plan, Section
from plans.publishing.withdrawing import ask_blocking, confirm_blocking, withdraw
from tests.base import DECISION, publish


@pytest.fixture
def edition(plan: Plan) -> Edition:
    """The published small plan."""
    return publish(plan)


def export(folder: Path, form: str, **options: Any) -> bytes:
    """Run the command, and give what it wrote."""
    output = folder / f"plan.{form}"
    call_command(
        "export_edition", **{"council": "kredsraadet", "year": 2023, "format": form, "output": output} | options
    )
    return output.read_bytes()


def test_the_pdf_is_the_stored_one(edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = export(tmp_path, "pdf")
    assert hashlib.sha256(data).hexdigest() == edition.files.get().digest
    assert capsys.readouterr().out.endswith(f"plan.pdf, {len(data)} byte\n")


def test_the_json_has_everything_and_its_digest_can_be_checked(edition: Edition, tmp_path: Path) -> None:
    record = json.loads(export(tmp_path, "json"))
    assert content_digest(record["content"]) == record["sha256"]["content"] == edition.digest
    assert record["sha256"]["pdf"] == edition.files.get().digest
    assert (record["edition"], record["published_on"], record["decision"]) == (1, "2023-02-08", DECISION)
    assert record["archive"] is False


def test_the_html_stands_alone_and_says_which_edition_it_is(edition: Edition, tmp_path: Path) -> None:
    page = export(tmp_path, "html").decode()
    assert page.startswith("<!DOCTYPE html>")
    assert 'lang="da"' in page
    assert "1. udgave, 8. februar 2023" in page
    assert edition.digest in page
    assert "Nævnet har tre medlemmer." in page


def test_the_newest_edition_is_taken_unless_a_number_is_given(edition: Edition, tmp_path: Path) -> None:
    Section.objects.filter(key="naevnet").update(text="<p>Nævnet har fire medlemmer.</p>")
    publish(edition.plan, note="Rettet")
    assert json.loads(export(tmp_path, "json"))["edition"] == 2
    assert json.loads(export(tmp_path, "json", number=1))["edition"] == 1


def test_a_withdrawn_edition_can_still_be_taken_out(edition: Edition, tmp_path: Path) -> None:
    withdraw(edition, reason="Fejl", actor="Anna")
    assert json.loads(export(tmp_path, "json"))["edition"] == 1


@pytest.mark.parametrize("form", ["html", "pdf", "json"])
def test_a_blocked_edition_cannot(edition: Edition, tmp_path: Path, form: str) -> None:
    ask_blocking(edition, reason="Et navn for meget", actor="Anna")
    confirm_blocking(edition, actor="Bo")
    with pytest.raises(CommandError, match="er blokeret"):
        export(tmp_path, form)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"council": "findes-ikke"}, "intet råd med navnet"),
        ({"year": 2022}, "har ingen plan for 2022"),
        ({"number": 2}, r"har ingen 2\. udgave"),
        ({"number": 0}, r"har ingen 0\. udgave"),
        ({"number": -1}, r"har ingen -1\. udgave"),
    ],
)
def test_what_is_not_there_is_said(edition: Edition, tmp_path: Path, options: Any, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        export(tmp_path, "pdf", **options)
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_is_not_published_is_said(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Samarbejdsplan 2023 er ikke offentliggjort"):
        export(tmp_path, "pdf")


def test_a_file_that_cannot_be_written_is_said(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Filen kan ikke skrives"):
        export(tmp_path, "pdf", output=tmp_path / "findes-ikke" / "plan.pdf")
    with pytest.raises(CommandError, match="Filen kan ikke skrives"):
        export(tmp_path, "pdf", output=tmp_path)


def test_another_form_is_refused(edition: Edition, tmp_path: Path) -> None:
    arguments = ["--council=kredsraadet", "--year=2023", "--format=docx", f"--output={tmp_path / 'plan.docx'}"]
    with pytest.raises(CommandError, match="docx"):
        call_command("export_edition", *arguments)
