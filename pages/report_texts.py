"""Berichtstexte: what the office says per field and indicator for a half-year, beside what the numbers say."""

import streamlit as st

from domain.access import Role
from domain.local_time import today
from domain.report_texts import TextSubject
from ui.cached import view
from ui.choices import choose
from ui.components import needs_installation
from ui.context import Context
from ui.notice import notice
from ui.page import Page
from ui.report_text_files import text_files
from ui.report_text_parts import PLACE, stand_table, text_section
from views import report_texts

PAGE = Page(title="Berichtstexte", slug="berichtstexte", roles=frozenset(Role) - {Role.PUBLIC})


def render(ctx: Context) -> None:
    """Draws the page."""
    st.title("Berichtstexte", anchor=False)
    if needs_installation(ctx) or ctx.concept is None:
        return
    st.markdown(
        "Bewertung, Hemmnisse, nächste Schritte und Konsequenzen für ein Halbjahr. "
        "Jede Änderung wird eine neue Fassung; keine geht verloren."
    )
    notice(PLACE)
    day = today()
    period = choose(
        "Halbjahr",
        dict(view(ctx, report_texts.periods, ctx.viewer, day)),
        "zeitraum",
        view(ctx, report_texts.usual_period, ctx.viewer, day),
    )
    stand_table(ctx, view(ctx, report_texts.stand, ctx.viewer, period, day), period)
    text_files(ctx, period)
    with st.container(horizontal=True):
        field = choose("Handlungsfeld", {each.id: f"{each.number} {each.name}".strip() for each in ctx.concept.fields}, "feld")
        sections = view(ctx, report_texts.build, ctx.viewer, period, field, day)
        about = {"": "Handlungsfeld"} | {each.id: each.name for each in sections if each.subject is TextSubject.INDICATOR}
        chosen = choose("Text zu", about, "zu")
    section = next((each for each in sections[1:] if each.id == chosen), sections[0])
    st.header(section.name, anchor=False)
    text_section(ctx, section)
