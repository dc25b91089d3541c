"""The data state of a meeting on screen: what is missing before it can be frozen, the states there are, and what is made from each."""

import streamlit as st

import workflows
from domain.access import Permission
from domain.decisions import SHORTEST_TEXT
from domain.local_time import today
from domain.meetings import MeetingState
from domain.reports import ReportKind
from ui.cached import view
from ui.components import escape_md, link_md, table
from ui.context import Context
from ui.notice import MEETING
from ui.verb import do
from ui.wall import wall_address
from views import consequences
from views.formats import NO_VALUE
from views.meeting import MeetingView, StateLine


def state_part(ctx: Context, shown: MeetingView) -> None:
    """The states with wall and documents, then what freezes another one."""
    if shown.states:
        _states(ctx, shown)
    else:
        st.markdown(
            "Noch ist nichts festgeschrieben. Mit dem Festschreiben bekommt die Sitzung die Zahlen und Meldungen, die jetzt bekannt "
            "sind; was später eingespielt wird, ändert sie nicht."
        )
    if ctx.viewer.may(Permission.MEET) and shown.meeting.state is not MeetingState.CANCELLED:
        _freezing(ctx, shown)


def wall_link(ctx: Context, shown: MeetingView, state: StateLine) -> str:
    """Markdown of the link to the wall at one state. The wall is no page of the menu, so the address goes without the ``./`` by which
    links between pages stay in the session."""
    address = wall_address(shown.meeting.id, ctx.viewer, state.revision).removeprefix("./")
    return f"[Sitzungsansicht für die Wand]({address})"


def _states(ctx: Context, shown: MeetingView) -> None:
    rows = [
        (
            f"**{escape_md(each.label)}**",
            f"{escape_md(each.frozen)}, {escape_md(each.by)}",
            escape_md(each.reason) or NO_VALUE,
            " · ".join(_uses(ctx, shown, each)),
        )
        for each in reversed(shown.states)
    ]
    columns = ("Stand", "Festgeschrieben", "Grund der Korrektur", "Daraus entsteht")
    table(columns, rows, alt="Datenstände der Sitzung", key="staende", markdown=range(4))
    st.caption("Unterlagen und Wandansicht eines Stands bleiben, wie sie sind, auch wenn später Zahlen oder Meldungen dazukommen.")


def _uses(ctx: Context, shown: MeetingView, state: StateLine) -> list[str]:
    links = [wall_link(ctx, shown, state)]
    own, before = shown.meeting.id, shown.previous
    links.append(link_md(ctx, "Unterlagen", "berichte", art=ReportKind.PACK.value, stand=f"{own}:{state.revision}"))
    if before:
        since = f"{before.id}.{before.revision}"
        links.append(link_md(ctx, f"Vergleich mit {before.title}", "vergleich", seit=since, bis=f"{own}.{state.revision}"))
    return links


def _freezing(ctx: Context, shown: MeetingView) -> None:
    st.subheader("Korrektur" if shown.states else "Stand festschreiben", anchor=False)
    missing = view(ctx, consequences.missing_consequences, ctx.viewer, shown.meeting.period, today())
    if missing:
        st.warning(f"Für das {shown.period} fehlen Konsequenzen. Bis sie eingetragen sind, lässt sich der Stand nicht festschreiben.")
        rows = [
            (
                link_md(ctx, each.field, "berichtstexte", zeitraum=shown.meeting.period, feld=each.field_id),
                "  \n".join(map(escape_md, each.reasons)),
            )
            for each in missing
        ]
        table(("Handlungsfeld", "Warum Konsequenzen verlangt sind"), rows, alt="Fehlende Konsequenzen", key="fehlend", markdown={0, 1})
    elif not shown.states:
        st.success("Alle verlangten Konsequenzen sind eingetragen.")
    with st.form("festschreiben", border=False):
        reason = ""
        if shown.states:
            st.caption("Eine Korrektur ist ein neuer Stand mit eigenem Namen. Der bisherige bleibt erhalten.")
            reason = st.text_input(f"Grund der Korrektur (mindestens {SHORTEST_TEXT} Zeichen)")
        label = "Korrigierten Stand festschreiben" if shown.states else "Stand jetzt festschreiben"
        sent = st.form_submit_button(label, type="secondary" if shown.states else "primary", disabled=bool(missing))
    if sent and do(
        ctx,
        workflows.freeze_meeting,
        shown.meeting.id,
        reason=reason,
        place=MEETING,
        done=lambda state: f"Der {state.label} ist festgeschrieben.",
    ):
        st.rerun()
