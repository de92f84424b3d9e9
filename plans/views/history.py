"""What was done with a section, by whom and when; what changed each time; and an earlier text put back."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from councils.doors import desk_page
from plans import saving
from plans.comparing import difference, plain_difference, summary
from plans.models import Revision, Section
from plans.saving import Author, Conflict, Saved, SectionGone, Words
from plans.sittings import before, begun_from, sittings, visible
from plans.views.access import get_section, may_write
from plans.views.refusing import refused
from plans.views.section_page import seen
from plans.workflow import IllegalTransition, editing_obstacles

A_PAGE = 20
State = Section.State


@desk_page
@require_safe
def history(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """All sittings with the section, newest first."""
    row = get_section(request, year, key)
    found = sittings(visible(row, request.user, writes=may_write(row)))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("side"))
    context = {"section": row, "plan": row.plan, "page": page, "here": "plan", "trail": _trail(row, ("Historik", ""))}
    return render(request, "plans/desk/history.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def revision(request: HttpRequest, year: int, key: str, pk: int) -> HttpResponse:
    """What one sitting changed; POST puts back the text that it left."""
    row = get_section(request, year, key, writing=request.method == "POST")
    found = visible(row, request.user, writes=may_write(row)).filter(pk=pk).first()
    if found is None:
        raise Http404("Afsnittets historik har ikke den version.")
    found.section = row
    return _restore(request, row, found) if request.method == "POST" else _page(request, row, found)


@dataclass(frozen=True)
class Change:
    """What a sitting changed: heading, text and note as differences, and how many places that is."""

    heading: SafeString
    text: SafeString
    note: SafeString

    @classmethod
    def between(cls, old: Words, new: Words) -> Change:
        """The change from the one to the other."""
        return cls(
            plain_difference(old.heading, new.heading),
            difference(old.text, new.text),
            plain_difference(old.note, new.note),
        )

    @property
    def summary(self) -> str:
        """The places counted, in Danish."""
        return summary(self.heading, self.text, self.note)


def _page(request: HttpRequest, row: Section, found: Revision) -> HttpResponse:
    all_found = sittings(visible(row, request.user, writes=may_write(row)))
    place = next(place for place, sitting in enumerate(all_found) if found.pk in sitting.pks)
    earlier = begun_from(found) if found.version is None else before(row, version=all_found[place].first or 1)
    words = Words.of(found)
    whole = ("Historik", reverse("draft:history", args=[row.plan.year, row.key]))
    context = {
        "section": row,
        "plan": row.plan,
        "revision": found,
        "sitting": all_found[place],
        "newer": all_found[place - 1] if place else None,
        "older": all_found[place + 1] if place + 1 < len(all_found) else None,
        "change": Change.between(earlier, words) if earlier else None,
        "may_restore": may_write(row) and not editing_obstacles(row.plan) and words != Words.of(row),
        "is_now": words == Words.of(row),
        "here": "plan",
        "trail": _trail(row, whole, (_named(found), "")),
    }
    return render(request, "plans/desk/revision.html", context)


def _named(found: Revision) -> str:
    return f"Version {found.version}" if found.version else "Tekst, der ikke blev valgt"


def _trail(row: Section, *rest: tuple[str, str]) -> list[tuple[str, str]]:
    year = row.plan.year
    plan = (f"Plan {year}", reverse("draft:outline", args=[year]))
    return [plan, (str(row), reverse("draft:section", args=[year, row.key])), *rest]


def _restore(request: HttpRequest, row: Section, found: Revision) -> HttpResponse:
    address = reverse("draft:section", args=[row.plan.year, row.key])
    # Whoever puts a text back has not read it through for this year: nothing is confirmed by it.
    state = State.REWRITTEN if found.state == State.CONFIRMED else found.state
    author = Author.of(request.user)
    try:
        saved = saving.save(
            row, Words.of(found), base=seen(request), author=author, kind=Revision.Kind.RESTORED, state=state
        )
    except Conflict as conflict:
        messages.warning(request, "En anden har imens ændret det samme sted. Vælg, hvad der skal stå.")
        return redirect("draft:conflict", row.plan.year, row.key, conflict.set_aside.pk)
    except SectionGone:
        messages.warning(request, "Afsnittet er taget ud af planen af en anden. Dets historik er bevaret.")
        return redirect("draft:outline", row.plan.year)
    except IllegalTransition as refusal:
        return refused(request, refusal, back=address, here="plan")
    _tell(request, found, saved)
    return redirect(address)


def _tell(request: HttpRequest, found: Revision, saved: Saved) -> None:
    if not saved.changed:
        messages.info(request, "Afsnittet siger allerede det samme.")
        return
    if found.kind == Revision.Kind.SET_ASIDE and not saved.merged:
        Revision.objects.filter(pk=found.pk, settled_at__isnull=True).update(settled_at=timezone.now())
    merged = " Det, en anden har ændret imens, er bevaret." if saved.merged else ""
    messages.success(request, f"Teksten er gendannet.{merged}")
