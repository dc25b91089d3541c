"""What writer and loader of the „Erfassungsblatt“ share: a workbook through which an office delivers figures for any indicator.

Each line of figures that an indicator needs has a number; a hidden sheet says which series, unit, concept, basis and groups it means.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from domain.definition_sheet import CellKind, Column
from domain.groups import group_key
from domain.indicators import Definition, Input
from domain.periods import Period
from domain.signs import Sign
from domain.vocabulary import THINGS, label_of

LAYOUT = "erfassungsblatt"
"""Begin of the layout id; the rest says what the sheet is for, so that deliveries of one sheet follow each other."""
MARKER_NAME = "Integrationsmonitor_Erfassungsblatt"
SHEET, GUIDE, MARKER_SHEET = "Erfassung", "Anleitung", "_reihen"
MIN_CASES = "Mindestfallzahl"
FACTS = ("Vorlage", "Kommune", "Titel")
OWN_FIGURES = "Eigene Angabe"
"""Basis of figures where the indicator accepts any."""
_YEARS = 4
SIGNS = (
    Sign.PROVISIONAL, Sign.REVISED, Sign.ESTIMATED, Sign.UNCERTAIN, Sign.SECRET, Sign.PENDING, Sign.UNRELIABLE, Sign.ABSENT,
    Sign.MEANINGLESS,
)  # fmt: skip
COLUMNS = (
    Column("indicator", "Indikator", width=34, advice="Wofür die Zahl gebraucht wird; wird nicht gelesen."),
    Column("label", "Angabe", width=46, advice="Was einzutragen ist; wird nicht gelesen."),
    Column("basis", "Datengrundlage", width=22, advice="Woher die Zahl stammen soll; wird nicht gelesen."),
    Column("line", "Reihe Nr.", CellKind.INTEGER, True, 9, "Bitte nicht ändern; beim Kopieren einer Zeile mitnehmen."),
    Column("area", "Gebietsschlüssel", required=True, width=16, advice="Amtlicher Schlüssel als Text, Stadtteile mit Strich: 03102000-12."),
    Column("area_name", "Gebiet", width=24, advice="Name des Gebiets."),
    Column("period", "Zeitraum", required=True, width=18, advice="Etwa 2024, 31.12.2024, 1. Halbjahr 2024 oder Schuljahr 2024/25."),
    Column("breakdown", "Untergruppe", CellKind.GROUPS, False, 26, "Leer für alle; sonst etwa: geschlecht = weiblich."),
    Column("value", "Wert", width=14, advice="Die Zahl. Bleibt das Feld leer, wird nichts geliefert."),
    Column("unit", "Einheit", width=14, advice="Wird nicht gelesen."),
    Column("sign", "Zeichen", CellKind.CHOICE, False, 24, "Wenn zur Zahl etwas zu sagen ist.", {each.value: each.label for each in SIGNS}),
    Column("note", "Anmerkung", width=44, advice="Für Kolleginnen und Kollegen; bleibt in der Datei, die aufbewahrt wird."),
)  # fmt: skip
LINE_COLUMNS = (
    Column("line", "Nr.", CellKind.INTEGER, True),
    Column("series", "Reihe", required=True),
    Column("unit", "Einheit", required=True),
    Column("concept", "Konzept"),
    Column("basis", "Basis"),
    Column("groups", "Gruppen", CellKind.GROUPS),
)


@dataclass(frozen=True)
class Line:
    """One line of figures that indicators need. ``groups`` is a group key."""

    series: str
    unit: str
    concept: str
    basis: str
    groups: str


@dataclass(frozen=True)
class Asked:
    """A line as an indicator asks for it: in words, with the periods to fill in."""

    line: Line
    indicator: str
    label: str
    periods: tuple[str, ...]
    over: str = ""  # what the indicator adds up over and the line does not fix


def counts_persons(lines: Iterable[Asked]) -> bool:
    """True if any of the lines may count persons, whose small numbers are to be protected."""
    return any(each.line.unit in ("Anzahl", "Personen") and each.line.series not in THINGS for each in lines)


def asked(definitions: Iterable[Definition], today: date) -> tuple[Asked, ...]:
    """What the indicators need, each line once, with the last periods that are over."""
    found: dict[Line, Asked] = {}
    for definition in definitions:
        for each in _lines(definition, today):
            before = found.get(each.line)
            periods = tuple(sorted({*(before.periods if before else ()), *each.periods}))
            found[each.line] = Asked(each.line, (before or each).indicator, (before or each).label, periods, (before or each).over)
    return tuple(found.values())


def _lines(definition: Definition, today: date) -> Iterator[Asked]:
    common = _common_basis(list(definition.inputs.values()))
    for given in definition.inputs.values():
        basis = common if not given.basis or common in given.basis else given.basis[-1]
        over = definition.over if definition.over and definition.over not in given.groups else ""
        periods = (str(given.fixed_year),) if given.fixed_year else _periods(definition.cadence_months, given.lag, today)
        for series, groups in product((given.series, *given.also), _groups(given)):
            yield Asked(
                Line(series, given.unit, given.concept, basis, group_key(groups)), definition.name, _label(given, groups), periods, over
            )


def _common_basis(inputs: Sequence[Input]) -> str:
    """The best basis that all inputs accept, so that they may be computed with each other."""
    lists = [given.basis for given in inputs if given.basis]
    if not lists:
        return OWN_FIGURES
    common = [basis for basis in reversed(lists[0]) if all(basis in each for each in lists)]
    return common[0] if common else lists[0][-1]


def _groups(given: Input) -> list[dict[str, str]]:
    """Every combination of the labels that the input fixes."""
    choices = [[(dimension, label) for label in _several(labels)] for dimension, labels in given.groups.items()]
    return [dict(pairs) for pairs in product(*choices)]


def _several(labels: str | tuple[str, ...]) -> tuple[str, ...]:
    return (labels,) if isinstance(labels, str) else labels


def _label(given: Input, groups: dict[str, str]) -> str:
    """The input in words, with the label where several are asked for one by one."""
    single = [label_of(groups[dimension]) for dimension, labels in given.groups.items() if len(_several(labels)) > 1]
    day = f" ({given.reference_day})" if given.reference_day and given.reference_day not in given.label else ""
    return ": ".join([given.label + day, *single])


def _periods(cadence: int, lag: int, today: date) -> tuple[str, ...]:
    """The last periods of that length that are over, oldest first; ``lag`` years earlier."""
    if cadence >= 12:
        return tuple(str(year - lag) for year in range(today.year - _YEARS, today.year))
    parts = 12 // max(cadence, 1)
    pattern = {2: "{}-H{}", 4: "{}-Q{}", 12: "{}-{:02}"}.get(parts, "{}-{:02}")
    every = [pattern.format(year - lag, part) for year in (today.year - 1, today.year) for part in range(1, parts + 1)]
    ended = [text for text in every if _ended(text, lag, today)]
    return tuple(ended[-max(parts, _YEARS) :])


def _ended(text: str, lag: int, today: date) -> bool:
    end = Period(text).end
    return date(end.year + lag, end.month, min(end.day, 28)) < today
