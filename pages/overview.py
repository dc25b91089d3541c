"""Overview: what every action field looks like and what needs attention."""

from ui.components import empty_state
from ui.context import Context
from ui.page import Page

PAGE = Page(title="Überblick", slug="ueberblick")


def render(ctx: Context) -> None:
    """Draws the page."""
    empty_state("Noch keine Daten", "Spielen Sie eine Tabelle ein, dann erscheinen hier die Handlungsfelder.")
