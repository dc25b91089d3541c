"""What checking a file found, as tables."""

import streamlit as st

from ui.components import escape_md, table, tile
from views import formats
from views.imports import ImportView

SCROLL_FROM = 12
"""With more changes than this the table gets its own scroll bar on screen."""


def recognised(shown: ImportView) -> None:
    """Which table the file was taken for."""
    table(("Angabe", "Wert"), shown.facts, alt="Was erkannt wurde", key="erkannt")


def difference(shown: ImportView) -> None:
    """What accepting would change: four counts, and the changes with the biggest first."""
    counts(shown)
    if not shown.changes:
        return
    columns: tuple[str, ...] = ("Änderung", "Merkmal", "Gebiet", "Zeitraum", "bisher", "neu", "Unterschied", "Zelle")
    rows: list[tuple[str, ...]] = [
        (each.what, each.subject, each.area, each.period, each.old, each.new, each.difference, each.cell) for each in shown.changes
    ]
    numbers: tuple[int, ...] = (4, 5, 6)
    if not any(each.area or each.period for each in shown.changes):  # texts, not figures
        columns, numbers = ("Änderung", "Was", "bisher", "neu", "Zelle"), ()
        rows = [(each.what, each.subject, each.old, each.new, each.cell) for each in shown.changes]
    with st.container(height=460 if len(rows) > SCROLL_FROM else "content"):
        table(columns, rows, alt="Änderungen im Einzelnen", key="unterschied", numbers=numbers)
    if shown.more:
        more = f"{formats.number(shown.more)} weitere stehen in der Excel-Datei"
        st.caption(escape_md(f"Gezeigt sind {len(rows)} Änderungen, die größten zuerst; {more}."))


def counts(shown: ImportView) -> None:
    """How much is new, changed, gone and the same."""
    with st.container(horizontal=True):
        for each in shown.tiles:
            tile(each.label, each.count, each.meaning)
