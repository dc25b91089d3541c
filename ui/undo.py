"""Withdrawing a delivery: choose, give a reason, see that it worked."""

from collections.abc import Sequence

import streamlit as st

import settings
import workflows
from domain.deliveries import Delivery
from domain.errors import MonitorError
from ui.components import escape_md
from ui.context import Context
from ui.notice import leave_notice, notice
from workflows import Home


def _place() -> str:
    """A started import is another place: what was said before it was started is over."""
    return f"lieferungen {st.query_params.get('entwurf', '')}"


def undo_message() -> None:
    """Says that a delivery was withdrawn."""
    notice(_place())


def undo_form(ctx: Context, deliveries: Sequence[Delivery], *, chosen: int | None = None) -> None:
    """A form that withdraws one of these deliveries; what was known before stays readable with an earlier date."""
    names = {each.number: f"Nr. {each.number}: {each.file.name}" for each in deliveries}
    if not names:
        return
    numbers = list(names)
    with st.form("zuruecknehmen", border=True):
        st.markdown("**Lieferung zurücknehmen.** Die Werte davor gelten dann wieder; die Datei und der frühere Stand bleiben erhalten.")
        number = st.selectbox("Lieferung", numbers, index=numbers.index(chosen) if chosen in names else 0, format_func=names.__getitem__)
        reason = st.text_input("Grund (Pflichtangabe)")
        sent = st.form_submit_button("Zurücknehmen")
    if sent and number is not None:
        try:
            left = workflows.undo(
                Home(ctx.installation.home), number, reason=reason, viewer=ctx.viewer, settings=settings.load(ctx.installation.home)
            )
        except MonitorError as error:
            st.error(escape_md(str(error)))
            return
        leave_notice(_place(), f"Lieferung Nr. {number} ist zurückgenommen. {left}".strip())
        st.rerun()
