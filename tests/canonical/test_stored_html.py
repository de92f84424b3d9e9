"""Every way into the database brings section HTML to its canonical form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat

from councils.fields import CanonicalHTMLField
from councils.models import Body

TYPED = "<div onclick='x'>Rådet<script>x</script> <b>mødes</b></div>"
STORED = "<p>Rådet <strong>mødes</strong></p>"

pytestmark = pytest.mark.django_db


def _body(text: str = "", number: int = 1) -> Body:
    return Body(name=f"Råd {number}", slug=f"raad-{number}", kind=Body.Kind.COUNCIL, text=text)


def _stored() -> set[str]:
    """What is in the table, read past the field."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM councils_body")
        return {text for (text,) in cursor.fetchall()}


def test_save() -> None:
    body = _body(TYPED)
    body.save()
    assert _stored() == {body.text} == {STORED}
    assert body.history.get().text == STORED


def test_save_of_one_field() -> None:
    body = _body("<p>a</p>")
    body.save()
    body.text = TYPED
    body.save(update_fields=["text"])
    assert _stored() == {body.text} == {STORED}


def test_create_and_update_or_create() -> None:
    body = Body.objects.create(name="a", slug="a", kind=Body.Kind.COUNCIL, text=TYPED)
    Body.objects.update_or_create(slug="a", defaults={"text": TYPED + "x"})
    assert body.text == STORED
    assert _stored() == {STORED + "<p>x</p>"}


def test_bulk_create() -> None:
    bodies = Body.objects.bulk_create([_body(TYPED, 1), _body(STORED, 2)])
    assert _stored() == {body.text for body in bodies} == {STORED}


def test_bulk_update() -> None:
    body = _body("<p>a</p>")
    body.save()
    body.text = TYPED
    Body.objects.bulk_update([body], ["text"])
    assert _stored() == {STORED}


def test_queryset_update() -> None:
    _body("<p>a</p>").save()
    Body.objects.update(text=TYPED)
    assert _stored() == {STORED}


def test_loaddata(tmp_path: Path) -> None:
    fields = {"name": "a", "slug": "a", "kind": "council", "text": TYPED}
    fixture = tmp_path / "bodies.json"
    fixture.write_text(json.dumps([{"model": "councils.body", "fields": fields}]), "utf-8")
    call_command("loaddata", fixture, verbosity=0)
    assert _stored() == {STORED}


def test_cleaning_a_form() -> None:
    body = _body(TYPED)
    body.full_clean()
    assert body.text == STORED


def test_an_expression_is_left_to_the_database() -> None:
    """Joined in the database, canonical texts stay canonical."""
    _body(STORED).save()
    Body.objects.update(text=Concat("text", Value("<p>x</p>")))
    assert _stored() == {STORED + "<p>x</p>"}


def test_saving_again_changes_nothing() -> None:
    body = _body(TYPED)
    body.save()
    before = body.text
    body.refresh_from_db()
    body.save()
    assert body.text is not None
    assert body.text == before


def test_searching_takes_the_words_as_they_are() -> None:
    _body(TYPED).save()
    assert Body.objects.filter(text__contains="mødes").exists()
    assert Body.objects.filter(text=STORED).exists()


def test_no_text_where_none_is_allowed_is_kept_apart_from_empty() -> None:
    field = CanonicalHTMLField(null=True)
    assert field.get_db_prep_save(None, connection) is None
    assert field.get_db_prep_save("<p></p>", connection) == ""
