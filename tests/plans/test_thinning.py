"""Old versions of drafts: the last of each sitting is kept, and all that is more than a save among others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from councils.models import User
from kredsraad import upkeep
from plans.models import Assignment, Plan, Revision, Section
from plans.saving import Author, Words, save, words_at
from plans.thinning import thin
from tests.base import Cast, section

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
BEGUN = NOW - timedelta(days=20)
Kind = Revision.Kind


@pytest.fixture
def part(plan: Plan) -> Section:
    """A section that is written in."""
    return section(plan, "kredsraadet")


def write(part: Section, user: User, *minutes: int, since: datetime = BEGUN, kind: Kind = Kind.EDITED) -> list[int]:
    """Save another text at each of the minutes; gives the versions."""
    versions = []
    for minute in minutes:
        fresh = section(part.plan, part.key)
        words = Words(fresh.heading, f"<p>Version {fresh.version + 1}.</p>", "")
        at = since + timedelta(minutes=minute)
        versions.append(save(fresh, words, base=fresh.version, author=Author.of(user), kind=kind, at=at).version)
    return versions


def kept(part: Section) -> list[int | None]:
    """The versions that the section's history has."""
    return list(part.revisions.order_by("version").values_list("version", flat=True))


def test_the_last_of_each_sitting_is_kept(cast: Cast, part: Section) -> None:
    assert write(part, cast.secretary, 0, 10, 39, 69, 70, 200) == [2, 3, 4, 5, 6, 7]
    assert thin(NOW) == 3
    assert kept(part) == [1, 4, 6, 7]
    assert words_at(part, 6) == Words("Kredsrådet", "<p>Version 6.</p>", "")


def test_a_second_time_nothing_is_left_to_do(cast: Cast, part: Section) -> None:
    write(part, cast.secretary, *range(0, 200, 7))
    thin(NOW)
    before = kept(part)
    assert thin(NOW) == 0
    assert kept(part) == before


def test_what_is_young_is_kept_whole(cast: Cast, part: Section) -> None:
    write(part, cast.secretary, 0, 10, 20, since=NOW - timedelta(days=14))
    assert thin(NOW) == 0
    assert thin(NOW + timedelta(minutes=1)) == 1
    assert kept(part) == [1, 3, 4]


def test_two_who_take_turns_have_each_of_their_saves_kept(cast: Cast, part: Section) -> None:
    write(part, cast.secretary, 0, 1)
    write(part, cast.mayor, 2, 3)
    write(part, cast.secretary, 4)
    thin(NOW)
    assert kept(part) == [1, 3, 5, 6]


@pytest.mark.parametrize("kind", [Kind.RESTORED, Kind.CONTRIBUTION, Kind.REGISTER])
def test_a_text_that_came_from_somewhere_else_is_kept(cast: Cast, part: Section, kind: Kind) -> None:
    write(part, cast.secretary, 0, 1, kind=kind)
    write(part, cast.secretary, 2)
    assert thin(NOW) == 0


@pytest.mark.parametrize("kind", [Kind.EDITED, Kind.MERGED, Kind.RENAMED, Kind.CONFIRMED, Kind.KEPT])
def test_of_every_other_kind_the_last_is_kept(cast: Cast, part: Section, kind: Kind) -> None:
    write(part, cast.secretary, 0, 1, 2, kind=kind)
    write(part, cast.secretary, 90)
    assert thin(NOW) == 2


def test_another_kind_begins_another_sitting(cast: Cast, part: Section) -> None:
    write(part, cast.secretary, 0)
    write(part, cast.secretary, 1, kind=Kind.RENAMED)
    write(part, cast.secretary, 2)
    assert thin(NOW) == 0


def test_sections_do_not_mix(cast: Cast, plan: Plan) -> None:
    for key in ("kredsraadet", "formaend"):
        write(section(plan, key), cast.secretary, 0)
    assert thin(NOW) == 0


def test_the_newest_is_kept_whatever_the_clocks_said(cast: Cast, part: Section) -> None:
    write(part, cast.secretary, 10, 5)
    assert thin(NOW) == 0
    assert section(part.plan, part.key).version in kept(part)


def set_aside(part: Section, user: User, base: int, **fields: Any) -> Revision:
    """A text that was not chosen, begun from the version."""
    return part.revisions.create(kind=Kind.SET_ASIDE, base_version=base, author=user, saved_at=NOW, **fields)


def test_what_an_unsettled_text_began_from_is_kept_until_it_is_settled(cast: Cast, part: Section) -> None:
    write(part, cast.secretary, 0, 1, 2)
    waiting = set_aside(part, cast.mayor, 2)
    thin(NOW)
    assert 2 in kept(part)
    waiting.settled_at = NOW
    waiting.save()
    thin(NOW)
    assert 2 not in kept(part)
    assert part.revisions.filter(pk=waiting.pk).exists()


@pytest.mark.parametrize(("state", "needed"), [("waiting", True), ("delivered", True), ("taken", False)])
def test_what_a_contribution_in_hand_began_from_is_kept(cast: Cast, part: Section, state: str, needed: bool) -> None:
    write(part, cast.secretary, 0, 1, 2)
    Assignment.objects.create(
        section=part, post=cast.post, due=NOW.date(), state=state, assigned_at=NOW, base_version=3
    )
    thin(NOW)
    assert (3 in kept(part)) is needed


def test_a_removed_section_is_thinned_too(cast: Cast, part: Section) -> None:
    write(part, cast.secretary, 0, 1, 90)
    Section.objects.filter(pk=part.pk).update(removed_at=NOW)
    assert thin(NOW) == 1


def test_it_is_a_job(cast: Cast, part: Section) -> None:
    write(part, cast.secretary, 0, 1, 90)
    assert list(upkeep.thin_versions(NOW)) == ["removed 1 version(s) that a later one of the same sitting stands for"]
    assert list(upkeep.thin_versions(NOW)) == []
