"""The file of a started import as checked against the present state, and which table it is taken for."""

from collections.abc import Mapping

import streamlit as st

import workflows
from domain.errors import MonitorError
from ui.context import Context
from ui.drafts import home_of, keep, leave
from workflows import Checked, Draft

_KEPT = "geprueft"


def checked_draft(ctx: Context, draft: Draft) -> Checked:
    """The outcome of checking, read once per file, layout and data state; a file that nobody can read ends the import."""
    home = home_of(ctx)
    key = (draft.id, draft.layout, ctx.installation.version)
    if st.session_state.get(_KEPT, (None,))[0] != key:
        path = workflows.draft_file(home, draft)
        try:
            with st.spinner("Die Datei wird geprüft …"):
                checked = workflows.check(home, path, workflows.warm_reader(), name=draft.name, layout=draft.layout, viewer=ctx.viewer)
        except MonitorError as error:
            forget()
            leave(ctx, draft, str(error))
            raise
        st.session_state[_KEPT] = (key, checked)
    found: Checked = st.session_state[_KEPT][1]
    return found


def forget() -> None:
    """Reads the file anew when it is asked for next."""
    st.session_state.pop(_KEPT, None)


def choose_table(ctx: Context, draft: Draft) -> None:
    """Offers the known tables where the file itself does not say which one it is."""
    names: Mapping[str, str] = {"": "bitte wählen", **workflows.layout_titles(home_of(ctx))}
    if draft.layout is not None and draft.layout not in names:
        return  # a list of measures with its half-year behind the id: chosen elsewhere
    st.session_state["tabelle"] = draft.layout if draft.layout in names else ""
    st.selectbox(
        "Eine bekannte Tabelle? Bitte auswählen",
        list(names),
        format_func=names.__getitem__,
        key="tabelle",
        on_change=lambda: keep(ctx, draft, layout=st.session_state["tabelle"] or None),
    )
