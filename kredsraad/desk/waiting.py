"""What waits for whoever has come in, most urgent first; each count is that of the list its link leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from councils import rights
from kredsraad.desk import tasks_decision, tasks_hearing, tasks_proposals, tasks_release
from kredsraad.desk.mail import failed_count
from kredsraad.desk.tasks import Sight, Task, day_words, some, task
from plans import outline
from plans.arranging import Tree
from plans.assigning import Standing, standing
from plans.contributing import waiting_for
from plans.models import Assignment, Plan, Revision
from plans.progress import Lack
from plans.talking import answered_threads
from plans.views import outline_rows
from plans.views.outline_rows import LACKING, TALKED_OF, Row
from plans.workflow import editing_obstacles


@dataclass
class Draft:
    """The rows of the draft's outline with their counts, as the outline itself makes them."""

    rows: list[Row] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, plan: Plan) -> Draft:
        """The plan's; two queries."""
        standing_sections = [row for row in outline_rows.sections(plan) if row.removed_at is None]
        rows = outline_rows.rows(plan, Tree(plan, outline.tree(standing_sections)))
        return cls(rows, outline_rows.counts(rows))

    @property
    def total(self) -> int:
        """How many sections count."""
        return self.counts[""]

    @property
    def lacking(self) -> int:
        """Those that lack something."""
        return self.counts[LACKING]

    @property
    def ready(self) -> int:
        """Those that lack nothing."""
        return self.total - self.lacking

    def names(self, tag: str) -> list[str]:
        """What the sections in a filter of the outline are called."""
        return [row.name for row in self.rows if tag in row.tags]


AREAS = (tasks_release, tasks_decision, tasks_hearing, tasks_proposals)
"""What waits in the later stages of a plan comes first: it stands nearest to publication."""


def tasks(sight: Sight, draft: Draft) -> list[Task]:
    """The tasks of the account, most urgent first, those with nothing left to do left out."""
    return [task for task in _all(sight, draft) if task.count]


def _all(sight: Sight, draft: Draft) -> Iterator[Task]:
    yield from _set_aside(sight)
    yield _asked_of_me(sight)
    for area in AREAS:
        yield from area.tasks(sight)
    if sight.plan is not None:
        yield from _in_plan(sight, sight.plan, draft)
    if sight.administrates:
        yield from _upkeep(sight)


def _in_plan(sight: Sight, plan: Plan, draft: Draft) -> Iterator[Task]:
    if plan.stage == Plan.Stage.PUBLISHED or plan.is_archive:
        return
    if not sight.writes:
        yield _answers(sight, plan)
        return
    is_open = not editing_obstacles(plan)
    stands = _standings(plan, sight.on) if is_open else Counter()
    yield _contributions(
        plan, Standing.DELIVERED, stands, "er leveret", "Se, hvad der er ændret, og overtag teksten.", "Se bidrag"
    )
    yield _listed(plan, draft, TALKED_OF, "afsnit har åbne kommentarer", "Se kommentarer")
    for lack, words, button in LACKS if is_open else ():
        yield _listed(plan, draft, lack, words, button)
    yield _contributions(
        plan, Standing.LATE, stands, "er ikke modtaget", "Fristen er passeret. Der kan sendes en påmindelse.", "Se hvem"
    )


LACKS = (
    (Lack.REGISTER, "afsnit er ændret i registret", "Se ændringer"),
    (Lack.CARRIED, "afsnit er videreført og ikke bekræftet", "Gennemgå afsnit"),
    (Lack.EMPTY, "afsnit er uden tekst", "Se afsnit"),
    (Lack.ENDED, "afsnit handler om noget, der er ophørt", "Se afsnit"),
)


def _listed(plan: Plan, draft: Draft, tag: str, words: str, button: str) -> Task:
    """A filter of the outline as a task; the first of its sections are named."""
    address = f"{reverse('draft:outline', args=[plan.year])}?{urlencode({'vis': tag})}"
    return task(draft.counts[tag], words, some(draft.names(tag)), address, button)


# Contributions -------------------------------------------------------------------------------------------------------


def _standings(plan: Plan, on: date) -> Counter[str]:
    """How the plan's contributions stand, as their list tells it; one query."""
    rows = Assignment.objects.living().filter(section__plan=plan).only("state", "due")
    return Counter(standing(row, on=on) for row in rows)


def _contributions(plan: Plan, chosen: Standing, stands: Counter[str], words: str, advice: str, button: str) -> Task:
    address = f"{reverse('draft:assignments', args=[plan.year])}?{urlencode({'vis': chosen})}"
    return task(stands[chosen], f"bidrag {words}", advice, address, button)


def _asked_of_me(sight: Sight) -> Task:
    """What is asked of the account's person, with the days that it is asked for by."""
    rows = list(waiting_for(sight.user, on=sight.on))
    names = [f"{row.section} (senest {day_words(row.due, sight.on)})" for row in rows]
    words = "afsnit venter på dit bidrag"
    return task(len(rows), words, some(names), reverse("draft:contributions"), "Giv dit bidrag")


# Texts and answers ---------------------------------------------------------------------------------------------------


def _set_aside(sight: Sight) -> Iterator[Task]:
    """Each text of the account's own that waits for its choice: the page where that is made is its list."""
    if sight.plan is None or not sight.writes or editing_obstacles(sight.plan):
        return
    mine = Revision.objects.filter(kind=Revision.Kind.SET_ASIDE, author=sight.user, settled_at__isnull=True)
    rows = mine.filter(section__plan=sight.plan, section__removed_at__isnull=True).order_by("saved_at")
    for row in rows.select_related("section").defer("text", "note", "section__text", "section__taken_text"):
        address = reverse("draft:conflict", args=[sight.plan.year, row.section.key, row.pk])
        words = f"tekst, du har skrevet i »{row.section}«, er ikke kommet med"
        yield task(1, words, "En anden ændrede det samme sted. Vælg, hvad der skal stå.", address, "Vælg tekst")


def _answers(sight: Sight, plan: Plan) -> Task:
    """Threads that the account began, in which somebody else had the last word."""
    names = [str(thread.section) for thread in answered_threads(plan, sight.user)]
    words = "svar på dine kommentarer" if len(names) != 1 else "svar på din kommentar"
    address = reverse("draft:answers", args=[plan.year])
    return task(len(names), words, some(list(dict.fromkeys(names))), address, "Læs svar")


# Upkeep --------------------------------------------------------------------------------------------------------------


def _upkeep(sight: Sight) -> Iterator[Task]:
    yield task(failed_count(), "mail er ikke afleveret", "Se hvorfor, og prøv igen.", reverse("desk:mail"), "Se mail")
    gaps = rights.vacancies(on=sight.on)
    names = [f"{gap.council} ({gap.lacks})" for gap in gaps]
    words = "ubesatte hverv i rådene" if len(gaps) != 1 else "ubesat hverv i rådene"
    yield task(len(gaps), words, some(names), reverse("desk:people"), "Se hvilke")


def section_names(rows: Iterable[Row]) -> dict[int, tuple[str, str]]:
    """What each section is called, and its address, by its primary key."""
    return {row.section.pk: (row.name, row.url) for row in rows}
