"""Inventory 3.1 to 3.3: councils, boards, forums, programmes, teams and tools."""

from __future__ import annotations

from datetime import date

from tests.facts.table.base import BOTH, Y22, Y23, Fact, absent, body, fact, parties, text
from tests.facts.table.councils import MUNICIPALITIES

CROSS = "tvaergaaende-samarbejde"
LICENSED = [name for name in MUNICIPALITIES if name != "Struer"]

BOARDS: tuple[Fact, ...] = (
    fact(
        "Ungdomskriminalitetsnævnet: established 1 January 2019",
        body("ungdomskriminalitetsnaevnet", kind="board", established=date(2019, 1, 1), coverage="district"),
        *text(BOTH, "ungdomskriminalitetsnaevnet", "1. januar 2019"),
    ),
    fact(
        "Ungdomskriminalitetsnævnet: ages 10 to 17",
        body("ungdomskriminalitetsnaevnet", purpose__contains="10 til 17 år"),
        *text(BOTH, "ungdomskriminalitetsnaevnet", "fra 10 til 17 år"),
    ),
    fact(
        "Ungdomskriminalitetsnævnet: parties",
        *parties("ungdomskriminalitetsnaevnet", "kommunerne", "retskredsene", "ungekriminalforsorgen", "politiet"),
        *text(BOTH, "ungdomskriminalitetsnaevnet", "Kommunerne, retskredsene, ungekriminalforsorgen og politiet"),
    ),
    fact(
        "Ungdomskriminalitetsnævnet: dangerous or serious crime with particular risk of more",
        *text(BOTH, "ungdomskriminalitetsnaevnet", "personfarlig eller anden alvorlig kriminalitet", "særlig risiko"),
    ),
    fact(
        "Ungdomskriminalitetsnævnet: the four laws",
        *text(
            BOTH, "ungdomskriminalitetsnaevnet", "våbenloven, knivloven, straffeloven og lov om euforiserende stoffer"
        ),
    ),
    fact(
        "Bevillingsnævn: restaurationsloven § 10, stk. 3",
        body("bevillingsnaevn", kind="board", legal_basis="Restaurationslovens § 10, stk. 3"),
        *text(BOTH, "bevillingsnaevn", "restaurationslovens § 10, stk. 3"),
    ),
    fact(
        "Bevillingsnævn: appointed by the municipal councils; licences and managers",
        body("bevillingsnaevn", responsible_organisation__slug="kommunalbestyrelserne"),
        *text(BOTH, "bevillingsnaevn", "Kommunalbestyrelserne", "alkoholbevilling", "godkendelse af bestyrere"),
    ),
    fact("Bevillingsnævn: police is an active member", *text(BOTH, "bevillingsnaevn", "aktivt medlem")),
    *(
        fact(
            f"Bevillingsnævn in {name}",
            body("bevillingsnaevn", municipalities__name=name),
            *text(BOTH, "bevillingsnaevn", name),
        )
        for name in LICENSED
    ),
    fact(
        "Bevillingsnævn: ten of eleven, Struer is missing",
        body("bevillingsnaevn", count=0, municipalities__name="Struer"),
        *text(BOTH, "bevillingsnaevn", "bevillingsnævnene i ti kommuner", "Struer mangler"),
    ),
    fact(
        "Beredskabsstaben: broad, by a framework plan",
        body("beredskabsstaben", kind="crisis_staff"),
        *parties("beredskabsstaben", "politiet", "beredskabsmyndighederne"),
        *text(BOTH, "beredskabsstaben", "regionale og lokale beredskabsmyndigheder", "rammeplan"),
    ),
    fact(
        "Beredskabsstaben: events with and without warning, accidents, disasters",
        *text(BOTH, "beredskabsstaben", "varslede og uvarslede", "større ulykker og katastrofer"),
    ),
    fact(
        "Beredskabsstaben: also coordinates planning", *text(BOTH, "beredskabsstaben", "planlægningen af beredskabet")
    ),
    fact(
        "Beredskabsstaben: police leads and gives the staff facilities",
        body("beredskabsstaben", responsible_organisation__slug="politiet"),
        *text(BOTH, "beredskabsstaben", "Politiet leder den", "stabsfaciliteter"),
    ),
    fact("Beredskabsstaben: sector responsibility", *text(BOTH, "beredskabsstaben", "princippet om sektoransvar")),
    fact(
        "Beredskabsstaben: short notice, locally and regionally",
        *text(BOTH, "beredskabsstaben", "kort varsel", "regionalt"),
    ),
    fact(
        "Beredskabsstaben: information inside and to the public",
        *text(BOTH, "beredskabsstaben", "internt og udadtil", "befolkningen"),
    ),
    fact(
        "Ungesamråd: recommends to the court, ages 15 to 17, custodial penalty",
        body("ungesamraad", kind="council", purpose__contains="15-17 år"),
        *text(BOTH, CROSS, "giver retten en indstilling", "15-17 år", "frihedsstraf"),
    ),
    fact(
        "Ungesamråd: parties, without the police",
        *parties("ungesamraad", "anklagemyndigheden", "kommunerne", "regionerne", "kriminalforsorgen"),
        body("ungesamraad", count=0, organisations__slug="politiet"),
        *text(BOTH, CROSS, "anklagemyndigheden, kommuner, regioner og kriminalforsorgen"),
    ),
    fact(
        "Ungesamråd: what goes to Ungdomskriminalitetsnævnet does not go here",
        *text(BOTH, CROSS, "skal som udgangspunkt ikke behandles i ungesamrådet"),
    ),
    fact(
        "Ungesamråd: the exceptions",
        *text(BOTH, CROSS, "ungdomssanktion", "uden fare for gentagelse", "ældre end 17½ år"),
        body("ungesamraad", text__contains="17½ år"),
    ),
    fact(
        "Konfliktråd: victim and offender meet when both want to and the mediator finds them motivated",
        body("konfliktraad", kind="scheme"),
        *text(BOTH, "konfliktraad", "hvis parterne ønsker at mødes", "mægleren vurderer", "civilansatte"),
    ),
    fact(
        "Konfliktråd: preventive and reassuring", *text(BOTH, "konfliktraad", "forebygge kriminalitet og skabe tryghed")
    ),
    fact("Konfliktråd: an agreement enters the case file", *text(BOTH, "konfliktraad", "sagens akter")),
    fact(
        "Konfliktråd: cases from municipalities and kriminalforsorg too",
        *text(BOTH, "konfliktraad", "Kommunerne og kriminalforsorgen"),
    ),
    fact("Konfliktråd 2022: a kredsadministrator in FNT", *text(Y22, "konfliktraad", "kredsadministrator i FNT")),
    fact(
        "Konfliktråd 2023: a kredskoordinator in the department",
        body("konfliktraad", responsible_organisation__slug="fnt"),
        *text(Y23, "konfliktraad", "kredskoordinator", "Forebyggelse, Nærhed og Tryghed"),
    ),
)

FORUMS: tuple[Fact, ...] = (
    fact(
        "SSP in every municipality",
        *(body("ssp", municipalities__name=name) for name in MUNICIPALITIES),
        *parties("ssp", "skolerne", "sociale-myndigheder", "politiet"),
        *text(BOTH, CROSS, "Alle kommuner i Midt- og Vestjylland er med i SSP-samarbejdet"),
    ),
    fact(
        "SSP: individual and specific focus, other actors drawn in",
        *text(BOTH, CROSS, "specifikt fokus", "inddrage andre aktører"),
    ),
    fact(
        "SSP+ is named and never defined",
        body("ssp-plus", gaps__contains="Hvad SSP+ er"),
        *text(BOTH, "radikalisering", "SSP+", "forklarer ikke, hvad SSP+ er"),
    ),
    fact(
        "PSP in every municipality: vulnerable citizens in a grey zone",
        *(body("psp", municipalities__name=name) for name in MUNICIPALITIES),
        *parties("psp", "politiet", "sociale-myndigheder", "psykiatrien"),
        *text(BOTH, CROSS, "Alle kommuner har også et PSP-samarbejde", "socialt udsatte borgere", "gråzone"),
    ),
    fact(
        "PSP 2022: the local lokalpolitiafdeling is responsible and the geographic frame",
        body("psp", responsible__contains="lokalpolitiafdeling"),
        *text(Y22, CROSS, "Lokalpolitiafdelingen i området har ansvaret for møderne", "geografiske ramme"),
        absent(Y23, CROSS, "geografiske ramme"),
    ),
    fact(
        "PSP 2023: forebyggelsesbetjent in FNT convenes, everyone shares daily cooperation",
        body("psp", responsible__contains="forebyggelsesbetjent i FNT"),
        *text(Y23, CROSS, "forebyggelsesbetjent i FNT", "I det daglige har alle i operativgruppen ansvar"),
    ),
    fact(
        "PSP-operativgrupper, first in 2023",
        body("psp-operativgrupper", first_year=2023, parent__slug="psp"),
        *text(Y23, CROSS, "PSP-operativgrupper"),
        absent(Y22, CROSS, "operativgruppe"),
    ),
    fact(
        "Visitation and coordination group: set up in 2022, whole district, ad hoc, strategic",
        body("visitations-og-koordinationsgruppen", first_year=2023, established_text="2022", coverage="district"),
        *text(Y23, CROSS, "I 2022 oprettede politikredsen", "dækker hele kredsen", "ad hoc", "strategisk"),
        absent(Y22, CROSS, "visitations"),
    ),
    fact(
        "The group's members are not given",
        *text(Y23, CROSS, "hvem der deltager i visitations- og koordinationsgruppen"),
    ),
    fact(
        "KSP: Kriminalforsorgen facilitates, people released from prison, prevent relapse",
        body("ksp", responsible_organisation__slug="kriminalforsorgen"),
        *parties("ksp", "kriminalforsorgen", "sociale-myndigheder", "politiet"),
        *text(Y23, CROSS, "Kriminalforsorgen har ansvaret for at facilitere", "løsladt fra fængsel", "tilbagefald"),
        absent(Y22, CROSS, "KSP"),
    ),
    fact(
        "KSP spelt out with socialforvaltning in the network's section",
        body("ksp", long_name="Kriminalforsorg, socialforvaltning og politi"),
        *text(BOTH, "radikalisering", "KSP (kriminalforsorg, socialforvaltning og politi)"),
    ),
    fact(
        "Infohus: network of police, municipalities, PET, SIRI",
        body("infohus", kind="network", former_name="Info-hus samarbejde"),
        *parties("infohus", "politiet", "kommunerne", "pet", "siri"),
        *text(BOTH, "radikalisering", "Infohus", "(PET)", "(SIRI)", "erfaringer", "sparring"),
    ),
    fact("Infohus leans on PSP, KSP, SSP, SSP+", *text(BOTH, "radikalisering", "SSP, SSP+, PSP og KSP")),
    fact("Infohus: signals as early as possible", *text(BOTH, "radikalisering", "så tidligt som muligt")),
    fact(
        "Network against partner and honour-related crime, 2022 only",
        body("samlivsnetvaerket", last_year=2022),
        *parties("samlivsnetvaerket", "politiet", "kommunerne"),
        *text(Y22, CROSS, "samlivs- og æresrelaterede forbrydelser", "vurderer risikoen", "beskyttelse"),
        absent(Y23, CROSS, "æresrelaterede"),
    ),
    fact(
        "Trygt Natteliv: police, municipality, restaurant trade, taxis, natteravne, bevillingsnævn",
        *parties("trygt-natteliv", "politiet", "kommunerne", "restaurationsbranchen", "taxaer", "natteravnene"),
        *text(BOTH, "bevillingsnaevn", "Trygt Natteliv", "taxaer, natteravne og bevillingsnævn", "i faste rammer"),
    ),
    fact(
        "Myndighedsmøder: police handle applications, advise organisers, inspect",
        body("myndighedsmoeder", responsible_organisation__slug="politiet"),
        *parties("myndighedsmoeder", "arrangoererne", "kommunerne", "beredskabsmyndighederne"),
        *text(
            BOTH, "bevillingsnaevn", "koncerter, arrangementer og offentlige forlystelser", "tilsyn", "myndighedsmøder"
        ),
    ),
    fact(
        "Myndighedsmøder: avoid accidents, keep order",
        *text(BOTH, "bevillingsnaevn", "undgå ulykker og bevare ro og orden"),
    ),
    fact(
        "Al Capone: standing task force in each district against wrongly received benefits",
        body("al-capone", former_name__contains="lokalerheder"),
        *parties("al-capone", "politiet", "kommunerne", "skattestyrelsen", "bandeenheden"),
        *text(BOTH, "al-capone", "stående taskforce", "politi, kommuner og Skat", "offentlige ydelser"),
    ),
    fact(
        "Al Capone: the lokalenhed invites and facilitates, the district decides how often",
        *text(BOTH, "al-capone", "Skattestyrelsens bandeenhed", "facilitere", "Politikredsen vurderer selv, hvor ofte"),
    ),
)

PROGRAMMES: tuple[Fact, ...] = (
    fact(
        "Bandeexit: police screen current members for an exit course with the municipality",
        body("bandeexit", kind="programme", responsible_organisation__slug="politiet"),
        *parties("bandeexit", "politiet", "kommunerne"),
        *text(BOTH, "bandeexit", "screene bandemedlemmer", "exitforløb sammen med kommunen", "Nogle kommer selv"),
    ),
    fact("Bandeexit: bekymringssamtaler with under-18s", *text(BOTH, "bandeexit", "bekymringssamtaler", "under 18 år")),
    fact(
        "Traumeteamet: created 1 September 2021, from the agreement",
        body("traumeteamet", kind="team", established=date(2021, 9, 1)),
        *text(BOTH, "traumeteamet", "1. september 2021", "Flerårsaftalen"),
    ),
    fact(
        "Traumeteamet: four staff, 1 psychologist, 1 social worker, 2 police officers",
        body("traumeteamet", responsible__contains="to politifolk, en psykolog og en socialrådgiver"),
        *text(BOTH, "traumeteamet", "fire medarbejdere: to politifolk, en psykolog og en socialrådgiver"),
    ),
    fact("Traumeteamet: careful treatment of victims", *text(BOTH, "traumeteamet", "vold og voldtægt", "omsorgsfuldt")),
    fact(
        "Traumeteamet 2022: spread knowledge and coordinate in the district",
        *text(Y22, "traumeteamet", "kendt", "koordinere kredsens arbejde", "viden og erfaring"),
        absent(Y23, "traumeteamet", "koordinere"),
    ),
    fact(
        "Traumeteamet 2023: sparring, knowledge of reactions, acute or outpatient offers",
        body("traumeteamet", text__contains="akutte eller ambulante tilbud"),
        *text(Y23, "traumeteamet", "Traumeteamet giver sparring", "traumereaktioner", "akutte eller ambulante tilbud"),
    ),
    fact(
        "Socialsøg: weekly searches over district and municipal borders, fuller notice",
        body("socialsoeg", kind="tool", responsible_organisation__slug="politiet"),
        *parties("socialsoeg", "politiet", "kommunerne"),
        *text(
            BOTH, CROSS, "Hver uge", "hændelser og gerninger", "på tværs af politikredse og kommuner", "underretning"
        ),
    ),
    fact("Socialsøg: data the police already have", *text(BOTH, CROSS, "Politiet har allerede oplysningerne")),
    fact(
        "Offerrådgivningen: an association, compulsory courses",
        body("offerraadgivningen", kind="association"),
        *text(BOTH, "offerraadgivningen", "kredsforening", "obligatoriske kurser"),
    ),
    fact(
        "Offerrådgivningen: free, for victims, relatives, witnesses; guidance or mentor",
        *text(BOTH, "offerraadgivningen", "koster ikke noget", "pårørende til ofre og vidner", "mentor"),
    ),
    fact("Offerrådgivningen 2022: coordinated by FNT", *text(Y22, "offerraadgivningen", "FNT koordinerer")),
    fact(
        "Offerrådgivningen 2023: coordinated by the department",
        body("offerraadgivningen", responsible_organisation__slug="fnt"),
        *text(Y23, "offerraadgivningen", "Afdeling for Forebyggelse, Nærhed og Tryghed"),
    ),
    fact(
        "Offerrådgivningen: lokalpolitiafdelinger tell of it",
        *text(BOTH, "offerraadgivningen", "lokalpolitiafdelingerne"),
    ),
    fact("Offerrådgivningen 2023: central departments too", *text(Y23, "offerraadgivningen", "centrale afdelinger")),
    fact(
        "Færdselssikkerhed: large share of fatal and serious accidents",
        body("faerdselssikkerhed", kind="work"),
        *text(BOTH, "faerdselssikkerhed", "stor andel af dødsulykkerne", "alvorlig personskade"),
    ),
    fact(
        "Færdselssikkerhed: infrastructure, mopeds, old people with electric vehicles",
        *text(BOTH, "faerdselssikkerhed", "Infrastrukturen er anderledes", "knallert", "ældre", "eldrevet"),
    ),
    fact(
        "Færdselssikkerhed: road authorities, technical safety, school roads",
        *parties("faerdselssikkerhed", "politiet", "kommunerne", "vejdirektoratet"),
        *text(BOTH, "faerdselssikkerhed", "kommunerne og Vejdirektoratet", "vejtekniske løsninger", "trygge skoleveje"),
    ),
)

BODIES = BOARDS + FORUMS + PROGRAMMES
