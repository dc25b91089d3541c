"""Clean tables to spoil: samples of the shipped layouts, generated tables of typical shape, real ones where they lie beside us."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from domain.deliveries import DeliveryKind, Reading
from domain.errors import MonitorError
from fuzz.generated import generated
from fuzz.tables import MOST_CELLS, Place, Table, read_table, write_table
from loaders.grid import text_of
from loaders.layouts import Block, Column, Layout, known_layouts, layout_folders, sample_of
from loaders.reading import read_file

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_SMALL = 300
_TEXTS = (".csv", ".tsv", ".txt")
Key = tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """One figure of the clean table. ``sheet`` counts from 0."""

    key: Key
    unit: str
    year: int
    value: float | None
    sign: str | None
    sheet: int
    place: Place


@dataclass(frozen=True)
class Source:
    """A clean table, its figures, and where its headings and keys stand. ``layout`` is None where the file is recognised by itself."""

    name: str
    file_name: str
    layout: str | None
    layout_id: str
    table: Table
    figures: tuple[Figure, ...]
    headings: tuple[tuple[int, Place], ...]
    keys: tuple[tuple[int, Place, str], ...]  # with their role: period, area, name, label
    decimal: str

    @cached_property
    def numbers(self) -> tuple[Figure, ...]:
        """The figures that are numbers and not zero."""
        return tuple(figure for figure in self.figures if figure.value)

    @cached_property
    def rows(self) -> dict[tuple[int, int], tuple[int, ...]]:
        """Sheet and row of every data row with its value columns."""
        found: dict[tuple[int, int], list[int]] = {}
        for figure in self.figures:
            found.setdefault((figure.sheet, figure.place[0]), []).append(figure.place[1])
        return {place: tuple(sorted(set(columns))) for place, columns in sorted(found.items())}

    @cached_property
    def columns(self) -> dict[tuple[int, int], tuple[int, ...]]:
        """Sheet and column of every value column with its data rows."""
        found: dict[tuple[int, int], list[int]] = {}
        for figure in self.figures:
            found.setdefault((figure.sheet, figure.place[1]), []).append(figure.place[0])
        return {place: tuple(sorted(set(rows))) for place, rows in sorted(found.items())}


def key_of(row: dict[str, Any]) -> Key:
    """What makes a figure this one and no other."""
    return tuple(row[name] or "" for name in ("series", "unit", "concept", "basis", "groups", "area", "period"))


def all_sources(folder: Path, say: Callable[[str], None], wanted: Callable[[str], bool] = lambda _: True) -> list[Source]:
    """Every usable source whose name is wanted; generated layouts are written into ``folder``. What changes by being written again is
    left out."""
    found = []
    for name, path, layout in (*_samples(), *generated(folder), *_real()):
        if not wanted(name):
            continue
        try:
            source = _source(name, path, layout, (folder,))
        except MonitorError as error:
            say(f"nicht verwendbar: {name}: {error}")
            continue
        if isinstance(source, str):
            say(f"nicht verwendbar: {name}: {source}")
        else:
            found.append(source)
    return found


def _samples() -> Iterator[tuple[str, Path, str | None]]:
    for folder in layout_folders():
        yield folder.name, sample_of(folder), None


def _real() -> Iterator[tuple[str, Path, str | None]]:
    for path in sorted(REAL.glob("*.*")) if REAL.is_dir() else []:
        if path.suffix in (*_WORKBOOKS, *_TEXTS) and path.stat().st_size < 300_000:
            yield f"real {path.name.split('_')[0]}", path, None


def _source(name: str, path: Path, layout: str | None, folders: tuple[Path, ...]) -> Source | str:
    reading = read_file(path, path.name, layout, folders)
    if reading.kind is not DeliveryKind.OBSERVATIONS or not reading.layout:
        return "keine bekannte Tabelle"
    if reading.blocked or not reading.rows:
        return "; ".join(finding.found for finding in reading.findings)[:200]
    known = known_layouts(folders)[reading.layout]
    whole = read_table(path, _delimiter(path, known))
    for table in (_without_large_others(whole, reading), whole):
        if sum(sheet.width * len(sheet.rows) for sheet in table.sheets) > MOST_CELLS:
            return "zu groß"
        file_name = path.name if table.is_text else f"{path.stem}.xlsx"
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / file_name
            lines = write_table(table, copy)
            again = read_file(copy, file_name, layout, folders)
        if not again.blocked and _contents(again) == _contents(reading):
            return _located(name, file_name, layout, table, again, known, lines)
    return "liest sich nach dem erneuten Speichern anders"


def _without_large_others(table: Table, reading: Reading) -> Table:
    """Large sheets without figures cost time in every defect and say nothing."""
    used = {row or "" for row in reading.rows["sheet"].unique().to_pylist()}
    kept = tuple(sheet for sheet in table.sheets if sheet.name in used or sheet.width * len(sheet.rows) < _SMALL)
    return replace(table, sheets=kept)


def _delimiter(path: Path, layout: Layout) -> str:
    return "" if path.suffix.lower() in _WORKBOOKS else layout.file.delimiter


def _contents(reading: Reading) -> list[tuple[Any, ...]]:
    """All figures, to as many digits as every program writes."""
    rows = reading.rows.to_pylist()
    return sorted(((key_of(row), row["value"] and float(f"{row['value']:.12g}"), row["sign"]) for row in rows), key=repr)


def _located(
    name: str, file_name: str, layout: str | None, table: Table, reading: Reading, known: Layout, lines: tuple[int, ...]
) -> Source:
    records = {line: record for record, line in enumerate(lines, 1)}
    sheets = {sheet.name: number for number, sheet in enumerate(table.sheets)}
    figures = []
    for row in reading.rows.to_pylist():
        place = (records[row["row"]] if lines else row["row"], row["col"])
        sheet = sheets[row["sheet"] or ""]
        figures.append(Figure(key_of(row), row["unit"], row["year"], row["value"], row["sign"], sheet, place))
    headings, keys = _heads(table, known, figures)
    return Source(name, file_name, layout, reading.layout, table, tuple(figures), headings, keys, known.file.decimal)


def _heads(
    table: Table, layout: Layout, figures: Iterable[Figure]
) -> tuple[tuple[tuple[int, Place], ...], tuple[tuple[int, Place, str], ...]]:
    """Places of the headings of loaded columns, and of the key cells beside loaded figures."""
    headings: set[tuple[int, Place]] = set()
    keys: dict[tuple[int, Place], str] = {}
    for block in layout.blocks:
        for number in {figure.sheet for figure in figures}:
            if not table.is_text and not _fits(block, table.sheets[number].name):
                continue
            own = [figure for figure in figures if figure.sheet == number and figure.place[0] >= block.data.first]
            sheet, columns = table.sheets[number], {figure.place[1] for figure in own}
            for role, column in _key_columns(block):
                for at in _columns_named(table, number, block, column):
                    keys |= {(number, (row, at)): role for row in {figure.place[0] for figure in own} if not sheet.at((row, at)).empty}
                    columns.add(at)
            places = [(row, column) for row in block.header.rows for column in columns]
            headings |= {(number, place) for place in places if not sheet.at(place).empty}
            if block.period.row:
                keys |= {(number, (block.period.row, figure.place[1])): "period" for figure in own}
            if block.period.cell:
                keys[number, (block.period.cell.row, block.period.cell.col)] = "period"
    full = [(sheet, place, role) for (sheet, place), role in sorted(keys.items()) if not table.sheets[sheet].at(place).empty]
    return tuple(sorted(headings)), tuple(full)


def _fits(block: Block, sheet: str) -> bool:
    return bool(re.fullmatch(block.sheet, sheet))


def _key_columns(block: Block) -> Iterator[tuple[str, Column]]:
    columns = (("period", block.period.column), ("area", block.area.key), ("name", block.area.name))
    yield from ((role, column) for role, column in columns if column is not None)
    yield from (("label", label.column) for label in block.labels if label.column is not None)


def _columns_named(table: Table, number: int, block: Block, column: Column) -> list[int]:
    if isinstance(column, int):
        return [column]
    sheet = table.sheets[number]
    for row in reversed(block.header.rows):
        found = [at for at in range(1, sheet.width + 1) if text_of(str(sheet.at((row, at)).value or "")) == text_of(column)]
        if found:
            return found[:1]
    return []
