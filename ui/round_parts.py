"""What the pages about a round show: how many answered, who did not, and the measures of one organisation."""

from collections.abc import Sequence

import streamlit as st

from domain.access import Permission
from domain.rounds import Reply
from ui.cached import view
from ui.components import chip, coloured, escape_md, link_md, table
from ui.context import Context
from ui.round_choice import HALF_YEAR, MEASURE, OFFICE
from views.measure_texts import state_term
from views.rounds import AskedMeasure, ReplyLine, RoundView, asked_measures
from views.terms import REPLY, term

_NAMED = 8
"""More missing measures than this are counted."""


def summary(shown: RoundView) -> None:
    """Deadline, and how many answered, in two lines."""
    due = f"Rückmeldung {shown.due}" if shown.opened else "Noch nicht eröffnet: Es steht kein Termin fest"
    st.markdown(f"**{escape_md(shown.measures)}.** {escape_md(due)}.")
    st.markdown(" · ".join(coloured(term(state), f"{count} {state.label}") for state, count in shown.by_state))


def reply_table(ctx: Context, shown: RoundView) -> None:
    """One line per organisation, what is to be worked on first."""
    columns = ("Stelle", "Rückmeldung", "gemeldet", "Es fehlen", "zuletzt")
    rows = [
        (
            link_md(ctx, line.office, "ruecklauf", **{HALF_YEAR: shown.period, OFFICE: line.office}),
            chip(line.state) + _beside(line),
            line.given,
            _missing(ctx, line.missing),
            escape_md(line.last),
        )
        for line in shown.lines
    ]
    table(columns, rows, alt=f"Rückmeldungen zum {shown.label}", key="ruecklauf", markdown=frozenset({0, 1, 3, 4}))
    used = [state for state, _ in shown.by_state]
    st.caption(" · ".join(f"{escape_md(REPLY[state].label)}: {escape_md(REPLY[state].meaning)}" for state in used))


def _beside(line: ReplyLine) -> str:
    return "".join(f"  \n:gray[{part}]" for part in _parts(line.note))


def returned(sentence: str, note: str) -> None:
    """That a sheet was given back, and why, in the lines in which the reason was written."""
    st.warning("  \n".join([escape_md(sentence), *_parts(note)]))


def _parts(note: str) -> list[str]:
    return [escape_md(part) for part in note.splitlines() if part.strip()]


def _missing(ctx: Context, numbers: Sequence[str]) -> str:
    named = [link_md(ctx, number, "massnahmen", id=number) for number in numbers[:_NAMED]]
    if len(numbers) > _NAMED:
        named[-1] += f" und {len(numbers) - _NAMED} weitere"
    return f"Nr. {', '.join(named)}" if named else "–"


def office(ctx: Context, shown: RoundView, reply: Reply) -> None:
    """Where one organisation stands, measure by measure."""
    line = next(each for each in shown.lines if each.office == reply.office)
    st.header(escape_md(reply.office), anchor=False)
    st.markdown(f"{chip(line.state)} · {escape_md(line.given)} Maßnahmen gemeldet" + (f" · {escape_md(line.last)}" if line.last else ""))
    if line.note:
        returned("Zurückgegeben mit dieser Begründung:", line.note)
    measure_lines(ctx, shown.period, reply)


def measure_lines(ctx: Context, period: str, reply: Reply) -> None:
    """The measures asked for, those without a report first, each with a link to its form."""
    lines: tuple[AskedMeasure, ...] = view(ctx, asked_measures, ctx.viewer, reply.asked, reply.answered, period)
    columns = ("Maßnahme", "zuletzt gemeldet", "Meldung für dieses Halbjahr", "Hier eintragen")
    count = len(columns) if ctx.viewer.may(Permission.REPORT) else len(columns) - 1
    rows = [_measure(ctx, period, line)[:count] for line in lines]
    table(columns[:count], rows, alt=f"Maßnahmen: {reply.office}", key=f"gefragt_{reply.office}", markdown=range(count))


def _measure(ctx: Context, period: str, line: AskedMeasure) -> tuple[str, ...]:
    if ctx.concept is None:
        raise ValueError("a measure without a concept")
    address = {HALF_YEAR: period, MEASURE: line.number}
    answer = f":orange[○\u00a0{line.answer}]" if line.missing else f":green[✓\u00a0{line.answer}]"
    return (
        link_md(ctx, f"{line.number} {line.title}", "massnahmen", id=line.number),
        f"{coloured(state_term(ctx.concept, line.state))}  \n:gray[{escape_md(line.reported)}]",
        answer,
        link_md(ctx, "Melden" if line.missing else "Berichtigen", "sachstand-melden", **address),
    )
