"""A file that no known table claims: a changed edition of one, a new table, or one that somebody has to name."""

import streamlit as st

import settings
import workflows
from domain.errors import MonitorError
from domain.proposals import HeadComparison
from ui.checking import choose_table, forget
from ui.components import escape_md, table
from ui.context import Context
from ui.drafts import PARAMETER, home_of, keep
from ui.learning import proposal_of
from ui.links import role_params
from views.proposal import HEAD_COLUMNS, head_rows
from workflows import Draft


def unknown_table(ctx: Context, draft: Draft) -> None:
    """The ways on, the one that asks least first."""
    near = workflows.compare_heads(home_of(ctx), proposal_of(ctx, draft), viewer=ctx.viewer)
    if near is not None:
        _changed_head(ctx, draft, near)
        st.markdown("**Nein, sie zählt etwas anderes?**")
    st.markdown("Beschreiben Sie diese Tabelle einmal; der Monitor macht einen Vorschlag. Danach erkennt er jede Ausgabe.")
    if st.button("Tabelle beschreiben", type="primary"):
        _describe(ctx, draft)
    choose_table(ctx, draft)


def own_table(ctx: Context, draft: Draft, layout: str) -> None:
    """A table described here can be described anew; nothing for others."""
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
