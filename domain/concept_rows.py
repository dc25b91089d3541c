"""A concept as rows of its workbook, and what two concepts say otherwise, row by row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from domain.concept_sheet import CONCEPT, FACT_COLUMNS, FACTS, ONLY_SHOWN, SHEETS, Sheet
from domain.concepts import Concept
from domain.definition_sheet import Column
from domain.definition_texts import cell_value

T = TypeVar("T")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


@dataclass(frozen=True)
class Row:
    """A row: its place in the concept (``fields.0.goals.1``) and what stands in its cells by column key, None for an empty one."""

    path: str
    cells: Mapping[str, Any]


def normalised(value: T) -> T:
    """The concept as cells can hold it: no spaces around texts, plain line ends, no control characters."""
    if isinstance(value, str) and type(value) is str:
        return "\n".join(line.strip() for line in _CONTROL.sub("", value).strip().splitlines())  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(normalised(each) for each in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: normalised(getattr(value, each.name)) for each in fields(value)})
    return value


def sheet_rows(concept: Concept) -> dict[str, list[Row]]:
    """The rows of every sheet by its title, in the order of the concept."""
    whole = normalised(concept)
    found = {CONCEPT: list(_facts(whole))}
    for title, sheet in SHEETS.items():
        if not sheet.under:
            found[title] = [_row(sheet, f"{sheet.path}.{place}", each, {}) for place, each in enumerate(getattr(whole, sheet.path))]
            continue
        above = SHEETS[sheet.under]
        found[title] = [
            _row(sheet, f"{above.path}.{outer}.{sheet.path}.{place}", each, _parents(sheet, above, parent))
            for outer, parent in enumerate(getattr(whole, above.path))
            for place, each in enumerate(getattr(parent, sheet.path))
        ]
    return found


def _facts(concept: Concept) -> Iterator[Row]:
    for path, fact in FACTS.items():
        outer, _, inner = path.partition(".")
        value = getattr(concept, outer)
        value = getattr(value, inner) if inner else value
        for place, text in enumerate(value if fact.several else (value,)):
            if text:
                cells = {"fact": fact.label, "text": text, f"{ONLY_SHOWN}advice": fact.advice}
                yield Row(f"{path}.{place}" if fact.several else path, cells)


def _parents(sheet: Sheet, above: Sheet, parent: Any) -> dict[str, Any]:
    return {column: getattr(parent, key) for column, key in zip(sheet.parents, above.keys, strict=True)}


def _row(sheet: Sheet, path: str, record: Any, parents: Mapping[str, Any]) -> Row:
    return Row(path, {each.key: parents.get(each.key) or cell_value(each, _entry(record, each.key)) for each in sheet.columns})


def _entry(record: Any, key: str) -> Any:
    """The entry of a record; ``baseline.year`` looks into the baseline. A text is its own only entry."""
    if isinstance(record, str):
        return record if key == "text" else None
    for name in key.split("."):
        record = getattr(record, name, None)
    return record


@dataclass(frozen=True)
class RowChange:
    """A row that one concept has and another has not, or has otherwise. ``differences``: column head, before, after; ``path`` is its
    place in the later concept, in the earlier one where it is gone."""

    what: str  # new | revised | gone
    title: str
    subject: str
    differences: tuple[tuple[str, str, str], ...]
    path: str


def row_changes(before: Concept, after: Concept) -> tuple[tuple[RowChange, ...], int]:
    """Everything the later concept says otherwise, sheet by sheet, and how many rows say the same."""
    old, new = sheet_rows(before), sheet_rows(after)
    changes: list[RowChange] = []
    same = 0
    for title in old:
        found, unchanged = _sheet_changes(title, _keyed(title, old[title]), _keyed(title, new[title]))
        changes += found
        same += unchanged
    return tuple(changes), same


_Key = tuple[Any, ...]


def _keyed(title: str, rows: list[Row]) -> dict[_Key, Row]:
    """Rows by what tells them apart; rows that nothing tells apart are counted."""
    found: dict[_Key, Row] = {}
    for row in rows:
        keys = SHEETS[title].keys if title in SHEETS else _fact_keys(row)
        key, number = tuple(row.cells[each] for each in keys), 0
        while (*key, number) in found:
            number += 1
        found[*key, number] = row
    return found


def _fact_keys(row: Row) -> tuple[str, ...]:
    """What there may be several of is told apart by its text."""
    return ("fact", "text") if row.path.rpartition(".")[2].isdigit() else ("fact",)


def _sheet_changes(title: str, old: dict[_Key, Row], new: dict[_Key, Row]) -> tuple[list[RowChange], int]:
    columns = [each for each in (SHEETS[title].columns if title in SHEETS else FACT_COLUMNS) if not each.key.startswith(ONLY_SHOWN)]
    changes = []
    for key, row in new.items():
        before = old.get(key)
        differences = _differences(columns, before.cells if before else {}, row.cells)
        if differences:
            changes.append(RowChange("revised" if before else "new", title, _subject(title, row), differences, row.path))
    changes += [
        RowChange("gone", title, _subject(title, row), _differences(columns, row.cells, {}), row.path)
        for key, row in old.items()
        if key not in new
    ]
    kept = [key for key in old if key in new]
    if kept != [key for key in new if key in old]:
        order = ["; ".join(_name(title, rows[key]) for key in rows if key in old and key in new) for rows in (old, new)]
        changes.append(RowChange("revised", title, f"Reihenfolge im Blatt „{title}“", (("Reihenfolge", order[0], order[1]),), ""))
    return changes, sum(key in old and not _differences(columns, old[key].cells, row.cells) for key, row in new.items())


def _differences(columns: list[Column], before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    pairs = ((each.head, _shown(before.get(each.key)), _shown(after.get(each.key))) for each in columns)
    return tuple((head, old, new) for head, old, new in pairs if old != new)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.15g}".replace(".", ",") if isinstance(value, float) else str(value)


def _subject(title: str, row: Row) -> str:
    if title not in SHEETS:
        return f"Angabe „{row.cells['fact']}“"
    one = SHEETS[title].one
    return f"{one[0].upper()}{one[1:]} „{_name(title, row)}“"


def _name(title: str, row: Row) -> str:
    if title not in SHEETS:
        return str(row.cells["text"])
    sheet = SHEETS[title]
    name = str(row.cells.get(sheet.name) or row.cells.get("new") or row.cells.get("text") or "")
    return name if len(name) <= 80 else f"{name[:77]} …"
