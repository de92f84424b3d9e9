"""The PDF of an edition: PDF/A-2a and PDF/UA-1 from the print HTML. The only module that imports WeasyPrint.

WeasyPrint reads stylesheet and fonts anew for every document unless it is given parsed ones, which is a quarter of the
time of a plan of 15 pages. One press a process is therefore set up and kept.
"""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from threading import RLock
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from fontTools.ttLib import TTFont
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.logger import LOGGER
from weasyprint.pdf import generate_pdf
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from plans.publishing.facts import EditionFacts
from plans.publishing.html import render_print
from plans.publishing.pdf_ua import add_accessibility
from plans.publishing.pdf_writing import VERSION, compress_streams, write
from plans.publishing.tuning import collection_paused, pages_listed_once

STYLESHEET = "css/print.css"
TOKENS = "css/tokens.css"
TOKENS_IMPORT = '@import url("tokens.css");'
TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
VARIABLE = re.compile(r"var\((--[\w-]+)\)")
FONT_FAMILY = "IBM Plex Sans"
REGULAR_FONT = "dkfds/fonts/IBMPlexSans/complete/ttf/IBMPlexSans-Regular.ttf"
# What the variant sets when WeasyPrint writes the file itself; here it only lays it out.
OPTIONS = {"pdf_variant": "pdf/a-2a", "pdf_version": VERSION, "pdf_tags": True, "output_intent": "srgb"}
LINK_BOX = 3  # WeasyPrint tells of a link as (kind, target, rectangle, box)
# Static files are addressed as if they lay in one folder, so that url("../dkfds/…") means the same here and on the web.
STATIC_BASE = "file:///static/"
STATIC_TYPES = {".css", ".ttf"}


class RenderingFailed(Exception):
    """The PDF could not be made; ``reason`` says why, in Danish, for the person who publishes."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF and how many pages it has."""

    data: bytes
    page_count: int


class StaticFilesOnly(URLFetcher):
    """Gives WeasyPrint the project's own stylesheets and fonts and nothing else: no network, no other file.

    What is refused or missing stops the rendering; by default WeasyPrint would log it and set the text in another font.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the static file that the address names; raise FatalURLFetchingError for anything else."""
        name = unquote(urlsplit(url).path).removeprefix("/static/")
        if not url.startswith(STATIC_BASE) or Path(name).suffix not in STATIC_TYPES:
            raise FatalURLFetchingError(f"Adressen {url} må ikke hentes.")
        return URLFetcherResponse(url, static_file(name).read_bytes())


class NothingAtAll(URLFetcher):
    """Refuses every address: a plan's text has nothing in it that is to be fetched."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Raise FatalURLFetchingError."""
        raise FatalURLFetchingError(f"Adressen {url} må ikke hentes.")


def static_file(name: str) -> Path:
    """Return where a static file lies; raise FatalURLFetchingError when it is nowhere."""
    try:
        found = finders.find(name)
    except SuspiciousFileOperation as error:
        raise FatalURLFetchingError(f"Adressen {name} må ikke hentes.") from error
    if not found:
        raise FatalURLFetchingError(f"Filen {name} mangler. Kør script/setup.")
    return Path(found)


def with_tokens(stylesheet: str) -> str:
    """Return the stylesheet with each ``var(--name)`` replaced by what css/tokens.css says.

    WeasyPrint hands every variable down to every element and looks it up there: a tenth of the whole time.
    """
    tokens = dict(TOKEN.findall(static_file(TOKENS).read_text()))
    return VARIABLE.sub(lambda used: tokens[used[1]], stylesheet.replace(TOKENS_IMPORT, ""))


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint only logs, such as a font file that it cannot read."""
    heard: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    LOGGER.addHandler(handler)
    try:
        yield heard
    finally:
        LOGGER.removeHandler(handler)


class Fonts(FontConfiguration):
    """Font files in a folder that only the process that made it takes away, not one forked from it."""

    def __init__(self) -> None:
        super().__init__()
        self.maker = os.getpid()

    def __del__(self) -> None:
        if getattr(self, "maker", None) == os.getpid():
            super().__del__()


class Press:
    """The stylesheet parsed, its fonts loaded: what all documents of one process share."""

    def __init__(self) -> None:
        self.fonts = Fonts()
        with complaints() as heard:
            self.stylesheet = CSS(
                string=with_tokens(static_file(STYLESHEET).read_text()),
                base_url=STATIC_BASE + STYLESHEET,
                url_fetcher=StaticFilesOnly(),
                font_config=self.fonts,
            )
        if heard:
            raise RenderingFailed(f"Skrifter eller typografi kan ikke læses: {'; '.join(heard)}.")

    def print(self, markup: str) -> RenderedPdf:
        """Set print HTML and return the PDF; raise RenderingFailed for text that the typeface cannot show."""
        document = HTML(string=markup, url_fetcher=NothingAtAll()).render(
            font_config=self.fonts, stylesheets=[self.stylesheet], **OPTIONS
        )
        for page in document.pages:
            # WeasyPrint links every box inside an <a> once more; ISO 14289-1, 7.18.5 wants each link in a Link element.
            page.links = [link for link in page.links if link[LINK_BOX].link]
        pdf = generate_pdf(document, None, 1, **(DEFAULT_OPTIONS | OPTIONS))
        if strange := {font.family for font in document.fonts.values() if font.family != FONT_FAMILY or font.missing}:
            raise RenderingFailed(letters_missing(markup, strange))
        add_accessibility(pdf)
        compress_streams(pdf)
        return RenderedPdf(write(pdf), len(document.pages))


def letters_missing(markup: str, fonts: set[str]) -> str:
    """Say which letters of the text the plan's typeface does not have; ``fonts`` are those that had to step in."""
    known = TTFont(static_file(REGULAR_FONT), lazy=True).getBestCmap()
    letters = sorted({letter for letter in unescape(markup) if ord(letter) not in known and not letter.isspace()})
    if not letters:
        return f"PDF'en kan ikke sættes med {FONT_FAMILY} alene, men ville få {', '.join(sorted(fonts))}."
    named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters)
    return f"Skriften {FONT_FAMILY} mangler tegn, som står i planen: {named}. Skriv dem på en anden måde."


_lock = RLock()  # Pango's font map is not made for several threads at once
_presses: dict[int, Press] = {}


def press() -> Press:
    """Return this process's press; a forked one makes its own, for its parent may end and take the font files away."""
    if os.getpid() not in _presses:
        _presses[os.getpid()] = Press()
    return _presses[os.getpid()]


def render_pdf(content: dict[str, Any], facts: EditionFacts) -> RenderedPdf:
    """Return the PDF of a frozen content: the same bytes for the same content and facts, everywhere and always.

    Raises RenderingFailed when a font, stylesheet or letter is missing or when WeasyPrint fails.
    """
    return render_document(render_print(content, facts))


def render_document(markup: str) -> RenderedPdf:
    """Return the PDF of a whole HTML document, such as one made from plans/print/document.html, set in css/print.css.

    Raises RenderingFailed as render_pdf does.
    """
    with _lock, collection_paused(), pages_listed_once():
        try:
            return press().print(markup)
        except FatalURLFetchingError as error:
            raise RenderingFailed(str(error)) from error
        except RenderingFailed:
            raise
        except Exception as error:
            raise RenderingFailed(f"PDF'en kunne ikke sættes ({type(error).__name__}: {error}).") from error
