"""One line per indicator: newest value, change, target and verdict, as finished German texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from domain.concepts import Concept, FieldIndicator
from domain.indicators import Definition, Direction, Rule, Target, Weather
from domain.periods import Period
from indicators.summary import Summary, summarise
from indicators.verdicts.targets import in_force
from views.formats import NO_VALUE, change, sign_words, with_unit
from views.gap_view import pair_text
from views.overrides import override_text
from views.values import Series


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in an action field. Texts are finished; ``spark`` holds the values oldest first, None for gaps."""

    id: str
    name: str
    lead: bool
    proposal: bool
    value: str
    period: str
    change: str
    target: str
    weather: Weather
    sentence: str
    override: str = ""  # „fachlich gesetzt: …“ where people set the verdict; ``sentence`` says what the rule rests on
    pair: str = ""  # both groups' values where the indicator compares two
    spark: tuple[tuple[int, float | None], ...] = ()


def indicator_rows(
    concept: Concept, field: str, series: Mapping[tuple[str, str, str], Series], definitions: Mapping[str, Definition]
) -> tuple[IndicatorRow, ...]:
    """The field's indicators for the home area, lead indicators first, otherwise in the concept's order."""
    used = [use for use in concept.indicators if use.field == field]
    ordered = sorted(used, key=lambda use: not use.lead)
    return tuple(_row(use, definitions[use.indicator], series.get((use.indicator, concept.area.key, ""))) for use in ordered)


def context_rows(
    concept: Concept, series: Mapping[tuple[str, str, str], Series], definitions: Mapping[str, Definition]
) -> tuple[IndicatorRow, ...]:
    """The indicators that describe the home area as a whole and belong to no field."""
    uses = [FieldIndicator("", indicator) for indicator in concept.context]
    return tuple(_row(use, definitions[use.indicator], series.get((use.indicator, concept.area.key, ""))) for use in uses)


def _row(use: FieldIndicator, definition: Definition, series: Series | None) -> IndicatorRow:
    row = _row_without_data(use, definition)
    latest = series.latest if series else None
    if series is None or latest is None:
        return row
    return replace(
        row,
        value=value_text(series),
        period=Period(latest.period).label,
        change=change_text(series),
        weather=latest.shown,
        sentence=" ".join(part for part in (override_text(latest), movement_text(series)) if part),
        override=override_text(latest),
        pair=pair_text(series),
        spark=spark_points(series),
    )


def _row_without_data(use: FieldIndicator, definition: Definition) -> IndicatorRow:
    return IndicatorRow(
        id=use.indicator,
        name=definition.name,
        lead=use.lead,
        proposal=use.proposal,
        value=NO_VALUE,
        period="noch keine Daten",
        change=NO_VALUE,
        target=target_text(use.targets, definition),
        weather=Weather.CONTEXT if definition.direction is Direction.NONE else Weather.NONE,
        sentence="Für dieses Gebiet wurden noch keine Daten eingespielt.",
    )


def value_text(series: Series) -> str:
    """The newest value with its unit and what its signs mean; a dash where there is none."""
    definition, latest = series.definition, series.latest
    signs = sign_words(latest.signs) if latest else ""
    return with_unit(latest.value if latest else None, definition.unit, definition.decimals) + (f" ({signs})" if signs else "")


def summary_of(rows: Iterable[IndicatorRow]) -> Summary:
    """The distribution over the rows, verdicts as they are shown."""
    known = tuple(rows)
    return summarise((row.weather for row in known), sum(bool(row.override) for row in known))


def change_text(series: Series) -> str:
    """Change of the newest value against the one before, with its period: ``+0,4 Prozentpunkte gegenüber 2023``."""
    latest, previous = series.latest, series.previous
    if latest is None or previous is None or latest.value is None or previous.value is None:
        return NO_VALUE
    definition = series.definition
    difference = change(latest.value - previous.value, definition.unit, definition.decimals)
    broken = latest.basis != previous.basis or any(previous.year < each.year <= latest.year for each in definition.breaks)
    caution = ", Bruch in der Reihe" if broken else ""
    return f"{difference} gegenüber {Period(previous.period).label}{caution}"


def movement_text(series: Series) -> str:
    """What the newest verdict rests on, in one line; the reason where there is none."""
    definition, latest = series.definition, series.latest
    verdict = latest.verdict if latest else None
    if latest is None or verdict is None or not verdict.weather.judged or verdict.mean_change is None:
        return verdict.reason if verdict else ""
    mean = change(verdict.mean_change, definition.unit, definition.decimals + 1)
    first = [point.year for point in series.points if point.value is not None][-verdict.points]
    text = f"{first}–{latest.year} im Mittel {mean} je Jahr"
    if verdict.projection is not None and verdict.target is not None:
        projection = with_unit(verdict.projection, definition.unit, definition.decimals)
        text += f"; bei gleicher Entwicklung {projection} im Jahr {verdict.target.year}"
    return f"Abstand {text}" if definition.direction is Direction.PARITY else text


def target_text(targets: Iterable[Target], definition: Definition) -> str:
    """What is aimed at, in words; targets that a later one has replaced are left out."""
    return "; ".join(target_words(target, definition) for target in in_force(tuple(targets))) or definition.direction.label


def target_words(target: Target, definition: Definition) -> str:
    """One target in words: ``10,0 % bis 2030``."""
    value = with_unit(target.value, definition.unit, definition.decimals)
    match target.rule:
        case Rule.TARGET_YEAR:
            return f"{value} bis {target.year}"
        case Rule.YEARLY_LIMIT:
            limit = "mindestens" if definition.direction is Direction.UP else "höchstens"
            return f"jedes Jahr {limit} {value}"
        case Rule.DIRECTION:
            return definition.direction.label


def spark_points(series: Series) -> tuple[tuple[int, float | None], ...]:
    """Year and value from the first to the last year, years without a figure as gaps."""
    values = {point.year: point.value for point in series.points}
    return tuple((year, values.get(year)) for year in range(min(values), max(values) + 1)) if values else ()
