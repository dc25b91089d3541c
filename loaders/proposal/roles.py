"""What each column of a table is: period, area, label, unit, values, or nothing to load."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.proposals import ColumnRole
from loaders.proposal.cells import Kind, as_number, is_year, kind_of, period_kind, without_mark
from loaders.proposal.places import key_and_name, register_share
from loaders.proposal.tables import Table, TableColumn
from loaders.proposal.words import (
    ADDRESS,
    CHANGE,
    KEY,
    NOT_PLACE,
    PARTS,
    PLACE,
    SERIES_COLUMN,
    TIME,
    TOTAL,
    UNIT_COLUMN,
    dimension_of,
    group_of,
    unit_of,
)

_COMPACT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?")
_QUALITY = re.compile(r".*__q|value_q|.*_q", re.IGNORECASE)
_REMARK = re.compile(r"bemerk|anmerk|fu(?:ß|ss)note|hinweis|quelle|kommentar", re.IGNORECASE)
_KEYS = re.compile(r"[A-Za-z]{0,3}\d+|DG")
_MOST_SERIES = 80
_MANY_ROWS = 40
BESIDE = "gehört zu einer zweiten Tabelle daneben"


@dataclass(frozen=True)
class Assigned:
    """The role of a column and what speaks for it."""

    role: ColumnRole
    because: str


def assign(table: Table, chosen: Mapping[int, ColumnRole]) -> dict[int, Assigned]:
    """A role for every column."""
    found: dict[int, Assigned] = {}
    first_value = _first_value(table)
    for column in table.columns:
        if column.col in chosen:
            found[column.col] = Assigned(chosen[column.col], "so gewählt")
        else:
            found[column.col] = _role(column, table, found, first_value)
    _settle_keys(table, found, chosen)
    _settle_headings(table, found, chosen)
    _settle_copies(table, found, first_value, chosen)
    return found


def _first_value(table: Table) -> int:
    """The first column that cannot be a key: numbers under a period, numbers with decimals, or more distinct numbers than keys have."""
    for column in table.columns:
        if column.is_numeric and not _is_period(column) and not _is_key(column, table) and not _is_code(column):
            return column.col
    return len(table.columns) + 1


def _role(column: TableColumn, table: Table, before: Mapping[int, Assigned], first_value: int) -> Assigned:
    if not column.filled:
        return Assigned(ColumnRole.SKIP, "die Spalte ist leer")
    if _is_address(column, table):
        return Assigned(ColumnRole.SKIP, "Anschriften, keine Werte")
    if CHANGE.search(column.title) and column.is_numeric:
        return Assigned(ColumnRole.SKIP, f"„{column.own}“ nennt eine Veränderung, keinen Stand")
    if _QUALITY.fullmatch(column.own):
        return Assigned(ColumnRole.SKIP, "Kennzeichen der Qualität, keine Werte")
    roles = {each.role for each in before.values()}
    if ColumnRole.PERIOD not in roles and _is_period(column):
        return Assigned(ColumnRole.PERIOD, f"alle Felder sind Zeitangaben, zuerst „{column.words[0]}“")
    if ColumnRole.PERIOD in roles and TIME.search(column.title) and _is_period(column):
        return Assigned(ColumnRole.SKIP, "eine weitere Zeitangabe")
    if _is_key(column, table):
        return Assigned(ColumnRole.AREA_KEY, f"Schlüssel wie „{column.words[0]}“")
    if (
        column.share(Kind.CODE) > 0
        and column.share(Kind.CODE, Kind.NUMBER) == 1
        and any(len(word) == len(column.words[0]) for word in column.words[1:2])
    ):
        return Assigned(ColumnRole.SKIP, f"Kennziffern wie „{column.words[0]}“, keine Werte")
    if column.col == 1 and not column.title and column.kinds[Kind.TEXT] and any(other.title for other in table.columns):
        if key_and_name(column.words):
            return Assigned(ColumnRole.AREA, f"Schlüssel und Name in einem Feld: „{column.words[0]}“")
        near = " ".join(text for _, _, text in table.titles()[-8:])
        if PARTS.search(near) or PLACE.search(near):
            return Assigned(ColumnRole.AREA_NAME, "darüber ist von Gebieten die Rede")
        return Assigned(ColumnRole.LABEL, "die Spalte hat keine Überschrift und benennt die Zeilen")
    if column.is_numeric:
        return _numeric(column, table, first_value)
    return _textual(column, table, first_value)


def _is_address(column: TableColumn, table: Table) -> bool:
    house = column.col > 1 and column.own.rstrip(".").lower() == "nr"
    return ADDRESS.fullmatch(column.own) or (house and ADDRESS.fullmatch(table.column(column.col - 1).own))


def _numeric(column: TableColumn, table: Table, first_value: int) -> Assigned:
    if column.col < first_value and _is_code(column):
        return Assigned(ColumnRole.SKIP, "Kennziffern vor den Werten")
    if dimension_of(column.title) == "alter" and column.col == 1:
        return Assigned(ColumnRole.LABEL, "einzelne Altersjahre")
    return Assigned(ColumnRole.VALUE, "Zahlen")


def beside_values(table: Table, column: TableColumn) -> bool:
    """True for a column without a heading that repeats one unit beside the numbers at its left."""
    return (
        column.col > 1
        and not column.title
        and len(column.words) == 1
        and bool(unit_of(column.words[0]))
        and table.column(column.col - 1).is_numeric
    )


def _textual(column: TableColumn, table: Table, first_value: int) -> Assigned:
    words = column.words
    if beside_values(table, column):
        return Assigned(ColumnRole.SKIP, f"die Einheit der Spalte davor: {words[0]}")
    if all(unit_of(word) for word in words) and (UNIT_COLUMN.search(column.title) or len(words) > 1):
        return Assigned(ColumnRole.UNIT, f"jedes Feld nennt eine Einheit: {', '.join(words[:4])}")
    if key_and_name(words):
        return Assigned(ColumnRole.AREA, f"Schlüssel und Name in einem Feld: „{words[0]}“")
    if register_share(words) >= 0.6 and not NOT_PLACE.search(column.title):
        return Assigned(ColumnRole.AREA_NAME, f"amtliche Namen von Gebieten, zuerst „{words[0]}“")
    if PLACE.search(column.title) and not NOT_PLACE.search(column.title) and not dimension_of(column.title):
        return Assigned(ColumnRole.AREA_NAME, f"die Überschrift „{column.own}“ nennt Gebiete")
    if _REMARK.search(column.title):
        return Assigned(ColumnRole.SKIP, "Anmerkungen, keine Werte")
    if SERIES_COLUMN.search(column.title) and column.col < first_value:
        if len(words) == 1:
            return Assigned(ColumnRole.SKIP, f"überall dasselbe: „{words[0]}“")
        if len(words) <= _MOST_SERIES:
            return Assigned(ColumnRole.SERIES, f"{len(words)} verschiedene Angaben darüber, was gezählt wird")
    if len(words) == 1 and not dimension_of(column.title) and not group_of(words[0]):
        return Assigned(ColumnRole.SKIP, f"überall dasselbe: „{words[0]}“")
    if column.share(Kind.TEXT, Kind.PERIOD, Kind.CODE) < 0.3 and column.col > first_value:
        return Assigned(ColumnRole.VALUE, "überwiegend Zahlen")
    return Assigned(ColumnRole.LABEL, f"{len(words)} verschiedene Wörter, zuerst „{words[0]}“")


def _is_period(column: TableColumn) -> bool:
    """True if every field is a time. Plain years count where the heading says so or where no value would look like that."""
    if not column.filled or any(period_kind(text) is not None for text in column.heading):
        return False
    words = [without_mark(word) for word in column.words]
    if _is_compact(column):
        return True
    if not all(period_kind(word) for word in words):
        return False
    if not all(is_year(word) for word in words):
        return all(kind_of(word) is Kind.PERIOD for word in words)
    return bool(TIME.search(column.title)) or (column.col <= 4 and _looks_like_years(column))


def _is_compact(column: TableColumn) -> bool:
    return bool(TIME.search(column.title)) and all(_COMPACT.fullmatch(word) for word in column.words)


def _looks_like_years(column: TableColumn) -> bool:
    years = [int(without_mark(word)[:4]) for word in column.words]
    return max(years) - min(years) <= 80 and len(years) >= (max(years) - min(years) + 1) / 3


def _is_key(column: TableColumn, table: Table) -> bool:
    """True for keys: under a heading that says so, official ones, or numbers beside the names they belong to."""
    words = [word for word in column.words[:200] if not TOTAL.fullmatch(word)]
    if not words or sum(bool(_KEYS.fullmatch(word)) for word in words) < 0.95 * len(words):
        return False
    if any(period_kind(text) for text in column.heading) or TIME.search(column.title):
        return False
    if KEY.search(column.title):
        return _few_decimals(column)
    codes = column.share(Kind.CODE) > 0 and {len(word) for word in words} <= {2, 3, 5, 8} and len({len(word) for word in words}) > 1
    if codes or (column.words[0] == "DG" and len(words) > 1):
        return True
    return column.col <= 2 and column.share(Kind.NUMBER) == 1 and _names_beside(column, table)


def _few_decimals(column: TableColumn) -> bool:
    return all(number == int(number) for cell in column.cells if (number := as_number(cell)) is not None)


def _names_beside(column: TableColumn, table: Table) -> bool:
    """True if the next column holds one text for each number, and each number one text."""
    if column.col >= len(table.columns) or not _few_decimals(column):
        return False
    other = table.column(column.col + 1)
    if other.share(Kind.TEXT) < 0.9:
        return False
    pairs = {(one, two) for one, two in zip(column.texts, other.texts, strict=True) if one}
    return len(pairs) == len({one for one, _ in pairs}) == len({two for _, two in pairs}) and len(pairs) > 2


def _is_code(column: TableColumn) -> bool:
    """True for a few small whole numbers repeated down a long table."""
    return (
        column.filled >= _MANY_ROWS
        and column.share(Kind.NUMBER) == 1
        and len(column.words) <= 9
        and all(len(word) <= 2 for word in column.words)
    )


def _settle_keys(table: Table, found: dict[int, Assigned], chosen: Mapping[int, ColumnRole]) -> None:
    """Leaves one key and one name: the best key of several, the name beside it."""
    free = [col for col in found if col not in chosen]
    keys = [col for col in free if found[col].role is ColumnRole.AREA_KEY]
    if len(keys) > 1:
        best = max(
            keys,
            key=lambda col: (
                bool(re.search("geocode|ags|raumid|schl", table.column(col).title, re.IGNORECASE)) + _detail(table, col),
                -col,
            ),
        )
        for col in keys:
            if col != best:
                found[col] = _second_key(table, col, best)
        keys = [best]
    names = [col for col in free if found[col].role is ColumnRole.AREA_NAME]
    if keys and len(names) > 1:
        names = _one_name(table, found, keys[0], names)
    if not names and keys and (beside := _name_beside(table, found, keys[0])):
        found[beside] = Assigned(ColumnRole.AREA_NAME, "zu jedem Schlüssel ein Name")
        names = [beside]
    if len(names) > 1:
        best = min(names, key=lambda col: (-round(register_share(table.column(col).words), 1), col))
        for col in names:
            if col != best:
                found[col] = Assigned(ColumnRole.LABEL, "weiterer Name eines Gebietes")
    if keys or names:
        for col in (col for col in free if found[col].role is ColumnRole.AREA):
            found[col] = Assigned(ColumnRole.LABEL, "Schlüssel und Name von etwas anderem")


def _one_name(table: Table, found: dict[int, Assigned], key: int, names: Sequence[int]) -> list[int]:
    """The name that goes with the key; others that follow from it or from a label are not loaded."""
    best = min(names, key=lambda col: (not _follows(table, [key], col), abs(col - key)))
    for col in names:
        if col != best:
            found[col] = Assigned(ColumnRole.LABEL, "weiterer Name eines Gebietes")
    return [best]


def _settle_headings(table: Table, found: dict[int, Assigned], chosen: Mapping[int, ColumnRole]) -> None:
    """A layout finds columns by their headings: under a heading shared by several only the first is found, without one only keys are."""
    if not table.region.header:
        return
    seen: dict[str, int] = {}
    beside = False
    keys = (ColumnRole.PERIOD, ColumnRole.AREA_KEY, ColumnRole.AREA_NAME, ColumnRole.AREA, ColumnRole.LABEL)
    for col, each in found.items():
        title = table.column(col).title
        if col in chosen:
            continue
        beside = beside or (bool(title) and title in seen and _begins_another(table, found, seen[title], col))
        if beside:
            found[col] = Assigned(ColumnRole.SKIP, BESIDE)
        elif each.role is ColumnRole.VALUE and not title:
            found[col] = Assigned(ColumnRole.SKIP, "Zahlen ohne Überschrift")
        elif each.role in keys and title and title in seen:
            found[col] = Assigned(ColumnRole.SKIP, "dieselbe Überschrift wie die Spalte davor")
        if each.role is not ColumnRole.SKIP:
            seen.setdefault(title, col)


def _begins_another(table: Table, found: Mapping[int, Assigned], first: int, col: int) -> bool:
    """True for a key column that stands again behind values with other fields: there another table begins."""
    if found[first].role is ColumnRole.VALUE or all(found[other].role is not ColumnRole.VALUE for other in range(first, col)):
        return False
    return table.column(col).texts != table.column(first).texts


def _detail(table: Table, col: int) -> float:
    words = table.column(col).words
    return len(words) / 1000 + sum(word.startswith(("0", "K0")) for word in words[:50]) / 50


def _second_key(table: Table, col: int, best: int) -> Assigned:
    """A second key: needed where the first does not tell the rows apart, else a copy or part of it."""
    pairs = set(zip(table.column(best).texts, table.column(col).texts, strict=True))
    if len(pairs) > len(set(table.column(best).texts)):
        return Assigned(ColumnRole.LABEL, "zweites Gebiet der Zeile")
    return Assigned(ColumnRole.SKIP, f"geht aus „{table.column(best).own}“ hervor")


def _name_beside(table: Table, found: Mapping[int, Assigned], key: int) -> int | None:
    """The text column next to the key with one name for each key."""
    for col in (key + 1, key - 1):
        if 1 <= col <= len(table.columns) and found[col].role is ColumnRole.LABEL:
            pairs = {pair for pair in zip(table.column(key).texts, table.column(col).texts, strict=True) if pair[0]}
            if len(pairs) <= 1.02 * len({one for one, _ in pairs}):
                return col
    return None


def _settle_copies(table: Table, found: dict[int, Assigned], first_value: int, chosen: Mapping[int, ColumnRole]) -> None:
    """Columns of words behind the first values that follow from the keys say nothing new."""
    keys = [col for col, each in found.items() if col < first_value and each.role not in (ColumnRole.SKIP, ColumnRole.VALUE)]
    for col, each in found.items():
        if each.role is ColumnRole.LABEL and col > first_value and col not in chosen:
            before = [*keys, *(other for other, its in found.items() if first_value < other < col and its.role is ColumnRole.LABEL)]
            if before and _follows(table, before, col):
                found[col] = Assigned(ColumnRole.SKIP, "geht aus den anderen Spalten hervor")


def _follows(table: Table, keys: Sequence[int], col: int) -> bool:
    rows = list(zip(*(table.column(key).texts for key in keys), strict=True))
    return len(set(rows)) == len(set(zip(rows, table.column(col).texts, strict=True)))
