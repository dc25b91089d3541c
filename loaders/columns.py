"""Finds a block's columns in a table by the texts of their headings, never by position."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from domain.periods import Period
from loaders.findings import Findings
from loaders.grid import Grid, text_of
from loaders.layouts import PERIOD, Block, Column, PeriodRule, ValueColumn
from loaders.period_texts import parse_period

Heading = tuple[str, ...]


@dataclass(frozen=True)
class ValueField:
    """A column with numbers: what they may be (several where a row's unit decides) and, in wide tables, their period."""

    col: int
    values: tuple[ValueColumn, ...]
    period: Period | None = None


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


def read_period(text: str, rule: PeriodRule) -> Period:
    """The period a text means in this table; raises ValueError if it is not of the rule's kind."""
    period = parse_period(text, rule.kind)
    return Period(rule.becomes.format(year=period.year)) if rule.becomes else period


def _continued(texts: Sequence[str]) -> list[str]:
    continued: list[str] = []
    for text in texts:
        continued.append(text or (continued[-1] if continued else ""))
    return continued


def match_columns(grid: Grid, block: Block, findings: Findings) -> Columns:
    """The block's columns in this table. Missing and unknown columns are findings."""
    found = headings(grid, block)
    keys = {column: col for column in block.key_columns if (col := _key_column(column, found))}
    unmatched = {value.heading for value in block.values}
    fields: list[ValueField] = []
    unknown: list[int] = []
    for col, heading in enumerate(found, 1):
        if col in keys.values():
            continue
        field = _value_field(col, heading, block)
        if field:
            unmatched -= {value.heading for value in field.values}
            fields.append(field)
        elif not _is_skipped(heading, block) and (any(heading) or _has_content(grid, block, col)):
            unknown.append(col)
    if not fields:
        _report_other_head(block, findings)
        return Columns(len(found), keys, ())
    _report_unknown(unknown, found, block, grid, findings)
    missing = [column for column in block.key_columns if column not in keys]
    _report_missing(missing, unmatched, [found[col - 1] for col in unknown], findings)
    _report_repeated(fields, block, grid, findings)
    return Columns(len(found), keys, tuple(fields))


def _key_column(column: Column, found: Sequence[Heading]) -> int | None:
    if isinstance(column, int):
        return column if column <= len(found) and not any(found[column - 1]) else None
    wanted = text_of(column)
    return next((col for col, heading in enumerate(found, 1) if [text for text in heading if text] == [wanted]), None)


def _value_field(col: int, heading: Heading, block: Block) -> ValueField | None:
    plain = tuple(value for value in block.values if PERIOD not in value.heading and _same(value.heading, heading))
    if plain:
        return ValueField(col, plain)
    if block.period.row is None:
        return None
    level = block.header.rows.index(block.period.row)
    try:
        period = read_period(heading[level], block.period)
    except ValueError:
        return None
    general = (*heading[:level], PERIOD, *heading[level + 1 :])
    values = tuple(value for value in block.values if _same(value.heading, general))
    return ValueField(col, values, period) if values else None


def _same(wanted: Heading, found: Heading) -> bool:
    return tuple(text_of(text) for text in wanted) == found


def _is_skipped(heading: Heading, block: Block) -> bool:
    joined = " / ".join(text for text in heading if text)
    return any(re.fullmatch(pattern, joined) for pattern in block.skip_columns)


def _has_content(grid: Grid, block: Block, col: int) -> bool:
    return any(text_of(row[col - 1]) for row in grid.rows[block.data.first - 1 :] if len(row) >= col)


def _readable(heading: Heading) -> str:
    return " / ".join(text or "(leer)" for text in heading) if any(heading) else "ohne Überschrift"


def _report_unknown(unknown: Sequence[int], found: Sequence[Heading], block: Block, grid: Grid, findings: Findings) -> None:
    for col in unknown:
        findings.error(
            "E202",
            f"Spalte mit der Überschrift „{_readable(found[col - 1])}“",
            f"nur Spalten, die die Tabelle sonst hat",
            "Bitte prüfen, ob die richtige Ausgabe geladen wurde; eine neue Spalte gehört zuerst in die Tabellenbeschreibung.",
            (grid.numbers[block.header.rows[-1] - 1], col),
        )


def _report_other_head(block: Block, findings: Findings) -> None:
    rows = "–".join(str(row) for row in dict.fromkeys((block.header.rows[0], block.header.rows[-1])))
    findings.error(
        "E201",
        f"in den Kopfzeilen ({rows}) keine der bekannten Überschriften",
        f"den Kopf der Tabelle in den Zeilen {rows}",
        "Bitte die Tabelle unverändert abspeichern; davor darf keine Zeile fehlen oder eingefügt sein.",
        (block.header.rows[0], 1),
    )


def _report_missing(keys: Sequence[Column], values: set[Heading], unknown: Sequence[Heading], findings: Findings) -> None:
    wanted = [column if isinstance(column, str) else f"Nummer {column}, ohne Überschrift" for column in keys]
    others = [_readable(heading) for heading in unknown]
    for text in [*wanted, *sorted(_readable(heading).replace(PERIOD, "(Zeitangabe)") for heading in values)]:
        close = get_close_matches(text, others, 1)
        findings.error(
            "E201",
            f"statt „{text}“ nur „{close[0]}“" if close else f"keine Spalte „{text}“",
            f"Spalte „{text}“",
            "Bitte die Tabelle vollständig und ohne Änderung am Kopf abspeichern.",
        )


def _report_repeated(fields: Sequence[ValueField], block: Block, grid: Grid, findings: Findings) -> None:
    seen: dict[tuple[Heading, Period | None], int] = {}
    for field in fields:
        key = (field.values[0].heading, field.period)
        if key in seen:
            findings.error(
                "E203",
                f"dieselbe Überschrift wie in Spalte {seen[key]}",
                "jede Überschrift einmal",
                "Bitte die doppelte Spalte in der Datei entfernen.",
                (grid.numbers[block.header.rows[-1] - 1], field.col),
            )
        seen[key] = field.col
