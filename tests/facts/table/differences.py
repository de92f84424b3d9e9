"""Inventory 6: what changed, as far as no other fact tells it."""

from __future__ import annotations

from tests.facts.table.base import BOTH, Y22, Y23, Fact, absent, fact, text

DIFFERENCES: tuple[Fact, ...] = (
    fact("Chapter 3 is new in 2023", *text(Y23, "prioriterede-indsatsomraader", "Prioriterede indsatsområder 2023")),
    fact(
        "Extremism comes in 2023",
        *text(Y23, "radikalisering", "radikalisering og ekstremisme"),
        absent(Y22, "radikalisering", "ekstremisme"),
    ),
    fact(
        "The heading of 2023 adds antiradikaliseringsindsatsen",
        *text(Y23, "radikalisering", "(antiradikaliseringsindsatsen)"),
    ),
    fact(
        "The heading of 2022 says radikaliseringsindsatsen",
        *text(Y22, "radikalisering", "»Forebyggelse af radikaliseringsindsatsen«"),
    ),
    fact(
        "Joint handleplaner become lokale samarbejdsplaner",
        *text(Y22, "lokalraadene", "fælles handleplaner"),
        absent(Y23, "lokalraadene", "handleplan"),
    ),
    fact(
        "The coming year's plan becomes the district council's coming plan",
        *text(Y22, "lokalraadene", "det kommende års samarbejdsplan"),
        *text(Y23, "lokalraadene", "kredsrådets kommende samarbejdsplan"),
    ),
    fact("The foreword drops other special initiatives", absent(Y23, "forord", "særlige initiativer")),
    fact("The heading keeps them", *text(BOTH, "fleraarsaftalen", "og andre særlige initiativer")),
    fact("The foreword drops the other councils and the prevention work", absent(Y23, "forord", "øvrige råd")),
    fact("The local stations are gone in 2023", absent(Y23, "lokalpolitiarbejde", "nærpolitistation")),
    fact(
        "Two traffic projects become one",
        *text(Y22, "faerdselssikkerhed", "to projekter"),
        absent(Y23, "faerdselssikkerhed", "skadestuerne"),
    ),
    fact(
        "2022 says administrator and coordinator of one thing",
        *text(Y22, "konfliktraad", "både kredsadministrator og koordinator"),
    ),
    fact(
        "FNT is not explained",
        *text(Y22, "konfliktraad", "FNT er ikke forklaret"),
        *text(Y23, "tvaergaaende-samarbejde", "FNT er ikke forklaret"),
    ),
)
