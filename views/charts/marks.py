"""The rows that a line chart draws: values, ranges, target path, breaks, notes, labels, symbols of the verdicts."""

from collections.abc import Iterator, Sequence

from domain.indicators import Missing, Rule, Target, Weather
from views import formats
from views.chart_style import MUTED
from views.charts.model import HEIGHT, HOLLOW, Line, LineChart, Mark, Point
from views.charts.symbols import SHAPES
from views.terms import term

_LABEL_GAP = 17  # pixels between two labels at the end of their lines
AHEAD = "rechnerische Fortschreibung"
_NO_ROW = (Weather.NONE, Weather.CONTEXT)


def value_rows(lines: Sequence[Line], shown: LineChart) -> Iterator[Mark]:
    """One row a value; ``segment`` changes where the line is interrupted by a missing year or a break."""
    breaks = {item.year for item in shown.breaks}
    for line in lines:
        segment, previous = 0, None
        for point in line.points:
            if point.value is None:
                segment += 1
                continue
            if point.year in breaks or (previous is not None and _crosses(previous, point.year, breaks)):
                segment += 1
            previous = point.year
            name = f"{line.name}/{segment}"
            hollow = not HOLLOW.isdisjoint(point.signs)
            text = cell(point, shown)
            yield Mark("value", line.name, name, point.year, point.value, text=text, hollow=hollow, main=not line.comparison)
            if point.low is not None and point.high is not None and not line.comparison:
                sample = point.range_kind == "sample"
                yield Mark("range", line.name, name, point.year, point.low, point.high, text, main=not sample)


def _crosses(earlier: int, later: int, breaks: set[int]) -> bool:
    """True if a break lies between two neighbouring values, or a year between them is not in the data at all."""
    return any(earlier < year <= later for year in breaks) or later - earlier > 1


def cell(point: Point | None, shown: LineChart) -> str:
    """Value with what its signs mean and with its range, or the reason why there is none."""
    if point is None:
        return formats.NO_VALUE
    text = formats.value_cell(point.value, point.missing, point.signs, shown.unit, shown.decimals)
    span = formats.span(point.low, point.high, shown.unit, shown.decimals)
    return f"{text}, {span}" if span else text


def missing_rows(lines: Sequence[Line]) -> list[Mark]:
    """Years of the first line without a value, to be marked at the foot of the chart with their reason."""
    points = lines[0].points if lines else ()
    return [
        Mark("missing", lines[0].name, year=point.year, text=Missing(point.missing).label)
        for point in points
        if point.value is None and point.missing
    ]


def target_rows(shown: LineChart) -> Iterator[Mark]:
    """The path from the value known when the target was set (else the last one before it) to the target."""
    target = shown.target
    if target is None or target.value is None or not shown.lines:
        return
    known = [point for point in shown.lines[0].points if point.value is not None]
    text = f"Zielwert {formats.with_unit(target.value, shown.unit, shown.decimals)}"
    if target.rule is Rule.YEARLY_LIMIT or target.year is None:
        years = [point.year for point in known]
        for year in (min(years), max([*years, target.year or 0])) if years else ():
            yield Mark("path", year=year, value=target.value, text=f"{text} in jedem Jahr")
        return
    start = _path_start(known, target)
    if start is not None:
        yield Mark("path", year=start.year, value=start.value, text="Beginn des Zielpfads")
        yield Mark("path", year=target.year, value=target.value, text=f"{text} bis {target.year}")
    rising = start is None or start.value is None or start.value <= target.value
    yield Mark("target", year=target.year, value=target.value, text=f"{text} bis {target.year}", main=rising)


def _path_start(known: Sequence[Point], target: Target) -> Point | None:
    before = [point for point in known if target.year is not None and point.year < target.year]
    if not before:
        return None
    since = target.since[:4]
    set_by_then = [point for point in before if since.isdigit() and point.year <= int(since)]
    return set_by_then[-1] if set_by_then else before[-1]


def break_rows(shown: LineChart) -> Iterator[Mark]:
    """The breaks that lie within the years drawn. ``main``: room for the name is on the right; ``hollow``: one line lower, so that
    neighbours do not cover each other."""
    years = [point.year for line in shown.lines for point in line.points]
    if not years:
        return
    first, last = min(years), max([*years, *(each.year for each in shown.ahead)])
    for number, item in enumerate(each for each in shown.breaks if first < each.year <= max(years)):
        yield Mark("break", year=item.year, text=item.text, main=item.year - first < 0.6 * (last - first), hollow=number % 2 == 1)


def note_rows(shown: LineChart) -> Iterator[Mark]:
    """A mark at each value of the first line that something is noted about."""
    values = {point.year: point.value for point in shown.lines[0].points} if shown.lines else {}
    for year, text in shown.notes:
        if values.get(year) is not None:
            yield Mark("note", year=year, value=values[year], text=text)


def ahead_rows(shown: LineChart) -> Iterator[Mark]:
    """The continuation of the first line: a band and its middle."""
    known = [point for point in shown.lines[0].points if point.value is not None] if shown.lines else []
    if not shown.ahead or not known:
        return
    for each in shown.ahead:
        span = formats.span(each.low, each.high, shown.unit, shown.decimals)
        text = ", ".join(part for part in (formats.with_unit(each.mid, shown.unit, shown.decimals), span) if part)
        yield Mark("ahead", AHEAD, year=each.year, value=each.low, until=each.high, text=text)
        yield Mark("middle", AHEAD, year=each.year, value=each.mid, text=text)
    above = not any(mark.kind == "target" and mark.main for mark in target_rows(shown))  # where the target is not named
    last = shown.ahead[-1]
    yield Mark("band", year=last.year, value=last.high if above else last.low, text=AHEAD, main=above)


def distance_rows(lines: Sequence[Line], shown: LineChart) -> Iterator[Mark]:
    """The distance between the first two lines in every year that both have; named at the first and the last."""
    if not shown.distance or len(lines) < 2:
        return
    group, reference = ({point.year: point.value for point in line.points if point.value is not None} for line in lines[:2])
    years = sorted(group.keys() & reference.keys())
    for year in years:
        text = f"Abstand {formats.change(group[year] - reference[year], shown.unit, shown.decimals)}"
        yield Mark("distance", year=year, value=reference[year], until=group[year], text=text)
    for year in dict.fromkeys((years[0], years[-1])) if years else ():
        text = f"{formats.number(abs(group[year] - reference[year]), shown.decimals)}"
        yield Mark("between", year=year, value=(group[year] + reference[year]) / 2, text=text, main=year == years[-1])


def has_symbols(shown: LineChart) -> bool:
    """True where any year of the first line is judged; a row of "no verdict" alone would only be noise."""
    points = shown.lines[0].points if shown.lines else ()
    return any(point.weather not in (None, *_NO_ROW) for point in points)


def symbol_rows(shown: LineChart) -> Iterator[Mark]:
    """The verdict of every year of the first line, for the row below the axis."""
    if not has_symbols(shown):
        return
    for point in shown.lines[0].points:
        if point.weather is not None and point.value is not None:
            word = term(point.weather)
            yield Mark("symbol", "Bewertung", year=point.year, text=word.label, shape=SHAPES[point.weather], colour=word.text)


def label_rows(lines: Sequence[Line], low: float, high: float, shown: LineChart) -> list[Mark]:
    """Names at the ends of the lines, moved apart where they would overlap; the year is that of the last value."""
    ends = []
    for line in lines:
        known = [point for point in line.points if point.value is not None]
        if known:
            ends.append((known[-1].value or 0.0, known[-1].year, line))
    ends.sort(key=lambda end: end[0])
    places = spread([end[0] for end in ends], _LABEL_GAP * (high - low) / HEIGHT)
    return [
        Mark(
            "label",
            line.name,
            year=year,
            value=place,
            text=f"{line.name} {_short(value, shown)}",
            main=not line.comparison,
        )
        for place, (value, year, line) in zip(places, ends, strict=True)
    ]


def _short(value: float, shown: LineChart) -> str:
    """The value with its unit, long units left to the axis: beside the lines there is little room."""
    return formats.number(value, shown.decimals) if shown.unit.endswith("punkte") else formats.with_unit(value, shown.unit, shown.decimals)


def spread(places: Sequence[float], step: float) -> list[float]:
    """Ascending places at least ``step`` apart, moved as little as possible: groups that collide are centred where they belong."""
    groups: list[tuple[float, int]] = []  # sum of the members' wishes for the first place, and how many there are
    for index, place in enumerate(places):
        wish, members = place - index * step, 1
        while groups and groups[-1][0] / groups[-1][1] > wish / members:
            before = groups.pop()
            wish, members = wish + before[0], members + before[1]
        groups.append((wish, members))
    firsts = [wish / members for wish, members in groups for _ in range(members)]
    return [first + index * step for index, first in enumerate(firsts)]


def colour_of(mark: Mark, colours: dict[str, str]) -> str:
    """The mark's own colour, else that of its line."""
    return mark.colour or colours.get(mark.line, MUTED)
