"""The installation's own table descriptions: every version, who saved it, and taking the newest back."""

import streamlit as st

import settings
import workflows
from domain.errors import MonitorError
from ui.components import escape_md, page_link, table
from ui.context import Context
from ui.drafts import home_of
from ui.notice import leave_notice, notice
from views.own_tables import COLUMNS, OwnTable, own_tables, version_rows


def known(ctx: Context) -> None:
    """All own tables with their versions; the one in force can be taken back."""
    page_link(ctx, "einspielen", "Zurück zu „Daten einspielen“")
    st.markdown("Diese Tabellen haben Sie selbst beschrieben. Nach dem Zurücknehmen gilt die Fassung davor. Übernommene Werte bleiben.")
    notice("tabellen")
    shown = own_tables(workflows.own_layouts(home_of(ctx), viewer=ctx.viewer))
    if not shown:
        st.markdown("Noch keine. Spielen Sie eine Tabelle ein, die der Monitor nicht kennt; er bietet dann an, sie zu beschreiben.")
    for each in shown:
        st.header(escape_md(each.title), anchor=False)
        table(COLUMNS, version_rows(each), alt=f"Fassungen von {each.title}", key=f"fassungen_{each.id}")
        if each.in_force and st.button(f"Fassung {each.in_force} zurücknehmen", key=f"zuruecknehmen_{each.id}"):
            _revoke(ctx, each)


def _revoke(ctx: Context, own: OwnTable) -> None:
    home = home_of(ctx)
    try:
        workflows.revoke_layout(home, own.id, viewer=ctx.viewer, settings=settings.load(home.path))
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    leave_notice("tabellen", f"Fassung {own.in_force} von „{own.title}“ ist zurückgenommen.")
    st.rerun()
