"""What a demo's draft has of proposals, so that the secretariat's list and the councils' pages have something to show.

Dates lie round the day on which it is loaded. A draft that has proposals already is left as it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from councils.canonical import canonicalise
from councils.models import Council
from plans.models import NoProposals, Plan, Proposal, ProposalAnswer, Section

CHAIR = "Formand for {council}"
SECRETARY = "Kredsrådets sekretær"
Kind, State, Outcome = Proposal.Kind, Proposal.State, ProposalAnswer.Outcome

PROPOSED: tuple[dict[str, Any], ...] = (
    {
        "council": "viborg",
        "ago": 62,
        "kind": Kind.NEW,
        "title": "Tryghed ved stationer og busterminaler",
        "text": "<p>Kommune, politi og trafikselskab gennemgår hvert år stationer og busterminaler sammen, så lys, "
        "beplantning og opsyn passer til den måde, stederne bliver brugt på.</p>",
        "reasons": "Unge og pendlere siger, at de går en omvej om aftenen. Vi har gode erfaringer med at gå stedet "
        "igennem sammen med dem, der bruger det.",
        "answer": Outcome.PARTLY,
        "ended": "lokalpolitiarbejde",
        "said": "Tak for forslaget. Gennemgangen nævnes som eksempel i afsnittet. Vi skriver ikke, at den sker hvert "
        "år, fordi det er op til det enkelte lokalråd.",
    },
    {
        "council": "holstebro",
        "ago": 48,
        "key": "ungdomskriminalitetsnaevnet",
        "title": "Forklar forskellen på nævn og ungesamråd",
        "added": "<p>Nævnet træffer afgørelser i den enkelte sag. Ungesamrådet er de lokale myndigheders samarbejde "
        "om unge på tværs af sager.</p>",
        "reasons": "Nye medlemmer af lokalrådet forveksler de to.",
        "answer": Outcome.ACCEPTED,
        "said": "Det er en god præcisering. Den er taget med, som I har skrevet den.",
    },
    {
        "council": "herning",
        "ago": 40,
        "key": "udpegede-omraader",
        "title": "Del erfaringer om boligområder på tværs",
        "added": "<p>Lokalråd med udpegede boligområder mødes en gang om året og deler erfaringer.</p>",
        "reasons": "Vi arbejder med de samme opgaver som naboerne, men hører sjældent, hvad der virkede hos dem.",
    },
    {
        "council": "skive",
        "ago": 39,
        "key": "faerdselssikkerhed",
        "title": "Mere om færdsel ved skoler",
        "added": "<p>Ved skolestart er politi og kommune synlige ved skolerne de første to uger.</p>",
        "reasons": "Forældre spørger hvert år, hvad der bliver gjort.",
        "answer": Outcome.ACCEPTED,
        "said": "Tak. Færdselsafdelingen har bekræftet ordningen.",
        "draft": True,
    },
    {
        "council": "viborg",
        "ago": 36,
        "key": "tvaergaaende-samarbejde",
        "title": "Flere møder om PSP",
        "added": "<p>PSP-samarbejdet mødes hver måned i alle kommuner.</p>",
        "reasons": "Sagerne når at blive gamle mellem møderne.",
        "answer": Outcome.REJECTED,
        "said": "Hvor tit operativgrupperne mødes, aftaler parterne lokalt efter behov. Planen binder dem derfor ikke "
        "til et bestemt antal møder.",
    },
    {
        "council": "thisted",
        "ago": 29,
        "key": "vold-i-nattelivet",
        "title": "Nævn natteravnene ved navn",
        "added": "<p>Natteravnene er en fast samarbejdspartner i weekenderne.</p>",
        "reasons": "De frivillige gør en stor forskel og bør kunne genkende sig selv i planen.",
    },
    {
        "council": "viborg",
        "ago": 27,
        "key": "narkotikasalg-ved-skoler",
        "title": "Fast kontaktperson for hver skole",
        "added": "<p>Hver skole og ungdomsuddannelse har en fast kontaktperson hos politiet, og navnet opdateres ved "
        "skoleårets start.</p>",
        "reasons": "Skolerne ringer i dag til flere forskellige numre. Når en lærer får mistanke om salg, går der "
        "dage, før den rette er fundet. Vi har spurgt skolerne, og de peger selv på et fast navn.",
        "discussed": True,
    },
    {
        "council": "struer",
        "ago": 25,
        "key": "bevillingsnaevn",
        "title": "Beskriv samarbejdet med arrangører",
        "added": "<p>Før større arrangementer mødes kommune, politi og arrangør om bevilling, opsyn og oprydning.</p>",
        "reasons": "Arrangørerne vil gerne vide, hvad der ventes af dem.",
        "answer": Outcome.ELABORATE,
        "said": "Kan I skrive, hvilke arrangementer I tænker på, og om kommunen er enig?",
    },
)
SAID_NONE = ("lemvig", "morsoe")


@transaction.atomic
def load_proposals(plan: Plan) -> bool:
    """Proposals of several local councils to the plan, some answered; whether anything was made."""
    if Proposal.objects.of_year(plan.year).exists():
        return False
    councils = {row.slug: row for row in Council.objects.local()}
    sections = {row.key: row for row in Section.objects.filter(plan=plan)}
    now, number = timezone.now(), 0
    for row in PROPOSED:
        council, section = councils.get(row["council"]), sections.get(row.get("key", ""))
        if council and (section or row.get("kind") == Kind.NEW):
            number += 1
            _answer(_propose(plan, council, section, row, number, now), row, sections, now)
    for slug in SAID_NONE:
        if slug in councils:
            when = now - timedelta(days=22)
            name = CHAIR.format(council=councils[slug])
            NoProposals.objects.create(council=councils[slug], year=plan.year, declared_at=when, declared_by_name=name)
    return bool(number)


def _propose(
    plan: Plan, council: Council, section: Section | None, row: dict[str, Any], number: int, now: datetime
) -> Proposal:
    at, base = now - timedelta(days=row["ago"]), section.text if section else ""
    returned = row.get("answer") == Outcome.ELABORATE
    return Proposal.objects.create(
        council=council,
        year=plan.year,
        number=number,
        kind=row.get("kind", Kind.CHANGE),
        state=State.RETURNED if returned else State.SUBMITTED,
        section_key=section.key if section else "",
        section_heading=str(section) if section else "",
        base_plan=plan if section else None,
        base_text=base,
        title=row["title"],
        text=canonicalise(row.get("text") or base + row["added"]),
        reasons=row["reasons"],
        discussed=row.get("discussed", False),
        created_by_name=CHAIR.format(council=council),
        created_at=at - timedelta(days=2),
        changed_at=at,
        submitted_at=at,
        submitted_by_name=CHAIR.format(council=council),
        seen_at=at + timedelta(days=2) if "answer" in row else None,
    )


def _answer(proposal: Proposal, row: dict[str, Any], sections: dict[str, Section], now: datetime) -> None:
    if "answer" not in row:
        return
    ended = sections.get(row.get("ended", "")) or sections.get(proposal.section_key)
    where = ended if row["answer"] in (Outcome.ACCEPTED, Outcome.PARTLY) else None
    sent = None if row.get("draft") else now - timedelta(days=5)
    ProposalAnswer.objects.create(
        proposal=proposal,
        outcome=row["answer"],
        section_key=where.key if where else "",
        section_heading=str(where) if where else "",
        text=row["said"],
        released=row["answer"] != Outcome.ELABORATE,
        written_by_name=SECRETARY,
        changed_at=now - timedelta(days=6),
        ready_at=sent,
        sent_at=sent,
        sent_by_name=SECRETARY if sent else "",
    )
