"""The same content gives the same bytes: in another process, with other hash seeds, after other documents."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from plans.publishing import pdf
from plans.publishing.pdf import RenderedPdf, render_pdf
from tests.publishing.conftest import FACTS
from tests.publishing.contents import EVERY_KIND

Rendered = Callable[[str], RenderedPdf]

# Prints the digest of the PDF of the last of the named contents, after setting those before it.
PROGRAM = """
import hashlib, sys, django
django.setup()
from plans.publishing.pdf import render_pdf
from tests.publishing.conftest import FACTS
from tests.publishing.contents import EVERY_KIND
made = [render_pdf(EVERY_KIND[kind](), FACTS) for kind in sys.argv[1:]]
print(hashlib.sha256(made[-1].data).hexdigest())
"""


def digest_elsewhere(seed: str, *kinds: str) -> str:
    """Return the digest that another process finds."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *kinds],
        cwd=settings.BASE_DIR,
        env=os.environ | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "tests.settings", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("kind", ["parts", "rich"])
def test_another_process_with_another_hash_seed(kind: str, rendered: Rendered) -> None:
    here = hashlib.sha256(rendered(kind).data).hexdigest()
    assert digest_elsewhere("1", kind) == here
    assert digest_elsewhere("4711", "signed", "small", kind) == here


def test_after_other_documents_and_on_a_new_press(rendered: Rendered, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rendered("parts")
    render_pdf(EVERY_KIND["rich"](), FACTS)
    assert render_pdf(EVERY_KIND["parts"](), FACTS) == first
    monkeypatch.setattr(pdf, "_presses", {})
    assert render_pdf(EVERY_KIND["parts"](), FACTS) == first


def test_several_threads_at_once(rendered: Rendered) -> None:
    kinds = ["small", "parts", "signed"] * 4
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda kind: render_pdf(EVERY_KIND[kind](), FACTS), kinds))
    assert made == [rendered(kind) for kind in kinds]


def test_a_forked_process_leaves_the_fonts_of_its_parent_alone(rendered: Rendered) -> None:
    rendered("small")
    child = os.fork()
    if child == 0:
        same = render_pdf(EVERY_KIND["small"](), FACTS) == rendered("small")
        for press in pdf._presses.values():
            press.fonts.__del__()
        os._exit(0 if same else 1)
    assert os.waitpid(child, 0)[1] == 0
    folder = pdf.press().fonts._folder
    assert folder is not None
    assert len(list(Path(folder).iterdir())) == 4
    assert render_pdf(EVERY_KIND["small"](), FACTS) == rendered("small")
