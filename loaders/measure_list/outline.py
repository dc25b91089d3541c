"""The outline of a list by its numbers: 4 above 4.1 above 4.1.1."""

from collections.abc import Mapping
from dataclasses import dataclass

from loaders.measure_list.tables import ListTable


@dataclass(frozen=True)
class Outline:
    """Numbers and titles by the place of their row; both without what says nothing."""

    numbers: Mapping[int, str]
    titles: Mapping[int, str]
    parents: frozenset[str]

    @classmethod
    def of(cls, table: ListTable, number_col: int | None, title_col: int | None) -> "Outline":
        """The outline of a list; empty where it has no numbers."""
        if number_col is None:
            return cls({}, {}, frozenset())
        numbers = {place: text.rstrip(".") for place in table.places if (text := table.text(place, number_col))}
        titles = {place: table.text(place, title_col) for place in numbers} if title_col else {}
        parents = {parent for number in numbers.values() for parent in _above(number)}
        return cls(numbers, titles, frozenset(parents))

    def has_subpoints(self, place: int) -> bool:
        """True if other rows lie below this one."""
        return self.numbers.get(place, "") in self.parents


def _above(number: str) -> list[str]:
    parts = number.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def top_title(outline: Outline, place: int) -> str:
    """The title of the row with the first part of this row's number, its own for a top row; empty where there is none."""
    first = outline.numbers.get(place, "").partition(".")[0]
    return next((outline.titles.get(each, "") for each, number in outline.numbers.items() if number == first), "") if first else ""
