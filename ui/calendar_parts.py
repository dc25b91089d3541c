"""The calendar of meetings on screen: what is ahead, what has to be there by when, and what was."""

from collections.abc import Sequence

import streamlit as st

from ui.components import empty_state, escape_md, link_md, table
from ui.context import Context
from views.calendar import BodyCalendar, Calendar, MeetingLine
from views.formats import NO_VALUE


def ahead(ctx: Context, shown: Calendar) -> None:
    """Planned meetings and dates proposed from the rhythm, then what is due before the planned ones."""
    st.header("Nächste Sitzungen", anchor=False)
    if not shown.next:
        empty_state("Keine Sitzung geplant", "Im Konzept ist kein Rhythmus genannt, aus dem sich Termine vorschlagen ließen.")
        return
    rows = [
        (_day(ctx, each), escape_md(each.body_name), escape_md(each.period), _told(each), escape_md(each.place) or NO_VALUE)
        for each in shown.next
    ]
    table(("Tag", "Gremium", "Berichtszeitraum", "Zustand", "Ort"), rows, alt="Nächste Sitzungen", key="naechste", markdown=range(5))
    if any(each.proposal for each in shown.next):
        st.caption("„Vorschlag“: aus dem Rhythmus im Konzept errechnet, kein vereinbarter Termin.")
    _due(ctx, shown)


def _day(ctx: Context, each: MeetingLine) -> str:
    return link_md(ctx, each.day, "sitzung", id=each.id) if each.id else escape_md(each.day)


def _told(each: MeetingLine) -> str:
    return "  \n".join(escape_md(text) for text in ("Vorschlag" if each.proposal else each.told, each.data_state) if text)


def _due(ctx: Context, shown: Calendar) -> None:
    if not shown.due:
        return
    st.header("Was bis wann da sein muss", anchor=False)
    rows = [
        (f"**{escape_md(due.day)}**" if due.overdue else escape_md(due.day), escape_md(due.told), escape_md(due.what), _for(ctx, line))
        for line, due in shown.due
    ]
    table(("Tag", "Frist", "Was", "Für"), rows, alt="Fristen vor den geplanten Sitzungen", key="fristen", markdown=range(4))


def _for(ctx: Context, line: MeetingLine) -> str:
    return link_md(ctx, f"{line.body_name}, {line.day}", "sitzung", id=line.id)


def bodies(ctx: Context, shown: Sequence[BodyCalendar]) -> None:
    """Each body with its rhythm, its members and the meetings that are over."""
    st.header("Gremien", anchor=False)
    for each in shown:
        st.subheader(escape_md(each.name), anchor=False)
        facts = (each.kind, each.rhythm, f"Leitung: {each.chair}" if each.chair else "")
        st.markdown(escape_md(" · ".join(text for text in facts if text)))
        members = "; ".join(each.members) or each.membership
        if members:
            st.markdown(f"**Mitglieder:** {escape_md(members)}")
        if each.past:
            _past(ctx, each)


def _past(ctx: Context, body: BodyCalendar) -> None:
    rows = [(_day(ctx, each), escape_md(each.period), escape_md(each.told), escape_md(each.data_state) or NO_VALUE) for each in body.past]
    alt = f"Vergangene Sitzungen: {body.name}"
    table(("Tag", "Berichtszeitraum", "Zustand", "Datenstand"), rows, alt=alt, key=f"vergangen_{body.id}", markdown=range(4))
    if body.more:
        st.caption(f"und {body.more} frühere")
