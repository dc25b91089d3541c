"""Steuerungskennzahlen M1 to M5: shares of measures and goals, always with numerator and denominator."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.measure_lights import report_day, schedule
from domain.measures import MeasureRow, MeasureState, Schedule
from domain.organisations import UNNAMED
from views.formats import NO_VALUE, counted, euro, number, with_unit
from views.measure_texts import field_name
from views.readiness.concept_rules import Standing, lacks_indicator
from views.readiness.model import Known

FRESH_DAYS = 180
"""A report counts as current up to this age in days: Kausal Watch calls older ones stale."""
_GONE = frozenset({MeasureState.DROPPED, MeasureState.MERGED})
_DONE = frozenset({MeasureState.COMPLETED, MeasureState.PERMANENT})
_DATED = frozenset({Schedule.ON_TIME, Schedule.AT_RISK, Schedule.LATE, Schedule.UNREPORTED})


@dataclass(frozen=True)
class Part:
    """Numerator and denominator of a part: a field, a priority, an office."""

    name: str
    numerator: float
    denominator: float

    @property
    def share(self) -> str:
        """In per cent; a dash where there is nothing to divide by."""
        return with_unit(100 * self.numerator / self.denominator, "Prozent") if self.denominator else NO_VALUE


@dataclass(frozen=True)
class SteeringFigure:
    """A figure with its parts. ``unit`` is what numerator and denominator count, in the dative; ``meaning`` the
    formula in words."""

    id: str
    name: str
    meaning: str
    unit: str
    whole: Part
    parts: tuple[tuple[str, tuple[Part, ...]], ...]  # heading and parts
    note: str = ""

    def fraction(self, part: Part) -> str:
        """``12 von 30 Maßnahmen``."""
        if self.unit == "€":
            return f"{euro(round(part.numerator))} von {euro(round(part.denominator))}"
        return f"{number(part.numerator)} von {number(part.denominator)} {self.unit}"


def steering_figures(known: Known, standings: Mapping[str, Standing]) -> tuple[SteeringFigure, ...]:
    """M1 to M5, in this order; each measure counts once, in its lead field."""
    return (_done(known), _in_time(known), _spent(known), _current(known), _covered(known, standings))


def _done(known: Known) -> SteeringFigure:
    active = [row for row in known.measures if row.state not in _GONE]

    def part(name: str, rows: Iterable[MeasureRow]) -> Part:
        states = [row.state in _DONE for row in rows]
        return Part(name, sum(states), len(states))

    return SteeringFigure(
        "M1",
        "Umsetzungsquote",
        f"Abgeschlossene und verstetigte Maßnahmen von allen; ohne „{known.word(MeasureState.DROPPED)}“ und "
        f"„{known.word(MeasureState.MERGED)}“.",
        "Maßnahmen",
        part("", active),
        (
            ("Handlungsfeld", _parts(active, _field(known), part)),
            ("Priorität", _parts(active, lambda row: row.priority or "ohne Priorität", part)),
        ),
    )


def _in_time(known: Known) -> SteeringFigure:
    dated = [row for row in known.measures if row.state.open and schedule(row, known.today) in _DATED]

    def part(name: str, rows: Iterable[MeasureRow]) -> Part:
        found = [schedule(row, known.today) is Schedule.ON_TIME for row in rows]
        return Part(name, sum(found), len(found))

    return SteeringFigure(
        "M2",
        "Fristtreue",
        "Offene Maßnahmen im Plan von allen offenen mit Termin; nicht im Plan sind gefährdete, verzögerte und solche, deren Ende ohne "
        "neue Meldung vorbei ist.",
        "Maßnahmen",
        part("", dated),
        (("Handlungsfeld", _parts(dated, _field(known), part)),),
    )


def _spent(known: Known) -> SteeringFigure:
    amounts = known.money
    both = [row for row in known.measures if None not in amounts[row.measure]]
    planned_only = sum(planned is not None and actual is None for planned, actual in amounts.values())
    spent_only = sum(planned is None and actual is not None for planned, actual in amounts.values())

    def part(name: str, rows: Iterable[MeasureRow]) -> Part:
        pairs = [amounts[row.measure] for row in rows]
        return Part(name, sum(actual or 0 for _, actual in pairs), sum(planned or 0 for planned, _ in pairs))

    left_out = [
        f"{counted(planned_only, 'Maßnahme', 'Maßnahmen')} mit Plan, aber ohne verwendete Mittel" if planned_only else "",
        f"{counted(spent_only, 'Maßnahme', 'Maßnahmen')} mit verwendeten Mitteln, aber ohne Plan" if spent_only else "",
    ]
    named = " und ".join(text for text in left_out if text)
    return SteeringFigure(
        "M3",
        "Mittelabfluss",
        "Verwendete Mittel von den geplanten, bei Maßnahmen, die beides nennen. Ohne Richtung: weder viel noch wenig ist für sich gut.",
        "€",
        part("", both),
        (("Handlungsfeld", _parts(both, _field(known), part)),),
        f"{counted(len(both), 'Maßnahme nennt', 'Maßnahmen nennen')} beides." + (f" Nicht gezählt: {named}." if named else ""),
    )


def _current(known: Known) -> SteeringFigure:
    asked = [row for row in known.measures if row.state.asked]
    limit = known.today - timedelta(days=FRESH_DAYS)

    def part(name: str, rows: Iterable[MeasureRow]) -> Part:
        found = [report_day(row) >= limit for row in rows]
        return Part(name, sum(found), len(found))

    return SteeringFigure(
        "M4",
        "Meldeaktualität",
        f"Maßnahmen, deren neuester Sachstand höchstens {FRESH_DAYS} Tage alt ist, von allen, zu denen gemeldet werden soll.",
        "Maßnahmen",
        part("", asked),
        (("Federführung", _parts(asked, lambda row: known.register.name(row.lead) or UNNAMED, part)),),
    )


def _covered(known: Known, standings: Mapping[str, Standing]) -> SteeringFigure:
    parts = []
    for field in known.concept.fields:
        covered = not lacks_indicator(known.concept, field, standings, known.today)
        if field.goals:
            parts.append(Part(field.name, len(field.goals) if covered else 0, len(field.goals)))
    return SteeringFigure(
        "M5",
        "Abdeckung mit Ergebnisindikatoren",
        "Leitziele, in deren Handlungsfeld mindestens ein Ergebnisindikator einen aktuellen Wert hat, von allen Leitzielen.",
        "Leitzielen",
        Part("", sum(part.numerator for part in parts), sum(part.denominator for part in parts)),
        (("Handlungsfeld", tuple(parts)),),
    )


def _field(known: Known) -> Callable[[MeasureRow], str]:
    return lambda row: field_name(known.concept, row.field)


def _parts(
    rows: Sequence[MeasureRow], name: Callable[[MeasureRow], str], part: Callable[[str, Iterable[MeasureRow]], Part]
) -> tuple[Part, ...]:
    """The parts in the order in which the measures name them."""
    groups: dict[str, list[MeasureRow]] = {}
    for row in rows:
        groups.setdefault(name(row), []).append(row)
    return tuple(part(each, found) for each, found in groups.items())
