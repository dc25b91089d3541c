"""Findings about a report entered in the browser, put beside the fields they are about."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from domain.cells import cell_place
from domain.deliveries import Finding
from domain.status_sheet import COLUMNS, ITEM_SHEETS, SHEET
from views.entry_fields import HEADS
from views.measure_changes import NAMES

_STATE_CODES = frozenset({"E392"})
"""Steps that a measure cannot take: they are about the state, whatever else they name."""
_FIRST_ITEM_ROW = 4
"""Where the lines of milestones, resources and conditions begin in a written sheet."""


@dataclass(frozen=True)
class Placed:
    """Sentences by key of the field, and those about no single field."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: tuple[str, ...] = ()


def placed(findings: Iterable[Finding], keys: Collection[str]) -> Placed:
    """Each finding at the fields it is about, as far as the form shows them."""
    found: dict[str, tuple[str, ...]] = {}
    whole: list[str] = []
    for each in findings:
        said = sentence(each)
        at = [key for key in _keys(each) if key in keys]
        for key in at:
            found[key] = (*found.get(key, ()), said)
        if not at:
            whole.append(said)
    return Placed(found, tuple(dict.fromkeys(whole)))


def sentence(finding: Finding) -> str:
    """What was found, what was expected and what to do, without the cell: whoever fills in a form knows of none."""
    expected = f" Erwartet: {finding.expected}." if finding.expected else ""
    return f"{finding.found}.{expected} {finding.advice}".strip()


def _keys(finding: Finding) -> list[str]:
    if finding.code in _STATE_CODES:
        return ["state"]
    own = _column(finding)
    return [own] if own else _named(finding)


def _column(finding: Finding) -> str:
    """The attribute of the cell's column; empty for the number of the measure, which stands for the whole line."""
    place = cell_place(finding.cell or "")
    if place is None:
        return ""
    column = place[1] - 1
    if finding.sheet == SHEET:
        return COLUMNS[column].key if 1 < column < len(COLUMNS) else ""
    items = next((each for each in ITEM_SHEETS if each.title == finding.sheet), None)
    if items is None or not 0 < column < len(items.columns):
        return ""
    return f"{items.key}.{place[0] - _FIRST_ITEM_ROW}.{items.columns[column].key}"


def _named(finding: Finding) -> list[str]:
    """The attributes that the text of the finding names."""
    told = f"{finding.found} {finding.expected}"
    return [key for key, name in {**NAMES, **HEADS}.items() if name in told and len(name) > 4]
