"""Accounts, people, and the plan while it is written."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from councils.models import Delegation, PostHolding
from plans.models import Assignment, Comment, Plan, Revision
from tests.base import Cast, make_plan, section

MATRIX = """
#    address                                                        ano out chV chH loc sec con may del dir com for adm
GET  /konto/                                                        302 200 200 200 200 200 200 200 200 200 200 200 200
POST /konto/                                                        302 302 302 302 302 302 302 302 302 302 302 302 302
GET  /konto/log-ind/                                                200 302 302 302 302 302 302 302 302 302 302 302 302
GET  /konto/invitation/x/                                           404 404 404 404 404 404 404 404 404 404 404 404 404
POST /konto/demo/                                                   404 404 404 404 404 404 404 404 404 404 404 404 404
GET  /konto/log-af/                                                 302 200 200 200 200 200 200 200 200 200 200 200 200
GET  /konto/lukket/                                                 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /konto/opret/                                                  200 302 302 302 302 302 302 302 302 302 302 302 302
GET  /konto/bekraeft/                                               302 200 200 200 200 200 200 200 200 200 200 200 200
GET  /konto/adgangskode/                                            302 200 200 200 200 200 200 200 200 200 200 200 200
GET  /konto/adgangskode/vaelg/                                      302 302 302 302 302 302 302 302 302 302 302 302 302
GET  /konto/adgangskode/glemt/                                      200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /konto/adgangskode/glemt/sendt/                                200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /konto/adgangskode/ny/abc-def/                                 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /konto/adgangskode/ny/                                         200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /konto/totrin/                                                 302 200 200 200 200 200 200 200 200 200 200 200 200
GET  /konto/totrin/kode/                                            302 302 302 302 302 302 302 302 302 302 302 302 302
GET  /konto/totrin/bekraeft/                                        302 302 302 302 302 302 302 302 302 302 302 302 302
GET  /konto/totrin/kraevet/                                         302 302 302 302 302 302 302 302 302 302 302 302 302
GET  /konto/totrin/videre/                                          302 302 302 302 302 302 302 302 302 302 302 302 302
GET  /konto/totrin/app/                                             302 302 302 302 302 302 302 302 302 302 302 302 302
GET  /konto/totrin/app/fjern/                                       302 404 404 404 404 404 404 404 404 404 404 404 404
GET  /konto/totrin/noedkoder/                                       302 404 404 404 404 404 404 404 404 404 404 404 404
GET  /konto/totrin/noedkoder/nye/                                   302 302 302 302 302 302 302 302 302 302 302 302 302
GET  /konto/totrin/noedkoder/hent/                                  302 404 404 404 404 404 404 404 404 404 404 404 404
GET  /konto/sessioner/                                              302 200 200 200 200 200 200 200 200 200 200 200 200
POST /konto/sessioner/1/afslut/                                     302 404 404 404 404 404 404 404 404 404 404 404 404
GET  /skrivebord/                                                   302 404 200 200 200 200 200 200 200 200 200 404 200
POST /skrivebord/                                                   302 405 405 405 405 405 405 405 405 405 405 405 405
GET  /skrivebord/personer/                                          302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/opret/person/                             302 404 404 404 404 200 404 404 404 404 404 404 200
POST /skrivebord/personer/opret/person/                             302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/opret/plads/                              302 404 404 404 404 200 404 404 404 404 404 404 200
POST /skrivebord/personer/opret/plads/                              302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/opret/bemyndigelse/                       302 404 404 404 404 200 404 404 404 404 404 404 200
POST /skrivebord/personer/opret/bemyndigelse/                       302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/opret/varetagelse/                        302 404 404 404 404 200 404 404 404 404 404 404 200
POST /skrivebord/personer/opret/varetagelse/                        302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/opret/funktion/                           302 404 404 404 404 200 404 404 404 404 404 404 200
POST /skrivebord/personer/opret/funktion/                           302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/pladser/{plads}/                          302 404 404 404 404 200 404 404 404 404 404 404 200
POST /skrivebord/personer/pladser/{plads}/                          302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/pladser/{plads}/afslut/                   302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/bemyndigelser/{bemyndigelse}/             302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/bemyndigelser/{bemyndigelse}/afslut/      302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/varetagelser/{varetagelse}/               302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/varetagelser/{varetagelse}/afslut/        302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/borgmester-i-viborg/                      302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/borgmester-i-viborg/ret/                  302 404 404 404 404 200 404 404 404 404 404 404 200
POST /skrivebord/personer/borgmester-i-viborg/ret/                  302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/personer/borgmester-i-viborg/inviter/              302 404 404 404 404 200 404 404 404 404 404 404 200
POST /skrivebord/personer/borgmester-i-viborg/inviter/              302 404 404 404 404 409 404 404 404 404 404 404 409
POST /skrivebord/personer/borgmester-i-viborg/traek-tilbage/        302 404 404 404 404 302 404 404 404 404 404 404 302
GET  /skrivebord/personer/borgmester-i-viborg/konto/                302 404 404 404 404 405 404 404 404 404 404 404 405
POST /skrivebord/personer/borgmester-i-viborg/konto/                302 404 404 404 404 403 404 404 404 404 404 404 302
GET  /skrivebord/funktioner/                                        302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/funktioner/forebyggelse/                           302 404 404 404 404 200 404 404 404 404 404 404 200
POST /skrivebord/funktioner/forebyggelse/                           302 404 404 404 404 200 404 404 404 404 404 404 200
GET  /skrivebord/mail/                                              302 404 404 404 404 200 404 404 404 404 404 404 200
POST /skrivebord/mail/                                              302 404 404 404 404 302 404 404 404 404 404 404 302
GET  /skrivebord/plan/ny/                                           302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/ny/                                           302 404 403 403 403 200 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/tidsplan/                                302 404 200 200 200 200 404 200 200 200 200 404 404
POST /skrivebord/plan/2024/tidsplan/                                302 404 403 403 403 200 404 403 403 403 403 404 404
GET  /skrivebord/plan/bidrag/                                       302 404 200 200 200 200 200 200 200 200 200 404 200
GET  /skrivebord/plan/bidrag/{bidrag}/                              302 404 404 404 404 404 200 404 404 404 404 404 404
POST /skrivebord/plan/bidrag/{bidrag}/tekst/                        302 404 404 404 404 404 200 404 404 404 404 404 404
POST /skrivebord/plan/bidrag/{bidrag}/ingen-aendringer/             302 404 404 404 404 404 200 404 404 404 404 404 404
POST /skrivebord/plan/bidrag/{bidrag}/tag-tilbage/                  302 404 404 404 404 404 302 404 404 404 404 404 404
POST /skrivebord/plan/bidrag/{bidrag}/spoerg/                       302 404 404 404 404 404 200 404 404 404 404 404 404
GET  /skrivebord/plan/bidrag/{bidrag}/giv-videre/                   302 404 404 404 404 404 200 404 404 404 404 404 404
POST /skrivebord/plan/bidrag/{bidrag}/giv-videre/                   302 404 404 404 404 404 200 404 404 404 404 404 404
GET  /skrivebord/plan/2024/svar/                                    302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2024/                                         302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2024/disposition/                             302 405 405 405 405 405 405 405 405 405 405 405 405
POST /skrivebord/plan/2024/disposition/                             302 404 403 403 403 400 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/udkast/                                  302 404 200 200 200 200 404 200 200 200 200 404 404
POST /skrivebord/plan/2024/udkast/                                  302 405 405 405 405 405 405 405 405 405 405 405 405
GET  /skrivebord/plan/2024/udkast.pdf                               302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2024/bidrag/                                  302 404 403 403 403 200 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/bidrag/nyt/                              302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/bidrag/nyt/                              302 404 403 403 403 200 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/bidrag/som-sidste-aar/                   302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/bidrag/som-sidste-aar/                   302 404 403 403 403 200 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/bidrag/paamind/                          302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/bidrag/paamind/                          302 404 403 403 403 302 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/bidrag/bekraeft/                         302 404 403 403 403 302 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/bidrag/{bidrag}/                         302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/bidrag/{bidrag}/overtag/                 302 404 403 403 403 302 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/bidrag/{bidrag}/bekraeft/                302 404 403 403 403 302 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/bidrag/{bidrag}/mere/                    302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/bidrag/{bidrag}/skriv/                   302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/bidrag/{bidrag}/frist/                   302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/bidrag/{bidrag}/traek-tilbage/           302 404 403 403 403 302 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/afsnit/naevnet/                          302 404 200 200 200 200 404 200 200 200 200 404 404
POST /skrivebord/plan/2024/afsnit/naevnet/                          302 405 405 405 405 405 405 405 405 405 405 405 405
GET  /skrivebord/plan/2024/afsnit/naevnet/gem/                      302 405 405 405 405 405 405 405 405 405 405 405 405
POST /skrivebord/plan/2024/afsnit/naevnet/gem/                      302 404 403 403 403 422 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/afsnit/naevnet/status/                   302 404 403 403 403 302 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/afsnit/naevnet/register/                 302 404 403 403 403 404 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/afsnit/naevnet/til-stede/                302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2024/afsnit/naevnet/to-versioner/{tekst}/     302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/afsnit/naevnet/to-versioner/{tekst}/     302 404 403 403 403 422 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/afsnit/naevnet/historik/                 302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2024/afsnit/naevnet/historik/{version}/       302 404 200 200 200 200 404 200 200 200 200 404 404
POST /skrivebord/plan/2024/afsnit/naevnet/historik/{version}/       302 404 403 403 403 302 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/afsnit/naevnet/kommentarer/              302 404 422 422 422 422 404 422 422 422 422 404 404
POST /skrivebord/plan/2024/afsnit/naevnet/kommentarer/{kommentar}/  302 404 422 422 422 422 404 422 422 422 422 404 404
"""


def things(cast: Cast) -> dict[str, object]:
    """A draft for 2024, a section with a comment, a contribution, a version and a text that was set aside."""
    plan = make_plan(cast.district, year=2024, stage=Plan.Stage.EDITING)
    row, now = section(plan, "naevnet"), timezone.now()
    text = {"section": row, "base_version": 1, "saved_at": now, "state": "new"}
    asked = Assignment.objects.create(
        section=row,
        post=cast.post,
        due=timezone.localdate() + timedelta(days=9),
        assigned_at=now,
        assigned_by_name="Sekretær",
    )
    return {
        "bidrag": asked.pk,
        "kommentar": Comment.objects.create(section=row, author_name="Bo", text="Hm", created_at=now).pk,
        "version": Revision.objects.create(kind="begun", version=1, **text).pk,
        "tekst": Revision.objects.create(kind="set_aside", author=cast.secretary, **text).pk,
        "plads": cast.chair_of_viborg.person.memberships.get().pk,
        "bemyndigelse": Delegation.objects.get(delegate=cast.delegate.person).pk,
        "varetagelse": PostHolding.objects.get(person=cast.contributor.person).pk,
    }
