"""What a demo's draft has of contributions and talk, so that every list has something to show; nobody real.

Dates lie round the day on which it is loaded. A draft that has contributions already is left as it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from councils.models import Post, User
from plans.models import Assignment, Comment, Plan, Section

CONTRIBUTOR = "demo-bidragyder-fnt"
PREVENTION, TRAFFIC = "fnt", "faerdselsafdelingen"
SECRETARY = "demo-sekretaer-kredsraadet"
LOCAL_CHAIR = "demo-formand-viborg"
State = Assignment.State

ASKED: tuple[dict[str, Any], ...] = (
    {
        "key": "psykisk-saarbare",
        "due": 10,
        "message": "Passer beskrivelsen af samarbejdet stadig? Skriv gerne, hvis der er kommet nye aftaler.",
    },
    {
        "key": "narkotikasalg-ved-skoler",
        "due": 6,
        "state": State.DELIVERED,
        "added": "<p>Hver skole har en fast kontaktperson hos lokalpolitiet.</p>",
        "answer": "Jeg har tilføjet ordningen med kontaktpersoner sidst i teksten.",
    },
    {"key": "vold-i-nattelivet", "due": 6, "state": State.UNCHANGED},
    {"key": "faerdselssikkerhed", "due": -2, "post": TRAFFIC},
    {"key": "spiritus-og-narko", "due": 13, "post": TRAFFIC},
)
QUESTION = "Skal vi også beskrive samarbejdet med regionen, eller hører det til i afsnittet om kommunerne?"
REMARK = "Borgerne spørger tit, hvem der sidder i bevillingsnævnet. Kan det stå her?"
ANSWER = "Det er en god idé. Jeg ser på det, når bidragene er kommet ind."


@transaction.atomic
def load_contributions(plan: Plan) -> bool:
    """Ask the demo's functions for a few sections, and let people talk; whether anything was made."""
    contributor, secretary = _user(CONTRIBUTOR), _user(SECRETARY)
    if contributor is None or secretary is None or Assignment.objects.filter(section__plan=plan).exists():
        return False
    now = timezone.now()
    for row in ASKED:
        section = Section.objects.filter(plan=plan, key=row["key"]).first()
        post = Post.objects.filter(slug=row.get("post", PREVENTION)).first()
        if section and post:
            _ask(section, post, row, contributor, secretary, now)
    _talk(plan, secretary, now)
    return True


def _user(slug: str) -> User | None:
    return User.objects.filter(person__slug=slug, is_demo=True).first()


def _ask(section: Section, post: Post, row: dict[str, Any], contributor: User, secretary: User, now: datetime) -> None:
    values: dict[str, Any] = {}
    if "state" in row:
        values |= {
            "state": row["state"],
            "answer": row.get("answer", ""),
            "answered_by": str(contributor)[:150],
            "answered_at": now - timedelta(days=1),
        }
    if "added" in row:
        values |= {"heading": section.heading, "text": section.text + row["added"]}
    assignment = Assignment.objects.create(
        section=section,
        post=post,
        due=timezone.localdate(now) + timedelta(days=row["due"]),
        message=row.get("message", ""),
        assigned_by=secretary,
        assigned_by_name=str(secretary),
        assigned_at=now - timedelta(days=12),
        base_version=section.version,
        **values,
    )
    if row is ASKED[0]:
        _say(section, contributor, QUESTION, now - timedelta(hours=20), assignment=assignment)


def _talk(plan: Plan, secretary: User, now: datetime) -> None:
    section = Section.objects.filter(plan=plan, key="bevillingsnaevn").first()
    chair = _user(LOCAL_CHAIR)
    if section and chair:
        thread = _say(section, chair, REMARK, now - timedelta(days=3))
        _say(section, secretary, ANSWER, now - timedelta(days=2), parent=thread)


def _say(section: Section, user: User, text: str, at: datetime, **fields: Any) -> Comment:
    return Comment.objects.create(
        section=section, author=user, author_name=str(user), text=text, created_at=at, **fields
    )
