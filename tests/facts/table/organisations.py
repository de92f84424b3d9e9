"""Inventory 3.5: units and other actors."""

from __future__ import annotations

from tests.facts.table.base import Fact, fact, row

ACTORS = {
    "police": (
        "Midt- og Vestjyllands Politi",
        "Afdelingen for Forebyggelse, Nærhed og Tryghed",
        "Lokalpolitiafdelingerne",
        "Politikredsens centrale afdelinger",
        "Politiets Efterretningstjeneste",
        "Rigspolitiet",
    ),
    "justice": ("Anklagemyndigheden", "Retten", "Retskredsene", "Kriminalforsorgen", "Ungekriminalforsorgen"),
    "state": (
        "Skattestyrelsen",
        "Skattestyrelsens bandeenhed",
        "Styrelsen for International Rekruttering og Integration",
        "Indenrigs- og Boligministeriet",
        "Vejdirektoratet",
        "Regionale og lokale beredskabsmyndigheder",
    ),
    "municipal": (
        "De elleve kommuner",
        "Kommunalbestyrelserne",
        "De sociale myndigheder",
        "Skolerne",
        "De lokale rusmiddelcentre",
    ),
    "health": ("Regionerne", "Region Midtjylland", "Psykiatrien", "Skadestuerne", "Center for Rusmiddelforskning"),
    "civil": (
        "Restaurationsbranchen",
        "Taxaer",
        "Natteravnene",
        "Offerrådgivningen i Midt- og Vestjylland",
        "Ældresagen",
        "Arrangører",
        "Andre interessenter",
    ),
}

ORGANISATIONS: tuple[Fact, ...] = (
    *(
        fact(name, row("councils.organisation", count=1, name=name, sector=sector))
        for sector, names in ACTORS.items()
        for name in names
    ),
    fact(
        "FNT is used unexplained and never linked to the department's name",
        row("councils.organisation", abbreviation="FNT", note__contains="siger ikke, at det er det samme"),
    ),
    fact("Skat beside Skattestyrelsen", row("councils.organisation", slug="skattestyrelsen", former_name="Skat")),
    fact("Region Midt", row("councils.organisation", slug="region-midtjylland", former_name="Region Midt")),
    fact("Center for Rusmiddelforskning is in Århus", row("councils.organisation", note__contains="Århus")),
)
