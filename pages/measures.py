"""Maßnahmen: filter, state, dates, responsible – and one measure with its history."""

import streamlit as st

from domain.access import Permission
from domain.local_time import today
from domain.measures import MeasureState, Schedule
from ui.cached import view
from ui.choices import choose, search
from ui.components import chip, download_csv, empty_state, escape_md, link_md, needs_installation, page_link, table
from ui.context import Context
from ui.page import Page
from ui.tables import counts_md, measure_table, step_table
from views import measures

PAGE = Page(title="Maßnahmen", slug="massnahmen")
ALL = {"": "alle"}


def render(ctx: Context) -> None:
    """Draws the page."""
    if needs_installation(ctx):
        return
    chosen = st.query_params.get("id", "")
    one = view(ctx, measures.one, ctx.viewer, chosen, today()) if chosen else None
    if one is not None:
        _one(ctx, one)
        return
    st.title("Maßnahmen", anchor=False)
    everything = view(ctx, measures.build, ctx.viewer, measures.Filter(), today())
    if not everything.total:
        text = "Maßnahmen kommen mit dem Sachstandsblatt herein: Vorlage ausfüllen und unter „Daten einspielen“ hochladen."
        empty_state("Noch keine Maßnahmen", text, ctx, "einspielen", "Daten einspielen")
        return
    _list(ctx, view(ctx, measures.build, ctx.viewer, _filter(everything), today()))


def _filter(everything: measures.MeasureList) -> measures.Filter:
    with st.container(horizontal=True):
        field = choose("Handlungsfeld", ALL | dict(everything.fields), "feld")
        state = choose("Stand", ALL | {state.value: state.label for state in MeasureState}, "stand")
        schedule = choose("Termin", ALL | {each.value: each.label for each in Schedule}, "termin")
        lead = choose("Federführung", ALL | {name: name for name in everything.leads}, "federfuehrung")
        reported = choose("Meldung", ALL | {"fehlt": f"fehlt für das {everything.newest}"}, "meldung")
        text = search("Suche", "suche")
    return measures.Filter(field, state, schedule, lead, reported == "fehlt", text)


def _list(ctx: Context, shown: measures.MeasureList) -> None:
    st.markdown(f"**{len(shown.lines)} von {shown.total} Maßnahmen:** {counts_md(shown.by_state)}")
    if not shown.lines:
        st.info("Keine Maßnahme passt zu dieser Auswahl. Bitte einen Filter auf „alle“ stellen.")
        return
    measure_table(ctx, shown.lines, "Maßnahmen nach der gewählten Auswahl", with_field=True)
    columns = ("Nr.", "Titel", "Handlungsfeld", "Stand", "Termin", "geplant bis", "Federführung", "Fortschritt", "gemeldet für")
    rows = [(m.id, m.title, m.field, m.state.label, m.schedule.label, m.planned_end, m.lead, m.progress, m.reported) for m in shown.lines]
    download_csv(columns, rows, file_name="massnahmen.csv", key="csv_massnahmen")


def _one(ctx: Context, shown: measures.MeasureView) -> None:
    line = shown.line
    page_link(ctx, "massnahmen", "Zurück zu allen Maßnahmen")
    st.title(escape_md(f"{line.id} {line.title}"), anchor=False)
    st.markdown(f"{chip(line.state)} · Termin: {chip(line.schedule)} · {link_md(ctx, line.field, 'handlungsfeld', id=line.field_id)}")
    table(("Angabe", "Wert"), shown.facts, alt="Angaben zur Maßnahme", key="angaben")
    st.header("Verlauf der Meldungen", anchor=False)
    step_table(shown.steps, internal=ctx.viewer.may(Permission.SEE_INTERNAL))
