"""The retold plans as their files hold them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PLANS: dict[int, dict[str, Any]] = {
    year: json.loads((ROOT / "fixtures" / "plans" / f"{year}.json").read_text(encoding="utf-8"))
    for year in (2022, 2023)
}


def walk(sections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The sections and all below them, in reading order."""
    for section in sections:
        yield section
        yield from walk(section["children"])


def reading(markup: str) -> str:
    """What one reads of the markup, on one line."""
    words = " ".join(
        html.unescape(re.sub(r"</?(?:p|ul|li|br|table|caption|thead|tbody|tr|t[hd])\b[^>]*>", " ", markup)).split()
    )
    return re.sub(r"<[^>]+>", "", words)


WORDS = {
    (year, section["key"]): reading(" ".join([section["heading"], *section["body"], section["note"]]))
    for year, plan in PLANS.items()
    for section in walk(plan["sections"])
}
"""(year, section key) → what one reads in the section: heading, text and note."""
