"""Steps in the section editor that several browser tests share."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from plans import saving
from plans.models import Section
from plans.saving import Author, Words

SECRETARY = "sekretaer@demo.example"
SAVED = re.compile(r"^Gemt.* kl\. \d\d\.\d\d$")
PATIENCE = 15_000
"""Milliseconds that an autosave may take, its pause included."""


def address(key: str) -> str:
    """The section's page in the demo's draft."""
    return f"/skrivebord/plan/2024/afsnit/{key}/"


def draft(key: str) -> Section:
    """The section as the database has it."""
    return Section.objects.select_related("plan").get(plan__year=2024, key=key)


def set_text(key: str, text: str) -> None:
    """Put a known text in the section, past the page."""
    row = draft(key)
    saving.save(row, Words(row.heading, text, ""), base=row.version, author=Author(None, "Prøven"))


def text_box(page: Page) -> Locator:
    """The editor's text."""
    return page.get_by_role("textbox", name="Tekst", exact=True)


def write_at_end(page: Page, words: str) -> None:
    """Type at the end of the text."""
    # By focus, not by a click: the editor may take in where a click fell after the next key.
    text_box(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def status(page: Page) -> Locator:
    """The line that says how saving stands."""
    return page.locator("[data-save-state]")


def wait_for_saved(page: Page) -> None:
    """Until the page says when it saved."""
    expect(status(page)).to_have_text(SAVED, timeout=PATIENCE)


def paste(page: Page, html: str) -> None:
    """Paste HTML where the cursor is, as the browser does from the clipboard."""
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", "uden form");
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(event);
        }""",
        html,
    )
