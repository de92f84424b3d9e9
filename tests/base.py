"""The named cast, and small builders that tests share: a test that begins with these reads as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db.models import Model
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


def make_cast() -> Cast:
    """The cast: the former secretary's and the former chair's terms ended yesterday; the outsider has no office.

    The contributor holds the function `post`; the delegate acts for the mayor; communications is a function too.
    """
    district, viborg, herning = make_district(), make_local("Viborg", code="0791"), make_local("Herning", code="0657")
    yesterday = timezone.localdate() - timedelta(days=1)
    former = make_account("tidligere@test.example", "Tidligere sekretær", is_staff=True)
    seat(former.person, district, "secretary", ends=yesterday)
    former_chair = make_account("forhenvaerende@test.example", "Tidligere formand i Viborg")
    seat(former_chair.person, viborg, "vice_chair", ends=yesterday)
    mayor = _holder(
        "borgmester@test.example",
        "Borgmester i Viborg",
        district,
        "member",
        capacity="municipality",
        municipality=viborg.municipality,
    )
    delegate = make_account("sekretariat@test.example", "Borgmestersekretariat")
    Delegation.objects.create(membership=mayor.person.memberships.get(), delegate=delegate.person, scope="act")
    post = Post.objects.create(name="Forebyggelse", slug="forebyggelse")
    press = Post.objects.create(name="Kommunikation", slug="kommunikation", duty="communications")
    return Cast(
        district=district,
        viborg=viborg,
        herning=herning,
        administrator=make_account("administrator@test.example", "Administrator", is_staff=True, is_superuser=True),
        secretary=_holder("sekretaer@test.example", "Sekretær", district, "secretary"),
        chair_of_viborg=_holder("viborg@test.example", "Formand i Viborg", viborg, "chair"),
        chair_of_herning=_holder("herning@test.example", "Formand i Herning", herning, "chair"),
        former_secretary=former,
        outsider=make_account("udenfor@test.example", "Uden embede", is_staff=True),
        former_chair=former_chair,
        local_secretary=_holder("viborg.sekretaer@test.example", "Sekretær i Viborg", viborg, "secretary"),
        contributor=_post_holder("bidrag@test.example", "Bidragyder", post),
        mayor=mayor,
        delegate=delegate,
        director=_holder("direktoer@test.example", "Politidirektør", district, "chair"),
        communications=_post_holder("presse@test.example", "Kommunikationen", press),
        post=post,
    )


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
    slug = "-".join(name.lower().split()).replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return Person.objects.create(**{"name": name, "slug": slug} | fields)


def make_account(email: str, name: str, **fields: Any) -> User:
    """An account with its person, who holds no office yet."""
    user = User.objects.create_user(email, PASSWORD, display_name=name, **fields)
    make_person(name, user=user)
    return user


def seat(person: Person, council: Council, role: str = "member", **fields: Any) -> Membership:
    """Give a person a seat in a council, as police in the district council and municipality in a local one."""
    capacity = "police" if council.is_district else "municipality"
    return Membership.objects.create(
        **{"person": person, "council": council, "role": role, "capacity": capacity} | fields
    )


def _holder(email: str, name: str, council: Council, role: str, **fields: Any) -> User:
    user = make_account(email, name)
    seat(user.person, council, role, **fields)
    return user


def _post_holder(email: str, name: str, post: Post) -> User:
    user = make_account(email, name)
    PostHolding.objects.create(post=post, person=user.person)
    return user


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
