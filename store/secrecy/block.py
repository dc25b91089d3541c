"""One block: linked families in one year. What is small in it, what adds up in it, and what has to be hidden."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from store.secrecy.equations import REST, Equations, Place, Terms
from store.secrecy.families import Family, Link
from store.secrecy.intervals import Stretch, months_of, split
from store.secrecy.states import Cell, Slot, State, last_periods, states
from store.secrecy.suppression import Row, Unknowns, complement

PRIMARY, COMPLEMENT = "primary", "complement"


@dataclass(frozen=True)
class Block:
    """``rows``: what was ever delivered of these families in this year (see :func:`store.secrecy.states.states`, and ``slot`` and
    ``min_cases``). ``hidden`` are cells hidden before. ``same`` says of each strand what it counts, whatever the concept, basis and
    unit it is delivered with: numbers that are equal there are the same number."""

    rows: list[dict[str, Any]]
    families: Sequence[Family]
    family_of: Mapping[int, int]
    links: Sequence[Link]
    hidden: frozenset[Cell]
    same: Mapping[int, Hashable] = field(default_factory=dict)

    def to_hide(self) -> dict[Cell, str]:
        """Cells that are to be hidden and are not yet, with the reason."""
        small = max((row["min_cases"] for row in self.rows), default=0) - 1
        if small < 1:
            return {}
        own = {_cell(row) for row in self.rows if row["min_cases"]}  # all others are public elsewhere
        primary = {_cell(row) for row in self.rows if row["min_cases"] and row["value"] is not None and 0 < row["value"] <= small}
        hidden = primary | self.hidden
        found = self._equations(small, hidden)
        chosen = _chosen(found, own, hidden, float(small))
        return {**dict.fromkeys(primary - self.hidden, PRIMARY), **dict.fromkeys(chosen, COMPLEMENT)}

    def _equations(self, small: int, hidden: set[Cell]) -> Equations:
        found = Equations()
        slots: dict[str, Slot] = {row["period"]: (row["year"], row["slot"]) for row in self.rows}
        months = {period: found_months for period in slots if (found_months := months_of(period)) is not None}
        for state in states(self.rows):
            rests = self._sums(found, state)
            rests |= self._sums_of_slots(found, state, slots)
            rests |= _link_equations(found, state, self.links, slots)
            rests |= _within_years(found, state, months)
            _semesters(found, state, slots)
            self._equal(found, state, slots)
            if state.whole:
                found.protect(rests.items(), small)
            found.protect(((cell, value) for cell, value in state.values.items() if cell in hidden), small)
        return found

    def _sums(self, found: Equations, state: State) -> dict[Place, float]:
        """The equations of every family and period."""
        parts: dict[tuple[int, str], dict[tuple[int, str], float]] = defaultdict(dict)
        for (strand, area, period), value in state.values.items():
            parts[self.family_of[strand], period][strand, area] = value
        rests: dict[Place, float] = {}
        for (family, period), cells in parts.items():
            rests |= self.families[family].add_equations(found, cells, period)
        return rests

    def _sums_of_slots(self, found: Equations, state: State, slots: Mapping[str, Slot]) -> dict[Place, float]:
        """As :meth:`_sums` for what different reference days of one slot have, each figure by its newest one."""
        parts: dict[tuple[int, Slot], dict[tuple[int, str], Cell]] = defaultdict(dict)
        for (strand, area, slot), period in last_periods(state, slots).items():
            parts[self.family_of[strand], slot][strand, area] = strand, area, period
        rests: dict[Place, float] = {}
        for (family, slot), cells in parts.items():
            if len({period for _, _, period in cells.values()}) > 1:
                name = f"={slot[0]}{slot[1]}"
                renamed = _Renamed(found, {(*key, name): cell for key, cell in cells.items()})
                rests |= self.families[family].add_equations(renamed, {key: state.values[cell] for key, cell in cells.items()}, name)
        return rests

    def _equal(self, found: Equations, state: State, slots: Mapping[str, Slot]) -> None:
        """One number delivered with several reference days, concepts, bases or units is one unknown."""
        alike: dict[Hashable, Cell] = {}
        for cell, value in state.values.items():
            if value:
                strand, area, period = cell
                first = alike.setdefault((self.same.get(strand, strand), area, slots[period], round(value, 6)), cell)
                if first != cell:
                    found.add(((first, 1.0), (cell, -1.0)), state.values)


class _Renamed(Equations):
    """Equations that go elsewhere, with other names for some places."""

    def __init__(self, found: Equations, names: Mapping[Place, Place]) -> None:
        super().__init__()
        self._found, self._names = found, names

    def add(self, terms: Terms, values: Mapping[Place, float]) -> None:
        names = {place: self._names.get(place, place) for place, _ in terms}
        self._found.add(tuple((names[place], factor) for place, factor in terms), {names[place]: values[place] for place, _ in terms})


def _cell(row: Mapping[str, Any]) -> Cell:
    return row["strand"], row["area"], row["period"]


def _link_equations(found: Equations, state: State, links: Sequence[Link], slots: Mapping[str, Slot]) -> dict[Place, float]:
    """The whole is the part and a rest, wherever all of them are known; returns the rests."""
    last = last_periods(state, slots)
    rests: dict[Place, float] = {}
    for number, link in enumerate(links):
        for area, slot in {(area, slot) for strand, area, slot in last if strand == link.part[0]}:
            if not all((strand, area, slot) in last for strand in (*link.whole, *link.part)):
                continue
            whole, part = ([(each, area, last[each, area, slot]) for each in strands] for strands in (link.whole, link.part))
            name: Place = ("link", number, area, slot)
            rest = sum(state.values[each] for each in whole) - sum(state.values[each] for each in part)
            if rest < 0:
                continue
            rests[name] = rest
            terms = (*((each, 1.0) for each in whole), *((each, -1.0) for each in part), (name, -1.0))
            found.add(terms, {**state.values, name: rest})
    return rests


def _within_years(found: Equations, state: State, months: Mapping[str, Stretch]) -> dict[Place, float]:
    """Years, halves, quarters and months that lie within each other; returns what the parts leave. Figures of a reference day have no
    parts: theirs contradict each other, unless by chance."""
    by_line: dict[tuple[int, str], dict[Cell, tuple[Stretch, float]]] = defaultdict(dict)
    for cell, value in state.values.items():
        if (stretch := months.get(cell[2])) is not None:
            by_line[cell[0], cell[1]][cell] = stretch, value
    rests: dict[Place, float] = {}
    for line, cells in by_line.items():
        if len(cells) > 1:
            for each in split(cells):
                places: list[Place] = [(REST, "months", *line, stretch) for stretch, _ in each.parts]
                inside = {place: count for place, (_, count) in zip(places, each.parts, strict=True)}
                found.add(((each.key, 1.0), *((place, -1.0) for place in places)), {**inside, each.key: state.values[each.key]})
                rests |= inside
    return rests


def _semesters(found: Equations, state: State, slots: Mapping[str, Slot]) -> None:
    """A year that is exactly the sum of its semesters says so."""
    by_slot: dict[tuple[int, str, int], dict[str, Cell]] = defaultdict(dict)
    for cell in sorted(state.values):
        year, slot = slots[cell[2]]
        by_slot[cell[0], cell[1], year][slot] = cell
    for cells in by_slot.values():
        if {"", "SS", "WS"} <= cells.keys():
            inside = [cells["SS"], cells["WS"]]
            if abs(state.values[cells[""]] - sum(state.values[each] for each in inside)) < 0.5:
                found.add(((cells[""], 1.0), *((each, -1.0) for each in inside)), state.values)


def _chosen(found: Equations, own: set[Cell], hidden: set[Cell], small: float) -> set[Cell]:
    """The complement of ``hidden``, component by component."""
    places = [place for place, _ in found.unknowns]
    public = {number for number, place in enumerate(places) if _is_cell(place) and place not in own and place not in hidden}
    rows = [[(number, factor) for number, factor in row if number not in public] for row in found.rows]
    chosen: set[Cell] = set()
    for numbers, inside in _components(len(places), [row for row in rows if row]):
        if not found.protected.isdisjoint(numbers):
            chosen |= _complement(found, numbers, inside, hidden | chosen, small)
    return chosen


def _complement(found: Equations, numbers: Sequence[int], rows: Sequence[Row], hidden: set[Cell], small: float) -> set[Cell]:
    """What to hide in one component."""
    known = list(found.unknowns)
    taken = [known[number] for number in numbers]
    place_of = {number: place for place, number in enumerate(numbers)}
    cells = list(dict.fromkeys(place for place, _ in taken if _is_cell(place)))
    index = {cell: number for number, cell in enumerate(cells)}
    value = np.array([each for _, each in taken], float)
    is_cell = np.array([place in index for place, _ in taken])
    protected = np.array([number in found.protected for number in numbers])
    small_cell = is_cell & protected
    unknowns = Unknowns(
        value=value,
        cell=np.array([index.get(place, -1) for place, _ in taken]),
        low=np.where(is_cell & (value > 0), np.minimum(value, 1.0), 0.0),
        high=np.where(small_cell, small, np.inf),
        price=np.where(is_cell & (value > 0), np.maximum(value, 1.0), np.inf),
        protected=protected,
        ceiling=small,
    )
    own_rows = [[(place_of[number], factor) for number, factor in row] for row in rows]
    return {cells[each] for each in complement(unknowns, own_rows, {index[cell] for cell in cells if cell in hidden})}


def _is_cell(place: Place) -> bool:
    return isinstance(place, tuple) and isinstance(place[0], int)


def _components(count: int, rows: Sequence[list[tuple[int, float]]]) -> list[tuple[list[int], list[Row]]]:
    """Unknowns that hang together through equations, with these; lone ones are left out."""
    above = list(range(count))

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for row in rows:
        for number, _ in row[1:]:
            above[root(number)] = root(row[0][0])
    inside: dict[int, tuple[list[int], list[Row]]] = {}
    for row in rows:
        inside.setdefault(root(row[0][0]), ([], []))[1].append(row)
    for number in range(count):
        if root(number) in inside:
            inside[root(number)][0].append(number)
    return list(inside.values())
