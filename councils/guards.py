"""What the database itself refuses in the registers."""

from __future__ import annotations

from councils.triggers import Guard

_ONE_CHAIR = """NEW.role <> 'chair' OR NOT EXISTS (
    SELECT 1 FROM councils_membership m
    WHERE m.council_id = NEW.council_id AND m.role = 'chair' AND m.id <> NEW.id
      AND COALESCE(m.starts, '0001-01-01') <= COALESCE(NEW.ends, '9999-12-31')
      AND COALESCE(m.ends, '9999-12-31') >= COALESCE(NEW.starts, '0001-01-01'))"""
_COUNCIL = "SELECT 1 FROM councils_council WHERE id = NEW.council_id FOR UPDATE"


def guards() -> list[Guard]:
    """Two overlapping chairs of one council are refused."""
    return [
        Guard(
            f"councils_membership_one_chair_{event.lower()}",
            "councils_membership",
            event,
            "Rådet har allerede en formand i perioden.",
            allowed=_ONE_CHAIR,
            lock=_COUNCIL,
        )
        for event in ("INSERT", "UPDATE")
    ]
