"""What one department or body is asked for in a half-year, and the two ways to answer."""

import streamlit as st

from domain.local_time import today
from domain.periods import Period
from domain.rounds import Reply, Round
from ui.components import escape_md, page_link
from ui.context import Context
from ui.round_actions import sheet_button
from ui.round_choice import HALF_YEAR, MEASURE
from ui.round_parts import measure_lines, returned
from views.formats import counted
from views.rounds import deadline


def asked_of(ctx: Context, asked: Round, reply: Reply) -> None:
    """Draws the request, the sheet to take away and the list of measures."""
    st.header(escape_md(reply.office), anchor=False)
    _request(asked, reply)
    if reply.note:
        returned("Ihr Sachstandsblatt kam zurück. Das Integrationsbüro bittet:", reply.note)
    elif reply.pending:
        st.info("Ihr Sachstandsblatt ist eingegangen und wird vom Integrationsbüro geprüft.")
    st.markdown(
        "**Zwei Wege, ein Ergebnis:** das Blatt herunterladen, in Excel ausfüllen und an das Integrationsbüro zurückschicken – "
        "oder hier eintragen, Maßnahme für Maßnahme."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        sheet_button(ctx, asked.period, reply.office, primary=not reply.complete)
        if reply.missing:
            page_link(ctx, "sachstand-melden", "Hier eintragen", **{HALF_YEAR: asked.period, MEASURE: reply.missing[0]})
    measure_lines(ctx, asked.period, reply)


def _request(asked: Round, reply: Reply) -> None:
    label, missing = Period(asked.period).label, len(reply.missing)
    if not missing:
        st.success(f"Zum {label} ist alles gemeldet: {counted(len(reply.asked), 'Maßnahme', 'Maßnahmen')}. Berichtigen geht jederzeit.")
        return
    due = deadline(asked.due, today())
    until = f" {due}" if due and asked.due and asked.due >= today() else ""
    late = f" Der Termin {due}." if due and not until else ""
    count = f"von {counted(missing, 'Maßnahme', 'Maßnahmen')}"
    st.markdown(f"**{escape_md(f'Bitte melden Sie{until} den Stand {count} zum {label}.{late}')}**")
