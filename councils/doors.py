"""The doors of the desk.

A stranger is sent to sign in and on to where they were going. Who is signed in and has nothing to do with the thing
gets 404, as if it were not there; who may read only gets 403 on writing. What was typed in a form that comes too late,
when the session or the office has ended, is given back on the page that says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control, never_cache

from councils.typed import typed

View = Callable[..., HttpResponseBase]
GONE = "Det findes ikke, eller du har ikke længere adgang til det."


def desk_page(view: View) -> View:
    """A view of the desk: for accounts only, and kept by no cache. What the account may do there, the view asks.

    A script that asks for JSON is told in JSON: it could not follow the way to sign in, nor read a page.
    """
    return never_cache(_for_accounts(view))


def desk_file(view: View) -> View:
    """A file of the desk: as a page, but the reader's own browser may keep it and ask whether it has changed.

    The view answers such questions (ETag) after it has asked what the account may do.
    """
    return cache_control(private=True, no_cache=True)(_for_accounts(view))


def _for_accounts(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asks_for_json = wants_json(request)
        if not request.user.is_authenticated:
            to_sign_in = redirect_to_login(way_back(request))
            if asks_for_json:
                return _told("Du er logget af.", 401, sign_in=to_sign_in.url)
            return _given_back(request, "Du er logget af", 401, sign_in=to_sign_in.url) or to_sign_in
        try:
            return view(request, *args, **kwargs)
        except (PermissionDenied, Http404) as refusal:
            is_gone = isinstance(refusal, Http404)
            words, status = (GONE, 404) if is_gone else (str(refusal) or "Det har du ikke adgang til.", 403)
            if asks_for_json:
                return _told(words, status)
            if (given_back := _given_back(request, "Det er ikke gemt", status, lead=words)) is not None:
                return given_back
            raise

    return answer


def _given_back(request: HttpRequest, title: str, status: int, **more: str) -> HttpResponse | None:
    """What was typed in a form that comes too late, on a page of its own; None where nothing was.

    A page that sent it by htmx is still open, and keeps it itself.
    """
    found = typed(request)
    if not found or "HX-Request" in request.headers:
        return None
    return render(request, "desk/not_taken.html", {"title": title, "typed": found, **more}, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether the one who asks is a script that reads JSON alone."""
    return request.headers.get("Accept", "") == "application/json"


def _told(message: str, status: int, **more: str) -> JsonResponse:
    return JsonResponse({"message": message, **more}, status=status)


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
