"""Abstand: a group against its comparison group: both lines, the four quadrants with the present one, and what moved the gap."""

from dataclasses import dataclass

from domain.areas import Area
from domain.indicators import Definition
from domain.vocabulary import DIMENSIONS, label_of
from indicators.gap import GapPath, Quadrant, gap_path, gap_words, pair
from indicators.verdicts.sentence import group_decimals, group_unit
from views import charts
from views.chart_style import ChartSpec
from views.formats import change, with_unit
from views.series_charts import breaks_of
from views.values import Point, Series

GROUP = "Gruppe"
_WORDS = {
    Quadrant.PROGRESS: ("✓", "Fortschritt"),
    Quadrant.LEVELLED_DOWN: ("▽", "Abstand kleiner, Gruppe nicht besser"),
    Quadrant.LEFT_BEHIND: ("△", "Gruppe besser, Abstand nicht kleiner"),
    Quadrant.SETBACK: ("✕", "weder noch"),
}


@dataclass(frozen=True)
class Field:
    """One of the four quadrants; ``here`` is True for the one the figures lie in."""

    glyph: str
    word: str
    here: bool


@dataclass(frozen=True)
class GapView:
    """Texts are finished. ``quadrants`` by gap smaller or not (rows) and group better or not (columns); ``parts`` are the rows of the
    table: name, first, last, change; ``sentences`` say what the table does not, ``hints`` what must not be overlooked."""

    chart: ChartSpec
    span: str
    quadrants: tuple[tuple[Field, Field], ...]  # empty while nothing may be judged
    columns: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    sentences: tuple[str, ...]
    hints: tuple[str, ...]


def build(definition: Definition, area: Area, series: Series | None) -> GapView | None:
    """None for indicators without a comparison group, and where fewer than two years compare."""
    path = gap_path([point.row for point in series.points], definition) if series is not None else None
    if series is None or series.latest is None or path is None:
        return None
    judged = series.latest.weather.judged
    said = gap_words(path, definition)
    return GapView(
        chart=_chart(definition, area, series),
        span=f"{path.first.year} bis {path.last.year}",
        quadrants=_quadrants(path.quadrant) if judged else (),
        columns=("Größe", str(path.first.year), str(path.last.year), "Änderung"),
        parts=_parts(path, definition),
        sentences=tuple(filter(None, (said.moved, said.ratio))) if judged else (),
        hints=said.hints,
    )


def _quadrants(present: Quadrant) -> tuple[tuple[Field, Field], tuple[Field, Field]]:
    def field(each: Quadrant) -> Field:
        return Field(*_WORDS[each], each is present)

    return (
        (field(Quadrant.PROGRESS), field(Quadrant.LEVELLED_DOWN)),
        (field(Quadrant.LEFT_BEHIND), field(Quadrant.SETBACK)),
    )


def _parts(path: GapPath, definition: Definition) -> tuple[tuple[str, ...], ...]:
    """Both groups, their gap, and the two parts that its change falls into."""
    unit, decimals = group_unit(definition), group_decimals(definition)

    def row(name: str, first: float, last: float) -> tuple[str, ...]:
        return name, with_unit(first, unit, decimals), with_unit(last, unit, decimals), change(last - first, unit, decimals)

    return (
        row(group_name(definition), path.first.group, path.last.group),
        row(f"Vergleichsgruppe ({definition.comparison_group})", path.first.reference, path.last.reference),
        (
            "Abstand (Gruppe minus Vergleichsgruppe)",
            change(path.first.gap, unit, decimals),
            change(path.last.gap, unit, decimals),
            change(path.gap_change, unit, decimals),
        ),
        ("davon: Anteil der Gruppe", "", "", change(path.group_change, unit, decimals)),
        ("davon: Anteil der Vergleichsgruppe", "", "", change(-path.reference_change, unit, decimals)),
    )


def group_name(definition: Definition) -> str:
    """What the group is called where one label sets it apart from those compared with: ``Ausländerinnen und Ausländer``,
    ``mit Migrationshintergrund``; else ``Gruppe``."""
    group, reference = (definition.inputs.get(role) for role in ("group", "reference"))
    if group is None or reference is None:
        return GROUP
    apart = [(key, label) for key, label in group.groups.items() if reference.groups.get(key) != label]
    if len(apart) != 1 or not isinstance(apart[0][1], str):
        return GROUP
    dimension, name = apart[0][0], label_of(apart[0][1])
    if name == "mit" and dimension in DIMENSIONS:
        return f"mit {DIMENSIONS[dimension]}"
    return name if name[:1].isupper() else GROUP


def pair_lines(definition: Definition, series: Series) -> tuple[charts.Line, charts.Line]:
    """Group and comparison group as lines, in the unit in which the two are measured."""
    pairs = [(point, _pair(definition, point)) for point in series.points]
    lines = (
        charts.Line(name, tuple(charts.Point(point.year, pair[place], point.signs, point.missing) for point, pair in pairs))
        for place, name in enumerate((group_name(definition), definition.comparison_group or "Vergleichsgruppe"))
    )
    group, reference = lines
    return group, reference


def pair_text(series: Series) -> str:
    """``Gruppe 14,8 %, Vergleichsgruppe 6,0 %`` of the newest year; empty for indicators that do not compare."""
    definition, latest = series.definition, series.latest
    if latest is None or not definition.formula.compares:
        return ""
    group, reference = _pair(definition, latest)
    if group is None or reference is None:
        return ""
    unit, decimals = group_unit(definition), group_decimals(definition)
    versus = definition.comparison_group or "Vergleichsgruppe"
    return f"{group_name(definition)} {with_unit(group, unit, decimals)}, {versus} {with_unit(reference, unit, decimals)}"


def _pair(definition: Definition, point: Point) -> tuple[float | None, float | None]:
    if point.value is None:
        return None, None
    both = pair(point.row, definition)
    return both.group, both.reference


def _chart(definition: Definition, area: Area, series: Series) -> ChartSpec:
    shown = charts.LineChart(
        subject=f"{definition.name}: Gruppe und Vergleichsgruppe, {area.name}",
        unit=group_unit(definition),
        decimals=group_decimals(definition),
        lines=pair_lines(definition, series),
        breaks=breaks_of(definition, series),
        distance=True,
    )
    return charts.line_chart(shown)
