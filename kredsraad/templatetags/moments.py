"""How a page says when something happened: "I dag 9.12", "I går 14.40", "6. nov."."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format, time_format

register = template.Library()


@register.filter
def moment(at: datetime, now: datetime) -> str:
    """The moment as it is said at the time of `now`, in Copenhagen."""
    local, today = timezone.localtime(at), timezone.localdate(now)
    if local.date() == today:
        return f"I dag {time_format(local, 'G.i')}"
    if local.date() == today - timedelta(days=1):
        return f"I går {time_format(local, 'G.i')}"
    return date_format(local, "j. N" if local.year == today.year else "j. N Y")
