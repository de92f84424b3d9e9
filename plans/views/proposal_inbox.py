"""The proposals of a year as the secretariat has them and, once the plan is published, as all councils read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from councils import mail
from councils.doors import desk_page
from councils.models import Council
from plans import proposal_news
from plans.models import Edition, NoProposals, Proposal
from plans.proposal_standing import LOOKS, WAITING, Row, Standing, rows_of
from plans.proposal_years import Season, Seasons, chosen_year, nodes_of, short_name
from plans.proposing import State
from plans.views.assignments import number
from plans.views.proposal_access import Office, get_inbox, get_office

FILTERS = {
    Standing.UNANSWERED: "Uden svar",
    Standing.DRAFTED: "Svar i kladde",
    Standing.READY: "Svar klar",
    Standing.ACCEPTED: "Imødekommet",
    Standing.PARTLY: "Delvist imødekommet",
    Standing.REJECTED: "Ikke imødekommet",
    Standing.RETURNED: "Skal uddybes",
    Standing.MERGED: "Samlet i et andet",
    Standing.WITHDRAWN: "Trukket tilbage",
}
ALWAYS_OFFERED = (Standing.UNANSWERED, Standing.ACCEPTED, Standing.PARTLY, Standing.REJECTED)
NEW_SECTION = "nyt-afsnit"
"""The filter's name for proposals of a section that the plan has not."""
ORDER = [*WAITING, Standing.RETURNED]


@dataclass(frozen=True)
class Choice:
    """What of the list is shown, as its address says."""

    year: int
    standing: str = ""
    council: str = ""
    section: str = ""

    def address(self, **other: str) -> str:
        """The list with one of them chosen otherwise."""
        values = {"status": self.standing, "raad": self.council, "afsnit": self.section} | other
        return "?" + urlencode({"aar": self.year} | {name: value for name, value in values.items() if value})

    def keeps(self, line: Line, *, but: str = "") -> bool:
        """Whether the line is shown; `but` is a filter that is left out of account, to count what it would show."""
        return (
            (but == "status" or not self.standing or line.standing == self.standing)
            and (but == "raad" or not self.council or line.row.proposal.council.slug == self.council)
            and (but == "afsnit" or not self.section or line.section_value == self.section)
        )

    @property
    def is_cut(self) -> bool:
        """Whether some may be left out."""
        return bool(self.standing or self.council or self.section)


@dataclass(frozen=True)
class Line:
    """A proposal in the list, with what its section is called now."""

    row: Row
    section: str
    told: bool

    @property
    def standing(self) -> Standing:
        """How it stands, as the one who looks may know it."""
        return self.row.standing_told if self.told else self.row.standing

    @property
    def look(self) -> Any:
        """The same with icon and word."""
        return LOOKS[self.standing] if self.told else self.row.look

    @property
    def section_value(self) -> str:
        """What the section's filter calls it."""
        proposal = self.row.proposal
        return NEW_SECTION if proposal.kind == Proposal.Kind.NEW else proposal.section_key


@dataclass(frozen=True)
class Chip:
    """A filter with how many it shows."""

    value: str
    label: str
    count: int
    chosen: bool
    url: str = ""


@dataclass(frozen=True)
class Heard:
    """Whether a council has been heard from: so many proposals, none this year, or nothing."""

    council: Council
    count: int
    said_none: bool
    reminded: datetime | None

    @property
    def is_silent(self) -> bool:
        """Whether nothing has come."""
        return not self.count and not self.said_none


@desk_page
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What has come in, the oldest unanswered first; who has answered, and who is silent."""
    now = timezone.now()
    seasons = Seasons.load(on=timezone.localdate(now))
    year = _year(request, seasons)
    office = get_inbox(request, year)
    choice = Choice(year, *(request.GET.get(name, "") for name in ("status", "raad", "afsnit")))
    lines = _lines(office, seasons.of(year), now)
    shown = [line for line in lines if choice.keeps(line)]
    counted = [line for line in lines if line.standing != Standing.WITHDRAWN]
    context = {
        "office": office,
        "season": seasons.of(year),
        "choice": choice,
        "lines": shown,
        "total": len(lines),
        "received": len(counted),
        "council_count": len({line.row.proposal.council_id for line in counted}),
        "waiting": [line for line in lines if line.standing in WAITING],
        "unanswered": [line for line in lines if line.standing == Standing.UNANSWERED],
        "ready": sum(line.standing == Standing.READY for line in lines),
        "chips": list(_chips(lines, choice)),
        "councils": list(_councils(lines, choice)),
        "sections": list(_sections(lines, choice)),
        "years": _years(office, seasons, year),
        "here": "proposals",
        "trail": [("Forslag", "")],
        **(_heard_context(seasons.of(year), counted, now) if office.works else {}),
    }
    return render(request, "plans/desk/proposals/inbox.html", context)


def _year(request: HttpRequest, seasons: Seasons) -> int:
    """The year asked for; for who only reads what is published, that of the newest such plan."""
    asked = request.GET.get("aar", "")
    if asked or get_office(request).works:
        return chosen_year(asked, seasons)
    published = [year for year in _published() if year in seasons.plans]
    if not published:
        raise Http404
    return max(published)


def _published() -> list[int]:
    return list(Edition.objects.of_district().filter(plan__origin="native").values_list("year", flat=True).distinct())


def _years(office: Office, seasons: Seasons, year: int) -> list[int]:
    """The years that there is a list of."""
    found = set(Proposal.objects.exclude(state=State.DRAFT).values_list("year", flat=True).distinct()) | {year}
    found |= {seasons.current.year} if office.works else set()
    if not office.works:
        found &= set(_published())
    return sorted(found, reverse=True)


def _lines(office: Office, season: Season, now: datetime) -> list[Line]:
    """The year's proposals: those that wait first, the oldest of them at the top, then the others by number."""
    proposals = Proposal.objects.of_year(season.year).exclude(state=State.DRAFT).filter(number__isnull=False)
    rows = rows_of(proposals.order_by("number"), at=now)
    if not office.works:
        rows = [row for row in rows if row.is_answered and row.proposal.state != State.WITHDRAWN]
    names = {node.section.key: short_name(node) for node in nodes_of(Seasons.load(on=season.on).source(season.year))}
    lines = [Line(row, _section_name(row.proposal, names), not office.works) for row in rows]
    places = {standing: place for place, standing in enumerate(ORDER)}
    last = len(places)
    return sorted(lines, key=lambda line: (places.get(line.standing, last), _age(line), line.row.proposal.number))


def _age(line: Line) -> Any:
    """The oldest first among those that wait; the others go by their number alone."""
    return line.row.proposal.submitted_at if line.standing in ORDER else line.row.at


def _section_name(proposal: Proposal, names: dict[str, str]) -> str:
    if proposal.kind == Proposal.Kind.NEW:
        return "Nyt"
    return names.get(proposal.section_key) or proposal.section_heading


def _chips(lines: list[Line], choice: Choice) -> Iterator[Chip]:
    counts = Counter(line.standing for line in lines if choice.keeps(line, but="status"))
    yield Chip("", "Alle", sum(counts.values()), not choice.standing, choice.address(status=""))
    for standing, label in FILTERS.items():
        chosen = choice.standing == standing
        if counts[standing] or chosen or standing in ALWAYS_OFFERED:
            yield Chip(standing, label, counts[standing], chosen, choice.address(status=standing))


def _councils(lines: list[Line], choice: Choice) -> Iterator[Chip]:
    shown = [line.row.proposal.council for line in lines if choice.keeps(line, but="raad")]
    counts = Counter(council.slug for council in shown)
    names = {line.row.proposal.council.slug: str(line.row.proposal.council) for line in lines}
    for slug, name in sorted(names.items(), key=lambda pair: pair[1]):
        yield Chip(slug, name, counts[slug], choice.council == slug)


def _sections(lines: list[Line], choice: Choice) -> Iterator[Chip]:
    counts = Counter(line.section_value for line in lines if choice.keeps(line, but="afsnit"))
    names = {line.section_value: _filter_name(line) for line in lines}
    for value, name in sorted(names.items(), key=lambda pair: pair[1]):
        yield Chip(value, name, counts[value], choice.section == value)


def _filter_name(line: Line) -> str:
    if line.section_value == NEW_SECTION:
        return "Nyt afsnit"
    heading = line.row.proposal.section_heading
    return heading if line.section in (heading, "") else f"{line.section} {heading}"


# Who has been heard from ---------------------------------------------------------------------------------------------


def heard(season: Season, lines: Iterable[Line], *, at: datetime) -> list[Heard]:
    """All local councils; three queries."""
    councils = list(
        Council.objects.local().current(on=timezone.localdate(at)).select_related("municipality").order_by("name")
    )
    none = set(NoProposals.objects.filter(year=season.year).values_list("council", flat=True))
    reminded = proposal_news.reminded(season.year, councils, at=at)
    counts = Counter(line.row.proposal.council_id for line in lines)
    return [Heard(row, counts[row.pk], row.pk in none, reminded.get(row.pk)) for row in councils]


def _heard_context(season: Season, lines: list[Line], now: datetime) -> dict[str, Any]:
    found = heard(season, lines, at=now)
    silent = [row for row in found if row.is_silent]
    return {
        "heard": found,
        "silent": silent,
        "said_none": [row for row in found if row.said_none and not row.count],
        "proposing": [row for row in found if row.count],
        "remindable": [row for row in silent if row.reminded is None],
    }


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest) -> HttpResponse:
    """Which silent councils are reminded, with the letter; then send it."""
    now = timezone.now()
    seasons = Seasons.load(on=timezone.localdate(now))
    year = chosen_year(request.GET.get("aar", ""), seasons)
    get_inbox(request, year, steering=True)
    season = seasons.of(year)
    silent = [row for row in heard(season, _received(year, now), at=now) if row.is_silent]
    back = reverse("proposals:inbox") + f"?aar={year}"
    if request.method == "POST":
        chosen = {number(value) for value in request.POST.getlist("valgt")}
        wanted = [row.council for row in silent if row.council.pk in chosen]
        _told(request, proposal_news.remind(season, wanted, at=now))
        return redirect(back)
    remindable = [row for row in silent if row.reminded is None]
    unreached = [row for row in remindable if not list(_leaders(row.council, now))]
    remindable = [row for row in remindable if row not in unreached]
    context = {
        "season": season,
        "remindable": remindable,
        "unreached": unreached,
        "reminded": [row for row in silent if row.reminded],
        "letter": _sample(season, remindable, now),
        "back": back,
        "here": "proposals",
        "trail": [("Forslag", back), ("Påmind", "")],
    }
    return render(request, "plans/desk/proposals/remind.html", context)


def _received(year: int, now: datetime) -> list[Line]:
    rows = rows_of(Proposal.objects.of_year(year).received(), at=now)
    return [Line(row, "", told=False) for row in rows]


def _leaders(council: Council, now: datetime) -> Any:
    return proposal_news.leaders([council], on=timezone.localdate(now))


def _told(request: HttpRequest, sent: list[Council]) -> None:
    if sent:
        messages.success(request, f"Påmindelsen er sendt til {', '.join(map(str, sent))}.")
    else:
        messages.info(request, "Ingen blev påmindet: der var ingen at påminde, eller de er påmindet i forvejen.")


def _sample(season: Season, remindable: list[Heard], now: datetime) -> dict[str, str] | None:
    """The letter as its first reader gets it."""
    if not remindable:
        return None
    council = remindable[0].council
    letter = proposal_news.reminder(season, council, key="").letter()
    reader = next(iter(_leaders(council, now)))
    return {"to": str(reader), "subject": letter.subject, "text": mail.text_of(letter, reader)}
