"""Mittel: plan against actual by field, source and year, with totals that agree; and, beside it, what was done.

Each measure counts once, in its lead field. What names no year or no source is a line of its own. Money and work stand side by side:
nothing is divided, and nothing is said to follow from the other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import store.reading
from domain.access import Permission, Viewer
from domain.concepts import Concept
from domain.measure_resources import Amount, amounts, exceeds_total, total
from domain.measures import MeasureRow, ResourceKind
from store.publication import Snapshot
from views.chart_style import ChartSpec
from views.charts.plan_actual import Pair, plan_actual
from views.formats import NO_VALUE, euro, exact
from views.funding import Ending, ending
from views.measure_filter import Filter
from views.measure_texts import field_name
from views.measures import chosen_rows
from views.work_done import WorkLine, work_done

NO_YEAR, NO_SOURCE = "ohne Jahresangabe", "ohne Angabe der Quelle"
ALL_YEARS, WITHOUT_YEAR = "", "ohne"
"""Values of the choice of a year, beside the years themselves."""
SUM = "Summe"
_NAMED = 4


class By(StrEnum):
    """By what amounts are grouped."""

    FIELD = "feld"
    SOURCE = "quelle"
    YEAR = "jahr"

    @property
    def label(self) -> str:
        return {"feld": "Handlungsfeld", "quelle": "Quelle", "jahr": "Jahr"}[self.value]


@dataclass(frozen=True)
class Entry:
    """An amount and the measure it belongs to."""

    row: MeasureRow
    amount: Amount


@dataclass(frozen=True)
class Table:
    """A table of finished texts whose last row is the sum; ``note`` says what has to be known beside it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Resources:
    """The whole view. ``posts`` are staff and volunteers, by year, never added over years. Tables are None where nothing is named."""

    years: tuple[str, ...]  # what may be chosen beside ALL_YEARS
    chart: ChartSpec | None
    money: Table | None
    posts: tuple[tuple[str, Table], ...]
    ending: Ending
    work: tuple[WorkLine, ...]
    measures: int
    silent: int  # measures that name neither money nor staff nor volunteers
    notes: tuple[str, ...]


def build(
    snapshot: Snapshot, viewer: Viewer, chosen: Filter, by: str, year: str, months: int, today: date, as_of: datetime | None = None
) -> Resources:
    """The resources of a selection of measures. ``year`` is a year, WITHOUT_YEAR or ALL_YEARS; ``months`` looks ahead for funding that
    ends. Raises NotAllowed for the public: amounts are internal."""
    viewer.require(Permission.SEE_INTERNAL)
    concept = store.reading.concept(snapshot, as_of)
    _, passing = chosen_rows(snapshot, viewer, chosen, today, as_of=as_of)
    rows = [row for row in passing if not chosen.field or row.field == chosen.field]  # others count in their own field
    history = store.reading.measure_history(snapshot, viewer, as_of)
    return resources_of(concept, rows, history, By(by), year, months, today)


def resources_of(
    concept: Concept, rows: Sequence[MeasureRow], history: Sequence[MeasureRow], by: By, year: str, months: int, today: date
) -> Resources:
    """The view of these measures; ``history`` holds every report, for what was done in a year."""
    every = [Entry(row, amount) for row in rows for amount in amounts(row)]
    entries = [each for each in every if _in_year(each.amount.year, year)]
    money = [each for each in entries if each.amount.kind is ResourceKind.MONEY]
    groups = grouped(concept, money, by)
    table = _money_table(groups, by) if money else None
    naming = {each.row.measure for each in every}
    pairs = [Pair(name, *_sums(found)) for name, found in groups]
    return Resources(
        years=_years(every),
        chart=plan_actual(f"Mittel nach {by.label}: geplant und verwendet", pairs, table.columns, table.rows) if table else None,
        money=table,
        posts=tuple(_posts(concept, entries, by)),
        ending=ending(rows, months, today),
        work=work_done(rows, history, year),
        measures=len(rows),
        silent=sum(row.measure not in naming for row in rows),
        notes=tuple(_notes(rows)),
    )


def _in_year(year: int | None, chosen: str) -> bool:
    return chosen == ALL_YEARS or (year is None and chosen == WITHOUT_YEAR) or str(year) == chosen


def _years(entries: Iterable[Entry]) -> tuple[str, ...]:
    found = {each.amount.year for each in entries}
    return (*(str(year) for year in sorted(year for year in found if year is not None)), *((WITHOUT_YEAR,) if None in found else ()))


def grouped(concept: Concept, entries: Sequence[Entry], by: By) -> list[tuple[str, list[Entry]]]:
    """The entries by name of their group, every entry in exactly one: fields in the order of the concept, sources by name, years in
    their order; what says nothing comes last."""
    places = {field.id: place for place, field in enumerate(concept.fields)}
    keys: dict[By, Callable[[Entry], tuple[float, str]]] = {
        By.FIELD: lambda each: (places.get(each.row.field, len(places)), field_name(concept, each.row.field)),
        By.SOURCE: lambda each: (0, each.amount.source) if each.amount.source else (1, NO_SOURCE),
        By.YEAR: lambda each: (each.amount.year, str(each.amount.year)) if each.amount.year else (10**6, NO_YEAR),
    }
    found: dict[tuple[float, str], list[Entry]] = {}
    for each in entries:
        found.setdefault(keys[by](each), []).append(each)
    return [(key[1], found[key]) for key in sorted(found, key=lambda key: (key[0], key[1].casefold()))]


def _sums(entries: Sequence[Entry]) -> tuple[float | None, float | None]:
    return total(each.amount.planned for each in entries), total(each.amount.actual for each in entries)


def _money_table(groups: Sequence[tuple[str, list[Entry]]], by: By) -> Table:
    everything = [each for _, found in groups for each in found]
    rows = [_money_row(name, found) for name, found in (*groups, (SUM, everything))]
    columns = (by.label, "geplant", "verwendet", "Unterschied", "Maßnahmen", "davon ohne Angabe, was verwendet ist")
    note = "" if by is By.FIELD else "Eine Maßnahme kann in mehreren Zeilen stehen; die Summe zählt sie einmal."
    return Table(columns, tuple(rows), note)


def _money_row(name: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    planned, actual = _sums(entries)
    both = planned is not None and actual is not None
    apart = (actual or 0) - (planned or 0) if both else None
    return (
        name,
        euro(planned),
        euro(actual),
        NO_VALUE if apart is None else f"{'+' if apart > 0 else ''}{euro(apart)}",
        str(len({each.row.measure for each in entries})),
        str(len(_without_actual(entries))),
    )


def _without_actual(entries: Sequence[Entry]) -> set[str]:
    """Numbers of the measures that plan something here and do not say what they used."""
    telling = {each.row.measure for each in entries if each.amount.actual is not None}
    return {each.row.measure for each in entries if each.amount.planned is not None} - telling


def _posts(concept: Concept, entries: Sequence[Entry], by: By) -> Iterable[tuple[str, Table]]:
    """Staff and volunteers: groups down, years across, planned and actual in a cell."""
    down = By.FIELD if by is By.YEAR else by
    for kind, title in ((ResourceKind.STAFF, "Personal (Vollzeitäquivalente)"), (ResourceKind.VOLUNTEERS, "Ehrenamtliche (Personen)")):
        own = [each for each in entries if each.amount.kind is kind]
        if own:
            yield title, _post_table([*grouped(concept, own, down), (SUM, own)], down)


def _post_table(groups: Sequence[tuple[str, Sequence[Entry]]], down: By) -> Table:
    years = sorted({each.amount.year for _, found in groups for each in found}, key=lambda year: year or 10**6)
    rows = [(name, *(_post([each for each in found if each.amount.year == year]) for year in years)) for name, found in groups]
    return Table(
        (down.label, *(NO_YEAR if year is None else str(year) for year in years)),
        tuple(rows),
        "Je Zelle: geplant / tatsächlich. Über Jahre wird nicht zusammengezählt: Dieselbe Stelle besteht in jedem Jahr.",
    )


def _post(entries: Sequence[Entry]) -> str:
    planned, actual = _sums(entries)
    return NO_VALUE if planned is None and actual is None else f"{exact(planned)} / {exact(actual)}"


def _notes(rows: Sequence[MeasureRow]) -> Iterable[str]:
    """What the sums have to be read with."""
    if more := [row for row in rows if exceeds_total(row)]:
        yield f"Die Jahre ergeben mehr als die gemeldete Gesamtsumme; gezählt sind die Jahre: {_names(more)}."
    if unplanned := [row for row in rows if any(each.planned is None and each.actual is not None for each in row.resources)]:
        yield f"Verwendete Mittel ohne Plan in einem Jahr; sie zählen nur bei „verwendet“: {_names(unplanned)}."


def _names(rows: Sequence[MeasureRow]) -> str:
    """``1.2 Kurse; 1.10 Beratung und 3 weitere``."""
    named = "; ".join(f"{row.measure} {row.title}" for row in rows[:_NAMED])
    return named + (f" und {len(rows) - _NAMED} weitere" if len(rows) > _NAMED else "")
