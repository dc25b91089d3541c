"""Texts of the concept on screen: tables with several lines to a cell, and lists."""

from collections.abc import Iterable, Sequence

import streamlit as st

from ui.components import escape_md, table
from views.concept import TextTable


def text_list(items: Iterable[str], label: str = "") -> None:
    """A list of Markdown made here, with a label above it; nothing where there are no items."""
    if lines := "\n".join(f"- {item}" for item in items):
        st.markdown(f"**{label}**\n\n{lines}" if label else lines)


def text_table(shown: TextTable, alt: str, key: str, names: Sequence[str] = ()) -> None:
    """The table. ``names``: Markdown instead of the first line of each row, such as a link; its further lines are grey."""
    heads = names or [escape_md(row[0][0]) for row in shown.rows]
    rows = [
        [
            "  \n".join((head, *(f":gray[{escape_md(line)}]" for line in row[0][1:]))),
            *("  \n".join(map(escape_md, cell)) for cell in row[1:]),
        ]
        for head, row in zip(heads, shown.rows, strict=True)
    ]
    table(shown.columns, rows, alt=alt, key=f"konzept_{key}", markdown=range(len(shown.columns)))
