"""What the benchmarks share: a throw-away database with the registers, and the plan that is measured."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared" / "source-plans" / "samarbejdsplan-2022.txt"
COUNCIL, YEAR = "kredsraadet", 2022


def set_up_portal(folder: str) -> None:
    """Start Django on a new SQLite file in the folder, with the registers loaded and the plan imported."""
    sys.path.insert(0, str(ROOT))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "kredsraad.settings",
        "DATABASE_URL": f"sqlite:///{folder}/benchmark.sqlite3",
        "DEMO": "on",
        "SECRET_KEY": secrets.token_hex(32),
        "ENV_FILE": "",
    }
    import django
    from django.core.management import call_command

    django.setup()
    quiet = Path(os.devnull).open("w")  # noqa: SIM115 - open as long as the process
    call_command("migrate", verbosity=0)
    call_command("load_demo", registers_only=True, stdout=quiet)
    call_command("import_plan", source(), council=COUNCIL, year=YEAR, stdout=quiet)


def source() -> Path:
    """The plan of 2022 as text where it is at hand, otherwise a made-up one of the same length."""
    return SOURCE if SOURCE.exists() else made_up_plan()


def made_up_plan() -> Path:
    """A plan of about the length of the real one: 26 sections, 3,500 words."""
    words = "politi kommune samarbejde lokalråd forebyggelse tryghed indsats borger skole møde kredsråd plan".split()
    sentence = " ".join(words[(i * 7) % len(words)] for i in range(17)).capitalize() + "."
    chapters = [
        f"{number}. AFSNIT {number}\n\n" + "\n\n".join([" ".join([sentence] * 3)] * 2) for number in range(1, 27)
    ]
    path = Path(tempfile.mkdtemp()) / "plan.txt"
    path.write_text("FORORD\n\n" + sentence + "\n\n" + "\n\n".join(chapters), "utf-8")
    return path


def table(rows: list[tuple[str, ...]]) -> str:
    """Rows of cells as lines of columns."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
