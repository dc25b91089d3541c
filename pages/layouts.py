"""Eigene Tabellen: describing a table the monitor does not know, and the descriptions saved so far."""

import streamlit as st

from domain.access import Role
from ui import drafts, own_tables
from ui.components import escape_md, needs_installation, page_link
from ui.context import Context
from ui.learning import describe
from ui.page import Page

PAGE = Page(title="Eigene Tabellen", slug="tabellen", roles=frozenset({Role.OFFICE}), in_menu=False)


def render(ctx: Context) -> None:
    """Draws the page."""
    draft = drafts.current_draft(ctx)
    st.title(escape_md(f"Tabelle beschreiben: {draft.name}") if draft else PAGE.title, anchor=False)
    if needs_installation(ctx):
        return
    if draft is None:
        own_tables.known(ctx)
        return
    page_link(ctx, "einspielen", "Zurück zum Import", **{drafts.PARAMETER: draft.id})
    st.markdown("So liest der Monitor diese Tabelle. Bitte ansehen und berichtigen, wo es nicht stimmt. Gespeichert wird erst ganz unten.")
    describe(ctx, draft)
