"""Finds a block's columns in a table by the texts of their headings, never by position."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from domain.cells import cell_name
from loaders.data_rows import width_of_numbers
from loaders.findings import Findings
from loaders.grid import Grid, text_of
from loaders.label_words import understood
from loaders.layouts import Block, Column, ValueColumn
from loaders.periods_of_blocks import PeriodReader
from loaders.templates import PERIOD, YEAR, fits, pattern_of, places

Heading = tuple[str, ...]
OTHER_HEAD = "keine der bekannten Überschriften"
"""How the finding begins that stands for a sheet on which nothing of a block is found."""
_HEADING_OF = {PERIOD: "(Zeitangabe)", YEAR: "(Jahr)"}


@dataclass(frozen=True)
class ValueField:
    """A column with numbers: what they may be (several where a row's unit decides), and what its heading says of the period
    and of the labels (one for each rule of the block, None for rules that do not look into headings)."""

    col: int
    values: tuple[ValueColumn, ...]
    period: str = ""
    labels: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Columns:
    """Where everything stands; columns are counted from 1."""

    width: int
    keys: Mapping[Column, int]
    values: tuple[ValueField, ...]


def headings(grid: Grid, block: Block) -> list[Heading]:
    """One text per heading row for each column; in merged rows an empty cell continues the text at its left."""
    rows = [grid.rows[number - 1] if number <= len(grid.rows) else () for number in block.header.rows]
    width = max((len(row) for row in rows), default=0)
    levels = []
    for number, row in zip(block.header.rows, rows, strict=True):
        texts = [text_of(cell) for cell in row] + [""] * (width - len(row))
        levels.append(_continued(texts) if number in block.header.merged else texts)
    return list(zip(*levels, strict=True))


def _continued(texts: Sequence[str]) -> list[str]:
    continued: list[str] = []
    for text in texts:
        continued.append(text or (continued[-1] if continued else ""))
    return continued


def match_columns(grid: Grid, block: Block, reader: PeriodReader, findings: Findings) -> Columns:
    """The block's columns in this table. Missing and unknown columns are findings."""
    if not block.header.rows:
        return _numbered(grid, block, findings)
    found = headings(grid, block)
    found += [("",) * len(block.header.rows)] * (width_of_numbers(grid, block, len(found)) - len(found))
    columns, skipped = _fitting(found, block, reader)
    known = skipped | {*columns.keys.values(), *(field.col for field in columns.values)}
    others = [col for col in range(1, len(found) + 1) if col not in known]
    head = _Head(grid, block, found, [col for col in others if any(found[col - 1]) or _filled_row(grid, block, col)])
    missing = _missing(columns, block)
    if not columns.values:
        _report_other_head(head, *missing, findings)
        return columns
    _report_unknown(head, findings)
    _report_missing(head, columns, *missing, findings)
    _report_repeated(head, columns.values, findings)
    return columns


@dataclass(frozen=True)
class _Head:
    """The headings of a block on a sheet, and the columns under which the block knows nothing."""

    grid: Grid
    block: Block
    found: Sequence[Heading]
    unknown: Sequence[int]

    def cell(self, col: int, level: int = -1) -> tuple[int, int]:
        """Row and column of a heading as people see them."""
        row = self.block.header.rows[level]
        return (self.grid.numbers[row - 1] if row <= len(self.grid.numbers) else row), col

    def closest(self, wanted: Heading, others: Sequence[int]) -> tuple[int, int] | None:
        """Column and level of the heading among ``others`` that is most like the wanted one and where the two differ."""
        texts = {col: _readable(self.found[col - 1]) for col in others}
        close = get_close_matches(_as_people_say(_readable(wanted)), texts.values(), 1)
        col = next((col for col, text in texts.items() if text in close), None)
        if col is None:
            return None
        pairs = zip(wanted, self.found[col - 1], strict=True) if len(wanted) == len(self.found[col - 1]) else ()
        return col, next((level for level, (mine, other) in enumerate(pairs) if not fits(mine, other)), -1)


def first_between(grid: Grid, block: Block, reader: PeriodReader) -> int | None:
    """The first column under which the block knows nothing and at whose right one stands that it knows."""
    found = headings(grid, block)
    columns, skipped = _fitting(found, block, reader)
    known = skipped | {*columns.keys.values(), *(field.col for field in columns.values)}
    return next((col for col in range(1, max(known, default=0)) if col not in known), None)


def known_headings(grid: Grid, block: Block, reader: PeriodReader) -> int:
    """How many columns the block knows in its heading rows."""
    columns, _ = _fitting(headings(grid, block), block, reader)
    return len(columns.keys) + len(columns.values)


def is_complete(grid: Grid, block: Block, reader: PeriodReader) -> bool:
    """True if every key column and every value has its heading in the block's heading rows."""
    columns, _ = _fitting(headings(grid, block), block, reader)
    return bool(columns.values) and not any(_missing(columns, block))


def _fitting(found: Sequence[Heading], block: Block, reader: PeriodReader) -> tuple[Columns, set[int]]:
    """The columns whose headings the block knows, and the numbers of those it leaves out: a heading that the layout names goes
    before a pattern of columns to skip, one that is known only as any period does not."""
    skipped = {col for col, heading in enumerate(found, 1) if _is_skipped(heading, block)}
    keys = _key_columns(block, found, skipped)
    in_order = sorted(block.values, key=lambda value: any(places(text) for text in value.heading))
    no_period = [value for value in in_order if not any(PERIOD in places(text) for text in value.heading)]
    fields = [
        _value_field(col, heading, block, no_period if col in skipped else in_order, reader)
        for col, heading in enumerate(found, 1)
        if col not in keys.values()
    ]
    return Columns(len(found), keys, tuple(field for field in fields if field)), skipped


def _missing(columns: Columns, block: Block) -> tuple[list[Column], list[Heading]]:
    found = {value.heading for field in columns.values for value in field.values}
    wanted = dict.fromkeys(value.heading for value in block.values)
    return [column for column in block.key_columns if column not in columns.keys], [heading for heading in wanted if heading not in found]


def _numbered(grid: Grid, block: Block, findings: Findings) -> Columns:
    """Columns of a table without headings, which are told by their numbers."""
    first = grid.rows[block.data.first - 1] if block.data.first <= len(grid.rows) else ()
    cols = dict.fromkeys(value.column for value in block.values if value.column is not None)
    keys: dict[Column, int] = {column: column for column in block.key_columns if isinstance(column, int)}
    fields = [ValueField(col, tuple(value for value in block.values if value.column == col), "", _no_labels(block)) for col in cols]
    beyond = max([*cols, *keys.values()])
    if named := [column for column in block.key_columns if isinstance(column, str)]:
        _report_named(named, findings)
    elif first and beyond > len(first):
        findings.error(
            "E201",
            f"{len(first)} Spalten",
            f"mindestens {beyond} Spalten; die Tabelle hat keine Überschriften",
            "Bitte die Tabelle vollständig und ohne Änderung an den Spalten abspeichern.",
            (grid.numbers[block.data.first - 1], 1),
        )
    return Columns(len(first), keys, tuple(fields))


def _no_labels(block: Block) -> tuple[str | None, ...]:
    return (None,) * len(block.labels)


def _key_columns(block: Block, found: Sequence[Heading], skipped: Collection[int]) -> dict[Column, int]:
    """Columns that are named exactly first, so that ``Kreise {year}`` is the other one of two that fit."""
    joined = {col: " / ".join(text for text in heading if text) for col, heading in enumerate(found, 1)}
    keys: dict[Column, int] = {}
    for column in block.key_columns:
        if isinstance(column, int):
            exact = column if column in joined and not joined[column] else None
        else:
            exact = next((col for col, text in joined.items() if text == text_of(column)), None)
        if exact is not None:
            keys[column] = exact
    free = {col: text for col, text in joined.items() if col not in keys.values() and col not in skipped}
    for column in block.key_columns:
        fitting = [col for col, text in free.items() if isinstance(column, str) and YEAR in places(column) and fits(column, text)]
        if column not in keys and len(fitting) == 1:
            keys[column] = fitting[0]
    return keys


def _value_field(col: int, heading: Heading, block: Block, in_order: Sequence[ValueColumn], reader: PeriodReader) -> ValueField | None:
    """What the numbers under a heading are, None for a heading of none of the block's values. A heading that is written out
    in the layout goes before one with places for any period or word."""
    for value in in_order:
        texts = _texts_in(value.heading, heading)
        if texts is None:
            continue
        labels = tuple(understood(rule, texts[rule.dimension]) if rule.dimension in texts else None for rule in block.labels)
        if any(label is None for rule, label in zip(block.labels, labels, strict=True) if rule.dimension in texts):
            continue
        if PERIOD in texts and not _names_a_period(texts[PERIOD], reader):
            continue
        same = tuple(other for other in block.values if other.heading == value.heading)
        return ValueField(col, same, texts.get(PERIOD, ""), labels)
    return None


def _names_a_period(text: str, reader: PeriodReader) -> bool:
    if "column" in places(reader.rule.compose):
        return True  # only rows and heading together name one
    try:
        reader.read(row=text)
    except ValueError:
        return False
    return True


def _texts_in(wanted: Heading, found: Heading) -> dict[str, str] | None:
    """What stands in the places of a wanted heading, None if the found one does not fit it."""
    texts: dict[str, str] = {}
    for template, text in zip(wanted, found, strict=True):
        match = pattern_of(template).fullmatch(text)
        if match is None:
            return None
        texts |= match.groupdict()
    return texts


def _is_skipped(heading: Heading, block: Block) -> bool:
    joined = " / ".join(text for text in heading if text)
    return any(re.fullmatch(pattern, joined) for pattern in block.skip_columns)


def _filled_row(grid: Grid, block: Block, col: int) -> int | None:
    """Number of the first row below the head with anything in the column."""
    below = zip(grid.numbers[block.data.first - 1 :], grid.rows[block.data.first - 1 :], strict=True)
    return next((number for number, row in below if len(row) >= col and text_of(row[col - 1])), None)


def _readable(heading: Heading) -> str:
    return " / ".join(text or "(leer)" for text in heading) if any(heading) else "ohne Überschrift"


def _as_people_say(text: str) -> str:
    for name in places(text):
        text = text.replace(f"{{{name}}}", _HEADING_OF.get(name, "(Wort)"))
    return text


def _report_unknown(head: _Head, findings: Findings) -> None:
    for col in head.unknown:
        heading = head.found[col - 1]
        row = None if any(heading) else _filled_row(head.grid, head.block, col)
        findings.error(
            "E202",
            f"Spalte mit der Überschrift „{_readable(heading)}“" if any(heading) else "Spalte ohne Überschrift",
            "nur Spalten, die die Tabelle sonst hat",
            "Bitte prüfen, ob die richtige Ausgabe geladen wurde; eine neue Spalte gehört zuerst in die Tabellenbeschreibung.",
            head.cell(col) if row is None else (row, col),
        )


def _report_other_head(head: _Head, keys: Sequence[Column], values: Sequence[Heading], findings: Findings) -> None:
    rows = "–".join(str(row) for row in dict.fromkeys((head.block.header.rows[0], head.block.header.rows[-1])))
    wanted = [*values, *((column,) for column in keys if isinstance(column, str))]
    near = next((place for heading in wanted if (place := head.closest(heading, head.unknown))), None)
    names = [f"„{_as_people_say(_readable(heading))}“" for heading in wanted]
    more = len(names) - _NAMED
    findings.error(
        "E201",
        f"{OTHER_HEAD} in den Kopfzeilen ({rows}); es fehlt {', '.join(names[:_NAMED])}" + (f" und {more} weitere" if more > 0 else ""),
        f"den Kopf der Tabelle in den Zeilen {rows}",
        "Bitte die Tabelle unverändert abspeichern; im Kopf darf nichts fehlen.",
        head.cell(*near) if near else head.cell(head.unknown[0] if head.unknown else 1, 0),
    )


_NAMED = 5


def _report_missing(head: _Head, columns: Columns, keys: Sequence[Column], values: Sequence[Heading], findings: Findings) -> None:
    for column in keys:
        if isinstance(column, int):
            _report_one(head, f"Nummer {column}, ohne Überschrift", None, (column, -1), findings)
        else:
            near = head.closest((column,), head.unknown)
            _report_one(head, _as_people_say(column), near, (head.unknown[0] if head.unknown else 1, -1), findings)
    for heading in values:
        before = head.block.values[: next(place for place, value in enumerate(head.block.values) if value.heading == heading)]
        cols = {value.heading: field.col for field in columns.values for value in field.values}
        left = [cols[value.heading] for value in before if value.heading in cols] or [*columns.keys.values()]
        after = (min(max(left[-1:], default=0) + 1, len(head.found)), -1)
        _report_one(head, _as_people_say(_readable(heading)), head.closest(heading, head.unknown), after, findings)


def _report_one(head: _Head, text: str, near: tuple[int, int] | None, otherwise: tuple[int, int], findings: Findings) -> None:
    """Reports a missing heading at the one that stands in its place, or ``otherwise`` where it should stand."""
    instead = f"statt „{text}“ nur „{_readable(head.found[near[0] - 1])}“" if near else f"keine Spalte „{text}“"
    advice = "Bitte die Tabelle vollständig und ohne Änderung am Kopf abspeichern."
    findings.error("E201", instead, f"Spalte „{text}“", advice, head.cell(*(near or otherwise)))


def _report_named(columns: Sequence[str], findings: Findings) -> None:
    for column in columns:
        advice = "Bitte die Tabelle vollständig und ohne Änderung am Kopf abspeichern."
        findings.error("E201", f"keine Spalte „{column}“", f"Spalte „{column}“", advice)


def _report_repeated(head: _Head, fields: Sequence[ValueField], findings: Findings) -> None:
    seen: dict[tuple[Heading, str, tuple[str | None, ...]], int] = {}
    for field in fields:
        key = (field.values[0].heading, field.period, field.labels)
        if key in seen:
            findings.error(
                "E203",
                f"dieselbe Überschrift wie in {cell_name(head.grid.sheet, *head.cell(seen[key]))}",
                "jede Überschrift einmal",
                "Bitte die doppelte Spalte in der Datei entfernen.",
                head.cell(field.col),
            )
        seen[key] = field.col
