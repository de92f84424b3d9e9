"""Talk about a section: threads, answers, and that a thread is settled. Whoever may read the draft takes part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from councils.doors import desk_page
from plans import talking
from plans.comment_forms import CommentForm
from plans.models import Comment, Section
from plans.talking import TooLate
from plans.views.access import get_plan, may_write
from plans.views.refusing import refused
from plans.workflow import IllegalTransition

UNPROCESSABLE = 422
DONE = {"afslut": "Tråden er afsluttet.", "genaabn": "Tråden er åben igen.", "slet": "Kommentaren er slettet."}
"""What may be done with a thread besides answering it, and what is said then."""


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """All that was said of the section; POST begins a thread."""
    row = _section(request, year, key)
    if request.method != "POST":
        return _page(request, row)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form)
    try:
        said = talking.begin(section=row, text=form.cleaned_data["text"], user=request.user, at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=_way_back(row), here="plan")
    messages.success(request, "Din kommentar er tilføjet.")
    return redirect(_address(row, said))


@desk_page
@require_POST
def thread(request: HttpRequest, year: int, key: str, pk: int) -> HttpResponse:
    """Answer in a thread, or with `do` settle it, open it, or take back what one has just written."""
    row = _section(request, year, key)
    found = Comment.objects.filter(section=row, pk=pk).select_related("parent").first()
    if found is None:
        raise Http404("Kommentaren findes ikke.")
    try:
        return _do(request, row, found) if "do" in request.POST else _answer(request, row, found)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=_way_back(row), here="plan")
    except Comment.DoesNotExist:
        messages.warning(request, "Kommentaren er slettet af den, der skrev den.")
        return redirect(_address(row))


def _answer(request: HttpRequest, row: Section, found: Comment) -> HttpResponse:
    first = found.parent or found
    form = CommentForm(request.POST, thread=first.pk)
    if not form.is_valid():
        return _page(request, row, form=form, answered=first.pk)
    text = form.cleaned_data["text"]
    said = talking.answer(thread=first, text=text, user=request.user, writes=may_write(row), at=timezone.now())
    messages.success(request, "Dit svar er tilføjet.")
    return redirect(_address(row, said))


def _do(request: HttpRequest, row: Section, found: Comment) -> HttpResponse:
    wanted, first = request.POST["do"], found.parent or found
    user, now = request.user, timezone.now()
    changed: bool = True
    if wanted == "afslut":
        changed = talking.resolve(thread=first, user=user, at=now)
    elif wanted == "genaabn":
        changed = talking.reopen(thread=first)
    elif wanted == "slet":
        return _delete(request, row, found)
    else:
        messages.error(request, "Vælg, hvad der skal ske med tråden.")
        return redirect(_address(row, first))
    if changed:
        messages.success(request, DONE[wanted])
    return redirect(_address(row, first))


def _delete(request: HttpRequest, row: Section, found: Comment) -> HttpResponse:
    try:
        talking.delete(comment=found, user=request.user, at=timezone.now())
    except TooLate:
        messages.warning(request, "Kommentaren kan ikke slettes mere. Skriv et svar i tråden i stedet.")
        return redirect(_address(row, found))
    messages.success(request, DONE["slet"])
    return redirect(_address(row))


def _section(request: HttpRequest, year: int, key: str) -> Section:
    """The section; a removed one too when something is said of it, so that this can be refused with its reason."""
    plan = get_plan(request, year)
    row = Section.everything.filter(plan=plan, key=key).first()
    if row is None or (row.removed_at is not None and request.method != "POST"):
        raise Http404("Planen har ikke det afsnit.")
    row.plan = plan
    return row


def _address(row: Section, said: Comment | None = None) -> str:
    anchor = f"kommentar-{said.pk}" if said else "kommentarer"
    return f"{reverse('draft:section', args=[row.plan.year, row.key])}#{anchor}"


def _way_back(row: Section) -> str:
    removed = row.removed_at is not None
    return reverse("draft:outline", args=[row.plan.year]) if removed else _address(row)


def _page(
    request: HttpRequest, row: Section, *, form: CommentForm | None = None, answered: int | None = None
) -> HttpResponse:
    """The threads alone; where something is wrong with what was written, with it in its place."""
    context: dict[str, Any] = {
        "section": row,
        "plan": row.plan,
        **talk(row, request.user),
        "form": form,
        "answered": answered,
        "here": "plan",
        "trail": [
            (f"Plan {row.plan.year}", reverse("draft:outline", args=[row.plan.year])),
            (str(row), reverse("draft:section", args=[row.plan.year, row.key])),
            ("Kommentarer", ""),
        ],
    }
    if form is not None and answered is None:
        context["comment_form"] = form
    return render(request, "plans/desk/comments.html", context, status=UNPROCESSABLE if form else 200)


def talk(row: Section, user: Any) -> dict[str, Any]:
    """What the pages need that show the section's threads."""
    found = talking.threads(row, user, at=timezone.now())
    return {
        "threads": found,
        "unresolved": sum(not thread.is_resolved for thread in found),
        "may_talk": not talking.talk_obstacles(row.plan),
        "comment_form": CommentForm(),
    }
