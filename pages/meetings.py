"""Sitzungen: when the bodies meet, what has to be there by then, and what was."""

import streamlit as st

from domain.access import Permission, Role
from domain.local_time import today
from ui.cached import view
from ui.calendar_parts import ahead, bodies
from ui.components import needs_installation
from ui.context import Context
from ui.meeting_forms import plan_form
from ui.notice import MEETING, notice
from ui.page import Page
from views import calendar

PAGE = Page(title="Sitzungen", slug="sitzungen", roles=frozenset(Role) - {Role.PUBLIC})


def render(ctx: Context) -> None:
    """Draws the page."""
    st.title("Sitzungen", anchor=False)
    if needs_installation(ctx):
        return
    shown = view(ctx, calendar.build, ctx.viewer, today())
    notice(MEETING)
    if ctx.viewer.may(Permission.MEET):
        with st.expander("Sitzung planen"):
            plan_form(ctx, {each.id: each.name for each in shown.bodies})
    ahead(ctx, shown)
    bodies(ctx, shown.bodies)
