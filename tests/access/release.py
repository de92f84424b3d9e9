"""Publication, editions and the log."""

from __future__ import annotations

from tests.base import Cast
from tests.releasing.builders import decided_plan, kept, stored

MATRIX = """
#    address                                                        ano out chV chH loc sec con may del dir com for adm
GET  /skrivebord/plan/2025/offentliggoer/                           302 404 200 200 200 200 404 200 200 200 200 404 404
POST /skrivebord/plan/2025/offentliggoer/                           302 404 403 403 403 200 404 403 403 403 403 404 404
GET  /skrivebord/plan/2025/offentliggoer/fremdrift/                 302 404 302 302 302 302 404 302 302 302 302 404 404
GET  /skrivebord/plan/2025/offentliggoer/goer-klar/                 302 405 405 405 405 405 405 405 405 405 405 405 405
POST /skrivebord/plan/2025/offentliggoer/goer-klar/                 302 404 403 403 403 302 404 403 403 403 403 404 404
POST /skrivebord/plan/2025/offentliggoer/frigiv/                    302 404 403 403 403 409 404 403 403 403 403 404 404
POST /skrivebord/plan/2025/offentliggoer/forfra/                    302 404 403 403 403 302 404 403 403 403 403 404 404
GET  /skrivebord/plan/2025/offentliggoer/annuller/                  302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2025/offentliggoer/annuller/                  302 404 403 403 403 302 404 403 403 403 403 404 404
GET  /skrivebord/plan/2025/offentliggoer/side/                      302 404 200 200 200 200 404 200 200 200 200 404 404
POST /skrivebord/plan/2025/offentliggoer/side/                      302 405 405 405 405 405 405 405 405 405 405 405 405
GET  /skrivebord/plan/2025/offentliggoer/side.pdf                   302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2024/udgaver/                                 302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2024/udgave/1/forskel/                        302 404 404 404 404 404 404 404 404 404 404 404 404
GET  /skrivebord/plan/2024/udgave/1/pakke.zip                       302 404 200 200 200 200 404 200 200 200 200 404 404
GET  /skrivebord/plan/2024/udgave/1/tilbagekald/                    302 404 403 403 403 200 404 403 403 403 403 404 404
POST /skrivebord/plan/2024/udgave/1/tilbagekald/                    302 404 403 403 403 200 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/udgave/1/bloker/                         302 404 403 403 403 200 404 403 403 200 200 404 404
POST /skrivebord/plan/2024/udgave/1/bloker/                         302 404 403 403 403 200 404 403 403 200 200 404 404
GET  /skrivebord/plan/2024/log/                                     302 404 403 403 403 200 404 403 403 403 200 404 404
POST /skrivebord/plan/2024/log/                                     302 404 403 403 403 200 404 403 403 403 403 404 404
GET  /skrivebord/plan/2024/log.csv                                  302 404 403 403 403 200 404 403 403 403 200 404 404
GET  /skrivebord/plan/2024/log.json                                 302 404 403 403 403 200 404 403 403 403 200 404 404
GET  /skrivebord/plan/2024/journal.zip                              302 404 403 403 403 200 404 403 403 403 200 404 404
"""


def things(cast: Cast) -> dict[str, object]:
    """A plan for 2024 that is published, and one for 2025 whose edition is ready to be let go."""
    stored(decided_plan(cast))
    kept(decided_plan(cast, year=2025), cast.secretary)
    return {}
