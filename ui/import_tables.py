"""What checking a file found, as tables."""

import streamlit as st

from ui.components import coloured, escape_md, table
from views import formats
from views.imports import ImportView
from views.terms import term

SCROLL_FROM = 12
"""With more changes than this the table gets its own scroll bar on screen."""


def recognised(shown: ImportView) -> None:
    """Which table the file was taken for."""
    st.header("1. Erkannt", anchor=False)
    if not shown.layout:
        st.markdown("Die Datei gehört zu keiner bekannten Tabelle.")
        return
    facts = {"Tabelle": shown.title, "Layout": shown.layout, "Herausgeber": shown.publisher, "Lizenz": shown.licence, "Inhalt": shown.rows}
    table(("Angabe", "Wert"), [pair for pair in facts.items() if pair[1]], alt="Was erkannt wurde", key="erkannt")


def findings(shown: ImportView) -> None:
    """All findings, errors first."""
    st.header("2. Geprüft", anchor=False)
    found = [*shown.errors, *shown.hints]
    if not found:
        st.markdown("Keine Auffälligkeiten.")
        return
    hints = formats.counted(len(shown.hints), "Hinweis", "Hinweise")
    st.markdown(f"**{formats.number(len(shown.errors))} Fehler** (müssen behoben werden), **{hints}** (bitte ansehen).")
    rows = [
        (coloured(term(each.severity)), *map(escape_md, (each.code, each.place, each.found, each.expected, each.advice))) for each in found
    ]
    columns = ("Art", "Nr.", "Stelle", "Gefunden", "Erwartet", "Was zu tun ist")
    table(columns, rows, alt="Prüfhinweise", key="hinweise", markdown=frozenset(range(6)))


def difference(shown: ImportView) -> None:
    """What accepting would change; nothing where errors block."""
    if not shown.counts:
        return
    st.header("3. Was sich ändern würde", anchor=False)
    st.markdown(f"**{escape_md(shown.summary)}**")
    if dict(shown.counts).get("entfällt"):
        st.caption("„Entfällt“ heißt: Die vorige Lieferung dieser Tabelle nannte den Wert, diese nicht. Der bisherige Wert gilt weiter.")
    if not shown.changes:
        return
    rows = [(each.what, each.subject, each.area, each.period, each.old, each.new, each.difference, each.cell) for each in shown.changes]
    columns = ("Änderung", "Merkmal", "Gebiet", "Zeitraum", "bisher", "neu", "Unterschied", "Zelle")
    with st.container(height=460 if len(rows) > SCROLL_FROM else "content"):
        table(columns, rows, alt="Änderungen im Einzelnen", key="unterschied")
    if shown.more:
        st.caption(f"Gezeigt sind {len(rows)} Änderungen, die größten zuerst; {formats.number(shown.more)} weitere sind mitgezählt.")
