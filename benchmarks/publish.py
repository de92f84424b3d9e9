"""How long publication takes: the whole of it against WeasyPrint alone, and by the number of pages.

    python benchmarks/publish.py [--runs 7]

First table: whole publications (freeze, article, PDF, store) of the imported plan of 2022, warm, in turn with a bare
`HTML(string, base_url).write_pdf(pdf_variant="pdf/a-2a")` of the same print HTML with linked stylesheet and fonts. The
limit is 0.90 of its time (medians). Second table: rendering 15, 30, 100 and 400 pages, each in a process of its own:
processor seconds a page against the first row's, and the process's peak memory. Processor time, because these runs
are minutes apart and other work on the machine would tell in the clock.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from common import COUNCIL, ROOT, YEAR, set_up_portal, table

LIMIT = 0.90
PAGES = (15, 30, 100, 400)


def main() -> None:
    """Measure, and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="measured runs of each, after one that is not counted")
    parser.add_argument("--pages", type=int, help="measure this many pages only, and print JSON (used by itself)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.pages:
            set_up_portal(folder)
            print(json.dumps(measure_pages(options.pages)))
            return
        set_up_portal(folder)
        print(against_weasyprint(Path(folder), options.runs))
    print()
    print(by_pages())


# The whole of it against WeasyPrint alone ----------------------------------------------------------------------------


def against_weasyprint(folder: Path, runs: int) -> str:
    """The first table."""
    whole, bare = whole_publication(), bare_rendering(folder)
    whole(), bare()
    pairs = [(seconds(whole), seconds(bare)) for _ in range(runs)]
    rows = [("", "publication s", "write_pdf s", "ratio", "pair by pair", f"limit {LIMIT:.2f}")]
    for place, name in enumerate(("wall clock", "processor")):
        timed = [(one[place], other[place]) for one, other in pairs]
        ours, theirs = (statistics.median(column) for column in zip(*timed, strict=True))
        ratios = sorted(one / other for one, other in timed)
        verdict = "held" if ours / theirs <= LIMIT else "MISSED"
        span = f"{ratios[0]:.2f}–{ratios[-1]:.2f}"
        rows.append((name, f"{ours:.3f}", f"{theirs:.3f}", f"{ours / theirs:.2f}", span, verdict))
    return table(rows)


def seconds(work: Callable[[], Any]) -> tuple[float, float]:
    """How long the work takes: by the clock on the wall, and of this process's own time."""
    begun = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


def whole_publication() -> Callable[[], Any]:
    """Publishes the plan once more each time it is called, with one word changed so that there is something new."""
    from datetime import date
    from itertools import count

    from plans.models import Plan
    from plans.publishing.editions import decide_and_publish

    plan, counter = Plan.objects.get(council__slug=COUNCIL, year=YEAR), count(1)

    def publish() -> None:
        plan.sections.filter(key="forord").update(note=f"Rettelse {next(counter)}")
        day = date(2022, 2, 28)
        decide_and_publish(plan, decision="Kredsrådets møde", published_on=day, actor="Måling", note="Måling")

    return publish


def bare_rendering(folder: Path) -> Callable[[], Any]:
    """WeasyPrint on the same print HTML, with the stylesheet linked and the fonts in files beside it."""
    from datetime import date

    from weasyprint import HTML

    from plans.models import Plan
    from plans.publishing.facts import EditionFacts
    from plans.publishing.freezing import freeze
    from plans.publishing.html import render_print

    frozen = freeze(Plan.objects.get(council__slug=COUNCIL, year=YEAR), on=date(2022, 2, 28))
    facts = EditionFacts(number=1, published_on=date(2022, 2, 28), digest=frozen.digest, is_archive=True)
    (folder / "css").symlink_to(ROOT / "static" / "css")
    (folder / "dkfds").symlink_to(ROOT / "build" / "design" / "dkfds")
    link = '<link rel="stylesheet" href="css/print.css"></head>'
    markup = render_print(frozen.content, facts).replace("</head>", link, 1)
    return lambda: HTML(string=markup, base_url=f"{folder}/").write_pdf(pdf_variant="pdf/a-2a")


# By the number of pages ----------------------------------------------------------------------------------------------


def by_pages() -> str:
    """The second table; each row is measured in a process of its own, so that its peak memory is its own."""
    rows = [("pages", "s", "ms a page", "ratio", "peak MB")]
    first = 0.0
    for pages in PAGES:
        command = [sys.executable, __file__, "--pages", str(pages)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        each = found["seconds"] / found["pages"]
        first = first or each
        rows.append(
            (
                str(found["pages"]),
                f"{found['seconds']:.2f}",
                f"{each * 1000:.1f}",
                f"{each / first:.2f}",
                f"{found['peak']:.0f}",
            )
        )
    return table(rows)


def measure_pages(pages: int) -> dict[str, float]:
    """Render a plan of about so many pages warm; the least of several runs, and the process's peak memory in MB."""
    from datetime import date

    from plans.models import Plan
    from plans.publishing.facts import EditionFacts
    from plans.publishing.freezing import freeze
    from plans.publishing.pdf import render_pdf

    frozen = freeze(Plan.objects.get(council__slug=COUNCIL, year=YEAR), on=date(2022, 2, 28))
    facts = EditionFacts(number=1, published_on=date(2022, 2, 28), digest=frozen.digest, is_archive=True)
    base = render_pdf(frozen.content, facts).page_count
    content = lengthened(frozen.content, max(1, round((pages - 3) / (base - 3))))
    runs = 3 if pages <= 100 else 2
    best, count = float("inf"), 0
    for _ in range(runs):
        begun = time.process_time()
        count = render_pdf(content, facts).page_count
        best = min(best, time.process_time() - begun)
    return {"seconds": best, "pages": count, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def lengthened(content: dict[str, Any], times: int) -> dict[str, Any]:
    """The content with its sections repeated; every key stays the only one of its kind."""
    copies = [section for copy in range(times) for section in renamed(content["sections"], copy)]
    return {**content, "sections": copies}


def renamed(sections: list[dict[str, Any]], copy: int) -> list[dict[str, Any]]:
    """The sections with the copy's number added to each key; the first copy keeps its keys."""
    ending = f"-{copy}" if copy else ""
    return [
        {**section, "key": section["key"] + ending, "children": renamed(section["children"], copy)}
        for section in sections
    ]


if __name__ == "__main__":
    main()
