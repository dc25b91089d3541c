"""What is decided in a meeting, and what is still open from earlier ones."""

import streamlit as st

from domain.access import Permission
from domain.decisions import DecisionState
from domain.local_time import today
from domain.meetings import MeetingState
from ui.cached import view
from ui.context import Context
from ui.decision_followup import followup_form
from ui.decision_record import record_form
from ui.decision_table import decision_table
from ui.notice import MEETING
from views import decisions, meeting
from views.decisions import DecisionLine
from views.meeting import MeetingView


def decisions_part(ctx: Context, shown: MeetingView) -> None:
    """The decisions of this meeting with the form for the next one, then those that are open from earlier meetings."""
    held = shown.meeting
    decided = view(ctx, decisions.of_meeting, ctx.viewer, held.id, today())
    earlier = [each for each in view(ctx, decisions.still_open, ctx.viewer, held.body, today()) if each.meeting != held.id]
    if decided:
        decision_table(ctx, decided, key="beschlossen", alt="In dieser Sitzung beschlossen")
    else:
        st.caption("In dieser Sitzung ist noch nichts beschlossen.")
    may_write = ctx.viewer.may(Permission.MEET) and held.state is not MeetingState.CANCELLED
    if may_write and held.held_on <= today():
        st.subheader("Beschluss oder Auftrag festhalten", anchor=False)
        record_form(ctx, view(ctx, meeting.choices, ctx.viewer), MEETING, shown)
    elif may_write:
        st.info("Beschlüsse und Aufträge lassen sich ab dem Tag der Sitzung festhalten.")
    st.subheader("Offen aus früheren Sitzungen", anchor=False)
    if earlier:
        decision_table(ctx, earlier, key="offen", alt="Offene Beschlüsse und Aufträge, überfällige zuerst")
    else:
        st.caption("Nichts ist offen.")
    if may_write:
        still = [each for each in (*earlier, *decided) if each.state in (DecisionState.OPEN, DecisionState.OVERDUE)]
        if still:
            with st.expander("Erledigt, andere Frist, zurücknehmen"):
                followup_form(ctx, MEETING, {each.number: short(each) for each in still}, {})


def short(each: DecisionLine) -> str:
    """How a decision is called in a selection."""
    return f"{each.name}, {each.responsible}, Frist {each.due}: {each.text}"
