"""Puts a layout together from what the parts of the proposal found, and keeps what speaks for each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from domain.proposals import Choices, ColumnRole, PeriodSource
from loaders.grid import text_of
from loaders.layouts import Block, DataRows, FileForm, Header, LabelRule, Layout, PeriodRule, Recognition, SkippedRows, ValueColumn
from loaders.precheck import FileKind
from loaders.proposal import times
from loaders.proposal.area_rules import Placing, place
from loaders.proposal.genesis import flat_meaning, flat_roles, is_flat
from loaders.proposal.headings import Levels, Meaning, meanings, month_level, names_share, period_in, period_level
from loaders.proposal.labels import label_rules, lead, section_rule, words_level, words_rule
from loaders.proposal.origin import Origin, known_cells, origin_of, other_texts, texts_around
from loaders.proposal.roles import Assigned, assign, beside_values
from loaders.proposal.sheets import ENCODINGS, Chosen, Source, family_pattern
from loaders.proposal.tables import Table, TableColumn
from loaders.proposal.times import Timing
from loaders.proposal.words import CHANGE, called, unit_of, unit_within
from loaders.proposal.writing import SymbolUse, Writing, dash_meaning, number_writing, symbol_use

_END_MARK = "__________"
_MOST_TEXTS = 400
_ASSUMED_YEAR = "2000"  # until somebody says it: a year no table of today is about


@dataclass(frozen=True)
class Draft:
    """A layout with everything the parts of the proposal said about it."""

    layout: Layout
    table: Table
    roles: Mapping[int, Assigned]
    meanings: tuple[Meaning, ...]
    labels: Mapping[int, LabelRule]
    timing: Timing | None
    placing: Placing
    writing: Writing
    symbols: SymbolUse
    origin: Origin
    levels: Levels
    chosen: Chosen
    notes: Mapping[str, tuple[str, ...]]

    @property
    def is_statistics(self) -> bool:
        """False for tables that have neither times nor places of their own: lists, forms."""
        timed = self.timing is not None and (self.timing.sure or self.timing.source is not PeriodSource.FILE)
        return bool(self.meanings) and (timed or self.placing.found)


def draft(table: Table, source: Source, chosen: Chosen, choices: Choices) -> Draft:
    """The layout for a table, with the given choices."""
    roles = _roles(table, choices)
    origin = _origin(table, source, choices)
    values = [table.column(col) for col, each in roles.items() if each.role is ColumnRole.VALUE]
    levels = _levels(table, roles, values)
    roles, values = _without_period(table, roles, values, levels)
    found = _meanings(table, values, levels, origin.title, choices)
    around = texts_around(table, source)
    groups = sorted({dimension for meaning in found for dimension in meaning.groups})
    labels, label_notes = label_rules(table, roles, choices.dimensions, groups)
    if levels.words is not None:
        taken = [*groups, *(rule.dimension for rule in labels.values())]
        labels = {**labels, 0: words_rule(table, values, levels.words, taken)}
    if section := section_rule(table, roles, [*groups, *(rule.dimension for rule in labels.values())]):
        labels = {**labels, -1: section}
        table = replace(
            table, region=replace(table.region, first=min((*lead(table), table.region.first)), gaps=(*lead(table), *table.region.gaps))
        )
    timing = _timing(table, source, chosen, roles, values, levels, around, choices)
    naming = [*around, source.name, *islice(other_texts(table, source), _MOST_TEXTS)]
    placing = place(table, roles, naming, choices.area_from, choices.area, choices.home)
    writing = _writing(values, choices, source.delimiter)
    use = symbol_use(values, writing, (*around, *other_texts(table, source)))
    use = replace(use, profile=choices.symbols, because="so gewählt") if choices.symbols else use
    dash, dash_because = _dash(table, values, roles, choices)
    block = _block(table, roles, values, found, labels, levels, timing, placing, chosen, source.names)
    form = _form(source, writing)
    skipped = {col for col, each in roles.items() if each.role is ColumnRole.SKIP}
    # a time that stands nowhere in the file must not be taken for the next edition's
    name = re.escape(source.name) if timing is None or (timing.source is PeriodSource.FIXED and not timing.of_columns) else ""
    layout = Layout(
        origin.id, origin.title, origin.publisher, origin.licence, origin.table, choices.url or "",
        use.profile, dash, form, Recognition(known_cells(table, origin, skipped), name), (block,),  # type: ignore[arg-type]
        min_cases=choices.min_cases or 0,
    )  # fmt: skip
    notes = {"labels": tuple(label_notes), "dash": (dash_because,)}
    return Draft(layout, table, roles, found, labels, timing, placing, writing, use, origin, levels, chosen, notes)


def _roles(table: Table, choices: Choices) -> dict[int, Assigned]:
    if is_flat(table):
        chosen = {col: Assigned(role, "so gewählt") for col, role in choices.columns.items()}
        return {**flat_roles(table), **chosen}
    return assign(table, choices.columns)


def _origin(table: Table, source: Source, choices: Choices) -> Origin:
    found = origin_of(table, source)
    given = {name: value for name in ("title", "publisher", "licence", "table") if (value := getattr(choices, name)) is not None}
    return replace(found, **given)


def _levels(table: Table, roles: Mapping[int, Assigned], values: Sequence[TableColumn]) -> Levels:
    count = len(table.region.header)
    in_column = any(each.role is ColumnRole.PERIOD for each in roles.values())
    if not values or not count:
        return Levels()
    if in_column:
        levels = Levels(months=month_level(values, count))
    else:
        found = period_level(values, count)
        levels = Levels(found[0], found[1]) if found else Levels()
    return replace(levels, words=words_level(table, values, levels))


def _without_period(
    table: Table, roles: Mapping[int, Assigned], values: Sequence[TableColumn], levels: Levels
) -> tuple[dict[int, Assigned], list[TableColumn]]:
    """Roles and value columns without those that have no period although the others do."""
    if levels.period is None:
        return dict(roles), list(values)
    level = levels.period
    odd = {column.col: column for column in values if period_in(column.heading[level])[1] is not levels.kind}
    skipped = {
        col: Assigned(ColumnRole.SKIP, "eine Veränderung" if CHANGE.search(column.title) else "im Kopf steht keine Zeit")
        for col, column in odd.items()
    }
    return {**roles, **skipped}, [column for column in values if column.col not in odd]


def _meanings(table: Table, values: Sequence[TableColumn], levels: Levels, title: str, choices: Choices) -> tuple[Meaning, ...]:
    found = meanings(table, values, levels, title)
    told = []
    for meaning, column in zip(found, values, strict=True):
        meaning = flat_meaning(column) or meaning
        if column.col < len(table.columns) and beside_values(table, beside := table.column(column.col + 1)):
            meaning = replace(meaning, unit=unit_of(beside.words[0]), because=f"daneben steht „{beside.words[0]}“", sure=True)
        told.append(meaning)
    alike = {meaning.col: _without_time(meaning, levels) for meaning in told}
    series = {alike[col]: called(name) for col, name in choices.series.items() if col in alike}
    units = {alike[col]: unit for col, unit in choices.units.items() if col in alike}
    return tuple(_chosen(meaning, series.get(alike[meaning.col]), units.get(alike[meaning.col])) for meaning in told)


def _without_time(meaning: Meaning, levels: Levels) -> tuple[object, ...]:
    """What columns share that differ in nothing but their time: they are one entry of a layout, and a choice for one is for all."""
    if levels.period is None:
        return (meaning.col,)
    return tuple(text for level, text in enumerate(meaning.heading) if level not in (levels.period, levels.months))


def _chosen(meaning: Meaning, series: str | None, unit: str | None) -> Meaning:
    if series is not None:
        meaning = replace(meaning, series=series)
    return meaning if unit is None else replace(meaning, unit=unit, because="so gewählt", sure=True)


def _timing(
    table: Table,
    source: Source,
    chosen: Chosen,
    roles: Mapping[int, Assigned],
    values: Sequence[TableColumn],
    levels: Levels,
    around: Sequence[str],
    choices: Choices,
) -> Timing | None:
    """Where the period stands: as chosen, else the first place that has one."""
    column = next((table.column(col) for col, each in roles.items() if each.role is ColumnRole.PERIOD), None)
    heads = [*(text for _, _, text in table.titles()), *(each.title for each in table.columns)]
    asked = choices.period_from
    if choices.period is not None and asked in (None, PeriodSource.FIXED):
        kind = choices.period_kind or times.period_kind(choices.period) or PeriodRule().kind
        return Timing(PeriodRule(kind, fixed=choices.period), PeriodSource.FIXED, choices.period, "so gewählt")
    ways = {
        PeriodSource.BOTH: lambda: (
            times.from_both(table, levels, column, values) if column is not None and levels.months is not None else None
        ),
        PeriodSource.COLUMN: lambda: times.from_column(table, column, heads) if column is not None else None,
        PeriodSource.HEADING: lambda: times.from_heading(table, levels, values, heads) if levels.period is not None else None,
        PeriodSource.SHEET: lambda: times.from_sheet(table, chosen.family, heads),
        PeriodSource.CELL: lambda: times.from_cell(table, source, chosen.family, heads),
        PeriodSource.FILE: lambda: times.from_file(source.name, heads),
    }
    if asked is PeriodSource.FIXED:
        year = times.latest_year((*around, source.name))
        return Timing(PeriodRule(fixed=year), PeriodSource.FIXED, year, "so gewählt; bitte die Zeit nennen", sure=False)
    if asked in ways and (found := ways[asked]()):
        return found
    found = next((found for way in list(ways)[:3] if (found := ways[way]())), None)
    if found is None:
        sheet = ways[PeriodSource.SHEET]()
        found = (
            sheet
            if sheet and sheet.sure
            else times.from_headings(values) or ways[PeriodSource.CELL]() or sheet or ways[PeriodSource.FILE]()
        )
    if found and choices.period_kind and found.source is not PeriodSource.FIXED:
        found = replace(found, rule=replace(found.rule, kind=choices.period_kind))
    return found


def _writing(values: Sequence[TableColumn], choices: Choices, delimiter: str) -> Writing:
    found = number_writing(values, delimiter)
    if choices.decimal is None and choices.thousands is None:
        return found
    decimal = choices.decimal or found.decimal
    thousands = found.thousands if choices.thousands is None else choices.thousands
    return Writing(decimal, "" if thousands == decimal else thousands, "so gewählt")


def _dash(table: Table, values: Sequence[TableColumn], roles: Mapping[int, Assigned], choices: Choices) -> tuple[str, str]:
    if choices.dash is not None:
        return choices.dash, "so gewählt"
    column = next((table.column(col) for col, each in roles.items() if each.role is ColumnRole.PERIOD), None)
    rows = list(zip(*(each.texts for each in values), strict=True)) if values else []
    areas = any(each.role in (ColumnRole.AREA, ColumnRole.AREA_KEY, ColumnRole.AREA_NAME) for each in roles.values())
    return dash_meaning(rows, column.texts if column is not None else [""] * len(rows), areas)


def _form(source: Source, writing: Writing) -> FileForm:
    if source.kind is FileKind.WORKBOOK:
        return FileForm("workbook", decimal=writing.decimal, thousands=writing.thousands)  # type: ignore[arg-type]
    return FileForm("text", source.delimiter, ENCODINGS, writing.decimal, writing.thousands)  # type: ignore[arg-type]


def _block(
    table: Table,
    roles: Mapping[int, Assigned],
    values: Sequence[TableColumn],
    found: Sequence[Meaning],
    labels: Mapping[int, LabelRule],
    levels: Levels,
    timing: Timing | None,
    placing: Placing,
    chosen: Chosen,
    names: Sequence[str],
) -> Block:
    region = table.region
    return Block(
        Header(region.header, table.merged),
        end_of(table),
        timing.rule if timing else PeriodRule(fixed=_ASSUMED_YEAR),
        placing.rule,
        value_columns(table, roles, values, found, levels, labels, timing),
        sheet=family_pattern(chosen, names) if chosen.sheet is not None else "",
        labels=tuple(labels.values()),
        skip_columns=_skip_columns(table, roles),
        skip_rows=_skip_rows(table, roles, placing, -1 in labels),
    )


def end_of(table: Table) -> DataRows:
    """First row, and what the end of the data is told by."""
    region, grid = table.region, table.grid
    following = next((row for row in range(region.last + 1, len(grid.rows) + 1) if any(text_of(cell) for cell in grid.rows[row - 1])), None)
    if following is None:
        return DataRows(region.first)
    text = next(text_of(cell) for cell in grid.rows[following - 1] if text_of(cell))
    first = text_of(grid.at(following, 1))
    if first.startswith("____"):
        return DataRows(region.first, end_marker=first[: len(_END_MARK)])
    blank_inside = any(not any(text_of(cell) for cell in grid.rows[row - 1]) for row in region.gaps)
    if following > region.last + 1 and not blank_inside:
        return DataRows(region.first, end_empty=True)
    begins = [next((text_of(cell) for cell in row if text_of(cell)), "") for row in grid.rows[region.first - 1 : region.last]]
    general = re.sub(r"\\?\d+", r"\\d+", re.escape(text[:20]).replace(r"\ ", " "))
    fitting = (pattern for pattern in (general, re.escape(text) + "$") if not any(re.match(pattern, begin) for begin in begins))
    return DataRows(region.first, end_pattern=next(fitting, ""))


def value_columns(
    table: Table,
    roles: Mapping[int, Assigned],
    values: Sequence[TableColumn],
    found: Sequence[Meaning],
    levels: Levels,
    labels: Mapping[int, LabelRule],
    timing: Timing | None,
) -> tuple[ValueColumn, ...]:
    """One entry for each distinct heading, and for each unit and subject that rows name."""
    words = labels[0].dimension if 0 in labels else ""
    conditions = _conditions(table, roles)
    entries: dict[tuple[object, ...], ValueColumn] = {}
    several = [meaning.series for meaning in found]
    for meaning in found:
        heading = _template(meaning.heading, levels, words)
        period = timing.of_columns.get(meaning.col, "") if timing else ""
        period = "" if timing and period == _canonical(timing) else period
        for when, series, unit in conditions or [({}, "", "")]:
            name = series if series and len(set(several)) == 1 else f"{series}_{meaning.series}".strip("_") if series else meaning.series
            entry = ValueColumn(
                name, unit or meaning.unit, heading, None if heading else meaning.col, groups=meaning.groups, when=when, period=period
            )
            entries.setdefault((heading, entry.column, tuple(when.items())), entry)
    return tuple(entries.values())


def _canonical(timing: Timing) -> str:
    if not timing.of_columns:
        return ""
    found = list(timing.of_columns.values())
    return max(set(found), key=found.count)


def _template(heading: Sequence[str], levels: Levels, words: str) -> tuple[str, ...]:
    texts = list(heading)
    if levels.period is not None:
        texts[levels.period] = period_in(texts[levels.period])[0]
    if levels.months is not None:
        texts[levels.months] = re.sub(r"^\w+\.?", "{period}", texts[levels.months])
    if levels.words is not None and words:
        texts[levels.words] = f"{{{words}}}"
    return tuple(texts)


def _conditions(table: Table, roles: Mapping[int, Assigned]) -> list[tuple[dict[str, str], str, str]]:
    """For each combination of subject and unit that rows name: the condition, the series, the unit."""
    series = next((table.column(col) for col, each in roles.items() if each.role is ColumnRole.SERIES), None)
    units = next((table.column(col) for col, each in roles.items() if each.role is ColumnRole.UNIT), None)
    if series is None and units is None:
        return []
    blank = [""] * len(table.columns[0].cells)
    pairs = dict.fromkeys(zip(series.texts if series else blank, units.texts if units else blank, strict=True))
    found = []
    for subject, unit in pairs:
        when = {str(column.name): text for column, text in ((series, subject), (units, unit)) if column is not None}
        found.append((when, called(subject), _unit_in_row(unit, subject)))
    return found


def _unit_in_row(unit: str, subject: str) -> str:
    return unit_of(unit) or unit or unit_within(subject) or ("Prozent" if names_share(subject) else "")


def _skip_columns(table: Table, roles: Mapping[int, Assigned]) -> tuple[str, ...]:
    """Patterns for the headings of columns that are not loaded."""
    width = len(table.region.header)
    if not width:
        return ()
    skipped = [table.column(col) for col, each in roles.items() if each.role is ColumnRole.SKIP]
    titles = dict.fromkeys(column.title for column in skipped if column.title or column.filled)
    patterns = [re.escape(title).replace(r"\ ", " ").replace(r"\-", "-") for title in titles]
    changes = [bool(CHANGE.search(title)) for title in titles]  # next year's compare another year
    return tuple(
        dict.fromkeys(
            re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", r"\\d{4}", pattern) if change else pattern
            for pattern, change in zip(patterns, changes, strict=True)
        )
    )


def _skip_rows(table: Table, roles: Mapping[int, Assigned], placing: Placing, sections: bool) -> tuple[SkippedRows, ...]:
    """Rows without values that name what follows, and rows of areas that are none."""
    found = [] if sections else _group_rows(table, roles)
    area = next((table.column(col) for col, each in roles.items() if each.role in (ColumnRole.AREA_NAME, ColumnRole.AREA)), None)
    if placing.left_out and area is not None:
        found.append(SkippedRows(area.name, texts=placing.left_out))
    return tuple(found)


def _group_rows(table: Table, roles: Mapping[int, Assigned]) -> list[SkippedRows]:
    by_col: dict[int, dict[str, None]] = {}
    for row in table.region.gaps:
        first = next(((col, text_of(cell)) for col, cell in enumerate(table.grid.rows[row - 1], 1) if text_of(cell)), None)
        if first and first[0] <= len(table.columns) and roles[first[0]].role is not ColumnRole.VALUE:
            by_col.setdefault(first[0], {})[first[1]] = None
    skipped = []
    for col, texts in by_col.items():
        column = table.column(col)
        if all(re.fullmatch(r"\d{1,4}", text) for text in texts) and not any(re.fullmatch(r"\d{1,4}", word) for word in column.words):
            skipped.append(SkippedRows(column.name, patterns=(r"\d{1,4}",)))
        elif fresh := tuple(text for text in texts if text not in column.words):
            skipped.append(SkippedRows(column.name, texts=fresh))
    return skipped
