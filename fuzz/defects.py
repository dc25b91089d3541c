"""Single defects as they happen in offices: each spoils one thing of a clean table and knows where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any

from fuzz.places import Damage, Spot
from fuzz.sources import Figure, Source
from fuzz.tables import EMPTY, Cell, Place, Sheet, Table


@dataclass(frozen=True)
class Defect:
    """A spoilt table and what was touched. ``must_show``: it has to be reported even though all figures can be read right."""

    table: Table
    damage: Damage
    must_show: bool = False


Maker = Callable[[Random, Source], Defect | None]
FOOTNOTES = ("*", "1)", " ¹", "²⁾", " a)", "**", "†")


def _number_cells(random: Random, source: Source) -> Figure | None:
    return random.choice(source.numbers) if source.numbers else None


def _at(source: Source, figure: Figure) -> Cell:
    return source.table.sheets[figure.sheet].at(figure.place)


def changed(source: Source, number: int, cells: dict[Place, Cell], *names: str, must_show: bool = False) -> Defect | None:
    """The table with these cells changed; None if that changes nothing."""
    sheet = source.table.sheets[number]
    if all(sheet.at(place) == cell for place, cell in cells.items()):
        return None
    table = source.table.with_sheet(number, sheet.with_cells(cells))
    return Defect(table, Damage(Spot(number, cells=frozenset(cells), names=names)), must_show)


def _one_cell(source: Source, figure: Figure, value: Any, format: str | None = None) -> Defect | None:
    old = _at(source, figure)
    return changed(source, figure.sheet, {figure.place: replace(old, value=value, format=format or old.format)})


def spelled(value: float, source: Source) -> str | int | float:
    """A number as the table writes numbers."""
    exact = round(value, 10)
    number = int(exact) if float(exact).is_integer() else exact
    return str(number).replace(".", source.decimal) if source.table.is_text else number


def replaced_by(*choices: Any) -> Maker:
    """One figure's cell holds something else."""

    def make(random: Random, source: Source) -> Defect | None:
        figure = _number_cells(random, source)
        return _one_cell(source, figure, random.choice(choices)) if figure else None

    return make


def a_date(random: Random, source: Source) -> Defect | None:
    """A date where a figure belongs: what spreadsheets make of 1.2 or 3/4."""
    figure = _number_cells(random, source)
    if figure is None:
        return None
    day = datetime(random.randint(2001, 2025), random.randint(1, 12), random.randint(1, 28))
    text = random.choice((day.strftime("%d.%m.%Y"), day.strftime("%d. %b")))
    return _one_cell(source, figure, text if source.table.is_text else day, "DD.MM.YYYY")


def a_formula(random: Random, source: Source) -> Defect | None:
    """A formula whose result is not in the file."""
    figure = _number_cells(random, source)
    return None if figure is None or source.table.is_text else _one_cell(source, figure, "=SUM(A1:A3)")


def times(factor: float) -> Maker:
    """One figure is this many times too large."""

    def make(random: Random, source: Source) -> Defect | None:
        figure = _number_cells(random, source)
        return _one_cell(source, figure, _scaled(_at(source, figure), figure, factor, source)) if figure else None

    return make


def _scaled(cell: Cell, figure: Figure, factor: float, source: Source) -> Any:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return spelled(cell.value * factor, source)  # the stored number may be another than the shown one: 0.12 for 12 %
    return spelled((figure.value or 0) * factor, source)


def point_lost(random: Random, source: Source) -> Defect | None:
    """The decimal point of one figure is missing: 12,5 became 125."""
    fractions = [figure for figure in source.numbers if figure.value and not float(round(figure.value, 6)).is_integer()]
    if not fractions:
        return None
    figure = random.choice(fractions)
    digits = len(f"{round(figure.value or 0, 6):.6f}".rstrip("0").rpartition(".")[2])
    return _one_cell(source, figure, _scaled(_at(source, figure), figure, 10**digits, source))


def separators(random: Random, source: Source) -> Defect | None:
    """A number as text with the separators of another country."""
    large = [figure for figure in source.numbers if figure.value and abs(figure.value) >= 1]
    if not large:
        return None
    figure = random.choice(large)
    text = f"{figure.value:,.2f}" if random.random() < 0.5 else f"{figure.value:,.1f}"
    if source.decimal == ".":
        text = text.translate(str.maketrans(",.", ".,"))
    return _one_cell(source, figure, text, "@")


def footnote(random: Random, source: Source) -> Defect | None:
    """A footnote mark behind a figure."""
    figure = _number_cells(random, source)
    if figure is None:
        return None
    return _one_cell(source, figure, f"{_shown(_at(source, figure), figure, source)}{random.choice(FOOTNOTES)}")


def _shown(cell: Cell, figure: Figure, source: Source) -> str:
    return cell.value if isinstance(cell.value, str) else str(spelled(figure.value or 0, source)).replace(".", source.decimal)


def digits_swapped(random: Random, source: Source) -> Defect | None:
    """Two digits of one figure are swapped."""
    figure = _number_cells(random, source)
    if figure is None:
        return None
    text = str(_scaled(_at(source, figure), figure, 1, source))
    places = [index for index in range(len(text) - 1) if text[index : index + 2].isdigit() and text[index] != text[index + 1]]
    if not places:
        return None
    index = random.choice(places)
    swapped = text[:index] + text[index + 1] + text[index] + text[index + 2 :]
    return _one_cell(source, figure, swapped if source.table.is_text else float(swapped))


def neighbours_swapped(random: Random, source: Source) -> Defect | None:
    """Two figures beside or below each other have changed places."""
    figure = _number_cells(random, source)
    if figure is None:
        return None
    row, column = figure.place
    across, down = random.choice(((0, 1), (1, 0)))
    other = (row + down, column + across)
    if not any(each.sheet == figure.sheet and each.place == other for each in source.figures):
        return None
    sheet = source.table.sheets[figure.sheet]
    return changed(source, figure.sheet, {figure.place: sheet.at(other), other: sheet.at(figure.place)})


# Rows


def _a_row(random: Random, source: Source) -> tuple[int, int, Sheet]:
    number, row = random.choice(list(source.rows))
    return number, row, source.table.sheets[number]


def row_shifted(step: int, *, whole: bool) -> Maker:
    """The figures of a row, or the whole row, stand one column too far right or left."""

    def make(random: Random, source: Source) -> Defect | None:
        number, row, sheet = _a_row(random, source)
        columns = list(range(1, sheet.width + 1)) if whole else list(source.rows[number, row])
        if len(columns) < 2:
            return None
        places = [(row, column) for column in columns]
        return _rows_spot(changed(source, number, _moved(sheet, places, step)), number, row)

    return make


def _moved(sheet: Sheet, places: Sequence[Place], step: int) -> dict[Place, Cell]:
    """Every place holds what stood ``step`` places before; what leaves the range is lost."""
    sources = {index: index - step for index in range(len(places))}
    return {places[index]: sheet.at(places[old]) if 0 <= old < len(places) else EMPTY for index, old in sources.items()}


def _rows_spot(defect: Defect | None, number: int, *rows: int) -> Defect | None:
    return defect and replace(defect, damage=Damage(Spot(number, rows=frozenset(rows))))


def figures_down(random: Random, source: Source) -> Defect | None:
    """From one row on, all figures of the block stand one row too low."""
    number, row, sheet = _a_row(random, source)
    rows = [each for sheet_number, each in source.rows if sheet_number == number and each >= row and each - row < 200]
    if len(rows) < 2:
        return None
    cells: dict[Place, Cell] = {}
    for column in source.rows[number, row]:
        cells |= _moved(sheet, [(each, column) for each in rows], 1)
    return _rows_spot(changed(source, number, cells), number, *rows)


def _spliced(source: Source, number: int, at: int, removed: int, added: Sequence[Sequence[Cell]]) -> Table:
    """The table with rows taken out and put in before row ``at``; merged ranges and hidden rows below move along."""
    sheet = source.table.sheets[number]
    step = len(added) - removed
    rows = [*sheet.rows[: at - 1], *added, *sheet.rows[at - 1 + removed :]]
    merged = tuple(
        (top + step, left, bottom + step, right) if top >= at else (top, left, bottom, right)
        for top, left, bottom, right in sheet.merged
        if not (removed and top <= at <= bottom)
    )
    hidden = frozenset(row + step if row >= at else row for row in sheet.hidden_rows if not (removed and row == at))
    return source.table.with_sheet(number, replace(sheet, rows=rows, merged=merged, hidden_rows=hidden))


def row_removed(random: Random, source: Source) -> Defect | None:
    """A data row is missing."""
    number, row, sheet = _a_row(random, source)
    names = tuple(str(sheet.at((row, column)).value).strip() for column in range(1, sheet.width + 1) if not sheet.at((row, column)).empty)
    spot = Spot(number, rows=frozenset((row,)))
    return Defect(_spliced(source, number, row, 1, ()), Damage(replace(spot, names=names[:4]), spot))


def row_inserted(random: Random, source: Source) -> Defect | None:
    """A row that is none of the table stands among the data: empty, a remark, or the headings again."""
    number, row, sheet = _a_row(random, source)
    header = next((place[0] for each, place in source.headings if each == number), None)
    added = random.choice([[EMPTY] * sheet.width, [Cell("Stand: vorläufig")], list(sheet.rows[header - 1]) if header else [EMPTY]])
    # a blank row may end the table: everything below is then gone
    below = frozenset(each for sheet_number, each in source.rows if sheet_number == number and each >= row)
    return Defect(_spliced(source, number, row, 0, [added]), Damage(Spot(number, rows=frozenset((row,))), Spot(number, rows=below)))


def row_twice(random: Random, source: Source) -> Defect | None:
    """A data row stands twice, perhaps with one other figure."""
    number, row, sheet = _a_row(random, source)
    copy = list(sheet.rows[row - 1])
    figures = [figure for figure in source.numbers if figure.sheet == number and figure.place[0] == row]
    if figures and random.random() < 0.5:
        figure = random.choice(figures)
        copy[figure.place[1] - 1] = replace(copy[figure.place[1] - 1], value=spelled((figure.value or 0) + 1, source))
    spot = Spot(number, rows=frozenset((row, row + 1)))
    return Defect(_spliced(source, number, row + 1, 0, [copy]), Damage(spot, Spot(number, rows=frozenset((row,)))), must_show=True)


def row_hidden(random: Random, source: Source) -> Defect | None:
    """A data row is hidden."""
    number, row, sheet = _a_row(random, source)
    if source.table.is_text or row in sheet.hidden_rows:
        return None
    table = source.table.with_sheet(number, replace(sheet, hidden_rows=sheet.hidden_rows | {row}))
    return Defect(table, Damage(Spot(number, rows=frozenset((row,)))), must_show=True)


def cells_merged(random: Random, source: Source) -> Defect | None:
    """Two figures are merged into one cell; the second is lost."""
    figure = _number_cells(random, source)
    if figure is None or source.table.is_text:
        return None
    row, column = figure.place
    if column + 1 not in source.rows[figure.sheet, row]:
        return None
    sheet = source.table.sheets[figure.sheet]
    other = (row, column + 1)
    if sheet.at(other).empty or any(top <= row <= bottom for top, _, bottom, _ in sheet.merged):
        return None
    merged = replace(sheet.with_cells({other: EMPTY}), merged=(*sheet.merged, (row, column, row, column + 1)))
    spot = Spot(figure.sheet, cells=frozenset((figure.place, other)))
    return Defect(source.table.with_sheet(figure.sheet, merged), Damage(spot))


# Columns


def _a_column(random: Random, source: Source) -> tuple[int, int, Sheet]:
    number, column = random.choice(list(source.columns))
    return number, column, source.table.sheets[number]


def column_shifted(step: int) -> Maker:
    """The figures of a column stand one row too low or too high."""

    def make(random: Random, source: Source) -> Defect | None:
        number, column, sheet = _a_column(random, source)
        places = [(row, column) for row in source.columns[number, column]]
        defect = changed(source, number, _moved(sheet, places, step)) if len(places) > 1 else None
        return defect and replace(defect, damage=Damage(Spot(number, columns=frozenset((column,)))))

    return make


def _with_columns(source: Source, number: int, change: Callable[[list[Cell]], list[Cell]], at: int, step: int) -> Table:
    """The table with every row changed alike; merged ranges at the right move along, those across are dissolved."""
    sheet = source.table.sheets[number]
    rows = [change([*row, *[EMPTY] * (sheet.width - len(row))]) for row in sheet.rows]
    merged = tuple(
        (top, left + step, bottom, right + step) if left >= at else (top, left, bottom, right)
        for top, left, bottom, right in sheet.merged
        if left > at or right < at
    )
    hidden = frozenset(column + step if column >= at else column for column in sheet.hidden_columns)
    return source.table.with_sheet(number, replace(sheet, rows=rows, merged=merged, hidden_columns=hidden))


def _headings_of(source: Source, number: int, column: int) -> tuple[str, ...]:
    sheet = source.table.sheets[number]
    found = [sheet.at(place).value for each, place in source.headings if each == number and place[1] == column]
    return tuple(" ".join(str(text).split()) for text in found if len(str(text).strip()) > 2)


def column_removed(random: Random, source: Source) -> Defect | None:
    """A column is missing."""
    number, column, _ = _a_column(random, source)
    table = _with_columns(source, number, lambda row: [*row[: column - 1], *row[column:]], column, -1)
    spot = Spot(number, columns=frozenset((column,)), names=_headings_of(source, number, column))
    return Defect(table, Damage(spot, spot))


def column_inserted(random: Random, source: Source) -> Defect | None:
    """An empty column, or one with remarks, stands between the figures."""
    number, column, _ = _a_column(random, source)
    filled = random.random() < 0.5
    cell = Cell("x") if filled else EMPTY
    table = _with_columns(source, number, lambda row: [*row[: column - 1], cell, *row[column - 1 :]], column, 1)
    after = frozenset(each for sheet, each in source.columns if sheet == number and each >= column)
    spot = Spot(number, columns=frozenset((column, column + 1)), names=_headings_of(source, number, column))
    return Defect(table, Damage(spot, Spot(number, columns=after)))


def column_twice(random: Random, source: Source) -> Defect | None:
    """A column stands twice, headings included."""
    number, column, _ = _a_column(random, source)
    table = _with_columns(source, number, lambda row: [*row[:column], row[column - 1], *row[column:]], column, 1)
    spot = Spot(number, columns=frozenset((column, column + 1)), names=_headings_of(source, number, column))
    return Defect(table, Damage(spot, Spot(number, columns=frozenset((column,)))), must_show=True)


def column_hidden(random: Random, source: Source) -> Defect | None:
    """A column of figures is hidden."""
    number, column, sheet = _a_column(random, source)
    if source.table.is_text or column in sheet.hidden_columns:
        return None
    table = source.table.with_sheet(number, replace(sheet, hidden_columns=sheet.hidden_columns | {column}))
    return Defect(table, Damage(Spot(number, columns=frozenset((column,)))), must_show=True)


def column_scaled(random: Random, source: Source) -> Defect | None:
    """All figures of a column are in another unit: in hundreds or thousands, or a share for a percentage."""
    number, column, sheet = _a_column(random, source)
    factor = random.choice((100, 0.01, 1000, 0.001))
    figures = [figure for figure in source.numbers if figure.sheet == number and figure.place[1] == column]
    cells = {
        figure.place: replace(sheet.at(figure.place), value=_scaled(sheet.at(figure.place), figure, factor, source)) for figure in figures
    }
    defect = changed(source, number, cells) if cells else None
    return defect and replace(defect, damage=Damage(Spot(number, columns=frozenset((column,)))))


def columns_swapped(random: Random, source: Source) -> Defect | None:
    """The figures of two columns have changed places below their headings."""
    number, column, sheet = _a_column(random, source)
    others = [each for sheet_number, each in source.columns if sheet_number == number and each != column]
    if not others:
        return None
    other = random.choice(others)
    rows = set(source.columns[number, column]) & set(source.columns[number, other])
    cells = {(row, column): sheet.at((row, other)) for row in rows} | {(row, other): sheet.at((row, column)) for row in rows}
    defect = changed(source, number, cells) if cells else None
    return defect and replace(defect, damage=Damage(Spot(number, columns=frozenset((column, other)))))
