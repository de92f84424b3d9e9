"""What the tests of contributions share: what is asked, and the forms that pages send."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from councils.models import Post, PostHolding, User
from plans.models import Assignment, Comment, Plan, Revision, Section
from tests.base import make_account, section

NEW = "<p>Kredsrådet mødes fire gange om året.</p>"


def in_days(days: int) -> date:
    """A day so many days from today."""
    return timezone.localdate() + timedelta(days=days)


def ask(plan: Plan, key: str, whom: Any, **fields: Any) -> Assignment:
    """Ask a function, or an account's person, for a section of the plan; it is due in ten days."""
    target = {"post": whom} if isinstance(whom, Post) else {"person": getattr(whom, "person", whom)}
    row = section(plan, key)
    values = {
        "due": in_days(10),
        "assigned_at": timezone.now(),
        "assigned_by_name": "Sekretær",
        "base_version": row.version,
    }
    return Assignment.objects.create(section=row, **target | values | fields)


def delivered(plan: Plan, key: str, whom: Any, text: str = NEW, **fields: Any) -> Assignment:
    """The same, with a text delivered."""
    values = {
        "state": "delivered",
        "heading": section(plan, key).heading,
        "text": text,
        "answered_by": "Bidragyder",
        "answered_at": timezone.now(),
    }
    return ask(plan, key, whom, **values | fields)


def second_holder(post: Post) -> User:
    """Another account whose person holds the function."""
    user = make_account("anden@test.example", "Anden bidragyder")
    PostHolding.objects.create(post=post, person=user.person)
    return user


def signed_in(user: User) -> Client:
    """A browser of the account's."""
    client = Client()
    client.force_login(user)
    return client


def page(assignment: Assignment) -> str:
    """The contributor's page."""
    return reverse("draft:contribution", args=[assignment.pk])


def act(user: User, name: str, assignment: Assignment, **data: Any) -> Any:
    """What the contributor's page sends."""
    return signed_in(user).post(reverse(f"draft:contribution_{name}", args=[assignment.pk]), data)


def write(user: User, assignment: Assignment, text: str, **data: Any) -> Any:
    """Save (or with do="lever" deliver) a text from a page that was opened just now."""
    assignment = fresh(assignment)
    values = {
        "heading": assignment.section.heading,
        "text": text,
        "version": assignment.version,
        "base": assignment.base_version if assignment.text else assignment.section.version,
    }
    return act(user, "text", assignment, **values | data)


def decide(user: User, name: str, assignment: Assignment, **data: Any) -> Any:
    """What the secretary's page of one assignment sends."""
    address = reverse(f"draft:assignment_{name}", args=[assignment.section.plan.year, assignment.pk])
    return signed_in(user).post(address, {"version": fresh(assignment).version, **data})


def fresh(assignment: Assignment) -> Assignment:
    """The assignment as the database has it."""
    return Assignment.objects.select_related("section__plan", "person", "post").get(pk=assignment.pk)


def told(response: Any) -> str:
    """What a page says, white space made single."""
    return " ".join(response.content.decode().split())


def marked(tag: str, shown: str) -> list[str]:
    """The words of the text shown that are marked as gone (del) or come (ins)."""
    return [words.strip() for words in re.findall(f"<{tag}>(.*?)</{tag}>", shown.split('class="text changed"')[1])]


def everything_written(assignment: Assignment) -> str:
    """All texts of the section, of its history, of its assignments and of its talk."""
    rows = [Section.everything.get(pk=assignment.section_id).text]
    rows += Revision.objects.filter(section=assignment.section_id).values_list("text", flat=True)
    rows += Assignment.objects.filter(section=assignment.section_id).values_list("text", flat=True)
    rows += Comment.objects.filter(section=assignment.section_id).values_list("text", flat=True)
    return "\n".join(rows)
