"""The registers of who, in the Django admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from councils import permissions
from councils.forms import AccountCreationForm, MembershipFormSet
from councils.models import (
    AgendaItem,
    Attachment,
    Body,
    Council,
    Delegation,
    Meeting,
    Membership,
    Municipality,
    Organisation,
    Person,
    Post,
    PostHolding,
    User,
)

# Rights follow office: there are no groups to keep.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts: for administrators only, whoever else may keep the registers."""

    add_form = AccountCreationForm
    ordering = ("email",)
    list_display = ("email", "display_name", "is_active", "is_demo", "last_login")
    list_filter = ("is_active", "is_superuser", "is_demo")
    search_fields = ("email", "display_name", "person__name")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "display_name", "password")}),
        ("Adgang", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Tidspunkter", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "display_name", "usable_password", "password1", "password2")}),)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators."""
        return permissions.is_administrator_on(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators."""
        return permissions.is_administrator_on(request.user)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class MembershipInline(admin.TabularInline):
    """Who sits in the council."""

    model = Membership
    formset = MembershipFormSet
    extra = 0
    autocomplete_fields = ("person", "municipality")
    fields = ("person", "role", "capacity", "title", "municipality", "signs_plan", "starts", "ends", "order")


class DelegationInline(admin.TabularInline):
    """Who may act for the holder of the seat."""

    model = Delegation
    extra = 0
    autocomplete_fields = ("delegate",)


class AgendaItemInline(admin.StackedInline):
    """The meeting's agenda."""

    model = AgendaItem
    extra = 0
    fields = (("number", "title", "purpose", "public"), "background", "recommendation", "decision", "guests")


class AttachmentInline(admin.TabularInline):
    """Documents to the item."""

    model = Attachment
    extra = 0


@admin.register(Municipality)
class MunicipalityAdmin(SimpleHistoryAdmin):
    """Municipalities and their tiles."""

    list_display = ("name", "code", "region", "tile_column", "tile_row")
    search_fields = ("name", "code")
    prepopulated_fields: ClassVar = {"slug": ("name",)}


@admin.register(Council)
class CouncilAdmin(SimpleHistoryAdmin):
    """The district council and the local councils."""

    list_display = ("name", "kind", "municipality", "public")
    list_select_related = ("municipality",)
    list_filter = ("kind", "public")
    search_fields = ("name",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (MembershipInline,)


@admin.register(Person)
class PersonAdmin(SimpleHistoryAdmin):
    """People who hold an office."""

    list_display = ("name", "function", "name_public", "user")
    list_select_related = ("user",)
    list_filter = ("name_public", "is_demo")
    search_fields = ("name", "function", "email")
    autocomplete_fields = ("user",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whose account it is, an administrator alone may say: with the account would go the office."""
        return () if permissions.is_administrator_on(request.user) else ("user",)


@admin.register(Membership)
class MembershipAdmin(SimpleHistoryAdmin):
    """Seats, and who may act for their holders."""

    list_display = ("person", "council", "role", "title", "starts", "ends")
    list_select_related = ("person", "council")
    list_filter = ("role", "capacity", "council")
    search_fields = ("person__name", "title", "council__name")
    autocomplete_fields = ("council", "person", "municipality")
    inlines = (DelegationInline,)


@admin.register(Organisation)
class OrganisationAdmin(SimpleHistoryAdmin):
    """Authorities, associations and trades."""

    list_display = ("name", "abbreviation", "sector", "parent", "public")
    list_select_related = ("parent",)
    list_filter = ("sector", "public")
    search_fields = ("name", "abbreviation", "former_name")
    autocomplete_fields = ("parent",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}


@admin.register(Body)
class BodyAdmin(SimpleHistoryAdmin):
    """Boards, forums, programmes and tools."""

    list_display = ("name", "abbreviation", "kind", "coverage", "own_section", "public")
    list_filter = ("kind", "coverage", "own_section", "public")
    search_fields = ("name", "abbreviation", "long_name", "former_name")
    autocomplete_fields = ("parent", "responsible_organisation")
    filter_horizontal = ("organisations", "municipalities")
    prepopulated_fields: ClassVar = {"slug": ("name",)}


class PostHoldingInline(admin.TabularInline):
    """Who holds the function."""

    model = PostHolding
    extra = 0
    autocomplete_fields = ("person",)


@admin.register(Post)
class PostAdmin(SimpleHistoryAdmin):
    """Functions outside the councils."""

    list_display = ("name", "duty", "organisation")
    list_select_related = ("organisation",)
    list_filter = ("duty",)
    search_fields = ("name",)
    autocomplete_fields = ("organisation",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (PostHoldingInline,)


@admin.register(PostHolding)
class PostHoldingAdmin(SimpleHistoryAdmin):
    """Who holds which function, and when."""

    list_display = ("post", "person", "starts", "ends")
    list_select_related = ("post", "person")
    list_filter = ("post",)
    search_fields = ("post__name", "person__name")
    autocomplete_fields = ("post", "person")


@admin.register(Meeting)
class MeetingAdmin(SimpleHistoryAdmin):
    """Meetings and their agendas."""

    list_display = ("council", "starts_at", "place", "state", "public")
    list_filter = ("council", "state", "public")
    search_fields = ("council__name", "place")
    date_hierarchy = "starts_at"
    inlines = (AgendaItemInline,)


@admin.register(AgendaItem)
class AgendaItemAdmin(SimpleHistoryAdmin):
    """Agenda items with their documents."""

    list_display = ("meeting", "number", "title", "purpose", "public")
    list_filter = ("purpose", "public")
    search_fields = ("title",)
    autocomplete_fields = ("meeting",)
    inlines = (AttachmentInline,)
