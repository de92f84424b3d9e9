"""The stages of a plan and its hearing."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from councils.models import Body
from plans import responding, stages
from plans.models import HearingRemark, Timetable
from plans.saving import Author
from tests.base import Cast, let_sign, make_plan

MATRIX = """
#    address                                                        ano out chV chH loc sec con may del dir com for adm
GET  /skrivebord/indstillinger/                                     302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/indstillinger/                                     302 404 403 403 403 422 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/kan-godkendes/                           302 404 200 200 200 200 404 200 200 200 200 404 404
POST /skrivebord/plan/2024/kan-godkendes/                           302 405 405 405 405 405 405 405 405 405 405 405 405
GET  /skrivebord/plan/2024/fase/                                    302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/fase/                                    302 404 403 403 403 409 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/forberedelse/                            302 404 200 200 200 200 404 200 200 200 200 404 404
POST /skrivebord/plan/2024/forberedelse/                            302 404 403 403 403 422 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/hoering/                                 302 404 200 200 200 200 404 200 200 200 200 404 404
POST /skrivebord/plan/2024/hoering/                                 302 405 405 405 405 405 405 405 405 405 405 405 405
GET  /skrivebord/plan/2024/hoering/udkast/                          302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2024/hoering/udkast.pdf                       302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2024/hoering/paamind/                         302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/hoering/paamind/                         302 404 403 403 403 302 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/hoering/frist/                           302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/hoering/frist/                           302 404 403 403 403 422 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/hoering/herning/                         302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/hoering/herning/                         302 404 403 403 403 422 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/hoering/herning/send/                    302 404 403 403 403 409 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/hoering/viborg/noter/                    302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/hoering/viborg/noter/                    302 404 403 403 403 422 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/hoering/herning/send/                    302 404 403 403 403 302 404 403 403 403 403 404 404
GET  /skrivebord/lokalraad/viborg/hoering/2024/                     302 404 200 404 200 404 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/hoering/2024/                     302 405 405 405 405 405 405 405 405 405 405 405 405
GET  /skrivebord/lokalraad/viborg/hoering/2024/bemaerkning/         302 405 405 405 405 405 405 405 405 405 405 405 405
POST /skrivebord/lokalraad/viborg/hoering/2024/bemaerkning/         302 404 422 404 422 404 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/hoering/2024/bemaerkning/{r}/     302 404 403 404 422 404 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/hoering/2024/bemaerkning/{r}/med/ 302 404 409 404 409 404 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/hoering/2024/tekst/               302 404 422 404 422 404 404 404 404 404 404 404 404
GET  /skrivebord/lokalraad/viborg/hoering/2024/send/                302 404 200 404 200 404 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/hoering/2024/send/                302 404 302 404 302 404 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/hoering/2024/tag-tilbage/         302 404 409 404 409 404 404 404 404 404 404 404 404
"""


def things(cast: Cast) -> dict[str, object]:
    """A plan for 2024 in hearing: Herning has sent its response, the local secretary of Viborg has written a remark."""
    let_sign(cast)
    cast.district.preparing_body = Body.objects.create(name="Kontaktudvalget", slug="kontaktudvalget", kind="forum")
    cast.district.save()
    rows = [{"key": "vold", "heading": "Vold", "body": ["<p>Volden falder.</p>"]}]
    plan, now = make_plan(cast.district, year=2024, sections=rows), timezone.now()
    Timetable.objects.create(plan=plan, hearing_due=timezone.localdate())
    hearing = stages.move(plan, "hearing", author=Author.of(cast.secretary)).hearings.get()
    place = responding.Place("vold", "1 Vold")
    said: dict[str, Any] = {"hearing": hearing, "place": place, "text": "Hm", "at": now}
    chair, member = Author.of(cast.chair_of_herning), Author.of(cast.local_secretary)
    row = responding.add_remark(council=cast.herning, author=chair, **said).response
    seen = responding.seen_of(row, HearingRemark.objects.filter(response=row))
    responding.send(hearing=hearing, council=cast.herning, seen=seen, no_remarks=False, author=chair, at=now)
    return {"r": responding.add_remark(council=cast.viborg, author=member, **said).pk}
