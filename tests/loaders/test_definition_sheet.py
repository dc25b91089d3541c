"""The workbook „Indikatorenkatalog“: what is written is read back as it was, and everything wrong in it is said at its cell."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from domain.definition_sheet import BREAKS, CHANGES, EXAMPLES, INPUTS, LAYOUT, SHEET, SHEETS
from domain.definition_texts import normalised, unwritable
from domain.deliveries import DeliveryKind, Reading
from domain.indicators import Definition, DefinitionChange, Example, Input, Published, Sampling, SeriesBreak, Survey
from indicators.library import library
from loaders.definition_sheet import read_definition_sheet
from loaders.own_sheets import own_sheet
from loaders.worker import Worker
from reports.definition_sheet import write_definition_sheet

LIBRARY = library()
FULL = replace(
    LIBRARY["ohne_abschluss_abstand"],
    id="eigener_abstand",
    own=True,
    version=2,
    min_denominator=12.5,
    over="alter",
    mixed="beide aus der Schulstatistik",
    tables=("21111-02-06-4", "Tabelle 4-1-4"),
    survey=Survey(Sampling.RANDOM, 1.7),
    published=Published(Input("quote", "Prozentpunkte", label="wie veröffentlicht"), 0.05, ("2019 gerundet", "2020 fehlt")),
    changes=(DefinitionChange(2, "2026-11-23", "Nenner ohne Förderschulen"),),
    breaks=(SeriesBreak(2011, "neue Zählung"), SeriesBreak(2016, "Reform")),
    inputs={
        "group": Input("a", "Prozent", "Herkunft", ("alt", "neu"), {"alter": ("18", "19"), "ort": ("n",), "g": "w"}, 1, "A", "1.3.", 2010),
        "reference": Input("b", also=("c", "d")),
    },
    examples=(
        Example({"group": 27.7817079332997, "reference": -5.0}, 21.8, text="Land"),
        Example({"group": (1.0, 2.5), "reference": (3.0,)}, 0.1, ("0-90", "90+")),
    ),
    notes=("Erster Hinweis.", "Zweiter; mit Strichpunkt."),
)  # fmt: skip


def written(path: Path, *definitions: Definition) -> Path:
    write_definition_sheet(path, definitions)
    return path


def read(path: Path) -> Reading:
    return read_definition_sheet(path, path.name)


def edited(path: Path, edit: Callable[[Workbook], object]) -> Path:
    """The workbook changed the way somebody in front of Excel would."""
    workbook = load_workbook(path)
    edit(workbook)
    workbook.save(path)
    return path


def found(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    return [(finding.code, finding.sheet, finding.cell) for finding in reading.findings]


def column(title: str, key: str) -> int:
    return next(place for place, each in enumerate(SHEETS[title], start=1) if each.key == key)


def test_every_definition_of_the_library_survives_the_workbook(tmp_path: Path) -> None:
    reading = read(written(tmp_path / "k.xlsx", *(replace(each, own=True) for each in LIBRARY.values())))
    assert reading.findings == ()
    assert {each.definition.id: each.definition for each in reading.rows} == {key: normalised(each) for key, each in LIBRARY.items()}
    assert all(each.as_written for each in reading.rows)
    assert [each.id for each in LIBRARY.values() if unwritable(each)] == []


def test_every_field_of_a_definition_survives_the_workbook(tmp_path: Path) -> None:
    unset = {each.name for each in fields(Definition) if getattr(FULL, each.name) in ("", (), None, 0)}
    assert unset <= {"breakdowns", "links"}  # a field added to Definition must be given here too
    (row,) = read(written(tmp_path / "k.xlsx", replace(FULL, breakdowns=("alter",), links=("https://a.de/b;c",)))).rows
    assert row.definition == replace(FULL, own=False, breakdowns=("alter",), links=("https://a.de/b;c",))


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=20)
WORDS = st.lists(TEXT.filter(lambda text: not set(text) & set(";|=#")), max_size=3).map(tuple)
NUMBERS = st.floats(-1e12, 1e12, allow_nan=False)
CELLS = NUMBERS.map(lambda number: float(f"{number:.15g}"))  # a cell of Excel holds 15 digits


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXT, explanation=TEXT, basis=WORDS, labels=WORDS, result=CELLS, numbers=st.lists(NUMBERS, min_size=1, max_size=4), notes=WORDS)
def test_any_texts_and_numbers_survive_the_workbook(
    tmp_path: Path, name: str, explanation: str, basis: tuple[str, ...], labels: tuple[str, ...], result: float, numbers: list[float],
    notes: tuple[str, ...],
) -> None:  # fmt: skip
    given_input = Input("reihe", basis=basis, groups={"alter": labels} if labels else {})
    definition = replace(
        FULL, name=name, explanation=explanation, inputs={"group": given_input, "reference": given_input}, notes=notes,
        examples=(Example({"group": tuple(numbers), "reference": numbers[0]}, result),),
    )  # fmt: skip
    reading = read(written(tmp_path / "k.xlsx", definition))
    assert reading.findings == ()
    assert [each.definition for each in reading.rows] == [normalised(replace(definition, own=False))]


def test_rows_of_the_library_are_passed_over_unless_somebody_changed_them(tmp_path: Path) -> None:
    path = written(tmp_path / "k.xlsx", LIBRARY["bevoelkerung"], LIBRARY["arbeitslose"], FULL)
    assert [each.definition.id for each in read(path).rows] == ["eigener_abstand"]
    edited(path, lambda book: book[SHEET].cell(2, column(SHEET, "name"), "Einwohnerzahl"))
    assert [(each.definition.id, each.as_written) for each in read(path).rows] == [("bevoelkerung", False), ("eigener_abstand", True)]


def test_a_renamed_file_sheet_and_a_changed_order_are_still_recognised(tmp_path: Path) -> None:
    path = written(tmp_path / "Mappe1.xlsx", FULL)
    assert own_sheet(path) == LAYOUT

    def rename(book: Workbook) -> None:
        book[SHEET].title = "Tabelle1"
        book[INPUTS].move_range("B1:D9", cols=20)

    assert [each.definition for each in read(edited(path, rename)).rows] == [replace(FULL, own=False)]
    assert own_sheet(edited(path, lambda book: book.defined_names.clear())) == LAYOUT
    Workbook().save(path)
    assert own_sheet(path) is None


def test_everything_wrong_is_said_at_once_at_its_cell(tmp_path: Path) -> None:
    path = written(tmp_path / "k.xlsx", FULL)
    wrong: Sequence[tuple[str, str, int, object]] = (
        (SHEET, "topic", 2, "Sprahce"),
        (SHEET, "decimals", 2, "eins"),
        (SHEET, "short_name", 2, None),
        (INPUTS, "role", 2, "Zaehler"),
        (INPUTS, "groups", 3, "auslaendisch"),
        (BREAKS, "year", 3, 2016.5),
        (CHANGES, "since", 2, 2026),
        (EXAMPLES, "inputs", 2, "=1+1"),
        (EXAMPLES, "result", 3, None),
    )

    def spoil(book: Workbook) -> None:
        for title, key, row, value in wrong:
            book[title].cell(row, column(title, key)).value = value
        book[BREAKS].append(["gibt_es_nicht", 2020, "?"])

    reading = read(edited(path, spoil))
    cells = {(title, load_workbook(path)[title].cell(row, column(title, key)).coordinate) for title, key, row, _ in wrong}
    assert {(sheet, cell) for _, sheet, cell in found(reading)} == cells | {(BREAKS, "A4")}
    assert len(reading.findings) == len(wrong) + 1
    assert reading.rows == () and reading.blocked
    topic = next(each for each in reading.findings if "Thema" in each.found)
    assert topic.advice == "Gemeint ist vielleicht „Sprache“."
    assert all(each.found and each.expected and each.advice.endswith((".", "“.")) for each in reading.findings)


def test_a_key_twice_and_a_key_that_is_none_are_said(tmp_path: Path) -> None:
    path = written(tmp_path / "k.xlsx", FULL, replace(FULL, id="zweiter"))
    reading = read(edited(path, lambda book: (book[SHEET].cell(2, 2, "Größe 1"), book[SHEET].cell(3, 2, "eigener_abstand"))))
    assert ("E377", SHEET, "B2") in found(reading)
    assert {code for code, sheet, _ in found(reading) if sheet == INPUTS} == {"E292"}
    twice = written(tmp_path / "z.xlsx", FULL, replace(FULL, id="zweiter"))
    assert ("E291", SHEET, "B3") in found(read(edited(twice, lambda book: book[SHEET].cell(3, 2, "eigener_abstand"))))


def test_the_child_process_reads_both_forms_and_tells_an_indicator_from_a_concept(tmp_path: Path) -> None:
    source = Path(__file__).resolve().parents[2] / "indicators" / "definitions" / "arbeit" / "arbeitslose.toml"
    good = tmp_path / "eigener.toml"
    good.write_text(source.read_text("utf-8").replace('id = "arbeitslose"', 'id = "eigener"', 1), "utf-8")
    bad = tmp_path / "falsch.toml"
    bad.write_text("own = true\n" + good.read_text("utf-8").replace("decimals = ", "nachkomma = ", 1), "utf-8")
    with Worker() as worker:
        sheet = worker.read(written(tmp_path / "ohne_endung", FULL), "ohne_endung")
        one, wrong = worker.read(good, good.name), worker.read(bad, bad.name)
    assert (sheet.kind, sheet.layout) == (DeliveryKind.DEFINITIONS, LAYOUT)
    assert [each.definition.id for each in (*sheet.rows, *one.rows)] == ["eigener_abstand", "eigener"]
    assert wrong.rows is None
    assert {(each.code, each.cell) for each in wrong.findings} == {("E281", "own"), ("E281", "nachkomma"), ("E282", "decimals")}


@pytest.mark.parametrize("since", ["2026-11-23", "2026-01-01"])
def test_days_are_days_in_the_workbook(tmp_path: Path, since: str) -> None:
    path = written(tmp_path / "k.xlsx", replace(FULL, changes=(DefinitionChange(2, since, "anders"),)))
    cell = load_workbook(path)[CHANGES].cell(2, column(CHANGES, "since"))
    assert (cell.value.date(), cell.number_format) == (date.fromisoformat(since), "DD.MM.YYYY")
