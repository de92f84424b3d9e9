"""Whether hostile text costs time in proportion to its length: cleaning section HTML, and reading a plan file.

    python benchmarks/hostile.py

Each heap is measured at 30,000 and at 240,000 characters in one run (processor time). Eight times the text should take
about eight times the time; a quadratic reader would take sixty-four times.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from common import ROOT, table

SMALL, LARGE = 30_000, 240_000
TOO_MUCH = 24.0
HTML = ("<div>", "<b>", "<p><b>", "<ul><li>", "<table><tr><td>", "<a<", "<!--", "&", "&nbsp;<b> </b>", "<i>x<b>")
TEXT = ("a-\n", "e ord\n", "1. Ord\n", "1.1.1.1 Ord\n\n", "A\t1\n", "Anne Holm\n", "ord ", ".", "<b>")


def main() -> None:
    """Measure every heap, and print the table."""
    sys.path.insert(0, str(ROOT))
    from councils.canonical import canonicalise
    from plans.importing.text import read_plan_text

    rows = [("heap", f"{SMALL:,}", f"{LARGE:,}", "ratio", f"limit {TOO_MUCH:.0f}")]
    rows += [row(f"html {heap!r}", heap, canonicalise) for heap in HTML]
    rows += [row(f"text {heap!r}", heap, lambda text: read_plan_text(text.encode())) for heap in TEXT]
    print(table(rows))


def row(name: str, heap: str, work: Callable[[str], object]) -> tuple[str, ...]:
    """One heap's row; times under ten milliseconds count as ten, because nothing can be said of their ratio."""
    small, large = (max(seconds(work, heap * (size // len(heap))), 0.01) for size in (SMALL, LARGE))
    ratio = large / small
    return name, f"{small:.2f} s", f"{large:.2f} s", f"{ratio:.1f}", "held" if ratio <= TOO_MUCH else "MISSED"


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time of the work on the text."""
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
