"""Datenstand: which tables and sheets are in, how old they are, when new ones are due, and undoing a delivery."""

import streamlit as st

from domain.access import Permission, Role
from domain.local_time import today
from ui.cached import view
from ui.components import empty_state, needs_installation
from ui.context import Context
from ui.delivery_details import delivery_details
from ui.page import Page
from ui.tables import delivery_table, freshness_table
from ui.undo import undo_form, undo_message
from views import freshness

PAGE = Page(title="Datenstand", slug="datenstand", roles=frozenset(Role) - {Role.PUBLIC})


def render(ctx: Context) -> None:
    """Draws the page."""
    st.title("Datenstand", anchor=False)
    if needs_installation(ctx):
        return
    shown = view(ctx, freshness.build, ctx.viewer, today())
    st.header("Zahlen: wie alt, wann wieder", anchor=False)
    if shown.tables:
        freshness_table(shown.tables)
    else:
        text = "Tabellen der Statistikstelle kommen über „Daten einspielen“ herein."
        empty_state("Noch keine Zahlen", text, ctx, "einspielen", "Daten einspielen")
    st.header("Lieferungen", anchor=False)
    undo_message()
    delivery_table(shown.deliveries)
    delivery_details(ctx, shown.deliveries)
    if ctx.viewer.may(Permission.IMPORT):
        undo_form(ctx, [each for each in shown.deliveries if each.withdrawn_at is None])
