"""All figures of a check as numbers: delivered rows first, then the known ones that the delivery does not bring itself."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from domain.periods import Period

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_STRAND = ("series", "unit", "concept", "basis", "groups")
_DAYS_OF_YEAR = 365.25


@dataclass(frozen=True)
class Coded:
    """A text column: each row's number in ``words``."""

    codes: Ints
    words: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """``delivered`` as it came, and arrays over the delivered rows followed by the known ones."""

    delivered: pa.Table
    strand: Ints
    """Number of the series with its unit, concept, basis and groups: only within one strand are figures comparable."""
    first_row: Ints
    """A row of each strand."""
    texts: dict[str, Coded]
    period: Ints
    """Rank of the period among all, those of one slot (June, first half-year) together and by time."""
    periods: tuple[Period, ...]
    value: Floats
    old: Floats
    """What is known so far instead of a delivered value; nan where nothing is, or where the row is a known one."""
    superseded: Flags
    """Known rows that the delivery brings anew."""

    @classmethod
    def of(cls, delivered: pa.Table, known: pa.Table | None) -> "Figures":
        known = delivered.slice(0, 0) if known is None else known
        texts = {name: _coded(delivered, known, name) for name in (*_STRAND, "area")}
        strand, first_row = _combined([texts[name] for name in _STRAND])
        period, periods = _ranked(_coded(delivered, known, "period"))
        value = np.concatenate([delivered["value"].to_numpy(), known["value"].to_numpy()]).astype(float)
        key = (strand * len(texts["area"].words) + texts["area"].codes) * len(periods) + period
        old, superseded = _known_before(key, value, len(delivered))
        return cls(delivered, strand, first_row, texts, period, periods, value, old, superseded)

    def word(self, name: str, row: int) -> str:
        """Text of a column in a row."""
        return self.texts[name].words[self.texts[name].codes[row]]

    @property
    def area(self) -> Ints:
        return self.texts["area"].codes

    @property
    def strands(self) -> int:
        return len(self.first_row)

    @cached_property
    def time(self) -> Floats:
        """Each period's end in years."""
        return np.array([period.end.toordinal() / _DAYS_OF_YEAR for period in self.periods])

    @cached_property
    def checked(self) -> Flags:
        """Delivered rows that say something that is not known yet."""
        fresh = np.zeros(len(self.value), bool)
        fresh[: len(self.delivered)] = ~np.isclose(self.old, self.value, rtol=1e-9, atol=0)[: len(self.delivered)]
        return fresh

    @cached_property
    def unit_of_strand(self) -> tuple[str, ...]:
        return tuple(self.word("unit", row) for row in self.first_row)

    @cached_property
    def is_count(self) -> Flags:
        """True for strands that count something."""
        return np.array([unit == "Anzahl" for unit in self.unit_of_strand])

    @cached_property
    def order(self) -> Ints:
        """All rows that hold, with a value or a sign, sorted by strand, area, slot and time."""
        key = (self.strand * len(self.texts["area"].words) + self.area) * len(self.periods) + self.period
        rows = np.flatnonzero(~self.superseded)
        return rows[np.argsort(key[rows], kind="stable")]

    @cached_property
    def slot(self) -> Ints:
        """Number of each period's slot."""
        slots = {slot: number for number, slot in enumerate(dict.fromkeys(period.slot for period in self.periods))}
        return np.array([slots[period.slot] for period in self.periods])


def _coded(delivered: pa.Table, known: pa.Table, name: str) -> Coded:
    """The column of both tables with one list of words."""
    words: dict[str, int] = {}
    parts = []
    for table in (delivered, known):
        column = table[name].combine_chunks()
        encoded = column if isinstance(column, pa.DictionaryArray) else column.dictionary_encode()
        numbers = np.array([words.setdefault(word, len(words)) for word in encoded.dictionary.to_pylist()], np.int64)
        indices = encoded.indices.to_numpy(zero_copy_only=False)
        parts.append(numbers[indices] if len(numbers) else np.zeros(0, np.int64))
    return Coded(np.concatenate(parts), tuple(words))


def _combined(columns: list[Coded]) -> tuple[Ints, Ints]:
    """One number for each combination of words that occurs, and a row of each."""
    codes = columns[0].codes
    for column in columns[1:]:
        _, codes = np.unique(codes * len(column.words) + column.codes, return_inverse=True) if len(column.words) > 1 else (None, codes)
    _, rows, codes = np.unique(codes, return_index=True, return_inverse=True)
    return codes, rows


def _ranked(column: Coded) -> tuple[Ints, tuple[Period, ...]]:
    periods = [Period(word) for word in column.words]
    order = sorted(range(len(periods)), key=lambda number: (periods[number].slot, periods[number].end))
    rank = np.zeros(len(periods), np.int64)
    rank[order] = np.arange(len(periods))
    return rank[column.codes], tuple(periods[number] for number in order)


def _known_before(key: Ints, value: Floats, delivered: int) -> tuple[Floats, Flags]:
    old, superseded = np.full(len(key), np.nan), np.zeros(len(key), bool)
    if delivered == len(key):
        return old, superseded
    order = np.argsort(key[:delivered], kind="stable")
    place = np.minimum(np.searchsorted(key[:delivered], key[delivered:], sorter=order), delivered - 1)
    rows = order[place]
    same = key[rows] == key[delivered:]
    superseded[delivered:] = same
    old[rows[same]] = value[delivered:][same]
    return old, superseded
