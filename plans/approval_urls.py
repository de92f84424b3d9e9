"""Addresses of a plan's decision on the desk.

The converters of plans.urls are registered there.
"""

from __future__ import annotations

from django.urls import URLPattern, path

import plans.urls  # noqa: F401
from plans.views import briefs, correcting, deciding, locked, signing

app_name = "approvals"
urlpatterns: list[URLPattern] = [
    path("godkend/<year:year>/", signing.sign, name="sign"),
    path("godkend/<year:year>/fortryd/", signing.take_back, name="take_back"),
    path("plan/<year:year>/godkendelse/", deciding.decision, name="decision"),
    path("plan/<year:year>/godkendelse/beslutning/", deciding.decide, name="decide"),
    path("plan/<year:year>/godkendelse/noter/", deciding.record, name="record"),
    path("plan/<year:year>/godkendelse/bemaerkning/<int:pk>/", deciding.remark, name="remark"),
    path("plan/<year:year>/godkendelse/paamind/", deciding.remind, name="remind"),
    path("plan/<year:year>/godkendelse/frigiv/", deciding.sign_off, name="sign_off"),
    path("plan/<year:year>/godkendelse/tekst/", locked.text, name="text"),
    path("plan/<year:year>/godkendelse/tekst.pdf", locked.text_pdf, name="text_pdf"),
    path("plan/<year:year>/redaktionel-rettelse/", correcting.correct, name="correct"),
    path("plan/<year:year>/redaktionel-rettelse/underskrivere/opdater/", correcting.refresh, name="refresh"),
    path("plan/<year:year>/redaktionel-rettelse/<slug:key>/", correcting.correct_section, name="correct_section"),
    path("plan/<year:year>/kommune/<slug:slug>/", briefs.brief, name="brief"),
    path("plan/<year:year>/kommune/<slug:slug>.pdf", briefs.brief_pdf, name="brief_pdf"),
]
