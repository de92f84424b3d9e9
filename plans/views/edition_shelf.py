"""A plan's editions on the desk: how each stands, what one changed of the one before, and its package."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from councils import permissions
from councils.doors import desk_file, desk_page
from plans import edition_changes
from plans.models import Edition, EditionFile, Plan
from plans.publishing import packages
from plans.views.access import get_plan
from plans.views.refusing import refused
from plans.workflow import IllegalTransition

HERE = "plan"


def trail(plan: Plan, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about the plan's editions."""
    own = reverse("releases:editions", args=[plan.year]) if more else ""
    return [(f"Plan {plan.year}", reverse("draft:outline", args=[plan.year])), ("Udgaver", own), *more]


def get_edition(plan: Plan, number: int) -> Edition:
    """One of the plan's editions, without its text; Http404 where it has none of that number."""
    rows = plan.editions.without_text().select_related("plan__council", "withdrawal", "blocking")
    found: Edition | None = rows.filter(number=number).first()
    if found is None:
        raise Http404("Planen har ikke den udgave.")
    return found


@dataclass(frozen=True)
class Row:
    """An edition as the list shows it; `file` is its PDF without the bytes."""

    edition: Edition
    file: EditionFile | None
    earlier: Edition | None
    is_current: bool

    @property
    def is_blocked(self) -> bool:
        """Whether its text is erased."""
        return is_blocked(self.edition)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return is_withdrawn(self.edition)

    @property
    def is_readable(self) -> bool:
        """Whether citizens read its text."""
        return not (self.is_blocked or self.is_withdrawn)

    @property
    def is_asked(self) -> bool:
        """Whether somebody has asked to have it blocked, and nobody has confirmed it."""
        return not self.is_blocked and getattr(self.edition, "blocking", None) is not None

    @property
    def has_difference(self) -> bool:
        """Whether it can be compared with the one before it."""
        return self.earlier is not None and not self.is_blocked and not is_blocked(self.earlier)


def is_blocked(edition: Edition) -> bool:
    """Whether its text is erased."""
    blocking = getattr(edition, "blocking", None)
    return blocking is not None and blocking.confirmed_at is not None


def is_withdrawn(edition: Edition) -> bool:
    """Whether it was taken back."""
    return getattr(edition, "withdrawal", None) is not None


def rows_of(plan: Plan) -> list[Row]:
    """The plan's editions, the newest first; two queries."""
    found = plan.editions.without_text().select_related("plan__council", "withdrawal", "blocking").order_by("-number")
    listed = list(found)
    files = {file.edition_id: file for file in EditionFile.objects.filter(edition__plan=plan).defer("data")}
    standing = next((one for one in listed if not is_blocked(one) and not is_withdrawn(one)), None)
    pairs = zip_longest(listed, listed[1:])
    return [Row(one, files.get(one.pk), before, one == standing) for one, before in pairs]


@desk_page
@require_safe
def editions(request: HttpRequest, year: int) -> HttpResponse:
    """All editions of the plan, the newest first."""
    plan = get_plan(request, year)
    user: Any = request.user
    context = {
        "plan": plan,
        "rows": rows_of(plan),
        "may_block": permissions.held(user, it=permissions.grounds_to_block(user, plan.council))["it"],
        "corrects": plan.stage == Plan.Stage.PUBLISHED and not plan.is_archive,
        "here": HERE,
        "trail": trail(plan),
    }
    return render(request, "plans/desk/release/editions.html", context)


@desk_page
@require_safe
def difference(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """What the edition changed of another of the plan, by default of the one before it (?fra=<number>)."""
    plan = get_plan(request, year)
    rows = {row.edition.number: row.edition for row in rows_of(plan) if not row.is_blocked}
    asked = request.GET.get("fra", "")
    earlier = [other for other in rows if other < number]
    other = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else max(earlier, default=0)
    if number not in rows or other not in rows or other == number:
        raise Http404("De to udgaver kan ikke sammenlignes.")
    texts = dict(Edition.objects.filter(plan=plan, number__in=(number, other)).values_list("number", "content"))
    if not all(texts.values()):
        raise Http404("De to udgaver kan ikke sammenlignes.")
    old, new = json.loads(texts[other]), json.loads(texts[number])
    found = edition_changes.difference(old, new, older=f"{other}. udgave", newer=f"{number}. udgave")
    context = {
        "plan": plan,
        "edition": rows[number],
        "difference": found,
        "others": [one for one in rows if one not in (number, other)],
        "here": HERE,
        "trail": trail(plan, (f"Forskel på {other}. og {number}. udgave", "")),
    }
    return render(request, "plans/desk/release/difference.html", context)


@desk_file
@require_safe
def package(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The edition's package for the district's website."""
    plan = get_plan(request, year)
    edition = get_edition(plan, number)
    if is_blocked(edition) or is_withdrawn(edition):
        words = "blokeret. Dens indhold er slettet." if is_blocked(edition) else "tilbagekaldt."
        back = reverse("releases:editions", args=[plan.year])
        return refused(request, IllegalTransition([f"{edition} er {words}"]), back=back, here=HERE)
    etag = f'"{edition.digest[:16]}-{edition.html_digest[:16]}-{edition.pk}"'
    if (not_modified := get_conditional_response(request, etag=etag)) is not None:
        return not_modified
    whole = Edition.objects.select_related("plan__council").get(pk=edition.pk)
    if not whole.content:  # erased since it was looked up
        raise Http404("Udgaven er blokeret.")
    response = HttpResponse(packages.package_of(whole), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{packages.name_of(whole)}.zip"'
    response["ETag"] = etag
    return response
