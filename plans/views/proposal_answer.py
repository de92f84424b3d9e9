"""One proposal as the secretariat answers it, and as others read it; answers sent alone or together; merging."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from councils.doors import desk_page
from plans import answering
from plans.adopting import has_changed
from plans.answering import AnswerChanged, Seen, obstacles_to_answering, obstacles_to_merging
from plans.models import Plan, Proposal
from plans.outline import Node
from plans.proposal_forms import AnswerForm
from plans.proposal_standing import Row, row_of, rows_of
from plans.proposal_years import Season, Seasons, chosen_year, name_of, nodes_of, section_choices, was_published
from plans.proposing import Kind, State
from plans.saving import Author
from plans.tracing import shown_change
from plans.views.assignments import number as as_number
from plans.views.proposal_access import Office, get_answerable, get_inbox
from plans.views.refusing import CONFLICT, refused
from plans.workflow import IllegalTransition, editing_obstacles

UNPROCESSABLE = 422
SAVE, READY, SEND = "gem", "klar", "send"


def address(proposal: Proposal) -> str:
    """The proposal's page."""
    return reverse("proposals:answer", args=[proposal.year, proposal.number])


def trail(proposal: Proposal, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about it."""
    own = address(proposal) if more else ""
    return [("Forslag", f"{reverse('proposals:inbox')}?aar={proposal.year}"), (proposal.reference, own), *more]


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The proposal with its answer: written by the secretariat, read by others."""
    office, found = get_answerable(request, year, number, writing=request.method == "POST")
    if request.method == "POST":
        return _keep(request, office, found)
    if not office.works:
        return _page(request, office, found)
    answering.mark_seen(found, at=timezone.now())
    return _page(request, office, found, opened=bool(request.GET.get("nyt")))


# The page ------------------------------------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    office: Office,
    found: Proposal,
    *,
    form: AnswerForm | None = None,
    opened: bool = False,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    now = timezone.now()
    row = row_of(found, at=now)
    seasons = Seasons.load(on=timezone.localdate(now))
    plan = seasons.source(found.year)
    nodes = nodes_of(plan)
    by_key = {node.section.key: node for node in nodes}
    section = by_key[found.section_key].section if found.section_key in by_key else None
    context = {
        "office": office,
        "row": row,
        "proposal": found,
        **shown_change(found),
        "section": section,
        "section_name": name_of(by_key[found.section_key]) if section else found.section_heading,
        "section_plan": plan,
        "changed_since": has_changed(found, section) if found.kind != Kind.NEW else False,
        "season": seasons.of(found.year),
        "origins": rows_of(found.origins.order_by("number"), at=now),
        "names_origins": office.works or was_published(seasons.plans.get(found.year)),
        "here": "proposals",
        "trail": trail(found),
        **_around(office, found, now),
        **more,
    }
    if office.works:
        context |= _writing(found, row, form, nodes, seasons.of(found.year), request, opened=opened or form is not None)
    return render(request, "plans/desk/proposals/answer.html", context, status=status)


def _around(office: Office, found: Proposal, now: datetime) -> dict[str, Any]:
    """The council's other proposals of the year, and others about the same section; for the secretariat."""
    if not office.works:
        return {}
    rows = Proposal.objects.of_year(found.year).exclude(state=State.DRAFT).exclude(pk=found.pk)
    sent = rows.filter(number__isnull=False).order_by("number")
    same = rows_of(sent.filter(council=found.council), at=now)
    alike = sent.exclude(council=found.council).filter(section_key=found.section_key) if found.section_key else None
    waiting = list(Proposal.objects.of_year(found.year).heads().unanswered().order_by("submitted_at", "pk"))
    return {
        "same_council": same,
        "alike": rows_of(alike, at=now) if alike is not None else [],
        "queue": _queue(found, waiting),
    }


def _queue(found: Proposal, waiting: list[Proposal]) -> dict[str, Any]:
    """Where the proposal stands among those that wait, the oldest first."""
    at = next((place for place, row in enumerate(waiting) if row.pk == found.pk), None)
    if at is None:
        return {"count": len(waiting), "next": waiting[0] if waiting else None}
    before = waiting[at - 1] if at else None
    after = waiting[at + 1] if at + 1 < len(waiting) else None
    return {"at": at + 1, "count": len(waiting), "before": before, "next": after}


def _writing(
    found: Proposal,
    row: Row,
    form: AnswerForm | None,
    nodes: list[Node],
    season: Season,
    request: HttpRequest,
    *,
    opened: bool,
) -> dict[str, Any]:
    """What the secretariat has beside: the form, what may be done, and what may be merged."""
    obstacles = obstacles_to_answering(found)
    shows_form = not obstacles and (opened or row.draft is not None or not row.is_answered)
    merging = obstacles_to_merging(found)
    return {
        "obstacles": obstacles,
        "form": (form or _form(None, found, row, nodes, request.GET.get("afsnit", ""))) if shows_form else None,
        "may_merge": not merging and answering.to_merge(found).exists(),
        "may_insert": _may_insert(found, season.plan),
    }


def _may_insert(found: Proposal, plan: Plan | None) -> bool:
    """Whether the text can be brought into the year's plan now."""
    return found.state != State.WITHDRAWN and bool(found.text) and plan is not None and not editing_obstacles(plan)


def _form(
    data: Any, found: Proposal, row: Row, nodes: list[Node], key: str = "", *, sending: bool = False
) -> AnswerForm:
    """The form, with the answer drafted; a section asked for by the address is chosen."""
    choices = section_choices(nodes, all_kinds=True)
    known = dict(choices)
    draft, section = row.draft, found.section_key
    initial: dict[str, Any] = {"version": 0, "section_key": section}
    if draft is not None:
        names = ("version", "outcome", "text", "internal_note", "released")
        initial = {name: getattr(draft, name) for name in names} | {"section_key": draft.section_key or section}
        if draft.section_key and draft.section_key not in known:
            choices = [*choices, (draft.section_key, f"{draft.section_heading} (ikke længere i planen)")]
    if key in known:
        initial["section_key"] = key
    return AnswerForm(data, choices=choices, sending=sending, initial=initial)


# Keeping it ----------------------------------------------------------------------------------------------------------


def _keep(request: HttpRequest, office: Office, found: Proposal) -> HttpResponse:
    """Save the draft, lay it ready, or go on to send it."""
    do, now = request.POST.get("do", SAVE), timezone.now()
    if reasons := obstacles_to_answering(found):
        return refused(request, IllegalTransition(reasons), back=address(found), here="proposals")
    nodes, row = nodes_of(Seasons.load(on=timezone.localdate(now)).source(found.year)), row_of(found, at=now)
    sending = do in (READY, SEND)
    form = _form(request.POST, found, row, nodes, sending=sending)
    if not form.is_valid():
        return _page(request, office, found, form=form, status=UNPROCESSABLE)
    words = form.words({node.section.key: str(node.section) for node in nodes} | _kept_heading(row))
    try:
        answering.draft(found, words, ready=sending, author=Author.of(request.user), at=now)
    except AnswerChanged as changed:
        return _changed(request, office, found, changed)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=address(found), here="proposals")
    if do == SEND:
        return redirect("proposals:send_one", year=found.year, number=found.number)
    kept = "Svaret er lagt klar. Det sendes, når du vælger det." if do == READY else "Kladden er gemt."
    messages.success(request, f"{kept} Kun sekretariatet kan se den." if do != READY else kept)
    return redirect(address(found))


def _kept_heading(row: Row) -> dict[str, str]:
    return {row.draft.section_key: row.draft.section_heading} if row.draft and row.draft.section_key else {}


def _changed(request: HttpRequest, office: Office, found: Proposal, changed: AnswerChanged) -> HttpResponse:
    """Somebody was first: what was written stays in the form, what stands now is shown beside it."""
    found.refresh_from_db()
    data = request.POST.copy()
    data["version"] = str(changed.now.version if changed.now else 0)
    nodes = nodes_of(Seasons.load(on=timezone.localdate()).source(found.year))
    form = _form(data, found, row_of(found, at=timezone.now()), nodes)
    return _page(request, office, found, form=form, status=CONFLICT, passed=True, theirs=changed.now)


# Sending -------------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def send_one(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Who gets the answer, and what it says; then send it."""
    _, found = get_answerable(request, year, number, steering=True)
    drafted = answering.drafted(found)
    if drafted is None:
        messages.info(request, "Der er intet svar i kladde.")
        return redirect(address(found))
    if reasons := [*obstacles_to_answering(found), *answering.lacking(drafted)]:
        return refused(request, IllegalTransition(reasons), back=address(found), here="proposals")
    if request.method == "POST":
        return _send_one(request, found)
    context = {
        "proposal": found,
        "answer": drafted,
        "receivers": answering.answered_with(found),
        "here": "proposals",
        "trail": trail(found, ("Send svaret", "")),
    }
    return render(request, "plans/desk/proposals/send_one.html", context)


def _send_one(request: HttpRequest, found: Proposal) -> HttpResponse:
    versions = [as_number(request.POST.get(name, "")) for name in ("version", "proposal_version")]
    try:
        answering.send(Seen(found, *versions), author=Author.of(request.user), at=timezone.now())
    except AnswerChanged as changed:
        messages.warning(request, f"{changed} Det er ikke sendt. Læs det igen, før du sender.")
        return redirect(address(found))
    except IllegalTransition as refusal:
        return refused(request, refusal, back=address(found), here="proposals")
    messages.success(request, f"Svaret på forslag {found.reference} er sendt.")
    return redirect(address(found))


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """All answers that are laid ready, and who gets them; then send those chosen."""
    now = timezone.now()
    seasons = Seasons.load(on=timezone.localdate(now))
    year = chosen_year(request.GET.get("aar", ""), seasons)
    get_inbox(request, year, steering=True)
    back = f"{reverse('proposals:inbox')}?aar={year}"
    rows = _ready(year, now)
    if request.method == "POST":
        _send_chosen(request, rows)
        return redirect(back)
    context = {
        "year": year,
        "rows": [(row, answering.answered_with(row.proposal)) for row in rows],
        "back": back,
        "here": "proposals",
        "trail": [("Forslag", back), ("Send svar", "")],
    }
    return render(request, "plans/desk/proposals/send.html", context)


def _ready(year: int, now: datetime) -> list[Row]:
    proposals = Proposal.objects.of_year(year).heads().filter(state=State.SUBMITTED)
    laid = proposals.filter(answers__sent_at__isnull=True, answers__ready_at__isnull=False)
    return rows_of(laid.order_by("number"), at=now)


def _send_chosen(request: HttpRequest, rows: list[Row]) -> None:
    """Each as `pk:answer's version:proposal's version`, as the page showed them."""
    wanted = [value.split(":") for value in request.POST.getlist("valgt")]
    seen = {as_number(parts[0]): parts[1:] for parts in wanted if len(parts) == len(("pk", "version", "proposal"))}
    chosen = [Seen(row.proposal, *map(as_number, seen[row.proposal.pk])) for row in rows if row.proposal.pk in seen]
    done, left = answering.send_all(chosen, author=Author.of(request.user), at=timezone.now())
    gone = len(seen) - len(chosen)
    if done:
        count = "1 svar er sendt" if len(done) == 1 else f"{len(done)} svar er sendt"
        messages.success(request, f"{count}: {', '.join(row.reference for row in done)}.")
    if left or gone:
        names = ", ".join(row.reference for row in left) or "noget af det valgte"
        messages.warning(request, f"Ikke sendt, fordi det er ændret eller sendt, siden du så det: {names}.")
    if not seen:
        messages.info(request, "Vælg de svar, der skal sendes.")


# Merging -------------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Choose other proposals of the year that are answered together with this one."""
    _, found = get_answerable(request, year, number, writing=True)
    if reasons := obstacles_to_merging(found):
        return refused(request, IllegalTransition(reasons), back=address(found), here="proposals")
    if request.method == "POST":
        chosen = [as_number(value) for value in request.POST.getlist("valgt")]
        try:
            merged = answering.merge(found, chosen, author=Author.of(request.user), at=timezone.now())
        except IllegalTransition as refusal:
            return refused(request, refusal, back=address(found), here="proposals")
        if merged:
            names = ", ".join(row.reference for row in merged)
            messages.success(request, f"{names} besvares nu sammen med {found.reference}.")
        else:
            messages.info(request, "Vælg mindst ét forslag.")
        return redirect(address(found))
    context = {
        "proposal": found,
        "groups": _groups(found),
        "here": "proposals",
        "trail": trail(found, ("Saml forslag", "")),
    }
    return render(request, "plans/desk/proposals/merge.html", context)


def _groups(found: Proposal) -> list[tuple[str, list[Proposal]]]:
    """What may be merged, that about the same section first."""
    candidates = list(answering.to_merge(found))
    alike = [row for row in candidates if found.section_key and row.section_key == found.section_key]
    groups = [("Om samme afsnit", alike), ("Andre ubesvarede forslag", [row for row in candidates if row not in alike])]
    return [(legend, rows) for legend, rows in groups if rows]


@desk_page
@require_POST
def unmerge(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Have the proposal stand by itself again."""
    _, found = get_answerable(request, year, number, writing=True)
    try:
        answering.unmerge(found, author=Author.of(request.user), at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=address(found), here="proposals")
    messages.success(request, f"Forslag {found.reference} står igen for sig selv.")
    return redirect(address(found))
