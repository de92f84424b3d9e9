"""Accounts: an e-mail address is an account's name, whatever its case."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.test import Client

from councils.models import User
from tests.base import PASSWORD

pytestmark = pytest.mark.django_db


def test_an_address_is_used_once_whatever_its_case() -> None:
    User.objects.create_user("Anna@Test.example", PASSWORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("anna@TEST.example", PASSWORD)
    with pytest.raises(ValidationError, match="Adressen er allerede i brug"):
        User(email="ANNA@test.example", password="x").full_clean()


def test_an_account_is_found_and_signed_in_to_whatever_the_case(client: Client) -> None:
    User.objects.create_user("Anna@test.example", PASSWORD)
    assert client.login(username="ANNA@TEST.EXAMPLE", password=PASSWORD)


def test_an_account_needs_an_address() -> None:
    with pytest.raises(ValueError, match="skal have en e-mailadresse"):
        User.objects.create_user("", PASSWORD)


def test_an_account_without_a_password_cannot_be_signed_in_to(client: Client) -> None:
    assert not User.objects.create_user("anna@test.example").has_usable_password()
    assert not client.login(username="anna@test.example", password="")


def test_an_account_is_called_by_its_name_or_its_address() -> None:
    assert str(User(email="anna@test.example")) == "anna@test.example"
    assert User(email="anna@test.example", display_name="Anna").get_full_name() == "Anna"


def test_createsuperuser_makes_an_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", email="drift@test.example", interactive=False, stdout=StringIO())
    user = User.objects.get()
    assert user.is_superuser
    assert user.is_staff
    assert user.check_password(PASSWORD)


def test_createsuperuser_makes_no_second_of_the_same_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", email="drift@test.example", interactive=False, stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("createsuperuser", email="DRIFT@test.example", interactive=False)
    assert User.objects.count() == 1
