"""The form that records a decision: short enough to be filled in while the meeting goes on."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

import workflows
from domain.concepts import RouteStep
from domain.decisions import SHORTEST_TEXT, Decision, DecisionKind
from domain.errors import WrongUse
from ui.context import Context
from ui.typed_day import optional_day, required_day
from ui.verb import do
from views.formats import day
from views.meeting import DecisionChoices, MeetingView, item_names

_KINDS = {each.label: each for each in DecisionKind}
_STEPS = 3
_OPEN = {"": "–", "ja": "öffentlich", "nein": "nicht öffentlich"}


def record_form(ctx: Context, known: DecisionChoices, place: str, held: MeetingView | None = None) -> None:
    """One decision of ``held``, or of a body on a day. What was typed stays until it is kept; then the form is empty for the next one."""
    turn = st.session_state.get(_turn(place), 0)
    with st.form(f"{place}_neu_{turn}", border=False):
        given: dict[str, Any] = _where(known, held)
        left, right = st.columns([1, 3])
        with left:
            given["kind"] = _KINDS[st.radio("Art", list(_KINDS), index=1, horizontal=True) or "Auftrag"]
        with right:
            given["text"] = st.text_area(f"Text: Was ist zu tun? (mindestens {SHORTEST_TEXT} Zeichen)", height=80)
        one, two, three = st.columns(3)
        with one:
            given["responsible"] = _responsible(known)
        with two:
            given["function"] = st.text_input("Funktion dort (keine Namen, freiwillig)")
        with three:
            due = st.text_input("Frist (TT.MM.JJJJ, leer: auf Dauer)")
        given["measures"] = _many("Betroffene Maßnahmen", known.measures)
        given["fields"] = _many("Betroffene Handlungsfelder", known.fields)
        given["revision"] = st.checkbox("Für die nächste Fortschreibung vormerken")
        given["public"] = st.checkbox("Öffentlich: Text, Stelle und Frist dürfen in öffentlichen Berichten stehen")
        steps = _document(known, given)
        sent = st.form_submit_button("Festhalten", type="primary")
    if sent and _keep(ctx, place, given, due, steps):
        st.session_state[_turn(place)] = turn + 1
        st.rerun()


def _turn(place: str) -> str:
    return f"{place}_durchgang"


def _where(known: DecisionChoices, held: MeetingView | None) -> dict[str, Any]:
    """What the decision belongs to: an item of the meeting, or a body and the day as typed."""
    if held is not None:
        items = {"": "keinem Punkt der Tagesordnung"} | item_names(held.meeting.agenda)
        return {"meeting": held.meeting.id, "item": st.selectbox("Gehört zu", list(items), format_func=items.__getitem__) or ""}
    bodies = dict(known.bodies)
    left, right = st.columns(2)
    with left:
        body = st.selectbox("Beschlossen von", list(bodies), format_func=bodies.__getitem__)
    with right:
        decided = st.text_input("Beschlossen am (TT.MM.JJJJ)")
    return {"body": body or "", "decided_on": decided}


def _responsible(known: DecisionChoices) -> str:
    chosen = st.selectbox(
        "Verantwortliche Stelle",
        known.responsible,
        index=None,
        accept_new_options=True,
        placeholder="Bitte auswählen oder eintragen",
    )
    return chosen or ""


def _many(label: str, names: Sequence[tuple[str, str]]) -> list[str]:
    shown = dict(names)
    return st.multiselect(label, list(shown), format_func=lambda each: shown.get(each, each), placeholder="Bitte auswählen")


def _document(known: DecisionChoices, given: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The document's number goes into ``given``; the steps of its route come back as typed."""
    bodies = {"": "–"} | dict(known.bodies)
    steps = []
    with st.expander("Vorlage und Beratungsfolge"):
        given["document"] = st.text_input("Vorlagen- oder Drucksachennummer")
        for count in range(1, _STEPS + 1):
            one, two, three = st.columns(3)
            with one:
                body = st.selectbox(f"{count}. Station", list(bodies), format_func=bodies.__getitem__)
            with two:
                when = st.text_input(f"Tag der {count}. Station (TT.MM.JJJJ)")
            with three:
                public = st.selectbox(f"{count}. Station öffentlich?", list(_OPEN), format_func=_OPEN.__getitem__)
            steps.append((body or "", when, public or ""))
    return steps


def _keep(ctx: Context, place: str, given: dict[str, Any], due: str, steps: Sequence[tuple[str, str, str]]) -> bool:
    def record(home: workflows.Home, **named: Any) -> Decision:
        wanted = dict(given)
        if "decided_on" in wanted:
            wanted["decided_on"] = required_day(wanted["decided_on"], "den Tag des Beschlusses")
        return workflows.record_decision(
            home, wanted.pop("kind"), **wanted, due=optional_day(due, "die Frist"), route=_route(steps), **named
        )

    return do(ctx, record, place=place, done=_said)


def _route(steps: Sequence[tuple[str, str, str]]) -> tuple[RouteStep, ...]:
    route = []
    for count, (body, when, public) in enumerate(steps, 1):
        known = optional_day(when, f"den Tag der {count}. Station")
        if known and not body:
            raise WrongUse(f"Die {count}. Station der Beratungsfolge hat einen Tag, aber kein Gremium. Bitte das Gremium auswählen.")
        if body:
            route.append(RouteStep(body, known.isoformat() if known else "", {"ja": True, "nein": False}.get(public)))
    return tuple(route)


def _said(kept: Decision) -> str:
    until = f", Frist {day(kept.due)}" if kept.due else ""
    return f"{kept.kind.label} Nr. {kept.number} ist festgehalten: {kept.responsible}{until}."
