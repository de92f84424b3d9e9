"""The address that an account signs in with, when its holder has got another one."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse

from councils.mail import Letter, write_to
from councils.models import Person, User
from kredsraad.accounts.invitations import address_is_taken


def new_address(person: Person) -> str:
    """The person's own address, where the account signs in with another; nothing where it may not be changed.

    An administrator's is never changed this way: whoever has the address can have a new password sent there.
    """
    user = person.user
    if user is None or user.is_superuser or not person.email or person.email.casefold() == user.email.casefold():
        return ""
    return "" if address_is_taken(person.email) else person.email


@transaction.atomic
def change_address(*, person: Person, seen: str) -> bool:
    """Let the account sign in with the person's own address, which is the one `seen`; its old address is written to.

    False where that is not to be had: another account has it, or it has been changed since.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    email, user = new_address(person), person.user
    if user is None or not email or email != seen:
        return False
    before = user.email
    try:
        with transaction.atomic():
            _move(user, email)
    except IntegrityError:
        return False
    context = {"reader": user.display_name, "email": email}
    subject, page = "Du logger nu ind med en anden e-mail", reverse("account_login")
    write_to(Letter("account", subject, "address", page, context), before)
    return True


def _move(user: User, email: str) -> None:
    user.email = User.objects.normalize_email(email)
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email.lower(), verified=True, primary=True)
