"""The decision on a plan. The plan of 2023 is to be decided on; the mayor has made remarks, the director not answered.

A POST that takes an answer back says nothing of whose: the first who may does it, and then there is none.
"""

from __future__ import annotations

from tests.base import Cast, make_plan
from tests.deciding.builders import give, to_decision

MATRIX = """
#    address                                                        ano out chV chH loc sec con may del dir com for adm
GET  /skrivebord/godkend/2023/                                      302 404 200 200 200 200 404 200 200 200 200 404 404
POST /skrivebord/godkend/2023/                                      302 404 403 403 403 403 404 422 422 422 403 404 404
GET  /skrivebord/godkend/2023/fortryd/                              302 404 403 403 403 403 404 200 200 302 403 404 404
POST /skrivebord/godkend/2023/fortryd/                              302 404 403 403 403 403 404 302 302 302 403 404 404
GET  /skrivebord/godkend/2024/                                      302 404 404 404 404 404 404 404 404 404 404 404 404
GET  /skrivebord/plan/2023/godkendelse/                             302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2023/godkendelse/                             302 405 405 405 405 405 405 405 405 405 405 405 405
GET  /skrivebord/plan/2023/godkendelse/beslutning/                  302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2023/godkendelse/beslutning/                  302 404 403 403 403 422 404 403 403 403 403 404 404
GET  /skrivebord/plan/2023/godkendelse/noter/                       302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2023/godkendelse/noter/                       302 404 403 403 403 422 404 403 403 403 403 404 404
GET  /skrivebord/plan/2023/godkendelse/bemaerkning/{remark}/        302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2023/godkendelse/bemaerkning/{remark}/        302 404 403 403 403 422 404 403 403 403 403 404 404
GET  /skrivebord/plan/2023/godkendelse/paamind/                     302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2023/godkendelse/paamind/                     302 404 403 403 403 302 404 403 403 403 403 404 404
GET  /skrivebord/plan/2023/godkendelse/frigiv/                      302 404 403 403 403 403 404 403 403 403 200 404 404
POST /skrivebord/plan/2023/godkendelse/frigiv/                      302 404 403 403 403 403 404 403 403 403 409 404 404
GET  /skrivebord/plan/2023/godkendelse/tekst/                       302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2023/godkendelse/tekst.pdf                    302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2023/redaktionel-rettelse/                    302 404 403 403 403 200 404 403 403 403 403 404 404
GET  /skrivebord/plan/2023/redaktionel-rettelse/aftalen/            302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2023/redaktionel-rettelse/aftalen/            302 404 403 403 403 422 404 403 403 403 403 404 404
GET  /skrivebord/plan/2023/redaktionel-rettelse/underskrivere/opdater/ 302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2023/redaktionel-rettelse/underskrivere/opdater/ 302 404 403 403 403 422 404 403 403 403 403 404 404
GET  /skrivebord/plan/2023/kommune/viborg/                          302 404 200 404 200 200 404 200 200 404 404 404 404
GET  /skrivebord/plan/2023/kommune/viborg.pdf                       302 404 200 404 200 200 404 200 200 404 404 404 404
GET  /skrivebord/plan/2023/kommune/herning/                         302 404 404 200 404 200 404 404 404 404 404 404 404
"""


def things(cast: Cast) -> dict[str, object]:
    """What the addresses name: the mayor's remarks in the open round."""
    approval_round = to_decision(make_plan(cast.district), cast)
    return {"remark": give(approval_round, cast.mayor, "remarks", remarks="Datoen i afsnit 2 er forkert.").pk}
