"""The role of the local user: chosen on screen, remembered for the session, and named in the address."""

import streamlit as st

from domain.access import Role, Viewer
from domain.concepts import Concept
from ui.links import FIELDS, ROLE, role_params, selected, selected_many

# Remembered apart from the widgets: Streamlit forgets the state of widgets when the page changes.
_ROLE_KEPT, _FIELDS_KEPT = "ansicht_rolle", "ansicht_felder"
_ROLE_CHOICE, _FIELDS_CHOICE = "wahl_rolle", "wahl_felder"


def local_viewer(concept: Concept | None) -> Viewer:
    """The local user in the role chosen or named in the address; the office if nothing is named, the public for an unknown name."""
    unknown = Role.PUBLIC.value if ROLE in st.query_params else None
    named = selected(st.query_params, ROLE, list(Role), unknown)
    role = Role(st.session_state.setdefault(_ROLE_KEPT, named or Role.OFFICE.value))
    if role is not Role.DEPARTMENT or concept is None:
        return Viewer(role, name=role.label)
    known = [field.id for field in concept.fields]
    fields = st.session_state.setdefault(_FIELDS_KEPT, selected_many(st.query_params, FIELDS, known))
    return Viewer(role, frozenset(fields) & frozenset(known), name=role.label)


def keep_in_address(viewer: Viewer) -> None:
    """Puts the role into the address, so that a copied or reloaded address shows the same. Written on every run, and after
    the page is known: the menu empties the address in the browser without telling the server."""
    wanted = role_params(viewer)
    for name in (ROLE, FIELDS):
        if name in wanted:
            st.query_params[name] = wanted[name]
        elif name in st.query_params:
            del st.query_params[name]


def role_switch(concept: Concept | None, viewer: Viewer) -> None:
    """A button that names the role and opens the choice; departments also choose their fields."""
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


def _remember() -> None:
    st.session_state[_ROLE_KEPT] = st.session_state[_ROLE_CHOICE]
    if _FIELDS_CHOICE in st.session_state:
        st.session_state[_FIELDS_KEPT] = tuple(st.session_state[_FIELDS_CHOICE])
