"""The agenda of a meeting: as a table for everybody, and for the office a panel that orders it by hand."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

import workflows
from domain.access import Permission
from domain.local_time import today
from domain.meetings import AgendaItem, Meeting, MeetingState
from ui.cached import view
from ui.components import empty_state, escape_md, link_md, table
from ui.context import Context
from ui.notice import MEETING
from ui.verb import do
from views import agenda
from views.formats import NO_VALUE, counted
from views.meeting import MeetingView, item_names

_NEW = "neu:"  # ids of own items until they are kept and get their own
_Items = tuple[AgendaItem, ...]


def agenda_part(ctx: Context, shown: MeetingView) -> None:
    """The agenda as it is kept; the office sees and changes its draft of it."""
    meeting = shown.meeting
    over = meeting.state in (MeetingState.HELD, MeetingState.CANCELLED)
    if over or not ctx.viewer.may(Permission.MEET):
        if meeting.agenda:
            agenda_table(ctx, meeting.agenda)
        else:
            empty_state("Noch keine Tagesordnung", "Das Integrationsbüro hat für diese Sitzung keine Tagesordnung gespeichert.")
        return
    proposed = view(ctx, agenda.proposed, ctx.viewer, meeting.id, today())
    items = _draft(meeting, proposed)
    conflict = _told(meeting, items)
    _saving(ctx, meeting, items, conflict=conflict)
    if items:
        _ordering(meeting, items)
        agenda_table(ctx, items)
    else:
        empty_state("Nichts Auffälliges", "Aus den Daten ergibt sich kein Punkt. Eigene Punkte lassen sich unten anlegen.")
    _adding(meeting, items, [each for each in proposed if each.id not in {kept.id for kept in items}])


def agenda_table(ctx: Context, items: Sequence[AgendaItem]) -> None:
    """One line per item, with why it is on the agenda and where it leads."""
    rows = [(str(place), _item_md(ctx, each), each.kind.label, escape_md(each.note) or NO_VALUE) for place, each in enumerate(items, 1)]
    table(("Nr.", "Punkt", "Warum", "Notiz"), rows, alt="Tagesordnung", key="tagesordnung", markdown={1, 3})


def _item_md(ctx: Context, item: AgendaItem) -> str:
    links = [link_md(ctx, f"Maßnahme {number}", "massnahmen", id=number) for number in item.measures]
    names = {each.id: each.name for each in ctx.concept.fields} if ctx.concept else {}
    links += [link_md(ctx, names.get(field, field), "handlungsfeld", id=field) for field in item.fields]
    return "  \n".join(part for part in (f"**{escape_md(item.title)}**", escape_md(item.text), " · ".join(links)) if part)


def _key(meeting: Meeting) -> str:
    return f"tagesordnung_{meeting.id}"


def _draft(meeting: Meeting, proposed: _Items) -> _Items:
    """What the office is working at in this session; it begins with what is kept, else with what is proposed."""
    begun = st.session_state.get(_key(meeting))
    if begun is None:
        begun = st.session_state[_key(meeting)] = (meeting.agenda, meeting.agenda or proposed)
    return begun[1]


def _base(meeting: Meeting) -> _Items:
    """The agenda as it was kept when the draft was begun."""
    return st.session_state[_key(meeting)][0]


def _put(meeting: Meeting, items: _Items) -> None:
    base, _ = st.session_state[_key(meeting)]
    st.session_state[_key(meeting)] = (base, items)


def _told(meeting: Meeting, items: _Items) -> bool:
    """Says how the draft stands to what is kept; True where somebody else kept another agenda meanwhile."""
    base, _ = st.session_state[_key(meeting)]
    if base != meeting.agenda and items != meeting.agenda:
        st.warning("Die Tagesordnung wurde inzwischen an anderer Stelle gespeichert. Bitte unten mit „Verwerfen“ den neuen Stand laden.")
        return True
    if not meeting.agenda:
        st.info("Vorgeschlagen aus Zahlen, Maßnahmen und Beschlüssen; noch nicht gespeichert.")
    elif items != meeting.agenda:
        st.warning("Geändert, noch nicht gespeichert.")
    else:
        st.caption("Gespeichert.")
    return False


def _saving(ctx: Context, meeting: Meeting, items: _Items, *, conflict: bool) -> None:
    with st.container(horizontal=True):
        save = st.button("Tagesordnung speichern", type="primary", disabled=conflict or not items or items == meeting.agenda)
        drop = st.button("Verwerfen", disabled=items == meeting.agenda, help="Zurück zu dem, was gespeichert oder vorgeschlagen ist")
    kept = [replace(each, id="") if each.id.startswith(_NEW) else each for each in items]
    seen, done = _base(meeting), "Die Tagesordnung ist gespeichert."
    if save and do(ctx, workflows.save_agenda, meeting.id, kept, seen=seen, place=MEETING, done=done):
        del st.session_state[_key(meeting)]
        st.rerun()
    if drop:
        del st.session_state[_key(meeting)]
        st.rerun()


def _ordering(meeting: Meeting, items: _Items) -> None:
    names = item_names(items)
    with st.container(border=True, key="reihenfolge"):
        chosen = st.selectbox("Punkt bearbeiten", list(names), format_func=lambda each: names.get(each, ""), key=f"punkt_{meeting.id}")
        if chosen not in names:
            return
        place = list(names).index(chosen)
        with st.container(horizontal=True):
            ways = (("Ganz nach vorn", 0), ("Nach oben", place - 1), ("Nach unten", place + 1))
            for label, to in ways:
                st.button(label, disabled=not 0 <= to < len(items) or to == place, on_click=_move, args=(meeting, items, place, to))
            st.button("Von der Tagesordnung nehmen", on_click=_remove, args=(meeting, items, place))
        key = f"notiz_{meeting.id}_{chosen}"
        st.session_state[key] = items[place].note
        st.text_area("Notiz für die Sitzung", key=key, height=80, on_change=_note, args=(meeting, items, place, key))


def _move(meeting: Meeting, items: _Items, place: int, to: int) -> None:
    rest = [each for index, each in enumerate(items) if index != place]
    _put(meeting, (*rest[:to], items[place], *rest[to:]))


def _remove(meeting: Meeting, items: _Items, place: int) -> None:
    _put(meeting, items[:place] + items[place + 1 :])


def _note(meeting: Meeting, items: _Items, place: int, key: str) -> None:
    _put(meeting, (*items[:place], replace(items[place], note=st.session_state[key]), *items[place + 1 :]))


def _adding(meeting: Meeting, items: _Items, open_ones: Sequence[AgendaItem]) -> None:
    """An item of the office's own, and proposals that are not on the agenda."""
    left, right = st.columns(2)
    with left, st.form("eigener_punkt", clear_on_submit=True):
        title = st.text_input("Eigener Punkt")
        text = st.text_area("Worum es geht (freiwillig)", height=80)
        if st.form_submit_button("Aufnehmen") and title.strip():
            _put(meeting, (*items, replace(workflows.own_item(title.strip(), text.strip()), id=_new_id(items))))
            st.rerun()
    with right:
        if not open_ones:
            return
        names = item_names(tuple(open_ones))
        label = counted(len(names), "Vorschlag ist", "Vorschläge sind")
        with st.form("vorschlaege", clear_on_submit=True):
            wanted = st.multiselect(
                f"{label} nicht auf der Tagesordnung", list(names), format_func=names.__getitem__, placeholder="Bitte auswählen"
            )
            if st.form_submit_button("Wieder aufnehmen") and wanted:
                _put(meeting, (*items, *(each for each in open_ones if each.id in wanted)))
                st.rerun()


def _new_id(items: _Items) -> str:
    taken = {each.id for each in items}
    return next(each for each in (f"{_NEW}{count}" for count in range(1, len(items) + 2)) if each not in taken)
