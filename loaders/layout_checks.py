"""What a layout's entries say against each other, beyond what the type of each entry already forbids."""

import re
from collections.abc import Iterable, Iterator

from domain.areas import AreaLevel, area_level
from domain.errors import Unreadable
from domain.periods import Period
from loaders.layouts import OPEN, Block, Layout, PeriodRule, ValueColumn
from loaders.symbols import symbols
from loaders.templates import PERIOD, YEAR, pattern_of, places

LEAST_CASES = 3
"""With 2 the only hidden count would be 1, and everybody would know it."""


def contradictions(layout: Layout) -> tuple[str, ...]:
    """A German sentence for everything that does not fit together; empty for a sound layout."""
    found = [problem for block in layout.blocks for problem in _of_block(layout, block)]
    if all(block.compare for block in layout.blocks):
        found.append("mindestens ein Block darf nicht compare sein")
    if not layout.recognition.cells and not layout.blocks[0].header.rows:
        found.append("recognition.cells darf nur fehlen, wo es Überschriften gibt")
    if layout.min_cases and layout.min_cases < LEAST_CASES:
        found.append(f"min_cases ist 0 (die Quelle schützt selbst) oder mindestens {LEAST_CASES}")
    try:
        symbols(layout.symbols)
    except Unreadable as error:
        found.append(str(error))
    return tuple(dict.fromkeys(found))


def _of_block(layout: Layout, block: Block) -> Iterator[str]:
    area = block.area
    if (area.fixed, area.cell, area.key, area.name) == (None,) * 4 and not all(value.area for value in block.values):
        yield "area braucht key, name, cell oder fixed"
    if not block.values:
        yield "values fehlt"
    if (layout.file.kind == "workbook") != bool(block.sheet):
        yield "sheet gehört zu Arbeitsmappen und nur zu ihnen"
    yield from _of_numbers(block)
    yield from _of_period(block)
    for number, value in enumerate(block.values):
        yield from _of_value(f"values.{number}", value, block)
    for label in block.labels:
        if (label.column is None) == (label.row is None):
            yield f"labels „{label.dimension}“ braucht entweder column oder row"
    yield from _of_patterns(layout, block)
    yield from _of_areas(block)


def _of_numbers(block: Block) -> Iterator[str]:
    rows = [*block.header.rows, *block.header.merged, block.data.first]
    if min(rows) < 1 or any(isinstance(column, int) and column < 1 for column in block.key_columns):
        yield "Zeilen und Spalten werden ab 1 gezählt"
    inside = [block.period.row, *(label.row for label in block.labels)]
    if not {*block.header.merged, *(row for row in inside if row is not None)} <= set(block.header.rows):
        yield "period.row, labels.row und header.merged müssen unter header.rows stehen"
    if block.header.rows and block.data.first <= max(block.header.rows):
        yield "data.first muss nach den Kopfzeilen kommen"


def period_sources(rule: PeriodRule) -> tuple[str, ...]:
    """Names of the places a rule takes texts from."""
    present = {
        "column": rule.column is not None,
        "row": rule.row is not None,
        "sheet": rule.sheet,
        "file": rule.file,
        "cell": rule.cell is not None,
        "fixed": bool(rule.fixed),
    }
    return tuple(name for name, is_present in present.items() if is_present)


def _of_period(block: Block) -> Iterator[str]:
    rule, sources = block.period, period_sources(block.period)
    if rule.fixed == OPEN:
        yield f"die Zeit ist noch offen: bei period statt „{OPEN}“ bitte die Zeit eintragen, etwa 2023 oder 31.12.2023"
    if rule.compose:
        if not places(rule.compose) or not set(places(rule.compose)) <= set(sources):
            yield f"period.compose darf nur nennen, was period angibt: {', '.join(sources) or 'nichts'}"
    elif len(sources) != 1 and not all(value.period for value in block.values):
        yield "period braucht genau eine Quelle (column, row, sheet, file, cell oder fixed) oder compose"
    try:
        groups = set(re.compile(rule.pattern).groupindex)
    except re.error:
        return
    if not set(places(rule.becomes)) <= (groups or {YEAR}):
        yield f"period.becomes darf nur {', '.join(sorted(groups or {YEAR}))} enthalten"


def _of_value(place: str, value: ValueColumn, block: Block) -> Iterator[str]:
    if (value.column is None) != bool(block.header.rows) or len(value.heading) != len(block.header.rows):
        yield f"{place} braucht heading mit einem Text je Kopfzeile oder, ohne Kopfzeilen, column"
        return
    by_row = {label.dimension for label in block.labels if label.row is not None}
    named = [name for text in value.heading for name in places(text) if name != YEAR]
    if not set(named) <= by_row | {PERIOD} or len(set(named)) != len(named):
        yield f"{place}.heading darf nur {{period}}, {{year}} und Dimensionen aus labels mit row enthalten, jede einmal"
    if PERIOD in named and block.period.row is None:
        yield f"{place}.heading enthält {{period}}, aber period nennt keine row"
    if block.period.row is not None and PERIOD not in named and not value.period:
        yield f"{place}.heading braucht {{period}}, weil die Zeit in der Kopfzeile steht"
    if not set(value.groups).isdisjoint(label.dimension for label in block.labels if label.row is None or label.dimension in named):
        yield f"{place}.groups nennt eine Dimension, die auch unter labels steht"
    same = [other for other in block.values if (other.heading, other.column) == (value.heading, value.column)]
    if len(same) > 1 and not value.when:
        yield f"{place} hat dieselbe Überschrift wie ein anderer Eintrag und braucht deshalb when"
    if value.period:
        try:
            Period(value.period)
        except ValueError:
            yield f"{place}.period „{value.period}“ ist keine Zeit in der Schreibweise 2016, 2016-12-31, 2016-06, 2016-Q1 oder 2016-H1"


def _of_patterns(layout: Layout, block: Block) -> Iterator[str]:
    rules = [block.sheet, layout.recognition.name, block.data.end_pattern, block.period.pattern, block.area.pattern, *block.skip_columns]
    rules += [label.pattern for label in block.labels]
    rules += [pattern for skip in block.skip_rows for pattern in skip.patterns]
    rules += [cell.sheet for cell in (block.period.cell, block.area.cell) if cell]
    for pattern in rules:
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"„{pattern}“ ist kein gültiges Muster ({error})"
    for text in (*(text for value in block.values for text in value.heading), *(cell.text for cell in layout.recognition.cells)):
        try:
            pattern_of(text)
        except re.error:
            yield f"„{text}“ enthält denselben Namen in Klammern zweimal"


def _of_areas(block: Block) -> Iterable[str]:
    rule = block.area
    if OPEN in (rule.within, rule.fixed and rule.fixed.key):
        yield f"das Gebiet ist noch offen: bei area statt „{OPEN}“ bitte den Gebietsschlüssel eintragen"
        return
    if rule.within and area_level(rule.within) not in (AreaLevel.MUNICIPALITY, AreaLevel.OTHER):
        yield f"area.within „{rule.within}“ ist kein Schlüssel einer Gemeinde"
    fixed = [rule.fixed, *(value.area for value in block.values)]
    keys = [area.key for area in fixed if area] + [*rule.aliases.values(), *rule.by_name.values()]
    keys += [correction.area for correction in rule.corrections]
    if any(not key.strip() or key != key.strip() for key in keys):
        yield "area nennt einen leeren Gebietsschlüssel"
