"""Nachsteuerung: where course was corrected, what gave rise to it, and which measures it is about."""

import streamlit as st

from domain.access import Role
from domain.steering import Trigger
from ui.cached import view
from ui.choices import choose, search
from ui.components import empty_state, needs_installation
from ui.context import Context
from ui.page import Page
from ui.steering_parts import steering_forms, steering_table, summary, withdrawn_table
from views import steering

PAGE = Page(title="Nachsteuerung", slug="nachsteuerung", roles=frozenset(Role) - {Role.PUBLIC})
ALL = {"": "alle"}


def render(ctx: Context) -> None:
    """Draws the page."""
    st.title("Nachsteuerung", anchor=False)
    if needs_installation(ctx):
        return
    st.markdown(
        "Neue Erkenntnisse, Entwicklungen oder Bedarfe: was sich gezeigt hat, was entschieden wurde und welche Maßnahmen es betrifft."
    )
    everything = view(ctx, steering.build, ctx.viewer, steering.SteeringFilter())
    steering_forms(ctx, everything)
    if not everything.total:
        empty_state("Noch nichts festgehalten", "Entscheidungen, die etwas am Kurs ändern, hält das Integrationsbüro hier fest.")
    else:
        _list(ctx, everything)
    withdrawn_table(everything.withdrawn)


def _list(ctx: Context, everything: steering.SteeringView) -> None:
    with st.container(horizontal=True):
        trigger = choose("Auslöser", ALL | {each.value: each.label for each in Trigger}, "ausloeser")
        body = choose("Gremium", ALL | dict(everything.bodies), "gremium")
        field = choose("Handlungsfeld", ALL | dict(everything.fields), "feld")
        measure = choose("Maßnahme", ALL | {number: f"{number} {title}" for number, title in everything.measures}, "massnahme")
        text = search("Suche", "suche")
    shown = view(ctx, steering.build, ctx.viewer, steering.SteeringFilter(trigger, body, field, measure, text))
    summary(shown)
    if shown.lines:
        steering_table(ctx, shown.lines)
    else:
        st.info("Kein Eintrag passt zu dieser Auswahl. Bitte einen Filter auf „alle“ stellen.")
