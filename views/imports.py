"""Daten einspielen: what was recognised, what was found, what would change, as finished German texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.deliveries import Change, DeliveryKind, Difference, Finding, MeasureChange, Reading, Severity
from domain.groups import parse_group_key
from domain.periods import Period
from domain.signs import Sign
from domain.vocabulary import SERIES, label_of
from views.formats import NO_VALUE, change, counted, number
from views.measure_rows import differences

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
    lines = tuple(_change(each, areas) for each in difference.changes) if difference else ()
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


def _change(each: Change | MeasureChange, areas: Mapping[str, str]) -> ChangeLine:
    if isinstance(each, MeasureChange):
        return _measure_change(each)
    groups = ", ".join(label_of(label) for label in parse_group_key(each.groups).values())
    subject = SERIES.get(each.series, each.series) + (f", {groups}" if groups else "") + f" ({each.unit})"
    difference = change(each.new - each.old, each.unit, _decimals(each)) if each.new is not None and each.old is not None else ""
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


def _decimals(each: Change) -> int:
    return 0 if all(value is None or float(value).is_integer() for value in (each.old, each.new)) else 1


def _measure_change(each: MeasureChange) -> ChangeLine:
    """A report beside the one before it: only what differs is named."""
    row = each.after or each.before
    if row is None:
        raise ValueError("a change without a report")
    pairs = differences(each.before, each.after) if each.before and each.after else ()
    same = "wie zuletzt gemeldet" if each.before and each.after and not pairs else ""
    return ChangeLine(
        what=_WHAT[each.what],
        subject=f"{row.measure} {row.title}",
        area="",
        period=Period(row.period).label,
        old="; ".join(f"{name}: {old}" for name, old, _ in pairs),
        new=same or "; ".join(f"{name}: {new}" for name, _, new in pairs) or ("" if each.after is None else row.state.label),
        difference="",
        cell=row.cell if each.after else "",
    )


def _value(value: float | None, sign: str | None) -> str:
    if value is None:
        return Sign(sign).label if sign else NO_VALUE
    return number(value, 0 if float(value).is_integer() else 2)
