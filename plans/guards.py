"""What the database itself refuses: to change or delete an edition, its files, its withdrawal or the log.

The one exception is blocking (blokering): once two persons have confirmed it, content and files may be emptied,
and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model

from councils.triggers import Guard, forbid

UNCHANGED = "NEW.{0} IS NOT DISTINCT FROM OLD.{0}"


def guards() -> list[Guard]:
    """All guards of the plans app."""
    return [*_plans(), *_editions(), *_files(), *_rounds(), *_sealed(), *_given(), *_log(), *_outline()]


def _columns(model: str, *but: str) -> Iterable[str]:
    fields = apps.get_model("plans", model)._meta.concrete_fields
    return [field.column for field in fields if field.column not in but]


def _table(model: str) -> str:
    found: type[Model] = apps.get_model("plans", model)
    return found._meta.db_table


def _unchanged(model: str, *but: str) -> str:
    return " AND ".join(UNCHANGED.format(column) for column in _columns(model, *but))


def _blocked(edition: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM plans_blocking b "
        f"WHERE b.edition_id = {edition} AND b.confirmed_at IS NOT NULL AND {_two_persons('b')})"
    )


def _two_persons(row: str) -> str:
    """The names differ in more than case and spaces at their ends, and the accounts are two, where they are known."""
    accounts = f"({row}.confirmed_by_account <> {row}.asked_by_account)"
    return f"lower(trim({row}.confirmed_by)) <> lower(trim({row}.asked_by)) AND COALESCE({accounts}, TRUE)"


def _no_replacing(table: str, *same: str) -> Guard:
    """SQLite's INSERT OR REPLACE deletes the old row without a word to the triggers on DELETE.

    `same` has an SQL condition for each of the table's unique constraints, over the old row r and NEW.
    """
    clash = " OR ".join(f"({condition})" for condition in ("r.id = NEW.id", *same))
    return Guard(
        f"{table}_no_replace",
        table,
        "INSERT",
        "Det findes allerede og kan ikke erstattes.",
        allowed=f"NOT EXISTS (SELECT 1 FROM {table} r WHERE {clash})",
    )


def _same(*columns: str) -> str:
    return " AND ".join(f"r.{column} = NEW.{column}" for column in columns)


def _plans() -> list[Guard]:
    """A plan with editions stays the same council's for the same year: by it the editions are found."""
    table, message = _table("Plan"), "En plan, der er offentliggjort, kan hverken flyttes eller slettes."
    published = "EXISTS (SELECT 1 FROM plans_edition e WHERE e.plan_id = {0})"
    same = " AND ".join(UNCHANGED.format(column) for column in ("id", "council_id", "year"))
    replaced = (
        f"EXISTS (SELECT 1 FROM {table} r WHERE {{0}} "
        f"(r.id = NEW.id OR ({_same('council_id', 'year')})) AND {published.format('r.id')})"
    )
    return [
        *forbid(table, message, "TRUNCATE"),
        Guard(f"{table}_no_delete", table, "DELETE", message, allowed=f"NOT {published.format('OLD.id')}"),
        Guard(
            f"{table}_no_update",
            table,
            "UPDATE",
            message,
            allowed=f"({same}) OR NOT ({published.format('OLD.id')} OR {replaced.format('r.id <> OLD.id AND')})",
        ),
        Guard(f"{table}_no_replace", table, "INSERT", message, allowed=f"NOT {replaced.format('')}"),
    ]


def _editions() -> list[Guard]:
    table, message = _table("Edition"), "En udgave kan hverken ændres eller slettes."
    emptied = f"{_blocked('NEW.id')} AND NEW.content = '' AND NEW.html = '' AND "
    return [
        *forbid(table, message, "DELETE", "TRUNCATE"),
        Guard(
            f"{table}_no_update", table, "UPDATE", message, allowed=emptied + _unchanged("Edition", "content", "html")
        ),
        _no_replacing(table, _same("plan_id", "number"), _same("approval_round_id")),
    ]


def _files() -> list[Guard]:
    table, message = _table("EditionFile"), "En udgaves fil kan hverken ændres eller slettes."
    emptied = f"{_blocked('NEW.edition_id')} AND length(NEW.data) = 0 AND "
    return [
        *forbid(table, message, "DELETE", "TRUNCATE"),
        Guard(f"{table}_no_update", table, "UPDATE", message, allowed=emptied + _unchanged("EditionFile", "data")),
        _no_replacing(table, _same("edition_id", "kind")),
    ]


def _rounds() -> list[Guard]:
    """What is decided on is never changed; once the round has ended, what was decided of it is not either."""
    table, message = _table("ApprovalRound"), "Det, der blev besluttet, kan hverken ændres eller slettes."
    edition = "(SELECT e.id FROM plans_edition e WHERE e.approval_round_id = NEW.id)"
    # A round that no edition was made from may hold the same text as one that was, and is blocked.
    other = f"(SELECT e.id FROM plans_edition e WHERE e.plan_id = NEW.plan_id AND {_blocked('e.id')})"
    blocked = f"({_blocked(edition)} OR (NOT EXISTS {edition} AND EXISTS {other}))"
    frozen = " AND ".join(UNCHANGED.format(column) for column in ("id", "plan_id", "digest", "opened_at"))
    content = f"({UNCHANGED.format('content')} OR (NEW.content = '' AND {blocked}))"
    ended = f"(OLD.ended_at IS NULL OR ({_unchanged('ApprovalRound', 'content')}))"
    both_open = f"{_same('plan_id')} AND r.ended_at IS NULL AND NEW.ended_at IS NULL"
    return [
        *forbid(table, message, "DELETE", "TRUNCATE"),
        Guard(f"{table}_no_update", table, "UPDATE", message, allowed=f"{frozen} AND {content} AND {ended}"),
        _no_replacing(table, both_open),
    ]


def _sealed() -> list[Guard]:
    """A withdrawal is never changed; a blocking begins unconfirmed and is changed once, when it is confirmed."""
    withdrawal, blocking = _table("Withdrawal"), _table("Blocking")
    confirming = f"OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL AND {_two_persons('NEW')} AND "
    message = "En blokering kan hverken ændres eller slettes."
    return [
        *forbid(withdrawal, "En tilbagekaldelse kan hverken ændres eller slettes.", "UPDATE", "DELETE", "TRUNCATE"),
        _no_replacing(withdrawal, _same("edition_id")),
        *forbid(blocking, message, "TRUNCATE"),
        Guard(
            f"{blocking}_no_shortcut",
            blocking,
            "INSERT",
            "En blokering skal bekræftes af en anden, efter at den er foreslået.",
            allowed="NEW.confirmed_at IS NULL",
        ),
        Guard(f"{blocking}_no_delete", blocking, "DELETE", message, allowed="OLD.confirmed_at IS NULL"),
        Guard(
            f"{blocking}_no_update",
            blocking,
            "UPDATE",
            message,
            allowed=confirming + _unchanged("Blocking", "confirmed_at", "confirmed_by", "confirmed_by_account"),
        ),
        _no_replacing(blocking, _same("edition_id")),
    ]


def _given() -> list[Guard]:
    """What was sent out or given once: a hearing's snapshot, approvals, reservations, corrections, copies for records.

    An answer may be added to an approval's remarks; a snapshot, and the texts of a correction, may be emptied once the
    plan has a blocked edition.
    """
    hearing, approval, copy = _table("Hearing"), _table("Approval"), _table("RecordCopy")
    correction, put_right = _table("EditorialCorrection"), "En redaktionel rettelse kan hverken ændres eller slettes."
    of_round = "SELECT e.id FROM plans_edition e JOIN plans_approvalround r ON r.plan_id = e.plan_id"
    emptied = (
        f"EXISTS ({of_round} WHERE r.id = NEW.approval_round_id AND {_blocked('e.id')}) "
        f"AND NEW.before = '' AND NEW.after = '' AND {_unchanged('EditorialCorrection', 'before', 'after')}"
    )
    blocked = f"(SELECT e.id FROM plans_edition e WHERE e.plan_id = NEW.plan_id AND {_blocked('e.id')})"
    snapshot = f"({UNCHANGED.format('content')} OR (NEW.content = '' AND EXISTS {blocked}))"
    sent = " AND ".join(UNCHANGED.format(column) for column in ("id", "plan_id", "digest", "opened_at"))
    answered = _unchanged("Approval", "given_by_id", "answer", "answered_at", "answered_by_name")
    data = f"({UNCHANGED.format('data')} OR (length(NEW.data) = 0 AND NEW.written_at IS NOT NULL))"
    kept = _unchanged("RecordCopy", "data", "written_at", "attempts", "last_error")
    heard, given = "Det, der var i høring, kan ikke ændres.", "En godkendelse kan ikke ændres eller slettes."
    return [
        *forbid(hearing, heard, "DELETE", "TRUNCATE"),
        Guard(f"{hearing}_no_update", hearing, "UPDATE", heard, allowed=f"{sent} AND {snapshot}"),
        *forbid(approval, given, "DELETE", "TRUNCATE"),
        Guard(f"{approval}_no_update", approval, "UPDATE", given, allowed=answered),
        *forbid(correction, put_right, "DELETE", "TRUNCATE"),
        Guard(f"{correction}_no_update", correction, "UPDATE", put_right, allowed=emptied),
        *forbid(_table("Reservation"), "Et forbehold kan ikke ændres eller slettes.", "UPDATE", "DELETE", "TRUNCATE"),
        Guard(
            f"{copy}_no_update", copy, "UPDATE", "En kopi til journalen kan ikke ændres.", allowed=f"{kept} AND {data}"
        ),
    ]


def _log() -> list[Guard]:
    """The log is only added to; that an account is deleted may take the link to it away."""
    table, message = _table("PlanEvent"), "Loggen kan hverken ændres eller slettes."
    unlinked = f"NEW.actor_account_id IS NULL AND {_unchanged('PlanEvent', 'actor_account_id')}"
    return [
        *forbid(table, message, "DELETE", "TRUNCATE"),
        Guard(f"{table}_no_update", table, "UPDATE", message, allowed=unlinked),
        _no_replacing(table),
    ]


def _outline() -> list[Guard]:
    """A section lies under a section of its own plan."""
    table = _table("Section")
    same_plan = (
        f"NEW.parent_id IS NULL OR EXISTS (SELECT 1 FROM {table} p "
        "WHERE p.id = NEW.parent_id AND p.plan_id = NEW.plan_id)"
    )
    return [
        Guard(f"{table}_own_plan_{e.lower()}", table, e, "Et afsnit kan kun ligge i sin egen plan.", allowed=same_plan)
        for e in ("INSERT", "UPDATE")
    ]
