"""The office's Word template on screen: taking it away, replacing it, going back."""

from functools import partial

import streamlit as st

import workflows.word_template as templates
from domain.access import Permission
from domain.errors import MonitorError
from ui.components import escape_md
from ui.context import Context
from ui.notice import leave_notice
from ui.report_files import PLACE
from workflows import Home, own_template

_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_template(ctx: Context) -> None:
    """Which template counts, and the ways to change it; only for those who may issue reports."""
    if not ctx.viewer.may(Permission.WRITE_REPORTS):
        return
    home = Home(ctx.installation.home)
    own = own_template(home) is not None
    st.header("Word-Vorlage", anchor=False)
    st.markdown(
        f"Es gilt die {'eigene' if own else 'mitgelieferte'} Vorlage. Mit Briefkopf und Schriften der Stadt wird daraus eine eigene: "
        "Datei speichern, in Word anpassen und wieder hochladen. Der Bericht kommt dorthin, wo der Absatz „{{Inhalt}}“ steht."
    )
    st.download_button("Vorlage speichern", partial(templates.start_template, home), "berichtsvorlage.docx", _MIME, on_click="ignore")
    given = st.file_uploader("Eigene Vorlage (.docx)", type=["docx"], key="word_vorlage_datei")
    if given is not None and st.button("Vorlage verwenden", key="word_vorlage_verwenden"):
        _use(ctx, home, given.getvalue())
    if own and st.button("Mitgelieferte Vorlage verwenden", key="word_vorlage_zurueck"):
        templates.drop_template(home, viewer=ctx.viewer)
        leave_notice(PLACE, "Es gilt wieder die mitgelieferte Vorlage.")
        st.rerun()


def _use(ctx: Context, home: Home, content: bytes) -> None:
    try:
        hints = templates.use_template(home, content, viewer=ctx.viewer)
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    leave_notice(PLACE, " ".join(("Die Vorlage gilt ab jetzt für alle Word-Dateien.", *hints)))
    st.rerun()
