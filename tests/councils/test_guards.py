"""The database's guards: there after every migration, and missed by a system check."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, models
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import Signal

from councils.triggers import all_guards, check_guards, install, missing, remove
from plans.models import Edition
from tests.base import make_cast, make_plan, publish
from tests.scratch import Scratch

GUARDED = {
    "councils_membership",
    "plans_plan",
    "plans_edition",
    "plans_editionfile",
    "plans_approvalround",
    "plans_approval",
    "plans_reservation",
    "plans_editorialcorrection",
    "plans_hearing",
    "plans_recordcopy",
    "plans_withdrawal",
    "plans_blocking",
    "plans_planevent",
    "plans_section",
}


def take_off(name: str) -> None:
    """Take one guard off, as a careless hand would."""
    remove(connection, [guard for guard in all_guards() if guard.name == name])


def test_a_migrated_database_has_all_guards(own_database: Scratch) -> None:
    assert {guard.table for guard in all_guards()} == GUARDED
    assert missing(connection) == []
    assert check_guards(databases=["default"]) == []


def test_every_guard_that_is_taken_off_is_missed(own_database: Scratch) -> None:
    for guard in all_guards():
        if guard.exists_on(connection.vendor):
            take_off(guard.name)
            assert missing(connection) == [guard]
            install(connection, [guard])
    assert missing(connection) == []


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite cannot put a trigger to sleep")
def test_a_guard_that_sleeps_is_missed(own_database: Scratch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE plans_edition DISABLE TRIGGER plans_edition_no_delete")
    assert [guard.name for guard in missing(connection)] == ["plans_edition_no_delete"]


def test_the_system_check_tells_which_guard_is_missing(own_database: Scratch) -> None:
    take_off("plans_edition_no_delete")
    with pytest.raises(SystemCheckError, match=r"councils\.E001.*vagten plans_edition_no_delete på plans_edition"):
        call_command("check", databases=["default"])


def test_migrate_puts_a_missing_guard_back(own_database: Scratch) -> None:
    take_off("plans_edition_no_delete")
    call_command("migrate", verbosity=0)
    assert missing(connection) == []


def test_migrating_again_leaves_them_in_place(own_database: Scratch) -> None:
    call_command("migrate", verbosity=0, stdout=StringIO())
    assert missing(connection) == []


def rebuild_edition_table() -> None:
    """Alter the table of editions as a migration would: on SQLite it is made anew, and its triggers are gone."""
    field = models.TextField("rettelse", blank=True, default="", null=True)
    field.set_attributes_from_name("note")
    with connection.schema_editor() as editor:
        editor.alter_field(Edition, Edition._meta.get_field("note"), field)


def migrating(signal: Signal) -> None:
    """Send what a migration sends before or after it, for every app."""
    for config in apps.get_app_configs():
        if config.models_module is not None:
            signal.send(
                sender=config, app_config=config, verbosity=0, interactive=False, using="default", apps=apps, plan=[]
            )


def test_a_migration_that_rebuilds_a_table_leaves_the_guards_on_it(own_database: Scratch) -> None:
    edition = publish(make_plan(make_cast().district))
    migrating(pre_migrate)
    assert missing(connection)
    rebuild_edition_table()
    migrating(post_migrate)
    assert missing(connection) == []
    with pytest.raises(DatabaseError, match="kan hverken ændres eller slettes"):
        Edition.objects.filter(pk=edition.pk).update(note="Noget andet")


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_may_leave_editions_behind() -> None:
    publish(make_plan(make_cast().district))


@pytest.mark.django_db(transaction=True)
def test_they_are_gone_for_the_next_test_and_the_guards_are_back() -> None:
    assert not Edition.objects.exists()
    assert missing(connection) == []
