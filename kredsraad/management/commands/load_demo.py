"""Load the registers, the plans of 2022 and 2023 and, in a demo, a draft of 2024 and accounts to try it with."""

from __future__ import annotations

import json
import secrets
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from councils import permissions
from councils.models import Council, Person, User
from kredsraad.demo_contributions import load_contributions
from kredsraad.demo_dates import load_dates
from kredsraad.demo_proposals import load_proposals
from plans.assembly import assemble
from plans.building import build, spec_from_file
from plans.models import Plan
from plans.publishing.editions import decide_and_publish
from plans.workflow import EDITABLE

ACTOR = "Indlæsning af demo"
DRAFT_YEAR = 2024


class Command(BaseCommand):
    """What is there already is left as it is, so the command can be run again."""

    help = "Indlæser registre, planerne 2022 og 2023, et udkast til 2024 og demokonti. Kan køres igen uden skade."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much to load."""
        parser.add_argument("--registers-only", action="store_true", help="kun registrene, ingen planer og konti")
        parser.add_argument("--show-accounts", action="store_true", help="vis demokontiene, og gør intet andet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing."""
        if options["show_accounts"]:
            self.show_accounts()
            return
        if not options["registers_only"] and not (settings.DEMO or settings.DEBUG):
            raise CommandError(
                "Demokonti hører ikke til på en rigtig portal. Sæt DEMO=on, eller brug --registers-only."
            )
        self.load_registers()
        if not options["registers_only"]:
            self.load_people()
            self.load_plans()
            self.load_accounts()
            self.load_draft()

    def load_registers(self) -> None:
        """The registers, all of them or none; passed over where there is a district council already."""
        if Council.objects.exists():
            self.stdout.write("Registrene er der allerede.")
            return
        files = sorted((settings.FIXTURES_DIR / "registers").glob("*.json"))
        self._loaddata(files)
        self.stdout.write(f"Registrene er indlæst fra {len(files)} filer.")

    def load_people(self) -> None:
        """People for trying the portal, under role names; nobody real."""
        if not Person.objects.filter(is_demo=True).exists():
            self._loaddata([settings.FIXTURES_DIR / "demo" / "people.json"])
            self.stdout.write("Demopersonerne er indlæst.")

    def _loaddata(self, files: list[Path]) -> None:
        call_command("loaddata", *map(str, files), verbosity=0)

    def load_plans(self) -> None:
        """The archived plans, each published once, and the draft that follows them."""
        for path in sorted((settings.FIXTURES_DIR / "plans").glob("[0-9]*.json")):
            self.load_plan(json.loads(path.read_text("utf-8")))
        council = Council.objects.district().get()
        if not Plan.objects.filter(council=council, year=DRAFT_YEAR).exists():
            result = assemble(council=council, year=DRAFT_YEAR, actor=ACTOR, standard=[])
            self.stdout.write(f"{result.plan.title} er samlet som udkast: {len(result.carried)} afsnit videreført.")

    def load_plan(self, data: dict[str, Any]) -> None:
        """One plan file: built where the plan is missing, published where it has no edition yet."""
        council = Council.objects.get(slug=data["council"])
        plan = Plan.objects.filter(council=council, year=data["year"]).first()
        if plan is None:
            plan = build(spec_from_file(data, council))
        if not plan.editions.exists():
            day = data.get("published_on")
            edition = decide_and_publish(
                plan,
                decision=data["decision"],
                published_on=date.fromisoformat(day) if day else timezone.localdate(),
                actor=ACTOR,
            )
            self.stdout.write(f"{edition} er offentliggjort.")

    @transaction.atomic
    def load_accounts(self) -> None:
        """The demo accounts, all with the password of this installation."""
        password = demo_password()
        for row in _accounts():
            if User.objects.filter(email=row["email"]).exists():
                continue
            user = User.objects.create_user(
                row["email"],
                password,
                display_name=row["display_name"],
                is_demo=True,
                is_staff=row.get("is_staff", False),
                is_superuser=row.get("is_superuser", False),
            )
            if person := row.get("person"):
                Person.objects.filter(slug=person, user__isnull=True).update(user=user)

    def load_draft(self) -> None:
        """Dates, contributions and talk in the draft, so that its pages have something to show."""
        plan = Plan.objects.of_district().native().filter(year=DRAFT_YEAR).first()
        if plan is None or plan.stage not in EDITABLE:
            return
        if load_dates(plan, actor=ACTOR):
            self.stdout.write("Udkastet har fået datoer, og redigeringen er begyndt.")
        if load_contributions(plan):
            self.stdout.write("Udkastet har fået bidrag og kommentarer.")
        if load_proposals(plan):
            self.stdout.write("Udkastet har fået forslag fra lokalrådene.")

    def show_accounts(self) -> None:
        """The demo accounts there are, and their password."""
        accounts = User.objects.filter(is_demo=True).order_by("pk")
        if not accounts:
            return
        self.stdout.write(f"Demokonti (adgangskode {demo_password()}):")
        for account in accounts:
            where = "  må bruge /admin/" if permissions.may_enter_admin(account) else ""
            self.stdout.write(f"  {account.email:40} {account.display_name}{where}")


def _accounts() -> list[dict[str, Any]]:
    return json.loads((settings.FIXTURES_DIR / "demo" / "accounts.json").read_text("utf-8"))


def demo_password() -> str:
    """This installation's password for demo accounts: made once, kept in an untracked file, in no repository."""
    path = settings.VAR_DIR / "demo-password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9) + "\n", "utf-8")
    return path.read_text("utf-8").strip()
