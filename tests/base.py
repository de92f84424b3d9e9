"""The named cast, and small builders that tests share: a test that begins with these reads as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from io import StringIO
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db.models import Model
from django.test import override_settings
from django.utils import timezone
from post_office.models import Email

from councils.models import (
    AgendaItem,
    Council,
    Delegation,
    Invitation,
    Meeting,
    Membership,
    Municipality,
    Notice,
    Person,
    Post,
    PostHolding,
    User,
)
from initiatives.models import Discussion, DiscussionPoint
from plans import outline
from plans.building import build, spec_from_file
from plans.models import Edition, Plan, Section
from plans.publishing.editions import decide_and_publish

PASSWORD = "correct-horse-battery-staple"
DECISION = "Kredsrådets møde 3. januar 2023"
PUBLISHED_ON = date(2023, 2, 8)

SMALL_PLAN: list[dict[str, Any]] = [
    {"key": "forord", "role": "foreword", "heading": "Forord", "body": ["<p>Vi arbejder sammen.</p>"]},
    {
        "key": "del-1",
        "role": "part",
        "heading": "Organisering",
        "children": [
            {"key": "kredsraadet", "heading": "Kredsrådet", "body": ["<p>Kredsrådet mødes to gange om året.</p>"]},
            {
                "key": "lokalraadene",
                "heading": "Lokalrådene",
                "body": ['<p>Se også <a href="#oevrige-raad">afsnit 4</a>.</p>'],
                "children": [{"key": "formaend", "heading": "Formænd", "body": ["<p>Borgmesteren er formand.</p>"]}],
            },
        ],
    },
    {
        "key": "del-2",
        "role": "part",
        "heading": "Indsatser",
        "children": [{"key": "aftalen", "heading": "Aftalen", "body": ["<p>Aftalen har fire pejlemærker.</p>"]}],
    },
    {
        "key": "oevrige-raad",
        "role": "annex",
        "heading": "Øvrige råd",
        "children": [{"key": "naevnet", "heading": "Nævnet", "body": ["<p>Nævnet har tre medlemmer.</p>"]}],
    },
]
"""Shown as: Forord; Del 1 with 1, 2 (2.1); Del 2 with 3; Bilag 4 (4.1)."""


@dataclass(frozen=True)
class Cast:
    """Three councils and the accounts of those who have, had or have not an office in them."""

    district: Council
    viborg: Council
    herning: Council
    administrator: User
    secretary: User
    chair_of_viborg: User
    chair_of_herning: User
    former_secretary: User
    outsider: User
    former_chair: User
    local_secretary: User
    contributor: User
    mayor: User
    delegate: User
    director: User
    communications: User
    post: Post


WHO: dict[str, tuple[str, str]] = {
    "administrator": ("administrator", "Administrator"),
    "secretary": ("sekretaer", "Sekretær"),
    "chair_of_viborg": ("viborg", "Formand i Viborg"),
    "chair_of_herning": ("herning", "Formand i Herning"),
    "former_secretary": ("tidligere", "Tidligere sekretær"),
    "outsider": ("udenfor", "Uden embede"),
    "former_chair": ("forhenvaerende", "Tidligere formand i Viborg"),
    "local_secretary": ("viborg.sekretaer", "Sekretær i Viborg"),
    "contributor": ("bidrag", "Bidragyder"),
    "mayor": ("borgmester", "Borgmester i Viborg"),
    "delegate": ("sekretariat", "Borgmestersekretariat"),
    "director": ("direktoer", "Politidirektør"),
    "communications": ("presse", "Kommunikationen"),
}
"""Each of the cast: the address before @test.example, and the name."""
STAFF = ("administrator", "former_secretary", "outsider")


def make_cast() -> Cast:
    """The cast: the former secretary's and the former chair's terms ended yesterday; the outsider has no office.

    The contributor holds the function `post`; the delegate acts for the mayor; communications is a function too. Nearly
    every test begins with it, so it is made in as few queries as can be, and has no history.
    """
    with override_settings(SIMPLE_HISTORY_ENABLED=False):
        district, viborg, herning = (
            make_district(),
            make_local("Viborg", code="0791"),
            make_local("Herning", code="0657"),
        )
        users, post = _accounts(), Post(name="Forebyggelse", slug="forebyggelse")
        press = Post(name="Kommunikation", slug="kommunikation", duty="communications")
        _seats(users, district, viborg, herning)
        Post.objects.bulk_create([post, press])
        held = ((post, users["contributor"]), (press, users["communications"]))
        PostHolding.objects.bulk_create(PostHolding(post=at, person=user.person) for at, user in held)
    return Cast(district=district, viborg=viborg, herning=herning, post=post, **users)


def _accounts() -> dict[str, User]:
    """The accounts of the cast, each with its person."""
    users = {
        name: User(
            email=f"{address}@test.example",
            display_name=title,
            password=_password(),
            is_staff=name in STAFF,
            is_superuser=name == "administrator",
        )
        for name, (address, title) in WHO.items()
    }
    User.objects.bulk_create(users.values())
    Person.objects.bulk_create(Person(name=u.display_name, slug=_slug(u.display_name), user=u) for u in users.values())
    return users


@cache
def _password() -> str:
    return make_password(PASSWORD)


def _seats(users: dict[str, User], district: Council, viborg: Council, herning: Council) -> None:
    """The seats of the cast, and the delegation of the mayor's."""
    yesterday = timezone.localdate() - timedelta(days=1)
    mayor = _seat(users["mayor"].person, district, "member", capacity="municipality", municipality=viborg.municipality)
    seats = [
        _seat(users["former_secretary"].person, district, "secretary", ends=yesterday),
        _seat(users["former_chair"].person, viborg, "vice_chair", ends=yesterday),
        mayor,
        _seat(users["secretary"].person, district, "secretary"),
        _seat(users["chair_of_viborg"].person, viborg, "chair"),
        _seat(users["chair_of_herning"].person, herning, "chair"),
        _seat(users["local_secretary"].person, viborg, "secretary"),
        _seat(users["director"].person, district, "chair"),
    ]
    Membership.objects.bulk_create(seats)
    Delegation.objects.bulk_create([Delegation(membership=mayor, delegate=users["delegate"].person, scope="act")])


def let_sign(cast: Cast) -> None:
    """Let the director and the mayor of Viborg sign the district council's plan; the mayor's delegate acts for that."""
    for order, (user, title) in enumerate(
        [(cast.director, "Politidirektør"), (cast.mayor, "Borgmester i Viborg Kommune")], start=1
    ):
        seats = Membership.objects.filter(person=user.person, council=cast.district)
        seats.update(signs_plan=True, title=title, order=order)


def make_district(**fields: Any) -> Council:
    """The district council."""
    values = {
        "kind": "district",
        "name": "Kredsrådet i Midt- og Vestjylland",
        "slug": "kredsraadet",
        "brand": "Kredsrådet",
        "area": "Midt- og Vestjylland",
        "police_district": "Midt- og Vestjyllands Politikreds",
    }
    return Council.objects.create(**values | fields)


def make_local(name: str, *, code: str, **fields: Any) -> Council:
    """A municipality and its local council; the map's tile follows from how many there are."""
    slug = name.lower()
    column = Municipality.objects.count() + 1
    municipality = Municipality.objects.create(code=code, name=name, slug=slug, tile_column=column)
    values = {"kind": "local", "name": f"Lokalrådet i {name}", "slug": slug, "municipality": municipality}
    return Council.objects.create(**values | fields)


def make_person(name: str, **fields: Any) -> Person:
    """Somebody, with a key made of the name."""
    return Person.objects.create(**{"name": name, "slug": _slug(name)} | fields)


def _slug(name: str) -> str:
    return "-".join(name.lower().split()).replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


def make_account(email: str, name: str, **fields: Any) -> User:
    """An account with its person, who holds no office yet."""
    user = User.objects.create_user(email, PASSWORD, display_name=name, **fields)
    make_person(name, user=user)
    return user


def seat(person: Person, council: Council, role: str = "member", **fields: Any) -> Membership:
    """Give a person a seat in a council, as police in the district council and municipality in a local one."""
    made = _seat(person, council, role, **fields)
    made.save(force_insert=True)
    return made


def _seat(person: Person, council: Council, role: str, **fields: Any) -> Membership:
    """The seat, not stored yet."""
    capacity = "police" if council.is_district else "municipality"
    return Membership(**{"person": person, "council": council, "role": role, "capacity": capacity} | fields)


def make_plan(council: Council, *, year: int = 2023, sections: Any = None, **fields: Any) -> Plan:
    """A plan of the council, by default the small one, of the portal's own making, with nothing left to confirm."""
    data = {"year": year, "title": f"Samarbejdsplan {year}", "origin": "native", "sections": sections or SMALL_PLAN}
    return build(spec_from_file(data | fields, council))


def make_flat_plan(council: Council, *, count: int, year: int = 2023) -> Plan:
    """A plan of so many sections side by side, each with a text."""
    rows = [{"key": f"s{n}", "heading": f"Afsnit {n}", "body": [f"<p>Tekst {n}.</p>"]} for n in range(1, count + 1)]
    return make_plan(council, year=year, sections=rows)


def section(plan: Plan, key: str) -> Section:
    """The plan's section with the key, as the database has it."""
    return Section.objects.select_related("plan", "parent").get(plan=plan, key=key)


def shown(plan: Plan) -> list[str]:
    """The outline in reading order, each section as number or label and key, indented by its depth."""
    nodes = outline.walk(outline.load(plan))
    return ["  " * (n.depth - 1) + " ".join(filter(None, (n.label, n.number, n.section.key))) for n in nodes]


def publish(plan: Plan, **fields: Any) -> Edition:
    """Decide on the plan and publish it, on a fixed day unless told otherwise."""
    values: dict[str, Any] = {"decision": DECISION, "published_on": PUBLISHED_ON, "actor": "Sekretæren"}
    return decide_and_publish(plan, **values | fields)


def outbox(*, to: User | str = "") -> list[Email]:
    """The mails that were written, sent or not, in their order; only those to the account or address where given."""
    address = to.email if isinstance(to, User) else to
    return [email for email in Email.objects.order_by("pk") if not address or email.to == [address]]


def row_counts() -> dict[str, int]:
    """How many rows every table has, histories included: equal before and after means that nothing was added."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


NO_REGISTERS = (User, Invitation, Notice)
"""Accounts, how people get one, and what was written to them: never in a fixture."""


def registers() -> list[type[Model]]:
    """The models of all registers, without their histories."""
    models = [*apps.get_app_config("councils").get_models(), *apps.get_app_config("initiatives").get_models()]
    return [model for model in models if not model.__name__.startswith("Historical") and model not in NO_REGISTERS]


def fill_registers() -> None:
    """Load the real registers, and make a row of each that the sources have none of."""
    call_command("load_demo", registers_only=True, stdout=StringIO())
    viborg = Council.objects.get(slug="viborg")
    seated = seat(make_person("Anna"), viborg, "vice_chair")
    Delegation.objects.create(membership=seated, delegate=make_person("Bo"), scope="act")
    post = Post.objects.create(name="Færdselsafdelingen", slug="faerdselsafdelingen")
    PostHolding.objects.create(post=post, person=make_person("Kim"), starts=date(2023, 1, 1))
    meeting = Meeting.objects.create(
        council=viborg, starts_at=datetime(2024, 3, 4, 9, tzinfo=UTC), minutes="<p>Enige.</p>"
    )
    item = AgendaItem.objects.create(meeting=meeting, number=1, title="Vold i nattelivet", purpose="discussion")
    Discussion.objects.create(point=DiscussionPoint.objects.order_by("slug")[0], item=item)
