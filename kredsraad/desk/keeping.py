"""What the pages about people share: whom they are for, where they lead afterwards, and the page with a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from councils import permissions
from councils.doors import desk_page

Trail = list[tuple[str, str]]


def people_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for those who keep people; to all others it is not there."""

    @desk_page
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.keeps_people_on(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return answer


def next_page(request: HttpRequest) -> str:
    """Where whoever came here from another page wants to go on to; nothing where that is not the portal's own."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if own and page.startswith("/") else ""


def with_person(page: str, person: Any) -> str:
    """A page to go on to, told whom to choose: somebody who has just been made is chosen in the form one came from."""
    parts = urlsplit(page)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "person"]
    return urlunsplit(("", "", parts.path, urlencode([*query, ("person", person.slug)]), ""))


def trail(*more: tuple[str, str]) -> Trail:
    """The way to a page about people."""
    return [("Personer", reverse("desk:people") if more else ""), *more]


@dataclass(frozen=True)
class FormPage:
    """A page with one form: what it is called, what its button says, where one came from.

    `notes` say what follows of what is about to be done; `asks_whom` is whether a person is chosen in it.
    """

    title: str
    back: str
    trail: Trail
    lead: str = ""
    submit: str = "Gem"
    notes: list[str] = field(default_factory=list)
    asks_whom: bool = False


def form_page(request: HttpRequest, form: Any, page: FormPage) -> HttpResponse:
    """The page."""
    context = {"form": form, "page": page, "trail": page.trail, "next": next_page(request), "here": "people"}
    return render(request, "desk/people/form.html", context)
