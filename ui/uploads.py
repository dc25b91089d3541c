"""The uploaded file between check and acceptance: kept in the installation, so that a lost connection loses nothing checked."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

import streamlit as st

import settings
import workflows
from domain.deliveries import Delivery
from domain.errors import MonitorError
from domain.local_time import today
from domain.periods import half_year_of
from ui.components import escape_md
from ui.context import Context
from workflows import Checked, Home

ACCEPTED = "uebernommen"
KINDS = ["csv", "xlsx", "xlsm", "toml"]


def checked_upload(ctx: Context) -> Checked | None:
    """The chosen file as checked against the present state; None while no file is chosen or it cannot be read."""
    round_number = st.session_state.get(ACCEPTED)  # after accepting, the field starts empty again
    upload = st.file_uploader("Datei auswählen (höchstens 20 MB)", type=KINDS, max_upload_size=20, key=f"datei_{round_number}")
    if upload is None:
        st.session_state.pop("geprueft", None)
        return None
    home = Home(ctx.installation.home)
    content = upload.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    layout = _chosen_layout(digest)
    key = (digest, upload.name, layout, ctx.installation.version)
    if st.session_state.get("geprueft", (None,))[0] != key:
        path = home.receive(content, upload.name)
        try:
            with st.spinner("Die Datei wird geprüft …"):
                checked = workflows.check(home, path, workflows.warm_reader(), name=upload.name, layout=layout, viewer=ctx.viewer)
        except MonitorError as error:
            st.error(escape_md(str(error)))
            return None
        st.session_state["geprueft"] = (key, checked, path)
    checked = st.session_state["geprueft"][1]
    if not checked.reading.layout or layout:
        _layout_choice(ctx, digest, layout)
    return checked


def _chosen_layout(digest: str) -> str | None:
    chosen = st.session_state.get("layoutwahl", ("", None))
    return chosen[1] if chosen[0] == digest else None


def _layout_choice(ctx: Context, digest: str, layout: str | None) -> None:
    """Offers the known tables where the file itself does not say which one it is."""
    names: Mapping[str, str] = {"": "bitte wählen", **workflows.layout_titles(Home(ctx.installation.home))}

    def choose() -> None:
        st.session_state["layoutwahl"] = (digest, st.session_state["layout_auswahl"] or None)

    index = list(names).index(layout) if layout and layout in names else 0
    st.selectbox(
        "Um welche Tabelle handelt es sich?", list(names), index, format_func=names.__getitem__, key="layout_auswahl", on_change=choose
    )


def accept_button(ctx: Context, changes_nothing: bool) -> None:
    """Note and button; after acceptance the page starts anew with the message."""
    if changes_nothing:
        st.info("Alle Werte dieser Datei sind schon bekannt. Das Übernehmen ändert keine Zahl.")
    with st.form("uebernehmen", border=False):
        note = st.text_input("Anmerkung zur Lieferung (freiwillig)")
        sent = st.form_submit_button("Übernehmen", type="primary")
    if not sent:
        return
    home = Home(ctx.installation.home)
    _, checked, path = st.session_state["geprueft"]
    waiting = st.empty()

    def say(text: str) -> None:
        waiting.info(escape_md(text))

    try:
        accepted = workflows.accept(
            home,
            Path(path),
            workflows.warm_reader(),
            name=checked.name,
            layout=_chosen_layout(Path(path).parent.name),
            note=note,
            viewer=ctx.viewer,
            settings=settings.load(home.path),
            say=say,
            expected=checked.difference,
        )
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    if accepted.repeated:
        st.info(f"Diese Datei ist schon übernommen (Lieferung Nr. {accepted.number}). Es wurde nichts geändert.")
        return
    st.session_state[ACCEPTED] = accepted.number
    st.session_state.pop("geprueft", None)
    st.rerun()


def last_acceptance(ctx: Context) -> Delivery | None:
    """The delivery accepted last on this page, while it is valid."""
    number = st.session_state.get(ACCEPTED)
    if number is None or ctx.installation.snapshot is None:
        return None
    known = workflows.deliveries(ctx.installation.snapshot, ctx.viewer)
    return next((each for each in known if each.number == number and each.withdrawn_at is None), None)


def status_sheet_download(ctx: Context) -> None:
    """The template for this half-year and the next, filled with the last reports; written only when somebody asks for it."""
    if ctx.installation.snapshot is None:
        return
    this = half_year_of(today())
    following = half_year_of(today() + timedelta(days=184))
    with st.container(horizontal=True):
        for period in dict.fromkeys((this, following)):
            st.download_button(
                f"Sachstandsblatt {period.label} (Excel)",
                partial(workflows.status_sheet, ctx.installation.snapshot, ctx.viewer, period.text),
                file_name=f"Sachstand_{period.text}.xlsx",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                on_click="ignore",
                key=f"vorlage_{period.text}",
            )
