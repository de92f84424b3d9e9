"""Inventory 0 and 1: the documents and those who signed them."""

from __future__ import annotations

from tests.facts.table.base import BOTH, Y22, Y23, Fact, detail, fact, row, text

MAYORS = {
    "Dorte West": "Herning",
    "H.C. Østerby": "Holstebro",
    "Ib Lauritsen": "Ikast-Brande",
    "Erik Flyvholm": "Lemvig",
    "Hans Ejner Bertelsen": "Morsø",
    "Hans Østergaard": "Ringkøbing-Skjern",
    "Helle Gade": "Silkeborg",
    "Peder Chr. Kirkegaard": "Skive",
    "Mads Jakobsen": "Struer",
    "Niels Jørgen Pedersen": "Thisted",
    "Ulrik Wilbek": "Viborg",
}


def _seat(name: str, title: str, order: int, **lookups: str) -> Fact:
    seat = row(
        "councils.membership",
        count=1,
        person__name=name,
        title=title,
        council__slug="kredsraadet",
        order=order,
        signs_plan=True,
        person__name_public=True,
        starts=None,
        ends=None,
        **lookups,
    )
    years = Y22 if name == "Niels Jørgen Pedersen" else BOTH
    return fact(f"{name}, {title}", seat, *text(years, "underskrivere", f"{name} {title}"))


DOCUMENTS: tuple[Fact, ...] = (
    fact("Title 2022", detail(Y22, "title", "Samarbejdsplan 2022")),
    fact("2023 bears no title or year on a cover", detail(Y23, "remarks", "hverken forside, titel eller")),
    fact("2023 has no table of contents", detail(Y23, "remarks", "indholdsfortegnelse")),
    fact("The year 2023 stands in the date and a heading", detail(Y23, "remarks", "overskriften til afsnit 3")),
    fact("Place and date 2022: a placeholder", detail(Y22, "signed", "Holstebro, den xx. februar 2022")),
    fact("The placeholder is explained", detail(Y22, "remarks", "dagen ikke udfyldt")),
    fact("Place and date 2023", detail(Y23, "signed", "Holstebro, den 3. januar 2023")),
    fact("Signed in Holstebro", row("councils.council", slug="kredsraadet", seat="Holstebro")),
    fact("2022 has two parts", *text(BOTH, "forord", "Planen har to dele")),
    fact(
        "Part 1 in 2022: organisation, interplay, other councils, prevention work",
        *text(Y22, "forord", "overordnet har organiseret", "spiller sammen", "øvrige råd", "forebygge kriminalitet"),
    ),
    fact("Part 2 in 2022: the agreement and other special initiatives", *text(Y22, "forord", "særlige initiativer")),
    fact("Part 1 in 2023: prioritised focus areas", *text(Y23, "forord", "indsatsområder der er prioriteret")),
    fact("2023 announces two parts and has one part heading", detail(Y23, "remarks", "kun del 1 har en overskrift")),
    fact("The annexes are not announced in the foreword", detail(Y23, "remarks", "Bilagene er ikke nævnt")),
    fact("The items of section 3 are printed as 1 and 2", detail(Y23, "remarks", "nummereret 1 og 2")),
    fact("Published on the district's website", *text(BOTH, "forord", "offentliggjort på politikredsens hjemmeside")),
    fact(
        "Basis for the cooperation of police, municipalities, other authorities, interest organisations, associations",
        *text(
            BOTH, "forord", "politiet og kommunerne", "offentlige myndigheder", "interesseorganisationer", "foreninger"
        ),
    ),
    fact("A holistic, coherent effort", *text(BOTH, "forord", "ser på helheden og hænger sammen")),
    _seat("Helle Kyndesen", "Politidirektør", 1, role="chair", capacity="police"),
    *(
        _seat(
            name,
            f"Borgmester i {municipality} Kommune",
            order,
            role="member",
            capacity="municipality",
            municipality__name=municipality,
        )
        for order, (name, municipality) in enumerate(MAYORS.items(), start=2)
    ),
    fact("Twelve sign", row("councils.membership", count=12, signs_plan=True)),
    fact(
        "Thisted's mayor has no title in 2023",
        *text(Y23, "underskrivere", "Niels Jørgen Pedersen Ulrik Wilbek", "Titlen under Niels Jørgen Pedersen mangler"),
    ),
    fact(
        "The vice-chair is not named",
        row("councils.membership", count=0, council__slug="kredsraadet", role="vice_chair"),
        *text(BOTH, "kredsraadet", "oplyser ikke, hvem der er næstformand"),
    ),
)
