"""The whole draft, as it would be read on the web and on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from councils.doors import desk_page
from plans.models import Plan
from plans.publishing.freezing import freeze
from plans.publishing.html import render_article
from plans.publishing.pdf import RenderingFailed
from plans.publishing.previews import preview_pdf as pdf_of
from plans.views import menu
from plans.views.access import get_plan
from plans.views.refusing import refused
from plans.workflow import IllegalTransition


@desk_page
@require_safe
def preview(request: HttpRequest, year: int) -> HttpResponse:
    """The draft as a web page, made from the content that would be published now."""
    plan = get_plan(request, year)
    content = freeze(plan, on=timezone.localdate()).content
    context = {
        "plan": plan,
        "content": content,
        "groups": menu.groups(content),
        # Made by the renderer of published articles from text that was cleaned when it was frozen.
        "article": mark_safe(render_article(content)),  # noqa: S308
        "trail": [_plan_crumb(plan), ("Udkast", "")],
        "here": "plan",
    }
    return render(request, "plans/desk/preview.html", context)


@desk_page
@require_safe
def preview_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The draft as PDF, with UDKAST on every page."""
    plan, today = get_plan(request, year), timezone.localdate()
    try:
        data, made_of = pdf_of(plan, freeze(plan, on=today), on=today)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=_plan_crumb(plan)[1], here="plan")
    except RenderingFailed as failure:
        return refused(request, IllegalTransition([failure.reason]), back=_plan_crumb(plan)[1], here="plan")
    etag = f'"{made_of[:32]}"'
    if (not_modified := get_conditional_response(request, etag=etag)) is not None:
        return not_modified
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="udkast-{plan.year}.pdf"'
    response["ETag"] = etag
    return response


def _plan_crumb(plan: Plan) -> tuple[str, str]:
    return f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])
