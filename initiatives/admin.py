"""The registers of what the councils work on, in the Django admin."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from initiatives.models import (
    Agreement,
    AreaList,
    DesignatedArea,
    Discussion,
    DiscussionPoint,
    Figure,
    FocusArea,
    Guidepost,
    Initiative,
    StatusReport,
)


class GuidepostInline(admin.TabularInline):
    """The agreement's guideposts."""

    model = Guidepost
    extra = 0


class DiscussionPointInline(admin.TabularInline):
    """What local councils must, should or may discuss."""

    model = DiscussionPoint
    extra = 0
    prepopulated_fields: ClassVar = {"slug": ("text",)}


class DesignatedAreaInline(admin.TabularInline):
    """The areas on the list."""

    model = DesignatedArea
    extra = 0
    autocomplete_fields = ("municipality",)


class StatusReportInline(admin.TabularInline):
    """What is known of the initiative, and when."""

    model = StatusReport
    extra = 0
    show_change_link = True


class FigureInline(admin.TabularInline):
    """The report's numbers."""

    model = Figure
    extra = 0


@admin.register(Agreement)
class AgreementAdmin(SimpleHistoryAdmin):
    """Multi-year agreements."""

    list_display = ("name", "first_year", "last_year", "public")
    search_fields = ("name",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (GuidepostInline,)


@admin.register(AreaList)
class AreaListAdmin(SimpleHistoryAdmin):
    """The ministry's lists."""

    list_display = ("kind", "year", "issued_by", "area_count", "public")
    list_filter = ("kind", "year")
    inlines = (DesignatedAreaInline,)


@admin.register(FocusArea)
class FocusAreaAdmin(SimpleHistoryAdmin):
    """Focus areas and their points."""

    list_display = ("name", "source", "first_year", "last_year", "audience", "public")
    list_filter = ("source", "audience", "public")
    search_fields = ("name",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (DiscussionPointInline,)


@admin.register(DiscussionPoint)
class DiscussionPointAdmin(SimpleHistoryAdmin):
    """Points, the standing topics among them."""

    list_display = ("text", "focus_area", "obligation", "public")
    list_select_related = ("focus_area",)
    autocomplete_fields = ("focus_area",)
    prepopulated_fields: ClassVar = {"slug": ("text",)}
    list_filter = ("obligation", "focus_area")
    search_fields = ("text",)


@admin.register(Discussion)
class DiscussionAdmin(SimpleHistoryAdmin):
    """Which point was taken up at which meeting."""

    list_display = ("point", "item")
    autocomplete_fields = ("point", "item")


@admin.register(Initiative)
class InitiativeAdmin(SimpleHistoryAdmin):
    """Projects and efforts."""

    list_display = ("name", "state", "period_text", "evaluation_text", "public")
    list_filter = ("state", "public")
    search_fields = ("name", "what")
    autocomplete_fields = ("responsible", "council", "focus_area", "body")
    filter_horizontal = ("organisations", "municipalities")
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (StatusReportInline,)


@admin.register(StatusReport)
class StatusReportAdmin(SimpleHistoryAdmin):
    """Status reports and their figures."""

    list_display = ("initiative", "as_of", "as_of_text", "public")
    list_filter = ("initiative",)
    inlines = (FigureInline,)
