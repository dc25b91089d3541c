"""Describing an unknown table: the proposal with its evidence, the sheet in colours, corrections, the resulting values, saving."""

from dataclasses import replace
from functools import partial

import streamlit as st

import settings
import workflows
from domain.deliveries import Reading
from domain.errors import MonitorError
from domain.proposals import Choices, Proposal, Question
from ui import table_choices
from ui.checking import forget
from ui.components import escape_md, table
from ui.context import Context
from ui.drafts import PARAMETER, home_of, keep
from ui.findings import finding_list
from ui.links import role_params
from ui.sheet_view import coloured_sheet
from views import proposal as texts
from views.finding_groups import grouped
from workflows import Draft

_KEPT, _READ = "vorschlag", "vorschau"


def describe(ctx: Context, draft: Draft) -> None:
    """Draws the whole description of the draft's table."""
    found = proposal_of(ctx, draft)
    decide = partial(_decide, ctx, draft)
    if not found.found:
        st.warning("In dieser Datei ist keine Tabelle mit Zahlen zu erkennen. Steht sie auf einem anderen Blatt?")
    _questions(found, decide)
    st.header("Das Blatt in Farben", anchor=False)
    coloured_sheet(texts.sheet(found.view), "vorschlag")
    st.header("Woran der Monitor das erkennt", anchor=False)
    table(texts.EVIDENCE_COLUMNS, texts.evidence_rows(found.evidence), alt="Belege des Vorschlags", key="belege")
    st.header("Berichtigen", anchor=False)
    table_choices.corrections(found, workflows.symbol_profiles(), decide)
    if found.found:
        _result(_reading(ctx, draft, found))
        _save(ctx, draft, found)


def proposal_of(ctx: Context, draft: Draft) -> Proposal:
    """The proposal for the choices made so far, made once."""
    key = (draft.id, repr(sorted(draft.choices.items())))
    if st.session_state.get(_KEPT, (None,))[0] != key:
        with st.spinner("Die Tabelle wird angesehen …"):
            st.session_state[_KEPT] = (key, workflows.propose_table(home_of(ctx), draft, viewer=ctx.viewer))
    found: Proposal = st.session_state[_KEPT][1]
    return found


def _decide(ctx: Context, draft: Draft, choices: Choices) -> None:
    keep(ctx, draft, choices=workflows.choices_as_text(choices))


def _questions(found: Proposal, decide: table_choices.Decide) -> None:
    """What the table does not say is asked first."""
    if found.questions:
        st.header("Das sagt die Tabelle nicht", anchor=False)
    for question in found.questions:
        _question(question, decide)


def _question(question: Question, decide: table_choices.Decide) -> None:
    st.markdown(f"**{escape_md(question.text)}** {escape_md(question.because)}")
    key = f"frage_{question.field}"

    def answer() -> None:
        if (chosen := st.session_state[key]) is not None:
            decide(question.answers[chosen].choices)

    if question.answers:
        numbers = range(len(question.answers))
        st.session_state[key] = None
        st.radio("Antwort", numbers, format_func=lambda number: question.answers[number].label, key=key, on_change=answer, horizontal=True)


def _reading(ctx: Context, draft: Draft, found: Proposal) -> Reading:
    """What the proposed description reads, read once."""
    if st.session_state.get(_READ, (None,))[0] != (draft.id, found.toml):
        st.session_state[_READ] = ((draft.id, found.toml), workflows.read_with(home_of(ctx), draft, found, viewer=ctx.viewer))
    reading: Reading = st.session_state[_READ][1]
    return reading


def _result(reading: Reading) -> None:
    """The values as they would be loaded."""
    st.header("So würden die Werte geladen", anchor=False)
    count = len(reading.rows) if reading.rows is not None else 0
    shown = texts.preview_rows(reading.rows) if count else ()
    st.markdown(escape_md(texts.preview_sentence(count, len(shown))))
    if shown:
        table(texts.PREVIEW_COLUMNS, shown, alt="Werte, wie sie geladen würden", key="vorschau", numbers=(4,))
    finding_list(grouped(reading.findings))


def _save(ctx: Context, draft: Draft, found: Proposal) -> None:
    st.header("Speichern", anchor=False)
    st.markdown("Danach prüft der Monitor die Datei. Die nächste Ausgabe derselben Tabelle erkennt er ohne Rückfrage.")
    decided, home = found.decided, home_of(ctx)
    chosen = settings.load(home.path)
    with st.form("beschreibung", border=False):
        title = st.text_input("Titel der Tabelle", value=decided.title or "")
        publisher = st.text_input("Herausgeber", value=decided.publisher or "")
        licence = st.text_input("Lizenz (freiwillig)", value=decided.licence or "")
        url = st.text_input("Adresse im Internet (freiwillig)", value=decided.url or "")
        own = st.checkbox(
            f"Eigenes Register: Fallzahlen unter {chosen.min_cases} nie zeigen (und nichts, woraus sie sich ergeben)",
            value=bool(decided.min_cases),
            help="Veröffentlichte Tabellen der Statistikämter sind schon geschützt.",
        )
        sent = st.form_submit_button("Tabellenbeschreibung speichern", type="primary")
    if not sent:
        return
    choices = replace(found.choices, title=title.strip(), publisher=publisher.strip(), licence=licence.strip(), url=url.strip())
    choices = replace(choices, min_cases=chosen.min_cases if own else None)
    try:
        workflows.save_table(home, draft, choices, viewer=ctx.viewer, settings=chosen)
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    st.session_state.pop(_KEPT, None)
    forget()
    keep(ctx, draft, layout=None, choices={})
    st.switch_page(ctx.pages["einspielen"], query_params={PARAMETER: draft.id, **role_params(ctx.viewer)})
