"""Planning a meeting, and moving it or calling it off."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

import workflows
from domain.decisions import SHORTEST_TEXT
from domain.local_time import today
from domain.meetings import Meeting, MeetingState
from domain.periods import half_year_of, half_years
from ui.context import Context
from ui.notice import MEETING
from ui.typed_day import required_day
from ui.verb import do
from views.formats import day
from views.meeting import MeetingView

_YEARS_BACK = 10


def plan_form(ctx: Context, bodies: Mapping[str, str]) -> None:
    """A meeting of one of the concept's bodies on a day."""
    if not bodies:
        st.caption("Im Konzept steht kein Gremium. Sitzungen lassen sich planen, sobald dort eines genannt ist.")
        return
    turn = st.session_state.get(f"{MEETING}_durchgang", 0)
    with st.form(f"sitzung_neu_{turn}", border=False):
        body = st.selectbox("Gremium", list(bodies), format_func=bodies.__getitem__)
        left, middle, right = st.columns(3)
        with left:
            typed = st.text_input("Tag der Sitzung (TT.MM.JJJJ)")
        with middle:
            period = _half_year("")
        with right:
            place = st.text_input("Ort (freiwillig)")
        sent = st.form_submit_button("Sitzung planen", type="primary")
    if not sent or body is None:
        return

    def plan(home: workflows.Home, **named: Any) -> Meeting:
        return workflows.plan_meeting(home, body, required_day(typed, "den Tag der Sitzung"), period=period, place=place, **named)

    if do(ctx, plan, place=MEETING, done=lambda kept: f"Die Sitzung {bodies[body]} am {day(kept.held_on)} ist geplant."):
        st.session_state[f"{MEETING}_durchgang"] = turn + 1
        st.rerun()


def _half_year(chosen: str) -> str:
    names = {"": "das letzte, das vorbei ist"} | {each.text: each.label for each in half_years(half_year_of(today()).text, 2 * _YEARS_BACK)}
    return st.selectbox("Berichtszeitraum", list(names), list(names).index(chosen), format_func=names.__getitem__) or ""


def day_forms(ctx: Context, shown: MeetingView) -> None:
    """For a meeting that is still ahead: another day, or none."""
    if shown.meeting.state not in (MeetingState.PLANNED, MeetingState.FROZEN):
        return
    with st.expander("Sitzung verlegen oder absagen"):
        left, right = st.columns(2)
        with left:
            _move(ctx, shown)
        with right:
            _cancel(ctx, shown)


def _move(ctx: Context, shown: MeetingView) -> None:
    with st.form("verlegen"):
        typed = st.text_input("Neuer Tag (TT.MM.JJJJ)")
        where = st.text_input("Ort", shown.meeting.place)
        reason = st.text_input(f"Grund der Verlegung (mindestens {SHORTEST_TEXT} Zeichen)")
        sent = st.form_submit_button("Verlegen")

    def move(home: workflows.Home, **named: Any) -> Meeting:
        held_on = required_day(typed, "den neuen Tag der Sitzung")
        return workflows.move_meeting(home, shown.meeting.id, held_on, reason=reason, place=where, **named)

    if sent and do(ctx, move, place=MEETING, done=lambda kept: f"Die Sitzung ist auf den {day(kept.held_on)} verlegt."):
        st.rerun()


def _cancel(ctx: Context, shown: MeetingView) -> None:
    with st.form("absagen"):
        reason = st.text_input(f"Grund der Absage (mindestens {SHORTEST_TEXT} Zeichen)")
        sent = st.form_submit_button("Absagen")
    if sent and do(ctx, workflows.cancel_meeting, shown.meeting.id, reason=reason, place=MEETING, done="Die Sitzung ist abgesagt."):
        st.rerun()
