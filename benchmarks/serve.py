"""Requests a second of the plan page against a static file of the same size from the same server.

    python benchmarks/serve.py [--seconds 4] [--rounds 5]

gunicorn with 2 workers serves both; wrk (Debian's package) asks for them in turn, with brotli accepted. The static file
goes through WhiteNoise and has as many bytes as the page has on the wire. The page is to reach at least 0.5 of its
requests a second (median of the rounds' ratios). A third row asks with If-None-Match and gets 304.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from common import COUNCIL, ROOT, YEAR, set_up_portal, table

ADDRESS = "http://127.0.0.1:8711"
PAGE = f"{ADDRESS}/samarbejdsplan/{YEAR}/"
LIMIT = 0.5


def main() -> None:
    """Serve, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=4, help="length of each measurement")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        publish(folder)
        with static_file() as file, server():
            print(measured(file, options.seconds, options.rounds))


def publish(folder: str) -> None:
    """Import and publish the plan in a new database, and collect the static files."""
    set_up_portal(folder)
    from django.core.management import call_command

    with open(os.devnull, "w") as quiet:
        day = f"{YEAR}-02-28"
        call_command("publish_plan", council=COUNCIL, year=YEAR, decision="Måling", date=day, stdout=quiet)
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def static_file() -> Iterator[Path]:
    """A static file that does not compress, to be filled once the page's size is known; deleted at the end."""
    from django.conf import settings

    path = Path(settings.STATIC_ROOT) / "benchmark.bin"
    path.write_bytes(os.urandom(size_on_the_wire()))
    try:
        yield path
    finally:
        path.unlink()


def size_on_the_wire() -> int:
    """How many bytes the page's body has as brotli, asked of the application itself."""
    from django.test import Client

    page = PAGE.removeprefix(ADDRESS)
    return len(Client(headers={"accept-encoding": "br", "host": "127.0.0.1"}).get(page).content)


@contextmanager
def server() -> Iterator[None]:
    """gunicorn with 2 workers, from when it answers until the end."""
    command = [sys.executable, "-m", "gunicorn", "-w", "2", "-b", ADDRESS.removeprefix("http://"), "kredsraad.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_answer()
        yield
    finally:
        process.terminate()
        process.wait()


def wait_for_answer() -> None:
    """Ask until the server answers; an error after half a minute."""
    for _ in range(300):
        try:
            urllib.request.urlopen(PAGE)
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server does not answer")


def measured(file: Path, seconds: int, rounds: int) -> str:
    """The table."""
    static = f"{ADDRESS}/static/{file.name}"
    asked = {"plan page": [PAGE], "static file": [static], "304 of the page": [PAGE, "-H", f"If-None-Match: {etag()}"]}
    for arguments in asked.values():
        requests_per_second(arguments, 1)
    found = {name: [] for name in asked}
    for _ in range(rounds):
        for name, arguments in asked.items():
            found[name].append(requests_per_second(arguments, seconds))
    rows = [("", "requests/s", "ratio to the static file", f"limit {LIMIT}")]
    for name, values in found.items():
        ratio = statistics.median(one / other for one, other in zip(values, found["static file"], strict=True))
        verdict = ("held" if ratio >= LIMIT else "MISSED") if name == "plan page" else ""
        rows.append((name, f"{statistics.median(values):.0f}", f"{ratio:.2f}", verdict))
    return f"{file.stat().st_size} bytes on the wire\n{table(rows)}"


def etag() -> str:
    """The page's ETag."""
    return urllib.request.urlopen(PAGE).headers["ETag"]


def requests_per_second(arguments: list[str], seconds: int) -> float:
    """What wrk counts with 16 connections in one thread; an error where an answer is neither 200 nor 304."""
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", "Accept-Encoding: br", *arguments]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx or 3xx" in said:
        sys.exit(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


if __name__ == "__main__":
    main()
