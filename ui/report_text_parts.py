"""Berichtstexte on screen: how far they are, the text fields, versions, and what the numbers propose."""

from collections.abc import Mapping, Sequence

import streamlit as st

import settings
import workflows
from domain.access import Permission
from domain.errors import MonitorError
from domain.report_texts import LONGEST_TEXT, key_text
from ui.components import escape_md, link_md, table
from ui.context import Context
from ui.notice import leave_notice
from ui.report_text_drafts import draft_of, forget, keep_draft, public_widget, rebase, take_over, text_widget, unsaved
from views.formats import NO_VALUE, counted
from views.proposals import MARK
from views.report_texts import FieldStand, TextSection, TextSlot
from views.text_hints import text_hints
from workflows import Home

PLACE = "berichtstexte"
"""Where the page says what was done, whichever of its parts did it."""
PUBLIC_TICK = "Darf in öffentliche Berichte"
_PUBLIC_HELP = (
    "Mit Haken erscheint der Text auch in öffentlichen Berichten und in der öffentlichen Ausgabe. Ohne Haken lesen ihn nur Verwaltung und "
    "Controlling-Gruppe. Bitte vorher prüfen, dass keine Angaben zu einzelnen Personen darin stehen."
)


def stand_table(ctx: Context, lines: Sequence[FieldStand], period: str) -> None:
    """Each field with what was written and what is missing."""
    missing = sum(each.missing for each in lines)
    if missing:
        fields = counted(missing, "Handlungsfeld", "Handlungsfeldern")
        st.warning(f"In {fields} fehlen die Konsequenzen. Solange sie fehlen, lässt sich der Stand einer Sitzung nicht festschreiben.")
    rows = [
        (
            link_md(ctx, each.name, "berichtstexte", zeitraum=period, feld=each.id),
            str(each.written),
            str(each.about_indicators),
            escape_md(_asked(each)),
        )
        for each in lines
    ]
    heads = ("Handlungsfeld", "Texte zum Feld", "Texte zu Indikatoren", "Konsequenzen")
    table(heads, rows, alt="Stand der Berichtstexte je Handlungsfeld", key="textstand", numbers=(1, 2), markdown=(0, 3))


def _asked(each: FieldStand) -> str:
    if not each.reasons:
        return "nicht verlangt"
    return f"{'fehlen' if each.missing else 'liegen vor'}, verlangt wegen: {'; '.join(each.reasons)}"


def text_section(ctx: Context, section: TextSection) -> None:
    """The four texts; fields to write in for the office, plain text for all others."""
    writes = ctx.viewer.may(Permission.WRITE_REPORTS)
    for slot in section.slots:
        st.subheader(slot.label, anchor=False)
        if slot.missing:
            st.warning(escape_md("Wird verlangt: " + "; ".join(slot.reasons) + "."))
        if writes:
            _fields(slot)
        else:
            _read(slot)
        _beside(slot, writes)
    if writes:
        _save(ctx, section)


def paragraphs(text: str) -> str:
    """Markdown of a text as it is, line by line."""
    return "  \n".join(escape_md(line) for line in text.splitlines())


def _read(slot: TextSlot) -> None:
    st.markdown(paragraphs(slot.text) if slot.text else "Noch nichts geschrieben.")
    if slot.text:
        st.caption("öffentlich" if slot.public else "nur intern")


def _fields(slot: TextSlot) -> None:
    draft = draft_of(slot)
    st.session_state.setdefault(text_widget(slot), draft.text)
    st.session_state.setdefault(public_widget(slot), draft.public)
    label = f"{slot.label} (höchstens {LONGEST_TEXT} Zeichen)"
    written = st.text_area(label, key=text_widget(slot), height="content", on_change=keep_draft, args=(slot,))
    st.checkbox(PUBLIC_TICK, key=public_widget(slot), help=_PUBLIC_HELP, on_change=keep_draft, args=(slot,))
    for hint in text_hints(written):
        st.info(escape_md(f"Hinweis: {hint}"))


def _beside(slot: TextSlot, writes: bool) -> None:
    """What helps with writing: proposals, the half-year before, the versions."""
    if writes and slot.proposals:
        with st.expander(f"{MARK} ({len(slot.proposals)})"):
            for place, sentence in enumerate(slot.proposals):
                st.markdown(escape_md(sentence))
                key = f"vorschlag_{key_text(slot.key)}_{place}"
                st.button("In das Textfeld übernehmen", key=key, on_click=take_over, args=(slot, sentence))
    if slot.before:
        with st.expander("Text des Halbjahrs davor"):
            st.markdown(paragraphs(slot.before))
    if slot.versions:
        with st.expander(f"Fassungen ({len(slot.versions)})"):
            for each in slot.versions:
                st.caption(escape_md(f"Fassung {each.number}, {'öffentlich' if each.public else 'intern'}: {each.written}"))
                st.markdown(paragraphs(each.text) or f"{NO_VALUE} (zurückgenommen)")


def _save(ctx: Context, section: TextSection) -> None:
    changed = unsaved(section.slots)
    overtaken = [slot for slot in section.slots if key_text(slot.key) in changed and changed[key_text(slot.key)].seen != slot.version]
    if overtaken:
        _told(overtaken)
    elif changed:
        st.caption(f"Nicht gespeichert: {', '.join(wish.key.part.label for wish in changed.values())}.")
    with st.container(horizontal=True):
        save = st.button("Texte speichern", type="primary", key="texte_speichern")
        if changed:
            st.button("Änderungen verwerfen", key="texte_verwerfen", on_click=forget, args=(section.slots,))
    if save:
        _write(ctx, section, changed)


def _told(overtaken: Sequence[TextSlot]) -> None:
    """Somebody was faster: the newer version and one's own text stand beside each other until one of them is chosen."""
    for slot in overtaken:
        newest = slot.versions[0]
        st.warning(f"Zu „{slot.label}“ gibt es inzwischen Fassung {newest.number} ({escape_md(newest.written)}). Ihr Text steht noch oben.")
        st.markdown(paragraphs(newest.text) or "Sie nimmt den Text zurück.")
    st.button("Gelesen: mein Text soll folgen", key="texte_folgen", on_click=rebase, args=(overtaken,))


def _write(ctx: Context, section: TextSection, changed: Mapping[str, workflows.TextWish]) -> None:
    if not changed:
        st.info("Es ist nichts geändert.")
        return
    home = ctx.installation.home
    try:
        workflows.write_texts(Home(home), list(changed.values()), viewer=ctx.viewer, settings=settings.load(home))
    except MonitorError as error:
        st.error(escape_md(f"{error} Ihr Text steht noch oben."))
        return
    forget(section.slots)
    names = ", ".join(wish.key.part.label for wish in changed.values())
    leave_notice(PLACE, f"Gespeichert zu {section.name}: {names}.")
    st.rerun()
