"""Überblick: how every action field moves, how the measures stand and what needs attention."""

import streamlit as st

from domain.access import Permission
from domain.local_time import today
from ui.cached import view
from ui.components import empty_state, escape_md, needs_installation, page_link, tile
from ui.context import Context
from ui.page import Page
from ui.tables import attention_lists, change_table, field_table, indicator_table, weather_legend
from views import overview

PAGE = Page(title="Überblick", slug="ueberblick")


def render(ctx: Context) -> None:
    """Draws the page."""
    if needs_installation(ctx) or ctx.concept is None:
        return
    shown = view(ctx, overview.build, ctx.viewer, today())
    st.title(f"Überblick: {escape_md(ctx.concept.terms.concept)} {escape_md(ctx.concept.municipality)}", anchor=False)
    _tiles(shown)
    _fields(ctx, shown)
    _changes(ctx, shown)
    _attention(ctx, shown)
    _context(ctx, shown)


def _tiles(shown: overview.Overview) -> None:
    counts = shown.summary
    on_course = f"{counts.on_course} von {counts.judged}" if counts.judged else "–"
    assessable = f"{counts.judged} von {counts.total}" if counts.total else "–"
    tiles = (
        ("Indikatoren auf Kurs", on_course, "Sonne oder leicht bewölkt, von allen bewerteten"),
        ("Indikatoren bewertbar", assessable, "Kontextindikatoren zählen nicht mit"),
        ("Maßnahmen", str(shown.measure_count), f"gemeldet bis {shown.half_year}" if shown.half_year else "noch keine eingespielt"),
        ("Maßnahmen verzögert", str(shown.late), "geplantes Ende überschritten und noch offen"),
    )
    for column, each in zip(st.columns(len(tiles)), tiles, strict=True):
        with column:
            tile(*each)


def _fields(ctx: Context, shown: overview.Overview) -> None:
    st.header("Handlungsfelder", anchor=False)
    if not shown.has_figures:
        text = "Für dieses Gebiet sind noch keine Zahlen eingespielt. Tabellen der Statistikstelle kommen über „Daten einspielen“ herein."
        empty_state("Noch keine Zahlen", text, ctx, "einspielen", "Daten einspielen")
    if not shown.fields and ctx.concept is not None:
        empty_state("Noch keine Handlungsfelder", ctx.concept.incomplete)
        return
    field_table(ctx, shown.fields)
    weather_legend()
    st.caption("Bewertet wird die Entwicklung der Zahlen. Zahlen und Maßnahmen stehen nebeneinander; keines erklärt das andere.")


def _changes(ctx: Context, shown: overview.Overview) -> None:
    if not shown.changes.measures and not shown.changes.verdicts:
        return
    st.header("Was sich geändert hat", anchor=False)
    change_table(ctx, shown.changes)
    if ctx.viewer.may(Permission.SEE_INTERNAL):
        page_link(ctx, "vergleich", "Mit einer früheren Sitzung vergleichen")


def _attention(ctx: Context, shown: overview.Overview) -> None:
    st.header("Was Aufmerksamkeit braucht", anchor=False)
    if not shown.attention:
        st.markdown("Zurzeit nichts: keine Entwicklung in die falsche Richtung, keine überfällige Maßnahme, keine überfällige Zahl.")
    attention_lists(ctx, shown.attention)


def _context(ctx: Context, shown: overview.Overview) -> None:
    if shown.context:
        st.header("Rahmendaten", anchor=False)
        indicator_table(ctx, shown.context, "Rahmendaten des Gebiets")
    st.caption(escape_md(shown.area_note))
