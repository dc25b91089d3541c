"""Values of measures as the status sheet writes them, and the checksum that tells whether somebody changed a row since."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from domain.measures import SETTABLE_SCHEDULES, MeasureRow, Output
from domain.status_sheet import BASE_COLUMNS, CODES, COLUMNS, ITEM_SHEETS, NOT_CONTENT, TICK, CellKind, Column
from domain.status_words import SheetWords

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_000
CellValue = str | float | date | None


def settled(column: Column, value: Any, words: SheetWords) -> Any:
    """The value as it comes back from the sheet: without what a cell cannot hold or the concept no longer has."""
    match column.kind:
        case CellKind.FIELD:
            return value if value in dict(words.fields) else ""
        case CellKind.FIELDS:
            return tuple(each for each in value if each in dict(words.fields))
        case CellKind.GOALS | CellKind.STRATEGIC_GOALS:
            known = words.goals if column.kind is CellKind.GOALS else words.strategic_goals
            return tuple(filter(None, (_goal(each, known) for each in value)))
        case CellKind.APPROACHES:
            return tuple(filter(None, (each if each in words.approaches else part(each) for each in map(_clean, value))))
        case CellKind.LIST:
            return tuple(filter(None, map(part, value)))
        case CellKind.OFFICES:
            names = {each.name for each in words.offices}
            found = [(each, words.office(each)) for each in map(_clean, value)]
            return tuple(name if name in names else part(said) for said, name in found if said)
        case CellKind.OFFICE:
            return words.office(_clean(value))
        case CellKind.OUTPUTS:
            return tuple(Output(name, each.amount) for each in value if (name := part(each.name).replace(":", " ").strip()))
        case CellKind.PERCENT if value is not None:
            return round(round(value / 100, 8) * 100, 6)
    if column.key == "schedule_set":
        return value if value in SETTABLE_SCHEDULES else None
    return _clean(value) if isinstance(value, str) and not isinstance(value, StrEnum) else value


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text).strip()[:_LONGEST]


def part(text: str) -> str:
    """One text of a list: what would part it in two is written otherwise."""
    return " ".join(_clean(text).replace(";", ",").split())


def _goal(said: str, known: Sequence[tuple[str, str]]) -> str:
    """The id of a goal named by id or text; other texts stay."""
    if said in dict(known):
        return said
    return next((key for key, text in known if bare(text) == bare(said)), part(said))


def bare(text: str) -> str:
    """For comparison: single spaces, lower case."""
    return " ".join(text.casefold().split())


def cell_value(column: Column, value: Any, words: SheetWords, codes_key: str = "") -> CellValue:
    """What stands in the cell for a settled value; None for nothing."""
    if value is None or value == "" or value == () or value is False:
        return None
    match column.kind:
        case CellKind.FIELD:
            return dict(words.fields)[value]
        case CellKind.FIELDS:
            return "\n".join(dict(words.fields)[each] for each in value)
        case CellKind.GOALS | CellKind.STRATEGIC_GOALS:
            known = words.goals if column.kind is CellKind.GOALS else words.strategic_goals
            texts = [bare(text) for _, text in known]
            told = {key: " ".join(text.split()) for key, text in known if texts.count(bare(text)) == 1}
            return "\n".join(told.get(each, each) for each in value)
        case CellKind.APPROACHES | CellKind.OFFICES:
            return "\n".join(" ".join(each.split()) for each in value)
        case CellKind.LIST:
            return "; ".join(value)
        case CellKind.CLASS:
            return next((each.label for each in words.classes if each.id == value), str(value))
        case CellKind.STATE:
            return words.label(value)
        case CellKind.CODE:
            return next(label for label, code in CODES[codes_key or column.key].items() if code == value)
        case CellKind.TICK:
            return TICK
        case CellKind.PERCENT:
            return round(value / 100, 8)
        case CellKind.OUTPUTS:
            return "; ".join(f"{each.name}: {number_text(each.amount)}" for each in value)
    return value


def number_text(number: float) -> str:
    """In German notation, without grouping: 1250,5."""
    return f"{number:.15g}".replace(".", ",")


def shown(key: str, row: MeasureRow) -> str:
    """What a column tells that is not read back: the measurable target, the planned dates."""
    if key == "plan_shown":
        days = [f"{day:%d.%m.%Y}" if day else "offen" for day in (row.planned_start, row.planned_end)]
        return " – ".join(days) if row.planned_start or row.planned_end else ""
    numbers = [number_text(each) for each in (row.aim_start, row.aim_target) if each is not None]
    way = f"{numbers[0]} → {numbers[1]}" if len(numbers) == 2 else "Ziel " + numbers[0] if row.aim_target is not None else ""
    return ": ".join(filter(None, (row.aim.strip(), " ".join(filter(None, (way, row.aim_unit.strip() if way else ""))))))


_CHECKED: Mapping[str, Column] = {column.key: column for column in (*BASE_COLUMNS, *COLUMNS) if column.kind is not CellKind.SHOWN}


def as_written(row: MeasureRow, words: SheetWords) -> dict[str, Any]:
    """Attributes of a row as they come back from the sheet, items included."""
    values = {key: settled(column, getattr(row, key), words) for key, column in _CHECKED.items()}
    for sheet in ITEM_SHEETS:
        items = getattr(row, sheet.key)
        values[sheet.key] = tuple(_settled_item(sheet.columns, item, words) for item in items)
    return values


def _settled_item(columns: Sequence[Column], item: Any, words: SheetWords) -> Any:
    own = [column for column in columns if column.key != "measure" and column.kind is not CellKind.SHOWN]
    return type(item)(**{column.key: settled(column, getattr(item, column.key), words) for column in own})


def marks(values: Mapping[str, Any]) -> dict[str, str]:
    """A short mark for each attribute that says something; equal marks are equal content. The order within lists makes none."""
    return {
        key: hashlib.blake2s(plain.encode(), digest_size=4).hexdigest()
        for key, value in values.items()
        if key not in NOT_CONTENT | {"measure"} and (plain := _plain(value))
    }


def _plain(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, tuple):
        return "\n".join(sorted(map(_plain, value)))
    if isinstance(value, str):  # codes among them
        return " ".join(value.split())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return f"{value:.15g}"
    return "\t".join(_plain(each) for each in vars(value).values())


def checksum(number: str, values: Mapping[str, Any]) -> str:
    """The text of the hidden cell: the measure's number and the marks."""
    return "|".join((number, *(f"{key}={mark}" for key, mark in sorted(marks(values).items()))))


def read_checksum(text: str) -> tuple[str, dict[str, str]] | None:
    """Number and marks of a hidden cell, None if it is none."""
    number, *parts = text.strip().split("|")
    pairs = [each.partition("=") for each in parts]
    if not number or not all(mark and sign for _, sign, mark in pairs):
        return None
    return number, {key: mark for key, _, mark in pairs}


def changed(prefilled: Mapping[str, str], values: Mapping[str, Any]) -> frozenset[str]:
    """Attributes of ``values`` that are not what was written into the sheet. Who reported when counts as soon as it is said."""
    now = marks(values)
    said = {key for key in NOT_CONTENT - {"confirmed"} if values.get(key)}
    return frozenset(key for key in values if key not in NOT_CONTENT | {"measure"} and now.get(key) != prefilled.get(key)) | said
