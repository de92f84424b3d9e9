"""The editor of section HTML as a form's widget: a toolbar, the text, and the dialogs for links and tables.

The text is django-prose-editor's (ProseMirror, Tiptap); toolbar and dialogs are the portal's own, in Danish and usable
by keyboard. Without script the field holds the text as HTML.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django_prose_editor.widgets import importmap
from js_asset import ImportMap, Media, Script

MODULES = ("schema", "paste", "word", "toolbar", "dialogs", "kept", "engine", "presence")
"""The scripts in static/js/section/ that others import; the map gives them the names that whitenoise stores them by."""
IMPORTMAP = importmap | ImportMap({f"section/{name}": f"js/section/{name}.js" for name in MODULES})


class RichTextWidget(forms.Textarea):
    """The editor; `sections` are the keys and names of the sections that a link may lead to."""

    template_name = "forms/rich_text.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 16, "data-rich-text": ""} | (attrs or {}))
        self.sections: list[tuple[str, str]] = []

    @property
    def media(self) -> Media:
        """The editor's scripts. They need the answer's nonce: `Media.from_media(form.media, nonce=…)`."""
        return Media(importmap=IMPORTMAP, js=[Script("js/section/editor.js", type="module")])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template needs: the field's, and where links may lead."""
        context = super().get_context(name, value, attrs)
        context["widget"]["sections"] = self.sections
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the browser could not show its complaint at a field that is hidden behind the editor."""
        return False
