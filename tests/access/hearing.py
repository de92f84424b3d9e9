"""The stages of a plan and its hearing."""

from __future__ import annotations

from tests.base import Cast

MATRIX = """
#    address                                                        ano out chV chH loc sec con may del dir com for adm
"""


def things(cast: Cast) -> dict[str, object]:
    """What the addresses name."""
    return {}
