"""Berichtstexte in Excel and Word: taking the files away, and what a returned one would change."""

from functools import partial
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

import streamlit as st

import settings
import workflows
from domain.access import Permission
from domain.errors import MonitorError
from domain.periods import Period
from ui.components import escape_md, table
from ui.context import Context
from ui.drafts import home_of
from ui.files import excel
from ui.notice import leave_notice
from ui.report_text_parts import PLACE
from views.formats import NO_VALUE, counted
from views.text_hints import text_hints
from workflows import CheckedTexts

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TAKEN = "berichtstexte_datei"
_CHECKED = "berichtstexte_geprueft"


def text_files(ctx: Context, period: str) -> None:
    """For the office alone."""
    if not ctx.viewer.may(Permission.WRITE_REPORTS) or ctx.installation.snapshot is None:
        return
    with st.expander("In Word oder Excel schreiben und zurückspielen"):
        with st.container(horizontal=True):
            name = f"Berichtstexte_{period}"
            excel(
                "Berichtstexte (Excel)",
                partial(workflows.texts_sheet, ctx.installation.snapshot, ctx.viewer, period),
                f"{name}.xlsx",
                "texte",
            )
            word = partial(workflows.texts_word, ctx.installation.snapshot, ctx.viewer, period)
            st.download_button("Berichtstexte (Word)", word, file_name=f"{name}.docx", mime=_WORD, on_click="ignore", key="texte_word")
        upload = st.file_uploader("Zurückgekommene Datei (höchstens 20 MB)", type=["xlsx", "docx"], max_upload_size=20, key="texte_datei")
        if upload is None:
            return
        if upload.file_id != st.session_state.get(_TAKEN):
            st.session_state[_TAKEN] = upload.file_id
            st.session_state[_CHECKED] = _checked(ctx, upload.getvalue(), upload.name)
        _result(ctx, st.session_state.get(_CHECKED, ""))


def _checked(ctx: Context, content: bytes, name: str) -> CheckedTexts | str:
    """What the file would change, or why it cannot be read."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "texte"
        file.write_bytes(content)
        try:
            return workflows.check_texts(home_of(ctx), file, PurePath(name).name, viewer=ctx.viewer)
        except MonitorError as error:
            return str(error)


def _result(ctx: Context, checked: CheckedTexts | str) -> None:
    if isinstance(checked, str):
        if checked:
            st.error(escape_md(checked))
        return
    for note in checked.notes:
        st.info(escape_md(note))
    changed = counted(len(checked.changes), "Text ist", "Texte sind")
    st.markdown(f"{escape_md(Period(checked.period).label)}: {changed} geändert, {checked.untouched} unverändert.")
    if not checked.changes:
        return
    _changes(checked)
    if checked.ready and st.button(f"{counted(len(checked.ready), 'Text', 'Texte')} übernehmen", type="primary", key="texte_uebernehmen"):
        _accept(ctx, checked)


def _changes(checked: CheckedTexts) -> None:
    words = {True: "öffentlich", False: "intern"}
    rows = [
        (
            f"{each.about}, {each.wish.key.part.label}",
            f"{each.before or NO_VALUE} ({words[each.was_public]})",
            f"{each.wish.text or 'wird zurückgenommen'} ({words[each.wish.public and bool(each.wish.text)]})",
            f"Wird nicht übernommen: Fassung {each.newer.version} von {each.newer.by} ist neuer als die Datei." if each.newer else "",
            each.place,
        )
        for each in checked.changes
    ]
    table(("Text", "bisher", "in der Datei", "Hinweis", "Stelle"), rows, alt="Änderungen der zurückgekommenen Datei", key="textdatei")
    for each in checked.changes:
        for hint in text_hints(each.wish.text):
            st.info(escape_md(f"{each.about}, {each.wish.key.part.label}: {hint}"))


def _accept(ctx: Context, checked: CheckedTexts) -> None:
    home = home_of(ctx)
    try:
        count = workflows.accept_texts(home, checked, viewer=ctx.viewer, settings=settings.load(home.path))
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    st.session_state.pop(_CHECKED, None)  # the file stays in its field, and is not read again
    leave_notice(PLACE, f"{counted(count, 'Text ist', 'Texte sind')} übernommen, jeder als neue Fassung.")
    st.rerun()
