"""A local council writes, sends, amends and withdraws its proposals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.http import require_http_methods, require_POST
from js_asset import Media, Script

from councils.canonical import canonicalise
from councils.doors import View, desk_page
from initiatives.models import FocusArea
from plans import proposing
from plans.comparing import difference
from plans.models import Proposal, Section
from plans.proposal_forms import ProposalForm
from plans.proposal_standing import Row, Standing, row_of
from plans.proposal_years import Season, Seasons, name_of, nodes_of, section_choices
from plans.proposing import Kind, ProposalPassed, State, obstacles_to_amending, obstacles_to_withdrawing
from plans.rich_text import RichTextWidget
from plans.saving import Author
from plans.tracing import shown_change
from plans.views.assignments import number
from plans.views.proposal_access import NOT_LEADING, Desk, get_council, get_proposal
from plans.views.refusing import CONFLICT, refused
from plans.workflow import IllegalTransition

UNPROCESSABLE = 422
SCRIPT = Media(js=[Script("js/proposal.js", defer=True)])
FETCHED = "Afsnittets tekst er sat ind i feltet. Ret den, så den er, som I gerne ser den."
KEPT_TYPED = "Afsnittets tekst er sat ind foran det, du havde skrevet. Saml det til den tekst, I foreslår."


@dataclass(frozen=True)
class Ground:
    """What a form about proposals to a year's plan stands on: the sections it may choose, and how the year stands."""

    desk: Desk
    season: Season
    landing: int
    sections: Mapping[str, Section]
    choices: list[tuple[str, str]]
    names: Mapping[str, str]

    @classmethod
    def of(cls, desk: Desk, year: int | None = None) -> Ground:
        """Two queries; by default for the year that is worked on."""
        seasons = Seasons.load(on=timezone.localdate())
        season = seasons.of(year) if year else seasons.current
        plan = seasons.source(season.year)
        nodes = nodes_of(plan)
        for node in nodes:
            node.section.plan = plan  # type: ignore[assignment]
        sections = {node.section.key: node.section for node in nodes}
        names = {node.section.key: name_of(node) for node in nodes}
        return cls(desk, season, seasons.landing(season.year), sections, section_choices(nodes), names)

    def form(self, data: Any = None, *, proposal: Proposal | None = None, **more: Any) -> ProposalForm:
        """A form for it."""
        areas = FocusArea.objects.for_council(self.desk.council).order_by("order", "name")
        return ProposalForm(data, sections=self.sections, choices=self.choices, areas=areas, proposal=proposal, **more)


def trail(desk: Desk, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about one of the council's proposals."""
    return [(str(desk.council), reverse("proposals:council", args=[desk.council.slug])), *more]


def own_page(proposal: Proposal) -> str:
    """Where the council reads and writes it."""
    return reverse("proposals:proposal", args=[proposal.council.slug, proposal.pk])


# A new one -----------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, council: str) -> HttpResponse:
    """Write a new proposal; ?afsnit=<key> begins with that section's text."""
    desk = get_council(request, council, writing=True)
    ground = Ground.of(desk)
    if request.method != "POST":
        return _page(request, ground, ground.form(initial=_beginning(ground, request.GET.get("afsnit", ""))))
    if request.POST.get("do") == "hent":
        return _fetched(request, ground, None)
    sending = request.POST.get("do") == "send"
    _check_leading(desk, sending)
    form = ground.form(request.POST, sending=sending)
    if not form.is_valid() or _stopped_for_text(form):
        return _again(request, ground, form, None)
    author, now = Author.of(request.user), timezone.now()
    kept = proposing.begin(council=desk.council, year=ground.season.year, content=form.content, author=author, at=now)
    return _saved(request, ground, kept, form, sending=sending)


def _beginning(ground: Ground, key: str) -> dict[str, Any]:
    initial: dict[str, Any] = {"version": 0, "base": 0, "kind": Kind.CHANGE}
    if key in dict(ground.choices):
        section = ground.sections[key]
        initial |= {"section_key": key, "base_key": key, "base": section.version, "text": section.text}
    return initial


def _check_leading(desk: Desk, sending: bool) -> None:
    if sending and not desk.steers:
        raise PermissionDenied(NOT_LEADING)


def _page(
    request: HttpRequest,
    ground: Ground,
    form: ProposalForm,
    *,
    row: Row | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    proposal = row.proposal if row else None
    context = {
        "council": ground.desk.council,
        "desk": ground.desk,
        "ground": ground,
        "season": ground.season,
        "next_season": _next(ground),
        "proposal": proposal,
        "row": row,
        "form": form,
        "base_text": _base_text(form),
        "media": Media.from_media(RichTextWidget().media + SCRIPT, nonce=request.csp_nonce),  # type: ignore[attr-defined]
        "here": "council",
        "trail": trail(ground.desk, (proposal.title if proposal else "Nyt forslag", "")),
        **more,
    }
    return render(request, "plans/desk/council/form.html", context, status=status)


def _next(ground: Ground) -> Season | None:
    """The year that what is sent now is kept for, where it is another."""
    if ground.landing == ground.season.year:
        return None
    return Seasons.load(on=timezone.localdate()).of(ground.landing)


def _base_text(form: ProposalForm) -> str:
    """The text that a change begins from, to be read beside what is written."""
    key, base = form["base_key"].value() or "", number(str(form["base"].value() or 0))
    if form.proposal and form.proposal.section_key == key and base == 0:
        return str(form.proposal.base_text)
    section = form.sections.get(key)
    return str(section.text) if section else ""


# Choosing the section ------------------------------------------------------------------------------------------------


def _fetched(request: HttpRequest, ground: Ground, row: Row | None) -> HttpResponse:
    """The same form with the chosen section's text in it; nothing is saved, and all that was typed is still there."""
    proposal = row.proposal if row else None
    data = request.POST.copy()
    section = ground.sections.get(data.get("section_key", ""))
    words = ""
    if section is None or section.key not in dict(ground.choices):
        messages.info(request, "Vælg et afsnit først.")
    else:
        words = _put_in(data, ground, proposal, section)
    initial: dict[str, Any] = {name: data.get(name, "") for name in ProposalForm.base_fields}
    initial["discussed"] = bool(data.get("discussed"))
    initial |= {name: number(data.get(name, "")) for name in ("version", "base")}
    return _page(request, ground, ground.form(initial=initial, proposal=proposal), row=row, fetched=words)


def _put_in(data: Any, ground: Ground, proposal: Proposal | None, section: Section) -> str:
    """Put the section's text into what was sent; what was written by hand stays, after it. Tells what was done."""
    before = ground.sections.get(data.get("base_key", ""))
    untouched = {"", section.text, before.text if before else "", proposal.base_text if proposal else ""}
    typed = canonicalise(data.get("text", ""))
    is_new = typed not in untouched
    data["text"] = section.text + (typed if is_new else "")
    data["base"], data["base_key"] = str(section.version), section.key
    return KEPT_TYPED if is_new else FETCHED


def _stopped_for_text(form: ProposalForm) -> bool:
    """Whether the form chose a section whose text it did not show: that is put in, to be read before it is sent."""
    if not form.is_unfetched:
        return False
    section = form.sections.get(form.cleaned_data["section_key"])
    return section is not None and bool(section.text)


def _again(request: HttpRequest, ground: Ground, form: ProposalForm, row: Row | None) -> HttpResponse:
    """What must be mended first; all that was typed is still there."""
    key = form.cleaned_data.get("section_key", "") if hasattr(form, "cleaned_data") else ""
    section = ground.sections.get(str(key))
    if section is not None and form.is_unfetched and section.text:
        data = request.POST.copy()
        words = _put_in(data, ground, form.proposal, section)
        form = ground.form(data, proposal=form.proposal, sending=form.sending)
        form.full_clean()
        form.errors.pop("text", None)
        form.add_error("text", words)
    return _page(request, ground, form, row=row, status=UNPROCESSABLE)


# Keeping and sending -------------------------------------------------------------------------------------------------


def _saved(request: HttpRequest, ground: Ground, kept: Proposal, form: ProposalForm, *, sending: bool) -> HttpResponse:
    """What follows a save: to the proposal's page or, when it is sent too, to the council's."""
    if not sending:
        when = time_format(timezone.localtime(), "H.i")
        messages.success(request, f"Kladden er gemt kl. {when}. Kun lokalrådet kan se den, til I sender den.")
        return redirect(own_page(kept))
    try:
        author = Author.of(request.user)
        sent = proposing.send(kept, version=kept.version, author=author, at=timezone.now())
    except IllegalTransition as refusal:
        return refused(request, refusal, back=own_page(kept), here="council")
    except ProposalPassed as passed:
        return redirect(own_page(passed.now))
    later = f" Det er gemt til planen for {sent.year}." if sent.meant_for else ""
    messages.success(
        request, f"Forslag {sent.reference} er sendt til sekretariatet.{later} I får en kvittering på mail."
    )
    return redirect("proposals:council", council=sent.council.slug)


# One of them ---------------------------------------------------------------------------------------------------------


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, council: str, pk: int) -> HttpResponse:
    """Read a proposal and its answer; write in it as long as that may be done."""
    desk, found = get_proposal(request, council, pk, writing=request.method == "POST")
    obstacles = obstacles_to_amending(found, on=timezone.localdate())
    if request.method == "POST":
        return _write(request, desk, found)
    row = row_of(found, at=timezone.now())
    is_begun = found.state in (State.DRAFT, State.RETURNED)
    writes = desk.steers or (desk.writes and found.state == State.DRAFT)
    if writes and not obstacles and (is_begun or request.GET.get("ret")):
        ground = Ground.of(desk, found.year)
        return _page(request, ground, ground.form(initial=_kept(found), proposal=found), row=row)
    return read(request, desk, row, may_amend=writes and not obstacles)


def _kept(found: Proposal) -> dict[str, Any]:
    names = ("version", "title", "kind", "section_key", "text", "reasons", "focus_area", "partners", "discussed")
    return {name: getattr(found, name) for name in names} | {"base": 0, "base_key": found.section_key}


def read(request: HttpRequest, desk: Desk, row: Row, *, may_amend: bool) -> HttpResponse:
    """The proposal as it stands, and what it was answered."""
    found = row.proposal
    context = {
        "council": desk.council,
        "desk": desk,
        "row": row,
        "proposal": found,
        **shown_change(found),
        "may_amend": may_amend,
        "may_withdraw": _may_withdraw(desk, found),
        "may_resume": desk.writes and found.state == State.WITHDRAWN,
        "season": Seasons.load(on=timezone.localdate()).of(found.year),
        "here": "council",
        "trail": trail(desk, (found.title, "")),
    }
    return render(request, "plans/desk/council/proposal.html", context)


def _may_withdraw(desk: Desk, found: Proposal) -> bool:
    leads = desk.steers or (desk.writes and found.state == State.DRAFT)
    return leads and not obstacles_to_withdrawing(found)


def _write(request: HttpRequest, desk: Desk, found: Proposal) -> HttpResponse:
    """Keep what was written; send it where that is asked for, or where it was sent already."""
    ground, row = Ground.of(desk, found.year), row_of(found, at=timezone.now())
    if request.POST.get("do") == "hent":
        return _fetched(request, ground, row)
    was_sent = found.state == State.SUBMITTED
    sending = request.POST.get("do") == "send" or was_sent
    _check_leading(desk, sending or found.state == State.RETURNED)
    form = ground.form(request.POST, proposal=found, sending=sending)
    if not form.is_valid() or _stopped_for_text(form):
        return _again(request, ground, form, row)
    try:
        kept = proposing.save(found, form.content, version=form.cleaned_data["version"], at=timezone.now())
    except ProposalPassed as passed:
        return _passed(request, ground, passed.now, form)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=own_page(found), here="council")
    if was_sent:
        messages.success(request, f"Ændringerne i forslag {kept.reference} er sendt til sekretariatet.")
        return redirect(own_page(kept))
    return _saved(request, ground, kept, form, sending=sending)


def _passed(request: HttpRequest, ground: Ground, now: Proposal, form: ProposalForm) -> HttpResponse:
    """Somebody was first: what was written stays in the form, what stands now is shown beside it."""
    data = request.POST.copy()
    data["version"] = str(now.version)
    again = ground.form(data, proposal=now)
    row = row_of(now, at=timezone.now())
    mine = form.content
    context = {"passed": True, "now": now, "mine": mine, "between": difference(now.text, canonicalise(mine.text))}
    return _page(request, ground, again, row=row, status=CONFLICT, **context)


# Withdrawing ---------------------------------------------------------------------------------------------------------

Action = Callable[[HttpRequest, Desk, Proposal], HttpResponse]


def acting(action: Action) -> View:
    """A view that changes one proposal by a button, with wrong stages and what passed meanwhile told as such."""

    @desk_page
    @wraps(action)
    def view(request: HttpRequest, council: str, pk: int) -> HttpResponse:
        desk, found = get_proposal(request, council, pk, writing=True)
        try:
            return action(request, desk, found)
        except IllegalTransition as refusal:
            return refused(request, refusal, back=own_page(found), here="council")
        except ProposalPassed as passed:
            messages.warning(request, f"{passed} Se det igen.")
            return redirect(own_page(passed.now))

    return view


@acting
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, desk: Desk, found: Proposal) -> HttpResponse:
    """What withdrawing means, then do it."""
    _check_leading(desk, found.state != State.DRAFT)
    if reasons := obstacles_to_withdrawing(found):
        raise IllegalTransition(reasons)
    if request.method != "POST":
        row = row_of(found, at=timezone.now())
        context = {
            "council": desk.council,
            "proposal": found,
            "was_sent": row.standing_told != Standing.DRAFT,
            "here": "council",
            "trail": trail(desk, (found.title, own_page(found)), ("Træk tilbage", "")),
        }
        return render(request, "plans/desk/council/withdraw.html", context)
    version = number(request.POST.get("version", ""))
    proposing.withdraw(found, version=version, author=Author.of(request.user), at=timezone.now())
    messages.success(request, f"»{found.title}« er trukket tilbage. Det kan tages op igen.")
    return redirect("proposals:council", council=desk.council.slug)


@acting
@require_POST
def resume(request: HttpRequest, desk: Desk, found: Proposal) -> HttpResponse:
    """Take a withdrawn proposal up again."""
    version = number(request.POST.get("version", ""))
    kept = proposing.resume(found, version=version, at=timezone.now())
    messages.success(request, f"»{kept.title}« er taget op igen som kladde.")
    return redirect(own_page(kept))
