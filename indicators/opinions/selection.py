"""Every second opinion on one series, each with its word, its number and a sentence, or with the reason why it has none."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.indicators import Definition, Direction, Rule, Target
from domain.numbers_de import dative, german, german_signed, with_unit
from indicators.comparable import Points
from indicators.distance import demand
from indicators.opinions import eurostat, open_sdg, sdsn, unescap
from indicators.verdicts.trends import ENOUGH

NOTHING = "keine Aussage"
_TOO_FEW = "Dafür werden mindestens zwei vergleichbare Werte gebraucht."
_NO_GROWTH = "Werte von null oder darunter und Vorzeichenwechsel haben keine Wachstumsrate."
_NO_TARGET = "Dieses Verfahren braucht einen Zielwert mit Zieljahr."
_NO_WAY = "Der Ausgangswert hatte den Zielwert schon erreicht; es gibt keinen Weg zu messen."
_FEW = " Das beruht auf nur {} vergleichbaren Werten; die Hauptregel urteilt erst ab vier."
_NOT_JUDGED = "Der Indikator hat keine gewünschte Richtung und wird nicht bewertet."


@dataclass(frozen=True)
class Opinion:
    """What a method says: ``verdict`` its word, ``number`` its figure as text, ``sentence`` how it comes about or why it says nothing."""

    id: str
    name: str
    verdict: str
    number: str
    sentence: str
    source: str

    @property
    def silent(self) -> bool:
        return self.verdict == NOTHING


@dataclass(frozen=True)
class _Asked:
    """One question to all methods. ``target`` and ``due`` are None where there is no target for a year."""

    points: Points
    sign: int
    target: float | None
    due: int | None
    definition: Definition

    @property
    def base(self) -> tuple[int, float]:
        """The point of 2015 or the next later year; the first one where all are older or only one is as new."""
        found = open_sdg.base_point(self.points)
        return found if found != self.points[-1] else self.points[0]

    def amount(self, value: float) -> str:
        return with_unit(value, self.definition.decimals, self.definition.unit)

    def way(self, first: tuple[int, float]) -> str:
        """``Von 60,0 % (2019) auf 64,0 % (2023)``"""
        year, value = self.points[-1]
        return f"Von {dative(self.amount(first[1]))} ({first[0]}) auf {self.amount(value)} ({year})"


@dataclass(frozen=True)
class _Said:
    verdict: str
    number: str
    sentence: str


def _nothing(why: str) -> _Said:
    return _Said(NOTHING, "–", why)


def _percent(share: float, decimals: int) -> str:
    return f"{german_signed(100 * share, decimals)}\u202f%"


def _open_sdg(asked: _Asked) -> _Said:
    first, last = open_sdg.base_point(asked.points), asked.points[-1]
    if last[0] <= first[0]:
        return _nothing(f"Ab dem Basisjahr {open_sdg.BASE_YEAR} werden mindestens zwei vergleichbare Werte gebraucht.")
    years = last[0] - first[0]
    if asked.target is not None and asked.due is not None and asked.due > first[0]:
        found = open_sdg.with_target(first[1], last[1], years, asked.sign, asked.target, asked.due - first[0])
        what, decimals = "Anteil der jährlichen Veränderungsrate an der für das Ziel nötigen", 0
    else:
        limit = 100.0 if asked.definition.unit == "Prozent" and asked.sign > 0 else None
        found = open_sdg.without_target(first[1], last[1], years, asked.sign, limit)
        near = "; natürliche Grenze 100\u202f%" if limit else ""
        what, decimals = f"jährliche Veränderungsrate in die gewünschte Richtung{near}", 2
    if found is None:
        return _nothing(_NO_GROWTH)
    score = f"Punktwert {german_signed(found.score, 2)} (von −5 bis +5)"
    if found.value is None:
        return _Said(found.progress.label, score, f"{asked.way(first)}; der Zielwert ist erreicht.")
    return _Said(found.progress.label, score, f"{asked.way(first)}; {what}: {_percent(found.value, decimals)}.")


def _eurostat(asked: _Asked) -> _Said:
    first, last = eurostat.base_point(asked.points), asked.points[-1]
    years = last[0] - first[0]
    if asked.target is not None and asked.due is not None and asked.due > first[0]:
        if asked.sign * (first[1] - asked.target) >= 0:
            return _nothing(_NO_WAY)
        found = eurostat.with_target(first[1], last[1], years, asked.target, asked.due - first[0])
        what, decimals = "Anteil der jährlichen Wachstumsrate an der für das Ziel nötigen", 0
    else:
        found = eurostat.without_target(first[1], last[1], years, asked.sign)
        what, decimals = "Wachstumsrate je Jahr in die gewünschte Richtung", 2
    if found is None:
        return _nothing(_NO_GROWTH)
    caution = ""
    if asked.definition.unit == "Prozent":
        caution = " Bei Anteilen urteilt die Wachstumsrate über die Quote anders als über ihr Gegenstück."
    number = _percent(found.value, decimals)
    return _Said(found.movement.label, number, f"{asked.way(first)}; {what}: {number}.{caution}")


def _unescap_status(asked: _Asked) -> _Said:
    if asked.target is None:
        return _nothing(_NO_TARGET)
    first = asked.base
    share = unescap.current_status(first[1], asked.points[-1][1], asked.target)
    if share is None or asked.sign * (asked.target - first[1]) < 0:
        return _nothing(_NO_WAY)
    word = "Ziel erreicht" if share >= 1 else "auf dem Weg" if share > 0 else "nicht näher gekommen"
    number = f"{german(100 * share, 1)}\u202f%"
    return _Said(word, number, f"{asked.way(first)}: {number} des Weges zum Zielwert {asked.amount(asked.target)}.")


def _unescap_anticipated(asked: _Asked) -> _Said:
    if asked.target is None or asked.due is None:
        return _nothing(_NO_TARGET)
    if asked.due < asked.points[-1][0]:
        return _nothing("Das Zieljahr ist vorbei.")
    found = unescap.anticipated(asked.points, asked.base[1], asked.target, asked.due, asked.sign)
    if found is None:
        return _nothing(_NO_WAY)
    gap = f"{german(100 * found.gap, 1)}\u202f%"
    line = f"Die zeitgewichtete Gerade durch {len(asked.points)} Werte führt {asked.due} rechnerisch auf {asked.amount(found.value)}"
    return _Said(
        found.progress.label, gap, f"{line}; vom nötigen Weg ab {asked.base[0]} zum Zielwert {asked.amount(asked.target)} fehlten {gap}."
    )


def _sdsn(asked: _Asked) -> _Said:
    if asked.target is None or asked.due is None:
        return _nothing(_NO_TARGET)
    first = asked.base
    found = sdsn.course(first, asked.points[-1], asked.target, asked.due, asked.sign)
    if found is None:
        return _nothing("Bis zum Zieljahr bleibt keine Zeit, an der sich ein Tempo messen ließe.")
    if found.share is None:
        return _Said(found.arrow.label, "Ziel gehalten", f"Der neueste Wert hält den Zielwert {asked.amount(asked.target)}.")
    number = german(found.share, 2)
    return _Said(found.arrow.label, number, f"{asked.way(first)}; die Veränderung je Jahr ist das {number}-Fache der nun nötigen.")


METHODS: dict[str, tuple[str, str, Callable[[_Asked], _Said]]] = {
    "open_sdg": ("Open SDG / Statistics Canada", "Open SDG, docs/progress-methodology.md und sdg-build", _open_sdg),
    "eurostat": ("Eurostat (EU-SDG)", "Eurostat, Monitoring report on progress towards the SDGs", _eurostat),
    "unescap_status": ("UNESCAP: Wie weit?", "UNESCAP, Progress Assessment Methodology (Current Status Index)", _unescap_status),
    "unescap_anticipated": (
        "UNESCAP: Schaffen wir es?",
        "UNESCAP, Progress Assessment Methodology (Anticipated Progress Index); Gewichte: eigene Festlegung",
        _unescap_anticipated,
    ),
    "sdsn": ("SDSN-Pfeile", "Sustainable Development Report (SDSN), Trend arrows", _sdsn),
}
"""Name, source and function by id, in the order they are shown."""


def second_opinions(points: Points, definition: Definition, target: Target | None) -> tuple[Opinion, ...]:
    """What every method says about the comparable points (where parity is the aim: distances from it), in the order of METHODS.

    Only a target for a year is taken; with any other the methods that can judge the direction. Raises ValueError for two values of
    one year.
    """
    if len({year for year, _ in points}) < len(points):
        raise ValueError("two values for one year")
    wanted = demand(target, definition.direction, definition.formula)[0] if target and target.rule is Rule.TARGET_YEAR else None
    due = target.year if target and wanted is not None else None
    asked = _Asked(points, 1 if definition.direction is Direction.UP else -1, wanted, due, definition)
    return tuple(_opinion(key, name, source, method, asked) for key, (name, source, method) in METHODS.items())


def _opinion(key: str, name: str, source: str, method: Callable[[_Asked], _Said], asked: _Asked) -> Opinion:
    if asked.definition.direction is Direction.NONE:
        said = _nothing(_NOT_JUDGED)
    elif len(asked.points) < 2:
        said = _nothing(_TOO_FEW)
    else:
        said = method(asked)
    few = said.verdict != NOTHING and len(asked.points) < ENOUGH
    return Opinion(key, name, said.verdict, said.number, said.sentence + (_FEW.format(len(asked.points)) if few else ""), source)
