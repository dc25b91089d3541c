"""Katalog: every indicator with what it is made of, how fresh its figures are and where the concept uses it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow.compute as pc

import store.reading
from domain.concepts import Concept
from domain.indicators import Definition, IndicatorType
from domain.periods import Period
from domain.vocabulary import TOPICS
from indicators.plan import plan
from store.evaluation import evaluate
from store.publication import Snapshot
from views.formats import counted
from views.freshness import months_later
from views.search import SearchText, search, search_text
from views.values import definitions_of

WITH_DATA, WITHOUT_DATA = "mit", "ohne"
OWN, SUPPLIED = "eigen", "mitgeliefert"
CONTEXT_FIELD = "Rahmendaten"


@dataclass(frozen=True)
class CatalogueRow:
    """An indicator as a line of the catalogue; ``newest`` is empty where the home area has no figure."""

    id: str
    name: str
    topic: str
    type: IndicatorType
    unit: str
    source: str
    newest: str
    overdue: bool
    fields: tuple[str, ...]  # names of the action fields that use it
    own: bool

    @property
    def state(self) -> str:
        """How fresh it is, in words."""
        if not self.newest:
            return "noch keine Daten"
        return f"{self.newest}, neue Zahlen überfällig" if self.overdue else self.newest

    @property
    def origin(self) -> str:
        return OWN if self.own else SUPPLIED


@dataclass(frozen=True)
class Catalogue:
    """All indicators by topic and name, with the texts that a search looks into."""

    rows: tuple[CatalogueRow, ...]
    texts: Mapping[str, SearchText]
    area: str


@dataclass(frozen=True)
class Filter:
    """What is asked for; empty texts ask for nothing. ``source`` is the first part of a source, ``data`` WITH_DATA or WITHOUT_DATA."""

    topic: str = ""
    type: str = ""
    source: str = ""
    data: str = ""
    used: bool = False
    text: str = ""


def names_of_indicators(snapshot: Snapshot, as_of: datetime | None = None) -> dict[str, str]:
    """All indicators by id: first those of the concept in its order, then the others by name."""
    known = definitions_of(snapshot, as_of=as_of)
    concept = store.reading.concept(snapshot, as_of)
    used = [use.indicator for use in concept.indicators]
    rest = sorted((each for each in known if each not in used), key=lambda each: known[each].name)
    return {each: known[each].name for each in dict.fromkeys([*used, *rest])}


def build(snapshot: Snapshot, today: date, as_of: datetime | None = None) -> Catalogue:
    """The whole catalogue for the home area, in the order of topics and names."""
    concept = store.reading.concept(snapshot, as_of)
    definitions = definitions_of(snapshot, as_of=as_of)
    newest = _newest_periods(snapshot, definitions, concept.area.key, as_of)
    used = _fields_by_indicator(concept)
    order = {topic: place for place, topic in enumerate(TOPICS)}
    ordered = sorted(definitions.values(), key=lambda each: (order.get(each.topic, len(order)), each.name))
    return Catalogue(
        tuple(_row(each, newest.get(each.id), used.get(each.id, ()), today) for each in ordered),
        {each.id: search_text(each) for each in ordered},
        concept.area.name,
    )


def _newest_periods(snapshot: Snapshot, definitions: Mapping[str, Definition], area: str, as_of: datetime | None) -> dict[str, Period]:
    """The newest period with a value of each indicator, for the area as a whole."""
    values = evaluate(snapshot, plan(definitions, store.reading.strands(snapshot), ""), [area], as_of)
    known = values.filter(pc.is_valid(values["value"]))
    periods = {text: Period(text) for text in pc.unique(known["period"]).to_pylist()}
    found: dict[str, Period] = {}
    for indicator, text in zip(known["indicator"].to_pylist(), known["period"].to_pylist(), strict=True):
        period = periods[text]
        if indicator not in found or period.end >= found[indicator].end:
            found[indicator] = period
    return found


def _fields_by_indicator(concept: Concept) -> dict[str, tuple[str, ...]]:
    names = {field.id: field.name for field in concept.fields}
    uses = [(use.indicator, names[use.field]) for use in concept.indicators] + [(each, CONTEXT_FIELD) for each in concept.context]
    found: dict[str, tuple[str, ...]] = {}
    for indicator, field in uses:
        found[indicator] = (*found.get(indicator, ()), field)
    return found


def _row(definition: Definition, newest: Period | None, fields: tuple[str, ...], today: date) -> CatalogueRow:
    due = months_later(newest.end, definition.cadence_months + definition.expected_lag_months) if newest else None
    return CatalogueRow(
        id=definition.id,
        name=definition.name,
        topic=definition.topic,
        type=definition.type,
        unit=definition.unit,
        source=definition.source,
        newest=newest.label if newest else "",
        overdue=due is not None and due < today,
        fields=tuple(dict.fromkeys(fields)),
        own=definition.own,
    )


def publisher_of(source: str) -> str:
    """The publisher's name, with which a source begins."""
    return source.split(",")[0].split("(")[0].strip()


def publishers(catalogue: Catalogue) -> dict[str, str]:
    """Publishers with how many indicators rest on each, the most used first."""
    names = [publisher_of(row.source) for row in catalogue.rows]
    return {name: f"{name} ({names.count(name)})" for name in sorted(set(names), key=lambda name: (-names.count(name), name))}


def chosen(catalogue: Catalogue, wanted: Filter) -> tuple[CatalogueRow, ...]:
    """The rows asked for: in the catalogue's order, or the best matches of the text first."""
    rows = {row.id: row for row in catalogue.rows if _fits(row, wanted)}
    if not wanted.text:
        return tuple(rows.values())
    found = search(wanted.text, {key: catalogue.texts[key] for key in rows})
    return tuple(rows[key] for key in found)


def _fits(row: CatalogueRow, wanted: Filter) -> bool:
    return (
        wanted.topic in ("", row.topic)
        and wanted.type in ("", row.type.value)
        and wanted.source in ("", publisher_of(row.source))
        and (not wanted.data or bool(row.newest) == (wanted.data == WITH_DATA))
        and (not wanted.used or bool(row.fields))
    )


def by_topic(rows: Collection[CatalogueRow]) -> tuple[tuple[str, tuple[CatalogueRow, ...]], ...]:
    """The rows under the German names of their topics, in the order of topics."""
    topics = dict.fromkeys(row.topic for row in rows)
    return tuple((TOPICS.get(topic, topic), tuple(row for row in rows if row.topic == topic)) for topic in topics)


def summary(catalogue: Catalogue, rows: Collection[CatalogueRow]) -> str:
    """How many are shown, how many of them have figures."""
    with_data = sum(bool(row.newest) for row in rows)
    count = counted(len(rows), "Indikator", "Indikatoren")
    return f"{count} von {len(catalogue.rows)}, {with_data} davon mit Zahlen für {catalogue.area}"
