"""``manage.py run_due``: do what is due, once or again and again."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from kredsraad.due import run_jobs


class Command(BaseCommand):
    """Runs the jobs of :mod:`kredsraad.due`; several of these commands may run at once."""

    help = "Does what is due and says what it did. With --watch it looks again until it is stopped."
    requires_system_checks = ()  # the server that starts beside it has made them

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--watch`` and ``--interval``."""
        parser.add_argument("--watch", action="store_true", help="go on until SIGTERM or Ctrl-C")
        parser.add_argument("--interval", type=float, default=30.0, help="seconds between two looks (default 30)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the jobs once, or until stopped; raise CommandError if a job failed in a single run."""
        if options["watch"]:
            self.watch(options["interval"])
        elif failures := self.run_once():
            raise CommandError(f"{failures} job(s) failed; the log says why.")

    def run_once(self) -> int:
        """Run every job, print what was done, and return the number of jobs that failed."""
        done, failures = run_jobs(now=timezone.now())
        for line in done:
            self.stdout.write(line)
        return failures

    def watch(self, interval: float) -> None:
        """Run the jobs every ``interval`` seconds until a signal asks to stop; a round under way is finished first."""
        stopping = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set():
            self.run_once()
            close_old_connections()  # a server that went away in the meantime is then asked anew
            stopping.wait(interval)
