"""PDFs of the sample contents, each set once in a run."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from plans.publishing.facts import EditionFacts
from plans.publishing.pdf import RenderedPdf, render_pdf
from tests.publishing.contents import EVERY_KIND

FACTS = EditionFacts(2, date(2023, 2, 8), "3f9a7c215be0d48e" * 4, decision="Kredsrådets møde 3. januar 2023")


@pytest.fixture(scope="session")
def rendered() -> Callable[[str], RenderedPdf]:
    """Return the PDF of a sample content by its name in EVERY_KIND, as edition 2 of 8 February 2023."""

    @cache
    def render(kind: str) -> RenderedPdf:
        return render_pdf(EVERY_KIND[kind](), FACTS)

    return render
