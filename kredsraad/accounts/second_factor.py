"""Taking somebody's second factor away, when the telephone is lost and the recovery codes are too."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse

from councils.mail import Letter, write_to
from councils.models import User


@transaction.atomic
def take_away(user: User) -> bool:
    """Let the account sign in with its password alone and make a new factor; its holder is written to.

    False where it has none. Whoever must have a second factor makes one before coming to the desk again.
    """
    count, _ = Authenticator.objects.filter(user=user).delete()
    if not count:
        return False
    subject, page = "Din totrinsbekræftelse er fjernet", reverse("account_login")
    write_to(Letter("account", subject, "second_factor", page, {"reader": user.display_name}), user.email, user=user)
    return True
