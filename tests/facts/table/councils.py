"""Inventory 2: what the plans say of the district council and the local councils."""

from __future__ import annotations

from tests.facts.table.base import BOTH, Y22, Y23, Fact, fact, row, text

MUNICIPALITIES = {
    "Herning": "0657",
    "Holstebro": "0661",
    "Ikast-Brande": "0756",
    "Lemvig": "0665",
    "Morsø": "0773",
    "Ringkøbing-Skjern": "0760",
    "Silkeborg": "0740",
    "Skive": "0779",
    "Struer": "0671",
    "Thisted": "0787",
    "Viborg": "0791",
}

COUNCILS: tuple[Fact, ...] = (
    *(
        fact(
            f"{name} is one of the municipalities and has a local council",
            row("councils.municipality", count=1, code=code, name=name),
            row("councils.council", count=1, kind="local", municipality__code=code, name=f"Lokalrådet i {name}"),
        )
        for name, code in MUNICIPALITIES.items()
    ),
    fact("Eleven municipalities", row("councils.municipality", count=11)),
    fact("One local council in each municipality", row("councils.council", count=11, kind="local")),
    fact("One district council", row("councils.council", count=1, kind="district")),
    fact(
        "Legal basis: retsplejeloven §§ 111-113",
        row("councils.council", slug="kredsraadet", legal_basis="Retsplejelovens §§ 111-113"),
        *text(BOTH, "kredsraadet", "retsplejelovens §§ 111-113"),
    ),
    fact(
        "The local councils' legal basis is not given", row("councils.council", count=11, kind="local", legal_basis="")
    ),
    fact(
        "Members: the police director and the mayors of the eleven municipalities",
        row("councils.council", slug="kredsraadet", composition__contains="borgmestrene i de elleve kommuner"),
        *text(BOTH, "kredsraadet", "politidirektøren og borgmestrene i politikredsens elleve kommuner"),
    ),
    fact(
        "The police director is chair",
        row("councils.membership", person__name="Helle Kyndesen", role="chair"),
        *text(BOTH, "kredsraadet", "Politidirektøren er formand"),
    ),
    fact(
        "One of the mayors is elected vice-chair",
        row("councils.council", slug="kredsraadet", chair_rule__contains="valgt til næstformand"),
        *text(BOTH, "kredsraadet", "valgt til næstformand"),
    ),
    fact(
        "The district council's number of meetings is not given",
        row("councils.council", slug="kredsraadet", meetings_per_year=None),
    ),
    fact(
        "Strategic: sets long-term goals, prioritises activities, methods, resources",
        row("councils.council", slug="kredsraadet", purpose__contains="langsigtede mål"),
        *text(BOTH, "kredsraadet", "strategiske forum", "langsigtede mål", "aktiviteter, metoder og ressourcer"),
    ),
    fact(
        "Discusses police operations and citizen service, crime trend, cooperation with the community",
        *text(BOTH, "kredsraadet", "politiets drift og betjeningen af borgerne", "kriminaliteten", "lokalsamfundet"),
    ),
    fact("Especially where tasks need coherence", *text(BOTH, "kredsraadet", "griber ind i hinanden")),
    fact(
        "Local councils meet four times a year, by notice and agenda",
        row("councils.council", count=11, kind="local", meetings_per_year=4),
        *text(BOTH, "lokalraadene", "fire møder om året", "indkaldt til med en dagsorden"),
    ),
    fact(
        "Local councils make and carry out joint plans and general and concrete efforts",
        row("councils.council", count=11, kind="local", purpose__contains="lokale planer og indsatser"),
        *text(BOTH, "lokalraadene", "generelle og konkrete", "føre dem ud i livet", "langsigtede mål"),
    ),
    fact("They turn frames and goals into local work", *text(BOTH, "lokalraadene", "overordnede rammer og mål")),
    fact(
        "They follow local development and act", *text(BOTH, "lokalraadene", "udviklingen og tendenserne", "handler på")
    ),
    *(
        fact(
            f"Standing topic: {topic}",
            row("initiatives.discussionpoint", count=1, slug=slug, focus_area=None, obligation="must"),
            *text(BOTH, "lokalraadene", words),
        )
        for topic, slug, words in (
            ("the crime trend", "fast-kriminalitetsudviklingen", "hvordan kriminaliteten udvikler sig"),
            ("SSP", "fast-ssp", "SSP-samarbejdet (skole, sociale myndigheder og politi)"),
            ("PSP", "fast-psp", "PSP-samarbejdet (politi, sociale myndigheder og psykiatri)"),
            ("other local police cooperation", "fast-oevrigt-samarbejde", "politiets øvrige samarbejde i lokalområdet"),
        )
    ),
    fact("A local plan every year, for the coming year", *text(BOTH, "lokalraadene", "Hvert år", "i det kommende år")),
    fact(
        "The local plan carries out the district council's decisions and the council's own focus areas",
        *text(BOTH, "lokalraadene", "kredsrådets overordnede beslutninger", "egne fokusområder"),
    ),
    fact(
        "Approved by the relevant parties from police and municipalities",
        *text(BOTH, "lokalraadene", "relevante parter"),
    ),
    fact("Who they are is not said", *text(BOTH, "lokalraadene", "oplyser ikke, hvem der sidder i lokalrådene")),
    fact(
        "Local councils can propose content for the next plan; their chairs are involved at the end of the year",
        row("councils.council", count=11, kind="local", text__contains="Sidst på året"),
        *text(BOTH, "lokalraadene", "mulighed for at foreslå indhold", "formænd inddraget sidst på året"),
    ),
    fact("2022 calls the local plan two things", *text(Y22, "lokalraadene", "både handleplan og lokal samarbejdsplan")),
    fact("2023 calls it lokal samarbejdsplan", *text(Y23, "lokalraadene", "fælles lokale samarbejdsplaner")),
)
