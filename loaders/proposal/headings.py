"""What the numbers in each column are, from the headings above it: series, unit, groups, period."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.periods import PeriodKind
from loaders.grid import Formatted
from loaders.proposal.cells import Kind, as_number, kind_of, period_kind
from loaders.proposal.tables import Table, TableColumn
from loaders.proposal.words import (
    AGE,
    GENERIC,
    PLACE,
    TIME,
    TOTAL,
    called,
    dimension_of,
    group_of,
    known_series,
    known_within,
    unit_near,
    unit_of,
    unit_within,
    value_named,
    without_footnote,
    without_unit,
)

_TOTAL_WORD = re.compile(r"[,\s]*\b(?:insgesamt|insg\.?|zusammen|total|gesamt)\b[,\s]*", re.IGNORECASE)
_SHARE = re.compile(r"quote|anteil|prozent|\bshare\b|\brate\b|percent", re.IGNORECASE)
_BALANCE = re.compile(r"saldo|differenz|(?:ü|ue)berschuss|zu- ?/ ?abnahme|bilanz", re.IGNORECASE)
_MONTH = re.compile(
    r"(januar|jan\.?|februar|feb\.?|märz|mrz\.?|april|apr\.?|mai|juni|jun\.?|juli|jul\.?|august|aug\.?|september|sept?\.?|oktober|okt\.?"
    r"|november|nov\.?|dezember|dez\.?)(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_MANY = 15


@dataclass(frozen=True)
class Meaning:
    """What a column counts. ``because`` says where the unit comes from; ``sure`` is False where that is an assumption."""

    col: int
    heading: tuple[str, ...]
    series: str
    unit: str
    groups: Mapping[str, str] = field(default_factory=dict)
    because: str = ""
    sure: bool = True


@dataclass(frozen=True)
class Levels:
    """What the heading rows are; places from 0 among the heading rows, None where there is no such row."""

    period: int | None = None
    kind: PeriodKind | None = None
    months: int | None = None
    words: int | None = None  # words of an open dimension, too many to describe one by one


def period_level(columns: Sequence[TableColumn], levels: int) -> tuple[int, PeriodKind] | None:
    """The heading row that gives the columns their periods, and the kind; None if no row does."""
    for level in reversed(range(levels)):
        kinds = Counter(kind for column in columns if (kind := period_kind(column.heading[level])))
        if kinds and sum(kinds.values()) >= max(1, 0.6 * len(columns)):
            return level, kinds.most_common(1)[0][0]
    for level in reversed(range(levels)):
        found = [(text, period_in(text)) for column in columns if (text := column.heading[level])]
        years = {text for text, (_, kind) in found if kind}
        if (
            len({template for template, kind in (each for _, each in found) if kind}) < len(years)
            and len(years) > 1
            and sum(bool(kind) for _, (_, kind) in found) >= 0.6 * len(columns)
        ):
            return level, PeriodKind.YEAR
    return None


def period_in(text: str) -> tuple[str, PeriodKind | None]:
    """A heading with ``{period}`` in place of its time, and the kind of the time; the text itself and None without one."""
    if kind := period_kind(text):
        return "{period}", kind
    years = re.findall(r"(?<![\d./-])(?:19|20)\d\d(?![\d./-]*\d)", text)
    if len(years) == 1 and len(text) < 80 and not re.search(r"\b(?:bis|seit|ab|zu)\s+(?:19|20)\d\d", text):
        return text.replace(years[0], "{period}"), PeriodKind.YEAR
    return text, None


def month_level(columns: Sequence[TableColumn], levels: int) -> int | None:
    """The heading row that names a month over each column."""
    return next((level for level in range(levels) if all(_MONTH.fullmatch(column.heading[level]) for column in columns)), None)


def meanings(table: Table, columns: Sequence[TableColumn], levels: Levels, title: str) -> tuple[Meaning, ...]:
    """What each of the value columns counts, all distinguishable."""
    count = len(table.region.header)
    originals = {column.col: column.heading for column in columns}
    taken = {levels.period, levels.months, levels.words}
    if levels.period is not None and any(period_in(column.heading[levels.period])[0] != "{period}" for column in columns):
        columns = [_without_time(column, levels.period) for column in columns]
        taken = {levels.months, levels.words}
    rest = [level for level in range(count) if level not in taken]
    unit_levels = [level for level in rest if all(unit_of(column.heading[level]) or not column.heading[level] for column in columns)]
    unit_levels = [level for level in unit_levels if any(column.heading[level] for column in columns)]
    rest = [level for level in rest if level not in unit_levels]
    said = _said_above(table, title)
    found = [_meaning(column, rest, unit_levels, columns, said) for column in columns]
    found = [replace(meaning, heading=originals[meaning.col]) for meaning in found]
    return tuple(_distinct(found, columns, levels))


@dataclass(frozen=True)
class _Above:
    """What the lines above a table say about all its numbers: subject and unit, and the line the unit stands in."""

    subject: str
    unit: str
    line: str


def _said_above(table: Table, title: str) -> _Above:
    lines = [text for _, _, text in table.titles()]
    name, unit = value_named(lines)
    near, line = unit_near(lines)
    return _Above(name or title, unit or near or unit_within(title), line or title)


def _meaning(column: TableColumn, rest: Sequence[int], units: Sequence[int], columns: Sequence[TableColumn], above: _Above) -> Meaning:
    groups: dict[str, str] = {}
    names: list[str] = []
    constant: list[str] = []
    for place, level in enumerate(rest):
        heading, label = _taken_apart(without_unit(column.heading[level]))
        if label and label[0]:
            groups.setdefault(*label)
        text = heading
        if not text:
            continue
        group = _group(text, [column.heading[other] for other in rest[:place]])
        if group == ("", ""):
            continue
        if group and group[0] not in groups:
            groups[group[0]] = group[1]
        elif _same_everywhere(level, columns):
            constant.append(text)
        elif GENERIC.fullmatch(text):
            continue
        elif not (names and names[-1] == text) and not (dimension_of(text) and level != rest[-1] and _open(text)):
            names.append(text)
    unit, because, sure = _unit(column, units, above)
    base = [text for text in constant if not (dimension_of(text) and _open(text)) and not TIME.search(text)]
    series = _series(names, base, above.subject)
    return Meaning(column.col, column.heading, series, unit, groups, because, sure)


def _taken_apart(text: str) -> tuple[str, tuple[str, str] | None]:
    """A name such as ``Hauptwohnsitz_auslaendisch`` as what is counted and the group; other texts as they are."""
    before, line, last = text.rpartition("_")
    if not line or " " in text:
        return text, None
    group = _group(last, ())
    return (before, group) if group else (text, None)


def _without_time(column: TableColumn, level: int) -> TableColumn:
    heading = list(column.heading)
    heading[level] = " ".join(period_in(heading[level])[0].replace("{period}", "").split())
    return TableColumn(column.col, tuple(heading), column.cells)


def _open(text: str) -> bool:
    """True if a heading only announces the words below it: ``davon im Alter von … Jahren``, ``Altersgruppe``."""
    return bool(re.search(r"…|\.\.\.|^davon|^darunter|gruppe|^nach\b|\(einschl", text)) or len(text.split()) == 1


def _group(text: str, above: Sequence[str]) -> tuple[str, str] | None:
    """Dimension and label of a heading; two empty texts for a total."""
    if found := group_of(text):
        return found
    plain = _TOTAL_WORD.sub(" ", without_footnote(text)).strip()
    if not plain:
        return "", ""
    if plain != text and (found := group_of(plain)):
        return found
    dimension = next((name for heading in reversed(above) if (name := dimension_of(heading)) and _open(heading)), "")
    if dimension:
        return ("", "") if TOTAL.fullmatch(text) else (dimension, text)
    if re.search("alter", " ".join(above), re.IGNORECASE) and AGE.fullmatch(text):
        return "alter", text
    return None


def _same_everywhere(level: int, columns: Sequence[TableColumn]) -> bool:
    return len(columns) > 1 and len({column.heading[level] for column in columns}) == 1


def _series(names: Sequence[str], constant: Sequence[str], title: str) -> str:
    """What is counted: from the headings of the column, else from those all columns share, else from the title."""
    for texts in (names, constant):
        if known := next((known for text in reversed(texts) if (known := known_series(text))), ""):
            return known
        if texts:
            return called(" ".join(texts))
    return known_series(_short(title)) or known_within(title) or called(_short(title)) or "Wert"


def _short(title: str) -> str:
    """The subject of a title: without its number, and up to the first word that says how it is split."""
    text = re.sub(r"^(?:tabelle|indikator|tab\.|genesis-tabelle)\s+(?:[^:]{1,40}:|\S*\d\S*)\s*", "", title.strip(), flags=re.IGNORECASE)
    before, colon, after = text.partition(": ")
    if colon and 3 <= len(before) <= 40 and not (TIME.match(after) or PLACE.match(after) or dimension_of(after.partition(",")[0])):
        text = after  # what follows is the subject, unless it only says how the table is split
    text = text if after == text else before if colon and len(before) <= 40 else text
    return re.split(r"\s+(?:nach|in|im|am|an|für|von \d|seit|\d{4})\b|[,;(]| - | – ", text)[0]


def _unit(column: TableColumn, levels: Sequence[int], above: _Above) -> tuple[str, str, bool]:
    """Unit of a column, what speaks for it, and whether that is sure."""
    for level in reversed(levels):
        if column.heading[level]:
            return unit_of(column.heading[level]), f"in der Kopfzeile steht „{column.heading[level]}“", True
    for text in reversed(column.heading):
        if dimension_of(text) and _open(text):
            continue
        if unit := unit_within(text):
            return unit, f"in der Überschrift „{text}“", True
    if any(isinstance(cell, Formatted) and "%" in cell.format for cell in column.cells):
        return "Prozent", "das Zahlenformat zeigt %", True
    numbers = [number for cell in column.cells if (number := as_number(cell)) is not None]
    if not above.unit and (any(number < 0 for number in numbers) or _BALANCE.search(column.title)):
        return "Saldo", "die Zahlen dürfen negativ sein", False
    if names_share(column.own):
        return "Prozent", f"die Überschrift „{column.own}“ nennt eine Quote oder einen Anteil", False
    if above.unit:
        return above.unit, f"über der Tabelle steht „{above.line[:60]}“", True
    if whole_numbers(column):
        return "Anzahl", "es sind nur ganze Zahlen", False
    return "ohne Angabe", "die Tabelle nennt keine Einheit", False


def names_share(text: str) -> bool:
    """True for a rate or a share."""
    return bool(_SHARE.search(text)) and "index" not in text.lower()


def whole_numbers(column: TableColumn) -> bool:
    """True if all numbers of the column are whole; a dot or a comma before three digits counts as a thousands mark."""
    for cell in column.cells:
        if isinstance(cell, str):
            if kind_of(cell) is Kind.NUMBER and not re.fullmatch(r"\D*\d+(?:[.,'\s]\d{3})*\D*", cell.strip()):
                return False
        elif (number := as_number(cell)) is not None and number != int(number):
            return False
    return True


def _distinct(found: Sequence[Meaning], columns: Sequence[TableColumn], levels: Levels) -> list[Meaning]:
    """The meanings, those that would be the same told apart by all their headings."""

    def key(meaning: Meaning) -> tuple[object, ...]:
        own = tuple(meaning.heading[level] for level in (levels.period, levels.months, levels.words) if level is not None)
        return meaning.series, meaning.unit, tuple(sorted(meaning.groups.items())), own

    counts = Counter(map(key, found))
    told: list[Meaning] = []
    for meaning, column in zip(found, columns, strict=True):
        if counts[key(meaning)] > 1:
            texts = [text for level, text in enumerate(column.heading) if level not in (levels.period, levels.months) and text]
            meaning = Meaning(
                meaning.col, meaning.heading, called(" ".join(dict.fromkeys(texts))), meaning.unit, {}, meaning.because, meaning.sure
            )
        told.append(meaning)
    if any(count > 1 for count in Counter(map(key, told)).values()):
        seen: Counter[tuple[object, ...]] = Counter()
        for place, meaning in enumerate(told):
            seen[key(meaning)] += 1
            if seen[key(meaning)] > 1 or not meaning.heading:
                series = f"{meaning.series}_spalte_{meaning.col}"
                told[place] = Meaning(meaning.col, meaning.heading, series, meaning.unit, meaning.groups, meaning.because, meaning.sure)
    return told
