"""What somebody is writing and has not saved: kept in the session, so that neither an error nor a look at another page loses it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from domain.report_texts import cleaned, key_text
from views.report_texts import TextSlot
from workflows import TextWish

_DRAFTS = "berichtstexte_entwuerfe"


@dataclass(frozen=True)
class TextDraft:
    """Unsaved text; ``seen`` is the version its writer began from."""

    text: str
    public: bool
    seen: int


def draft_of(slot: TextSlot) -> TextDraft:
    """The unsaved text, else the newest version as it is."""
    return _drafts().get(key_text(slot.key), TextDraft(slot.text, slot.public, slot.version))


def text_widget(slot: TextSlot) -> str:
    """The key of the text field; another version gets another field."""
    return f"text_{key_text(slot.key)}_{draft_of(slot).seen}"


def public_widget(slot: TextSlot) -> str:
    """The key of the tick."""
    return f"oeffentlich_{key_text(slot.key)}_{draft_of(slot).seen}"


def keep_draft(slot: TextSlot) -> None:
    """Remembers what stands in the fields now; called when they change."""
    seen = draft_of(slot).seen
    state = st.session_state
    _drafts()[key_text(slot.key)] = TextDraft(state[text_widget(slot)], state[public_widget(slot)], seen)


def take_over(slot: TextSlot, proposal: str) -> None:
    """Puts a proposal behind what stands in the text field."""
    widget = text_widget(slot)
    before = st.session_state.get(widget, draft_of(slot).text).rstrip()
    st.session_state[widget] = f"{before}\n{proposal}" if before else proposal
    keep_draft(slot)


def unsaved(slots: Sequence[TextSlot]) -> Mapping[str, TextWish]:
    """What differs from the newest version, by key, ready to be written."""
    found = {}
    for slot in slots:
        draft = draft_of(slot)
        text = cleaned(draft.text)
        if (text, draft.public and bool(text)) != (slot.text, slot.public):
            found[key_text(slot.key)] = TextWish(slot.key, draft.text, draft.public, draft.seen)
    return found


def forget(slots: Sequence[TextSlot]) -> None:
    """After saving or giving up: the fields show the newest version again."""
    for slot in slots:
        for widget in (text_widget(slot), public_widget(slot)):
            st.session_state.pop(widget, None)
        _drafts().pop(key_text(slot.key), None)


def rebase(slots: Sequence[TextSlot]) -> None:
    """After the newer versions were looked at: the unsaved texts stay and will follow them."""
    for slot in slots:
        draft = _drafts().get(key_text(slot.key))
        if draft:
            _drafts()[key_text(slot.key)] = TextDraft(draft.text, draft.public, slot.version)


def _drafts() -> dict[str, TextDraft]:
    return st.session_state.setdefault(_DRAFTS, {})
