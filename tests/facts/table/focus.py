"""Inventory 3.4 and 4: the agreement, the ministry's lists, and the focus areas with what councils discuss."""

from __future__ import annotations

from tests.facts.table.base import BOTH, Y22, Y23, Fact, fact, row, text

AGREEMENT = "fleraarsaftalen-2021-2023"
PREVENTION = {"area_list__kind": "prevention", "area_list__year": 2022}
AREAS = {
    "Sønderager/Brændgårdsparken": "Herning",
    "Holtbjerg": "Herning",
    "Trekanten": "Holstebro",
    "Resedavej/Nørrevang II": "Silkeborg",
}
POINTS = (
    # focus area, obligation, words in the register, words in the plans
    ("udpegede-omraader", "must_decide", "nye initiativer", "drøfte og beslutte, om der er brug for nye initiativer"),
    ("udpegede-omraader", "should", "Udfordringerne", "gennemgår udfordringerne"),
    ("udpegede-omraader", "should", "andre interessenter", "andre interessenter"),
    ("vold-i-nattelivet", "must", "voldsanmeldelser", "skal drøfte, hvordan de mange voldsanmeldelser"),
    ("vold-i-nattelivet", "may", "restauratører eller andre", "samarbejde tættere med restauratører"),
    ("vold-i-nattelivet", "may", "Uddannelseskoncepter", "uddannelseskoncepter"),
    ("vold-i-nattelivet", "may", "Andre initiativer", "andre initiativer"),
    ("digital-kriminalitet", "should", "yderligere", "bør derfor drøfte, hvad der kan gøres yderligere"),
    ("digital-kriminalitet", "should", "SSP-samarbejdet", "både lokalrådene og SSP-samarbejdet"),
    ("narkotikasalg-ved-skoler", "must_examine", "lokale forhold", "undersøge og drøfte forholdene lokalt"),
    ("narkotikasalg-ved-skoler", "must_ensure", "i fællesskab", "skole og politi i fællesskab griber ind"),
    ("narkotikasalg-ved-skoler", "must_ensure", "kontakte hinanden", "enkle og smidige måder at kontakte hinanden"),
)

AGREEMENT_FACTS: tuple[Fact, ...] = (
    fact(
        "The agreement of December 2020 for 2021-2023",
        row("initiatives.agreement", slug=AGREEMENT, first_year=2021, last_year=2023, agreed_text="december 2020"),
        *text(BOTH, "fleraarsaftalen", "december 2020", "tre år"),
    ),
    fact(
        "Police and prosecution; closer to citizens, stronger against complex crime",
        row("initiatives.agreement", slug=AGREEMENT, purpose__contains="kompleks kriminalitet"),
        *text(
            BOTH, "fleraarsaftalen", "politiet og anklagemyndigheden", "tættere på borgerne", "kompleks kriminalitet"
        ),
    ),
    *(
        fact(
            f"Guidepost {number}: {title}",
            row("initiatives.guidepost", count=1, agreement__slug=AGREEMENT, number=number, title=title),
            *text(BOTH, "fleraarsaftalen", title),
        )
        for number, title in enumerate(
            (
                "Et mere borgernært politi",
                "Styrket straffesagsbehandling og efterforskning af kompleks kriminalitet",
                "Styringsreform: reform af Rigspolitiet",
                "Modernisering af politiets it",
            ),
            start=1,
        )
    ),
    fact(
        "Eleven areas, not listed",
        row("initiatives.agreement", slug=AGREEMENT, area_count=11, gaps__contains="11 områder"),
        *text(BOTH, "fleraarsaftalen", "Aftalen dækker 11 områder", "men ikke hvilke"),
    ),
    fact("2022 is the year of focus in 2022", *text(Y22, "fleraarsaftalen", "kommuner i 2022 først og fremmest")),
    fact("2023 is the year of focus in 2023", *text(Y23, "fleraarsaftalen", "kommuner i 2023 først og fremmest")),
    fact(
        "National measures against digital crime",
        row("initiatives.agreement", national_measures__contains="digital politipatrulje"),
        row("initiatives.agreement", national_measures__contains="national efterforskningsenhed"),
        *text(BOTH, "digital-kriminalitet", "digital politipatrulje", "national enhed", "ny lovgivning"),
    ),
    fact(
        "Politigaranti: burglary, violence, rape, drug sale at schools",
        row("initiatives.agreement", national_measures__contains="politigaranti"),
        *text(
            BOTH,
            "narkotikasalg-ved-skoler",
            "politigaranti",
            "indbrud i private hjem, vold, voldtægt",
            "ungdomsuddannelser",
        ),
    ),
)

LIST_FACTS: tuple[Fact, ...] = (
    fact(
        "No parallel society (formerly the ghetto list) in 2022",
        row("initiatives.arealist", kind="parallel_society", year=2022, area_count=0, former_name="Ghettolisten"),
        *text(BOTH, "udpegede-omraader", "I 2022 er der ingen områder", "parallelsamfund", "ghettolisten"),
    ),
    fact(
        "Five prevention areas, first list by Indenrigs- og Boligministeriet",
        row("initiatives.arealist", kind="prevention", area_count=5, issued_by="Indenrigs- og Boligministeriet"),
        *text(BOTH, "udpegede-omraader", "Fem boligområder", "for første gang"),
    ),
    fact(
        "One vulnerable area, not named",
        row("initiatives.arealist", kind="vulnerable", area_count=1, gaps__contains="Områdets navn"),
        row("initiatives.designatedarea", count=0, area_list__kind="vulnerable"),
        *text(BOTH, "udpegede-omraader", "Et enkelt område står på listen med udsatte boligområder"),
    ),
    fact(
        "At least 1,000 residents, more than 30 percent",
        row("initiatives.arealist", kind="prevention", criteria__contains="mindst 1.000 beboere"),
        row("initiatives.arealist", kind="prevention", criteria__contains="30 procent"),
        *text(BOTH, "udpegede-omraader", "mindst 1.000 beboere", "mere end 30 procent", "ikke-vestlige lande"),
    ),
    fact(
        "Two of four: labour market, convictions, basic education, income",
        row("initiatives.arealist", kind="prevention", criteria__contains="mindst to af fire"),
        *text(
            BOTH, "udpegede-omraader", "mindst to af fire", "arbejdsmarkedet", "straffeloven, våbenloven eller lov om"
        ),
        *text(BOTH, "udpegede-omraader", "grunduddannelse", "bruttoindkomsten"),
    ),
    fact(
        "The thresholds are not given",
        row("initiatives.arealist", kind="prevention", gaps__contains="hvor grænserne går"),
        *text(BOTH, "udpegede-omraader", "hvor grænserne går"),
    ),
    fact(
        "Four meet the crime criterion; it does not say that there is more crime",
        row("initiatives.designatedarea", count=4, meets_crime_criterion=True, **PREVENTION),
        *text(BOTH, "udpegede-omraader", "Kun fire af de fem", "særlig belastet af kriminalitet", "ikke nødvendigvis"),
    ),
    fact(
        "More attention and adapted monitoring",
        *text(BOTH, "udpegede-omraader", "øget opmærksomhed", "afpasset monitorering"),
    ),
    *(
        fact(
            f"{area} in {municipality}",
            row("initiatives.designatedarea", count=1, name=area, municipality__name=municipality, **PREVENTION),
            *text(BOTH, "udpegede-omraader", f"{area} {municipality} Lokalrådet i {municipality}"),
        )
        for area, municipality in AREAS.items()
    ),
    fact(
        "The fifth area is not named",
        row("initiatives.designatedarea", count=4, **PREVENTION),
        *text(BOTH, "udpegede-omraader", "nævner kun fire af de fem"),
    ),
    fact("2023 repeats the areas of 2022", *text(Y23, "udpegede-omraader", "fra 2022 og er gentaget uændret")),
    fact("Continuous crime screening", *text(BOTH, "udpegede-omraader", "screener løbende politikredsen")),
)

AREA_FACTS: tuple[Fact, ...] = (
    fact(
        "Psykisk syge og psykisk sårbare: the council's choice of 2023",
        row(
            "initiatives.focusarea",
            slug="psykisk-saarbare",
            source="choice",
            first_year=2023,
            council__slug="kredsraadet",
        ),
        *text(Y23, "prioriterede-indsatsomraader", "psykisk syge eller sårbare"),
    ),
    fact("Double approach", *text(Y23, "psykisk-saarbare", "to spor", "individniveauet", "det strukturelle niveau")),
    fact(
        "In 2023 a cooperation model with municipality, police and region, and the coming psychiatry requirements",
        row("initiatives.focusarea", slug="psykisk-saarbare", other_duties__contains="samarbejdsmodellen"),
        *text(
            Y23, "psykisk-saarbare", "samarbejdsmodel på tværs af kommune, politi og region", "på vej til psykiatrien"
        ),
    ),
    fact("The individual cooperation continues", *text(Y23, "psykisk-saarbare", "fortsætter uændret")),
    fact(
        "No owner, deadline or defined requirements",
        *text(Y23, "psykisk-saarbare", "fortæller ikke, hvem der har ansvaret"),
    ),
    fact(
        "No point for the local councils",
        row("initiatives.discussionpoint", count=0, focus_area__slug="psykisk-saarbare"),
    ),
    fact(
        "Local priorities: announced, empty",
        *text(Y23, "prioriterede-indsatsomraader", "valgt en række områder"),
        *text(Y23, "lokale-prioriteter", "Afsnittet er tomt"),
        row("initiatives.focusarea", count=0, source="local"),
    ),
    fact(
        "Designated areas concern only councils with such an area",
        row("initiatives.focusarea", slug="udpegede-omraader", audience="designated", area_list__kind="prevention"),
        *text(BOTH, "udpegede-omraader", "skal drøfte og beslutte"),
    ),
    fact(
        "Violence: many reports, especially in 2019, also compared with others",
        row("initiatives.focusarea", slug="vold-i-nattelivet", evidence__contains="2019"),
        *text(BOTH, "vold-i-nattelivet", "forholdsvis mange anmeldelser", "2019", "andre politikredse", "utryghed"),
    ),
    fact("Violence: no numbers", *text(BOTH, "vold-i-nattelivet", "oplyser ikke, hvor mange anmeldelser")),
    fact(
        "Digital crime: kinds",
        row("initiatives.focusarea", slug="digital-kriminalitet", summary__contains="Databedrageri"),
        *text(
            BOTH, "digital-kriminalitet", "databedrageri", "digital afpresning", "sexkrænkelser", "billeder og videoer"
        ),
    ),
    fact(
        "Digital crime: large rise, no numbers",
        *text(BOTH, "digital-kriminalitet", "steget kraftigt", "ikke stigningen med tal"),
    ),
    fact(
        "Digital crime: young and old specially hit", *text(BOTH, "digital-kriminalitet", "især rammer unge og ældre")
    ),
    fact("Digital crime: earlier meetings with Ældresagen", *text(BOTH, "digital-kriminalitet", "Ældresagen")),
    fact(
        "Drug sale at schools: assessed not extensive",
        row("initiatives.focusarea", slug="narkotikasalg-ved-skoler", evidence__contains="ikke er omfattende"),
        *text(BOTH, "narkotikasalg-ved-skoler", "vurderes", "ikke at være omfattende"),
    ),
    *(
        fact(
            f"Local councils, {area}: {obligation}, {kept}",
            row("initiatives.discussionpoint", 1, focus_area__slug=area, obligation=obligation, text__contains=kept),
            *text(BOTH, area, said),
        )
        for area, obligation, kept, said in POINTS
    ),
    fact("Sixteen points and standing topics in all", row("initiatives.discussionpoint", count=16)),
)

FOCUS = AGREEMENT_FACTS + LIST_FACTS + AREA_FACTS
