"""The doors of the desk.

A stranger is sent to sign in and on to where they were going. Who is signed in and has nothing to do with the thing
gets 404, as if it were not there; who may read only gets 403 on writing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponseBase]


def desk_page(view: View) -> View:
    """A view of the desk: for accounts only, and kept by no cache. What the account may do there, the view asks."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(way_back(request))
        return view(request, *args, **kwargs)

    return answer


def way_back(request: HttpRequest) -> str:
    """Where to go once signed in: to what was asked for, or back to the page whose form was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def admit(reads: bool, writes: bool, *, writing: bool) -> None:
    """Let through who may; Http404 for who may not even read, PermissionDenied for a reader who wants to write."""
    if not reads and not writes:
        raise Http404
    if writing and not writes:
        raise PermissionDenied("Du kan læse med her, men ikke ændre noget.")
