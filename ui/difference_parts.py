"""What the page Vergleich shows: the choice of two states, counts that add up, and what is otherwise."""

from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from domain.errors import WrongUse
from domain.turns import Turn
from ui.choices import choose, search
from ui.components import chip, coloured, escape_md, link_md, table
from ui.context import Context
from ui.typed_day import required_day
from views.difference import Difference, DifferenceFilter, IndicatorDifference, MeasureDifference
from views.difference_states import NOW, OTHER_DAY, Choices, moment_of
from views.formats import NO_VALUE, counted, day
from views.measure_texts import field_name, state_term
from views.terms import TURN

ALL = {"": "alle"}
_TOLD = 4
"""How many differences of a measure are told at once; the rest is on its own page."""


def chosen_states(choices: Choices, today: date) -> tuple[datetime, datetime | None] | None:
    """The two moments to compare, the later one None for the present; None, and says why, where they make no sense."""
    days = {OTHER_DAY: "ein anderer Tag …"}
    states = {each.key: each.label for each in choices.states}
    with st.container(horizontal=True):
        since = choose("Verglichen mit", states | days, "seit", choices.usual or OTHER_DAY)
        since_day = _typed(since, "Tag (TT.MM.JJJJ)", "seittag", choices.proposed)
        until = choose("Stand", {NOW: f"heute, {day(today)}"} | states | days, "bis")
        until_day = _typed(until, "Tag des Stands (TT.MM.JJJJ)", "bistag", today)
    try:
        first = _moment(choices, since, since_day)
        last = None if until == NOW else _moment(choices, until, until_day)
    except WrongUse as error:
        st.error(escape_md(str(error)))
        return None
    if first is None or first >= (last or moment_of(today)) or (last is not None and last > moment_of(today)):
        st.error("Der Stand muss nach dem liegen, mit dem verglichen wird, und nicht nach heute. Bitte einen anderen Tag wählen.")
        return None
    return first, last


def _typed(chosen: str, label: str, parameter: str, proposed: date) -> str:
    if chosen != OTHER_DAY:
        return ""
    return search(label, parameter) or day(proposed)


def _moment(choices: Choices, chosen: str, typed: str) -> datetime | None:
    state = choices.state(chosen)
    return state.moment if state else moment_of(required_day(typed, "den Tag"))


def chosen_filter(choices: Choices) -> DifferenceFilter:
    """Field, direction and lead, as they stand in the address."""
    with st.container(horizontal=True):
        field = choose("Handlungsfeld", ALL | dict(choices.fields), "feld")
        turn = choose("Richtung", ALL | {each.value: each.label for each in Turn}, "richtung")
        lead = choose("Federführung", ALL | {name: name for name in choices.leads}, "federfuehrung")
    return DifferenceFilter(field, turn, lead)


def counts(shown: Difference) -> None:
    """How many of each went where; both columns add up."""
    rows = [
        (coloured(TURN[turn]), str(indicators), str(measures))
        for (turn, measures), (_, indicators) in zip(shown.measure_counts, shown.indicator_counts, strict=True)
    ]
    rows.append(("**zusammen**", f"**{shown.indicator_total}**", f"**{shown.measure_total}**"))
    columns = ("Richtung", "Indikatoren", "Maßnahmen")
    table(columns, rows, alt="Änderungen nach Richtung", key="richtungen", numbers=(1, 2), markdown=frozenset(range(3)))


def indicators(ctx: Context, shown: Sequence[IndicatorDifference]) -> None:
    """Newest value and verdict at both states; those that stayed are folded away."""
    changed, same = _apart(shown)
    columns = ("Indikator", "Handlungsfeld", "vorher", "jetzt", "Richtung", "Was sich geändert hat")
    if changed:
        rows = [_indicator(ctx, each) for each in changed]
        table(columns, rows, alt="Geänderte Indikatoren", key="indikatoren", markdown=frozenset(range(6)))
    if same:
        with st.container(key="werte_ind_gleich"), st.expander(f"Unveränderte Indikatoren ({len(same)})"):  # open on paper
            rows = [_indicator(ctx, each)[:3] for each in same]
            table(
                ("Indikator", "Handlungsfeld", "Stand"),
                rows,
                alt="Unveränderte Indikatoren",
                key="ind_gleich",
                markdown=frozenset(range(3)),
            )


def _apart(shown: Sequence[IndicatorDifference]) -> tuple[list[IndicatorDifference], list[IndicatorDifference]]:
    return [each for each in shown if each.turn is not Turn.SAME], [each for each in shown if each.turn is Turn.SAME]


def _indicator(ctx: Context, each: IndicatorDifference) -> tuple[str, ...]:
    names = [field_name(ctx.concept, field) for field in each.fields] if ctx.concept else []
    values = ((each.value_before, each.before), (each.value_after, each.after))
    said = (f"{escape_md(value)}  \n{chip(weather)}" if weather else NO_VALUE for value, weather in values)
    what = escape_md(each.what or NO_VALUE)
    return (
        link_md(ctx, each.name, "indikator", id=each.indicator),
        escape_md("; ".join(names) or "Rahmen"),
        *said,
        coloured(TURN[each.turn]),
        what,
    )


def measures(ctx: Context, shown: Sequence[MeasureDifference]) -> None:
    """State at both times and what was reported otherwise; those that stayed are folded away."""
    changed = [each for each in shown if each.turn is not Turn.SAME]
    same = [each for each in shown if each.turn is Turn.SAME]
    if changed:
        columns = ("Maßnahme", "Handlungsfeld", "Federführung", "vorher", "jetzt", "Richtung", "Was sich geändert hat")
        rows = [_measure(ctx, each) for each in changed]
        table(columns, rows, alt="Geänderte Maßnahmen", key="massnahmen", markdown=frozenset(range(7)))
    if same:
        with st.container(key="werte_mass_gleich"), st.expander(f"Unveränderte Maßnahmen ({len(same)})"):
            heads = ("Maßnahme", "Handlungsfeld", "Federführung", "Stand")
            table(
                heads,
                [_measure(ctx, each)[:4] for each in same],
                alt="Unveränderte Maßnahmen",
                key="mass_gleich",
                markdown=frozenset(range(4)),
            )


def _measure(ctx: Context, each: MeasureDifference) -> tuple[str, ...]:
    states = (coloured(state_term(ctx.concept, state)) if state and ctx.concept else NO_VALUE for state in (each.before, each.after))
    told = [escape_md(text) for text in each.what[:_TOLD]]
    if len(each.what) > _TOLD:
        more = counted(len(each.what) - _TOLD, "weitere Angabe", "weitere Angaben")
        told.append(link_md(ctx, more, "massnahmen", id=each.measure))
    return (
        link_md(ctx, f"{each.measure} {each.title}", "massnahmen", id=each.measure),
        escape_md(each.field_name),
        escape_md(each.lead),
        *states,
        coloured(TURN[each.turn]),
        "  \n".join(told) or NO_VALUE,
    )
