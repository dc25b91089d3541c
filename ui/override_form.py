"""„Fachlich gesetzt“: the office sets the verdict of the newest value by hand, or takes that back."""

import streamlit as st

import settings
import workflows
from domain.access import Permission
from domain.errors import MonitorError
from domain.indicators import Weather
from domain.overrides import SETTABLE, SHORTEST_REASON
from ui.components import escape_md
from ui.context import Context
from ui.notice import leave_notice, notice
from ui.typed_day import required_day
from views.indicator import IndicatorView
from views.terms import term
from workflows import Home


def override_form(ctx: Context, shown: IndicatorView) -> None:
    """Only for the office, and only where there is a verdict; kept closed, because it is the exception."""
    place = f"bewertung {shown.definition.id}"
    notice(place)
    if shown.verdict is None or shown.verdict.weather is Weather.CONTEXT or not ctx.viewer.may(Permission.IMPORT):
        return
    with st.expander("Bewertung fachlich setzen" if not shown.override else "Fachlich gesetzte Bewertung zurücknehmen"):
        st.caption(
            "Die Bewertung nach der Regel bleibt sichtbar. Gesetzt wird nur der neueste Wert, mit Begründung und bis zur nächsten Sitzung."
        )
        if shown.override:
            _withdraw(ctx, shown, place)
        else:
            _set(ctx, shown, place)


def _set(ctx: Context, shown: IndicatorView, place: str) -> None:
    offered = [each for each in SETTABLE if shown.verdict is None or each is not shown.verdict.weather]
    with st.form("bewertung_setzen", border=False):
        weather = st.selectbox("Bewertung", offered, format_func=lambda each: term(each).word)
        reason = st.text_input(f"Begründung (mindestens {SHORTEST_REASON} Zeichen, für alle lesbar)")
        until = st.text_input("Gilt bis zur Sitzung am (TT.MM.JJJJ)")
        sent = st.form_submit_button("Bewertung setzen")
    if sent and weather is not None:
        home = ctx.installation.home
        try:
            workflows.set_verdict(
                Home(home),
                shown.definition.id,
                shown.area.key,
                shown.period,
                weather,
                reason=reason,
                until=required_day(until, "das Datum der nächsten Sitzung"),
                viewer=ctx.viewer,
                settings=settings.load(home),
            )
        except MonitorError as error:
            st.error(escape_md(str(error)))
            return
        leave_notice(place, "Die Bewertung ist gesetzt.")
        st.rerun()


def _withdraw(ctx: Context, shown: IndicatorView, place: str) -> None:
    with st.form("bewertung_zuruecknehmen", border=False):
        reason = st.text_input(f"Begründung (mindestens {SHORTEST_REASON} Zeichen)")
        sent = st.form_submit_button("Zurücknehmen")
    if sent:
        home = ctx.installation.home
        try:
            workflows.withdraw_verdict(
                Home(home),
                shown.definition.id,
                shown.area.key,
                shown.period,
                reason=reason,
                viewer=ctx.viewer,
                settings=settings.load(home),
            )
        except MonitorError as error:
            st.error(escape_md(str(error)))
            return
        leave_notice(place, "Es gilt wieder die Bewertung nach der Regel.")
        st.rerun()
