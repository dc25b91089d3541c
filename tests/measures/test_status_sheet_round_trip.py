"""What the template writes, the loader reads back unchanged; what nobody touched is no report; a tick renews the date alone."""

import random
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from domain.concepts import (
    ActionField,
    ColourMeaning,
    Concept,
    Goal,
    HomeArea,
    Horizon,
    MeasureClass,
    Organisation,
    StateTerm,
)
from domain.deliveries import DeliveryKind, Reading, Severity
from domain.measures import (
    BASE_ATTRIBUTES,
    SETTABLE_SCHEDULES,
    Condition,
    ConditionKind,
    ConditionState,
    Confidence,
    Feasibility,
    MeasureRow,
    MeasureState,
    Milestone,
    Output,
    Resource,
    ResourceKind,
)
from domain.status_sheet import BASE_COLUMNS, CHOICES, COLUMNS, ITEM_SHEETS, CellKind
from domain.status_values import as_written
from domain.status_words import SheetWords
from loaders.status_sheet import claims, read_status_sheet
from reports.status_sheet import HEAD_ROW, write_status_sheet
from tests.measures.sheets import CONCEPT, PLAIN, cell_of, only, read, sheet_with

CITY = Concept(
    id="stadt",
    name="Integrationskonzept",
    municipality="Stadt Probe",
    area=HomeArea(key="03102", name="Probe"),
    fields=(
        ActionField("sprache", "Sprache; Verständigung", goals=(Goal("s-1", "Alle; wirklich alle\nlernen Deutsch."), Goal("s-2", "Lesen"))),
        ActionField("wohnen", "Wohnen, Umfeld", goals=(Goal("w-1", "Lesen"),), approaches=("Beraten; begleiten", "Bauen")),
    ),
    strategic_goals=(Goal("A3", "Vielfalt leben"), Goal("E4", "Teilhabe")),
    organisations=(Organisation("Amt für Bildung", short="A 40"), Organisation("Caritasverband; Ortsstelle")),
    states=(StateTerm(MeasureState.PERMANENT, "Läuft dauerhaft", ("Dauerlauf",)), StateTerm(MeasureState.COMPLETED, words=("Haken dran",))),
    classes=(MeasureClass("A", "A – sofort"), MeasureClass("B", "B – mit Haushalt")),
    legend=(ColourMeaning("gelb", MeasureState.RUNNING),),
    horizons=(Horizon("kurzfristig", 2024, 2026),),
)
WORDS = SheetWords.of(CITY)
TRICKY = (
    "=SUMME(A1:A3)",
    "+49 5341",
    "-",
    "@x",
    "1.10",
    "01.02.2024",
    "WAHR",
    "Zwei\nZeilen",
    "50 %",
    "15 T€",
    "„Zitat“",
    "ß 漢字 🙂",
    "_x0041_",
)
ALPHABET = "abcdefghijklmnopqrstuvwxyzäöüßÄÖÜ0123456789.,:()/&<>'\"– "


def rows(chance: random.Random, number: int) -> Iterator[MeasureRow]:
    """Measures with everything an owner may report, made up by ``chance``; as a reader could have made them."""
    for place in range(number):
        row = replace(_row(chance), measure=f"{chance.randint(1, 9)}.{place + 1}{chance.choice(('', '0'))}")
        yield replace(row, **as_written(row, WORDS))


def text(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return chance.choice(("", *TRICKY))
    return " ".join("".join(chance.choices(ALPHABET, k=chance.randint(1, 12))).strip() for _ in range(chance.randint(1, 5))).strip()


def texts(chance: random.Random) -> tuple[str, ...]:
    return tuple(filter(None, (text(chance) for _ in range(chance.randint(0, 3)))))


def day(chance: random.Random) -> date | None:
    return None if chance.random() < 0.4 else date(1990, 1, 1) + timedelta(days=chance.randint(0, 25_000))


def number(chance: random.Random, digits: int = 2) -> float | None:
    return None if chance.random() < 0.4 else round(chance.uniform(0, 10 ** chance.randint(1, 8)), digits)


def some(chance: random.Random, known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(chance.sample(known, chance.randint(0, len(known))))


def _row(chance: random.Random) -> MeasureRow:
    special: dict[str, Any] = {
        "field": chance.choice(("sprache", "wohnen")),
        "further_fields": some(chance, ("sprache", "wohnen")),
        "state": chance.choice(list(MeasureState)),
        "title": text(chance) or "Ohne Namen",
        "goals": (*some(chance, ("s-1", "s-2", "w-1")), *texts(chance)[:1]),
        "approaches": some(chance, ("Beraten; begleiten", "Bauen", "Etwas anderes")),
        "strategic_goals": some(chance, ("A3", "E4")),
        "lead": chance.choice(("", "Amt für Bildung", "A 40", "Verein Süd")),
        "partners": some(chance, ("Amt für Bildung", "a 40", "Caritasverband; Ortsstelle", "Verein Süd")),
        "decision_class": chance.choice(("", "A", "B", "Z")),
        "rank": chance.choice((None, 1, 17)),
        "confidence": chance.choice(list(Confidence)),
        "feasibility": chance.choice(list(Feasibility)),
        "schedule_set": chance.choice((None, *SETTABLE_SCHEDULES)),
        "merged_into": chance.choice(("", "1.10", "M 3")),
        "progress": chance.choice((None, 0.0, 33.3, 100.0)),
        "aim_start": chance.choice((None, -4.5, 0.0, 12.0)),
        "milestones": tuple(Milestone(text(chance) or "Schritt", day(chance), day(chance)) for _ in range(chance.randint(0, 3))),
        "resources": tuple(_resource(chance) for _ in range(chance.randint(0, 3))),
        "conditions": tuple(
            Condition(chance.choice(list(ConditionKind)), chance.choice(list(ConditionState)), text(chance))
            for _ in range(chance.randint(0, 2))
        ),
        "outputs": tuple(Output(f"Kurse {place}", float(place) + 0.5) for place in range(chance.randint(0, 3))),
    }
    for column in (*BASE_COLUMNS, *COLUMNS):
        if column.key in special or column.key == "measure":
            continue
        match column.kind:
            case CellKind.CHOICE:
                special[column.key] = chance.choice(("", *CHOICES[column.key], "Eigenes Wort"))
            case CellKind.LIST:
                special[column.key] = texts(chance)
            case CellKind.DATE:
                special[column.key] = day(chance)
            case CellKind.MONEY | CellKind.AMOUNT | CellKind.FIGURE:
                special[column.key] = number(chance)
            case CellKind.TEXT:
                special[column.key] = text(chance)
    return MeasureRow(measure="", period="2025-H2", **special)


def _resource(chance: random.Random) -> Resource:
    kind = chance.choice(list(ResourceKind))
    return Resource(kind, chance.randint(1990, 2060), text(chance), number(chance), number(chance), day(chance), day(chance))


def there_and_back(written: list[MeasureRow], **how: Any) -> Reading:
    buffer = BytesIO()
    write_status_sheet(buffer, CITY, "2025-H2", written, spare=0, **how)
    return read_status_sheet(buffer, "blatt.xlsx")


def told(reading: Reading) -> list[MeasureRow]:
    return [replace(row, sheet="", cell="") for row in reading.rows]


@pytest.mark.parametrize("hundred", range(10))
def test_of_a_thousand_sheets_each_comes_back_as_it_was_written_and_untouched_it_is_no_report(hundred: int) -> None:
    """Sachstandsblätter, round trip: 1 000 generated sheets in ten parts; even ones are read as filled in, odd ones as untouched."""
    for place in range(100):
        chance = random.Random(f"sheet {hundred} {place}")
        written = list(rows(chance, chance.choice((1, 1, 1, 2))))
        if answered := place % 2 == 0:
            written = [replace(row, confirmed=chance.random() < 0.3) for row in written]
        else:  # as a caller prefills: what belongs to one half-year is left out
            written = [replace(row, participants=None, outputs=(), reported_on=None, reported_by="") for row in written]
        reading = there_and_back(written, answered=answered)
        if answered:
            assert told(reading) == written, (hundred, place)
            assert [one for one in reading.findings if one.severity is Severity.ERROR] == []
        else:
            assert (reading.rows, reading.findings) == ((), ()), (hundred, place)
            assert reading.untouched == tuple(row.measure for row in written)


def test_every_attribute_of_a_measure_has_its_column() -> None:
    """Nothing that a measure knows is left out of the sheet, and what a department may not change stands in „Stammdaten“."""
    not_asked = {"period", "sheet", "cell", "given", "changed", "small"}
    columns = {column.key for column in (*COLUMNS, *BASE_COLUMNS) if column.kind is not CellKind.SHOWN} | {each.key for each in ITEM_SHEETS}
    assert columns == {each.name for each in fields(MeasureRow)} - not_asked
    assert {column.key for column in BASE_COLUMNS} == BASE_ATTRIBUTES | {"measure"}


def test_the_words_of_a_concept_travel_in_the_sheet() -> None:
    back = SheetWords.from_lines(WORDS.lines())
    assert (back.fields, back.goals, back.approaches, back.strategic_goals) == (
        WORDS.fields,
        WORDS.goals,
        WORDS.approaches,
        WORDS.strategic_goals,
    )
    assert (back.offices, back.classes, back.legend, back.horizons) == (WORDS.offices, WORDS.classes, WORDS.legend, WORDS.horizons)
    assert {term.state: (term.label, term.words) for term in back.states}[MeasureState.PERMANENT] == ("Läuft dauerhaft", ("Dauerlauf",))


def test_each_row_knows_sheet_and_cell_of_its_number(tmp_path: Path) -> None:
    reading = read(sheet_with(tmp_path, {}, rows=(PLAIN, replace(PLAIN, measure="1.2"))))
    assert (reading.kind, reading.layout) == (DeliveryKind.MEASURES, "sachstand")
    assert [(row.measure, row.sheet, row.cell) for row in reading.rows] == [("1.1", "Sachstand", "A8"), ("1.2", "Sachstand", "A9")]


def test_texts_that_look_like_formulas_are_stored_as_text(tmp_path: Path) -> None:
    path = tmp_path / "blatt.xlsx"
    write_status_sheet(path, CONCEPT, "2025-H2", [replace(PLAIN, title="=HYPERLINK(0)", status_text="#N/A", lead="=1+1")])
    workbook = load_workbook(path)
    cells = [cell for name in ("Sachstand", "Stammdaten") for row in workbook[name].iter_rows() for cell in row if cell.value is not None]
    assert {cell.value for cell in cells if str(cell.value).startswith(("=", "#"))} == {"=HYPERLINK(0)", "#N/A", "=1+1"}
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]


def test_the_sheet_is_recognised_under_any_name_and_other_workbooks_are_not(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {})
    renamed = path.rename(tmp_path / "Rückmeldung Amt 50 (2).bin")
    assert len(read(renamed).rows) == 1
    workbook = Workbook()
    workbook.active.append(["Maßnahmennr.", "Umsetzungsgrad %"])
    workbook.save(tmp_path / "fremd.xlsx")
    (tmp_path / "text.csv").write_text("Maßnahmennr.;Bezeichnung;Handlungsfeld;Status;Umsetzungsgrad %")
    assert [claims(renamed), claims(tmp_path / "fremd.xlsx"), claims(tmp_path / "text.csv"), claims(tmp_path / "fehlt.xlsx")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_copy_of_the_sheet_without_the_hidden_one_is_recognised_by_its_heads_but_blocked(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {})
    workbook = load_workbook(path)
    del workbook["_vorlage"]
    del workbook.defined_names["Integrationsmonitor_Sachstand"]
    workbook.save(path)
    reading = read(path)
    assert claims(path)
    assert [finding.code for finding in reading.findings] == ["E160"]
    assert reading.rows is None


def test_the_reading_tells_concept_half_year_and_for_whom_it_was_made(tmp_path: Path) -> None:
    write_status_sheet(tmp_path / "a.xlsx", CONCEPT, "2025-H2", [PLAIN], office="Volkshochschule", answered=True)
    reading = read(tmp_path / "a.xlsx")
    assert (reading.source.table, reading.source.title) == ("Sachstandsblatt probe", "Sachstand der Maßnahmen, 2. Halbjahr 2025")
    assert (reading.period, reading.office) == ("2025-H2", "Volkshochschule")
    assert [(row.period, row.field) for row in reading.rows] == [("2025-H2", "sprache")]


def test_a_field_the_concept_no_longer_has_is_left_for_the_department_to_choose(tmp_path: Path) -> None:
    path = tmp_path / "blatt.xlsx"
    lost = (replace(PLAIN, field="gibt_es_nicht"), replace(PLAIN, measure="1.2"))
    write_status_sheet(path, CONCEPT, "2025-H2", lost, office="Volkshochschule", answered=True)
    base = load_workbook(path)["Stammdaten"]
    assert (base["C4"].value, base["C4"].protection.locked, base["C5"].protection.locked) == (None, False, True)
    reading = read(path)
    assert [(finding.code, finding.sheet, finding.cell) for finding in reading.findings] == [("E367", "Stammdaten", "C4")]
    assert [row.measure for row in reading.rows] == ["1.2"]


# What comes back from a department


def returned(tmp_path: Path, cells: dict[str, object], **how: Any) -> Reading:
    """A prefilled sheet of two measures, the first of them changed."""
    two = (replace(PLAIN, milestones=(Milestone("Raum gefunden", date(2025, 5, 1)),)), replace(PLAIN, measure="1.2", title="Lesepaten"))
    return read(sheet_with(tmp_path, cells, rows=two, answered=False, **how))


def test_an_untouched_sheet_changes_nothing(tmp_path: Path) -> None:
    """Idea 10: untouched sheet = 0 changes, and not a word about rows that are no report."""
    reading = returned(tmp_path, {})
    assert (reading.rows, reading.untouched, reading.findings) == ((), ("1.1", "1.2"), ())


def test_a_tick_confirms_and_renews_the_date_only(tmp_path: Path) -> None:
    reading = returned(tmp_path, {"confirmed": "x"})
    (row,) = reading.rows
    assert (row.confirmed, row.reported_on, row.status_text, row.progress) == (True, None, PLAIN.status_text, PLAIN.progress)
    assert (reading.untouched, reading.findings) == (("1.2",), ())
    dated = returned(tmp_path, {"confirmed": "ja", "reported_on": date(2026, 1, 15), "reported_by": "VHS"})
    assert (dated.rows[0].confirmed, dated.rows[0].reported_on, dated.findings) == (True, date(2026, 1, 15), ())


def test_a_tick_beside_a_change_is_read_as_a_change_with_a_hint(tmp_path: Path) -> None:
    reading = returned(tmp_path, {"confirmed": "x", "progress": "60 %", "next_steps": "Werben"})
    (row,) = reading.rows
    assert (row.confirmed, row.progress, row.next_steps) == (False, 60, "Werben")
    finding = only(reading, "H484")
    assert (finding.cell, finding.found) == (cell_of("confirmed"), "angekreuzt, geändert: Nächste Schritte, Umsetzungsgrad %")


def test_a_date_alone_is_a_report_but_no_confirmation(tmp_path: Path) -> None:
    reading = returned(tmp_path, {"reported_on": date(2026, 1, 15)})
    assert [(row.measure, row.confirmed) for row in reading.rows] == [("1.1", False)]
    assert only(reading, "H487").cell == cell_of("reported_on")


def test_a_removed_tick_or_space_is_no_change(tmp_path: Path) -> None:
    assert returned(tmp_path, {"confirmed": "nein", "title": "Sprachcafé ", "state": "läuft"}).rows == ()


def test_a_partly_filled_sheet_reports_the_rows_that_were_changed(tmp_path: Path) -> None:
    reading = returned(tmp_path, {"status_text": "Zwei Gruppen laufen."})
    assert [(row.measure, row.status_text, row.confirmed) for row in reading.rows] == [("1.1", "Zwei Gruppen laufen.", False)]
    assert reading.untouched == ("1.2",)


def test_an_emptied_cell_is_a_change(tmp_path: Path) -> None:
    (row,) = returned(tmp_path, {"progress": None}).rows
    assert row.progress is None and "progress" in row.given
    assert row.changed == {"progress"}


def test_what_cannot_be_read_is_a_change_too(tmp_path: Path) -> None:
    """Nothing is lost: an unreadable cell of a row that is otherwise untouched is told, not passed over."""
    reading = returned(tmp_path, {"cost_actual": "viel"})
    assert (only(reading, "E369").found, reading.blocked, reading.untouched) == ("viel", True, ("1.2",))


def changed_by(tmp_path: Path, edit: Any) -> Reading:
    path = sheet_with(tmp_path, {}, rows=(*THREE,), answered=False, concept=CITY)
    workbook = load_workbook(path)
    edit(workbook)
    workbook.save(path)
    return read(path)


THREE = tuple(
    MeasureRow(
        f"{number}", "2025-H2", f"Maßnahme {number}", "sprache", MeasureState.RUNNING, lead="Amt für Bildung", progress=10.0 * number,
        milestones=(Milestone(f"Schritt {number}", date(2026, number, 1)),), resources=(Resource(ResourceKind.MONEY, 2025, "Land", 100.0),))
    for number in (1, 2, 3)
)  # fmt: skip


def _sort(sheet: Any, columns: int, last: int) -> None:
    """Turns the three rows upside down, up to a column."""
    block = [[sheet.cell(HEAD_ROW + row, column).value for column in range(1, columns + 1)] for row in (3, 2, 1)]
    for place, values in enumerate(block, start=1):
        for column, value in enumerate(values, start=1):
            sheet.cell(HEAD_ROW + place, column).value = value


@pytest.mark.parametrize("columns", [len(COLUMNS) + 1, len(COLUMNS)], ids=["with the hidden checksum", "without it"])
def test_sorted_rows_are_still_the_same(tmp_path: Path, columns: int) -> None:
    def edit(workbook: Workbook) -> None:
        _sort(workbook["Sachstand"], columns, 3)
        workbook["Sachstand"][cell_of("confirmed")] = "x"

    reading = changed_by(tmp_path, edit)
    assert [(row.measure, row.confirmed, row.progress) for row in reading.rows] == [("3", True, 30)]
    assert (reading.untouched, reading.findings) == (("2", "1"), ())


def test_renamed_sheets_and_added_columns_do_no_harm(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        for name, other in (("Sachstand", "Rückmeldung"), ("Stammdaten", "Liste"), ("Meilensteine", "Schritte"), ("Mittel", "Geld")):
            workbook[name].title = other
        workbook["Rückmeldung"].insert_cols(3)
        workbook["Rückmeldung"].cell(HEAD_ROW, 3).value = "Unsere Notiz"
        workbook["Rückmeldung"].cell(HEAD_ROW + 1, 3).value = "nur für uns"
        workbook["Schritte"]["D4"] = "01.02.2026"

    reading = changed_by(tmp_path, edit)
    assert [(row.measure, row.milestones[0].due) for row in reading.rows] == [("1", date(2026, 2, 1))]
    assert reading.untouched == ("2", "3")
    assert [(one.code, one.found) for one in reading.findings] == [("H461", "Unsere Notiz")]


def test_deleted_optional_sheets_leave_untouched_rows_untouched(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        for name in ("Stammdaten", "Meilensteine", "Mittel", "Voraussetzungen", "Anleitung"):
            del workbook[name]
        workbook["Sachstand"][cell_of("next_steps", 1)] = "Weiter"

    reading = changed_by(tmp_path, edit)
    assert (reading.untouched, [row.measure for row in reading.rows]) == (("1", "3"), ["2"])
    assert not reading.rows[0].given & {"milestones", "resources", "conditions", "lead", "field"}
    assert only(reading, "H462").severity is Severity.HINT and not reading.blocked


def test_a_deleted_hidden_column_is_made_up_for_by_the_hidden_sheet(tmp_path: Path) -> None:
    reading = changed_by(tmp_path, lambda workbook: workbook["Sachstand"].delete_cols(len(COLUMNS) + 1))
    assert reading.untouched == ("1", "2", "3")


def test_a_row_copied_from_another_departments_sheet_brings_its_checksum(tmp_path: Path) -> None:
    (tmp_path / "andere").mkdir()
    other = load_workbook(sheet_with(tmp_path / "andere", {}, rows=(replace(PLAIN, measure="7"),), answered=False))["Sachstand"]

    def edit(workbook: Workbook) -> None:
        for column in range(1, len(COLUMNS) + 2):
            workbook["Sachstand"].cell(HEAD_ROW + 4, column).value = other.cell(HEAD_ROW + 1, column).value

    assert changed_by(tmp_path, edit).untouched == ("1", "2", "3", "7")


def test_a_changed_milestone_or_resource_reports_its_measure_alone(tmp_path: Path) -> None:
    """A1, F6: steps and money by year and source come back with their measure."""

    def edit(workbook: Workbook) -> None:
        workbook["Meilensteine"]["E5"] = "01.12.2025"
        workbook["Mittel"].append(["3", None, "Personal (VZÄ)", 2026, "Haushalt", "0,5 VZÄ"])

    reading = changed_by(tmp_path, edit)
    assert [row.measure for row in reading.rows] == ["2", "3"]
    assert reading.rows[0].milestones == (Milestone("Schritt 2", date(2026, 2, 1), date(2025, 12, 1)),)
    assert reading.rows[1].resources[1] == Resource(ResourceKind.STAFF, 2026, "Haushalt", 0.5)


def test_a_deleted_row_is_told_and_a_measure_in_one_sheet_alone_is_refused(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Sachstand"].delete_rows(HEAD_ROW + 2)
        workbook["Stammdaten"].cell(20, 1).value = "9.1"
        workbook["Stammdaten"].cell(20, 2).value = "Neu"
        workbook["Stammdaten"].cell(20, 3).value = "wohnen"
        workbook["Meilensteine"].append(["9.2", None, "Ohne Maßnahme"])

    reading = changed_by(tmp_path, edit)
    assert only(reading, "H485").found == "Zeile fehlt: 2"
    assert [(one.code, one.sheet, one.found) for one in reading.findings if one.code.startswith("E")] == [
        ("E382", "Stammdaten", "9.1"),
        ("E381", "Meilensteine", "9.2"),
    ]
    assert (reading.untouched, reading.rows) == (("1", "3"), ())


def test_a_new_measure_stands_in_a_spare_row_of_both_sheets(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        for sheet, row, values in (("Sachstand", HEAD_ROW + 5, ("4", "Neu", None, "geplant")), ("Stammdaten", 8, ("4", "Neu", "wohnen"))):
            for column, value in enumerate(values, start=1):
                assert not workbook[sheet].cell(row, column).protection.locked
                workbook[sheet].cell(row, column).value = value

    (row,) = changed_by(tmp_path, edit).rows
    assert (row.measure, row.title, row.field, row.state) == ("4", "Neu", "wohnen", MeasureState.PLANNING)


def test_what_is_only_shown_is_not_lost_without_a_word(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {"plan_shown": "bis 2030", "title": "Anders"}, answered=False)
    reading = read(path)
    assert [(one.code, one.cell) for one in reading.findings] == [("H486", cell_of("plan_shown")), ("H486", cell_of("title"))]
    assert reading.untouched == ("1.1",)


def test_a_second_copy_of_a_sheet_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        workbook.copy_worksheet(workbook["Sachstand"]).title = "Sicherung"

    finding = only(changed_by(tmp_path, edit), "H486")
    assert (finding.sheet, "„Sachstand“" in finding.advice) == ("Sicherung", True)
