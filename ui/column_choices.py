"""Correcting what the monitor takes the columns of a table for: one column at a time."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from domain.proposals import Choices, ColumnRole, Proposal, ProposedColumn
from domain.vocabulary import DIMENSIONS, SERIES, UNITS, series_name
from ui.components import table
from views.proposal import COLUMN_COLUMNS, column_name, column_rows

Decide = Callable[[Choices], None]
SCROLL_FROM = 14


def columns(proposal: Proposal, decide: Decide) -> None:
    """All columns as a table, and below it the fields that correct one of them."""
    if not proposal.columns:
        return
    workbook = proposal.view.sheet is not None
    with st.container(height=420 if len(proposal.columns) > SCROLL_FROM else "content"):
        table(COLUMN_COLUMNS, column_rows(proposal.columns, workbook=workbook), alt="Spalten und ihre Rollen", key="spalten")
    by_number = {each.col: each for each in proposal.columns}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = {col: f"{column_name(each, workbook=workbook)}: {each.heading or 'ohne Überschrift'}" for col, each in by_number.items()}
        first = next((place for place, each in enumerate(proposal.columns) if each.role is ColumnRole.VALUE), 0)
        chosen = st.selectbox("Spalte berichtigen", list(names), first, format_func=names.__getitem__, key="spalte")
        _role(by_number[chosen], proposal.choices, decide)
        _meaning(by_number[chosen], proposal.choices, decide)


def _role(column: ProposedColumn, choices: Choices, decide: Decide) -> None:
    roles = list(ColumnRole)
    key = f"rolle_{column.col}"
    st.session_state[key] = column.role

    def change() -> None:
        decide(replace(choices, columns={**choices.columns, column.col: st.session_state[key]}))

    st.selectbox("Rolle", roles, format_func=lambda role: role.label, key=key, on_change=change)


def _meaning(column: ProposedColumn, choices: Choices, decide: Decide) -> None:
    """What the numbers count, or which dimension the words belong to."""
    col = column.col
    if column.role is ColumnRole.VALUE:
        known_series = {**SERIES, **({column.series: series_name(column.series)} if column.series else {})}
        _word("Was gezählt wird", column.series, known_series, lambda word: decide(replace(choices, series={**choices.series, col: word})))
        units = dict(zip(UNITS, UNITS, strict=True))
        _word("Einheit", column.unit, units, lambda word: decide(replace(choices, units={**choices.units, col: word})), own=False)
    if column.role is ColumnRole.LABEL:
        known = choices.dimensions
        _word("Gliederung", column.dimension, DIMENSIONS, lambda word: decide(replace(choices, dimensions={**known, col: word})))


def _word(label: str, present: str, known: Mapping[str, str], change: Callable[[str], None], *, own: bool = True) -> None:
    """A known word or, with ``own``, one that is not known yet."""
    key = f"spalte_{label}"
    st.session_state[key] = present or None

    def changed() -> None:
        if word := (st.session_state[key] or "").strip():
            change(word)

    st.selectbox(
        label,
        list(dict.fromkeys([*([present] if present else []), *known])),
        format_func=lambda word: known.get(word, word),
        key=key,
        on_change=changed,
        accept_new_options=own,
        placeholder="Bitte auswählen",
    )
