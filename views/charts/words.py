"""The words beside a line chart: the table behind it, what its marks mean, what is to be seen in sentences."""

from collections.abc import Sequence

from domain.indicators import Missing
from domain.signs import Sign
from views import formats
from views.chart_style import Figure
from views.charts import marks
from views.charts.marks import AHEAD
from views.charts.model import HOLLOW, Line, LineChart
from views.terms import term

SYMBOL_NOTE = "Zeichen unter den Jahren: Bewertung"
RANGE_WORDS = {"rounding": "Rundungsspanne", "sample": "95-%-Intervall"}


def columns(shown: LineChart) -> tuple[str, ...]:
    """Headings of the table behind the chart."""
    verdict = ("Bewertung",) if marks.has_symbols(shown) else ()
    return ("Jahr", *(line.name for line in shown.lines), *verdict)


def rows(shown: LineChart) -> tuple[tuple[str, ...], ...]:
    """The table behind the chart with all lines, drawn or not: a row a year, newest first."""
    by_line = [{point.year: point for point in line.points} for line in shown.lines]
    years = sorted({year for points in by_line for year in points}, reverse=True)
    judged = {mark.year: mark.text for mark in marks.symbol_rows(shown)}
    last = (lambda year: (judged.get(year, formats.NO_VALUE),)) if judged else (lambda year: ())
    return tuple((str(year), *(marks.cell(points.get(year), shown) for points in by_line), *last(year)) for year in years)


def figures(shown: LineChart) -> tuple[Figure, ...]:
    """Every value as a number, all lines, drawn or not, and the continuation; oldest first, for workbooks."""
    found = [
        Figure(
            line.name,
            str(point.year),
            point.value,
            point.low,
            point.high,
            "; ".join(part for part in (formats.sign_words(point.signs), _reason(point.missing), _range(point.range_kind)) if part),
        )
        for line in shown.lines
        for point in line.points
    ]
    if shown.lines:
        found += [
            Figure(f"{shown.lines[0].name}: {AHEAD}", str(each.year), each.mid, each.low, each.high, AHEAD) for each in shown.ahead[1:]
        ]
    if shown.target is not None and shown.target.value is not None:
        found.append(Figure("Zielwert", str(shown.target.year or ""), shown.target.value, None, None, ""))
    return tuple(found)


def _reason(missing: str | None) -> str:
    return Missing(missing).label if missing else ""


def _range(kind: str | None) -> str:
    return f"von/bis: {RANGE_WORDS[kind]}" if kind else ""


def notes(lines: Sequence[Line], shown: LineChart) -> tuple[str, ...]:
    """What the marks in the drawing mean, only those that occur."""
    points = [point for line in lines for point in line.points]
    hollow = sorted({Sign(sign).label for point in points if point.value is not None for sign in point.signs if sign in HOLLOW})
    kinds = dict.fromkeys(point.range_kind for line in lines if not line.comparison for point in line.points if point.low is not None)
    occurring = (
        (f"○ {', '.join(hollow)}", bool(hollow)),
        ("× kein Wert, Grund in der Tabelle", bool(marks.missing_rows(lines))),
        *((f"{'Streifen' if kind == 'rounding' else 'Balken am Punkt'}: {RANGE_WORDS[kind]}", True) for kind in kinds if kind),
        (f"senkrechte Linie: Bruch in der Reihe, davor und danach nicht vergleichbar ({_breaks(shown)})", bool(_breaks(shown))),
        ("dünne graue Linien: zum Vergleich, alle Werte in der Tabelle", any(line.comparison for line in lines)),
        (f"grün gestrichelt: {_path(shown)}", bool(_path(shown))),
        (f"gepunktet mit schraffiertem Band (80-%-Spanne): {AHEAD}, keine Vorhersage", bool(shown.ahead)),
        ("graue Balken: Abstand beider Gruppen", any(True for _ in marks.distance_rows(lines, shown))),
        ("✎ Anmerkung zum Wert, Text unter dem Diagramm", any(True for _ in marks.note_rows(shown))),
        (f"{SYMBOL_NOTE} ({_used(shown)})", marks.has_symbols(shown)),
        (f"gezeichnet sind {len(lines)} von {len(shown.lines)} Linien, die Tabelle zeigt alle", len(lines) < len(shown.lines)),
    )
    return tuple(text for text, occurs in occurring if occurs)


def _path(shown: LineChart) -> str:
    """What the dashed line is: the way to a target, or the value to keep every year, which has no label in the drawing."""
    path = [mark for mark in marks.target_rows(shown) if mark.kind == "path"]
    if not path:
        return ""
    return path[-1].text if path[0].text == path[-1].text else "Zielpfad"


def _breaks(shown: LineChart) -> str:
    """``2016: neue Stichprobe; 2022: Zensus 2022``; empty where there is none."""
    return "; ".join(f"{mark.year}: {mark.text.rstrip('.')}" for mark in marks.break_rows(shown))


def _used(shown: LineChart) -> str:
    """The symbols that occur, each with its word."""
    points = shown.lines[0].points if shown.lines else ()
    return ", ".join(dict.fromkeys(term(point.weather).label for point in points if point.weather is not None and point.value is not None))


def alt_text(shown: LineChart, lines: Sequence[Line]) -> str:
    """What the chart shows, in sentences: first and last value of each line, target and breaks."""
    sentences = [f"Liniendiagramm {shown.subject}."]
    for line in lines:
        known = [point for point in line.points if point.value is not None]
        if not known:
            sentences.append(f"{line.name}: keine Werte.")
            continue
        first, last = known[0], known[-1]
        begin, end = (formats.with_unit(point.value, shown.unit, shown.decimals) for point in (first, last))
        start = f"{first.year} {begin}, " if first.year < last.year else ""
        sentences.append(f"{line.name}: {start}{last.year} {end}.")
    sentences += [f"{mark.text}." for mark in marks.target_rows(shown) if mark.kind == "target"]
    ahead = [mark for mark in marks.ahead_rows(shown) if mark.kind == "middle"]
    sentences += [f"{AHEAD[0].upper()}{AHEAD[1:]} {mark.year}: {mark.text}." for mark in ahead[-1:]]
    sentences += [f"{mark.text} ({mark.year})." for mark in list(_distances(lines, shown))[-1:]]
    sentences += [f"Bruch {mark.year}: {mark.text}." for mark in marks.break_rows(shown)]
    sentences += [f"Anmerkung {mark.year}: {mark.text}." for mark in marks.note_rows(shown)]
    sentences += [f"Bewertung {mark.year}: {mark.text}." for mark in list(marks.symbol_rows(shown))[-1:]]
    return " ".join(sentences)


def _distances(lines: Sequence[Line], shown: LineChart) -> list[marks.Mark]:
    return [mark for mark in marks.distance_rows(lines, shown) if mark.kind == "distance"]
