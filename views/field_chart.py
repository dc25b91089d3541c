"""One drawing for a field: where its lead indicators stand, from the same series as its cards."""

from collections.abc import Mapping, Sequence

from domain.concepts import Concept, FieldIndicator
from domain.periods import Period
from views.chart_style import ChartSpec
from views.charts.standing import Standing, standing_chart
from views.goal_view import shown_target
from views.indicator_rows import IndicatorRow
from views.values import Series


def field_chart(
    concept: Concept, field: str, rows: Sequence[IndicatorRow], series: Mapping[tuple[str, str, str], Series]
) -> ChartSpec | None:
    """The field's lead indicators that have a value, in the order of the rows; None where there is none."""
    uses = {use.indicator: use for use in concept.indicators if use.field == field}
    found = [_standing(row, uses[row.id], series.get((row.id, concept.area.key, ""))) for row in rows if row.lead]
    standings = [each for each in found if each is not None]
    return standing_chart(f"Leitindikatoren: {concept.field(field).name}", standings) if standings else None


def _standing(row: IndicatorRow, use: FieldIndicator, series: Series | None) -> Standing | None:
    latest = series.latest if series else None
    if series is None or latest is None or latest.value is None:
        return None
    previous, target = series.previous, shown_target(tuple(use.targets), latest.year)
    return Standing(
        name=row.name,
        unit=series.definition.unit,
        decimals=series.definition.decimals,
        actual=latest.value,
        period=Period(latest.period).label,
        previous=previous.value if previous else None,
        before=Period(previous.period).label if previous else "",
        target=target.value if target else None,
        due=str(target.year or "") if target else "",
    )
