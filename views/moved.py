"""What an accepted delivery moved: values, verdicts, measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.deliveries import Because, Moved, VerdictChange
from domain.groups import parse_group_key
from domain.indicators import Weather
from domain.periods import Period
from domain.vocabulary import label_of
from views.formats import counted


@dataclass(frozen=True)
class MovedVerdict:
    """A verdict of the home area that is another one than before."""

    indicator: str
    name: str
    period: str
    before: Weather
    after: Weather
    because: str  # ``neuer Wert``, ``Werte berichtigt``, ``Definition geändert``, ``Ziel geändert``; several joined


@dataclass(frozen=True)
class MovedView:
    """``sentence`` sums up; ``verdicts`` are those of the home area, newest period first."""

    sentence: str
    verdicts: tuple[MovedVerdict, ...]
    elsewhere: str
    measures: bool


def build(moved: Moved, names: Mapping[str, str]) -> MovedView:
    """The outcome in words; ``names`` gives those of the indicators by id."""
    parts = [
        counted(moved.new, "Wert ist neu", "Werte sind neu") if moved.new else "",
        counted(moved.revised, "Wert wurde berichtigt", "Werte wurden berichtigt") if moved.revised else "",
        counted(moved.measures, "Meldung zu einer Maßnahme", "Meldungen zu Maßnahmen") if moved.measures else "",
        counted(moved.definitions, "eigener Indikator ist neu oder geändert", "eigene Indikatoren sind neu oder geändert")
        if moved.definitions
        else "",
        counted(len(moved.verdicts), "Bewertung hat sich geändert", "Bewertungen haben sich geändert") if moved.verdicts else "",
    ]
    newest_first = sorted(moved.verdicts, key=lambda each: (each.period, each.indicator), reverse=True)
    verdicts = tuple(_verdict(each, names) for each in newest_first)
    elsewhere = counted(moved.elsewhere, "Bewertung anderer Gebiete hat", "Bewertungen anderer Gebiete haben") if moved.elsewhere else ""
    return MovedView(
        ", ".join(part for part in parts if part) or "Keine Zahl und keine Bewertung hat sich geändert",
        verdicts,
        f"Außerdem: {elsewhere} sich geändert." if elsewhere else "",
        bool(moved.measures),
    )


def _verdict(each: VerdictChange, names: Mapping[str, str]) -> MovedVerdict:
    labels = ", ".join(label_of(label) for label in parse_group_key(each.groups).values())
    name = names[each.indicator] + (f" ({labels})" if labels else "")
    return MovedVerdict(each.indicator, name, Period(each.period).label, Weather(each.old), Weather(each.new), why(each.because))


def why(because: Sequence[Because]) -> str:
    """What turned a verdict, in words."""
    return ", ".join(each.label for each in because)
