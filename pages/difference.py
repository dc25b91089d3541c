"""Vergleich: what is otherwise than at an earlier meeting or day, or in an earlier report, for every measure and every indicator once."""

import streamlit as st

from domain.access import Role
from domain.local_time import today
from ui.cached import view
from ui.choices import choose_view
from ui.components import escape_md, needs_installation
from ui.context import Context
from ui.difference_parts import chosen_filter, chosen_states, counts, indicators, measures
from ui.page import Page
from ui.report_difference_parts import compared_reports
from views import difference, difference_states

PAGE = Page(title="Vergleich", slug="vergleich", roles=frozenset(Role) - {Role.PUBLIC})
VIEWS = {"staende": "Sitzungen und Tage", "berichte": "Abgelegte Berichte"}


def render(ctx: Context) -> None:
    """Draws the page."""
    st.title("Vergleich", anchor=False)
    if needs_installation(ctx):
        return
    if choose_view("Was verglichen wird", VIEWS, "was") == "berichte":
        compared = compared_reports(ctx)
        if compared is not None:
            _shown(ctx, compared)
        return
    st.markdown("Was heute oder zu einem Stand anders bekannt ist als zu einer früheren Sitzung oder an einem früheren Tag.")
    choices = view(ctx, difference_states.build, ctx.viewer, today())
    states = chosen_states(choices, today())
    if states is None:
        return
    chosen = chosen_filter(choices)
    _shown(ctx, view(ctx, difference.between, ctx.viewer, *states, chosen, today()), led=bool(chosen.lead))


def _shown(ctx: Context, shown: difference.Difference, *, led: bool = False) -> None:
    st.subheader(escape_md(f"{shown.since} → {shown.until}"), anchor=False)
    counts(shown)
    st.caption(
        "Bei Indikatoren zählt die Bewertung. Bei Maßnahmen zählen Stand, Termin und geplantes Ende zusammen; sind sie gleich geblieben, "
        "der Umsetzungsgrad. Wo sie sich widersprechen oder keine Richtung haben, steht „geändert, ohne Richtung“."
    )
    st.header("Indikatoren", anchor=False)
    if led:
        st.info("Indikatoren haben keine Federführung. Bitte dort „alle“ wählen, um sie zu sehen.")
    elif not shown.indicators:
        st.info("Kein Indikator passt zu dieser Auswahl.")
    indicators(ctx, shown.indicators)
    st.header("Maßnahmen", anchor=False)
    if not shown.measures:
        st.info("Keine Maßnahme passt zu dieser Auswahl.")
    measures(ctx, shown.measures)
