"""A file that no known table claims: a changed edition of one, a new table, or one that somebody has to name."""

from typing import Literal

import streamlit as st

import settings
import workflows
from domain.errors import MonitorError
from domain.proposals import HeadComparison
from ui.checking import choose_table, forget
from ui.components import escape_md, table
from ui.context import Context
from ui.drafts import PARAMETER, home_of, keep
from ui.known_list import map_list
from ui.learning import proposal_of
from ui.links import role_params
from views.imports import ImportView
from views.measure_lists import seems_a_list
from views.proposal import HEAD_COLUMNS, head_rows
from workflows import Draft


def unknown_table(ctx: Context, draft: Draft, shown: ImportView) -> None:
    """What is known about the file, and the ways on, the one that asks least first."""
    st.markdown("Der Monitor weiß nicht, welche Tabelle das ist.")
    for text in (place.found for group in shown.groups for place in group.first):
        st.caption(escape_md(text))
    list_likely = seems_a_list(shown)
    if list_likely:
        st.markdown("**Eine Liste von Maßnahmen?** Ordnen Sie ihre Spalten einmal zu; der Monitor macht einen Vorschlag.")
        _measure_list(ctx, draft, "primary")
    near = workflows.compare_heads(home_of(ctx), proposal_of(ctx, draft), viewer=ctx.viewer)
    fits = near is not None and all(line.same for line in near.lines)  # a known table, and only its name is missing
    if fits:
        choose_table(ctx, draft)
    elif near is not None:
        _changed_head(ctx, draft, near)
    st.markdown("**Eine neue Tabelle?** Beschreiben Sie sie einmal; der Monitor macht einen Vorschlag. Danach erkennt er jede Ausgabe.")
    if st.button("Tabelle beschreiben", type="secondary" if fits or list_likely else "primary"):
        _describe(ctx, draft)
    if not list_likely:
        st.markdown("**Oder stehen darin Maßnahmen?**")
        _measure_list(ctx, draft, "secondary")
    if not fits:
        choose_table(ctx, draft)


def _measure_list(ctx: Context, draft: Draft, look: Literal["primary", "secondary"]) -> None:
    if st.button("Maßnahmenliste zuordnen", type=look):
        map_list(ctx, draft)


def own_table(ctx: Context, draft: Draft, layout: str) -> None:
    """A table described here can be described anew; nothing for others."""
    if workflows.is_list(layout):
        return
    own = any(layout == key for key, _, _ in workflows.own_layouts(home_of(ctx), viewer=ctx.viewer))
    if own and st.button("Beschreibung dieser Tabelle ändern"):
        _describe(ctx, draft)


def _describe(ctx: Context, draft: Draft) -> None:
    st.switch_page(ctx.pages["tabellen"], query_params={PARAMETER: draft.id, **role_params(ctx.viewer)})


def _changed_head(ctx: Context, draft: Draft, near: HeadComparison) -> None:
    """Old and new headings side by side; only the difference is asked."""
    st.markdown(f"**Eine neue Ausgabe von „{escape_md(near.title)}“?** Sie ähnelt ihr, aber der Kopf ist anders:")
    table(HEAD_COLUMNS, head_rows(near), alt="Überschriften bisher und in dieser Datei", key="kopf")
    if not st.button("Ja, dieselbe Tabelle mit geändertem Kopf"):
        return
    home = home_of(ctx)
    try:
        workflows.save_layout(home, near.toml, viewer=ctx.viewer, settings=settings.load(home.path))
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    forget()
    keep(ctx, draft, layout=None, choices={})
    st.rerun()
