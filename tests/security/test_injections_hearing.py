"""Everything that can be written in a hearing and beside a plan's steps, with every vector: nothing of it runs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from councils.models import Body, Council
from plans import responding
from plans.models import Hearing, HearingRemark, HearingResponse, Plan, RecordCopy
from tests.base import Cast, outbox
from tests.hearing.builders import page, plan_in_hearing, signed_in
from tests.security.test_injections_everywhere import batches, dangerous

COUNCIL = ("viborg", 2024)


@pytest.fixture
def written(cast: Cast, settings: Any, tmp_path: Any) -> Plan:
    """A plan in hearing with every vector in every field of it, sent and answered."""
    settings.RECORDS_DIR = tmp_path
    plan = plan_in_hearing(cast)
    respond(signed_in(cast.chair_of_viborg), cast)
    answer(signed_in(cast.secretary))
    prepare(signed_in(cast.secretary), cast)
    return plan


def groups() -> list[str]:
    """The vectors in groups, without the NUL characters that every field refuses."""
    return [" ".join(vectors).replace("\x00", "") for vectors in batches()]


def everything() -> str:
    """All vectors in one text; plain text is escaped as a whole, however much it is."""
    return "\n\n".join(groups())[:4900]


def respond(client: Client, cast: Cast) -> None:
    """Remarks of every group, one of them changed, a common text, and the response sent."""
    for vectors in groups():
        data = {"afsnit": "vold", "text": vectors, "cpr_seen": "on"}
        assert client.post(page("remark", *COUNCIL), data).status_code == 302
    text = {"text": everything(), "version": 1, "cpr_seen": "on"}
    assert client.post(page("response_text", *COUNCIL), text).status_code == 302
    row = HearingRemark.objects.earliest("pk")
    changed = {"text": everything(), "var": responding.mark_of(row), "do": "ret", "cpr_seen": "on"}
    assert client.post(page("remark_change", *COUNCIL, row.pk), changed).status_code == 302
    found = HearingResponse.objects.get(council=cast.viborg)
    seen = responding.seen_of(found, found.remarks.all())
    assert client.post(page("response_send", *COUNCIL), {"set": seen}).status_code == 302


def answer(client: Client) -> None:
    """Every remark and the text answered, and the answers sent."""
    row = HearingResponse.objects.get()
    data: dict[str, Any] = {"version": row.version, "answer": everything(), "cpr_seen": "on", "do": "send"}
    data |= {f"{pk}-answer": everything() for pk in row.remarks.values_list("pk", flat=True)}
    sending: Any = client.post(page("answer", 2024, "viborg"), data)
    assert sending.status_code == 302
    assert dangerous(client.get(sending.url).content.decode()) == []
    row.refresh_from_db()
    assert client.post(sending.url, {"version": row.version}).status_code == 302


def prepare(client: Client, cast: Cast) -> None:
    """A committee with a name of vectors, and its recommendation."""
    body = Body.objects.create(name=groups()[0][:150], slug="udvalget", kind="forum")
    Council.objects.filter(pk=cast.district.pk).update(preparing_body=body)
    data = {"held_on": str(timezone.localdate()), "recommendation": everything(), "cpr_seen": "on"}
    assert client.post(page("preparation", 2024), data).status_code == 302


SECRETARYS = ("ready", "stage", "hearing", "preparation", "remind", "put_off")


def test_no_page_runs_it_nor_one_that_gives_it_back(cast: Cast, written: Plan) -> None:
    secretary, chair = signed_in(cast.secretary), signed_in(cast.chair_of_viborg)
    pages = [secretary.get(page(name, 2024)) for name in SECRETARYS]
    pages += [secretary.get(page("answer", 2024, "viborg")), secretary.get(page("settings"))]
    pages += [chair.get(page("response", *COUNCIL)), secretary.get("/skrivebord/"), chair.get("/skrivebord/")]
    for answer_ in pages:
        assert answer_.status_code == 200
        assert dangerous(answer_.content.decode()) == []
    late = chair.post(page("remark", *COUNCIL), {"afsnit": "vold", "text": everything(), "cpr_seen": "on"})
    assert late.status_code == 409
    assert dangerous(late.content.decode()) == []


def test_a_reason_for_going_back_runs_nowhere(cast: Cast) -> None:
    plan_in_hearing(cast)
    secretary = signed_in(cast.secretary)
    for vectors in groups():
        reason = vectors[:300]
        data = {"fra": "hearing", "til": "editing", "reason": reason, "cpr_seen": "on"}
        code = secretary.post(page("stage", 2024), data).status_code
        assert code in (302, 422), code
        assert dangerous(secretary.get("/skrivebord/plan/2024/").content.decode()) == []
        Hearing.objects.update(ended_at=None, completed=False)
        Plan.objects.update(stage="hearing")


def test_no_mail_and_no_copy_runs_it(written: Plan) -> None:
    letters = outbox()
    assert len(letters) > 5
    for letter in letters:
        assert dangerous(letter.html_message, is_mail=True) == []
        assert "\n" not in letter.subject
    copies = RecordCopy.objects.all()
    assert len(copies) == 2
    for copy in copies:
        assert dangerous(bytes(copy.data).decode(), is_mail=True) == []
