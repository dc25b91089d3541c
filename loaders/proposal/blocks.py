"""Further blocks of a layout: sheets whose headings differ from the main one's, and tables below the main one."""

import re
from collections.abc import Mapping
from dataclasses import replace

from domain.proposals import AreaSource, Choices
from loaders.grid import text_of
from loaders.layouts import AreaRule, Block, DataRows, FixedArea, LabelRule, SkippedRows, ValueColumn
from loaders.layouts import Column as ColumnName
from loaders.proposal.draft import Draft, draft
from loaders.proposal.places import mentioned, namesakes
from loaders.proposal.regions import Region
from loaders.proposal.sheets import Chosen, Source, region_of
from loaders.proposal.tables import read_table

_MOST_BLOCKS = 6
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def with_blocks(main: Draft, source: Source, regions: tuple[Region, ...], choices: Choices) -> Draft:
    """The draft with every block of its file in one layout."""
    places = _sheets_of_places(main, source, choices)
    below = _below(main, source, regions, choices)
    drafts = places or [main, *below, *_other_sheets(main, source, choices)][:_MOST_BLOCKS]
    blocks = [_named(_any_year(each.layout.blocks[0], source, each.chosen), each, len(drafts)) for each in drafts]
    blocks = _sums_apart(main, blocks[0]) + blocks[1:]
    unread = _unread(main, [] if places else below, regions, blocks)
    placing = main.placing
    if places:
        because = f"{len(places)} gleiche Blätter heißen wie Gebiete: {', '.join(str(each.chosen.sheet) for each in places[:5])}"
        placing = replace(places[0].placing, value="Name des Blattes", because=because, asked="", offered=())
    layout = replace(main.layout, blocks=tuple(blocks))
    return replace(main, layout=layout, placing=placing, notes={**main.notes, "unread": unread})


def _unread(main: Draft, below: list[Draft], regions: tuple[Region, ...], blocks: list[Block]) -> tuple[str, ...]:
    """What the file holds besides and the layout does not read: other tables of the sheet, other sheets with the same headings."""
    read = {each.table.region.last for each in (main, *below)}
    numbers = main.table.grid.numbers
    tables = [f"Tabelle ab Zeile {numbers[one.first - 1]}" for one in regions if one.last not in read and one.header and one.size > 1]
    patterns = [block.sheet for block in blocks]
    sheets = [f"Blatt „{sheet}“" for sheet in main.chosen.alike if not any(re.fullmatch(pattern, sheet) for pattern in patterns)]
    return (*tables, *sheets)


def _sheets_of_places(main: Draft, source: Source, choices: Choices) -> list[Draft]:
    """A draft for each of several sheets of the same table that are called like areas; none where only the main one is."""
    if main.placing.source is not AreaSource.FIXED or choices.area is not None or choices.sheets is not None:
        return []
    found = []
    for sheet in (str(main.chosen.sheet), *main.chosen.alike):
        areas = [area for area, _ in mentioned([sheet])][:1]
        grid = source.grid(sheet) if areas and main.chosen.alike else None
        region = region_of(grid) if grid else None
        if grid is None or region is None or len(same := namesakes(areas[0], [sheet])) > 1:
            continue
        each = draft(read_table(grid, region), source, Chosen(sheet, (sheet,), main.chosen.because), choices)
        rule = AreaRule(fixed=FixedArea(same[0].key, same[0].name))
        block = replace(each.layout.blocks[0], area=rule)
        found.append(replace(each, layout=replace(each.layout, blocks=(block,)), placing=replace(each.placing, rule=rule, value=sheet)))
    return found if len(found) > 1 else []


def _below(main: Draft, source: Source, regions: tuple[Region, ...], choices: Choices) -> list[Draft]:
    """Tables above or below the main one that have as many columns with the same roles."""
    found = []
    for region in regions:
        if region.last != main.table.region.last and region.header and region.size >= max(2, 0.5 * main.table.region.size):
            each = draft(
                read_table(main.table.grid, region, main.table.titles()),
                source,
                main.chosen,
                replace(choices, columns={}, dimensions={}, series={}, units={}),
            )
            if each.meanings and _same_keys(each, main):
                found.append(each)
    return found


def _other_sheets(main: Draft, source: Source, choices: Choices) -> list[Draft]:
    found = []
    families = [main.chosen.family, *main.chosen.others]
    for family in main.chosen.others:
        grid = source.grid(family[0])
        region = region_of(grid)
        if region is None:
            continue
        others = tuple(other for other in families if other != family)
        chosen = Chosen(family[0], family, main.chosen.because, others)
        each = draft(read_table(grid, region), source, chosen, choices)
        if each.meanings and each.placing.source is main.placing.source:
            found.append(replace(each, layout=replace(each.layout, blocks=(_timed_alike(each, main),))))
    return found


def _timed_alike(each: Draft, main: Draft) -> Block:
    """The block, its period taken from the sheet's name where the main one's is: a single sheet alone could not tell."""
    block = each.layout.blocks[0]
    return replace(block, period=main.layout.blocks[0].period) if main.layout.blocks[0].period.sheet else block


def _same_keys(one: Draft, two: Draft) -> bool:
    def keys(each: Draft) -> list[tuple[object, object]]:
        return [(col, role.role) for col, role in each.roles.items() if role.role.value not in ("value", "skip")]

    return keys(one) == keys(two)


def _sums_apart(main: Draft, block: Block) -> list[Block]:
    """The block, and one of its own for rows at its end whose names stand above already: sums of parts that are called like one of
    them. Its areas are named so that both stay apart."""
    name = block.area.name
    if main.placing.source is not AreaSource.PARTS or block.area.key is not None or block.area.pattern or block.labels:
        return [block]
    column = next((each for each in main.table.columns if each.name == name), None)
    texts = column.texts if column is not None else ()
    again = next((place for place, text in enumerate(texts) if text in texts[:place]), None)
    if again is None or again < 2 or main.table.region.gaps or len(texts) != main.table.region.size:
        return [block]
    start = again - 1 if texts.count(texts[again - 1]) == 1 else again
    tail = texts[start:]
    if start == again or len(set(tail)) < len(tail):
        return [block]
    row = main.table.region.first + start
    known = block.area.by_name
    by_name = {text: known.get(text, f"{block.area.within}-Summe {text}") for text in tail}
    parts = replace(block, name="Teile", data=DataRows(block.data.first, end_pattern=re.escape(tail[0]) + "$"))
    sums = replace(block, name="Summen", data=replace(block.data, first=row), area=replace(block.area, by_name=by_name))
    return [parts, sums]


def _named(block: Block, each: Draft, count: int) -> Block:
    if count == 1:
        return block
    units = dict.fromkeys(value.unit for value in block.values)
    first = each.table.grid.numbers[each.table.region.first - 1]
    name = (
        each.chosen.family[0]
        if each.chosen.others or each.placing.value in each.chosen.family
        else f"ab Zeile {first}, {', '.join(list(units)[:2])}"
    )
    return replace(block, name=name)


def _any_year(block: Block, source: Source, chosen: Chosen) -> Block:
    """The block with ``{year}`` in the headings whose year is another one on each sheet."""
    if len(chosen.family) < 2 or not block.header.rows:
        return block
    one, two = (source.probes[sheet] for sheet in chosen.family[:2])
    templates: dict[str, str] = {}
    for row in block.header.rows:
        for col, cell in enumerate(one.rows[row - 1], 1):
            text, other = text_of(cell), text_of(two.at(row, col))
            if text != other and _YEARS.sub("", text) == _YEARS.sub("", other):
                templates[text] = _varying(text, other)
    return _replaced(block, templates) if templates else block


def _varying(text: str, other: str) -> str:
    """The text with ``{year}`` where its years differ from the other's."""
    differ = {one for one, two in zip(_YEARS.findall(text), _YEARS.findall(other), strict=True) if one != two}
    return _YEARS.sub(lambda found: "{year}" if found[0] in differ else found[0], text)


def _replaced(block: Block, templates: Mapping[str, str]) -> Block:
    def name(column: ColumnName | None) -> ColumnName | None:
        return " / ".join(templates.get(text, text) for text in column.split(" / ")) if isinstance(column, str) else column

    def value(entry: ValueColumn) -> ValueColumn:
        when = {str(name(column)): text for column, text in entry.when.items()}
        return replace(entry, heading=tuple(templates.get(text, text) for text in entry.heading), when=when)

    def label(rule: LabelRule) -> LabelRule:
        return replace(rule, column=name(rule.column))

    def skip(rows: SkippedRows) -> SkippedRows:
        return replace(rows, column=name(rows.column) or rows.column)

    return replace(
        block,
        period=replace(block.period, column=name(block.period.column)),
        area=replace(block.area, key=name(block.area.key), name=name(block.area.name)),
        values=tuple(map(value, block.values)),
        labels=tuple(map(label, block.labels)),
        skip_rows=tuple(map(skip, block.skip_rows)),
    )
