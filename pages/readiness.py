"""Berichtsreife: what has to be put right before the next report, each point a count with its list behind it."""

import streamlit as st

from domain.access import Role
from domain.local_time import today
from ui.cached import view
from ui.choices import choose
from ui.components import download_csv, empty_state, needs_installation
from ui.context import Context
from ui.page import Page
from ui.readiness_parts import all_checks, chosen_check, one_check, summary
from ui.steering_figures import figure_parts, figure_table
from views.readiness import page as readiness

PAGE = Page(title="Berichtsreife", slug="berichtsreife", roles=frozenset(Role) - {Role.PUBLIC})
COLUMNS = ("Bereich", "Prüfung", "Worum es geht", "Befund", "Federführung", "Was zu tun ist")


def render(ctx: Context) -> None:
    """Draws the page."""
    if needs_installation(ctx):
        return
    st.title("Berichtsreife", anchor=False)
    office = ""
    with st.container(horizontal=True):
        months = choose("Sachstand gilt als veraltet nach", {str(each): f"{each} Monaten" for each in readiness.STALE_AFTER}, "veraltet")
        shown = view(ctx, readiness.build, ctx.viewer, int(months), today())
        if not shown.own:
            office = choose("Federführung", {"": "alle Stellen"} | {name: name for name in shown.leads}, "federfuehrung")
    if office:
        shown = view(ctx, readiness.build, readiness.as_department(office), int(months), today())
    if shown.unassigned:
        text = "Diese Seite zeigt Fachbereichen, was ihre eigenen Maßnahmen betrifft. Bitte oben rechts die eigene Stelle wählen."
        empty_state("Noch keine Stelle gewählt", text)
        return
    check = chosen_check(shown)
    if check is not None:
        one_check(ctx, shown, check)
        return
    summary(shown, office)
    if rows := shown.rows():
        download_csv(COLUMNS, rows, file_name="berichtsreife.csv", key="csv_berichtsreife")
    all_checks(ctx, shown)
    if shown.figures:
        st.header("Steuerungskennzahlen", anchor=False)
        figure_table(shown.figures)
        figure_parts(shown.figures)
