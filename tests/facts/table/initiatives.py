"""Inventory 3.3 and 5: projects, their reports and figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.facts.table.base import BOTH, Y22, Y23, Fact, Row, absent, fact, row, text
from tests.facts.table.councils import MUNICIPALITIES

PROJECT = "spiritus-og-narko"
IN_REGION_MIDT = [name for name in MUNICIPALITIES if name not in ("Morsø", "Thisted")]


def _initiative(slug: str, **lookups: Any) -> Row:
    return row("initiatives.initiative", slug=slug, **lookups)


def _figure(**lookups: Any) -> Row:
    return row("initiatives.figure", count=1, report__initiative__slug=PROJECT, **lookups)


INITIATIVES: tuple[Fact, ...] = (
    fact(
        "Drink and drug driving: police responsible, eleven centres, an evaluating centre",
        _initiative(PROJECT, responsible__slug="politiet", organisations__slug="rusmiddelcentrene"),
        _initiative(PROJECT, organisations__slug="center-for-rusmiddelforskning"),
        *(_initiative(PROJECT, municipalities__name=name) for name in MUNICIPALITIES),
        *text(BOTH, PROJECT, "Politi har ansvaret", "de 11 kommuner", "Center for Rusmiddelforskning"),
    ),
    fact(
        "Drink and drug driving: told of the offer, contact data with consent",
        _initiative(PROJECT, what__contains="Siger de ja"),
        *text(BOTH, PROJECT, "Den, der gerne vil kontaktes", "kontaktoplysninger", "råd, vejledning og behandling"),
    ),
    fact(
        "Drink and drug driving: started about 1 March 2020",
        _initiative(PROJECT, period_text__contains="omkring 1. marts 2020", starts=None),
        *text(BOTH, PROJECT, "omkring 1. marts 2020"),
    ),
    fact(
        "Drink and drug driving: effect registered from 1 March 2021",
        _initiative(PROJECT, period_text__contains="fra 1. marts 2021"),
        *text(BOTH, PROJECT, "Fra 1. marts 2021"),
    ),
    fact(
        "Drink and drug driving: evaluation expected at the end of 2022",
        _initiative(PROJECT, evaluation_due=date(2022, 12, 31), state="evaluation", outcome=""),
        *text(BOTH, PROJECT, "evaluere projektet sidst i 2022"),
    ),
    fact(
        "Drink and drug driving: status of January 2022, last ten months",
        row("initiatives.statusreport", initiative__slug=PROJECT, as_of_text="januar 2022", period_months=10),
        *text(BOTH, PROJECT, "Status i januar 2022", "seneste 10 måneder"),
    ),
    fact("119 persons", _figure(value=119, unit="persons"), *text(BOTH, PROJECT, "119 personer")),
    fact("67 % had a talk", _figure(value=67, unit="percent"), *text(BOTH, PROJECT, "67 % talt med en rådgiver")),
    fact(
        "32 % said yes to more", _figure(value=32, unit="percent"), *text(BOTH, PROJECT, "32 % har takket ja til flere")
    ),
    fact("Eleven centres", _figure(value=11, unit="count")),
    fact(
        "The base of the 32 % is ambiguous",
        _figure(value=32, of_what="", note__contains="alle 119 eller"),
        *text(BOTH, PROJECT, "om de 32 % er en andel af alle 119"),
    ),
    fact(
        "The status is reused unchanged in 2023",
        *text(Y23, PROJECT, "gentaget uændret", "oplyser ikke, om den er gennemført"),
    ),
    fact(
        "Emergency-room data: unreported accidents, a large dark figure",
        _initiative("skadestuedata", what__contains="ikke er anmeldt til politiet"),
        *text(Y22, "skadestuedata", "mørketal", "som ingen anmelder til politiet"),
    ),
    fact(
        "Emergency-room data: the municipalities in Region Midt, police as tovholder",
        *(_initiative("skadestuedata", municipalities__name=name) for name in IN_REGION_MIDT),
        _initiative("skadestuedata", responsible__slug="politiet"),
        *text(Y22, "skadestuedata", "kommuner i Region Midt", "tovholder"),
    ),
    fact(
        "Emergency-room data: not delivered, geography, little value to the police",
        row("initiatives.statusreport", initiative__slug="skadestuedata", text__contains="en anden region"),
        *text(Y22, "skadestuedata", "ønskede data er ikke kommet", "en anden region", "ikke stor gavn"),
    ),
    fact(
        "Emergency-room data: whether and how to go on is examined; unknown after 2022",
        _initiative("skadestuedata", state="unknown", outcome="", last_year=2022),
        *text(Y22, "skadestuedata", "om projektet skal fortsætte", "organiseres anderledes", "ikke oplyst"),
    ),
    fact(
        "Local police in 2021: a new station, a new office, Ikast enlarged",
        _initiative("naerpoliti-2021", period_text="2021", municipalities__name="Ikast-Brande", last_year=2022),
        *text(
            Y22, "lokalpolitiarbejde", "i 2021", "nærpolitistation", "nærpolitiekspedition", "Ikast", "flerårsaftalen"
        ),
    ),
    fact(
        "Where the two new places are is not said",
        _initiative("naerpoliti-2021", gaps__contains="Hvor den nye"),
        *text(Y22, "lokalpolitiarbejde", "oplyser ikke, hvor den nye"),
    ),
    fact(
        "Tryghedsopfølgning, borgerrådgivere, the mobile station; 2022 only",
        _initiative("tryghed-og-tilgaengelighed", last_year=2022),
        *text(Y22, "lokalpolitiarbejde", "tryghedsopfølgning, borgerrådgivere og den mobile politistation"),
        absent(Y23, "lokalpolitiarbejde", "tryghedsopfølgning"),
    ),
    fact(
        "A cooperation model in 2023",
        _initiative(
            "samarbejdsmodel-psykisk-saarbare", first_year=2023, state="planned", focus_area__slug="psykisk-saarbare"
        ),
        *(
            _initiative("samarbejdsmodel-psykisk-saarbare", organisations__slug=o)
            for o in ("kommunerne", "politiet", "regionerne")
        ),
    ),
    fact("Continuous crime screening", _initiative("kriminalitetsscreeninger", state="active")),
    fact("Meetings with Ældresagen", _initiative("forebyggende-moeder-aeldresagen", organisations__slug="aeldresagen")),
    fact(
        "Analysis of exposed stretches",
        _initiative("udsatte-vejstraekninger", body__slug="faerdselssikkerhed"),
        *text(BOTH, "faerdselssikkerhed", "hvilke vejstrækninger der er udsatte"),
    ),
    fact(
        "»Bestil en betjent«: dialogue on speed and moped riding",
        _initiative("bestil-en-betjent", what__contains="hastighed og knallertkørsel"),
        *text(BOTH, "faerdselssikkerhed", "»bestil en betjent«", "hastighed, knallertkørsel"),
    ),
    fact(
        "Safe roads and school roads with the road authorities",
        _initiative("sikre-veje-og-skoleveje", organisations__slug="vejdirektoratet"),
    ),
)
