"""Mail about proposals: the invitation, the deadline, what came in, what was answered.

Each goes to the accounts that it concerns on the day, in the transaction of its cause. A council's people get only what
is their own council's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from councils import mail, permissions
from councils.models import Council, Notice, User
from plans.announcing import News, tell
from plans.models import NoProposals, Plan, Proposal, ProposalAnswer
from plans.proposal_years import Season, Seasons
from plans.saving import Author

KIND = "proposal"
STEPS = (3, 14)
"""Days before the deadline."""
REMINDER_HOLDS = timedelta(days=7)
"""So long after a reminder by hand a council is not reminded by hand again."""


def own_page(proposal: Proposal) -> str:
    """Where its council reads the proposal."""
    return reverse("proposals:proposal", args=[proposal.council.slug, proposal.pk])


def leaders(councils: Iterable[Council], *, on: date) -> Iterable[User]:
    """Those who propose for the councils."""
    return permissions.accounts_in(list(councils), on=on, leading=True)


def secretariat(*, on: date) -> Iterable[User]:
    """Those who answer."""
    district = Council.objects.district().first()
    return permissions.accounts_writing_for(district, on=on) if district else ()


# What comes in -------------------------------------------------------------------------------------------------------


def received(proposal: Proposal, *, author: Author, at: datetime, again: bool) -> None:
    """The council gets a receipt, the secretariat a notice."""
    on, name = timezone.localdate(at), f"{proposal.reference} »{proposal.title}«"
    kept = f" Det er gemt til planen for {proposal.year}." if proposal.meant_for and not again else ""
    receipt = News(
        kind=KIND,
        subject=f"Forslag {proposal.reference} er modtaget",
        lead=f"Sekretariatet har modtaget forslag {name} fra {proposal.council}.{kept} "
        "I får besked, når det er besvaret.",
        path=own_page(proposal),
        button="Se forslaget",
    )
    tell(receipt, leaders([proposal.council], on=on))
    what = "er uddybet og sendt igen" if again else "er modtaget"
    notice = News(
        kind=KIND,
        subject=f"Forslag {proposal.reference} fra {proposal.council}",
        lead=f"Forslag {name} fra {proposal.council} {what}.",
        path=reverse("proposals:answer", args=[proposal.year, proposal.number]),
        button="Læs og besvar forslaget",
        words=proposal.reasons,
    )
    tell(notice, secretariat(on=on), unless=author.account)


def withdrawn(proposal: Proposal, *, author: Author, at: datetime) -> None:
    """The secretariat is told."""
    notice = News(
        kind=KIND,
        subject=f"Forslag {proposal.reference} er trukket tilbage",
        lead=f"{proposal.council} har trukket forslag {proposal.reference} »{proposal.title}« tilbage.",
        path=reverse("proposals:answer", args=[proposal.year, proposal.number]),
        button="Se forslaget",
    )
    tell(notice, secretariat(on=timezone.localdate(at)), unless=author.account)


def answered(answer: ProposalAnswer, proposals: Iterable[Proposal], *, author: Author, at: datetime) -> None:
    """Each council whose proposal it answers gets the answer, with the link to its own."""
    on = timezone.localdate(at)
    asks = answer.outcome == ProposalAnswer.Outcome.ELABORATE
    for proposal in proposals:
        name = f"{proposal.reference} »{proposal.title}«"
        what = "skal uddybes" if asks else f"er besvaret: {answer.get_outcome_display()}"
        where = f" Det endte i afsnittet »{answer.section_heading}«." if answer.section_heading else ""
        news = News(
            kind=KIND,
            subject=f"Forslag {proposal.reference} {'skal uddybes' if asks else 'er besvaret'}",
            lead=f"Forslag {name} {what}.{where}",
            path=own_page(proposal),
            button="Uddyb forslaget" if asks else "Læs svaret",
            words=answer.text,
        )
        tell(news, leaders([proposal.council], on=on), unless=author.account)


# Asking for proposals ------------------------------------------------------------------------------------------------


def silent(year: int, *, on: date) -> list[Council]:
    """The local councils that have neither proposed anything for the year nor said that there is nothing."""
    heard = Proposal.objects.of_year(year).received().values("council")
    none = NoProposals.objects.filter(year=year).values("council")
    rows = Council.objects.local().current(on=on).exclude(pk__in=heard).exclude(pk__in=none)
    return list(rows.order_by("name"))


def _until(season: Season) -> str:
    return f" Fristen er {date_format(season.due, 'j. F Y')}." if season.due else ""


def invitation(season: Season, council: Council) -> News:
    """That the collecting has begun."""
    return News(
        kind=KIND,
        subject=f"Forslag til samarbejdsplanen for {season.year}",
        lead=f"{council} kan nu sende forslag til kredsrådets samarbejdsplan for {season.year}.{_until(season)} "
        "Har I ingen forslag i år, så meld det. Det er også et svar.",
        path=reverse("proposals:council", args=[council.slug]),
        button="Skriv et forslag",
        key=f"{KIND}-invite:{season.year}:{council.pk}",
    )


def reminder(season: Season, council: Council, *, key: str) -> News:
    """That nothing has been received yet."""
    until = f"senest {date_format(season.due, 'j. F Y')}" if season.due and season.due >= season.on else "nu"
    return News(
        kind=KIND,
        subject=f"Påmindelse: forslag til samarbejdsplanen for {season.year}",
        lead=f"Sekretariatet har ikke modtaget forslag fra {council} til planen for {season.year}. "
        f"Send forslag {until}, eller meld, at I ingen forslag har i år.",
        path=reverse("proposals:council", args=[council.slug]),
        button="Gå til lokalrådets forslag",
        key=key,
    )


def _asked_key(year: int, council: Council) -> str:
    return f"{KIND}-asked:{year}:{council.pk}:"


def reminded(year: int, councils: Iterable[Council], *, at: datetime) -> dict[int, datetime]:
    """When each council was last reminded by hand, of those that were in the last seven days; one query."""
    start = f"{KIND}-asked:{year}:"
    rows = Notice.objects.filter(key__startswith=start, created_at__gt=at - REMINDER_HOLDS)
    found: dict[int, datetime] = {}
    for key, when in rows.order_by("created_at").values_list("key", "created_at"):
        found[int(key.split(":")[2])] = when
    return {council.pk: found[council.pk] for council in councils if council.pk in found}


@transaction.atomic
def remind(season: Season, councils: Iterable[Council], *, at: datetime) -> list[Council]:
    """Remind those of the councils that are silent and have not been reminded lately; gives which were written to."""
    on = timezone.localdate(at)
    wanted = {council.pk for council in councils}
    rows = [council for council in silent(season.year, on=on) if council.pk in wanted]
    lately = reminded(season.year, rows, at=at)
    sent = []
    for council in rows:
        if council.pk not in lately:
            news = reminder(season, council, key=_asked_key(season.year, council) + on.isoformat())
            if tell(news, leaders([council], on=on)):
                sent.append(council)
    return sent


# Of themselves -------------------------------------------------------------------------------------------------------


def _plans() -> Iterator[int]:
    rows = Plan.objects.of_district().native().exclude(stage=Plan.Stage.PUBLISHED)
    yield from rows.values_list("year", flat=True)


def step_on(season: Season) -> int | None:
    """The newest step that the deadline has come to on the day, or None.

    Nobody is reminded of what they were asked for on that very day or later.
    """
    days = season.days_left
    if season.due is None or days is None or days < 0:
        return None
    step = next((step for step in STEPS if days <= step), None)
    begins = season.dates.collecting_from if season.dates else None
    if step is None or (begins and begins >= season.due - timedelta(days=step)):
        return None
    return step


def write_due(at: datetime) -> int:
    """Write the invitations and reminders that are due at the time given; gives how many mails were written."""
    on, count = timezone.localdate(at), 0
    years = list(_plans())
    seasons = Seasons.load(on=on) if years else None
    for year in years:
        season = seasons.of(year) if seasons else None
        if season is not None and season.is_open and season.has_begun:
            count += _write(season, on)
    return count


def _write(season: Season, on: date) -> int:
    """Only what was not written before is tried, so that a round with nothing to do writes nothing."""
    due = [
        (letter, reader)
        for council, readers in permissions.leaders_of(silent(season.year, on=on), on=on)
        for reader in readers
        if mail.wants(reader, KIND)
        for letter in _letters(season, council)
    ]
    written = mail.written(mail.notice_key(letter.key, reader) for letter, reader in due)
    return sum(tell(letter, [to]) for letter, to in due if mail.notice_key(letter.key, to) not in written)


def _letters(season: Season, council: Council) -> Iterator[News]:
    yield invitation(season, council)
    step = step_on(season)
    if step is not None and season.due is not None:
        cause = f"{KIND}-due:{season.year}:{council.pk}:{season.due.isoformat()}:{step}"
        yield reminder(season, council, key=cause)
