"""When, and from which stage: what must hold before a plan may go on, each reason told at once.

Who may do it is asked elsewhere (councils.permissions). A wrong stage or a plan that is not ready is IllegalTransition,
never "permission denied".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.canonical import section_links
from plans.models import ApprovalRound, Plan, PlanEvent
from plans.publishing.freezing import Frozen
from plans.publishing.passages import all_sections


@dataclass(frozen=True)
class Reason:
    """Why a transition may not happen, in Danish, and where it is mended: a section's key, or a path of the portal.

    `advice` says how, and `button` what leads there, where a page has room for them. `outside` is what is told instead
    to who reads the draft and does not write it, where the text names what is not theirs to know yet.
    """

    text: str
    section: str = ""
    url: str = ""
    advice: str = ""
    button: str = ""
    outside: str = ""


def for_readers(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons as they are told to who reads the draft and does not write it, each once."""
    told = [Reason(reason.outside) if reason.outside else reason for reason in reasons]
    return list({reason.text: reason for reason in told}.values())


class IllegalTransition(Exception):
    """The plan may not go on; `reasons` has all that stands in the way."""

    def __init__(self, reasons: Iterable[Reason | str]) -> None:
        self.reasons = [r if isinstance(r, Reason) else Reason(r) for r in reasons]
        super().__init__("\n".join(reason.text for reason in self.reasons))


def log(
    plan: Plan,
    kind: str,
    text: str,
    *,
    actor: str,
    at: datetime | None = None,
    account: Any = None,
    on_behalf_of: str = "",
) -> PlanEvent:
    """Write a line in the plan's log; `on_behalf_of` names the office that somebody acted for."""
    return PlanEvent.objects.create(
        plan=plan,
        kind=kind,
        text=text,
        actor=actor,
        actor_account=account,
        at=at or timezone.now(),
        on_behalf_of=on_behalf_of[:200],
    )


# Who writes, writes while ---------------------------------------------------------------------------------------------

EDITABLE = (Plan.Stage.COLLECTING, Plan.Stage.EDITING, Plan.Stage.HEARING)
"""The stages in which the text may be changed."""


def editing_obstacles(plan: Plan) -> list[Reason]:
    """Why nobody may change the plan's text and outline now; empty when they may be changed."""
    if plan.is_archive:
        return [Reason(f"{plan.title} er en arkiveret plan. Den kan læses, men ikke ændres.")]
    if plan.stage in EDITABLE:
        return []
    if plan.stage == Plan.Stage.DECISION:
        return [Reason("Planen er til beslutning. Teksten kan først ændres, når planen er sendt tilbage.")]
    return [Reason("Planen er offentliggjort. Teksten kan ikke ændres her.")]


# What stands in the way of publication -------------------------------------------------------------------------------


def obstacles(plan: Plan, frozen: Frozen, *, note: str, on: date, today: date | None = None) -> list[Reason]:
    """All that keeps this content of the plan from being published with that date; empty when nothing does.

    `today` is the day on which that will be, where it is another than this one. For an archive plan the editorial
    guards are waived: it is what it was.
    """
    sections = list(all_sections(frozen.content["sections"]))
    reasons = [*_editions(plan, frozen, note), *_links(sections)]
    if not sections:
        reasons.append(Reason("Planen har ingen afsnit."))
    if not plan.is_archive:
        reasons += [*_empty(frozen.content["sections"]), *_unconfirmed(plan, sections)]
    if on > (today or timezone.localdate()):
        reasons.append(Reason("Datoen for offentliggørelsen ligger i fremtiden."))
    if on.year < plan.year - 1:
        reasons.append(Reason("Datoen for offentliggørelsen ligger mere end et år før planens år."))
    return reasons


def _editions(plan: Plan, frozen: Frozen, note: str) -> Iterator[Reason]:
    if plan.editions.exists() and not note.strip():
        yield Reason("Planen er offentliggjort før. Skriv en note om, hvad der er rettet i den nye udgave.")
    newest = plan.editions.without_text().readable().order_by("-number").first()
    if newest is not None and newest.digest == frozen.digest:
        yield Reason(f"Indholdet er det samme som i {newest.number}. udgave. Der er intet nyt at offentliggøre.")
    blocked = plan.editions.without_text().filter(blocking__confirmed_at__isnull=False, digest=frozen.digest).first()
    if blocked is not None:
        words = f"Indholdet er det samme som i {blocked.number}. udgave, der er blokeret. Fjern oplysningerne først."
        yield Reason(words, url=reverse("draft:outline", args=[plan.year]))


def broken_links(content: dict[str, Any]) -> list[Reason]:
    """The links of a frozen content that lead to sections it has not, each with the section it stands in."""
    return list(_links(list(all_sections(content["sections"]))))


def _links(sections: list[dict[str, Any]]) -> Iterator[Reason]:
    keys = {section["key"] for section in sections}
    for section in sections:
        for missing in sorted(section_links(section["body"]) - keys):
            yield Reason(f"{section_name(section)} henviser til et afsnit, der ikke findes: #{missing}", section["key"])


def _empty(sections: list[dict[str, Any]]) -> Iterator[Reason]:
    for section in sections:
        if _says_something(section):
            yield from _empty(section["children"])
        else:
            yield Reason(f"{section_name(section)} er tomt og har ingen note om hvorfor.", section["key"])


def _says_something(section: dict[str, Any]) -> bool:
    """Text or a note, in the section or anywhere below it."""
    return bool(section["body"] or section["note"]) or any(map(_says_something, section["children"]))


def _unconfirmed(plan: Plan, sections: list[dict[str, Any]]) -> Iterator[Reason]:
    keys = set(plan.sections.unconfirmed().values_list("key", flat=True))
    for section in sections:
        if section["key"] in keys:
            yield Reason(f"{section_name(section)} er videreført uændret og ikke bekræftet.", section["key"])


def section_name(section: dict[str, Any]) -> str:
    """How a reason speaks of a frozen section."""
    name = " ".join(filter(None, (section["number"] or section["label"], section["heading"])))
    return f"Afsnittet »{name or section['key']}«"


# The council's decision ----------------------------------------------------------------------------------------------


def decision_obstacles(decision: str) -> list[Reason]:
    """Why the words given cannot be recorded as the council's decision; empty when they can."""
    longest = ApprovalRound._meta.get_field("decision").max_length or 0
    if not decision.strip():
        return [Reason("Rådets beslutning mangler, for eksempel »Kredsrådets møde 3. januar 2023«.")]
    if len(decision.strip()) > longest:
        return [Reason(f"Beslutningen må fylde højst {longest} tegn; her er {len(decision.strip())}.")]
    return []


def lock(plan: Plan) -> None:
    """Let no other transaction decide on or publish the plan until this one ends (SQLite has one writer anyway)."""
    Plan.objects.select_for_update().get(pk=plan.pk)


@transaction.atomic
def record_decision(
    plan: Plan, *, frozen: Frozen, decision: str, signed_on: date, actor: str, decided_on: date | None = None
) -> ApprovalRound:
    """Record what the council decided of exactly this content, in an approval round.

    An open round of the same content is used again, so that a publication that failed can be repeated; one of other
    content is ended, because nobody decided on what the plan says now. `signed_on` is the day on which the registers
    were read for the content (who signs). Raises IllegalTransition without a decision, or one too long to keep.
    """
    if reasons := decision_obstacles(decision):
        raise IllegalTransition(reasons)
    now = timezone.now()
    lock(plan)
    current = plan.rounds.filter(ended_at__isnull=True).first()
    if current is not None and current.digest != frozen.digest:
        end_round(current, reason="Planens indhold er ændret", at=now, actor=actor)
        current = None
    if current is None:
        current = ApprovalRound(plan=plan, content=frozen.json, digest=frozen.digest, opened_at=now)
    elif (current.decision, current.decided_on, current.signed_on) == (decision.strip(), decided_on, signed_on):
        return current
    current.decision, current.decided_on, current.recorded_by = decision.strip(), decided_on, actor
    current.signed_on, current.outcome = signed_on, ApprovalRound.Outcome.AGREED
    current.save()
    log(plan, PlanEvent.Kind.DECIDED, decision.strip(), actor=actor, at=now)
    return current


def end_round(approval: ApprovalRound, *, reason: str, at: datetime, actor: str, account: Any = None) -> None:
    """End an open round, and say so in the log; a release of its text that is under way ends with it."""
    from plans import releasing

    approval.ended_at, approval.end_reason = at, reason
    approval.save(update_fields=["ended_at", "end_reason"])
    log(approval.plan, PlanEvent.Kind.ROUND_ENDED, reason, actor=actor, account=account, at=at)
    releasing.lapse(approval, reason=reason, actor=actor, account=account, at=at)


def set_stage(plan: Plan, stage: str, *, actor: str, at: datetime, account: Any = None) -> None:
    """Put the plan in a stage, and say so in the log; nothing happens where it is there already."""
    if Plan.objects.filter(pk=plan.pk).exclude(stage=stage).update(stage=stage):
        plan.stage = stage
        log(plan, PlanEvent.Kind.STAGE, plan.get_stage_display(), actor=actor, account=account, at=at)
