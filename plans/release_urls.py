"""Addresses of a plan's publication, its editions and its log on the desk.

The converters of plans.urls are registered there.
"""

from __future__ import annotations

from django.urls import path

import plans.urls  # noqa: F401
from plans.views import edition_shelf, logs, releases, taking_back

app_name = "releases"
urlpatterns = [
    path("plan/<year:year>/offentliggoer/", releases.release, name="release"),
    path("plan/<year:year>/offentliggoer/fremdrift/", releases.progress, name="progress"),
    path("plan/<year:year>/offentliggoer/goer-klar/", releases.prepare, name="prepare"),
    path("plan/<year:year>/offentliggoer/frigiv/", releases.confirm, name="confirm"),
    path("plan/<year:year>/offentliggoer/forfra/", releases.retry, name="retry"),
    path("plan/<year:year>/offentliggoer/annuller/", releases.cancel, name="cancel"),
    path("plan/<year:year>/offentliggoer/side/", releases.page, name="page"),
    path("plan/<year:year>/offentliggoer/side.pdf", releases.pdf, name="pdf"),
    path("plan/<year:year>/udgaver/", edition_shelf.editions, name="editions"),
    path("plan/<year:year>/udgave/<edition:number>/forskel/", edition_shelf.difference, name="difference"),
    path("plan/<year:year>/udgave/<edition:number>/pakke.zip", edition_shelf.package, name="package"),
    path("plan/<year:year>/udgave/<edition:number>/tilbagekald/", taking_back.withdraw, name="withdraw"),
    path("plan/<year:year>/udgave/<edition:number>/bloker/", taking_back.block, name="block"),
    path("plan/<year:year>/log/", logs.log, name="log"),
    path("plan/<year:year>/log.csv", logs.as_csv, name="log_csv"),
    path("plan/<year:year>/log.json", logs.as_json, name="log_json"),
    path("plan/<year:year>/journal.zip", logs.journal, name="journal"),
]
