"""The public edition on screen: as one file to be unpacked on the city's web server."""

import streamlit as st

import settings
import workflows.public_edition as public_edition
from domain.access import Permission
from domain.errors import MonitorError
from ui.components import escape_md
from ui.context import Context
from views.report_archive import Archive

_MADE = "ausgabe_datei"


def edition(ctx: Context, shown: Archive) -> None:
    """Choosing a data state and taking the edition away; only for those who may issue reports, and only where a state is frozen."""
    snapshot = ctx.installation.snapshot
    if snapshot is None or not shown.states or not ctx.viewer.may(Permission.WRITE_REPORTS):
        return
    st.header("Öffentliche Ausgabe", anchor=False)
    st.markdown("Fertige Seiten für den Webauftritt, mit den Daten als CSV und Excel. Enthalten ist nur, was alle lesen dürfen.")
    names = {(each.meeting, each.revision): each.label for each in shown.states}
    state = st.selectbox("Berichtsstand der Ausgabe", list(names), format_func=names.__getitem__, key="ausgabe_stand")
    if st.button("Ausgabe erstellen", key="ausgabe_erstellen"):
        st.session_state.pop(_MADE, None)
        try:
            given = settings.load(ctx.installation.home)
            with st.spinner("Die Ausgabe wird erstellt"):
                content = public_edition.edition_zip(snapshot, ctx.viewer, *state, settings=given)
            st.session_state[_MADE] = (state, content)
        except MonitorError as error:
            st.error(escape_md(str(error)))
    made_for, content = st.session_state.get(_MADE, (None, b""))
    if made_for == state:
        name = f"oeffentliche-ausgabe_{state[0]}_{state[1]}.zip"
        st.download_button("Ausgabe speichern", content, name, "application/zip", key="ausgabe_speichern", on_click="ignore")
