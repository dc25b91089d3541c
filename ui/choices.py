"""Selections that live in the address: what is chosen there is shown, what is chosen on screen is written there."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ui.components import escape_md
from ui.links import selected, selected_many


def choose(label: str, names: Mapping[str, str], parameter: str, default: str | None = None, *, help_text: str | None = None) -> str:
    """One id out of ``names`` (id → German name); the default is the first."""
    first = default if default is not None and default in names else next(iter(names))
    key = f"wahl_{parameter}"
    asked = st.query_params.get(parameter, first)
    if asked not in names:
        st.warning(escape_md(f"„{asked}“ gibt es unter „{label}“ nicht. Gezeigt wird: {names[first]}."))
    st.session_state[key] = selected(st.query_params, parameter, names, first)
    st.selectbox(label, list(names), format_func=names.__getitem__, key=key, on_change=_write_one, args=(parameter, key), help=help_text)
    return st.session_state[key]


def choose_view(label: str, names: Mapping[str, str], parameter: str, default: str | None = None) -> str:
    """As :func:`choose`, all possibilities side by side."""
    key = f"wahl_{parameter}"
    st.session_state[key] = selected(st.query_params, parameter, names, default or next(iter(names)))
    st.radio(label, list(names), format_func=names.__getitem__, key=key, on_change=_write_one, args=(parameter, key), horizontal=True)
    return st.session_state[key]


def choose_many(label: str, names: Mapping[str, str], parameter: str, default: Sequence[str], *, limit: int) -> tuple[str, ...]:
    """Up to ``limit`` ids out of ``names``, in the order chosen; an address without the parameter means the default."""
    key = f"wahl_{parameter}"
    given = selected_many(st.query_params, parameter, names) if parameter in st.query_params else tuple(default)
    st.session_state[key] = list(given[:limit])
    st.multiselect(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        max_selections=limit,
        on_change=_write_many,
        args=(parameter, key),
        placeholder="Bitte auswählen",
    )
    return tuple(st.session_state[key])


def search(label: str, parameter: str) -> str:
    """A search text, empty for none."""
    key = f"wahl_{parameter}"
    st.session_state[key] = st.query_params.get(parameter, "")
    st.text_input(label, key=key, on_change=_write_one, args=(parameter, key))
    return st.session_state[key].strip()


def _write_one(parameter: str, key: str) -> None:
    value = st.session_state[key]
    if value:
        st.query_params[parameter] = value
    else:
        st.query_params.pop(parameter, None)


def _write_many(parameter: str, key: str) -> None:
    st.query_params[parameter] = ",".join(st.session_state[key])
