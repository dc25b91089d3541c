"""Ziel und Weg: how far it is to the target, what would have to happen, what other published methods say, and why it is judged so."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.indicators import Definition, Rule, Target
from indicators.comparable import comparable_points
from indicators.opinions import Opinion, second_opinions
from indicators.outlook import Outlook, outlook, outlook_sentences
from indicators.pace import Pace, pace, pace_sentences
from indicators.verdicts.patterns import DISCLAIMER
from indicators.verdicts.targets import in_force
from views.formats import NO_VALUE, change, number, with_unit
from views.values import Series

METHOD = "Wettersymbole nach dem Verfahren des Statistischen Bundesamts für die Deutsche Nachhaltigkeitsstrategie."
RULES = (
    "Grundlage sind die letzten sechs vergleichbaren Werte, mindestens vier: ihre mittlere Veränderung je Jahr und die letzte Veränderung.",
    "Zielwert in einem Zieljahr: Der neueste Wert wird mit der mittleren Veränderung bis ins Zieljahr fortgeschrieben. "
    "Sonne: Ziel erreicht oder um weniger als 5 % der noch fehlenden Strecke verfehlt. Leicht bewölkt: um 5 bis 20 %. "
    "Wolke: um mehr als 20 %, aber in Bewegung zum Ziel. Blitz: Stillstand oder weg vom Ziel.",
    "Wert, der jedes Jahr gilt: Sonne: eingehalten und im Mittel nicht schlechter geworden. Leicht bewölkt: eingehalten, aber schlechter "
    "geworden. Wolke: verfehlt, aber auf dem Weg dorthin. Blitz: verfehlt und nicht auf dem Weg dorthin.",
    "Nur eine Richtung: Sonne: im Mittel und zuletzt in die richtige Richtung. Leicht bewölkt: nur im Mittel. Wolke: nur zuletzt. Blitz: "
    "weder noch.",
    "Von mehreren Zieljahren zählt das nächste; gelten mehrere Ziele zugleich, zählt die schlechteste Bewertung.",
    "Über einen Bruch in der Reihe hinweg wird nicht bewertet, danach erst wieder ab vier vergleichbaren Werten.",
)


@dataclass(frozen=True)
class GoalView:
    """Texts are finished. ``table`` holds name and value; ``opinions`` are second opinions that never change the verdict."""

    target: str
    sentences: tuple[str, ...]
    table: tuple[tuple[str, str], ...]
    ahead: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    why: tuple[str, ...]
    disclaimer: str = DISCLAIMER


def build(definition: Definition, series: Series | None, targets: Sequence[Target], target: str) -> GoalView | None:
    """None where there are no values. ``target`` is the aim in words."""
    latest = series.latest if series else None
    if series is None or latest is None:
        return None
    points = _points(series)
    aim = aim_of(targets, latest.year)
    found = pace(points, aim, definition.direction, definition.formula) if aim else None
    ahead = outlook_of(definition, series, targets)
    judged = latest.verdict
    return GoalView(
        target=target,
        sentences=pace_sentences(found, definition) if found else (_without(aim, targets),),
        table=_table(found, definition) if found else (),
        ahead=outlook_sentences(ahead, definition) if ahead else (),
        opinions=second_opinions(points, definition, aim) if points else (),
        why=tuple(part for part in (judged.sentence or judged.reason, *judged.cautions) if part),
    )


def aim_of(targets: Sequence[Target], year: int) -> Target | None:
    """Of the targets with a value and a year that no later one has replaced, the nearest still ahead of ``year``; where all are past the
    last one; None where there is none."""
    dated = [each for each in in_force(targets) if each.rule is Rule.TARGET_YEAR and each.value is not None and each.year is not None]
    ahead = [each for each in dated if (each.year or 0) >= year]
    return min(ahead, key=_due, default=None) or max(dated, key=_due, default=None)


def _due(target: Target) -> int:
    return target.year or 0


def shown_target(targets: Sequence[Target], year: int) -> Target | None:
    """The target that drawings and distances name: that of :func:`aim_of`, else the value to keep every year."""
    limit = (each for each in in_force(targets) if each.rule is Rule.YEARLY_LIMIT and each.value is not None)
    return aim_of(targets, year) or next(limit, None)


def outlook_of(definition: Definition, series: Series, targets: Sequence[Target]) -> Outlook | None:
    """The continuation up to the target year; None without such a target or with too few comparable years."""
    aim = aim_of(targets, series.latest.year) if series.latest else None
    if aim is None or aim.year is None:
        return None
    return outlook(_points(series), aim.year, definition)


def _points(series: Series) -> tuple[tuple[int, float], ...]:
    """Comparable years up to the latest, of its own part of the year where the series has several (months, half-years)."""
    slot = series.latest.row["slot"] if series.latest else None
    return comparable_points([point.row for point in series.points if point.row["slot"] == slot], series.definition)


def _without(aim: Target | None, targets: Sequence[Target]) -> str:
    if aim is not None:
        return "Der Weg zum Ziel lässt sich nicht ausrechnen: Es fehlen vergleichbare Werte vor dem Zieljahr."
    if any(each.rule is Rule.YEARLY_LIMIT for each in targets):
        return "Das Ziel gilt in jedem Jahr; einen Weg dorthin gibt es nicht auszurechnen."
    return "Für diesen Indikator ist kein Zielwert beschlossen; bewertet wird nur die Richtung der Entwicklung."


def _table(found: Pace, definition: Definition) -> tuple[tuple[str, str], ...]:
    unit, decimals = definition.unit, definition.decimals

    def yearly(value: float | None) -> str:
        return NO_VALUE if value is None else f"{change(value, unit, decimals + 1)} je Jahr"

    attained = NO_VALUE if found.attained is None else with_unit(100 * found.attained, "Prozent")
    return (
        ("Ausgangswert", f"{with_unit(found.start[1], unit, decimals)} ({found.start[0]})"),
        ("Neuester Wert", f"{with_unit(found.now[1], unit, decimals)} ({found.now[0]})"),
        ("Zielwert", f"{with_unit(found.target, unit, decimals)} ({found.due})"),
        ("Noch fehlend", "nichts, das Ziel ist erreicht" if found.met else change(found.target - found.now[1], unit, decimals)),
        ("Zurückgelegter Weg", attained),
        ("Verbleibende Jahre", number(max(found.years_left, 0))),
        ("Nötig", "nichts mehr" if found.met else yearly(found.required)),
        ("Zuletzt beobachtet", yearly(found.observed)),
    )
