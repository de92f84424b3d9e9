"""What is known of an edition besides its frozen content, and how the printed plan words it."""

from dataclasses import dataclass
from datetime import date

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def danish_date(day: date) -> str:
    """Write a day out: ``8. februar 2023``. Same on every machine, whatever language is active."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True)
class EditionFacts:
    """Facts of one edition: its number from 1, its date, its content's SHA-256 (64 hex digits), its decision and note.

    ``draft`` means that nothing is decided: then the number does not count and every page says so.
    """

    number: int
    published_on: date
    digest: str
    note: str = ""
    is_archive: bool = False
    decision: str = ""
    draft: bool = False

    @property
    def name(self) -> str:
        """``2. udgave``, or ``Udkast`` for a draft."""
        return "Udkast" if self.draft else f"{self.number}. udgave"

    @property
    def date_text(self) -> str:
        """The edition's date written out in Danish."""
        return danish_date(self.published_on)

    @property
    def running_text(self) -> str:
        """What the head of each page says of the edition."""
        parts = ["Arkiveret plan"] if self.is_archive else []
        return ", ".join([*parts, self.name, self.date_text])

    @property
    def short_digest(self) -> str:
        """The digest's first 16 digits in groups of four, as printed at each page's foot."""
        return " ".join(self.digest[i : i + 4] for i in range(0, min(16, len(self.digest)), 4))
