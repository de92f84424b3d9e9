"""Made-up frozen contents, each with what one kind of plan may hold; keys, names and texts are examples."""

from typing import Any

from plans.publishing.passages import all_sections

TILES = [
    {"name": "Thisted", "column": 2, "row": 1, "width": 1, "height": 1},
    {"name": "Viborg", "column": 4, "row": 2, "width": 1, "height": 2},
    {"name": "Ringkøbing-Skjern", "column": 1, "row": 3, "width": 1, "height": 2},
    {"name": "Holstebro", "column": 2, "row": 3, "width": 2, "height": 1},
]
SENTENCE = (
    "Lokalrådene drøfter kriminalitetsudviklingen, det kriminalitetsforebyggende samarbejde og "
    "tryghedsskabende indsatser sammen med boligorganisationer og ungdomsuddannelser."
)


def section(key: str, heading: str, number: str = "", **more: Any) -> dict[str, Any]:
    """Return a frozen section; what is not said is a written one without text."""
    base = {"role": "section", "kind": "written", "label": "", "body": "", "note": "", "children": []}
    return base | {"key": key, "heading": heading, "number": number} | more


def plan(*sections: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a frozen content with these sections."""
    base = {
        "format": 1,
        "council": "Kredsrådet i Midt- og Vestjyllands Politikreds",
        "brand": ["Kredsrådet", "Midt- og Vestjylland"],
        "title": "Samarbejdsplan 2023",
        "subtitle": "Aftalt mellem politidirektøren og borgmestrene",
        "year": 2023,
        "origin": "native",
        "language": "da",
        "signed": "Holstebro, den 3. januar 2023",
        "map": TILES,
        "remarks": "",
    }
    return base | {"sections": list(sections)} | more


def small() -> dict[str, Any]:
    """A foreword and one chapter."""
    return plan(
        section("forord", "Forord", role="foreword", body=f"<p>{SENTENCE}</p>"),
        section("kredsraadet", "Kredsrådet", "1", body='<p>Se <a href="#forord">forordet</a>.</p>'),
    )


def parts() -> dict[str, Any]:
    """Two parts, the first without a heading, annexes, a note, remarks, links of every kind."""
    links = (
        '<p>Se <a href="#nattelivet">afsnit 9.9</a>, <a href="#nattelivet"></a>, <a href="#nattelivet">nattelivet</a>, '
        'afsnit <a href="#nattelivet">9.9</a>, <a href="#nattelivet">Afsnit 9</a>, <a href="#naevn">bilag 7</a>, '
        '<a href="#del-2">del 9</a>, <a href="#forord">afsnit 1</a>, '
        '<a href="#nattelivet">vold i <em>natte</em>livet</a>, '
        '<a href="#findes-ikke">afsnit 8</a> og <a href="https://www.retsinformation.dk/">loven</a>.</p>'
    )
    return plan(
        section("forord", "Forord", role="foreword", body=f"<p>{SENTENCE}</p>"),
        section(
            "del-1", "", role="part", label="Del 1", children=[
                section("kredsraadet", "Kredsrådet", "1", body=links),
                section("lokale", "Lokale områder", "2", note="Afsnittet var tomt i den plan, der blev underskrevet."),
            ],
        ),
        section(
            "del-2", "Flerårsaftalen", role="part", label="Del 2", body="<p>Aftalen gælder i tre år.</p>", children=[
                section("aftalen", "Aftalen", "3", body=f"<p>{SENTENCE}</p>", children=[
                    section("nattelivet", "Vold i nattelivet", "3.1", body=f"<p>{SENTENCE} {SENTENCE}</p>"),
                ]),
            ],
        ),
        section("naevn", "Øvrige råd og nævn", "4", role="annex", label="Bilag", body=f"<p>{SENTENCE}</p>"),
        section("lokalpoliti", "Lokalpolitiet", "5", role="annex", label="Bilag", body=f"<p>{SENTENCE}</p>", children=[
            section("konfliktraad", "Konfliktråd", "5.1", role="annex", body=f"<p>{SENTENCE}</p>"),
        ]),
        remarks="<p>Planen er gengivet efter den underskrevne udgave.</p>",
    )  # fmt: skip


def rich() -> dict[str, Any]:
    """Tables short, long and with spans, long and nested lists, emphasis, and sections nine levels deep."""
    rows = "".join(f'<tr><th scope="row">Område {i}</th><td>{SENTENCE}</td><td>Herning</td></tr>' for i in range(1, 41))
    cells = "".join(f'<th scope="col">{name}</th>' for name in ["Boligområde", "Indsats", "Kommune"])
    head = f"<thead><tr>{cells}</tr></thead>"
    long_table = f"<table><caption>Områder</caption>{head}<tbody>{rows}</tbody></table>"
    spans = (
        '<table><tbody><tr><th rowspan="2">Samlet</th><td colspan="2">Begge år</td></tr>'
        "<tr><td>2022</td><td>2023</td></tr></tbody></table>"
    )
    items = "".join(f"<li>Punkt {i}: {SENTENCE}</li>" for i in range(1, 61))
    nested = "<ol><li>Ét<ul><li>Under ét<ol><li>Under det</li></ol></li></ul></li><li>To<br>på to linjer</li></ol>"
    emphasis = (
        "<p><strong>Fed</strong>, <em>kursiv</em>, <strong><em>begge</em></strong>, "
        '<a href="mailto:post@example.org"><strong>fed</strong> post</a>.</p>'
    )
    return plan(
        section("tabeller", "Tabeller", "1", body=f"<p>{SENTENCE}</p>{long_table}{spans}{spans}"),
        section("lister", "Lister", "2", body=f"{emphasis}<ul>{items}</ul>{nested}"),
        deep("3", levels=9),
    )


def deep(number: str, levels: int) -> dict[str, Any]:
    """Return a section with one below it, and so on, so many levels in all; every other one has text."""
    children = [deep(f"{number}.1", levels - 1)] if levels > 1 else []
    body = f"<p>{SENTENCE}</p>" if levels % 2 else ""
    return section(
        "dyb-" + number.replace(".", "-"), f"Dybde {number.count('.') + 1}", number, body=body, children=children
    )


def signed(lines_before: int = 3) -> dict[str, Any]:
    """A foreword of so many paragraphs with twelve signatories below it, one of them without a title."""
    names = "".join(
        f"<li><strong>Navn {i} Efternavn</strong>{'' if i == 11 else f'<br>Borgmester i Kommune {i}'}</li>"
        for i in range(1, 13)
    )
    signatories = section("underskrivere", "Underskrivere", role="signatories", body=f"<ul>{names}</ul>")
    foreword = section(
        "forord", "Forord", role="foreword", body=f"<p>{SENTENCE}</p>" * lines_before, children=[signatories]
    )
    return plan(foreword, section("kredsraadet", "Kredsrådet", "1", body=f"<p>{SENTENCE}</p>"))


def long(chapters: int = 16) -> dict[str, Any]:
    """Many chapters of uneven length with sections below them, so that headings fall everywhere on the pages."""
    return plan(*(chapter(i) for i in range(1, chapters + 1)))


def chapter(i: int) -> dict[str, Any]:
    """Return a chapter with one to three sections, some of them long."""
    paragraph = f"<p>{SENTENCE} {SENTENCE}</p>"
    children = [
        section(f"k{i}-{j}", f"Afsnit om samarbejdet {i}.{j}", f"{i}.{j}", body=paragraph * ((i + j) % 5 + 1))
        for j in range(1, i % 3 + 2)
    ]
    return section(f"k{i}", f"Kapitel nummer {i}", str(i), body=f"<p>{SENTENCE}</p>" * (i % 4), children=children)


EVERY_KIND = {"small": small, "parts": parts, "rich": rich, "signed": signed, "long": long}


def headings(content: dict[str, Any]) -> list[str]:
    """Return the headings of a content as they are read: label, number and heading."""
    return [
        " ".join(filter(None, [found["label"], found["number"], found["heading"]]))
        for found in all_sections(content["sections"])
    ]
