"""Sachstand melden: what a department or body is asked for, its sheet to take away, and the form to enter a status at once."""

from dataclasses import replace

import streamlit as st

import workflows
from domain.access import Role
from domain.rounds import Round
from ui.cached import view
from ui.choices import choose
from ui.components import empty_state, needs_installation, page_link
from ui.context import Context
from ui.entry_form import entry_form
from ui.entry_list import asked_of
from ui.entry_saving import PLACE
from ui.notice import notice
from ui.page import Page
from ui.role import choose_own_office
from ui.round_choice import HALF_YEAR, MEASURE, OFFICE, asked_half_year, half_year_names
from views.rounds import known_offices

PAGE = Page(
    title="Sachstand melden",
    slug="sachstand-melden",
    roles=frozenset({Role.OFFICE, Role.DEPARTMENT}),
    menu=frozenset({Role.DEPARTMENT}),
)


def render(ctx: Context) -> None:
    """Draws the page."""
    if ctx.concept is None:
        st.title(PAGE.title, anchor=False)
        needs_installation(ctx)
        return
    period = st.query_params.get(HALF_YEAR, "")
    period = period if period in half_year_names(ctx) else asked_half_year(ctx)
    if number := st.query_params.get(MEASURE, ""):
        page_link(ctx, PAGE.slug, "Zurück zu allen Maßnahmen", **{HALF_YEAR: period})
        entry_form(ctx, number, period)
        return
    st.title(PAGE.title, anchor=False)
    notice(PLACE)
    if ctx.viewer.role is Role.DEPARTMENT and not ctx.viewer.offices:
        choose_own_office(view(ctx, known_offices, ctx.viewer))
        return
    _list(ctx, period)


def _list(ctx: Context, period: str) -> None:
    asked: Round = view(ctx, workflows.round_for, ctx.viewer, period)
    if ctx.viewer.role is Role.OFFICE and asked.replies:
        name = choose("Stelle", {reply.office: reply.office for reply in asked.replies}, OFFICE)
        asked = replace(asked, replies=tuple(reply for reply in asked.replies if reply.office == name))
    if not asked.replies:
        text = "Gefragt wird nach Maßnahmen, die geplant sind oder laufen. Fehlt eine, wenden Sie sich bitte an das Integrationsbüro."
        empty_state("Für diese Stelle ist nach keiner Maßnahme gefragt", text)
    for reply in asked.replies:
        asked_of(ctx, asked, reply)
