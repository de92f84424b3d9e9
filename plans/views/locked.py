"""The text that is locked for decision, exactly as it is to be decided on: on the web and as PDF."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from councils.doors import desk_file, desk_page
from plans import deciding
from plans.models import ApprovalRound
from plans.publishing import previews
from plans.publishing.freezing import Frozen
from plans.publishing.html import render_article
from plans.publishing.pdf import RenderingFailed
from plans.views import menu
from plans.views.access import get_plan
from plans.views.refusing import refused
from plans.workflow import IllegalTransition


def frozen_of(approval_round: ApprovalRound) -> Frozen:
    """What the round decides on."""
    return Frozen(json.loads(approval_round.content), approval_round.content, approval_round.digest)


def article_of(content: dict[str, Any]) -> SafeString:
    """The article of a frozen content."""
    # Made by the renderer of published articles from text that was cleaned when it was frozen.
    return mark_safe(render_article(content))  # noqa: S308


def _round(request: HttpRequest, year: int) -> ApprovalRound:
    """The open round of the plan, for who may read its draft; Http404 where there is none."""
    found = deciding.open_round(get_plan(request, year))
    if found is None:
        raise Http404("Planen er ikke til beslutning.")
    return found


@desk_page
@require_safe
def text(request: HttpRequest, year: int) -> HttpResponse:
    """The locked text as a web page, which says that it is not decided yet, or not published."""
    approval_round = _round(request, year)
    content = frozen_of(approval_round).content
    context = {
        "plan": approval_round.plan,
        "round": approval_round,
        "is_decided": deciding.is_decided(approval_round),
        "content": content,
        "groups": menu.groups(content),
        "article": article_of(content),
        "section": "plan",
    }
    return render(request, "plans/desk/deciding/text.html", context)


@desk_file
@require_safe
def text_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The locked text as PDF, with UDKAST on every page; 304 for who has it already."""
    approval_round = _round(request, year)
    plan, frozen = approval_round.plan, frozen_of(approval_round)
    made_of = previews.fingerprint(frozen)
    etag = f'"{made_of[:32]}"'
    if (not_modified := get_conditional_response(request, etag=etag)) is not None:
        not_modified["ETag"] = etag
        return not_modified
    try:
        data = previews.preview_pdf(plan, frozen, made_of)
    except (IllegalTransition, RenderingFailed) as failure:
        refusal = failure if isinstance(failure, IllegalTransition) else IllegalTransition([failure.reason])
        return refused(request, refusal, back=reverse("approvals:text", args=[year]), here="decision")
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="til-beslutning-samarbejdsplan-{plan.year}.pdf"'
    response["ETag"] = etag
    return response
