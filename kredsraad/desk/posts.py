"""Functions outside the councils, and who holds them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from councils import permissions
from councils.models import Post, PostHolding
from kredsraad.desk.keeping import FormPage, Trail, form_page, next_page, people_page, trail
from kredsraad.desk.people_forms import PostForm


@dataclass(frozen=True)
class Holders:
    """Who holds a function today, who will, and who did."""

    current: list[PostHolding] = field(default_factory=list)
    coming: list[PostHolding] = field(default_factory=list)
    ended: list[PostHolding] = field(default_factory=list)


@people_page
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """All functions; two queries however many there are."""
    held = _holders(PostHolding.objects.all())
    rows = [(post, held[post.pk]) for post in Post.objects.select_related("organisation").order_by("name")]
    context = {"here": "people", "trail": _trail(), "rows": rows}
    return render(request, "desk/people/posts.html", context)


def _holders(holdings: object) -> dict[int, Holders]:
    """The holders by function."""
    found: dict[int, Holders] = defaultdict(Holders)
    on = permissions.today()
    for row in holdings.select_related("person__user").order_by("starts", "pk"):  # type: ignore[attr-defined]
        holders = found[row.post_id]
        if row.starts and row.starts > on:
            holders.coming.append(row)
        elif row.ends and row.ends < on:
            holders.ended.append(row)
        else:
            holders.current.append(row)
    return found


def _trail(*more: tuple[str, str]) -> Trail:
    return trail(("Funktioner", reverse("desk:posts") if more else ""), *more)


@people_page
@require_http_methods(["GET", "HEAD", "POST"])
def post_new(request: HttpRequest) -> HttpResponse:
    """A function more."""
    form = PostForm(request.POST if request.method == "POST" else None)
    if form.saved():
        messages.success(request, f"Funktionen {form.instance} er oprettet. Giv den til den, der varetager den.")
        return redirect(next_page(request) or reverse("desk:post_edit", args=[form.instance.slug]))
    back = next_page(request) or reverse("desk:posts")
    return form_page(request, form, FormPage("Ny funktion", back, _trail(("Ny funktion", "")), submit="Opret"))


@people_page
@require_http_methods(["GET", "HEAD", "POST"])
def post_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """One function: what it is called, and who holds it."""
    post = get_object_or_404(Post.objects.select_related("organisation"), slug=slug)
    name = post.name
    form = PostForm(request.POST if request.method == "POST" else None, instance=post)
    if form.saved():
        messages.success(request, f"Funktionen {post} er gemt.")
        return redirect(next_page(request) or reverse("desk:post_edit", args=[slug]))
    context = {
        "here": "people",
        "trail": _trail((name, "")),
        "name": name,
        "post": post,
        "form": form,
        "holders": _holders(post.holdings.all())[post.pk],
        "next": next_page(request),
    }
    return render(request, "desk/people/post.html", context)
