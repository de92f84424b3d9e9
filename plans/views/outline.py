"""The outline on the desk: the plan's tree with its state, and all that changes the tree.

Every change is a post with the version that it began from. With htmx the answer is the fresh outline; without script it
is a redirect back to the section. Where the change cannot be made the fresh outline is shown with the reason (409), and
what was typed is still in its field.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from councils.doors import desk_page
from plans import arranging, confirming, undoing
from plans.arranging import GONE, STEPS, Change, HeadingChanged, Tree
from plans.models import Plan
from plans.outline import OutlineChanged, OutlineRefused
from plans.saving import Author
from plans.views.access import get_plan
from plans.views.outline_forms import LARGEST, AddForm, BaseForm, KeyForm, PlaceForm, RenameForm, SeenForm
from plans.views.outline_page import UNDO, Choice, Told, answer
from plans.workflow import IllegalTransition

BAD_REQUEST, CONFLICT = 400, 409
MOST_CHOSEN = 2000


class Unreadable(Exception):
    """What was sent is not what any of the outline's forms sends."""


class Mistyped(Exception):
    """A form with errors, to be shown again; `told` has it."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told


@desk_page
def outline(request: HttpRequest, year: int) -> HttpResponse:
    """The plan's tree, cut down to what the address asks for (?vis=, ?q=)."""
    return answer(request, get_plan(request, year), Choice.read(request.GET))


@desk_page
@require_POST
def change(request: HttpRequest, year: int) -> HttpResponse:
    """Move, place, add, rename, remove, restore, confirm, undo: what `op` says."""
    plan = get_plan(request, year, writing=True)
    try:
        done = _operate(request, plan)
    except (OutlineRefused, IllegalTransition, Unreadable, Mistyped) as refusal:
        plan.refresh_from_db(fields=["stage", "outline_version"])
        told = _told(request, plan, refusal)
        told.said = " ".join(told.notices) or "Der er fejl i det, der er skrevet."
        return answer(request, plan, _choice_after(request.POST, refusal), told)
    _keep_undo(request, plan, done)
    kept = Choice.read(_only(request.POST, "vis", "q"))
    if getattr(request, "htmx", False):
        said = " ".join((done.words, *done.remarks))
        told = Told(notices=_notices(done), focus=_focus(request.POST, done), said=said)
        return answer(request, plan, kept, told)
    for notice in _notices(done):
        messages.info(request, notice)
    place = f"#afsnit-{done.key}" if done.key else ""
    return redirect(f"{reverse('draft:outline', args=[plan.year])}{kept.query}{place}")


# What is asked for ---------------------------------------------------------------------------------------------------


def _operate(request: HttpRequest, plan: Plan) -> Change:
    operation, _, key = request.POST.get("op", "").partition(":")
    if operation in STEPS:
        return arranging.step(plan, _key(key), operation, seen=_seen(request.POST))
    if operation not in OPERATIONS:
        raise Unreadable
    return OPERATIONS[operation](request, plan, key)


def _place(request: HttpRequest, plan: Plan, _: str) -> Change:
    form = PlaceForm(request.POST)
    if not form.is_valid():
        raise Unreadable
    sent = form.cleaned_data
    return arranging.place(plan, sent["key"], parent=sent["parent"], after=sent["after"], seen=sent["seen"])


def _add(request: HttpRequest, plan: Plan, _: str) -> Change:
    arranging.check_stage(plan)
    form, seen = AddForm(request.POST, tree=Tree(plan)), _seen(request.POST)
    if not form.is_valid():
        raise Mistyped(Told(add_form=form))
    sent = form.cleaned_data
    return arranging.add(plan, arranging.Spot.read(sent["spot"]), heading=sent["heading"], role=sent["role"], seen=seen)


def _rename(request: HttpRequest, plan: Plan, key: str) -> Change:
    arranging.check_stage(plan)
    section, base = Tree(plan).node(_key(key)).section, BaseForm(request.POST)
    if not base.is_valid():
        raise Unreadable
    form = RenameForm(request.POST, section=section)
    if not form.is_valid():
        raise Mistyped(Told(rename_form=form, rename_base=base.cleaned_data["base"]))
    heading = form.cleaned_data["heading"]
    return arranging.rename(plan, key, heading, base=base.cleaned_data["base"], author=Author.of(request.user))


def _remove(request: HttpRequest, plan: Plan, key: str) -> Change:
    return arranging.remove(plan, _key(key), seen=_seen(request.POST), author=Author.of(request.user))


def _restore(request: HttpRequest, plan: Plan, key: str) -> Change:
    return arranging.restore(plan, _key(key), seen=_seen(request.POST), author=Author.of(request.user))


def _confirm(request: HttpRequest, plan: Plan, _: str) -> Change:
    chosen = []
    for sent in request.POST.getlist("chosen")[:MOST_CHOSEN]:
        key, _, version = sent.partition(":")
        if not (version.isascii() and version.isdigit() and len(version) < len(str(LARGEST))):
            raise Unreadable
        chosen.append((_key(key), int(version)))
    if not chosen:
        raise OutlineRefused("Sæt først kryds ved de afsnit, der skal bekræftes.")
    return confirming.confirm(plan, chosen, author=Author.of(request.user))


def _undo(request: HttpRequest, plan: Plan, _: str) -> Change:
    kept = request.session.get(UNDO) or {}
    if kept.get("plan") != plan.pk:
        raise OutlineRefused("Der er ikke noget at fortryde.")
    return undoing.undo(plan, kept["what"], author=Author.of(request.user))


OPERATIONS: dict[str, Callable[[HttpRequest, Plan, str], Change]] = {
    "place": _place,
    "add": _add,
    "rename": _rename,
    "remove": _remove,
    "restore": _restore,
    "confirm": _confirm,
    "undo": _undo,
}


def _key(text: str) -> str:
    form = KeyForm({"key": text})
    if not form.is_valid():
        raise OutlineRefused(GONE)
    return str(form.cleaned_data["key"])


def _seen(sent: QueryDict) -> int:
    form = SeenForm(sent)
    if not form.is_valid():
        raise Unreadable
    return int(form.cleaned_data["seen"])


# What is answered ----------------------------------------------------------------------------------------------------


def _told(request: HttpRequest, plan: Plan, refusal: Exception) -> Told:
    """What the page says of a change that could not be made, with all that was typed."""
    if isinstance(refusal, Mistyped):
        return refusal.told
    if isinstance(refusal, Unreadable):
        return Told(["Ændringen kunne ikke læses. Prøv igen fra den disposition, der vises her."], BAD_REQUEST)
    if isinstance(refusal, IllegalTransition):
        return Told([reason.text for reason in refusal.reasons], CONFLICT)
    fresh = " Den vises her, som den er nu. Prøv igen." if isinstance(refusal, OutlineChanged) else ""
    told = Told([f"{refusal}{fresh}"], CONFLICT)
    operation, _, key = request.POST.get("op", "").partition(":")
    if operation == "add":
        told.add_form = AddForm(request.POST, tree=Tree(plan))
        told.add_form.is_valid()
    elif operation == "rename":
        _keep_heading(request, plan, key, told, refusal)
    return told


def _keep_heading(request: HttpRequest, plan: Plan, key: str, told: Told, refusal: Exception) -> None:
    """Show the heading that was typed in its field, or in words where its section is gone."""
    node = Tree(plan).nodes.get(key)
    if node is not None:
        told.rename_form = RenameForm(request.POST, section=node.section)
    elif typed := request.POST.get("navn-heading", "").strip():
        told.notices.append(f"Du havde skrevet: »{typed}«.")


def _choice_after(sent: QueryDict, refusal: Exception) -> Choice:
    """What is shown after a refusal: the same list, with the form that was being filled in."""
    operation, _, key = sent.get("op", "").partition(":")
    form_stays = isinstance(refusal, (Mistyped, HeadingChanged, OutlineRefused))
    shown = _only(sent, "vis", "q")
    if form_stays and operation == "rename":
        shown["aaben"] = key
    return Choice.read(shown)


def _only(sent: QueryDict, *names: str) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name in names:
        kept[name] = sent.get(name, "")
    return kept


def _notices(done: Change) -> list[str]:
    """What is said besides the line that offers to undo; all of it where there is nothing to undo."""
    return list(done.remarks) if done.undo else [done.words, *done.remarks]


def _keep_undo(request: HttpRequest, plan: Plan, done: Change) -> None:
    """Keep how the change is undone until the next one; what changed nothing leaves the one before."""
    if done.undo:
        request.session[UNDO] = {"plan": plan.pk, "words": done.words, "what": done.undo}
    elif request.POST.get("op") == "undo":
        request.session.pop(UNDO, None)


def _focus(sent: QueryDict, done: Change) -> str:
    """Where the keyboard goes: to the section that came or was renamed, to the undoing of a removal, or it stays."""
    operation = sent.get("op", "").partition(":")[0]
    if operation == "remove":
        return "undo"
    return done.key if operation in ("add", "rename", "restore", "undo") else ""
