"""What is known at a moment, as domain types. ``as_of`` is a naive UTC time; None means now.

What a role may not see is left out here, before anything reaches a page, an export, a chart or a cache.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from domain.access import Permission, Viewer
from domain.areas import Area
from domain.cells import cell_name
from domain.concepts import Concept
from domain.deliveries import Confirmation, Delivery, DeliveryKind, Source, SourceFile
from domain.errors import NotFound
from domain.periods import Period
from store.masking import without_numbers
from store.measure_reports import MeasureEvent as MeasureEvent
from store.measure_reports import measure_events as measure_events
from store.measure_reports import measure_history as measure_history
from store.measure_reports import measures as measures
from store.measure_reports import measures_of as measures_of
from store.measure_reports import min_cases as min_cases
from store.measure_reports import newest as newest
from store.own_definitions import own_definitions as own_definitions
from store.publication import NOW, Snapshot, sql


@dataclass(frozen=True)
class Strand:
    """One line of figures that the store holds."""

    id: int
    series: str
    unit: str
    concept: str
    basis: str
    groups: str


_strands: WeakKeyDictionary[Snapshot, tuple[Strand, ...]] = WeakKeyDictionary()  # a snapshot never changes


@dataclass(frozen=True)
class Origin:
    """One observation with the cell it came from. ``delivery`` is None for viewers who may not see files."""

    id: int
    strand: Strand
    area: str
    period: Period
    value: float | None
    sign: str | None
    text: str
    sheet: str | None
    row: int
    column: int
    source: Source
    delivery: Delivery | None

    @property
    def cell(self) -> str:
        return cell_name(self.sheet, self.row, self.column)


@dataclass(frozen=True)
class Freshness:
    """How old one table's figures are: its newest period and when it was accepted."""

    layout: str
    series: tuple[str, ...]
    source: Source
    newest: Period
    oldest: Period
    accepted_at: datetime
    delivery: int


def concept(snapshot: Snapshot, as_of: datetime | None = None) -> Concept:
    """The concept in force; raises NotFound for a moment before the installation had one."""
    rows = snapshot.rows(sql("known_concept"), {"moment": as_of or NOW})
    if not rows:
        raise NotFound("Zu diesem Zeitpunkt gab es hier noch keine Daten. Bitte einen späteren Stand wählen.")
    return _concept(rows[0]["content"], rows[0]["name"])


@lru_cache(maxsize=16)
def _concept(content: str, name: str) -> Concept:
    """Every page asks for the concept, some several times; its text hardly ever changes."""
    from domain.toml_files import build, parse_toml  # not every reader of figures needs the checker

    return build(Concept, parse_toml(content, name), name)


def has_concept(snapshot: Snapshot, as_of: datetime | None = None) -> bool:
    """True if the installation had a concept then."""
    return bool(snapshot.rows(sql("known_concept"), {"moment": as_of or NOW}))


def series_of(snapshot: Snapshot, delivery: int) -> frozenset[str]:
    """The series that a delivery has figures of."""
    return frozenset(row["series"] for row in snapshot.rows(sql("series_of_delivery"), {"delivery": delivery}))


def definitions_in(snapshot: Snapshot, delivery: int) -> tuple[str, ...]:
    """Ids of the own indicators that a delivery brought."""
    return tuple(row["id"] for row in snapshot.rows(sql("definitions_of_delivery"), {"delivery": delivery}))


def deliveries(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> tuple[Delivery, ...]:
    """All deliveries up to the moment, newest first, withdrawn ones with their withdrawal; needs SEE_FILES. What people wrote about
    confidential ones comes without its numbers for those who may not see them."""
    viewer.require(Permission.SEE_FILES)
    hidden, confidential = _hidden_from(snapshot, viewer), _confidential(snapshot)
    return tuple(_delivery(row, hidden, confidential) for row in snapshot.rows(sql("deliveries"), {"moment": as_of or NOW}))


def confidential_files(snapshot: Snapshot) -> frozenset[str]:
    """SHA-256 of the kept files in which a hidden figure stands, or might."""
    return frozenset(_confidential(snapshot).values())


def _confidential(snapshot: Snapshot) -> dict[int, str]:
    """Number and file of each delivery that has a hidden figure, or might."""
    return {row["number"]: row["sha256"] for row in snapshot.rows("SELECT number, sha256 FROM confidential_delivery")}


def _hidden_from(snapshot: Snapshot, viewer: Viewer) -> Collection[int]:
    """Numbers of the deliveries whose figures must not be quoted to the viewer."""
    return () if viewer.may(Permission.SEE_CONFIDENTIAL) else _confidential(snapshot).keys()


def confirmations(
    snapshot: Snapshot, viewer: Viewer, delivery: int | None = None, as_of: datetime | None = None
) -> tuple[Confirmation, ...]:
    """The hints confirmed with a delivery, or with all of them, newest first; needs SEE_FILES. Texts as in :func:`deliveries`."""
    viewer.require(Permission.SEE_FILES)
    parameters = {"moment": as_of or NOW, "delivery": delivery}
    hidden = _hidden_from(snapshot, viewer)
    return tuple(_confirmation(row, hidden) for row in snapshot.rows(sql("confirmations"), parameters))


def notes(snapshot: Snapshot, viewer: Viewer, ids: Sequence[int]) -> dict[int, tuple[Confirmation, ...]]:
    """Confirmations that have a reason, by the id of the observation they are about; nothing for those who may not see internal text.
    They stand on pages that are printed and projected: of confidential deliveries they come without numbers for everybody."""
    if not viewer.may(Permission.SEE_INTERNAL):
        return {}
    found: dict[int, tuple[Confirmation, ...]] = {}
    hidden = _confidential(snapshot).keys()
    for row in snapshot.rows(sql("notes"), {"ids": list(ids)}):
        found[row["observation"]] = (*found.get(row["observation"], ()), _confirmation(row, hidden))
    return found


def _confirmation(row: dict[str, Any], hidden: Collection[int]) -> Confirmation:
    about = {name: row[name] or "" for name in ("series", "unit", "groups", "area", "period")}
    cell = None if row["sheet_row"] is None else cell_name(row["sheet"], row["sheet_row"], row["sheet_column"])
    found, reason = (without_numbers(row[name]) if row["delivery"] in hidden else row[name] for name in ("found", "reason"))
    return Confirmation(
        row["delivery"], row["code"], found, row["sheet"], cell, reason, row["accepted_by"], row["accepted_at"],
        row["observation"], **about,
    )  # fmt: skip


def last_change(snapshot: Snapshot, as_of: datetime | None = None) -> datetime | None:
    """When something was last accepted or withdrawn."""
    return snapshot.rows(sql("last_change"), {"moment": as_of or NOW})[0]["moment"]


def areas(snapshot: Snapshot, as_of: datetime | None = None) -> dict[str, Area]:
    """All areas that have figures, by key, with the name of the first delivery that named it."""
    return {row["key"]: Area(row["key"], row["name"]) for row in snapshot.rows(sql("areas"), {"moment": as_of or NOW})}


def strands(snapshot: Snapshot) -> tuple[Strand, ...]:
    """Every line of figures ever delivered; whether it has values now is for the evaluation to say."""
    if snapshot not in _strands:
        rows = snapshot.rows("SELECT id, series, unit, concept, basis, groups FROM strand ORDER BY id")
        _strands[snapshot] = tuple(Strand(**row) for row in rows)
    return _strands[snapshot]


def freshness(snapshot: Snapshot, as_of: datetime | None = None) -> tuple[Freshness, ...]:
    """One entry per table layout with valid figures, oldest period first."""
    rows = snapshot.rows(sql("freshness"), {"moment": as_of or NOW})
    return tuple(
        Freshness(
            layout=row["layout"],
            series=tuple(row["series"]),
            source=_source(row),
            newest=Period(row["newest"]),
            oldest=Period(row["oldest"]),
            accepted_at=row["accepted_at"],
            delivery=row["number"],
        )
        for row in rows
    )


def origins(snapshot: Snapshot, viewer: Viewer, ids: Sequence[int]) -> tuple[Origin, ...]:
    """The observations with these ids and the cells they came from, in the order asked for; hidden ones without value and text."""
    rows = {row["id"]: row for row in snapshot.rows(sql("origins"), {"ids": list(ids)})}
    hidden, confidential = _hidden_from(snapshot, viewer), _confidential(snapshot)
    found = {}
    for each, row in rows.items():
        found[each] = _origin(row, _delivery(row, hidden, confidential) if viewer.may(Permission.SEE_FILES) else None)
    return tuple(found[each] for each in ids)


def sources(snapshot: Snapshot, ids: Sequence[int]) -> tuple[Source, ...]:
    """Who published the observations with these ids, each table once."""
    return tuple(_source(row) for row in snapshot.rows(sql("sources"), {"ids": list(ids)}))


def _origin(row: dict[str, Any], delivery: Delivery | None) -> Origin:
    return Origin(
        id=row["id"],
        strand=Strand(row["strand"], row["series"], row["unit"], row["concept"], row["basis"], row["groups"]),
        area=row["area"],
        period=Period(row["period"]),
        value=row["value"],
        sign=row["sign"],
        text=row["text"] if delivery else "",
        sheet=row["sheet"],
        row=row["sheet_row"],
        column=row["sheet_column"],
        source=_source(row),
        delivery=delivery,
    )


def _source(row: dict[str, Any]) -> Source:
    return Source(row["publisher"], row["title"], row["licence"], row["source_table"], row["url"])


def _delivery(row: dict[str, Any], hidden: Collection[int], confidential: Collection[int]) -> Delivery:
    note, reason = row["note"], row["reason"] or ""
    if row["number"] in hidden:
        note, reason = without_numbers(note), without_numbers(reason)
    return Delivery(
        row["number"],
        DeliveryKind(row["kind"]),
        row["layout"],
        SourceFile(row["file_name"], row["sha256"], row["size"]),
        _source(row),
        row["accepted_at"],
        row["accepted_by"],
        note,
        row["row_count"],
        row["withdrawn_at"],
        reason,
        row["min_cases"],
        row["number"] in confidential,
    )
