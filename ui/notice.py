"""What was just done, said on the page where it was done."""

import streamlit as st

from ui.components import escape_md

_NOTICE = "meldung"
MEETING = "sitzung"
"""The place of everything that is done about a meeting: its page has one notice for all parts."""


def leave_notice(place: str, text: str) -> None:
    """Keeps the sentence for the run that follows; ``place`` names the part of the page that says it."""
    st.session_state[_NOTICE] = (place, text)


def notice(place: str) -> None:
    """Says it as long as this part of this page is looked at, because the browser may ask for the page once more at any time and a
    sentence shown for one run only would vanish unread. It is forgotten when another part has something to say or is looked at."""
    where, text = st.session_state.get(_NOTICE, ("", ""))
    if where == place:
        st.success(escape_md(text))
    else:
        st.session_state.pop(_NOTICE, None)
