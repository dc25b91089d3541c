"""Reports on measures as they were known at a moment, parsed once per published state. ``as_of`` is naive UTC; None means now.

The public gets no internal column, no place in a file, and no count of participants below the installation's ``min_cases``."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from domain.access import Permission, Viewer
from domain.measures import INTERNAL_COLUMNS, MeasureRow, measure_order
from store.measure_content import from_json
from store.publication import NOW, Snapshot, sql

MIN_CASES = 5
"""Fewest participants shown to the public where ``settings.toml`` does not say."""
_UNSAID: dict[str, Any] = {each.name: each.default for each in fields(MeasureRow)}
_NOT_PUBLIC = {name: _UNSAID[name] for name in (*sorted(INTERNAL_COLUMNS), "sheet", "cell")}


@dataclass(frozen=True)
class MeasureEvent:
    """One report on a measure and when it was accepted. ``delivery``, ``file_name``, ``sha256`` and ``by`` are empty (0) for viewers
    who may not see files. ``replaced`` is True for one that a later delivery of the same half-year put another in place of."""

    row: MeasureRow
    accepted_at: datetime
    replaced: bool
    delivery: int = 0
    by: str = ""
    file_name: str = ""
    sha256: str = ""


class _Key(NamedTuple):
    delivery: int
    measure: str
    period: str


_parsed: WeakKeyDictionary[Snapshot, dict[_Key, MeasureRow]] = WeakKeyDictionary()  # a snapshot never changes
_small_aims: WeakKeyDictionary[Snapshot, frozenset[tuple[str, float]]] = WeakKeyDictionary()
_histories: WeakKeyDictionary[Snapshot, dict[tuple[datetime, bool], tuple[MeasureRow, ...]]] = WeakKeyDictionary()


def measure_history(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> tuple[MeasureRow, ...]:
    """The report in force of each measure and half-year, ordered by period and measure."""
    known = _histories.setdefault(snapshot, {})
    key = (as_of or NOW, viewer.may(Permission.SEE_INTERNAL))
    if key not in known:
        if len(known) >= 20:  # moments that people asked for one after the other
            known.pop(next(iter(known)))
        known[key] = tuple(_shown(row, snapshot, viewer) for row in _in_force(snapshot, key[0]))
    return known[key]


def _in_force(snapshot: Snapshot, moment: datetime) -> list[MeasureRow]:
    parsed = _all(snapshot)
    rows = snapshot.rows(sql("known_measures"), {"moment": moment})
    return [parsed[_Key(row["delivery"], row["measure"], row["period"])] for row in rows]


def _all(snapshot: Snapshot) -> dict[_Key, MeasureRow]:
    """Every report ever accepted, also of withdrawn deliveries."""
    if snapshot not in _parsed:
        rows = snapshot.rows("SELECT delivery, measure, period, content FROM measure_report")
        _parsed[snapshot] = {_Key(row["delivery"], row["measure"], row["period"]): _report(row["content"]) for row in rows}
    return _parsed[snapshot]


@lru_cache(maxsize=20_000)
def _report(content: str) -> MeasureRow:
    """The next published state has the same reports and a few more."""
    return from_json(content)


def measures(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> tuple[MeasureRow, ...]:
    """The newest report of each measure, in the order of their numbers."""
    return newest(measure_history(snapshot, viewer, as_of))


def newest(history: Sequence[MeasureRow]) -> tuple[MeasureRow, ...]:
    """The newest report of each measure out of a history, in the order of their numbers."""
    by_number = {row.measure: row for row in history}
    return tuple(sorted(by_number.values(), key=lambda row: measure_order(row.measure)))


def measures_of(snapshot: Snapshot, delivery: int) -> tuple[str, ...]:
    """Numbers of the measures that a delivery reports on, in their order."""
    return tuple(sorted({key.measure for key in _all(snapshot) if key.delivery == delivery}, key=measure_order))


def measure_events(snapshot: Snapshot, viewer: Viewer, measure: str, as_of: datetime | None = None) -> tuple[MeasureEvent, ...]:
    """Every report on a measure that a valid delivery brought, corrections within a half-year and confirmations included, in the
    order in which they were accepted."""
    rows = snapshot.rows(sql("measure_events"), {"moment": as_of or NOW, "measure": measure})
    newest_of = {row["period"]: row["delivery"] for row in rows}  # in order of deliveries: the last one counts
    parsed = _all(snapshot)
    files = viewer.may(Permission.SEE_FILES)
    found = []
    for row in rows:
        event = MeasureEvent(
            row=_shown(parsed[_Key(row["delivery"], measure, row["period"])], snapshot, viewer),
            accepted_at=row["accepted_at"],
            replaced=newest_of[row["period"]] != row["delivery"],
        )
        if files:
            event = replace(event, delivery=row["delivery"], by=row["accepted_by"], file_name=row["file_name"], sha256=row["sha256"])
        found.append(event)
    return tuple(found)


def _shown(row: MeasureRow, snapshot: Snapshot, viewer: Viewer) -> MeasureRow:
    return row if viewer.may(Permission.SEE_INTERNAL) else _for_the_public(row, min_cases(snapshot), _few(snapshot))


def _few(snapshot: Snapshot) -> frozenset[tuple[str, float]]:
    """Measures with a count of too few people that a report gives as participants and as what the aim has reached: later reports carry
    the latter on without the former."""
    if snapshot not in _small_aims:
        fewest = min_cases(snapshot)
        counted = [(row, row.aim_actual) for row in _all(snapshot).values() if row.aim_actual is not None]
        _small_aims[snapshot] = frozenset((row.measure, aim) for row, aim in counted if aim == row.participants and 0 < aim < fewest)
    return _small_aims[snapshot]


def _for_the_public(row: MeasureRow, min_cases: int, few: Collection[tuple[str, float]]) -> MeasureRow:
    """Small counts of people are named in ``small`` and have no value; so has an aim that counts the same people."""
    small = set()
    if row.participants is not None and 0 < row.participants < min_cases:
        small.add("participants")
    if row.aim_actual is not None and (row.measure, row.aim_actual) in few:
        small.add("aim_actual")
    public: dict[str, Any] = {**_NOT_PUBLIC, **dict.fromkeys(small), "small": frozenset(small)}
    return replace(row, **public)


def min_cases(snapshot: Snapshot) -> int:
    """Fewest people that the public sees a count of."""
    return _min_cases_of(str(snapshot.home.path / "settings.toml"), snapshot.version)


@lru_cache(maxsize=8)
def _min_cases_of(path: str, _version: str) -> int:
    """The setting of the installation; a file that is wrong is told by those who check it."""
    settings = Path(path)
    said = tomllib.loads(settings.read_text("utf-8")).get("min_cases") if settings.exists() else None
    return said if isinstance(said, int) else MIN_CASES
