"""Maßnahmenliste zuordnen: which column of a city's own list says what, decided once."""

import streamlit as st

from domain.access import Role
from ui import drafts
from ui.components import escape_md, needs_installation, page_link
from ui.context import Context
from ui.list_mapping import take_over
from ui.page import Page

PAGE = Page(title="Maßnahmenliste zuordnen", slug="massnahmenliste", roles=frozenset({Role.OFFICE}), in_menu=False)


def render(ctx: Context) -> None:
    """Draws the page."""
    draft = drafts.current_draft(ctx)
    st.title(escape_md(f"Maßnahmenliste zuordnen: {draft.name}") if draft else PAGE.title, anchor=False)
    if needs_installation(ctx):
        return
    if draft is None:
        st.markdown("Spielen Sie eine Liste mit Maßnahmen ein, die der Monitor nicht kennt; er bietet dann an, ihre Spalten zuzuordnen.")
        page_link(ctx, "einspielen", "Zu „Daten einspielen“")
        return
    page_link(ctx, "einspielen", "Zurück zum Import", **{drafts.PARAMETER: draft.id})
    st.markdown("So liest der Monitor diese Liste. Bitte antworten, ansehen und berichtigen. Gespeichert wird erst ganz unten.")
    take_over(ctx, draft)
