"""Nachsteuerung on screen: the table, what was withdrawn, and the office's forms."""

from collections.abc import Sequence

import streamlit as st

import settings
import workflows
from domain.access import Permission
from domain.errors import MonitorError
from domain.steering import SHORTEST_TEXT, Trigger
from ui.components import escape_md, link_md, table
from ui.context import Context
from ui.notice import leave_notice, notice
from ui.typed_day import required_day
from views.formats import NO_VALUE, counted
from views.steering import SteeringLine, SteeringView, WithdrawnLine
from workflows import Home

PLACE = "nachsteuerung"
_COLUMNS = ("Nr.", "Datum", "Auslöser", "Anlass", "Entscheidung", "Maßnahmen", "Gremium", "Festgehalten")


def steering_table(ctx: Context, lines: Sequence[SteeringLine], *, key: str = "nachsteuerung") -> None:
    """One line per correction of course; each measure leads to its page."""
    rows = [
        (
            str(each.number),
            each.decided_on,
            each.trigger.label,
            *map(escape_md, (each.occasion, each.decision)),
            "  \n".join(link_md(ctx, f"{number} {title}".strip(), "massnahmen", id=number) for number, title in each.measures) or NO_VALUE,
            *map(escape_md, (each.body, each.recorded)),
        )
        for each in lines
    ]
    table(_COLUMNS, rows, alt="Nachsteuerung, neueste Entscheidung zuerst", key=key, markdown=frozenset(range(3, 8)))


def summary(view: SteeringView) -> None:
    """How many are shown, and of which kind."""
    kinds = ", ".join(f"{count} × {trigger.label}" for trigger, count in view.by_trigger)
    shown = f"{len(view.lines)} von {counted(view.total, 'Nachsteuerung', 'Nachsteuerungen')}"
    st.markdown(escape_md(f"{shown}: {kinds}" if kinds else shown))


def withdrawn_table(lines: Sequence[WithdrawnLine]) -> None:
    """What no longer counts stays readable."""
    if lines:
        with st.expander(f"Zurückgenommen ({len(lines)})"):
            rows = [(str(each.number), each.decision, each.withdrawn) for each in lines]
            table(("Nr.", "Entscheidung", "Zurückgenommen"), rows, alt="Zurückgenommene Einträge", key="zurueckgenommen")


def steering_forms(ctx: Context, view: SteeringView) -> None:
    """For the office: record, and take back what was recorded by mistake."""
    notice(PLACE)
    if not ctx.viewer.may(Permission.STEER):
        return
    with st.expander("Nachsteuerung festhalten"):
        _record(ctx, view)
    if view.lines:
        with st.expander("Eintrag zurücknehmen"):
            _withdraw(ctx, view)


def _record(ctx: Context, view: SteeringView) -> None:
    titles, bodies = dict(view.measures), {"": "kein Gremium"} | dict(view.bodies)
    st.caption(
        "Ein Eintrag wird nicht geändert. Wer sich vertan hat, nimmt ihn mit Grund zurück und schreibt einen neuen. "
        "Gelesen wird er in der Verwaltung und in der Controlling-Gruppe, nicht von der Öffentlichkeit."
    )
    with st.form("nachsteuerung_neu", border=False):
        trigger = st.selectbox("Auslöser", list(Trigger), format_func=lambda each: each.label)
        occasion = st.text_area(f"Anlass: Was hat sich gezeigt? (mindestens {SHORTEST_TEXT} Zeichen)")
        decision = st.text_area(f"Entscheidung: Was geschieht nun, wer, bis wann? (mindestens {SHORTEST_TEXT} Zeichen)")
        measures = st.multiselect(
            "Betroffene Maßnahmen", list(titles), format_func=lambda number: f"{number} {titles[number]}", placeholder="Bitte auswählen"
        )
        body = st.selectbox("Entschieden von", list(bodies), format_func=bodies.__getitem__)
        decided = st.text_input("Entschieden am (TT.MM.JJJJ)")
        sent = st.form_submit_button("Festhalten")
    if not sent or trigger is None:
        return
    home = ctx.installation.home
    try:
        kept = workflows.record_steering(
            Home(home),
            trigger,
            occasion=occasion,
            decision=decision,
            measures=measures,
            decided_on=required_day(decided, "den Tag der Entscheidung"),
            body=body or "",
            viewer=ctx.viewer,
            settings=settings.load(home),
        )
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    leave_notice(PLACE, f"Nachsteuerung Nr. {kept.number} ist festgehalten.")
    st.rerun()


def _withdraw(ctx: Context, view: SteeringView) -> None:
    names = {each.number: f"Nr. {each.number} vom {each.decided_on}: {each.decision}" for each in view.lines}
    with st.form("nachsteuerung_zurueck", border=False):
        number = st.selectbox("Eintrag", list(names), format_func=names.__getitem__)
        reason = st.text_input(f"Grund (mindestens {SHORTEST_TEXT} Zeichen)")
        sent = st.form_submit_button("Zurücknehmen")
    if not sent or number is None:
        return
    home = ctx.installation.home
    try:
        workflows.withdraw_steering(Home(home), number, reason=reason, viewer=ctx.viewer, settings=settings.load(home))
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    leave_notice(PLACE, f"Nachsteuerung Nr. {number} ist zurückgenommen; sie bleibt unten nachlesbar.")
    st.rerun()
