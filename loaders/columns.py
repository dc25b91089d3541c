"""Finds a block's columns in a table by the texts of their headings, never by position."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from loaders.findings import Findings
from loaders.grid import Grid, text_of
from loaders.label_words import understood
from loaders.layouts import Block, Column, ValueColumn
from loaders.periods_of_blocks import PeriodReader
from loaders.templates import PERIOD, YEAR, fits, pattern_of, places

Heading = tuple[str, ...]
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
    columns, skipped = _fitting(found, block, reader)
    if not columns.values:
        _report_other_head(block, findings)
        return columns
    known = skipped | {*columns.keys.values(), *(field.col for field in columns.values)}
    others = [col for col in range(1, len(found) + 1) if col not in known]
    unknown = [col for col in others if any(found[col - 1]) or _has_content(grid, block, col)]
    _report_unknown(unknown, found, block, grid, findings)
    missing, unmatched = _missing(columns, block)
    _report_missing(missing, unmatched, [found[col - 1] for col in unknown], findings)
    _report_repeated(columns.values, block, grid, findings)
    return columns


def is_complete(grid: Grid, block: Block, reader: PeriodReader) -> bool:
    """True if every key column and every value has its heading in the block's heading rows."""
    columns, _ = _fitting(headings(grid, block), block, reader)
    return bool(columns.values) and not any(_missing(columns, block))


def _fitting(found: Sequence[Heading], block: Block, reader: PeriodReader) -> tuple[Columns, set[int]]:
    """The columns whose headings the block knows, and the numbers of those it leaves out."""
    skipped = {col for col, heading in enumerate(found, 1) if _is_skipped(heading, block)}
    keys = _key_columns(block, found, skipped)
    in_order = sorted(block.values, key=lambda value: any(places(text) for text in value.heading))
    fields = [_value_field(col, heading, block, in_order, reader) for col, heading in enumerate(found, 1) if col not in keys.values()]
    return Columns(len(found), keys, tuple(field for field in fields if field)), skipped


def _missing(columns: Columns, block: Block) -> tuple[list[Column], set[Heading]]:
    found = {value.heading for field in columns.values for value in field.values}
    return [column for column in block.key_columns if column not in columns.keys], {value.heading for value in block.values} - found


def _numbered(grid: Grid, block: Block, findings: Findings) -> Columns:
    """Columns of a table without headings, which are told by their numbers."""
    first = grid.rows[block.data.first - 1] if block.data.first <= len(grid.rows) else ()
    cols = dict.fromkeys(value.column for value in block.values if value.column is not None)
    keys: dict[Column, int] = {column: column for column in block.key_columns if isinstance(column, int)}
    fields = [ValueField(col, tuple(value for value in block.values if value.column == col), "", _no_labels(block)) for col in cols]
    beyond = max([*cols, *keys.values()])
    if named := [column for column in block.key_columns if isinstance(column, str)]:
        _report_missing(named, set(), [], findings)
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


def _has_content(grid: Grid, block: Block, col: int) -> bool:
    return any(text_of(row[col - 1]) for row in grid.rows[block.data.first - 1 :] if len(row) >= col)


def _readable(heading: Heading) -> str:
    return " / ".join(text or "(leer)" for text in heading) if any(heading) else "ohne Überschrift"


def _as_people_say(text: str) -> str:
    for name in places(text):
        text = text.replace(f"{{{name}}}", _HEADING_OF.get(name, "(Wort)"))
    return text


def _report_unknown(unknown: Sequence[int], found: Sequence[Heading], block: Block, grid: Grid, findings: Findings) -> None:
    for col in unknown:
        findings.error(
            "E202",
            f"Spalte mit der Überschrift „{_readable(found[col - 1])}“",
            "nur Spalten, die die Tabelle sonst hat",
            "Bitte prüfen, ob die richtige Ausgabe geladen wurde; eine neue Spalte gehört zuerst in die Tabellenbeschreibung.",
            (grid.numbers[block.header.rows[-1] - 1], col),
        )


def _report_other_head(block: Block, findings: Findings) -> None:
    rows = "–".join(str(row) for row in dict.fromkeys((block.header.rows[0], block.header.rows[-1])))
    findings.error(
        "E201",
        f"in den Kopfzeilen ({rows}) keine der bekannten Überschriften",
        f"den Kopf der Tabelle in den Zeilen {rows}",
        "Bitte die Tabelle unverändert abspeichern; im Kopf darf nichts fehlen.",
        (block.header.rows[0], 1),
    )


def _report_missing(keys: Sequence[Column], values: set[Heading], unknown: Sequence[Heading], findings: Findings) -> None:
    wanted = [_as_people_say(column) if isinstance(column, str) else f"Nummer {column}, ohne Überschrift" for column in keys]
    others = [_readable(heading) for heading in unknown]
    for text in [*wanted, *sorted(_as_people_say(_readable(heading)) for heading in values)]:
        close = get_close_matches(text, others, 1)
        findings.error(
            "E201",
            f"statt „{text}“ nur „{close[0]}“" if close else f"keine Spalte „{text}“",
            f"Spalte „{text}“",
            "Bitte die Tabelle vollständig und ohne Änderung am Kopf abspeichern.",
        )


def _report_repeated(fields: Sequence[ValueField], block: Block, grid: Grid, findings: Findings) -> None:
    seen: dict[tuple[Heading, str, tuple[str | None, ...]], int] = {}
    for field in fields:
        key = (field.values[0].heading, field.period, field.labels)
        if key in seen:
            findings.error(
                "E203",
                f"dieselbe Überschrift wie in Spalte {seen[key]}",
                "jede Überschrift einmal",
                "Bitte die doppelte Spalte in der Datei entfernen.",
                (grid.numbers[block.header.rows[-1] - 1], field.col),
            )
        seen[key] = field.col
