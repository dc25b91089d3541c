"""What the import page says about findings, unknown tables and started imports."""

from dataclasses import replace
from datetime import datetime

import pyarrow as pa

from domain.concepts import Concept, HomeArea
from domain.deliveries import (
    OBSERVATION_COLUMNS,
    CatalogueChange,
    Delivery,
    DeliveryKind,
    Finding,
    Moved,
    Reading,
    Severity,
    Source,
    SourceFile,
    VerdictChange,
)
from domain.indicators import DefinitionChange, Weather
from domain.proposals import CellRole, Evidence, HeadComparison, HeadLine, SheetView, ViewRow
from indicators.library import library
from views import drafts, imports, moved, own_tables, proposal
from views.finding_groups import grouped, unconfirmed
from views.import_changes import change_line


def hint(cell: str, advice: str = "Bitte nachsehen.") -> Finding:
    return Finding(Severity.HINT, "H410", "doppelt so viel", "wie bisher", advice, "Tab", cell)


def error(cell: str) -> Finding:
    return Finding(Severity.ERROR, "E301", "„3x5“", "eine Zahl", "Zelle berichtigen.", None, cell)


def test_findings_are_grouped_by_what_repairs_them_and_errors_come_first() -> None:
    groups = grouped([hint("A1"), hint("B2"), error("L3F4"), hint("C3", advice="Etwas anderes.")])
    assert [(group.severity, group.count) for group in groups] == [
        (Severity.ERROR, "1 Stelle"), (Severity.HINT, "2 Stellen"), (Severity.HINT, "1 Stelle"),
    ]  # fmt: skip
    assert [place.where for group in groups for place in group.places] == [
        "Zeile 3, Feld 4 (L3F4)", "Blatt „Tab“, Zelle A1", "Blatt „Tab“, Zelle B2", "Blatt „Tab“, Zelle C3",
    ]  # fmt: skip


def test_a_group_names_three_places_at_once_and_knows_them_all() -> None:
    (group,) = grouped(hint(f"A{row}") for row in range(1, 15))
    assert len(group.first) == 3 and len(group.places) == 14
    assert group.expected == "wie bisher"


def test_the_same_finding_twice_is_one_place() -> None:
    (group,) = grouped([hint("A1"), hint("A1")])
    assert len(group.places) == 1


def test_hints_count_as_open_until_each_of_them_is_confirmed() -> None:
    findings = [hint("A1"), hint("B2"), error("L1F1")]
    groups = grouped(findings)
    assert unconfirmed(groups, {}) == 2
    assert unconfirmed(groups, {findings[0].key: ""}) == 1
    assert unconfirmed(groups, {findings[0].key: "", findings[1].key: "beim Amt gefragt"}) == 0
    (group,) = (group for group in groups if group.severity is Severity.HINT)
    assert group.reason({findings[0].key: "x", findings[1].key: "x"}) == "x"
    assert group.reason({findings[0].key: "x", findings[1].key: "y"}) == ""


def reading(*findings: Finding) -> Reading:
    return Reading(DeliveryKind.OBSERVATIONS, "t", Source("Amt", "Tabelle"), findings=findings)


def test_the_outcome_says_what_is_to_be_done() -> None:
    blocked = imports.build(reading(error("L1F1"), hint("A1")), None, {})
    assert imports.outcome(blocked, 1).startswith("1 Fehler verhindert das Übernehmen. Bitte in der Datei berichtigen")
    open_hints = imports.build(reading(hint("A1"), hint("B2")), None, {})
    assert imports.outcome(open_hints, 1) == "Kein Fehler, 2 Hinweise; 1 ist noch zu bestätigen: bitte ansehen und ankreuzen."
    assert imports.outcome(open_hints, 0) == "Kein Fehler. 2 Hinweise sind bestätigt."
    assert imports.outcome(imports.build(reading(), None, {}), 0) == "Keine Auffälligkeiten."


def test_what_was_recognised_names_a_concept_by_its_name_and_no_word_of_ours() -> None:
    concept = Concept("stadt", "Integrationskonzept Stadt", "Stadt", HomeArea("03102", "Stadt"), ())
    reading = Reading(DeliveryKind.CONCEPT, "concept", Source("Stadt", "Ratsvorlage"), concept)
    assert imports.build(reading, None, {}).facts == (
        ("Quelle", "Ratsvorlage"),
        ("Herausgeber", "Stadt"),
        ("Inhalt", "Integrationskonzept Stadt"),
    )
    sheet = Reading(DeliveryKind.MEASURES, "sachstand", Source("Stadt", "Sachstand"), ())
    assert "Beschreibung" not in dict(imports.build(sheet, None, {}).facts)
    listed = replace(sheet, layout="massnahmenliste_amt")
    assert dict(imports.build(listed, None, {}).facts)["Beschreibung"] == "massnahmenliste_amt"


def test_a_known_file_is_named_with_number_day_and_person() -> None:
    known = Delivery(
        12, DeliveryKind.OBSERVATIONS, "t", SourceFile("a.csv", "f", 1), Source("", ""), datetime(2026, 3, 12, 9), "Frau M.", "", 1
    )
    assert imports.known_sentence(known) == "Diese Datei ist schon da: Lieferung 12, 12.03.2026, Frau M."


def test_a_started_import_says_who_began_it_and_how_long_it_stays() -> None:
    line = drafts.draft_line("a", "a.csv", "Frau M.", datetime(2026, 3, 12, 9))
    assert (line.started, line.expires) == ("begonnen am 12.03.2026, 10:00 Uhr von Frau M.", "bleibt bis 19.03.2026")


def test_what_a_delivery_moved_is_told_in_a_sentence_and_line_by_line() -> None:
    change = VerdictChange("einbuergerungsquote_lsn", "", "03102", "2024", Weather.PARTLY, Weather.SUN)
    shown = moved.build(Moved(3, 1, (change,), 2, 0), {"einbuergerungsquote_lsn": "Einbürgerungsquote"})
    assert shown.sentence == "3 Werte sind neu, 1 Wert wurde berichtigt, 1 Bewertung hat sich geändert"
    assert shown.elsewhere == "Außerdem: 2 Bewertungen anderer Gebiete haben sich geändert."
    assert [(each.indicator, each.period, each.before, each.after) for each in shown.verdicts] == [
        ("einbuergerungsquote_lsn", "2024", Weather.PARTLY, Weather.SUN)
    ]
    assert moved.build(Moved(0, 0, (), 0, 0), {}).sentence == "Keine Zahl und keine Bewertung hat sich geändert"


def test_every_cell_of_the_sheet_says_its_role_with_a_letter_beside_the_colour() -> None:
    rows = (
        ViewRow(1, ("Titel", ""), (CellRole.TITLE, CellRole.EMPTY)),
        ViewRow(4, ("Salzgitter", "355"), (CellRole.AREA, CellRole.VALUE)),
    )
    shown = proposal.sheet(SheetView("Tab 1", rows, omitted=7))
    assert shown.columns == ("Zeile", "A", "B")
    assert [(cell.letter, cell.text) for cell in shown.rows[1]] == [("", "4"), ("G", "Salzgitter"), ("W", "355")]
    assert shown.legend == ("T = Titel", "G = Gebiet", "W = Wert")
    assert shown.note == "Nicht gezeigt: 7 Zeilen in der Mitte."
    letters = [look.letter for look in proposal.LOOKS.values()]
    assert len(set(letters)) == len(letters) == len(CellRole)


def test_uncertain_evidence_comes_first() -> None:
    rows = proposal.evidence_rows([Evidence("Blatt", "Tab", "das einzige"), Evidence("Zahlen", "Komma", "unklar", ("C7:S9",), sure=False)])
    assert [row[0] for row in rows] == ["Zahlen", "Blatt"] and rows[0][3:] == ("C7:S9", "bitte prüfen")


def test_the_preview_spreads_over_the_whole_table() -> None:
    one = {
        "series": "einbuergerungen", "unit": "Anzahl", "concept": "", "basis": "", "groups": "geschlecht=weiblich", "area": "03102",
        "area_name": "Salzgitter, Stadt", "period": "2024", "year": 2024, "slot": "", "value": 1.5, "sign": None, "text": "1,5",
        "sheet": "Tab", "col": 3,
    }  # fmt: skip
    table = pa.Table.from_pylist([one | {"row": row} for row in range(1, 101)]).select(OBSERVATION_COLUMNS)
    rows = proposal.preview_rows(table)
    assert len(rows) == 12 and rows[0][-1] == "C1" and rows[-1][-1] == "C100"
    assert rows[0][:7] == ("Einbürgerungen", "Frauen", "Salzgitter, Stadt (03102)", "2024", "1,5", "Anzahl", "1,5")


def test_changed_headings_stand_first_side_by_side() -> None:
    lines = (HeadLine("2023", "2023", "D8"), HeadLine("Anzahl", "Personen", "D9"), HeadLine("", "Quote", "E9"))
    rows = proposal.head_rows(HeadComparison("t", "Tabelle", lines, ""))
    assert rows[0] == ("Anzahl", "Personen", "D9", "anders") and rows[1][0] == "(gab es nicht)" and rows[2][3] == "gleich"


def test_versions_of_an_own_table_say_which_one_holds() -> None:
    versions = (
        own_tables.LayoutVersion(1, "Frau M.", datetime(2026, 3, 1)),
        own_tables.LayoutVersion(2, "Frau M.", datetime(2026, 4, 1)),
        own_tables.LayoutVersion(3, "Herr K.", datetime(2026, 5, 1), "Frau M.", datetime(2026, 5, 2)),
    )
    (own,) = own_tables.own_tables([("t", "Tabelle", versions)])
    assert own.in_force == 2
    assert [row[3].split(" am")[0] for row in own_tables.version_rows(own)] == ["zurückgenommen", "gilt", "ersetzt"]


def test_a_changed_own_indicator_says_what_is_otherwise() -> None:
    before = library()["einbuergerungsquote_lsn"]
    inputs = {**before.inputs, "denominator": replace(before.inputs["denominator"], lag=1)}
    story = (DefinitionChange(2, "2026-12-01", "Nenner ist das Vorjahr"),)
    after = replace(before, version=2, min_denominator=50.0, inputs=inputs, changes=story)
    line = change_line(CatalogueChange("revised", before, after, "B7"), {})
    assert (line.what, line.cell) == ("geändert", "B7")
    assert line.old == "Fassung 1; Mindestnenner: 100; Nenner, Versatz (Jahre): –"
    assert line.new == "Fassung 2 (Nenner ist das Vorjahr); Mindestnenner: 50; Nenner, Versatz (Jahre): 1"
    assert change_line(CatalogueChange("new", None, before, None), {}).new == "Fassung 1"
