"""Rücklauf: who was asked for a half-year, who answered, and what is outstanding, as finished German texts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import store.reading
from domain.access import Viewer
from domain.measures import MeasureRow, MeasureState
from domain.organisations import Register
from domain.periods import Period, half_year_of
from domain.rounds import Reply, ReplyState, Round
from store.publication import Snapshot
from views import formats

_HALF_YEAR = timedelta(days=184)


@dataclass(frozen=True)
class ReplyLine:
    """One department or body. ``missing`` are numbers of measures; ``last`` is what happened last, with its day."""

    office: str
    state: ReplyState
    given: str
    missing: tuple[str, ...]
    last: str
    note: str
    pending: bool


@dataclass(frozen=True)
class RoundView:
    """The round of a half-year. ``due`` is a sentence about the deadline; ``opened`` is False where nobody has been asked yet."""

    period: str
    label: str
    due: str
    late: bool
    opened: bool
    measures: str
    by_state: tuple[tuple[ReplyState, int], ...]
    lines: tuple[ReplyLine, ...]


@dataclass(frozen=True)
class AskedMeasure:
    """A measure that an office is asked for: how it stood last, and whether its report for the half-year is there."""

    number: str
    title: str
    state: MeasureState
    reported: str
    answer: str
    missing: bool


def build(asked: Round, today: date) -> RoundView:
    """The round as it is shown; outstanding offices first, then in the order of their names."""
    lines = sorted((_line(reply) for reply in asked.replies), key=lambda line: _ORDER.index(line.state))
    counts = Counter(line.state for line in lines)
    total = sum(len(reply.asked) for reply in asked.replies)
    answered = sum(len(reply.asked) - len(reply.missing) for reply in asked.replies)
    return RoundView(
        period=asked.period,
        label=Period(asked.period).label,
        due=deadline(asked.due, today),
        late=asked.due is not None and asked.due < today,
        opened=asked.due is not None,
        measures=f"{Period(asked.period).label}: {answered} von {formats.counted(total, 'Maßnahme', 'Maßnahmen')} gemeldet",
        by_state=tuple((state, counts[state]) for state in ReplyState if counts[state]),
        lines=tuple(lines),
    )


_ORDER = (ReplyState.RETURNED, ReplyState.RECEIVED, ReplyState.OUTSTANDING, ReplyState.RELEASED, ReplyState.CONFIRMED)
"""What somebody has to work on comes first."""


def deadline(due: date | None, today: date) -> str:
    """``bis 15.01.2027 (noch 53 Tage)``, ``war am 15.01.2027 fällig (seit 3 Tagen)``; empty where no date was set."""
    if due is None:
        return ""
    days = (due - today).days
    if days > 0:
        return f"bis {formats.day(due)} (noch {formats.counted(days, 'Tag', 'Tage')})"
    if days == 0:
        return f"bis heute, {formats.day(due)}"
    return f"war am {formats.day(due)} fällig (seit {formats.counted(-days, 'Tag', 'Tagen')})"


def _line(reply: Reply) -> ReplyLine:
    given = len(reply.asked) - len(reply.missing)
    return ReplyLine(reply.office, reply.state, f"{given} von {len(reply.asked)}", reply.missing, _last(reply), reply.note, reply.pending)


def _last(reply: Reply) -> str:
    """The newest of what is known to have happened to an office's sheet."""
    word = {ReplyState.RETURNED: "zurückgegeben", ReplyState.RECEIVED: "eingegangen"}.get(reply.state, "Blatt eingegangen")
    happened = [(reply.since, word), (reply.mailed_at, "Blatt verschickt"), (reply.reminded_at, "erinnert")]
    known = [(at, what) for at, what in happened if at is not None]
    if not known:
        return ""
    at, what = max(known)
    return f"{what} am {formats.day(at)}"


def half_years(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None = None) -> Mapping[str, str]:
    """The half-years that can be looked at, newest first, with their names: the next one, this one, and all that have reports."""
    known = {row.period for row in store.reading.measure_history(snapshot, viewer, as_of)}
    known |= {half_year_of(today).text, half_year_of(today + _HALF_YEAR).text}
    return {period: Period(period).label for period in sorted(known, reverse=True)}


def known_offices(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> tuple[str, ...]:
    """Names of all organisations that could be asked: those that lead a measure and those of the register, by name."""
    if not store.reading.has_concept(snapshot, as_of):
        return ()
    concept = store.reading.concept(snapshot, as_of)
    register = Register(concept.organisations)
    leads = {register.name(row.lead) for row in store.reading.measures(snapshot, viewer, as_of) if row.lead}
    return tuple(sorted(leads | {each.name for each in concept.organisations}, key=str.casefold))


def asked_measures(
    snapshot: Snapshot, viewer: Viewer, asked: tuple[str, ...], answered: tuple[str, ...], period: str, as_of: datetime | None = None
) -> tuple[AskedMeasure, ...]:
    """The measures with these numbers as last reported up to the half-year; what is missing comes first."""
    newest: dict[str, MeasureRow] = {}
    for row in store.reading.measure_history(snapshot, viewer, as_of):
        if row.measure in asked and row.period <= period:
            newest[row.measure] = row
    lines = [_measure(newest[number], number in answered) for number in asked if number in newest]
    return tuple(sorted(lines, key=lambda line: not line.missing))


def _measure(row: MeasureRow, answered: bool) -> AskedMeasure:
    answer = ("unverändert bestätigt" if row.confirmed else "gemeldet") if answered else "fehlt"
    return AskedMeasure(row.measure, row.title, row.state, Period(row.period).label, answer, not answered)
