"""Proposals: the local councils' pages and the secretariat's."""

from __future__ import annotations

from tests.base import Cast, make_plan
from tests.proposals.builders import draft, drafted, sent

MATRIX = """
#    address                                                        ano out chV chH loc sec con may del dir com for adm
GET  /skrivebord/lokalraad/viborg/                                  302 404 200 404 200 200 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/                                  302 405 405 405 405 405 405 405 405 405 405 405 405
POST /skrivebord/lokalraad/viborg/ingen-forslag/                    302 404 302 404 302 403 404 404 404 404 404 404 404
GET  /skrivebord/lokalraad/viborg/ingen-forslag/                    302 405 405 405 405 405 405 405 405 405 405 405 405
GET  /skrivebord/lokalraad/viborg/forslag/nyt/                      302 404 200 404 200 403 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/forslag/nyt/                      302 404 422 404 422 403 404 404 404 404 404 404 404
GET  /skrivebord/lokalraad/viborg/forslag/{kladde}/                 302 404 200 404 200 404 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/forslag/{kladde}/                 302 404 422 404 422 403 404 404 404 404 404 404 404
GET  /skrivebord/lokalraad/viborg/forslag/{sendt}/                  302 404 200 404 200 200 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/forslag/{sendt}/                  302 404 422 404 422 403 404 404 404 404 404 404 404
GET  /skrivebord/lokalraad/viborg/forslag/{sendt}/traek-tilbage/    302 404 200 404 200 403 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/forslag/{sendt}/traek-tilbage/    302 404 302 404 302 403 404 404 404 404 404 404 404
POST /skrivebord/lokalraad/viborg/forslag/{sendt}/tag-op/           302 404 302 404 302 403 404 404 404 404 404 404 404
GET  /skrivebord/forslag/                                           302 404 404 404 404 200 404 404 404 404 404 404 404
POST /skrivebord/forslag/                                           302 405 405 405 405 405 405 405 405 405 405 405 405
GET  /skrivebord/forslag/paamind/                                   302 404 404 404 404 200 404 404 404 404 404 404 404
POST /skrivebord/forslag/paamind/                                   302 404 404 404 404 302 404 404 404 404 404 404 404
GET  /skrivebord/forslag/send/                                      302 404 404 404 404 200 404 404 404 404 404 404 404
POST /skrivebord/forslag/send/                                      302 404 404 404 404 302 404 404 404 404 404 404 404
GET  /skrivebord/forslag/2024/hoeringsnotat.docx                    302 404 404 404 404 200 404 404 404 404 404 404 404
GET  /skrivebord/forslag/2024/hoeringsnotat.pdf                     302 404 404 404 404 200 404 404 404 404 404 404 404
GET  /skrivebord/forslag/2024-01/                                   302 404 200 404 200 200 404 404 404 404 404 404 404
POST /skrivebord/forslag/2024-01/                                   302 404 403 404 403 422 404 404 404 404 404 404 404
GET  /skrivebord/forslag/2024-01/send/                              302 404 403 404 403 200 404 404 404 404 404 404 404
POST /skrivebord/forslag/2024-01/send/                              302 404 403 404 403 302 404 404 404 404 404 404 404
GET  /skrivebord/forslag/2024-01/indsaet/                           302 404 403 404 403 200 404 404 404 404 404 404 404
POST /skrivebord/forslag/2024-01/indsaet/                           302 404 403 404 403 409 404 404 404 404 404 404 404
GET  /skrivebord/forslag/2024-01/saml/                              302 404 403 404 403 200 404 404 404 404 404 404 404
POST /skrivebord/forslag/2024-01/saml/                              302 404 403 404 403 302 404 404 404 404 404 404 404
POST /skrivebord/forslag/2024-01/skil-ad/                           302 404 403 404 403 409 404 404 404 404 404 404 404
"""


def things(cast: Cast) -> dict[str, object]:
    """Viborg's proposals, and an answer that is laid ready."""
    make_plan(cast.district, year=2024)
    row = sent(cast.viborg, 2024)
    drafted(row, ready=True)
    return {"sendt": row.pk, "kladde": draft(cast.viborg, 2024).pk}
