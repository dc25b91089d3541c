"""What a user sees when something goes wrong: a German sentence, never a stack trace."""

import logging
import secrets

import streamlit as st

from domain.errors import MonitorError
from ui.components import escape_md

_LOG = logging.getLogger(__name__)


def show_error(error: Exception) -> bool:
    """Shows the error's own sentence, or a reference number whose details are in the server's log. True: Streamlit adds nothing."""
    if isinstance(error, MonitorError):
        st.error(escape_md(str(error)))
        return True
    reference = secrets.token_hex(3).upper()
    _LOG.error("Fehler %s", reference, exc_info=error)
    st.error(
        f"Diese Ansicht konnte nicht aufgebaut werden. Ihre Daten sind unverändert. Bitte laden Sie die Seite neu; "
        f"wenn es dabei bleibt, nennen Sie dem Integrationsbüro die **Fehlernummer {reference}**."
    )
    return True
