"""Nachrechnung: computed against published figures, as German texts for the definition sheet and the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import store.reading
from domain.areas import Area
from domain.groups import parse_group_key
from domain.indicators import Definition, Published
from domain.numbers_de import change_with_unit
from domain.periods import Period
from domain.vocabulary import label_of, series_name
from indicators.plan import plan
from indicators.recomputed import Deviation, Recomputation, both_sides, recomputations
from store.evaluation import evaluate
from store.publication import Snapshot
from views import formats
from views.values import definitions_of

COLUMNS = ("Gebiet", "Zeitraum", "Gruppe", "berechnet", "veröffentlicht", "Abweichung")
UNEXPLAINED = "Woran die Abweichungen liegen, ist nicht geklärt."
_MORE_DECIMALS = 2  # so many more than the indicator shows, or a deviation could look like none


@dataclass(frozen=True)
class RecomputedView:
    """One indicator's comparison. ``rows`` are the listed deviations under ``COLUMNS``, ``years`` says where they lie."""

    indicator: str
    headline: str
    sentence: str
    years: str
    rows: tuple[tuple[str, ...], ...]
    more: str
    explained: tuple[str, ...]
    result: Recomputation


def build(snapshot: Snapshot, indicators: Sequence[str] | None = None, as_of: datetime | None = None) -> tuple[RecomputedView, ...]:
    """The comparison for every indicator asked for (all if None) that has a published counterpart with figures."""
    definitions = definitions_of(snapshot, indicators, as_of)
    known = store.reading.areas(snapshot, as_of)
    return tuple(_shown(each, known) for each in compared(snapshot, definitions, as_of) if each.compared or each.uncomputed)


def compared(snapshot: Snapshot, definitions: Mapping[str, Definition], as_of: datetime | None = None) -> tuple[Recomputation, ...]:
    """All comparisons in one evaluation, over all areas, periods and groups."""
    sides = both_sides(definitions.values())
    if not sides:
        return ()
    return recomputations(evaluate(snapshot, plan(sides, store.reading.strands(snapshot)), None, as_of), definitions)


def _shown(result: Recomputation, known: Mapping[str, Area]) -> RecomputedView:
    definition = result.definition
    published = definition.published
    if published is None:
        raise ValueError("nothing published to compare with")
    counts = f"{formats.number(result.equal)} von {formats.number(result.compared)}"
    hidden = result.deviating - len(result.deviations)
    return RecomputedView(
        indicator=definition.id,
        headline=f"Nachrechnung: {counts} gleich" if result.compared else "Nachrechnung: noch nicht möglich",
        sentence=_sentence(result, published, counts),
        years=_years(result),
        rows=tuple(_row(each, definition, known) for each in result.deviations),
        more=f"{formats.number(len(result.deviations))} größte von {formats.number(result.deviating)} Abweichungen" if hidden else "",
        explained=(published.explained or (UNEXPLAINED,)) if result.deviating else (),
        result=result,
    )


def _sentence(result: Recomputation, published: Published, counts: str) -> str:
    unit = result.definition.unit
    tolerance = change_with_unit(published.tolerance, formats.decimals_of(published.tolerance), unit).lstrip("+")
    series = f"mit der veröffentlichten Reihe „{series_name(published.input.series)}“"
    agree = f"{counts} berechneten Werten stimmen {series} überein (Toleranz {tolerance})." if result.compared else ""
    missing = formats.counted(result.uncomputed, "veröffentlichter Wert lässt", "veröffentlichte Werte lassen")
    rest = f"{missing} sich nicht nachrechnen, weil ein Eingangswert fehlt." if result.uncomputed else ""
    return " ".join(part for part in (agree, rest) if part)


def _years(result: Recomputation) -> str:
    """``2005–2020: 832 von 832 gleich; 2021: 40 von 52 gleich``: neighbouring years without a deviation are told together."""
    if not result.deviating:
        return ""
    parts = []
    for faultless, years in groupby(result.years, key=lambda each: each.compared == each.equal):
        found = list(years)
        for some in [found] if faultless else [[each] for each in found]:
            first, last = some[0].year, some[-1].year
            span = f"{first}" if first == last else f"{first} bis {last}"
            equal, of = sum(each.equal for each in some), sum(each.compared for each in some)
            parts.append(f"{span}: {formats.number(equal)} von {formats.number(of)} gleich")
    return "; ".join(parts)


def _row(each: Deviation, definition: Definition, known: Mapping[str, Area]) -> tuple[str, ...]:
    decimals = definition.decimals + _MORE_DECIMALS
    return (
        known[each.area].name if each.area in known else each.area,
        Period(each.period).label,
        ", ".join(label_of(label) for label in parse_group_key(each.groups).values()) or "insgesamt",
        formats.with_unit(each.computed, definition.unit, decimals),
        formats.with_unit(each.published, definition.unit, decimals),
        change_with_unit(each.difference, decimals, definition.unit),
    )


def as_json(shown: RecomputedView) -> dict[str, Any]:
    """The comparison for programs: numbers as numbers."""
    result = shown.result
    return {
        "indicator": shown.indicator,
        "headline": shown.headline,
        "compared": result.compared,
        "equal": result.equal,
        "deviating": result.deviating,
        "uncomputed": result.uncomputed,
        "years": [{"year": each.year, "compared": each.compared, "equal": each.equal} for each in result.years],
        "deviations": [
            {
                "area": each.area,
                "groups": each.groups,
                "period": each.period,
                "computed": each.computed,
                "published": each.published,
                "difference": each.difference,
            }
            for each in result.deviations
        ],
        "explained": list(shown.explained),
    }
