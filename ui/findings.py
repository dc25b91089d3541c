"""Findings on screen: one box per repair with its first places, and the confirmations of hints."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from domain.deliveries import Severity
from ui.components import coloured, escape_md, table
from views.finding_groups import FindingGroup, Place
from views.terms import term

PAGE_LENGTH = 10
LISTED = 500
"""More places than this are only in the marked file."""

Confirm = Callable[[Mapping[str, str | None]], None]
"""Keeps confirmations: key → reason, None takes one back."""


def finding_groups(groups: Sequence[FindingGroup], confirmations: Mapping[str, str], confirm: Confirm) -> None:
    """Draws all groups. Hints can be confirmed together or place by place; ``confirm`` is told about each change."""
    for group in groups:
        with st.container(border=True, key=f"befund_{group.id}"):
            _head(group)
            if group.severity is Severity.HINT:
                with st.container():  # what comes and goes in here leaves the box of all places open
                    _confirmation(group, confirmations, confirm)
                if len(group.places) > 1:
                    with st.expander(f"Alle {len(group.places)} Stellen ansehen und einzeln bestätigen"):
                        _place_by_place(group, confirmations, confirm)
            else:
                _all_places(group)


def finding_list(groups: Sequence[FindingGroup]) -> None:
    """Draws all groups without anything to confirm."""
    for group in groups:
        with st.container(border=True, key=f"befund_{group.id}"):
            _head(group)
            _all_places(group)


def _head(group: FindingGroup) -> None:
    st.markdown(f"{coloured(term(group.severity))} **{escape_md(group.advice)}**")
    expected = f" · Erwartet: {group.expected}" if group.expected else ""
    st.caption(escape_md(f"{group.count} · Nr. {group.code}{expected}"))
    st.markdown("\n".join(f"- {_sentence(place, group)}" for place in group.first))


def _sentence(place: Place, group: FindingGroup) -> str:
    expected = f" Erwartet: {escape_md(place.expected)}." if place.expected and not group.expected else ""
    return f"**{escape_md(place.where)}:** {escape_md(place.found)}.{expected}"


def _confirmation(group: FindingGroup, confirmations: Mapping[str, str], confirm: Confirm) -> None:
    """One tick and one reason for all places of the group."""
    label = "Geprüft, stimmt" if len(group.places) == 1 else f"Geprüft, stimmt an allen {len(group.places)} Stellen"
    done = not group.unconfirmed(confirmations)
    tick, reason = f"stimmt_{group.id}", f"grund_{group.id}"
    st.session_state[tick] = done
    st.checkbox(label, key=tick, on_change=lambda: confirm(dict.fromkeys(_keys(group), "" if st.session_state[tick] else None)))
    if done:
        st.session_state[reason] = group.reason(confirmations)
        st.text_input(
            "Grund (freiwillig, steht später beim Wert)",
            key=reason,
            on_change=lambda: confirm(dict.fromkeys(_keys(group), st.session_state[reason].strip())),
        )
    elif (left := group.unconfirmed(confirmations)) < len(group.places):
        st.caption(f"{len(group.places) - left} von {len(group.places)} Stellen einzeln bestätigt.")


def _keys(group: FindingGroup) -> tuple[str, ...]:
    return tuple(place.key for place in group.places)


def _all_places(group: FindingGroup) -> None:
    if len(group.places) <= len(group.first):
        return
    with st.expander(f"Alle {len(group.places)} Stellen"):
        rows = [(place.where, place.found, place.expected) for place in group.places[:LISTED]]
        table(("Stelle", "Gefunden", "Erwartet"), rows, alt=f"Alle Stellen: {group.advice}", key=f"stellen_{group.id}")
        if len(group.places) > LISTED:
            st.caption(f"Gezeigt sind die ersten {LISTED}. Alle stehen in der Datei mit markierten Zellen.")


def _place_by_place(group: FindingGroup, confirmations: Mapping[str, str], confirm: Confirm) -> None:
    total = len(group.places)
    starts = range(0, total, PAGE_LENGTH)
    start = 0
    if len(starts) > 1:
        names = {at: f"{at + 1} bis {min(at + PAGE_LENGTH, total)}" for at in starts}
        start = st.selectbox("Stellen", starts, format_func=names.__getitem__, key=f"seite_{group.id}")
    for number, place in enumerate(group.places[start : start + PAGE_LENGTH], start=start):
        tick, reason = f"stimmt_{group.id}_{number}", f"grund_{group.id}_{number}"
        st.session_state[tick] = place.key in confirmations
        st.checkbox(_sentence(place, group), key=tick, on_change=_one, args=(confirm, place.key, tick))
        if place.key in confirmations:
            st.session_state[reason] = confirmations[place.key]
            name = f"Grund für {escape_md(place.where)} (freiwillig)"
            st.text_input(name, key=reason, on_change=_why, args=(confirm, place.key, reason))


def _one(confirm: Confirm, key: str, tick: str) -> None:
    confirm({key: "" if st.session_state[tick] else None})


def _why(confirm: Confirm, key: str, reason: str) -> None:
    confirm({key: st.session_state[reason].strip()})
