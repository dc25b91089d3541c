"""Accepting a checked file: the button, what it moved, and the way back."""

import streamlit as st

import settings
import workflows
from domain.deliveries import Delivery
from domain.errors import MonitorError
from ui.cached import view
from ui.checking import forget
from ui.components import chip, escape_md, link_md, page_link, table
from ui.context import Context
from ui.drafts import PARAMETER, home_of, keep
from ui.undo import undo_form
from views import formats, moved
from views.catalogue import names_of_indicators
from workflows import Checked, Draft

_ACCEPTED = "uebernommen"


def accept_form(ctx: Context, draft: Draft, checked: Checked, *, open_hints: int, changes_nothing: bool) -> None:
    """Note and button; the button waits until every hint is confirmed."""
    if changes_nothing:
        st.info("Alle Werte dieser Datei sind schon bekannt. Das Übernehmen ändert keine Zahl.")
    if open_hints:
        left = formats.counted(open_hints, "Hinweis", "Hinweise")
        st.info(f"Noch {left} unter „3. Geprüft“ zu bestätigen, dann lässt sich die Datei übernehmen.")
    with st.form("uebernehmen", border=False):
        note = st.text_input("Anmerkung zur Lieferung (freiwillig)", value=draft.note)
        sent = st.form_submit_button("Übernehmen", type="primary", disabled=bool(open_hints))
    if sent:
        keep(ctx, draft, note=note)
        _accept(ctx, draft, checked, note)


def _accept(ctx: Context, draft: Draft, checked: Checked, note: str) -> None:
    home = home_of(ctx)
    waiting = st.empty()

    def say(text: str) -> None:
        waiting.info(escape_md(text))

    try:
        accepted = workflows.accept(
            home,
            workflows.draft_file(home, draft),
            workflows.warm_reader(),
            name=draft.name,
            layout=draft.layout,
            note=note,
            viewer=ctx.viewer,
            settings=settings.load(home.path),
            say=say,
            expected=checked.difference,
            confirmations=draft.confirmations,
            tell_moved=True,
        )
    except MonitorError as error:
        forget()
        st.error(escape_md(str(error)))
        return
    if accepted.repeated:
        st.info(f"Diese Datei ist schon übernommen (Lieferung Nr. {accepted.number}). Es wurde nichts geändert.")
        return
    workflows.discard_draft(home, draft.id, viewer=ctx.viewer)
    st.query_params.pop(PARAMETER, None)
    st.session_state[_ACCEPTED] = (accepted.number, accepted.moved)
    forget()
    st.rerun()


def last_acceptance(ctx: Context) -> None:
    """What was just accepted, what it moved, and the way back; nothing once it was withdrawn."""
    number, what = st.session_state.get(_ACCEPTED, (None, None))
    delivery = _valid(ctx, number) if number is not None else None
    if delivery is None:
        return
    st.success(escape_md(f"Übernommen als Lieferung Nr. {delivery.number}: {delivery.file.name}. Alle Seiten zeigen den neuen Stand."))
    if what is not None:
        _moved(ctx, moved.build(what, view(ctx, names_of_indicators)))
    with st.expander("Rückgängig machen"):
        undo_form(ctx, [delivery])


def _valid(ctx: Context, number: int) -> Delivery | None:
    if ctx.installation.snapshot is None:
        return None
    known = workflows.deliveries(ctx.installation.snapshot, ctx.viewer)
    return next((each for each in known if each.number == number and each.withdrawn_at is None), None)


def _moved(ctx: Context, shown: moved.MovedView) -> None:
    st.markdown(f"**{escape_md(shown.sentence)}.** {escape_md(shown.elsewhere)}")
    if shown.verdicts:
        rows = [
            (
                link_md(ctx, each.name, "indikator", id=each.indicator),
                escape_md(each.period),
                chip(each.before),
                chip(each.after),
                escape_md(each.because),
            )
            for each in shown.verdicts
        ]
        columns = ("Indikator", "Zeitraum", "vorher", "jetzt", "Anlass")
        table(columns, rows, alt="Geänderte Bewertungen", key="bewegt", markdown=frozenset(range(5)))
    with st.container(horizontal=True):
        page_link(ctx, "ueberblick", "Zum Überblick")
        page_link(ctx, "datenstand", "Zum Datenstand")
        if shown.measures:
            page_link(ctx, "massnahmen", "Zu den Maßnahmen")
