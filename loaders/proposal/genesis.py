"""Flat files of GENESIS: every column says by its heading what it is, in the form of today (long) and the one before (wide)."""

import re

from domain.proposals import ColumnRole
from loaders.proposal.headings import Meaning
from loaders.proposal.places import key_schemes
from loaders.proposal.roles import Assigned
from loaders.proposal.tables import Table, TableColumn
from loaders.proposal.words import slug, unit_of

_LONG = re.compile(r"(?P<number>\d+)_variable_attribute_(?P<part>code|label)")
_WIDE = re.compile(r"(?P<number>\d+)_(?:Auspr(?:ae|ä)gung)_(?P<part>Code|Label)")
_VALUE = re.compile(r"(?P<code>\w+?)__(?P<label>.+)__(?P<unit>.+)")
_NAMED = {
    "time": ColumnRole.PERIOD,
    "zeit": ColumnRole.PERIOD,
    "value": ColumnRole.VALUE,
    "wert": ColumnRole.VALUE,
    "value_unit": ColumnRole.UNIT,
    "value_variable_label": ColumnRole.SERIES,
}


def is_flat(table: Table) -> bool:
    """True if the headings are those of a flat file."""
    titles = {column.title for column in table.columns}
    return bool({"statistics_code", "Statistik_Code"} & titles)


def flat_roles(table: Table) -> dict[int, Assigned]:
    """The role of every column of a flat file."""
    found: dict[int, Assigned] = {}
    places = {number for number in _numbers(table) if _is_place(table, number)}
    for column in table.columns:
        match = _LONG.fullmatch(column.title) or _WIDE.fullmatch(column.title)
        if match:
            code = match["part"].lower() == "code"
            if match["number"] in places:
                found[column.col] = Assigned(
                    ColumnRole.AREA_KEY if code else ColumnRole.AREA_NAME, "Gebiet nach dem Kopf der flachen GENESIS-Datei"
                )
            else:
                found[column.col] = Assigned(
                    ColumnRole.SKIP if code else ColumnRole.LABEL, "Merkmal nach dem Kopf der flachen GENESIS-Datei"
                )
        elif role := _NAMED.get(column.title.lower()):
            found[column.col] = Assigned(role, "so nennt sie der Kopf der flachen GENESIS-Datei")
        elif _VALUE.fullmatch(column.title) and not column.title.endswith("__q"):
            found[column.col] = Assigned(ColumnRole.VALUE, "Werte nach dem Kopf der flachen GENESIS-Datei")
        else:
            found[column.col] = Assigned(ColumnRole.SKIP, "Angaben über die Spalten, keine Werte")
    return found


def _numbers(table: Table) -> list[str]:
    return [match["number"] for column in table.columns if (match := _LONG.fullmatch(column.title) or _WIDE.fullmatch(column.title))]


def _is_place(table: Table, number: str) -> bool:
    parts = {
        match["part"].lower(): column
        for column in table.columns
        if (match := _LONG.fullmatch(column.title) or _WIDE.fullmatch(column.title)) and match["number"] == number
    }
    if set(parts) != {"code", "label"}:
        return False
    return key_schemes(list(dict.fromkeys(zip(parts["code"].texts, parts["label"].texts, strict=True))), ()) is not None


def dimension_in(table: Table, column: TableColumn) -> str:
    """The name of a label's variable, from the column that holds it."""
    match = _LONG.fullmatch(column.title) or _WIDE.fullmatch(column.title)
    if match is None:
        return ""
    wanted = {f"{match['number']}_variable_label", f"{match['number']}_Merkmal_Label"}
    return next((slug(other.words[0]) for other in table.columns if other.title in wanted and other.words), "")


def flat_meaning(column: TableColumn) -> Meaning | None:
    """What a column of the wide form counts; None for other headings."""
    match = _VALUE.fullmatch(column.title)
    if match is None:
        return None
    unit = match["unit"].replace("_", " ")
    return Meaning(column.col, column.heading, slug(match["code"]), unit_of(unit) or unit, because=f"„{column.title}“")
