"""The role of the local user: chosen on screen, remembered for the session, and named in the address."""

from collections.abc import Callable, Sequence

import streamlit as st

from domain.access import Role, Viewer
from domain.concepts import Concept
from ui.links import FIELDS, OFFICES, ROLE, role_params, selected, selected_many, selected_offices

KnownOffices = Callable[[], Sequence[str]]
"""Names of the organisations that may be somebody's own; only asked for where it matters."""

# Remembered apart from the widgets: Streamlit forgets the state of widgets when the page changes.
_ROLE_KEPT, _FIELDS_KEPT, _OFFICES_KEPT = "ansicht_rolle", "ansicht_felder", "ansicht_stellen"
_ROLE_CHOICE, _FIELDS_CHOICE, _OFFICES_CHOICE = "wahl_rolle", "wahl_felder", "wahl_stellen"


def local_viewer(concept: Concept | None, offices: KnownOffices) -> Viewer:
    """The local user in the role chosen or named in the address; the office if nothing is named, the public for an unknown name.
    A department answers for fields and for organisations."""
    unknown = Role.PUBLIC.value if ROLE in st.query_params else None
    named = selected(st.query_params, ROLE, list(Role), unknown)
    role = Role(st.session_state.setdefault(_ROLE_KEPT, named or Role.OFFICE.value))
    if role is not Role.DEPARTMENT or concept is None:
        return Viewer(role, name=role.label)
    known = [field.id for field in concept.fields]
    fields = st.session_state.setdefault(_FIELDS_KEPT, selected_many(st.query_params, FIELDS, known))
    names = frozenset(offices())
    own = frozenset(st.session_state.setdefault(_OFFICES_KEPT, selected_offices(st.query_params, names))) & names
    return Viewer(role, frozenset(fields) & frozenset(known), ", ".join(sorted(own)) or role.label, own)


def keep_in_address(viewer: Viewer) -> None:
    """Puts the role into the address, so that a copied or reloaded address shows the same. Written on every run, and after
    the page is known: the menu empties the address in the browser without telling the server."""
    wanted = role_params(viewer)
    for name in (ROLE, FIELDS, OFFICES):
        if name in wanted:
            st.query_params[name] = wanted[name]
        elif name in st.query_params:
            del st.query_params[name]


def role_switch(concept: Concept | None, viewer: Viewer, offices: KnownOffices) -> None:
    """A button that names the role and opens the choice; departments also choose their fields and themselves."""
    st.session_state[_ROLE_CHOICE] = viewer.role.value
    with st.popover(f"Ansicht: {viewer.role.label}", width="content"):
        roles = [role.value for role in Role]
        st.radio("Ansicht als", roles, format_func=lambda value: Role(value).label, key=_ROLE_CHOICE, on_change=_remember)
        if viewer.role is Role.DEPARTMENT and concept is not None:
            names = {field.id: field.name for field in concept.fields}
            st.session_state[_FIELDS_CHOICE] = [each for each in names if each in viewer.fields]
            st.multiselect(
                "Eigene Handlungsfelder",
                list(names),
                format_func=names.__getitem__,
                key=_FIELDS_CHOICE,
                on_change=_remember,
                placeholder="Bitte auswählen",
            )
            st.session_state[_OFFICES_CHOICE] = sorted(viewer.offices)
            st.multiselect(
                "Eigene Stelle",
                list(offices()),
                key=_OFFICES_CHOICE,
                on_change=_remember,
                placeholder="Bitte auswählen",
            )


def choose_own_office(offices: Sequence[str]) -> None:
    """Asks a department, on the page itself, which organisation it is."""
    key = "wahl_stelle_hier"
    st.selectbox(
        "Für welche Stelle melden Sie?",
        list(offices),
        index=None,
        key=key,
        placeholder="Bitte auswählen",
        on_change=lambda: st.session_state.update({_OFFICES_KEPT: (st.session_state[key],)}),
    )


def _remember() -> None:
    st.session_state[_ROLE_KEPT] = st.session_state[_ROLE_CHOICE]
    if _FIELDS_CHOICE in st.session_state:
        st.session_state[_FIELDS_KEPT] = tuple(st.session_state[_FIELDS_CHOICE])
    if _OFFICES_CHOICE in st.session_state:
        st.session_state[_OFFICES_KEPT] = tuple(st.session_state[_OFFICES_CHOICE])
