"""A publication that is killed: run as ``python -m tests.plans.dying MOMENT`` on the database of DATABASE_URL.

The process kills itself (SIGKILL: nothing is tidied up) when it comes to the step that MOMENT names, so that a test
can look at what it left behind.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any
from unittest.mock import patch

import django

MOMENTS = {
    "in the midst of the pages": ("weasyprint.HTML.render", "after"),
    "after the pages, before anything is stored": ("plans.publishing.editions.store", "before"),
    "after the edition, before its file": ("plans.publishing.editions._store_pdf", "before"),
    "after the file, before the round is ended": ("plans.publishing.editions.workflow.end_round", "before"),
    "right before the end of the transaction": ("plans.publishing.editions.workflow.set_stage", "after"),
    "right after the end of the transaction": ("plans.publishing.editions.store", "after"),
}
"""Each moment: the step, and whether death comes before or after it."""
PUBLICATION = {"council": "kredsraadet", "year": 2023, "decision": "Kredsrådets møde", "date": "2023-02-08"}


def die(*_: Any, **__: Any) -> None:
    """End this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)


def dying(step: str, when: str) -> Any:
    """The step replaced by one that dies before it or after it."""
    module, name = step.rsplit(".", 1)
    original = getattr(_resolve(module), name)

    def replaced(*args: Any, **options: Any) -> None:
        if when == "after":
            original(*args, **options)
        die()

    return patch(step, replaced)


def _resolve(path: str) -> Any:
    from django.utils.module_loading import import_string

    try:
        return import_string(path)
    except ImportError:
        return __import__(path, fromlist=["_"])


def main(moment: str) -> None:
    """Publish, and die at the moment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.core.management import call_command

    with dying(*MOMENTS[moment]):
        call_command("publish_plan", **PUBLICATION)


if __name__ == "__main__":
    main(sys.argv[1])
