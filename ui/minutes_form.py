"""The minutes: who was there, what was said to each item, and the Word file of it."""

from functools import partial

import streamlit as st

import workflows
from domain.access import Permission
from domain.local_time import today
from domain.meetings import MeetingState, Minute
from ui.components import escape_md
from ui.context import Context
from ui.notice import MEETING
from ui.verb import do
from views.meeting import MeetingView, item_names


def minutes_part(ctx: Context, shown: MeetingView) -> None:
    """The minutes as kept, or as the office's form on the day and afterwards."""
    meeting = shown.meeting
    if meeting.state is MeetingState.CANCELLED:
        st.info("Die Sitzung ist abgesagt; zu ihr gibt es kein Protokoll.")
        return
    if meeting.held_on > today():
        st.info("Das Protokoll lässt sich ab dem Tag der Sitzung schreiben.")
        return
    _read(shown)
    if meeting.state is MeetingState.HELD:
        _download(ctx, shown)
    if ctx.viewer.may(Permission.MEET):
        with st.expander("Protokoll schreiben", expanded=meeting.state is not MeetingState.HELD):
            _form(ctx, shown)


def _download(ctx: Context, shown: MeetingView) -> None:
    st.download_button(
        "Protokoll herunterladen (Word)",
        partial(workflows.minutes_word, workflows.Home(ctx.installation.home), shown.meeting.id, viewer=ctx.viewer),
        file_name=f"Protokoll_{shown.meeting.id}.docx",
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        on_click="ignore",
    )


def _read(shown: MeetingView) -> None:
    meeting = shown.meeting
    if meeting.present:
        st.markdown(f"**Anwesend:** {escape_md('; '.join(meeting.present))}")
    for item, name in ({"": "Allgemeines"} | item_names(meeting.agenda)).items():
        if text := shown.minute(item):
            st.markdown("  \n".join([f"**{escape_md(name)}**", *map(escape_md, text.splitlines())]))
    if not meeting.minutes:
        st.caption("Noch kein Protokoll.")


def _form(ctx: Context, shown: MeetingView) -> None:
    meeting = shown.meeting
    begun = f"protokoll_begonnen_{meeting.id}"
    seen = st.session_state.setdefault(begun, meeting)
    if (seen.present, seen.minutes) != (meeting.present, meeting.minutes):
        st.warning("Das Protokoll wurde inzwischen an anderer Stelle gespeichert; die neue Fassung steht oben.")
    with st.form("protokoll", border=False):
        present = st.multiselect(
            "Anwesend (Funktionen und Stellen, keine Namen)",
            shown.members,
            default=meeting.present,
            accept_new_options=True,
            placeholder="Auswählen oder eintragen",
        )
        texts = {
            item: st.text_area(name, shown.minute(item), height=80, key=f"protokoll_{meeting.id}_{item}")
            for item, name in (item_names(meeting.agenda) | {"": "Allgemeines"}).items()
        }
        sent = st.form_submit_button("Protokoll speichern", type="primary")
    if not sent:
        return
    st.session_state[begun] = meeting  # what is refused now was looked at before the next try
    if do(
        ctx,
        workflows.hold_meeting,
        meeting.id,
        present=present,
        minutes=[Minute(item, text) for item, text in texts.items()],
        seen=seen,
        place=MEETING,
        done="Das Protokoll ist gespeichert.",
    ):
        del st.session_state[begun]
        st.rerun()
