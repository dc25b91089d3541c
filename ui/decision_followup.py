"""What becomes of a decision: done with a result, another due day, open again, or taken back."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

import workflows
from domain.decisions import SHORTEST_TEXT, Decision
from ui.context import Context
from ui.typed_day import optional_day, required_day
from ui.verb import do

_DONE, _MOVE, _REOPEN, _WITHDRAW = "erledigt", "andere Frist", "wieder öffnen", "zurücknehmen"
_LEAST = f"(mindestens {SHORTEST_TEXT} Zeichen)"


def followup_form(ctx: Context, place: str, open_ones: Mapping[int, str], done: Mapping[int, str]) -> None:
    """One form for all of them; ``open_ones`` and ``done`` are numbers with what they are called. Those that are done can only be opened
    again or taken back."""
    names = dict(open_ones) | dict(done)
    if not names:
        return
    turn = st.session_state.get(_turn(place), 0)
    number = st.selectbox("Beschluss oder Auftrag", list(names), format_func=names.__getitem__, key=f"{place}_welcher")
    if number is None:
        return
    ways = [_DONE, _MOVE, _WITHDRAW] if number in open_ones else [_REOPEN, _WITHDRAW]
    way = st.radio("Was ist damit?", ways, horizontal=True, key=f"{place}_wie_{number in open_ones}") or ways[0]
    with st.form(f"{place}_weiter_{turn}_{way}", border=False):
        typed = ""
        if way == _DONE:
            typed = st.text_input("Erledigt am (TT.MM.JJJJ, leer: heute)")
        elif way == _MOVE:
            typed = st.text_input("Neue Frist (TT.MM.JJJJ)")
        words = st.text_area(f"Ergebnis {_LEAST}" if way == _DONE else f"Grund {_LEAST}", height=80)
        sent = st.form_submit_button("Eintragen")
    if sent and _do(ctx, place, number, way, typed, words):
        st.session_state[_turn(place)] = turn + 1
        st.rerun()


def _turn(place: str) -> str:
    return f"{place}_weiter_durchgang"


def _do(ctx: Context, place: str, number: int, way: str, typed: str, words: str) -> bool:
    def act(home: workflows.Home, **named: Any) -> Decision:
        if way == _DONE:
            return workflows.finish_decision(home, number, result=words, done_on=optional_day(typed, "den Tag der Erledigung"), **named)
        if way == _MOVE:
            return workflows.move_decision(home, number, due=required_day(typed, "die neue Frist"), reason=words, **named)
        verb = workflows.reopen_decision if way == _REOPEN else workflows.withdraw_decision
        return verb(home, number, reason=words, **named)

    return do(ctx, act, place=place, done=lambda kept: f"{kept.kind.label} Nr. {kept.number}: {_SAID[way]}.")


_SAID = {
    _DONE: "als erledigt vermerkt",
    _MOVE: "die Frist ist verschoben",
    _REOPEN: "wieder geöffnet",
    _WITHDRAW: "zurückgenommen",
}
