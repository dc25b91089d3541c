"""Rücklauf: who was asked for a half-year, who answered, what is missing; the office sends sheets and reminders from here."""

import streamlit as st

import workflows
from domain.access import Permission, Role
from domain.local_time import today
from domain.rounds import Round
from ui import round_actions, round_parts
from ui.cached import view
from ui.choices import choose
from ui.components import empty_state, needs_installation, page_link
from ui.context import Context
from ui.notice import notice
from ui.page import Page
from ui.round_choice import HALF_YEAR, OFFICE, asked_half_year, half_year_names
from views import rounds

PAGE = Page(title="Rücklauf", slug="ruecklauf", roles=frozenset({Role.OFFICE, Role.CONTROLLING}))


def render(ctx: Context) -> None:
    """Draws the page."""
    st.title("Rücklauf", anchor=False)
    if needs_installation(ctx):
        return
    notice(round_actions.PLACE)
    period = choose("Halbjahr", half_year_names(ctx), HALF_YEAR, asked_half_year(ctx))
    asked: Round = view(ctx, workflows.round_for, ctx.viewer, period)
    if not asked.replies:
        text = "Gefragt wird nach Maßnahmen, die geplant sind oder laufen. Sie kommen mit dem ersten Sachstandsblatt herein."
        empty_state("Für dieses Halbjahr ist nach keiner Maßnahme zu fragen", text, ctx, "einspielen", "Daten einspielen")
        return
    reply = asked.reply(st.query_params.get(OFFICE, ""))
    shown = rounds.build(asked, today())
    if reply is None:
        round_parts.summary(shown)
        round_parts.reply_table(ctx, shown)
        if ctx.viewer.may(Permission.IMPORT):
            round_actions.sending(ctx, shown)
        return
    page_link(ctx, PAGE.slug, "Zurück zu allen Stellen", **{HALF_YEAR: period})
    round_parts.office(ctx, shown, reply)
    if ctx.viewer.may(Permission.IMPORT):
        round_actions.one_office(ctx, shown, reply)
