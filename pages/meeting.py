"""Sitzung: one meeting from its agenda over its data state to decisions and minutes."""

import streamlit as st

from domain.access import Permission, Role
from domain.errors import NotFound
from domain.meetings import MeetingState
from ui.agenda_editor import agenda_part
from ui.cached import view
from ui.choices import choose_view
from ui.components import empty_state, escape_md, needs_installation, page_link
from ui.context import Context
from ui.meeting_decisions import decisions_part
from ui.meeting_forms import day_forms
from ui.meeting_state import state_part
from ui.minutes_form import minutes_part
from ui.notice import MEETING, notice
from ui.page import Page
from views import meeting
from views.meeting import MeetingView

PAGE = Page(title="Sitzung", slug="sitzung", roles=frozenset(Role) - {Role.PUBLIC}, in_menu=False)
VIEWS = {
    "tagesordnung": "Tagesordnung",
    "stand": "Stand und Unterlagen",
    "beschluesse": "Beschlüsse und Aufträge",
    "protokoll": "Protokoll",
}
_FIRST = {MeetingState.FROZEN: "beschluesse", MeetingState.HELD: "protokoll"}


def render(ctx: Context) -> None:
    """Draws the page."""
    if ctx.concept is None:
        st.title(PAGE.title, anchor=False)
        needs_installation(ctx)
        return
    page_link(ctx, "sitzungen", "Zurück zu allen Sitzungen")
    try:
        shown = view(ctx, meeting.build, ctx.viewer, st.query_params.get("id", ""))
    except NotFound:
        st.title(PAGE.title, anchor=False)
        empty_state("Diese Sitzung gibt es nicht", "Bitte unter „Sitzungen“ eine auswählen oder planen.")
        return
    _page(ctx, shown)


def _page(ctx: Context, shown: MeetingView) -> None:
    st.title(escape_md(shown.title), anchor=False)
    st.markdown(escape_md(" · ".join(f"{name}: {text}" for name, text in shown.facts)))
    chosen = choose_view("Schritt", VIEWS, "ansicht", _FIRST.get(shown.meeting.state, "tagesordnung"))
    st.header(VIEWS[chosen], anchor=False)
    notice(MEETING)
    if chosen == "tagesordnung":
        agenda_part(ctx, shown)
        if ctx.viewer.may(Permission.MEET):
            day_forms(ctx, shown)
    elif chosen == "stand":
        state_part(ctx, shown)
    elif chosen == "beschluesse":
        decisions_part(ctx, shown)
    else:
        minutes_part(ctx, shown)
