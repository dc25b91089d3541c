"""Observations of a block as an Arrow table, and what several tables of a file say about the same thing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from domain.cells import cell_name
from domain.deliveries import OBSERVATION_COLUMNS
from domain.groups import group_key
from domain.periods import Period
from domain.signs import Sign
from loaders.columns import Columns, ValueField
from loaders.findings import Findings
from loaders.layouts import Block, ValueColumn
from loaders.numbering import Numbering
from loaders.table_rows import Labels, TableRows
from loaders.value_cells import ValueCell

_TEXT = pa.dictionary(pa.int32(), pa.string())
_NUMBERS = {"year": pa.int16(), "value": pa.float64(), "row": pa.int32(), "col": pa.int32()}
SCHEMA = pa.schema([(name, _NUMBERS.get(name, _TEXT)) for name in OBSERVATION_COLUMNS])
"""Arrow types of OBSERVATION_COLUMNS; texts are dictionary-encoded."""

_CHUNK = 1 << 16
_KEY = ("series", "unit", "concept", "basis", "groups", "area", "period")


@dataclass(frozen=True)
class Contents:
    """One item per observation in each array: data row, entry, code and number of its cell, whether it is a dash that means there
    is nothing to report, and its place in ``periods``. ``entries`` are the fields, each with one of its values."""

    row: np.ndarray
    entry: np.ndarray
    cell: np.ndarray
    value: np.ndarray
    absent: np.ndarray
    period: np.ndarray
    periods: Sequence[Period | None]
    entries: Sequence[tuple[ValueField, ValueColumn]]


def observations(
    contents: Contents, rows: TableRows, items: Sequence[ValueCell], block: Block, columns: Columns, sheet: str | None
) -> pa.Table:
    """The table, with a dictionary for each text column so that every distinct text is made once."""
    entries, periods = contents.entries, contents.periods
    values = [value for _, value in entries]
    texts_per_entry = len(periods) // len(entries)

    def of_entry(part: Callable[[ValueColumn], str | None]) -> pa.DictionaryArray:
        return _texts(contents.entry, lambda code: part(values[code]))

    def of_period(part: Callable[[Period, int], str | None]) -> pa.DictionaryArray:
        return _texts(contents.period, lambda code: part(period, code // texts_per_entry) if (period := periods[code]) else None)

    years = np.array([period.year if period else 0 for period in periods], np.int16)
    columns_of_table = {
        "series": of_entry(lambda value: value.series),
        "unit": of_entry(lambda value: value.unit),
        "concept": of_entry(lambda value: value.concept),
        "basis": of_period(lambda period, entry: values[entry].basis_in(period.year)),
        "groups": _groups(contents, rows, block),
        **_areas(contents, rows),
        "period": of_period(lambda period, _: period.text),
        "year": pa.array(years[contents.period]),
        "slot": of_period(lambda period, _: period.slot),
        **_cells(contents, items),
        "sheet": _texts(np.zeros(len(contents.row), np.int32), lambda _: sheet),
        "row": pa.array(rows.numbers[contents.row]),
        "col": pa.array(np.array([field.col for field, _ in entries], np.int32)[contents.entry]),
    }
    return pa.table(columns_of_table, schema=SCHEMA)


def _texts(codes: np.ndarray, meaning: Callable[[int], str | None]) -> pa.DictionaryArray:
    """The text of each code, asked for once; None becomes null."""
    present = np.zeros(int(codes.max(initial=0)) + 1, bool)
    present[codes] = True
    index = Numbering()
    numbers = np.full(len(present), -1, np.int32)
    for code in np.flatnonzero(present).tolist():
        text = meaning(code)
        numbers[code] = -1 if text is None else index[text]
    indices = numbers[codes]
    missing = numbers[present].min(initial=0) < 0
    return pa.DictionaryArray.from_arrays(pa.array(indices, mask=indices < 0) if missing else indices, pa.array(list(index), pa.string()))


def _groups(contents: Contents, rows: TableRows, block: Block) -> pa.DictionaryArray:
    labels: Sequence[Labels] = rows.labels.items

    def key(pair: int) -> str:
        field, value = contents.entries[pair // len(labels)]
        in_row = labels[pair % len(labels)]
        found = dict(value.groups)
        for number, rule in enumerate(block.labels):
            label = in_row[number] if rule.row is None else field.labels[number]
            if label:
                found[rule.dimension] = label
        return group_key(found)

    return _texts(_paired(contents.entry, rows.labels.codes[contents.row], len(labels)), key)


def _areas(contents: Contents, rows: TableRows) -> dict[str, pa.DictionaryArray]:
    areas = rows.areas.items
    pair = _paired(contents.entry, rows.areas.codes[contents.row], len(areas))

    def part(name: str) -> pa.DictionaryArray:
        def text(code: int) -> str | None:
            own = contents.entries[code // len(areas)][1].area
            found = own or areas[code % len(areas)]
            return found.key if name == "key" else found.name

        return _texts(pair, text)

    return {"area": part("key"), "area_name": part("name")}


def _paired(first: np.ndarray, second: np.ndarray, count: int) -> np.ndarray:
    return first.astype(np.int64) * count + second


def _cells(contents: Contents, items: Sequence[ValueCell]) -> dict[str, pa.Array]:
    """The columns that say what stands in the cells."""
    numbers = np.where(contents.absent, np.nan, contents.value) if contents.absent.any() else contents.value
    signs = np.where(contents.absent, np.int32(len(items)), contents.cell)
    return {
        "value": pa.array(numbers, mask=np.isnan(numbers)),
        "sign": _texts(signs, lambda code: Sign.ABSENT.value if code == len(items) else items[code].parsed.sign),
        "text": _cell_texts(contents, items),
    }


def _cell_texts(contents: Contents, items: Sequence[ValueCell]) -> pa.DictionaryArray:
    """Texts of the odd cells as they stand there, of plain numbers as they are written shortest."""
    odd = _texts(contents.cell, lambda code: items[code].text)
    plain = contents.cell == 0
    if not plain.any():
        return odd
    distinct = np.unique(contents.value[plain])
    indices = odd.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    for start in range(0, len(indices), _CHUNK):
        part = slice(start, start + _CHUNK)
        codes = np.searchsorted(distinct, contents.value[part]) + len(odd.dictionary)
        indices[part] = np.where(plain[part], codes, indices[part])
    starts = range(0, len(distinct), _CHUNK)  # all at once would take far more room
    written = [_written(distinct[start : start + _CHUNK]) for start in starts]
    return pa.DictionaryArray.from_arrays(indices, pa.concat_arrays([odd.dictionary, *written]))


def _written(numbers: np.ndarray) -> pa.StringArray:
    whole = np.equal(np.mod(numbers, 1), 0)
    texts = pa.array(np.where(whole, numbers, 0).astype(np.int64)).cast(pa.string())
    others = pa.array(numbers[~whole]).cast(pa.string())
    return pc.replace_with_mask(texts, pa.array(~whole), others) if len(others) else texts


def report_repeated(table: pa.Table, findings: Callable[[str | None], Findings]) -> None:
    """Reports every value that stands in the file a second time, under the findings of its sheet."""
    codes = _key_codes(table)
    order = np.argsort(codes, kind="stable")
    again = np.flatnonzero(codes[order][1:] == codes[order][:-1]) + 1
    if not len(again):
        return
    cells = table.select(["sheet", "row", "col", "text"])
    firsts, seconds = cells.take(order[again - 1]).to_pylist(), cells.take(order[again]).to_pylist()
    for first, second in zip(firsts, seconds, strict=True):
        other = cell_name(first["sheet"], first["row"], first["col"])
        place = f"{first['sheet']}!{other}" if first["sheet"] != second["sheet"] else other
        findings(second["sheet"]).error(
            "E212",
            f"„{second['text']}“; derselbe Wert steht schon in {place}, dort „{first['text']}“",
            "für Gebiet, Zeit und Gruppe einen Wert",
            "Bitte klären, was gilt, und in der Datei nur eine Zeile lassen.",
            (second["row"], second["col"]),
        )


def _key_codes(table: pa.Table) -> np.ndarray:
    """A number for each row; equal where series, unit, concept, basis, groups, area and period are."""
    codes = np.zeros(len(table), np.int64)
    for name in _KEY:
        column = table[name].combine_chunks()
        codes = codes * (len(column.dictionary) + 1) + column.indices.fill_null(-1).to_numpy() + 1
        codes = np.unique(codes, return_inverse=True)[1] if codes.max(initial=0) > 1 << 31 else codes
    return codes


def report_contradictions(loaded: pa.Table, compared: pa.Table, findings: Callable[[str | None], Findings]) -> None:
    """Reports each value that stands twice in the file with different numbers, once loaded and once only to compare."""
    both = pa.concat_tables([loaded, compared], promote_options="default").unify_dictionaries().combine_chunks()
    codes = _key_codes(both)
    first = {code: place for place, code in enumerate(codes[: len(loaded)].tolist())}
    pairs = [(first[code], place) for place, code in enumerate(codes[len(loaded) :].tolist(), len(loaded)) if code in first]
    value = both["value"].to_numpy()
    differing = [(one, two) for one, two in pairs if abs(value[one] - value[two]) > _TOLERANCE * max(1.0, abs(value[one]))]
    cells = both.select(["sheet", "row", "col", "text"])
    for one, two in differing:
        here, there = cells.slice(one, 1).to_pylist()[0], cells.slice(two, 1).to_pylist()[0]
        other = cell_name(there["sheet"], there["row"], there["col"])
        findings(here["sheet"]).hint(
            "H406",
            f"„{here['text']}“, auf dem Blatt „{there['sheet']}“ in {other} aber „{there['text']}“",
            "an beiden Stellen denselben Wert",
            "Bitte klären, welcher stimmt. Geladen wird der erste.",
            (here["row"], here["col"]),
        )


_TOLERANCE = 1e-9
