"""Daten einspielen: file → recognised table → findings and difference → accept → undo."""

import streamlit as st

from domain.access import Role
from ui import import_tables
from ui.cached import view
from ui.components import escape_md, needs_installation, page_link
from ui.context import Context
from ui.page import Page
from ui.undo import undo_form, undo_message
from ui.uploads import accept_button, checked_upload, last_acceptance, status_sheet_download
from views import imports
from views.installation import area_names

PAGE = Page(title="Daten einspielen", slug="einspielen", roles=frozenset({Role.OFFICE}))


def render(ctx: Context) -> None:
    """Draws the page."""
    st.title("Daten einspielen", anchor=False)
    if needs_installation(ctx):
        return
    st.markdown(
        "Tabelle der Statistikstelle, Sachstandsblatt oder Konzept auswählen. Zuerst wird nur geprüft; "
        "gespeichert wird erst beim Übernehmen."
    )
    _accepted(ctx)
    checked = checked_upload(ctx)
    if checked is None:
        st.header("Vorlage für Maßnahmen", anchor=False)
        st.markdown("Das Sachstandsblatt ist mit den letzten Meldungen gefüllt. Ausfüllen, speichern und oben wieder einspielen.")
        status_sheet_download(ctx)
        return
    shown = imports.build(checked.reading, checked.difference, view(ctx, area_names))
    import_tables.recognised(shown)
    import_tables.findings(shown)
    import_tables.difference(shown)
    if not shown.errors:
        accept_button(ctx, shown.changes_nothing)


def _accepted(ctx: Context) -> None:
    """What was just accepted, and the way back."""
    undo_message()
    accepted = last_acceptance(ctx)
    if accepted is None:
        return
    st.success(escape_md(f"Übernommen als Lieferung Nr. {accepted.number}: {accepted.file.name}. Alle Seiten zeigen den neuen Stand."))
    page_link(ctx, "ueberblick", "Zum Überblick")
    undo_form(ctx, [accepted])
