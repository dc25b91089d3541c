"""A remembered list of measures in the import: its half-year where it does not say it, its rows, and changing how it is read."""

import streamlit as st

import workflows
from domain.deliveries import Reading
from domain.local_time import today
from domain.measure_lists import ListChoices
from domain.periods import half_year_of
from ui.checking import forget
from ui.components import table
from ui.context import Context
from ui.drafts import PARAMETER, keep
from ui.links import role_params
from views.measure_lists import ROW_COLUMNS, half_year_names, measure_rows
from workflows import Draft

_SCROLL_FROM = 14
_NO_HALF_YEAR = "E352"


def map_list(ctx: Context, draft: Draft, of: str | None = None) -> None:
    """Opens the mapping of the draft's list, that of a remembered one where ``of`` names it."""
    choices = workflows.list_choices_of(draft) if of is None else ListChoices(of=of)
    keep(ctx, draft, choices=workflows.list_choices_as_text(choices))
    st.switch_page(ctx.pages["massnahmenliste"], query_params={PARAMETER: draft.id, **role_params(ctx.viewer)})


def known_list(ctx: Context, draft: Draft, reading: Reading) -> None:
    """Nothing for any other file."""
    if not workflows.is_list(reading.layout):
        return
    if any(finding.code == _NO_HALF_YEAR for finding in reading.findings) or "@" in (draft.layout or ""):
        _half_year(ctx, draft, reading)
    if reading.rows and ctx.concept:
        st.markdown("**So werden die Maßnahmen gelesen**")
        rows = measure_rows(reading.rows, ctx.concept)
        with st.container(height=520 if len(rows) > _SCROLL_FROM else "content"):
            table(ROW_COLUMNS, rows, alt="Maßnahmen, wie sie gelesen werden", key="liste_gelesen")
    if st.button("Zuordnung ändern", help="Welche Spalte und welches Wort was bedeutet"):
        map_list(ctx, draft, reading.layout)


def _half_year(ctx: Context, draft: Draft, reading: Reading) -> None:
    """Which half-year the list is about; asked for each file that does not say it."""
    names = half_year_names(half_year_of(today()).text)
    st.session_state["liste_halbjahr"] = reading.period if reading.period in names else None

    def chosen() -> None:
        if period := st.session_state["liste_halbjahr"]:
            forget()
            keep(ctx, draft, layout=workflows.for_period(reading.layout, period))

    st.selectbox(
        "Über welches Halbjahr berichtet die Liste?",
        list(names),
        format_func=names.__getitem__,
        key="liste_halbjahr",
        on_change=chosen,
        placeholder="Bitte auswählen",
    )
