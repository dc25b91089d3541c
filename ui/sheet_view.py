"""An uploaded sheet in colours: what the monitor takes each cell for. A letter in every cell says the same without colour."""

import pandas as pd
import streamlit as st

from ui.components import escape_md
from views.proposal import ShownCell, ShownSheet


def coloured_sheet(shown: ShownSheet, key: str) -> None:
    """Draws the sheet under its legend; wide and long sheets scroll on screen and are complete on paper."""
    st.caption(f"**{escape_md(shown.title)}** · " + " · ".join(escape_md(text) for text in shown.legend))
    with st.container(height=480 if len(shown.rows) > 12 else "content", key=f"blatt_{key}"):
        columns = [escape_md(name) for name in shown.columns]
        texts = pd.DataFrame([[_text(cell) for cell in row] for row in shown.rows], columns=columns)
        fills = pd.DataFrame([[f"background-color: {cell.fill or 'white'}" for cell in row] for row in shown.rows], columns=columns)
        st.table(texts.style.apply(lambda _: fills, axis=None), border="horizontal", hide_index=True, alt=f"{shown.title} mit Rollen")
    if shown.note:
        st.caption(escape_md(shown.note))


def _text(cell: ShownCell) -> str:
    return f":gray[{cell.letter}]\u00a0{escape_md(cell.text)}" if cell.letter else escape_md(cell.text)
