"""A draft as it would be published, made from the same content by the same renderers, and marked as a draft.

A PDF is kept with the fingerprint of all it was made from, and made anew only when that has changed.
"""

from __future__ import annotations

import hashlib
from datetime import date

from django.utils import timezone

from plans.models import Plan, PlanPreview
from plans.publishing import letters
from plans.publishing.facts import EditionFacts
from plans.publishing.freezing import Frozen
from plans.publishing.pdf import STYLESHEET, TOKENS, render_pdf, static_file
from plans.workflow import IllegalTransition


def fingerprint(frozen: Frozen, *, on: date) -> str:
    """SHA-256 of what the PDF of the draft is made from: content, day and stylesheets (64 hex digits)."""
    made_of = hashlib.sha256(f"{frozen.digest} {on.isoformat()}".encode())
    for name in (STYLESHEET, TOKENS):
        made_of.update(static_file(name).read_bytes())
    return made_of.hexdigest()


def preview_pdf(plan: Plan, frozen: Frozen, *, on: date) -> tuple[bytes, str]:
    """The draft's PDF and its fingerprint; the one that is kept where it is current.

    Raises IllegalTransition where the typeface lacks letters of the text, with the sections they stand in, and
    publishing.pdf.RenderingFailed where the PDF cannot be made.
    """
    wanted = fingerprint(frozen, on=on)
    kept = PlanPreview.objects.filter(plan=plan, fingerprint=wanted).first()
    if kept is not None:
        return bytes(kept.data), wanted
    if reasons := letters.obstacles(frozen.content, decision="", note=""):
        raise IllegalTransition(reasons)
    facts = EditionFacts(number=1, published_on=on, digest=frozen.digest, draft=True)
    data = render_pdf(frozen.content, facts).data
    values = {"fingerprint": wanted, "data": data, "made_at": timezone.now()}
    PlanPreview.objects.update_or_create(plan=plan, defaults=values)
    return data, wanted
