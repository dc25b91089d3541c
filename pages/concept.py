"""Konzept: what the concept itself says, its versions and their parts, who takes part; the workbook to edit it."""

import streamlit as st

from domain.access import Role
from ui import concept_parts
from ui.cached import view
from ui.choices import choose_view
from ui.components import escape_md, needs_installation
from ui.context import Context
from ui.page import Page
from ui.revision_parts import revision
from views import concept
from views.concept_indicators import terms

PAGE = Page(title="Konzept", slug="konzept")
VIEWS = {
    "inhalt": "Leitbild und Handlungsfelder",
    "fassungen": "Fassungen und Entstehung",
    "indikatoren": "Indikatoren und Ziele",
    "beteiligte": "Gremien und Organisationen",
}
REVISION = {"fortschreibung": "Für die nächste Fortschreibung"}
WORDS = {"begriffe": "Begriffe"}


def render(ctx: Context) -> None:
    """Draws the page."""
    if needs_installation(ctx) or ctx.concept is None:
        return
    shown = view(ctx, concept.build)
    st.title(escape_md(shown.name), anchor=False)
    views = VIEWS | ({} if ctx.viewer.role is Role.PUBLIC else REVISION) | ({} if terms(ctx.concept).empty else WORDS)
    chosen = choose_view("Ansicht", views, "ansicht")
    match chosen:
        case "fassungen":
            concept_parts.versions(ctx, shown)
        case "indikatoren":
            concept_parts.indicators(ctx)
        case "beteiligte":
            concept_parts.people(ctx, shown)
        case "fortschreibung":
            revision(ctx)
        case "begriffe":
            concept_parts.words(ctx)
        case _:
            concept_parts.content(ctx, shown)
    concept_parts.editing(ctx)
