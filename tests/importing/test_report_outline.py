"""The report on an import."""

from plans.importing import outline_text, read_plan_text

BLOCKS = ("Plan 2031", "Rådet i Aaby", "FORORD", "Kort.\nAaby, den 3. maj 2031", "DEL 1", "1. RÅDET", "Rådet mødes.")
TEXT = "\n\n".join((*BLOCKS, "Bilag 1: Kalender", "Maj."))


def test_outline_is_indented_and_says_where_and_how_much() -> None:
    assert outline_text(read_plan_text(TEXT.encode())) == (
        "Titel:                Plan 2031\n"
        "Råd:                  Rådet i Aaby\n"
        "Sted og dato:         Aaby, den 3. maj 2031\n"
        "Indholdsfortegnelse:  (ingen)\n"
        "\n"
        "Disposition\n"
        "  FORORD  (linje 5, 1 ord)\n"
        "  Del 1  (linje 10, ingen tekst)\n"
        "    1 RÅDET  (linje 12, 2 ord)\n"
        "  Bilag 1 Kalender  (linje 16, 1 ord)\n"
        "\n"
        "Ingen tvivlsomme steder\n"
    )


def test_doubtful_places_are_quoted_shortly_but_left_out_text_in_full() -> None:
    line = "Linje uden plads " * 6
    long = "og " * 60
    report = outline_text(read_plan_text(f"Plan\n\nRåd\n\n{line}\n\n1. RÅDET\n\nRådet\n\n{long}slut.\n".encode()))

    assert f"linje 5: Linje på forsiden, som ikke er brugt: »{line.strip()}«" in report
    assert "linje 11: Tom linje midt i en sætning: de to dele er sat sammen: »og og" in report
    assert max(map(len, report.splitlines())) < 170
