"""A release that is killed: run as ``python -m tests.releasing.dying MOMENT`` on the database of DATABASE_URL.

The process kills itself (SIGKILL: nothing is tidied up) when it comes to the step that MOMENT names, so that a test
can look at what it left behind.
"""

from __future__ import annotations

import os
import sys

import django

from tests.plans.dying import dying

PREPARING = {
    "in the midst of the pages": ("weasyprint.HTML.render", "after"),
    "after the article, before the pages": ("plans.making_ready.render_pdf", "before"),
    "after the pages, before they are kept": ("plans.making_ready.Attempt._keep", "before"),
}
PUBLISHING = {
    "after the edition, before its file": ("plans.publishing.editions._store_pdf", "before"),
    "after the file, before the round is ended": ("plans.publishing.editions.workflow.end_round", "before"),
    "before anybody is told": ("plans.releasing.release_news.published", "before"),
    "right before the end of the transaction": ("plans.releasing.release_news.published", "after"),
}
"""Each moment: the step, and whether death comes before or after it."""


def main(moment: str) -> None:
    """Do what is due with the release there is, and die at the moment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.utils import timezone

    from plans import making_ready, releasing
    from plans.models import Release

    with dying(*(PREPARING | PUBLISHING)[moment]):
        making_ready.prepare_due(timezone.now())
        row = Release.objects.get()
        releasing.publish_due(row.publish_at or timezone.now())


if __name__ == "__main__":
    main(sys.argv[1])
