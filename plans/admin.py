"""Plans and editions in the Django admin: to be looked at, never to be changed there, not by administrators either."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from councils import permissions
from plans.models import ApprovalRound, Blocking, Edition, EditionFile, Plan, PlanEvent, Section, Withdrawal


class ReadOnlyAdmin(admin.ModelAdmin):
    """Those who may enter the admin may look."""

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


@admin.register(Section)
class SectionAdmin(ReadOnlyAdmin):
    """Sections."""

    list_display = ("heading", "key", "plan", "role", "kind", "state")
    list_filter = ("plan", "role", "kind", "state")
    search_fields = ("heading", "key", "text")
    list_select_related = ("plan__council",)


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """Editions, without their large columns in the list."""

    list_display = ("title", "number", "published_on", "decision", "digest")
    list_filter = ("is_archive",)


@admin.register(EditionFile)
class EditionFileAdmin(ReadOnlyAdmin):
    """Files: their facts, not their bytes."""

    list_display = ("edition", "kind", "size", "page_count", "digest")
    exclude = ("data",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """The files without their bytes."""
        return super().get_queryset(request).defer("data")


@admin.register(ApprovalRound)
class ApprovalRoundAdmin(ReadOnlyAdmin):
    """Decisions."""

    list_display = ("plan", "decision", "decided_on", "outcome", "opened_at", "ended_at", "end_reason")


@admin.register(PlanEvent)
class PlanEventAdmin(ReadOnlyAdmin):
    """The log."""

    list_display = ("at", "plan", "kind", "actor", "text")
    list_filter = ("kind", "plan")


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    """Withdrawals."""

    list_display = ("edition", "reason", "withdrawn_at", "withdrawn_by")


@admin.register(Blocking)
class BlockingAdmin(ReadOnlyAdmin):
    """Blockings."""

    list_display = ("edition", "reason", "asked_by", "asked_at", "confirmed_by", "confirmed_at")
