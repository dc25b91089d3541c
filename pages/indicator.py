"""Indikator: series, comparison, groups, map, definition, table, and the way of each value back to its cell."""

import streamlit as st

from ui.cached import view
from ui.choices import choose, choose_many, choose_view
from ui.components import chart, chip, empty_state, escape_md, link_md, needs_installation, table
from ui.context import Context
from ui.origin import show_origin
from ui.page import Page
from ui.tables import note_list, value_table
from views import indicator
from views.catalogue import names_of_indicators
from views.indicator import Selection

PAGE = Page(title="Indikator", slug="indikator")
COMPARED = 4


def render(ctx: Context) -> None:
    """Draws the page."""
    if needs_installation(ctx) or ctx.concept is None:
        return
    shown = _chosen(ctx, view(ctx, names_of_indicators))
    _headline(ctx, shown)
    if shown.chart is None:
        text = f"Die Tabelle, aus der dieser Indikator berechnet wird, ist noch nicht eingespielt. Quelle: {shown.definition.source}"
        empty_state("Noch keine Daten für dieses Gebiet", text, ctx, "einspielen", "Daten einspielen")
    else:
        _figures(ctx, shown)
    st.header("Steckbrief", anchor=False)
    table(("Angabe", "Erläuterung"), shown.facts, alt="Steckbrief des Indikators", key="steckbrief")


def _chosen(ctx: Context, names: dict[str, str]) -> indicator.IndicatorView:
    with st.container(horizontal=True):
        chosen = choose("Indikator wählen", names, "id")
        usual = view(ctx, indicator.build, ctx.viewer, Selection(chosen))
        areas = {each.key: each.name for each in usual.areas} or {usual.area.key: usual.area.name}
        area = choose("Gebiet", areas, "gebiet", usual.area.key)
        others = {key: name for key, name in areas.items() if key != area}
        compare = choose_many("Vergleich mit", others, "vergleich", usual.compare, limit=COMPARED)
    return view(ctx, indicator.build, ctx.viewer, Selection(chosen, area, compare, st.query_params.get("gliederung")))


def _headline(ctx: Context, shown: indicator.IndicatorView) -> None:
    st.title(escape_md(shown.headline), anchor=False)
    st.markdown(escape_md(shown.definition.explanation))
    if shown.verdict is not None:
        sentence = shown.verdict.sentence or shown.verdict.reason
        st.markdown(f"{chip(shown.verdict.weather)} **{escape_md(shown.verdict_period)}:** {escape_md(sentence)}")
        st.markdown(f"Veränderung: {escape_md(shown.change)} · Ziel: {escape_md(shown.target)}")
    for sentence in shown.gap:
        st.markdown(escape_md(sentence))
    uses = ", ".join(link_md(ctx, name, "handlungsfeld", id=field) for field, name in shown.fields)
    st.caption(f"Handlungsfeld: {uses or 'keinem zugeordnet'}. {escape_md(shown.source)}")


def _figures(ctx: Context, shown: indicator.IndicatorView) -> None:
    charts = {"reihe": shown.chart, "gruppen": shown.groups_chart, "karte": shown.map}
    names = {"reihe": "Zeitreihe", "tabelle": "Tabelle und Herkunft", "gruppen": "Gruppen", "karte": "Karte"}
    offered = {key: name for key, name in names.items() if charts.get(key, shown.rows)}
    chosen = choose_view("Darstellung", offered, "ansicht")
    spec = charts.get(chosen)
    if chosen == "gruppen" and len(shown.breakdowns) > 1:
        choose_view("Gliederung", dict(shown.breakdowns), "gliederung")
    if spec is not None:
        chart(spec, chosen)
        note_list(shown.notes if chosen == "reihe" else ())
        return
    periods = {each.period: f"{each.period_text}: {each.value}" for each in shown.rows}
    show_origin(ctx, shown.definition.id, shown.area.key, choose("Woher kommt diese Zahl?", periods, "zeitraum"))
    st.subheader("Alle Werte", anchor=False)
    value_table(ctx, shown)
    note_list(shown.notes)
