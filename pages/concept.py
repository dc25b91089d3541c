"""Konzept: what the concept itself says, from its mission to what its source leaves open. Nothing is changed here."""

from collections.abc import Sequence

import streamlit as st

from domain.access import Permission
from ui.cached import view
from ui.components import escape_md, link_md, needs_installation, page_link, table
from ui.context import Context
from ui.page import Page
from ui.text_tables import text_list, text_table
from views import concept
from views.concept import ConceptView, Decision, TextTable

PAGE = Page(title="Konzept", slug="konzept")


def render(ctx: Context) -> None:
    """Draws the page."""
    if needs_installation(ctx):
        return
    shown = view(ctx, concept.build)
    st.title(escape_md(shown.name), anchor=False)
    table(("Angabe", "Inhalt"), shown.facts, alt="Angaben zum Konzept", key="angaben")
    _aims(shown)
    names = [link_md(ctx, row[0][0], "handlungsfeld", id=each) for row, each in zip(shown.fields.rows, shown.field_ids, strict=True)]
    _section("Handlungsfelder", shown.fields, "felder", shown.field_note, names)
    _section("Fassungen und Beschlüsse", shown.versions, "fassungen")
    for number, each in enumerate(shown.decisions):
        _decision(each, f"beratung_{number}")
    _section("Gremien", shown.bodies, "gremien")
    _section("Beteiligte Organisationen", shown.organisations, "organisationen")
    if shown.process:
        st.header("Entstehung des Konzepts", anchor=False)
        text_list([f"**{escape_md(time)}:** {escape_md(text)}" if time else escape_md(text) for time, text in shown.process])
    note = "Zitate. Der Integrationsmonitor rechnet nicht mit diesen Zahlen."
    _section("Zahlen aus dem Text des Konzepts", shown.figures, "zahlen", note)
    if shown.incomplete:
        st.header("Was die Quelle offen lässt", anchor=False)
        st.markdown(escape_md(shown.incomplete))
        if ctx.viewer.may(Permission.IMPORT):
            page_link(ctx, "einspielen", "Ergänzte concept.toml einspielen")


def _aims(shown: ConceptView) -> None:
    if shown.mission or shown.principles or shown.goals:
        st.header("Leitbild und Ziele", anchor=False)
    if shown.mission:
        st.markdown(f"**Leitbild:** {escape_md(shown.mission)}")
    text_list(map(escape_md, shown.principles), "Grundsätze und Leitlinien")
    if shown.wording_note:
        st.caption(escape_md(shown.wording_note))
    text_list(map(escape_md, shown.goals), "Strategische Ziele")


def _decision(shown: Decision, key: str) -> None:
    st.subheader(escape_md(f"Zur Fassung „{shown.version}“"), anchor=False)
    if shown.motion:
        st.markdown(f"**Beschlussantrag im Wortlaut:** {escape_md(shown.motion)}")
    text_list(map(escape_md, shown.mandates), "Aufträge im Wortlaut")
    if shown.route.rows:
        st.markdown("**Beratungsfolge**")
        text_table(shown.route, f"Beratungsfolge: {shown.version}", key)


def _section(title: str, shown: TextTable, key: str, note: str = "", names: Sequence[str] = ()) -> None:
    if shown.rows:
        st.header(title, anchor=False)
        text_table(shown, title, key, names)
        if note:
            st.caption(escape_md(note))
