"""Finding what may be a CPR number, so that its writer is warned before it is saved.

A CPR number is a day of birth as ddmmyy and a serial number of four digits (CPR-loven § 2, stk. 1 og bekendtgørelse om
CPR); modulus 11 is no longer kept by all, so only the day is tested.
"""

from __future__ import annotations

import re
from datetime import date

from councils.canonical import plain_text

CPR_WARNING = (
    "Her står noget, der ligner et CPR-nummer. Skriv ikke personoplysninger om enkeltpersoner i planen. "
    "Fjern det, eller bekræft, at det er noget andet."
)
_CANDIDATE = re.compile(r"(?<![\d./-])(\d{2})[. /-]?(\d{2})[. /-]?(\d{2})\s?[-–]?\s?\d{4}(?![\d-])")
LEAP = 2000  # a leap year: the century is not known, so 29 February is let pass


def cpr_numbers(text: str) -> list[str]:
    """What in the text or HTML has the form of a CPR number, as it is written there."""
    shown = plain_text(text) if "<" in text else text
    return [found[0] for found in _CANDIDATE.finditer(shown) if _is_day(int(found[1]), int(found[2]))]


def _is_day(day: int, month: int) -> bool:
    try:
        date(LEAP, month, day)
    except ValueError:
        return False
    return True
