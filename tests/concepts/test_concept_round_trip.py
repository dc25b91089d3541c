"""The concept workbook: what is written is read back as it was, and says the same as concept.toml."""

import string
import subprocess
import tomllib
from dataclasses import fields, is_dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from domain.concept_rows import normalised, row_changes
from domain.concept_sheet import CONCEPT, FACT_COLUMNS, FACTS, LAYOUT, ONLY_SHOWN, SHEETS
from domain.concept_toml import concept_toml
from domain.concepts import (
    ActionField,
    Baseline,
    Body,
    BodyKind,
    ColourMeaning,
    Concept,
    Fate,
    FateKind,
    FieldIndicator,
    FieldKind,
    Goal,
    HomeArea,
    Horizon,
    MeasureClass,
    Member,
    Organisation,
    OrganisationKind,
    PartKind,
    ProcessStep,
    RouteStep,
    StatedFigure,
    StateTerm,
    Terms,
    Version,
)
from domain.deliveries import DeliveryKind, Reading
from domain.indicators import Rule, Target
from domain.measures import MeasureState
from domain.when_texts import parse_when, when_text
from indicators.library import library
from loaders.concept import read_concept
from loaders.concept_sheet import read_concept_sheet
from loaders.own_sheets import own_sheet
from loaders.worker import Worker
from reports.concept_sheet import write_concept_sheet

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.parent.name: path for path in sorted((ROOT / "data" / "concepts").glob("*/concept.toml"))} | {
    "demo": ROOT / "data" / "demo" / "concept.toml"
}
FULL = Concept(
    "probe", "Konzept „Probe“", "Probestadt", HomeArea("05316", "Probe", "Ganzer Kreis.", ("05", "DG"), "karte.geojson"),
    (
        ActionField(
            "bildung", "Bildung", FieldKind.CROSS_CUTTING, "1.10", (Goal("b-1", "=Ziel\nmit Zeile"), Goal("b-2", "-5 %")),
            ("#N/V?", "Ansatz; zwei"),
            "2020", "Anm.", False,
        ),
        ActionField("arbeit", "Arbeit", goals=(Goal("a-1", "+Ziel"),)),
    ),
    Terms("Plan", "Kreistag", "Landkreis"), "Erfunden.", "Leitbild", ("Satz 1", "Satz 2"),
    "so gedruckt", (Goal("A3", "Offen"),), "Amt", "Haushalt",
    (
        Version("2006", "2006", valid_until="2020-01"),
        Version(
            "2020", "2020-12-14", "Rat", "168/20", "Anm.", "Antrag", ("Auftrag 1", "Auftrag 2"),
            (RouteStep("rat", "2020-12-14", True), RouteStep("rat", "2020-11", False), RouteStep("rat")), "2021-01-01", "2030",
            (
                Fate(PartKind.FIELD, FateKind.NEW, new="arbeit", note="neu"),
                Fate(PartKind.MEASURE, FateKind.MERGED, "1.10", "2.1", "Alte Maßnahme"),
            ),
        ),
    ),
    (Body("rat", "Rat", BodyKind.COUNCIL, 4, "vierteljährlich", "Mitglieder", "Leitung", "Aufgabe", 3, 1,
            (Member("Vorsitz"), Member("Leitung", "Amt 50", True)), 60, 0, 10),
        Body("b", "B", BodyKind.ADVISORY),
    ),
    (
        Organisation("Dezernat II", OrganisationKind.ADMINISTRATION, "Leitung", "Dez. II", "", "dezernat@example.org"),
        Organisation("Amt 50", short="50", part_of="Dezernat II"),
    ),
    (ProcessStep("Auftakt", "2019-05", "2019-06-30", "Ideen"), ProcessStep("Interviews")),
    (
        FieldIndicator(
            "bildung", "ohne_abschluss_auslaender", True, False, "Anm.",
            (
                Target(Rule.TARGET_YEAR, 10.0, 2030, "2020-12-14", "Anm.", "Beschluss", 12.5),
                Target(Rule.TARGET_YEAR, 12.0, 2035, "Ratsbeschluss 2024", "", "mehr Zeit", None, True),
            ),
            Baseline(27.7817079332997, 2019, "Konzept S. 3"),
        ),
        FieldIndicator("arbeit", "arbeitslose"),
    ),
    "Konzept 2020", "Noch offen.", "Alle", (StatedFigure("30 Prozent", "2012", "IT.NRW", "Anm."),), ("bevoelkerung",),
    (StateTerm(MeasureState.RUNNING, "läuft", ("in Arbeit; seit Mai", "begonnen")), StateTerm(MeasureState.DROPPED)),
    (MeasureClass("A", "ohne Mittel", "Köln"),), (ColourMeaning("gelb", MeasureState.RUNNING),),
    (Horizon("kurzfristig", 2021, 2023),), ("a.csv",),
)  # fmt: skip


@cache
def names() -> dict[str, str]:
    return {key: each.name for key, each in library().items()}


def written(concept: Concept) -> BytesIO:
    buffer = BytesIO()
    write_concept_sheet(buffer, concept, names())
    return buffer


def read(tmp_path: Path, concept: Concept) -> Reading:
    path = tmp_path / "konzept.xlsx"
    write_concept_sheet(path, concept, {})
    return read_concept_sheet(path, path.name)


def concept_of(name: str) -> Concept:
    return read_concept(FILES[name].read_text("utf-8"), name).rows


def test_every_attribute_of_a_concept_survives_workbook_and_text(tmp_path: Path) -> None:
    """O6: the concept is data that the office may edit, all of it."""
    assert unset(FULL) <= {"until", "result"}  # an attribute added to a concept must be given here too
    reading = read(tmp_path, FULL)
    assert reading.findings == ()
    assert reading.rows == FULL == normalised(FULL)
    assert (reading.kind, reading.layout, reading.content) == (DeliveryKind.CONCEPT, LAYOUT, concept_toml(FULL))
    assert read_concept(concept_toml(FULL), "x").rows == FULL


def unset(value: Any) -> set[str]:
    """Attributes that no record of their type in the concept gives."""
    given: dict[tuple[type, str], bool] = {}

    def look(record: Any) -> None:
        if isinstance(record, tuple):
            for each in record:
                look(each)
        elif is_dataclass(record):
            for each in fields(record):
                said = getattr(record, each.name)
                key = type(record), each.name
                given[key] = given.get(key, False) or (said not in ("", (), None) and said != each.default)
                look(said)

    look(value)
    return {name for (_, name), there in given.items() if not there}


@pytest.mark.parametrize("name", FILES)
def test_the_concept_file_and_its_workbook_say_the_same(tmp_path: Path, name: str) -> None:
    concept = concept_of(name)
    with Worker() as worker:
        path = tmp_path / "ohne_endung"
        path.write_bytes(written(concept).getvalue())
        reading = worker.read(path, "ohne_endung")
    assert (reading.findings, reading.kind) == ((), DeliveryKind.CONCEPT)
    assert reading.rows == concept
    assert read_concept(reading.content, name).rows == concept
    assert row_changes(concept, reading.rows)[0] == ()


@pytest.mark.parametrize("name", ["demo", "offenburg"])
def test_saving_in_libreoffice_keeps_everything(tmp_path: Path, name: str) -> None:
    concept = FULL if name == "demo" else concept_of(name)
    source = tmp_path / "konzept.xlsx"
    source.write_bytes(written(concept).getvalue())
    office = [f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "neu")]
    subprocess.run(["soffice", *office, str(source)], check=True, timeout=120, capture_output=True)
    saved = tmp_path / "neu" / "konzept.xlsx"
    assert own_sheet(saved) == LAYOUT
    reading = read_concept_sheet(saved, saved.name)
    assert (reading.findings, reading.rows) == ((), concept)
    kept = load_workbook(saved)
    assert {sheet.title for sheet in kept.worksheets if sheet.sheet_state == "visible"} == {CONCEPT, *SHEETS, "Ausfüllhilfe"}
    choices = kept["Leitziele"].data_validations.dataValidation
    assert any("Handlungsfelder" in str(each.formula1) for each in choices)


# Any concept: texts with whatever people write, but as a cell can hold them.

_SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Co", "Cn"))
_LINES = st.lists(st.text(_SIGNS, min_size=1, max_size=12), min_size=1, max_size=3)
_TEXTS = st.builds(lambda lines, by: by.join(lines), _LINES, st.sampled_from((" ", "\n"))).filter(lambda text: not text.startswith("#"))
_MAYBE = st.one_of(st.just(""), _TEXTS)
_IDS = st.text(string.ascii_lowercase + string.digits + "-_", min_size=1, max_size=10).filter(lambda text: text[0].isalnum())
_WHEN = st.sampled_from(("", "2006", "2017-12", "2023-07-27", "1999-01-31"))
_NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: float(f"{number:.15g}"))
_YEARS = st.one_of(st.none(), st.integers(1990, 2060))
_ASSIGNED = ("bevoelkerung", "arbeitslose")


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    ids = draw(st.lists(_IDS, max_size=3, unique=True))
    goal_ids = iter(draw(st.lists(_IDS, min_size=6, max_size=6, unique=True)))
    labels = draw(st.lists(_TEXTS, max_size=3, unique=True))
    bodies = draw(st.lists(_IDS, max_size=2, unique=True))

    def some(strategy: st.SearchStrategy[Any], most: int = 2) -> Any:
        return st.lists(strategy, max_size=most).map(tuple)

    def action_field(key: str) -> ActionField:
        goals = tuple(Goal(next(goal_ids), draw(_TEXTS)) for _ in range(draw(st.integers(0, 1))))
        since = draw(st.sampled_from(["", *labels]))
        kind = draw(st.sampled_from(FieldKind))
        return ActionField(key, draw(_TEXTS), kind, draw(_MAYBE), goals, draw(some(_TEXTS)), since, draw(_MAYBE), draw(st.booleans()))

    def body(key: str) -> Body:
        seats = draw(some(st.builds(Member, _TEXTS, _MAYBE, st.booleans())))
        return Body(key, draw(_TEXTS), draw(st.sampled_from(BodyKind)), draw(_YEARS), members=seats, pack_days=draw(st.integers(0, 60)))

    def version(label: str, first: bool) -> Version:
        steps = some(st.builds(RouteStep, st.sampled_from(bodies), _WHEN, st.sampled_from((None, True, False)))) if bodies else st.just(())
        fates = st.just(())
        if not first:
            dropped = st.builds(lambda old, title: Fate(PartKind.MEASURE, FateKind.DROPPED, old, "", title), _TEXTS, _MAYBE)
            fates = st.lists(dropped, max_size=2, unique_by=lambda fate: fate.old).map(tuple)
        return Version(label, draw(_WHEN), draw(_MAYBE), draw(_MAYBE), "", draw(_MAYBE), draw(some(_TEXTS)), draw(steps), fates=draw(fates))

    def use(key: str, indicator: str) -> FieldIndicator:
        aim = st.builds(
            Target, st.just(Rule.TARGET_YEAR), _NUMBERS, st.integers(2020, 2060), _WHEN, _MAYBE, _MAYBE, st.one_of(st.none(), _NUMBERS)
        )
        start = st.one_of(st.none(), st.builds(Baseline, _NUMBERS, _YEARS, _MAYBE))
        return FieldIndicator(key, indicator, draw(st.booleans()), draw(st.booleans()), draw(_MAYBE), draw(some(aim)), draw(start))

    return Concept(
        draw(_IDS), draw(_TEXTS), draw(_TEXTS), HomeArea("05316", draw(_TEXTS), draw(_MAYBE), draw(some(_IDS))),
        tuple(map(action_field, ids)),
        mission=draw(_MAYBE), principles=draw(some(_TEXTS)), scope=draw(_MAYBE),
        versions=tuple(version(label, not place) for place, label in enumerate(labels)),
        bodies=tuple(body(key) for key in bodies),
        organisations=tuple(map(Organisation, draw(st.lists(_TEXTS, max_size=2, unique=True)))),
        process=draw(some(st.builds(ProcessStep, _TEXTS, _WHEN, _WHEN, _MAYBE))),
        indicators=tuple(use(key, indicator) for key in ids[:2] for indicator in _ASSIGNED[: draw(st.integers(0, 2))]),
        stated_figures=draw(some(st.builds(StatedFigure, _TEXTS, _WHEN, _MAYBE, _MAYBE))),
        classes=tuple(MeasureClass(key, draw(_TEXTS), draw(_MAYBE)) for key in draw(st.lists(_IDS, max_size=2, unique=True))),
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(concept=concepts())
def test_any_concept_out_and_in_again_is_the_same(tmp_path: Path, concept: Concept) -> None:
    whole = normalised(concept)
    assert read_concept(concept_toml(whole), "x").rows == whole
    reading = read(tmp_path, whole)
    assert reading.findings == ()
    assert reading.rows == whole
    assert reading.content == concept_toml(whole)
    assert tomllib.loads(reading.content)["name"] == whole.name


def test_a_minus_before_zero_is_not_written() -> None:
    target = Target(Rule.TARGET_YEAR, -0.0, 2030)
    concept = replace(FULL, indicators=(FieldIndicator("arbeit", "arbeitslose", targets=(target,)),))
    assert "value = 0.0" in concept_toml(concept) and "-0.0" not in concept_toml(concept)


def test_texts_that_a_cell_could_take_for_something_else_stay_texts(tmp_path: Path) -> None:
    hostile = ("=1+1", "1.10", "12/2017x", "_x0041_", "0123", "1e5", "WAHR", "-", "'x", "@a", "2023-07-27 Sitzung", "\x7fDEL")
    concept = normalised(Concept("x", "N", "M", HomeArea("05316", "A"), (ActionField("a", "A", number="1.10"),), principles=hostile))
    reading = read(tmp_path, concept)
    assert (reading.findings, reading.rows) == ((), concept)


def test_a_text_too_long_for_a_cell_is_refused_not_cut(tmp_path: Path) -> None:
    from domain.errors import WrongUse

    with pytest.raises(WrongUse, match=r"40000 Zeichen"):
        written(Concept("x", "N", "M", HomeArea("05316", "A"), (), mission="x" * 40_000))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("27.07.2023", "2023-07-27"), ("1.2.2024", "2024-02-01"), ("12/2017", "2017-12"), ("12.2017", "2017-12"),
        ("Dezember 2017", "2017-12"),
        ("3. Mai 2020", "2020-05-03"), ("2006", "2006"), ("Herbst 2012", "Herbst 2012"), ("2023-07-27", "2023-07-27"),
    ],
)  # fmt: skip
def test_times_are_as_exact_as_they_are_written(text: str, when: str) -> None:
    assert parse_when(text) == when == parse_when(when_text(when))


def test_no_sheet_is_taken_for_another(tmp_path: Path) -> None:
    """Sheets are found by their heads when somebody renames them: none may have all the heads that another one needs."""
    columns = {CONCEPT: FACT_COLUMNS} | {title: sheet.columns for title, sheet in SHEETS.items()}
    needed = {title: {each.head for each in some if each.required} for title, some in columns.items()}
    heads = {title: {each.head for each in some} for title, some in columns.items()}
    assert [(one, other) for one in columns for other in columns if one != other and needed[one] <= heads[other]] == []


def test_every_attribute_has_its_column() -> None:
    """What is not in the workbook would be lost with it."""
    outer = {path.partition(".")[0] for path in FACTS} | {sheet.path for sheet in SHEETS.values() if not sheet.under}
    assert outer == {each.name for each in fields(Concept)}
    inner = {
        "fields": ActionField, "versions": Version, "bodies": Body, "members": Member, "organisations": Organisation,
        "process": ProcessStep,
        "stated_figures": StatedFigure, "indicators": FieldIndicator, "states": StateTerm, "classes": MeasureClass, "legend": ColourMeaning,
        "horizons": Horizon, "strategic_goals": Goal, "goals": Goal, "route": RouteStep, "fates": Fate, "targets": Target,
    }  # fmt: skip
    for sheet in SHEETS.values():
        if sheet.path not in inner:
            continue
        own = {column.key.partition(".")[0] for column in sheet.columns if not column.key.startswith(ONLY_SHOWN)} - set(sheet.parents)
        below = {each.path for each in SHEETS.values() if each.under == sheet.title}
        missing = {each.name for each in fields(inner[sheet.path])} - own - below
        assert missing - ({"field", "indicator"} & set(sheet.columns and [each.key for each in sheet.columns])) == set(), sheet.title


def edited(path: Path, book: Workbook) -> Reading:
    book.save(path)
    return read_concept_sheet(path, path.name)


def test_the_workbook_offers_lists_and_keeps_what_is_typed(tmp_path: Path) -> None:
    """O6: columns with closed lists have drop-downs, also in empty rows; numbers such as 1.10 are typed into cells for text."""
    book = load_workbook(BytesIO(written(FULL).getvalue()))
    for title, sheet in SHEETS.items():
        letters = {
            str(area).split(":")[0].rstrip("0123456789")
            for each in book[title].data_validations.dataValidation
            for area in each.sqref.ranges
        }
        wanted = [place for place, column in enumerate(sheet.columns) if column.words is not None or hasattr(column, "of")]
        assert letters == {"ABCDEFGHIJKLM"[place] for place in wanted}, title
    assert book["Handlungsfelder"].column_dimensions["B"].number_format == "@"
    assert book["Ausfüllhilfe"]["A1"].value == "Das Konzept bearbeiten"


def test_a_renamed_sheet_moved_columns_and_sorted_rows_are_still_read(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(written(FULL).getvalue()))
    book["Gremien"].title = "Tabelle7"
    book["Organisationen"].insert_cols(2)
    book["Organisationen"].cell(1, 2, "eigene Spalte")
    reading = edited(tmp_path / "k.xlsx", book)
    assert (reading.findings, reading.rows) == ((), FULL)
