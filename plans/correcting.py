"""Editorial corrections under authority: a text that is being decided on is put right while its approvals stand.

The open round ends and another follows it, on the corrected text, in one transaction. What is confirmed is what was
shown: the page sends back the digests of the text before and after. The registers are read as of the same day as
before, unless it is they that are to be taken in anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from councils.canonical import canonicalise
from plans import deciding, decision_news, generating, saving, stages, workflow
from plans.canonical import canonical_json, content_digest
from plans.comparing import changes, difference
from plans.models import ApprovalRound, EditorialCorrection, Plan, PlanEvent, Section
from plans.naming import called
from plans.publishing import letters
from plans.publishing.freezing import Frozen, content_of
from plans.publishing.passages import all_sections
from plans.saving import Author, Words
from plans.signing import chain
from plans.workflow import IllegalTransition, Reason, log

SIGNATORIES = "underskrivere"
"""The key under which new signatories are noted, where no section of the plan lists them."""
LONGEST_REASON = EditorialCorrection._meta.get_field("reason").max_length or 0


class CorrectionPassed(Exception):
    """What would come of the correction is another text than the page had shown."""


@dataclass(frozen=True)
class Change:
    """One section as it was decided on and as it would be: key, name, and both texts whole, as section HTML."""

    key: str
    name: str
    before: str
    after: str

    @cached_property
    def shown(self) -> SafeString:
        """The changed places, with ``ins`` and ``del``."""
        return changes(self.before, self.after)

    @cached_property
    def whole(self) -> SafeString:
        """The whole text with its changes."""
        return difference(self.before, self.after)


@dataclass(frozen=True)
class Proposed:
    """What a correction would make of the plan: the content, and what is changed by it, section by section.

    `signed_on` is the day as of which the registers were read.
    """

    frozen: Frozen
    changes: tuple[Change, ...]
    signed_on: date


def correctable(plan: Plan) -> list[Reason]:
    """Why nothing may be put right in the plan under authority; empty where it may."""
    if not plan.council.editorial_authority:
        return [Reason("Rådet har ikke givet sekretariatet bemyndigelse til redaktionelle rettelser.")]
    if plan.stage != Plan.Stage.DECISION or plan.is_archive:
        return [Reason("Redaktionelle rettelser laves kun, mens planen er til beslutning.")]
    return []


def can_be_corrected(section: Section) -> bool:
    """Whether the section's words are written here; what the registers write is put right there."""
    return section.kind != Section.Kind.GENERATED


# What would come of it -----------------------------------------------------------------------------------------------


def propose(approval_round: ApprovalRound, section: Section, words: Words) -> Proposed:
    """What the plan would say with these words in the section, beside what is being decided on."""
    content = content_of(approval_round.plan, on=approval_round.signed_on)
    tidy = words.tidy()
    found = next(row for row in all_sections(content["sections"]) if row["key"] == section.key)
    found.update(heading=tidy.heading, body=canonicalise(tidy.text), note=tidy.note)
    return _proposed(approval_round, content, approval_round.signed_on)


def propose_registers(approval_round: ApprovalRound, *, on: date) -> Proposed:
    """What the plan would say with its signatories, and all else that the registers write, as they stand on the day."""
    plan = approval_round.plan
    made = _proposed(approval_round, content_of(plan, on=on), on)
    before, after = (generating.signatory_list(plan, day) for day in (approval_round.signed_on, on))
    if before != after and not any(before in change.before and after in change.after for change in made.changes):
        names = Change(SIGNATORIES, "Underskrivere", canonicalise(before), canonicalise(after))
        made = Proposed(made.frozen, (*made.changes, names), on)
    return made


def signatories_changed(approval_round: ApprovalRound, *, on: date) -> bool:
    """Whether others sign on the day than those whom the text names; two queries."""
    plan = approval_round.plan
    return generating.signatories(plan, approval_round.signed_on) != generating.signatories(plan, on)


def _proposed(approval_round: ApprovalRound, content: dict[str, Any], signed_on: date) -> Proposed:
    frozen = Frozen(content, canonical_json(content), content_digest(content))
    old = json.loads(approval_round.content)
    return Proposed(frozen, tuple(changes_between(old, json.loads(frozen.json))), signed_on)


def changes_between(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    """The sections of two frozen contents that say something else, those of the new one first."""
    before = {section["key"]: section for section in all_sections(old["sections"])}
    after = {section["key"]: section for section in all_sections(new["sections"])}
    for key in [*after, *(key for key in before if key not in after)]:
        texts = [_whole(side.get(key)) for side in (before, after)]
        if texts[0] != texts[1]:
            yield Change(key, called(after.get(key) or before[key]), *texts)


def _whole(section: dict[str, Any] | None) -> str:
    """Heading, text and note of a frozen section as one section HTML."""
    if section is None:
        return ""
    heading = format_html("<p><strong>{}</strong></p>", section["heading"]) if section["heading"] else ""
    note = format_html_join("", "<p>{}</p>", ((line,) for line in section["note"].splitlines()))
    return canonicalise(f"{heading}{section['body']}{note}")


def lacks(proposed: Proposed) -> list[Reason]:
    """What a correction must not leave behind: links that lead nowhere, and letters that cannot be printed."""
    content = proposed.frozen.content
    return [*workflow.broken_links(content), *letters.obstacles(content, decision="", note="")]


# Making it -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def correct(
    approval_round: ApprovalRound,
    *,
    section: Section,
    words: Words,
    base: int,
    reason: str,
    shown: tuple[str, str],
    author: Author,
    at: datetime,
) -> ApprovalRound:
    """Put a section right, from its version `base`, and open the round that follows; gives that one.

    `shown` are the digests of the text before and after, as the page had them. Raises CorrectionPassed where another
    text would come of it, saving.VersionPassed, saving.SectionGone and IllegalTransition; then nothing is changed.
    """
    row = _begin(approval_round, shown, reason)
    found = propose(row, section, words)
    saving.correct(section, words, base=base, author=author, at=at)
    return _follow(row, found, shown, reason=reason.strip(), author=author, at=at)


@transaction.atomic
def refresh(
    approval_round: ApprovalRound, *, reason: str, shown: tuple[str, str], on: date, author: Author, at: datetime
) -> ApprovalRound:
    """Take in the signatories as the registers have them on the day, and open the round that follows. Raises as
    `correct`."""
    row = _begin(approval_round, shown, reason)
    return _follow(row, propose_registers(row, on=on), shown, reason=reason.strip(), author=author, at=at)


def _begin(approval_round: ApprovalRound, shown: tuple[str, str], reason: str) -> ApprovalRound:
    """The open round, held, if the page had shown its text, and it may be put right."""
    row = deciding.hold(approval_round)
    reasons = correctable(row.plan)
    if not reason.strip():
        reasons.append(Reason("Skriv, hvorfor teksten rettes."))
    if reasons:
        raise IllegalTransition(reasons)
    if row.digest != shown[0]:
        raise CorrectionPassed
    return row


def _follow(
    row: ApprovalRound, found: Proposed, shown: tuple[str, str], *, reason: str, author: Author, at: datetime
) -> ApprovalRound:
    """End the round and open the one that follows it on the corrected text, which must be the one that was shown."""
    if not found.changes:
        raise IllegalTransition(["Der er ingen forskel. Intet er rettet."])
    workflow.end_round(row, reason=f"{deciding.EDITORIAL}: {reason}"[:200], at=at, actor=author.name)
    new = stages.open_round(row.plan, author=author, at=at, follows=row, signed_on=found.signed_on)
    if new.digest != shown[1]:
        raise CorrectionPassed
    EditorialCorrection.objects.bulk_create(
        EditorialCorrection(
            approval_round=new,
            section_key=change.key,
            section_heading=change.name[:250],
            before=change.before,
            after=change.after,
            reason=reason,
            made_at=at,
            made_by_name=author.name[:150],
        )
        for change in found.changes
    )
    names = ", ".join(change.name for change in found.changes)
    words = f"{names}: {reason} (kontrolsum {row.digest} → {new.digest})"
    log(row.plan, PlanEvent.Kind.CORRECTED, words, actor=author.name, account=author.account, at=at)
    decision_news.corrected(new, reason=reason, names=names, author=author, at=at)
    return new


def corrections_of(approval_round: ApprovalRound) -> list[tuple[EditorialCorrection, SafeString]]:
    """What was put right since the first round of the chain, in order, each with its changed places."""
    rows = EditorialCorrection.objects.filter(approval_round__in=chain(approval_round)).order_by("pk")
    return [(row, changes(row.before, row.after)) for row in rows]
