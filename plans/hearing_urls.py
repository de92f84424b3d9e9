"""Addresses of a plan's stages and its hearing on the desk.

The converters of plans.urls are registered there. Where a council's own name ends the address, what the secretariat
does with all of them comes first.
"""

from __future__ import annotations

from django.urls import URLPattern, path

import plans.urls  # noqa: F401
from plans.views import hearing, hearing_answers, hearing_record, preparing, readiness, responses, stage

app_name = "hearings"
COUNCIL = "lokalraad/<slug:council>/hoering/<year:year>/"
urlpatterns: list[URLPattern] = [
    path("indstillinger/", preparing.settings, name="settings"),
    path("plan/<year:year>/kan-godkendes/", readiness.ready, name="ready"),
    path("plan/<year:year>/fase/", stage.stage, name="stage"),
    path("plan/<year:year>/forberedelse/", preparing.preparation, name="preparation"),
    path("plan/<year:year>/hoering/", hearing.hearing, name="hearing"),
    path("plan/<year:year>/hoering/udkast/", hearing.snapshot, name="snapshot"),
    path("plan/<year:year>/hoering/udkast.pdf", hearing.snapshot_pdf, name="snapshot_pdf"),
    path("plan/<year:year>/hoering/paamind/", hearing.remind, name="remind"),
    path("plan/<year:year>/hoering/frist/", hearing.put_off, name="put_off"),
    path("plan/<year:year>/hoering/<slug:council>/", hearing_answers.answer, name="answer"),
    path("plan/<year:year>/hoering/<slug:council>/noter/", hearing_record.record, name="record"),
    path("plan/<year:year>/hoering/<slug:council>/send/", hearing_answers.send, name="answer_send"),
    path(COUNCIL, responses.response, name="response"),
    path(f"{COUNCIL}bemaerkning/", responses.remark, name="remark"),
    path(f"{COUNCIL}bemaerkning/<int:pk>/", responses.change, name="remark_change"),
    path(f"{COUNCIL}bemaerkning/<int:pk>/med/", responses.include, name="remark_include"),
    path(f"{COUNCIL}tekst/", responses.text, name="response_text"),
    path(f"{COUNCIL}send/", responses.send, name="response_send"),
    path(f"{COUNCIL}tag-tilbage/", responses.take_back, name="response_take_back"),
]
