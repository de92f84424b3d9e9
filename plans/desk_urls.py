"""Addresses of a plan's draft on the desk. The converters of plans.urls are registered there."""

from __future__ import annotations

from django.urls import path

import plans.urls  # noqa: F401
from plans.views import (
    assignments,
    comments,
    conflicts,
    contributions,
    history,
    outline,
    preview,
    sections,
    starting,
)

app_name = "draft"
urlpatterns = [
    path("ny/", starting.start, name="start"),
    path("<year:year>/tidsplan/", starting.timetable, name="timetable"),
    path("bidrag/", contributions.contributions, name="contributions"),
    path("bidrag/<int:pk>/", contributions.contribution, name="contribution"),
    path("<year:year>/", outline.outline, name="outline"),
    path("<year:year>/disposition/", outline.change, name="change"),
    path("<year:year>/udkast/", preview.preview, name="preview"),
    path("<year:year>/udkast.pdf", preview.preview_pdf, name="preview_pdf"),
    path("<year:year>/bidrag/", assignments.assignments, name="assignments"),
    path("<year:year>/bidrag/nyt/", assignments.assign, name="assign"),
    path("<year:year>/bidrag/paamind/", assignments.remind, name="remind"),
    path("<year:year>/bidrag/<int:pk>/", assignments.assignment, name="assignment"),
    path("<year:year>/afsnit/<slug:key>/", sections.section, name="section"),
    path("<year:year>/afsnit/<slug:key>/gem/", sections.save, name="save"),
    path("<year:year>/afsnit/<slug:key>/status/", sections.state, name="state"),
    path("<year:year>/afsnit/<slug:key>/register/", sections.register, name="register"),
    path("<year:year>/afsnit/<slug:key>/til-stede/", sections.presence, name="presence"),
    path("<year:year>/afsnit/<slug:key>/to-versioner/<int:pk>/", conflicts.conflict, name="conflict"),
    path("<year:year>/afsnit/<slug:key>/historik/", history.history, name="history"),
    path("<year:year>/afsnit/<slug:key>/historik/<int:pk>/", history.revision, name="revision"),
    path("<year:year>/afsnit/<slug:key>/kommentarer/", comments.comment, name="comment"),
    path("<year:year>/afsnit/<slug:key>/kommentarer/<int:pk>/", comments.thread, name="thread"),
]
