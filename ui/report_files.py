"""Reports on screen: producing with a display of progress, files to take away, and what was filed."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

import settings
import workflows
from domain.access import Permission
from domain.errors import MonitorError
from domain.reports import ReportForm
from ui.components import escape_md, table
from ui.context import Context
from ui.notice import leave_notice, notice
from ui.report_form import Ordered
from views.report_archive import Archive, DueReport, IssuedLine
from workflows import Home, Produced

PLACE = "berichte"
_MADE = "berichte_dateien"
_MIME = {
    ReportForm.PDF: "application/pdf",
    ReportForm.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ReportForm.POWERPOINT: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ReportForm.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def due_reports(due: Sequence[DueReport]) -> None:
    """Which bodies are owed a report, and by when."""
    for each in due:
        said = escape_md(f"Bericht an: {each.body} – {each.text}.")
        if each.overdue:
            st.warning(said)
        else:
            st.markdown(said)


def make(ctx: Context, ordered: Ordered) -> None:
    """Produces what was ordered, files it where that was asked for, and keeps the files for the buttons below."""
    snapshot = ctx.installation.snapshot
    if snapshot is None:
        return
    home = Home(ctx.installation.home)
    bar = st.progress(0.0, text="Der Bericht wird erstellt")
    try:
        order = workflows.order_report(
            snapshot, ctx.viewer, ordered.kind, meeting=ordered.meeting, revision=ordered.revision, first=ordered.first,
            last=ordered.last, fields=ordered.fields, public=ordered.public, cover=ordered.cover,
        )  # fmt: skip
        if ordered.filed:
            given = settings.load(home.path)
            report = workflows.issue_report(home, order, ordered.forms, viewer=ctx.viewer, settings=given, progress=partial(_show, bar))
            leave_notice(PLACE, f"Bericht Nr. {report.number} ist ausgegeben und abgelegt.")
            st.session_state.pop(_MADE, None)
            st.rerun()
        template = workflows.own_template(home)
        made = workflows.produce_report(snapshot, ctx.viewer, order, ordered.forms, template=template, progress=partial(_show, bar))
        st.session_state[_MADE] = made
    except MonitorError as error:
        st.error(escape_md(str(error)))
    finally:
        bar.empty()


def _show(bar: Any, share: float, text: str) -> None:
    bar.progress(min(share, 1.0), text=text)


def made_files() -> None:
    """The files of the last production, as long as this page is open."""
    made: tuple[Produced, ...] = st.session_state.get(_MADE, ())
    if not made:
        return
    with st.container(border=True, key="bericht_dateien"):
        st.markdown("Fertig. Die Dateien sind nicht abgelegt; wer die Seite verlässt, erstellt sie neu.")
        for each in made:
            label = f"{each.form.label} speichern"
            st.download_button(label, each.content, each.name, _MIME[each.form], key=f"bericht_{each.form}", on_click="ignore")


def archive(ctx: Context, shown: Archive) -> None:
    """Filed reports with their files; those who read internal text can have one made again and compared."""
    st.header("Ausgegebene Berichte", anchor=False)
    notice(PLACE)
    if not shown.lines:
        st.markdown("Es ist noch kein Bericht ausgegeben.")
        return
    columns = ("Nr.", "Bericht", "Zeitraum", "Handlungsfelder", "Stand", "Drucksache", "für", "ausgegeben")
    rows = [
        (str(each.number), each.title, each.period, each.fields, each.state, each.document or "–", each.audience, each.issued)
        for each in shown.lines
    ]
    table(columns, rows, alt="Ausgegebene Berichte, neueste zuerst", key="berichte")
    names = {each.number: f"Nr. {each.number} {each.title}, {each.period}, {each.audience}" for each in shown.lines}
    number = st.selectbox("Bericht öffnen", list(names), format_func=names.__getitem__, key="bericht_nummer_offen")
    _one(ctx, next(each for each in shown.lines if each.number == number))


def _one(ctx: Context, line: IssuedLine) -> None:
    snapshot, home = ctx.installation.snapshot, Home(ctx.installation.home)
    if snapshot is None:
        return
    with st.container(horizontal=True):
        for form, name in line.forms:
            content = partial(_content, home, snapshot, ctx, line.number, form)
            key = f"abgelegt_{line.number}_{form}"
            st.download_button(f"{form.label} Nr. {line.number} speichern", content, name, _MIME[form], key=key, on_click="ignore")
        check = ctx.viewer.may(Permission.SEE_INTERNAL) and st.button("Neu erzeugen und vergleichen", key=f"vergleichen_{line.number}")
    if check:
        _compare(ctx, home, snapshot, line.number)


def _content(home: Home, snapshot: Any, ctx: Context, number: int, form: ReportForm) -> bytes:
    return workflows.issued_file(home, snapshot, ctx.viewer, number, form).content


def _compare(ctx: Context, home: Home, snapshot: Any, number: int) -> None:
    """The report made again from its data state, file by file."""
    bar = st.progress(0.0, text="Der Bericht wird noch einmal erzeugt")
    try:
        found = workflows.check_issued(home, snapshot, ctx.viewer, number, progress=partial(_show, bar))
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    finally:
        bar.empty()
    for each in found:
        tell = st.success if each.same and each.kept else st.warning
        tell(escape_md(f"{each.form.label}: {each.told} ({each.name})."))
