"""A definition as rows of the workbook „Indikatorenkatalog“ and its parts as texts that a person can read and type."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from domain.definition_sheet import (
    BREAKS,
    CHANGES,
    EXAMPLES,
    INPUTS,
    PUBLISHED,
    ROLES,
    SHEET,
    SHEETS,
    CellKind,
    Column,
)
from domain.indicators import Definition, Direction, Input
from domain.when_texts import when_text

T = TypeVar("T")
Row = Mapping[str, Any]
_USUAL: Mapping[str, Any] = {"group_direction": Direction.NONE, "min_denominator": 0, "lag": 0}
"""Values that stand for an empty cell."""


def normalised(value: T) -> T:
    """The definition without spaces around its texts and with plain line ends, as a workbook can hold it."""
    if isinstance(value, str) and type(value) is str:
        return "\n".join(line.strip() for line in value.strip().splitlines())  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(normalised(each) for each in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: normalised(each) for key, each in value.items()}  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: normalised(getattr(value, each.name)) for each in fields(value)})
    return value


def fingerprint(definition: Definition) -> str:
    """A short text that is equal for definitions that say the same, whoever owns them."""
    content = {name: _plain(value) for name, value in asdict(normalised(definition)).items() if name != "own"}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return float(value) if isinstance(value, int) else value


def sheet_rows(definition: Definition) -> dict[str, list[dict[str, Any]]]:
    """The cells of each sheet's rows by column key: texts, numbers, days, and None for an empty cell."""
    whole = normalised(definition)
    inputs = [(role, given) for role, given in whole.inputs.items()]
    if whole.published is not None:
        inputs.append((PUBLISHED, whole.published.input))
    records: dict[str, list[Row]] = {
        SHEET: [_Fields(whole)],
        INPUTS: [{"role": role, **_shallow(given)} for role, given in inputs],
        BREAKS: [_shallow(each) for each in whole.breaks],
        CHANGES: [_shallow(each) for each in whole.changes],
        EXAMPLES: [_shallow(each) for each in whole.examples],
    }
    return {sheet: [_row(record, SHEETS[sheet], whole.id) for record in records[sheet]] for sheet in SHEETS}


class _Fields(dict[str, Any]):
    """The fields of a definition; ``survey.sampling`` looks into the survey, and is None where there is none."""

    def __init__(self, definition: Definition) -> None:
        super().__init__(_shallow(definition))

    def get(self, key: str, default: Any = None) -> Any:
        outer, dot, inner = key.partition(".")
        value = super().get(outer, default)
        return getattr(value, inner, default) if dot else value


def _shallow(value: Any) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _row(record: Row, columns: Sequence[Column], indicator: str) -> dict[str, Any]:
    return {each.key: indicator if each.key == "id" else cell_value(each, record.get(each.key)) for each in columns}


def cell_value(column: Column, value: Any) -> Any:
    """What stands in the cell; None where it is empty."""
    if value is None or value == "" or value == () or value == _USUAL.get(column.key, _NOTHING):
        return None
    match column.kind:
        case CellKind.CHOICE:
            return (column.words or {}).get(value, value)
        case CellKind.LINES:
            return "\n".join(value)
        case CellKind.WORDS:
            return "; ".join(value)
        case CellKind.GROUPS:
            return groups_text(value)
        case CellKind.FIGURES:
            return figures_text(value)
        case CellKind.DAY:
            return date.fromisoformat(value) if is_day(value) else value
        case CellKind.WHEN:
            return when_text(value)
        case CellKind.FLAG:
            return "ja" if value else "nein"
    return value


_NOTHING = object()


def groups_text(groups: Mapping[str, str | tuple[str, ...]]) -> str | None:
    """``alter = 18 | 19; geschlecht = weiblich``; a list of one label keeps its bar."""
    return "; ".join(f"{dimension} = {_several(labels)}" for dimension, labels in groups.items()) or None


def parse_groups(text: str) -> dict[str, Any] | None:
    """Inverse of :func:`groups_text`; None for a text that is none."""
    return _parse(text, str)


def figures_text(inputs: Mapping[str, float | tuple[float, ...]]) -> str | None:
    """``Zähler = 32; Nenner = 185``, numbers in German notation with all their digits."""
    pairs = ((ROLES.get(role, role), given) for role, given in inputs.items())
    texts = ((word, tuple(map(_number, given)) if isinstance(given, tuple) else _number(given)) for word, given in pairs)
    return "; ".join(f"{word} = {_several(given)}" for word, given in texts) or None


def parse_figures(text: str) -> dict[str, Any] | None:
    """Inverse of :func:`figures_text`; roles may also be named by their key. None for a text that is none."""
    try:
        given = _parse(text, lambda number: float(number.replace(",", ".")))
    except ValueError:
        return None
    keys = {word.casefold(): role for role, word in ROLES.items()}
    return None if given is None else {keys.get(word.casefold(), word): value for word, value in given.items()}


def _several(labels: str | tuple[str, ...]) -> str:
    if isinstance(labels, str):
        return labels
    return " | ".join(labels) if len(labels) > 1 else f"{labels[0]} |"


def _parse(text: str, one: Any) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for part in filter(None, (each.strip() for each in text.replace("\n", ";").split(";"))):
        name, equals, value = (each.strip() for each in part.partition("="))
        if not (name and equals and value) or name in found:
            return None
        several = tuple(one(each.strip()) for each in value.split("|") if each.strip())
        found[name] = several if "|" in value else one(value)
    return found


def _number(value: float) -> str:
    return repr(float(value)).removesuffix(".0").replace(".", ",")


def is_day(text: str) -> bool:
    """True for a date such as ``2026-11-23``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def unwritable(definition: Definition) -> list[tuple[str, str]]:
    """Key and complaint for each text that a workbook could not give back as it is."""
    found = [
        (column.key, "enthält einen Eintrag mit Zeilenumbruch oder Strichpunkt; bitte in mehrere Einträge teilen")
        for column in SHEETS[SHEET]
        if column.kind in (CellKind.LINES, CellKind.WORDS)
        and any(
            ("\n" if column.kind is CellKind.LINES else ";") in text or "\n" in text for text in _Fields(definition).get(column.key) or ()
        )
    ]
    found += [
        (f"inputs.{role}.groups", "enthält eine Gruppe mit einem der Zeichen ; | =")
        for role, given in definition.inputs.items()
        if any(set(";|") & set(label) for label in _labels(given))
    ]
    return found + [
        ("changes", f"Das Datum „{each.since}“ ist kein Tag wie 2026-11-23") for each in definition.changes if not is_day(each.since)
    ]


def _labels(given: Input) -> list[str]:
    return [label for labels in given.groups.values() for label in ((labels,) if isinstance(labels, str) else labels)]
