"""Addresses of a plan's draft on the desk. The converters of plans.urls are registered there."""

from __future__ import annotations

from django.urls import path

import plans.urls  # noqa: F401
from plans.views import (
    answers,
    asking,
    assignment,
    assignments,
    comments,
    conflicts,
    contributions,
    history,
    outline,
    preview,
    registers,
    sections,
    starting,
)

app_name = "draft"
urlpatterns = [
    path("ny/", starting.start, name="start"),
    path("<year:year>/tidsplan/", starting.timetable, name="timetable"),
    path("bidrag/", contributions.contributions, name="contributions"),
    path("bidrag/<int:pk>/", contributions.contribution, name="contribution"),
    path("bidrag/<int:pk>/tekst/", contributions.text, name="contribution_text"),
    path("bidrag/<int:pk>/ingen-aendringer/", contributions.unchanged, name="contribution_unchanged"),
    path("bidrag/<int:pk>/tag-tilbage/", contributions.take_back, name="contribution_take_back"),
    path("bidrag/<int:pk>/spoerg/", contributions.question, name="contribution_question"),
    path("bidrag/<int:pk>/giv-videre/", contributions.hand_on, name="contribution_hand_on"),
    path("<year:year>/svar/", answers.answers, name="answers"),
    path("<year:year>/", outline.outline, name="outline"),
    path("<year:year>/disposition/", outline.change, name="change"),
    path("<year:year>/udkast/", preview.preview, name="preview"),
    path("<year:year>/udkast.pdf", preview.preview_pdf, name="preview_pdf"),
    path("<year:year>/bidrag/", assignments.assignments, name="assignments"),
    path("<year:year>/bidrag/nyt/", asking.assign, name="assign"),
    path("<year:year>/bidrag/som-sidste-aar/", asking.again, name="assign_again"),
    path("<year:year>/bidrag/paamind/", assignments.remind, name="remind"),
    path("<year:year>/bidrag/bekraeft/", assignments.confirm, name="assignments_confirm"),
    path("<year:year>/bidrag/<int:pk>/", assignment.assignment, name="assignment"),
    path("<year:year>/bidrag/<int:pk>/overtag/", assignment.take_over, name="assignment_take_over"),
    path("<year:year>/bidrag/<int:pk>/bekraeft/", assignment.confirm_one, name="assignment_confirm"),
    path("<year:year>/bidrag/<int:pk>/mere/", assignment.ask_for_more, name="assignment_more"),
    path("<year:year>/bidrag/<int:pk>/skriv/", assignment.reply, name="assignment_reply"),
    path("<year:year>/bidrag/<int:pk>/frist/", assignment.extend, name="assignment_due"),
    path("<year:year>/bidrag/<int:pk>/traek-tilbage/", assignment.withdraw, name="assignment_withdraw"),
    path("<year:year>/afsnit/<slug:key>/", sections.section, name="section"),
    path("<year:year>/afsnit/<slug:key>/gem/", sections.save, name="save"),
    path("<year:year>/afsnit/<slug:key>/status/", sections.state, name="state"),
    path("<year:year>/afsnit/<slug:key>/register/", registers.register, name="register"),
    path("<year:year>/afsnit/<slug:key>/til-stede/", sections.presence, name="presence"),
    path("<year:year>/afsnit/<slug:key>/to-versioner/<int:pk>/", conflicts.conflict, name="conflict"),
    path("<year:year>/afsnit/<slug:key>/historik/", history.history, name="history"),
    path("<year:year>/afsnit/<slug:key>/historik/<int:pk>/", history.revision, name="revision"),
    path("<year:year>/afsnit/<slug:key>/kommentarer/", comments.comment, name="comment"),
    path("<year:year>/afsnit/<slug:key>/kommentarer/<int:pk>/", comments.thread, name="thread"),
]
