"""Leitindikatoren as cards: value, verdict, change and target at first sight; the name leads to the indicator's page."""

from collections.abc import Sequence

import streamlit as st

from ui.components import chip, escape_md, image_md, link_md
from ui.context import Context
from views.lead_cards import LeadCard
from views.sparkline import sparkline

_PER_ROW = 3


def lead_cards(ctx: Context, cards: Sequence[LeadCard]) -> None:
    """Three cards to a row; on narrow screens one below the other."""
    for first in range(0, len(cards), _PER_ROW):
        row = cards[first : first + _PER_ROW]
        for place, (column, card) in enumerate(zip(st.columns(max(len(row), 2)), row, strict=False)):
            with column:
                _card(ctx, card, first + place)


def _card(ctx: Context, card: LeadCard, number: int) -> None:
    row = card.row
    with st.container(border=True, height="stretch", key=f"leitkarte_{number}"):
        st.markdown(f"**{link_md(ctx, row.name, 'indikator', id=row.id)}**")
        with st.container(key=f"leitwert_{number}"):
            st.markdown(f"**{escape_md(row.value)}** :gray[({escape_md(row.period)})] · {chip(row.weather)}")
        if row.override:
            st.caption(escape_md(row.override))
        if len(row.spark) > 1:
            span = f"{row.spark[0][0]} bis {row.spark[-1][0]}"
            values = tuple(value for _, value in row.spark)
            st.markdown(f"{image_md(sparkline(values, row.name), f'Verlauf {span}')} :gray[{span}]")
        st.markdown(escape_md(card.sentence))
        if card.pair:
            st.markdown(escape_md(card.pair))
        if card.why:
            st.markdown(escape_md(card.why))
        st.caption(f"Veränderung: {escape_md(row.change)} · Ziel: {escape_md(row.target)}")
