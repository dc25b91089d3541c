"""Daten einspielen: what was recognised, what was found, what would change, as finished German texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.deliveries import Change, DeliveryKind, Difference, Finding, Reading, Severity
from domain.groups import parse_group_key
from domain.measures import MeasureState
from domain.periods import Period
from domain.signs import Sign
from domain.vocabulary import SERIES, label_of
from views.formats import NO_VALUE, change, counted, number

_WHAT = {"new": "neu", "revised": "geändert", "gone": "entfällt"}


@dataclass(frozen=True)
class FindingLine:
    severity: Severity
    code: str
    place: str
    found: str
    expected: str
    advice: str


@dataclass(frozen=True)
class ChangeLine:
    """One value or measure that would change."""

    what: str
    subject: str
    area: str
    period: str
    old: str
    new: str
    difference: str
    cell: str


@dataclass(frozen=True)
class ImportView:
    """The outcome of checking a file; nothing has been written."""

    title: str
    layout: str
    publisher: str
    licence: str
    rows: str
    errors: tuple[FindingLine, ...]
    hints: tuple[FindingLine, ...]
    counts: tuple[tuple[str, int], ...]
    changes: tuple[ChangeLine, ...]
    more: int
    summary: str
    changes_nothing: bool


def build(reading: Reading, difference: Difference | None, areas: Mapping[str, str]) -> ImportView:
    """What the person needs to decide; ``areas`` gives the names of known areas by key."""
    lines = tuple(_change(each, reading.kind, areas) for each in difference.changes) if difference else ()
    counts = _counts(difference) if difference else ()
    total = difference.new + difference.revised + difference.gone if difference else 0
    findings = [_finding(each) for each in reading.findings]
    return ImportView(
        title=reading.source.title,
        layout=reading.layout,
        publisher=reading.source.publisher,
        licence=reading.source.licence,
        rows=_rows(reading),
        errors=tuple(each for each in findings if each.severity is Severity.ERROR),
        hints=tuple(each for each in findings if each.severity is Severity.HINT),
        counts=counts,
        changes=lines,
        more=total - len(lines),
        summary=", ".join(f"{number(count)} {word}" for word, count in counts),
        changes_nothing=difference is not None and difference.changes_nothing,
    )


def _counts(difference: Difference) -> tuple[tuple[str, int], ...]:
    return (
        ("neu", difference.new),
        ("geändert", difference.revised),
        ("entfällt", difference.gone),
        ("unverändert", difference.unchanged),
    )


def _rows(reading: Reading) -> str:
    if reading.rows is None:
        return ""
    match reading.kind:
        case DeliveryKind.OBSERVATIONS:
            return counted(len(reading.rows), "Wert", "Werte")
        case DeliveryKind.MEASURES:
            return counted(len(reading.rows), "Maßnahme", "Maßnahmen")
        case DeliveryKind.CONCEPT:
            return "ein Konzept"


def _finding(finding: Finding) -> FindingLine:
    sheet = f"Blatt „{finding.sheet}“" if finding.sheet else ""
    cell = f"Zelle {finding.cell}" if finding.cell else ""
    place = ", ".join(part for part in (sheet, cell) if part) or "ganze Datei"
    return FindingLine(finding.severity, finding.code, place, finding.found, finding.expected, finding.advice)


def _change(each: Change, kind: DeliveryKind, areas: Mapping[str, str]) -> ChangeLine:
    if kind is DeliveryKind.MEASURES:
        old, new = _state(each.old_sign), _state(each.new_sign)
        return ChangeLine(_WHAT[each.what], f"{each.series} {each.groups}", "", Period(each.period).label, old, new, "", each.cell or "")
    groups = ", ".join(label_of(label) for label in parse_group_key(each.groups).values())
    subject = SERIES.get(each.series, each.series) + (f", {groups}" if groups else "") + f" ({each.unit})"
    difference = _difference(each.new - each.old, each.unit) if each.new is not None and each.old is not None else ""
    return ChangeLine(
        what=_WHAT[each.what],
        subject=subject,
        area=areas.get(each.area, each.area),
        period=Period(each.period).label,
        old="" if each.what == "new" else _value(each.old, each.old_sign),
        new="" if each.what == "gone" else _value(each.new, each.new_sign),
        difference=difference,
        cell=each.cell or "",
    )


def _difference(difference: float, unit: str) -> str:
    return change(difference, unit, 0 if float(difference).is_integer() else 2)


def _state(state: str | None) -> str:
    return MeasureState(state).label if state else NO_VALUE


def _value(value: float | None, sign: str | None) -> str:
    if value is None:
        return Sign(sign).label if sign else NO_VALUE
    return number(value, 0 if float(value).is_integer() else 2)
