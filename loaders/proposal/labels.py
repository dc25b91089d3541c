"""Label rules: columns of words, and headings that name an open dimension."""

import re
from collections.abc import Mapping, Sequence

from domain.proposals import ColumnRole
from loaders.grid import text_of
from loaders.layouts import LabelRule
from loaders.proposal.cells import Kind, as_number
from loaders.proposal.genesis import dimension_in
from loaders.proposal.headings import Levels
from loaders.proposal.roles import Assigned
from loaders.proposal.tables import Table, TableColumn
from loaders.proposal.words import AGE, SUM, TOTAL, dimension_of, group_of, slug

_COUNTRIES = re.compile(r"türkei|polen|afghanistan|italien|syrien.*|sri lanka|kosovo|serbien|rumänien|albanien|spanien", re.IGNORECASE)
_LEAST_OPEN = 12


def label_rules(
    table: Table, roles: Mapping[int, Assigned], chosen: Mapping[int, str], taken: Sequence[str]
) -> tuple[dict[int, LabelRule], list[str]]:
    """A rule for each column of words; ``taken`` are dimensions that headings already use. Also the sentences about them."""
    rules: dict[int, LabelRule] = {}
    notes: list[str] = []
    columns = [table.column(col) for col, each in roles.items() if each.role is ColumnRole.LABEL]
    used = set(taken)
    for place, column in enumerate(columns):
        dimension = chosen.get(column.col) or _dimension(table, column)
        if dimension in used:
            own = slug(column.own)
            dimension = own if own and own not in used else f"{dimension}_{column.col}"
        used.add(dimension)
        rules[column.col] = _rule(column, dimension, last=place == len(columns) - 1)
        notes.append(
            f"Spalte „{column.own or column.col}“: {len(column.words)} Wörter, zuerst {', '.join(f'„{word}“' for word in column.words[:3])}"
        )
    return rules, notes


def section_rule(table: Table, roles: Mapping[int, Assigned], taken: Sequence[str]) -> LabelRule | None:
    """The rule for single texts between the rows, where only they tell rows apart that are otherwise called the same."""
    keys = [table.column(col) for col, each in roles.items() if each.role not in (ColumnRole.SKIP, ColumnRole.VALUE)]
    rows = list(zip(*(column.texts for column in keys), strict=True)) if keys else []
    if len(set(rows)) == len(rows):
        return None
    found = [(cols[0], row) for row in (*lead(table), *table.region.gaps) if len(cols := _filled(table, row)) == 1]
    named = {column.col for column in keys}
    if not found or any(col not in named for col, _ in found) or len({col for col, _ in found}) > 1:
        return None
    column = table.column(found[0][0])
    words = list(dict.fromkeys(text_of(table.grid.at(row, column.col)) for _, row in found))
    groups = {word: group for word in words if (group := group_of(word))}
    dimensions = {dimension for dimension, _ in groups.values()}
    if len(dimensions) == 1 and not dimensions & set(taken) and all(word in groups or TOTAL.fullmatch(word) for word in words):
        codes = {word: groups[word][1] if word in groups else "" for word in words}
        return LabelRule(dimensions.pop(), column.name, codes=codes, section=True)
    dimension = "abschnitt" if "abschnitt" not in taken else "abschnitt_2"
    return LabelRule(dimension, column.name, codes={"": ""}, any=True, section=True)


def lead(table: Table) -> tuple[int, ...]:
    """The row right above the values that names their first section, as later ones are named between the rows."""
    row = table.region.first - 1
    cols = _filled(table, row) if row > max(table.region.header, default=0) and row != table.region.numbering else []
    later = {tuple(_filled(table, gap)) for gap in table.region.gaps}
    return (row,) if len(cols) == 1 and tuple(cols) in later else ()


def _filled(table: Table, row: int) -> list[int]:
    return [col for col, cell in enumerate(table.grid.rows[row - 1], 1) if text_of(cell)]


def _dimension(table: Table, column: TableColumn) -> str:
    if named := dimension_in(table, column):
        return dimension_of(named) or named
    groups = [found[0] for word in column.words if (found := group_of(word))]
    if len(groups) > 1 and len(set(groups)) == 1 and len(groups) == sum(not TOTAL.fullmatch(word) for word in column.words):
        return groups[0]
    if named := dimension_of(column.title):
        return named
    if groups and len(groups) >= 0.5 * sum(not TOTAL.fullmatch(word) for word in column.words):
        return max(set(groups), key=groups.count)
    if any(_COUNTRIES.fullmatch(word) for word in column.words):
        return "staatsangehoerigkeit"
    return slug(column.own) or "merkmal"


def _rule(column: TableColumn, dimension: str, last: bool) -> LabelRule:
    """The rule for a column; words that are all known make it closed, so that a new one is a finding next year."""
    empty = column.kinds[Kind.EMPTY]
    fill = column.continues and not last
    codes = {word: code for word in column.words if (code := _code(word, dimension)) is not None}
    loose = [word for word, code in codes.items() if not code and not SUM.fullmatch(word)]
    if len([word for word, code in codes.items() if not code]) > 1:
        codes = {word: code for word, code in codes.items() if word not in loose}
    closed = len(codes) == len(column.words) and len(codes) > 1
    if empty and not fill:
        codes = {"": "", **codes}
    return LabelRule(dimension, column.name, codes=codes, any=not closed, fill=fill)


def _code(word: str, dimension: str) -> str | None:
    """The code of a known word, '' for a total, None for a word that stays as it is."""
    found = group_of(word)
    if found and found[0] == dimension and not AGE.fullmatch(word):
        return found[1]
    return "" if TOTAL.fullmatch(word) else None


def words_level(table: Table, columns: Sequence[TableColumn], levels: Levels) -> int | None:
    """The heading row whose words are one open dimension, as in a matrix: numbers or places, all else being the same."""
    count = len(table.region.header)
    for level in range(count):
        if level in (levels.period, levels.months):
            continue
        texts = [column.heading[level] for column in columns]
        numbers = sum(as_number(text) is not None for text in texts)
        others = {
            tuple(text for place, text in enumerate(column.heading) if place not in (level, levels.period, levels.months))
            for column in columns
        }
        if len(set(texts)) == len(texts) >= _LEAST_OPEN and numbers >= 0.6 * len(texts) and len(others) == 1 and all(texts):
            return level
    return None


def words_rule(table: Table, columns: Sequence[TableColumn], level: int, taken: Sequence[str]) -> LabelRule:
    """The rule for such a heading row."""
    texts = [column.heading[level] for column in columns]
    above = " ".join(text for _, _, text in table.titles())
    dimension = "ziel" if re.search(r"ziel|in den |nach ", above, re.IGNORECASE) else "spalte"
    while dimension in taken:
        dimension += "_kopf"
    codes = {text: "" for text in texts if TOTAL.fullmatch(text)}
    return LabelRule(dimension, row=table.region.header[level], codes=codes, any=True)
