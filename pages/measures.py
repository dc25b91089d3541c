"""Maßnahmen: filter and search, table, timeline, board and resources – and one measure with everything known about it."""

import streamlit as st

from domain.access import Permission
from domain.local_time import today
from ui.cached import view
from ui.choices import choose_view
from ui.components import empty_state, needs_installation
from ui.context import Context
from ui.measure_filters import VIEWS, filters, remembered_views, selection_in_address
from ui.measure_one import show_measure
from ui.measure_views import as_board, as_table, as_timeline, headline
from ui.page import Page
from ui.resources_parts import as_resources
from views import measures

PAGE = Page(title="Maßnahmen", slug="massnahmen")


def render(ctx: Context) -> None:
    """Draws the page."""
    if needs_installation(ctx):
        return
    chosen = st.query_params.get("id", "")
    one = view(ctx, measures.one, ctx.viewer, chosen, today()) if chosen else None
    if one is not None:
        show_measure(ctx, one)
        return
    st.title("Maßnahmen", anchor=False)
    if chosen:
        st.warning("Diese Maßnahme gibt es nicht. Gezeigt werden alle.")
    options = view(ctx, measures.options, ctx.viewer)
    if not options.total:
        text = "Maßnahmen kommen mit dem Sachstandsblatt herein: Vorlage ausfüllen und unter „Daten einspielen“ hochladen."
        empty_state("Noch keine Maßnahmen", text, ctx, "einspielen", "Daten einspielen")
        return
    _list(ctx, options)


def _list(ctx: Context, options: measures.Options) -> None:
    remembered_views(ctx, view(ctx, measures.remembered, ctx.viewer, today()), selection_in_address())
    chosen = filters(ctx, options)
    shown = view(ctx, measures.build, ctx.viewer, chosen.filter, today(), chosen.by_number)
    internal = ctx.viewer.may(Permission.SEE_INTERNAL)
    kind = choose_view("Ansicht", {name: word for name, word in VIEWS.items() if internal or name != "mittel"}, "ansicht")
    headline(shown, chosen.words)
    if not shown.shown:
        st.info("Keine Maßnahme passt zu dieser Auswahl. Bitte einen Filter auf „alle“ stellen.")
    elif kind == "tafel":
        as_board(ctx, shown, selection_in_address())
    elif kind == "zeitplan":
        as_timeline(ctx, chosen.filter, chosen.by_number, len(shown.shown))
    elif kind == "mittel":
        as_resources(ctx, chosen.filter)
    else:
        as_table(ctx, shown)
