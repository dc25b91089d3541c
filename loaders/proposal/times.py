"""Where the period of a table stands, and how it is read."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.local_time import today
from domain.periods import MONTHS, Period, PeriodKind
from domain.proposals import PeriodSource
from loaders.grid import text_of
from loaders.layouts import CellText, PeriodRule
from loaders.proposal.cells import period_kind
from loaders.proposal.headings import Levels, period_in
from loaders.proposal.sheets import Source
from loaders.proposal.tables import Table, TableColumn

_YEAR = re.compile(r"(?<![\d.,/-])((?:19|20)\d\d)(?![\d./,-]*\d)")
_DATE = re.compile(r"(?<!\d)(\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d)(?!\d)")
_DAY_OF_YEAR = re.compile(
    r"(?:\bam|\bzum|stichtag:?|\bstand:?)\s*:?\s*(?:jeweils\s+)?(\d{1,2})\.\s?(?:(\d{1,2})\.(?!\s?(?:19|20)\d\d)|([A-Za-zä]{3,}))",
    re.IGNORECASE,
)
_OF_FILE = re.compile(
    r"datenstand|export|generiert|erschein|abgerufen|gebietsstand|copyright|©|\(c\)|^stand|monitoring|vervielf", re.IGNORECASE
)
_STATUS = re.compile(r"gebietsstand|stichtag|stand am|stand:", re.IGNORECASE)
_MONTH = re.compile(
    rf"(?<!\d\. )(?<!\d\.)\b((?:{'|'.join(MONTHS)}|(?:{'|'.join(name[:3] for name in MONTHS)}|Mrz|Sept)\.?) (?:19|20)\d\d)(?!\d)"
)
_PLAIN = {PeriodKind.DAY: r"(\d{1,2}\.\d{1,2}\.\d{4})", PeriodKind.MONTH: _MONTH.pattern, PeriodKind.YEAR: r"((?:19|20)\d\d)"}
_SPOKEN = (
    (re.compile(r"((?:Wintersemester|Sommersemester|WS|SoSe|SS)\s+(?:19|20)\d\d(?:\s?/\s?\d{2,4})?)(?!\d)"), PeriodKind.SEMESTER),
    (re.compile(r"(Schuljahr\s+(?:19|20)\d\d\s?/\s?\d{2,4})(?!\d)"), PeriodKind.SCHOOL_YEAR),
    (re.compile(r"([12]\. Halbjahr (?:19|20)\d\d)(?!\d)"), PeriodKind.HALF),
    (re.compile(r"([1-4]\. Quartal (?:19|20)\d\d)(?!\d)"), PeriodKind.QUARTER),
)
_SHORT_TEXT = 80
_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"mrz": 3}
_IN_HEADING = re.compile(
    r"\(\s*(?:(?P<month>[A-Za-zäö]{3,9})\.?\s+)?(?P<year>(?:19|20)\d\d)\s*(?P<school>/\s*(?:19|20)?\d\d)?\s*\)|(?P<date>\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)"
    r"|\s(?P<last>(?:19|20)\d\d)$"
)


@dataclass(frozen=True)
class Timing:
    """The rule, what speaks for it, the columns with a period of their own; ``sure`` is False for what only suggests itself."""

    rule: PeriodRule
    source: PeriodSource
    value: str
    because: str
    cells: tuple[str, ...] = ()
    sure: bool = True
    of_columns: Mapping[int, str] = field(default_factory=dict)


def from_column(table: Table, column: TableColumn, texts: Sequence[str]) -> Timing:
    """The period in a column."""
    words = column.words
    cells = (table.cell(table.region.first, column.col),)
    if words and re.fullmatch(r"\d{6}", words[0]):
        rule = PeriodRule(PeriodKind.MONTH, column.name, pattern=r"(?P<year>\d{4})(?P<month>\d\d)", becomes="{year}-{month}")
        return Timing(rule, PeriodSource.COLUMN, f"Spalte „{column.own}“", f"Jahr und Monat in einer Zahl wie {words[0]}", cells)
    if words and re.fullmatch(r"\d{8}", words[0]):
        rule = PeriodRule(
            PeriodKind.DAY, column.name, pattern=r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", becomes="{year}-{month}-{day}"
        )
        return Timing(rule, PeriodSource.COLUMN, f"Spalte „{column.own}“", f"ein Datum in einer Zahl wie {words[0]}", cells)
    kind = Counter(kind for word in words if (kind := period_kind(word))).most_common(1)
    becomes, why = key_day(texts) if kind and kind[0][0] is PeriodKind.YEAR else ("", "")
    because = f"Angaben wie „{words[0]}“" + (f"; Stichtag nach „{why}“" if why else "")
    pattern = r"(?P<year>(?:19|20)\d\d)" if any(not period_kind(word) for word in words) else ""
    becomes = becomes or "{year}" if pattern else becomes
    rule = PeriodRule(kind[0][0] if kind else PeriodKind.YEAR, column.name, pattern=pattern, becomes=becomes, fill=column.continues)
    return Timing(rule, PeriodSource.COLUMN, f"Spalte „{column.own or column.col}“", because, cells)


def from_heading(table: Table, levels: Levels, columns: Sequence[TableColumn], texts: Sequence[str]) -> Timing:
    """The period in a heading row, one for each column of values."""
    level = levels.period or 0
    row = table.region.header[level]
    kind = levels.kind or PeriodKind.YEAR
    becomes, why = key_day(texts) if kind is PeriodKind.YEAR else ("", "")
    found = [column for column in columns if period_in(column.heading[level])[1]]
    cells = (table.cell(row, found[0].col), table.cell(row, found[-1].col))
    because = f"dort stehen „{found[0].heading[level]}“ bis „{found[-1].heading[level]}“" + (f"; Stichtag nach „{why}“" if why else "")
    rule = PeriodRule(kind, row=row, becomes=becomes)
    return Timing(rule, PeriodSource.HEADING, f"Kopfzeile {table.grid.numbers[row - 1]}", because, (f"{cells[0]}:{cells[1]}",))


def from_both(table: Table, levels: Levels, column: TableColumn, columns: Sequence[TableColumn]) -> Timing:
    """The month in a heading row, the year in a column."""
    row = table.region.header[levels.months or 0]
    text = columns[0].heading[levels.months or 0]
    rule = PeriodRule(PeriodKind.MONTH, column.name, row, compose="{row} {column}")
    cells = (table.cell(row, columns[0].col), table.cell(table.region.first, column.col))
    because = f"der Monat wie „{text}“ im Kopf, das Jahr in Spalte „{column.own or column.col}“"
    return Timing(
        rule, PeriodSource.BOTH, f"Kopfzeile {table.grid.numbers[row - 1]} und Spalte „{column.own or column.col}“", because, cells
    )


def from_sheet(table: Table, family: Sequence[str], texts: Sequence[str]) -> Timing | None:
    """The year in the names of the sheets; None if they hold none."""
    sheet = table.grid.sheet
    if sheet is None:
        return None
    varying = [name for name in family if _years(name)]
    if len(varying) != len(family):
        return None
    parts = [re.split(r"(\d+)", name) for name in family]
    pattern = r"((?:19|20)\d\d)"
    if len(family) > 1 and len({len(part) for part in parts}) == 1:
        place = next(
            (i for i, values in enumerate(zip(*parts, strict=True)) if len(set(values)) > 1 and all(_years(v) for v in values)), None
        )
        if place is None:
            return None
        before = "".join(r"\d+" if part.isdigit() else re.escape(part) for part in parts[0][:place])
        pattern = rf"^{before}(\d{{4}})" if before else r"(\d{4})"
    elif len(_years(sheet)) != 1:
        return None
    becomes, why = key_day(texts)
    because = (f"die Blätter heißen „{family[0]}“ bis „{family[-1]}“" if len(family) > 1 else f"das Blatt heißt „{sheet}“") + (
        f"; Stichtag nach „{why}“" if why else ""
    )
    rule = PeriodRule(PeriodKind.YEAR, sheet=True, pattern=pattern, becomes=becomes)
    return Timing(rule, PeriodSource.SHEET, "Name des Blattes", because, sure=len(family) > 1)


def from_cell(table: Table, source: Source, family: Sequence[str], texts: Sequence[str]) -> Timing | None:
    """The period in a cell above or below the table, or on another sheet; None if no cell names just one."""
    titles = [(row, col, text) for row, col, text in _nearest_first(table.titles()) if not _OF_FILE.search(text)]
    heads = [(row, col, text) for row in table.region.header for col, text in _cells_of(table, row)]
    for places, sure in ((titles, True), (heads, True)):
        if found := _timed(table, source, family, places, texts, sure):
            return found
    late = [(row, col, text) for row, col, text in (*table.titles(), *table.notes()) if _STATUS.search(text) and _DATE.search(text)]
    if found := _timed(table, source, family, late, texts, False):
        return found
    for sheet, grid in source.probes.items():
        if sheet != table.grid.sheet:
            cells = [
                (row, col, str(cell))
                for row, cells in enumerate(grid.rows, 1)
                for col, cell in enumerate(cells, 1)
                if _STATUS.search(str(cell))
            ]
            for row, col, text in cells:
                if len(text) < _SHORT_TEXT and (match := _DATE.search(text)):
                    rule = PeriodRule(PeriodKind.DAY, cell=CellText(row, col, sheet), pattern=_DATE.pattern)
                    return Timing(
                        rule, PeriodSource.CELL, match[1], f"auf dem Blatt „{sheet}“ steht „{text.strip()}“", (f"{sheet}!Zeile {row}",)
                    )
    return None


def _nearest_first(titles: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The lines above a table, the last paragraph first: above it may stand notes about anything."""
    paragraphs: list[list[tuple[int, int, str]]] = []
    for each in titles:
        if paragraphs and each[0] - paragraphs[-1][-1][0] <= 1:
            paragraphs[-1].append(each)
        else:
            paragraphs.append([each])
    return [each for paragraph in reversed(paragraphs) for each in paragraph]


def _cells_of(table: Table, row: int) -> list[tuple[int, str]]:
    return [(col, text_of(cell)) for col, cell in enumerate(table.grid.rows[row - 1], 1) if text_of(cell)]


def _timed(
    table: Table, source: Source, family: Sequence[str], places: Sequence[tuple[int, int, str]], texts: Sequence[str], sure: bool
) -> Timing | None:
    several = len(family) > 1
    for pattern, kind in (*_SPOKEN, (_DATE, PeriodKind.DAY), (_MONTH, PeriodKind.MONTH), (_YEAR, PeriodKind.YEAR)):
        for row, col, text in places:
            found = pattern.findall(text)
            if len(set(found)) != 1 or (kind is PeriodKind.YEAR and _span(text)):
                continue
            if several and not _varies(source, family, row, col, pattern):
                continue
            becomes, why = key_day(texts) if kind is PeriodKind.YEAR else ("", "")
            plain = _PLAIN.get(kind, pattern.pattern)
            same = re.findall(plain, text)[:1] == found[:1]
            rule = PeriodRule(kind, cell=CellText(row, col), pattern=plain if same else pattern.pattern, becomes=becomes)
            because = f"dort steht „{text[:80]}“" + (f"; Stichtag nach „{why}“" if why else "")
            return Timing(rule, PeriodSource.CELL, found[0], because, (table.cell(row, col),), sure)
    return None


def _varies(source: Source, family: Sequence[str], row: int, col: int, pattern: re.Pattern[str]) -> bool:
    found = [pattern.findall(str(source.probes[sheet].at(row, col))) for sheet in family]
    return all(found) and len({each[0] for each in found}) == len(family)


def _span(text: str) -> bool:
    return bool(re.search(r"(?:19|20)\d\d\s*(?:bis|-|–|/|und)\s*(?:19|20)?\d\d|\bseit (?:19|20)", text))


def from_headings(columns: Sequence[TableColumn]) -> Timing | None:
    """Periods that the headings of single columns name: ``Arbeitslose (Dez 2013)``; None if hardly any does."""
    found = {column.col: period for column in columns if (period := _named(column))}
    if not found or len(found) < 0.5 * len(columns):
        return None
    common = Counter(found.values()).most_common(1)[0][0]
    rule = PeriodRule(Period(common).kind, fixed=Period(common).label if Period(common).kind is not PeriodKind.YEAR else common)
    because = f"die Überschriften nennen die Zeit selbst, am häufigsten {Period(common).label}"
    return Timing(rule, PeriodSource.FIXED, Period(common).label, because, (), len(found) == len(columns), found)


def _named(column: TableColumn) -> str:
    for text in reversed(column.heading):
        for match in reversed(list(_IN_HEADING.finditer(text))):
            if match["date"]:
                day, month, year = match["date"].split(".")
                return f"{year}-{int(month):02}-{int(day):02}"
            if match["school"]:
                return f"{match['year']}/{int(match['year']) + 1}"
            number = _SHORT.get((match["month"] or "")[:3].lower())
            if match["year"] and (number or not match["month"]):
                return f"{match['year']}-{number:02}" if number else match["year"]
            if match["last"] and not re.search(r"\bbis\s+(?:19|20)\d\d$|\bseit\b", text):
                return match["last"]
    return ""


def from_file(name: str, texts: Sequence[str]) -> Timing | None:
    """The year in the name of the file; None if it has none or several."""
    years = _years(name)
    if len(years) != 1:
        return None
    becomes, _ = key_day(texts)
    return Timing(
        PeriodRule(PeriodKind.YEAR, file=True, pattern=r"(?<!\d)((?:19|20)\d\d)(?!\d)", becomes=becomes),
        PeriodSource.FILE, years[0], f"die Datei heißt „{name}“", (), False,
    )  # fmt: skip


def _years(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)))


def latest_year(texts: Sequence[str]) -> str:
    """The latest year the texts name, to begin with where a period must be typed."""
    return max((year for text in texts for year in _years(text)), default=str(today().year))


def key_day(texts: Sequence[str]) -> tuple[str, str]:
    """What makes a key date of a year, and the text that names it: ``Stichtag: 31.12.``; both empty if no text does."""
    for text in texts:
        if match := _DAY_OF_YEAR.search(text):
            month = int(match[2]) if match[2] else _SHORT.get(match[3][:3].lower(), 0)
            if 1 <= month <= 12 and 1 <= int(match[1]) <= 31:
                return f"{{year}}-{month:02}-{int(match[1]):02}", text[:60]
    return "", ""
