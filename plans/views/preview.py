"""The whole draft, as it would be read on the web and on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from councils.doors import desk_file, desk_page
from plans import workflow
from plans.models import Plan
from plans.publishing import previews
from plans.publishing.freezing import freeze
from plans.publishing.html import render_article
from plans.publishing.pdf import RenderingFailed
from plans.views import menu
from plans.views.access import get_plan
from plans.views.refusing import refused
from plans.workflow import IllegalTransition


@desk_page
@require_safe
def preview(request: HttpRequest, year: int) -> HttpResponse:
    """The draft as a web page, made from the content that would be published now; links that lead nowhere are named."""
    plan = get_plan(request, year)
    if _is_past(plan):
        return redirect(plan)
    content = freeze(plan, on=timezone.localdate()).content
    context = {
        "plan": plan,
        "content": content,
        "groups": menu.groups(content),
        # Made by the renderer of published articles from text that was cleaned when it was frozen.
        "article": mark_safe(render_article(content)),  # noqa: S308
        "broken_links": workflow.broken_links(content),
        "section": "plan",
    }
    return render(request, "plans/desk/preview.html", context)


@desk_file
@require_safe
def preview_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The draft as PDF, with UDKAST on every page; 304 for who has it as it is now."""
    plan = get_plan(request, year)
    if _is_past(plan):
        return redirect("plans:plan-pdf", year=plan.year)
    frozen = freeze(plan, on=timezone.localdate())
    made_of = previews.fingerprint(frozen)
    etag = f'"{made_of[:32]}"'
    if (not_modified := get_conditional_response(request, etag=etag)) is not None:
        not_modified["ETag"] = etag
        return not_modified
    try:
        data = previews.preview_pdf(plan, frozen, made_of)
    except (IllegalTransition, RenderingFailed) as failure:
        return _not_made(request, plan, failure)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="udkast-samarbejdsplan-{plan.year}.pdf"'
    response["ETag"] = etag
    return response


def _is_past(plan: Plan) -> bool:
    """Whether the plan is no draft: what was published is read at its own address."""
    return plan.is_archive or plan.stage == Plan.Stage.PUBLISHED


def _not_made(request: HttpRequest, plan: Plan, failure: IllegalTransition | RenderingFailed) -> HttpResponse:
    refusal = failure if isinstance(failure, IllegalTransition) else IllegalTransition([failure.reason])
    return refused(request, refusal, back=reverse("draft:preview", args=[plan.year]), here="plan")
