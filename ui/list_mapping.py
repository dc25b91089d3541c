"""Taking over a city's own list of measures: questions, columns, words, the rows that result, saving."""

from functools import partial

import streamlit as st

import settings
import workflows
from domain.errors import MonitorError
from domain.measure_lists import ListChoices, ListProposal
from ui import list_mapping_choices
from ui.checking import forget
from ui.components import escape_md, table
from ui.context import Context
from ui.drafts import PARAMETER, home_of, keep
from ui.findings import finding_list
from ui.links import role_params
from ui.sheet_view import coloured_sheet
from views import measure_lists as texts
from views.finding_groups import grouped
from views.proposal import EVIDENCE_COLUMNS, evidence_rows, sheet
from workflows import Draft

_KEPT = "liste_vorschlag"
_SCROLL_FROM = 14


def take_over(ctx: Context, draft: Draft) -> None:
    """Draws the whole mapping of the draft's list."""
    found = list_proposal(ctx, draft)
    decide = partial(_decide, ctx, draft)
    _edition(found, decide)
    if not found.found:
        st.warning("Auf diesem Blatt ist keine Zeile mit Spaltenköpfen zu erkennen. Bitte Blatt und Kopfzeile wählen.")
    list_mapping_choices.questions(found, decide)
    with st.expander("Das Blatt ansehen; Blatt und Kopfzeile wählen", expanded=not found.found):
        list_mapping_choices.place(found, decide)
        coloured_sheet(sheet(found.view), "liste")
    if not found.found:
        return
    st.header("Woran der Monitor das erkennt", anchor=False)
    table(EVIDENCE_COLUMNS, evidence_rows(found.evidence), alt="Belege der Zuordnung", key="belege")
    st.header("Spalten", anchor=False)
    list_mapping_choices.columns(found, decide)
    st.header("Wörter und Angaben für alle Zeilen", anchor=False)
    list_mapping_choices.words(found, texts.meaning_names(ctx.concept) if ctx.concept else {}, _fields(ctx), decide)
    list_mapping_choices.constants(found, _fields(ctx), decide)
    _result(ctx, found)
    _save(ctx, draft, found)


def list_proposal(ctx: Context, draft: Draft) -> ListProposal:
    """The proposal for the choices made so far, made once."""
    key = (draft.id, repr(sorted(draft.choices.items())), ctx.installation.version)
    if st.session_state.get(_KEPT, (None,))[0] != key:
        with st.spinner("Die Liste wird angesehen …"):
            st.session_state[_KEPT] = (key, workflows.propose_list(home_of(ctx), draft, viewer=ctx.viewer))
    found: ListProposal = st.session_state[_KEPT][1]
    return found


def _fields(ctx: Context) -> dict[str, str]:
    return {field.id: field.name for field in ctx.concept.fields} if ctx.concept else {}


def _decide(ctx: Context, draft: Draft, choices: ListChoices) -> None:
    keep(ctx, draft, choices=workflows.list_choices_as_text(choices))


def _edition(found: ListProposal, decide: list_mapping_choices.Decide) -> None:
    """The known list this is another edition of, with the difference between the heads."""
    change = texts.head_changes(found)
    if change is None:
        return
    st.markdown(f"**Eine Ausgabe von „{escape_md(change.title)}“.** Was dort festgelegt ist, gilt; gefragt wird nur, was anders ist.")
    if not change.same:
        table(texts.HEAD_COLUMNS, change.rows, alt="Köpfe bisher und in dieser Datei", key="koepfe")
    st.button("Das ist eine andere Liste", on_click=decide, args=(ListChoices(of=""),))


def _result(ctx: Context, found: ListProposal) -> None:
    """Every measure as it would be taken over, and what was found on the way."""
    st.header("So würden die Maßnahmen übernommen", anchor=False)
    st.markdown(escape_md(texts.result_sentence(found)))
    if found.rows and ctx.concept:
        rows = texts.measure_rows(found.rows, ctx.concept)
        with st.container(height=520 if len(rows) > _SCROLL_FROM else "content"):
            table(texts.ROW_COLUMNS, rows, alt="Maßnahmen, wie sie übernommen würden", key="liste_zeilen")
    if not found.questions:
        finding_list(grouped(found.findings))


def _save(ctx: Context, draft: Draft, found: ListProposal) -> None:
    st.header("Speichern", anchor=False)
    if found.questions:
        st.info("Bitte zuerst die Fragen oben beantworten. Danach lässt sich die Zuordnung speichern.")
        return
    st.markdown("Danach prüft der Monitor die Datei gegen die letzten Meldungen. Die nächste Ausgabe liest er ohne Rückfrage.")
    home = home_of(ctx)
    with st.form("zuordnung", border=False):
        title = st.text_input("Name der Liste", value=found.mapping.title)
        sent = st.form_submit_button("Zuordnung speichern", type="primary")
    if not sent:
        return
    try:
        layout = workflows.save_list(home, draft, title=title.strip(), viewer=ctx.viewer, settings=settings.load(home.path))
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    st.session_state.pop(_KEPT, None)
    forget()
    keep(ctx, draft, layout=layout, choices={})
    st.switch_page(ctx.pages["einspielen"], query_params={PARAMETER: draft.id, **role_params(ctx.viewer)})
