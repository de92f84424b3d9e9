"""A draft as it would be published, made from the same content by the same renderers, and marked as a draft.

A PDF is kept with the fingerprint of all it was made from, and made anew only when that has changed. Its date is
therefore the day since which the draft reads so.
"""

from __future__ import annotations

import hashlib
from datetime import date
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from plans.models import Hearing, HearingPreview, Plan, PlanPreview
from plans.publishing import letters
from plans.publishing.facts import EditionFacts
from plans.publishing.freezing import Frozen
from plans.publishing.pdf import STYLESHEET, TOKENS, render_pdf, static_file
from plans.workflow import IllegalTransition

PRINT_TEMPLATES = "templates/plans/print"


def fingerprint(frozen: Frozen) -> str:
    """SHA-256 of what the PDF of the draft is made from: content, templates, stylesheets and the engine's version."""
    made_of = hashlib.sha256(f"{frozen.digest} {version('weasyprint')}".encode())
    templates = sorted((Path(settings.BASE_DIR) / PRINT_TEMPLATES).glob("*.html"))
    for path in [static_file(STYLESHEET), static_file(TOKENS), *templates]:
        made_of.update(path.read_bytes())
    return made_of.hexdigest()


def preview_pdf(plan: Plan, frozen: Frozen, made_of: str) -> bytes:
    """The draft's PDF: the one that is kept where it has this fingerprint, otherwise a new one, from now on kept.

    Two who ask at once may both make it; what is kept is always a whole file with its own fingerprint. Raises
    IllegalTransition where the typeface lacks letters of the text, with the sections they stand in, and
    publishing.pdf.RenderingFailed where the PDF cannot be made.
    """
    kept = PlanPreview.objects.filter(plan=plan, fingerprint=made_of).first()
    if kept is not None:
        return bytes(kept.data)
    if reasons := letters.obstacles(frozen.content, decision="", note=""):
        raise IllegalTransition(reasons)
    data = _made(frozen, timezone.localdate())
    values = {"fingerprint": made_of, "data": data, "made_at": timezone.now()}
    PlanPreview.objects.update_or_create(plan=plan, defaults=values)
    return data


def hearing_pdf(hearing: Hearing, frozen: Frozen, made_of: str) -> bytes:
    """The PDF of what a hearing sent out, dated as it was opened, and kept in the same way.

    Raises publishing.pdf.RenderingFailed where it cannot be made.
    """
    kept = HearingPreview.objects.filter(hearing=hearing, fingerprint=made_of).first()
    if kept is not None:
        return bytes(kept.data)
    data = _made(frozen, timezone.localdate(hearing.opened_at))
    values = {"fingerprint": made_of, "data": data, "made_at": timezone.now()}
    HearingPreview.objects.update_or_create(hearing=hearing, defaults=values)
    return data


def _made(frozen: Frozen, day: date) -> bytes:
    facts = EditionFacts(number=1, published_on=day, digest=frozen.digest, draft=True)
    return render_pdf(frozen.content, facts).data
