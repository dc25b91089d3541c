"""Daten einspielen: file → recognised table → findings → difference → accept, on one page that can be left and continued."""

import streamlit as st

from domain.access import Role
from ui import accepting, checking, drafts, files, import_tables, returned_sheet
from ui.cached import view
from ui.components import escape_md, needs_installation, page_link
from ui.context import Context
from ui.findings import finding_groups
from ui.known_list import known_list
from ui.page import Page
from ui.undo import undo_message
from ui.unknown import own_table, unknown_table
from views import imports
from views.finding_groups import unconfirmed
from views.installation import area_names
from workflows import Draft

PAGE = Page(title="Daten einspielen", slug="einspielen", roles=frozenset({Role.OFFICE}))


def render(ctx: Context) -> None:
    """Draws the page."""
    st.title("Daten einspielen", anchor=False)
    if needs_installation(ctx):
        return
    undo_message()
    draft = drafts.current_draft(ctx)
    if draft is None:
        _start(ctx)
    else:
        _steps(ctx, draft)


def _start(ctx: Context) -> None:
    accepting.last_acceptance(ctx)
    st.header("1. Datei", anchor=False)
    st.markdown(
        "Tabelle einer Statistikstelle, Sachstandsblatt, Erfassungsblatt, Indikatorenkatalog oder Konzept. "
        "Es wird nur geprüft; gespeichert wird erst beim Übernehmen."
    )
    drafts.choose_file(ctx)
    drafts.started_imports(ctx)
    st.header("Vorlage für Maßnahmen", anchor=False)
    st.markdown("Das Sachstandsblatt ist mit den letzten Meldungen gefüllt. Ausfüllen, speichern und hier wieder einspielen.")
    files.status_sheets(ctx)
    st.header("Eigene Tabellen", anchor=False)
    st.markdown("Tabellen, die der Monitor nicht kennt, beschreiben Sie einmal. Danach erkennt er jede neue Ausgabe.")
    page_link(ctx, "tabellen", "Eigene Tabellenbeschreibungen ansehen")


def _steps(ctx: Context, draft: Draft) -> None:
    checked = checking.checked_draft(ctx, draft)
    shown = imports.build(checked.reading, checked.difference, view(ctx, area_names), ctx.concept)
    st.header("1. Datei", anchor=False)
    drafts.head(ctx, draft, imports.known_sentence(checked.known) if checked.known else "")
    st.header("2. Erkannt", anchor=False)
    if not shown.facts:
        unknown_table(ctx, draft, shown)
        return
    import_tables.recognised(shown)
    returned_sheet.arrival(ctx, draft, checked)
    own_table(ctx, draft, checked.reading.layout)
    known_list(ctx, draft, checked.reading)
    if draft.layout:
        checking.choose_table(ctx, draft)
    st.header("3. Geprüft", anchor=False)
    left = unconfirmed(shown.groups, draft.confirmations)
    st.markdown(escape_md(imports.outcome(shown, left)))
    finding_groups(shown.groups, draft.confirmations, lambda changed: drafts.keep_confirmations(ctx, draft, changed))
    files.check_files(ctx, draft, checked)
    returned_sheet.give_back(ctx, draft, checked)
    if shown.errors:
        return
    st.header("4. Was sich ändern würde", anchor=False)
    returned_sheet.difference(ctx, shown, checked)
    files.change_file(ctx, draft, checked)
    st.header("5. Übernehmen", anchor=False)
    accepting.accept_form(ctx, draft, checked, open_hints=left, changes_nothing=shown.changes_nothing)
