"""What the tests of publication share: a plan that may be published, and its release brought as far as is wanted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from councils.models import User
from plans import deciding, making_ready, releasing, stages
from plans.models import ApprovalRound, Edition, Plan, Release, Section
from plans.publishing import editions
from plans.publishing.editions import Rendered
from plans.publishing.pdf import RenderedPdf
from plans.saving import Author
from tests.base import Cast, make_plan, section

YEAR = 2024
RELEASE = f"/skrivebord/plan/{YEAR}/offentliggoer/"
EDITIONS = f"/skrivebord/plan/{YEAR}/udgaver/"
LOG = f"/skrivebord/plan/{YEAR}/log/"
PUBLIC = f"/samarbejdsplan/{YEAR}/"
NOTE = "Antallet af medlemmer er rettet."
PDF = RenderedPdf(b"%PDF-1.7 en PDF", 3)
"""Stands for a PDF where a test is about something else than its pages."""


def signed_in(user: User) -> Client:
    """A browser of the account's."""
    client = Client()
    client.force_login(user)
    return client


def decided_plan(cast: Cast, *, year: int = YEAR, **fields: Any) -> Plan:
    """A plan that the council has decided on: nothing keeps it from being published."""
    plan = make_plan(cast.district, year=year, stage=Plan.Stage.EDITING, **fields)
    decide(plan, cast.secretary)
    return plan


def decide(plan: Plan, user: User) -> ApprovalRound:
    """Take the plan to its decision, record one, and have communications let it go."""
    now, author = timezone.now(), Author.of(user)
    Plan.objects.filter(pk=plan.pk).update(stage=Plan.Stage.DECISION)
    plan.refresh_from_db()
    approval = stages.open_round(plan, author=author, at=now)
    today = timezone.localdate(now)
    deciding.decide(approval, outcome="agreed", decided_on=today, digest=approval.digest, author=author, at=now)
    return deciding.sign_off(approval, digest=approval.digest, author=Author(None, "Kommunikationen"), at=now)


def ordered(plan: Plan, user: User, **fields: Any) -> Release:
    """A release of the plan, ordered for now unless told otherwise."""
    at = fields.pop("at", timezone.now())
    publish_at: datetime | None = fields.pop("publish_at", None)
    values = {"published_on": timezone.localdate(publish_at or at), "publish_at": publish_at}
    return releasing.order(plan, author=Author.of(user), at=at, **values | fields)


def prepared(plan: Plan, user: User, **fields: Any) -> Release:
    """The same, made ready."""
    row = ordered(plan, user, **fields)
    assert making_ready.prepare(row, at=timezone.now())
    row.refresh_from_db()
    return row


def scheduled(plan: Plan, user: User, **fields: Any) -> Release:
    """The same, let go for a time, by default tomorrow."""
    at = timezone.now()
    row = prepared(plan, user, **{"publish_at": at + timedelta(days=1)} | fields)
    assert releasing.confirm(row, seen=row.pdf_digest, author=Author.of(user), at=at) is None
    row.refresh_from_db()
    return row


def released(plan: Plan, user: User, **fields: Any) -> Edition:
    """The plan's edition, published on the desk."""
    row = prepared(plan, user, **fields)
    edition = releasing.confirm(row, seen=row.pdf_digest, author=Author.of(user), at=timezone.now())
    assert edition is not None
    plan.refresh_from_db()
    return edition


def stored(plan: Plan) -> Edition:
    """The decided plan's edition, with a PDF that took no time."""
    approval = plan.rounds.get(ended_at=None)
    facts = editions.facts_of(approval, published_on=timezone.localdate(), note="")
    return editions.store(approval, facts, Rendered("<p>En artikel.</p>", PDF), actor="Sekretær", at=timezone.now())


def kept(plan: Plan, user: User) -> Release:
    """The decided plan's release, ready to be let go, with a PDF that took no time."""
    row = ordered(plan, user)
    facts = editions.facts_of(row.approval_round, published_on=row.published_on, note="")
    made = {"made_of": releasing.fingerprint(row.approval_round, facts), "pdf": PDF.data, "page_count": 3}
    digests = {"html_digest": editions.sha256(b"<p>En artikel.</p>"), "pdf_digest": editions.sha256(PDF.data)}
    Release.objects.filter(pk=row.pk).update(state="prepared", html="<p>En artikel.</p>", **made, **digests)
    row.refresh_from_db()
    return row


def correct(plan: Plan, user: User, text: str = "<p>Nævnet har fire medlemmer.</p>") -> ApprovalRound:
    """Put a section of a published plan right, and decide on it again."""
    Section.objects.filter(plan=plan, key="naevnet").update(text=text)
    return decide(plan, user)


def forms(**fields: Any) -> dict[str, Any]:
    """What the order's form sends."""
    return {"when": "nu", "day": "", "clock": "", "published_on": "", **fields}


def tomorrow() -> date:
    """The day after this one."""
    return timezone.localdate() + timedelta(days=1)


def without(plan: Plan, key: str, text: str) -> None:
    """Change a section behind everybody's back."""
    row = section(plan, key)
    Section.objects.filter(pk=row.pk).update(text=text)
