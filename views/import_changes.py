"""What accepting a file would change, line by line: as finished German texts for the screen, as typed cells for Excel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.concepts import Concept
from domain.definition_sheet import CHANGES, SHEET, SHEETS
from domain.definition_texts import sheet_rows
from domain.deliveries import CatalogueChange, Change, ConceptChange, MeasureChange
from domain.groups import parse_group_key
from domain.indicators import Definition
from domain.periods import Period
from domain.signs import Sign
from domain.vocabulary import label_of, series_name
from views.formats import NO_VALUE, change, decimals_of, exact
from views.measure_changes import differences
from views.measure_texts import state_label

WHAT = {"new": "neu", "revised": "geändert", "gone": "entfällt"}


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


def change_line(
    each: Change | MeasureChange | CatalogueChange | ConceptChange, areas: Mapping[str, str], concept: Concept | None = None
) -> ChangeLine:
    """The change as it is shown; ``areas`` gives the names of known areas by key, ``concept`` the city's words for measures."""
    if isinstance(each, MeasureChange):
        return _measure(each, concept)
    if isinstance(each, CatalogueChange):
        return _definition(each)
    if isinstance(each, ConceptChange):
        return _concept(each)
    decimals = max(decimals_of(each.old), decimals_of(each.new))
    difference = change(each.new - each.old, each.unit, decimals) if each.new is not None and each.old is not None else ""
    return ChangeLine(
        what=WHAT[each.what],
        subject=f"{subject(each)} ({each.unit})",
        area=areas.get(each.area, each.area),
        period=Period(each.period).label,
        old="" if each.what == "new" else _value(each.old, each.old_sign),
        new="" if each.what == "gone" else _value(each.new, each.new_sign),
        difference=difference,
        cell=each.cell or "",
    )


def subject(each: Change) -> str:
    """Series and groups in words."""
    return ", ".join([series_name(each.series), *(label_of(label) for label in parse_group_key(each.groups).values())])


def _value(value: float | None, sign: str | None) -> str:
    return Sign(sign).label if value is None and sign else exact(value)


def _measure(each: MeasureChange, concept: Concept | None) -> ChangeLine:
    """A report beside the one before it: only what differs is named."""
    row = each.after or each.before
    if row is None:
        raise ValueError("a change without a report")
    pairs = differences(each.before, each.after, concept) if each.before and each.after else ()
    state = state_label(concept, row.state) if concept else row.state.label
    same = "wie zuletzt gemeldet" if each.before and each.after and not pairs else ""
    return ChangeLine(
        what=WHAT[each.what],
        subject=f"{row.measure} {row.title}",
        area="",
        period=Period(row.period).label,
        old="; ".join(f"{name}: {old}" for name, old, _ in pairs),
        new=same or "; ".join(f"{name}: {new}" for name, _, new in pairs) or ("" if each.after is None else state),
        difference="",
        cell=row.cell if each.after else "",
    )


def _definition(each: CatalogueChange) -> ChangeLine:
    """An own indicator beside the version before it: what its author says has changed, and which entries differ."""
    told = next((change.text for change in each.after.changes if change.version == each.after.version), "")
    pairs = definition_differences(each.before, each.after) if each.before else ()
    new = f"Fassung {each.after.version}" + (f" ({told})" if told else "")
    return ChangeLine(
        what=WHAT[each.what],
        subject=f"Indikator „{each.after.name}“",
        area="",
        period="",
        old="; ".join([f"Fassung {each.before.version}", *(f"{name}: {old}" for name, old, _ in pairs)]) if each.before else "",
        new="; ".join([new, *(f"{name}: {text}" for name, _, text in pairs)]),
        difference="",
        cell=each.cell or "",
    )


def _concept(each: ConceptChange) -> ChangeLine:
    """A part of the concept: what it says now beside what it said before."""

    def side(number: int) -> str:
        return "; ".join(f"{pair[0]}: {pair[number]}" for pair in each.differences if pair[number])

    old, new = side(1), side(2)
    if each.what == "revised":  # what was left out is told as well as what was put in
        old, new = ("; ".join(f"{pair[0]}: {pair[number] or NO_VALUE}" for pair in each.differences) for number in (1, 2))
    return ChangeLine(WHAT[each.what], each.subject, "", "", old, new, "", each.cell or "")


def definition_differences(before: Definition, after: Definition) -> tuple[tuple[str, str, str], ...]:
    """What one version of an indicator says otherwise than another: name, before, after, in the words of the Indikatorenkatalog."""
    old, new = sheet_rows(before), sheet_rows(after)
    found: list[tuple[str, str, str]] = []
    for title, columns in SHEETS.items():
        if title == CHANGES:
            continue
        for number in range(max(len(old[title]), len(new[title]))):
            first, second = (rows[title][number] if number < len(rows[title]) else {} for rows in (old, new))
            named = first.get("role") or second.get("role") or ("" if title == SHEET else f"{title} {number + 1}")
            for column in columns:
                if column.key not in ("id", "version", "role") and first.get(column.key) != second.get(column.key):
                    name = ", ".join(filter(None, (named, column.head)))
                    found.append((name, _cell(first.get(column.key)), _cell(second.get(column.key))))
    return tuple(found)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return exact(value)
    return NO_VALUE if value is None else str(value)
