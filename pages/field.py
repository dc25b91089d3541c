"""Handlungsfeld: goal, indicators and measures of one action field."""

import streamlit as st

from domain.local_time import today
from ui.cached import view
from ui.chart_saving import about
from ui.choices import choose
from ui.components import chart, empty_state, escape_md, needs_installation
from ui.context import Context
from ui.field_decisions import open_decisions
from ui.field_parts import asked, goals
from ui.lead_cards import lead_cards
from ui.page import Page
from ui.tables import counts_md, indicator_table, measure_table, weather_legend
from views import field

PAGE = Page(title="Handlungsfeld", slug="handlungsfeld")


def render(ctx: Context) -> None:
    """Draws the page."""
    if needs_installation(ctx) or ctx.concept is None:
        return
    names = {each.id: f"{each.number} {each.name}".strip() for each in ctx.concept.fields}
    if not names:
        empty_state("Noch keine Handlungsfelder", ctx.concept.incomplete or "Das Konzept nennt noch keine Handlungsfelder.")
        return
    own = next((each for each in names if each in ctx.viewer.fields), None)
    chosen = choose("Handlungsfeld wählen", names, "id", own)
    shown = view(ctx, field.build, ctx.viewer, chosen, today())
    st.title(escape_md(names[chosen]), anchor=False)
    if shown.summary.distribution:
        coverage = f"**{shown.summary.coverage}**: " if shown.summary.total else ""
        st.markdown(f"Indikatoren: {coverage}{counts_md(shown.summary.distribution)}")
    asked(shown)
    goals(shown)
    _indicators(ctx, shown)
    _measures(ctx, shown)
    open_decisions(ctx, chosen)


def _indicators(ctx: Context, shown: field.FieldView) -> None:
    st.header("Lage: was die Zahlen zeigen", anchor=False)
    if shown.gap:
        st.info(escape_md(shown.gap))
    lead_cards(ctx, shown.leads)
    if shown.chart is not None:
        chart(shown.chart, "leitindikatoren", about(ctx, f"{shown.field.name}, {shown.period}", shown.sources))
    for name, rows, key in (
        ("Weitere Indikatoren", shown.others, "weitere"),
        ("Rahmen: nur Lage, ohne Bewertung", shown.context, "rahmen"),
    ):
        if rows:
            st.subheader(name, anchor=False)
            indicator_table(ctx, rows, f"{name} im Handlungsfeld {shown.field.name}", key)
    if shown.leads or shown.others or shown.context:
        weather_legend()
        st.caption(escape_md(shown.caption))


def _measures(ctx: Context, shown: field.FieldView) -> None:
    st.header("Arbeit: was die Maßnahmen tun", anchor=False)
    if not shown.measures:
        text = "Maßnahmen kommen mit dem ausgefüllten Sachstandsblatt herein."
        empty_state("Noch keine Maßnahmen", text, ctx, "einspielen", "Sachstandsblatt einspielen")
        return
    st.markdown(f"**{len(shown.measures)}** Maßnahmen: {counts_md(shown.by_state)}")
    for goal in shown.goals_without_measure:
        st.warning(escape_md(f"Zu diesem Leitziel ist keine Maßnahme gemeldet: {goal}"))
    measure_table(ctx, shown.measures, f"Maßnahmen im Handlungsfeld {shown.field.name}", with_field=False)
    if shown.also:
        st.subheader("Maßnahmen anderer Felder, die auch hierher gehören", anchor=False)
        measure_table(ctx, shown.also, f"Maßnahmen anderer Felder, auch für {shown.field.name}", with_field=True, key="auch")
