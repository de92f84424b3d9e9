"""Plans and editions in the Django admin: to be looked at, never to be changed there, not by administrators either."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from councils import permissions
from plans.models import ApprovalRound, Blocking, Edition, EditionFile, Plan, PlanEvent, Section, Withdrawal

EDITION_TEXT = ("edition__content", "edition__html")


class ReadOnlyAdmin(admin.ModelAdmin):
    """Those who may enter the admin may look.

    `list_defer` names large columns that no list needs; the page of one row fetches them when it shows them.
    """

    list_defer: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        """The rows without their large columns."""
        return super().get_queryset(request).defer(*self.list_defer)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may enter the admin."""
        return bool(permissions.may_enter_admin(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may enter the admin."""
        return bool(permissions.may_enter_admin(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    """Plans."""

    list_display = ("title", "council", "year", "origin", "stage")
    list_filter = ("origin", "stage", "council")
    list_select_related = ("council",)


@admin.register(Section)
class SectionAdmin(ReadOnlyAdmin):
    """Sections, without their text in the list."""

    list_display = ("heading", "key", "plan", "role", "kind", "state")
    list_filter = ("plan__year", "plan__council", "role", "kind", "state")
    search_fields = ("heading", "key", "text")
    list_select_related = ("plan__council",)
    list_defer = ("text", "taken_text")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """Editions, without content and article in the list."""

    list_display = ("title", "number", "published_on", "decision", "digest")
    list_filter = ("is_archive",)
    list_defer = ("content", "html")


@admin.register(EditionFile)
class EditionFileAdmin(ReadOnlyAdmin):
    """Files: their facts, not their bytes."""

    list_display = ("edition", "kind", "size", "page_count", "digest")
    list_select_related = ("edition",)
    list_defer = ("data", *EDITION_TEXT)
    exclude = ("data",)


@admin.register(ApprovalRound)
class ApprovalRoundAdmin(ReadOnlyAdmin):
    """Decisions."""

    list_display = ("plan", "decision", "decided_on", "outcome", "opened_at", "ended_at", "end_reason")
    list_select_related = ("plan__council",)
    list_defer = ("content",)


@admin.register(PlanEvent)
class PlanEventAdmin(ReadOnlyAdmin):
    """The log."""

    list_display = ("at", "plan", "kind", "actor", "text")
    list_filter = ("kind", "plan__year", "plan__council")
    list_select_related = ("plan__council",)


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    """Withdrawals."""

    list_display = ("edition", "reason", "withdrawn_at", "withdrawn_by")
    list_select_related = ("edition",)
    list_defer = EDITION_TEXT


@admin.register(Blocking)
class BlockingAdmin(ReadOnlyAdmin):
    """Blockings."""

    list_display = ("edition", "reason", "asked_by", "asked_at", "confirmed_by", "confirmed_at")
    list_select_related = ("edition",)
    list_defer = EDITION_TEXT
