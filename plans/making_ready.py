"""Making a release ready: article and PDF are rendered as they will be published, and kept in its row.

It takes seconds, so it is done outside any transaction, by whichever process comes first: the page where it was
ordered, or a job. Whoever does it holds a lease; when the lease has passed, as after a killed process, another takes
over. Where it has come to is written as it goes, for the page to show.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction

from plans import releasing
from plans.models import Release
from plans.publishing import editions
from plans.publishing.editions import Rendered, sha256
from plans.publishing.facts import EditionFacts
from plans.publishing.html import render_article
from plans.publishing.pdf import RenderingFailed, render_pdf
from plans.releasing import State
from plans.workflow import IllegalTransition

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
"""How long an attempt is left alone after its last sign of life; setting a long plan takes less than one."""
STEPS = ("Læser den besluttede tekst", "Laver websiden", "Sætter PDF'en", "Gemmer udgaven")
"""What is said of an attempt as it goes on."""


class Overtaken(Exception):
    """The release was called off, or another process has taken it over."""


class Attempt:
    """One process's work on a release that it has claimed."""

    def __init__(self, release: Release, at: datetime) -> None:
        self.release, self.at, self.began = release, at, monotonic()

    @property
    def now(self) -> datetime:
        """The time, counted from when it began."""
        return self.at + timedelta(seconds=monotonic() - self.began)

    def note(self, **fields: object) -> None:
        """Write to the release's row while it is ours. Raises Overtaken where it is not any longer."""
        mine = Release.objects.filter(pk=self.release.pk, attempts=self.release.attempts, state=State.ORDERED)
        if not mine.update(**fields):
            raise Overtaken

    def step(self, number: int) -> None:
        """Say where it has come to, and keep the lease."""
        self.note(step=STEPS[number], leased_until=self.now + LEASE)

    def make(self) -> None:
        """Render, and keep what was rendered."""
        self.step(0)
        approval, facts = self.release.approval_round, self._facts()
        content = editions.frozen_in(approval).content
        self.step(1)
        html = render_article(content)
        self.step(2)
        pdf = render_pdf(content, facts)
        self.step(3)
        self._keep(facts, Rendered(html, pdf))

    def _facts(self) -> EditionFacts:
        """What the edition says of itself. Raises IllegalTransition where it may not be published (any longer)."""
        row, approval = self.release, self.release.approval_round
        reasons = releasing.obstacles(
            row.plan,
            note=row.note,
            published_on=row.published_on,
            publish_at=None,
            at=max(self.now, row.publish_at or self.now),
        )
        if reasons:
            raise IllegalTransition(reasons)
        return editions.facts_of(approval, published_on=row.published_on, note=row.note)

    @transaction.atomic
    def _keep(self, facts: EditionFacts, made: Rendered) -> None:
        self.note(
            state=State.PREPARED,
            html=made.html,
            html_digest=sha256(made.html.encode()),
            pdf=made.pdf.data,
            pdf_digest=sha256(made.pdf.data),
            page_count=made.pdf.page_count,
            size=len(made.pdf.data),
            number=facts.number,
            made_of=releasing.fingerprint(self.release.approval_round, facts),
            prepared_at=self.now,
            last_error="",
            step="",
            leased_until=None,
        )


def prepare(release: Release, *, at: datetime) -> bool:
    """Make the release ready, where nobody else is at it; whether it is. A failure is noted and told of."""
    row = releasing.claim(release, until=at + LEASE, at=at)
    if row is None:
        return False
    attempt = Attempt(row, at)
    try:
        attempt.make()
    except Overtaken:
        return False
    except IllegalTransition as refusal:
        words = " ".join(reason.text for reason in refusal.reasons)
        releasing.fail(row, words, retry=False, at=attempt.now)
    except RenderingFailed as failure:
        releasing.fail(row, failure.reason, retry=True, at=attempt.now)
    except Exception as error:
        logger.exception("Release %s could not be made ready", row.pk)
        releasing.fail(row, f"{type(error).__name__}: {error}", retry=True, at=attempt.now)
    else:
        return True
    return False


def prepare_due(at: datetime) -> int:
    """Make every release ready that waits for it; gives how many are."""
    rows = releasing.waiting((State.ORDERED, State.FAILED), at=at).defer("html", "pdf").order_by("pk")
    return sum(prepare(row, at=at) for row in rows)
