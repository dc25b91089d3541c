"""The form in which a department or the office says how a measure stands. What a state demands appears when the state is chosen."""

import streamlit as st

from domain.measures import MeasureState
from domain.periods import Period
from ui.cached import view
from ui.components import coloured, escape_md
from ui.context import Context
from ui.entry_saving import Form, kept_outcome, send
from views import entry
from views.entry_fields import Ask, AskKind, Section
from views.entry_values import written_number
from views.measure_texts import field_name, state_term
from views.terms import SEVERITY
from workflows.round_sheets import prefilled

_NEW, _SAME = "Ja, ich melde den neuen Stand", "Nein, alles ist unverändert"


def entry_form(ctx: Context, number: str, period: str) -> None:
    """Draws what is known of the measure and the form."""
    known: entry.Known | None = view(ctx, entry.known, ctx.viewer, number, period)
    if known is None or ctx.concept is None:
        st.warning(escape_md(f"Eine Maßnahme {number} ist für das {Period(period).label} nicht bekannt."))
        return
    _head(ctx, known, period)
    if not ctx.viewer.may_report(known.lead):
        who = f"Über diese Maßnahme berichtet: {known.lead or 'nicht benannt'}."
        st.warning(escape_md(f"{who} Ist das Ihre Stelle, wählen Sie sie oben rechts unter „Ansicht“."))
        return
    form = Form(number, period, prefilled(known.last, period))
    if not known.reported and _unchanged(form):
        _confirmation(ctx, form)
    elif known.reported or form.value("frage") == _NEW:
        _report(ctx, form, known)


def _head(ctx: Context, known: entry.Known, period: str) -> None:
    last, concept = known.last, ctx.concept
    if concept is None:
        return
    st.title(escape_md(f"{last.measure} {last.title}"), anchor=False)
    facts = (Period(period).label, field_name(concept, last.field), f"Federführung: {known.lead or 'nicht benannt'}")
    st.markdown(escape_md(" · ".join(facts)))
    with st.container(border=True, key="zuletzt"):
        said = "Für dieses Halbjahr schon gemeldet" if known.reported else f"Zuletzt gemeldet ({Period(last.period).label})"
        progress = f" · {written_number(last.progress)} %" if last.progress is not None else ""
        st.markdown(f"**{escape_md(said)}:** {coloured(state_term(concept, last.state))}{progress}")
        if last.status_text:
            st.markdown(escape_md(last.status_text))


def _unchanged(form: Form) -> bool:
    """Asks first whether there is anything new; most measures go on as they were."""
    chosen = st.radio("Hat sich seit der letzten Meldung etwas geändert?", (_SAME, _NEW), index=None, key=form.key("frage"))
    return chosen == _SAME


def _confirmation(ctx: Context, form: Form) -> None:
    with st.form(form.key("bestaetigung"), border=True):
        st.markdown("Der letzte Stand gilt weiter, mit dem heutigen Datum.")
        st.text_input("Gemeldet von (freiwillig)", value=form.base.reported_by, key=form.key("reported_by"))
        _outcome(form)
        st.form_submit_button("Unverändert bestätigen", type="primary", on_click=send, args=(ctx, form, None))


def _report(ctx: Context, form: Form, known: entry.Known) -> None:
    if ctx.concept is None:
        return
    states = entry.states_to_choose(ctx.concept, known.before, form.base)
    st.session_state.setdefault(form.key("state"), form.base.state)
    state: MeasureState = st.selectbox("Stand", list(states), format_func=states.__getitem__, key=form.key("state"))
    _problems(form, "state")
    shown = entry.sections(ctx.concept, form.base, known.before, state, known.others)
    with st.form(form.key("meldung"), border=False, enter_to_submit=False):
        for section in shown:
            _section(form, section)
        _outcome(form)
        st.form_submit_button("Prüfen und speichern", type="primary", on_click=send, args=(ctx, form, tuple(entry.asked_keys(shown))))


def _section(form: Form, section: Section) -> None:
    wrong = kept_outcome(form).fields
    has_problem = any(ask.key in wrong for row in section.rows for ask in row)
    box = st.container() if section.open else st.expander(section.title, expanded=has_problem)
    with box:
        if section.open and section.title:
            st.markdown(f"**{escape_md(section.title)}**")  # no heading: forms are not printed, headings are
        if section.note:
            st.caption(section.note)
        for row in section.rows:
            columns = st.columns(len(row)) if len(row) > 1 else [st.container()]
            for column, ask in zip(columns, row, strict=True):
                with column, st.container(key=f"feld_{ask.key}"):  # the field and what was found about it
                    _ask(form, ask)


def _ask(form: Form, ask: Ask) -> None:
    key = form.key(ask.key)
    st.session_state.setdefault(key, ask.value)
    label = ask.label + (" (Pflichtangabe)" if ask.required else "")
    if ask.kind is AskKind.CHOICE:
        if st.session_state[key] not in ask.choices:
            st.session_state[key] = next(iter(ask.choices))
        st.selectbox(label, list(ask.choices), format_func=ask.choices.__getitem__, key=key)
    elif ask.kind is AskKind.TEXT:
        st.text_area(label, key=key, placeholder=ask.hint, height=110)
    else:
        st.text_input(label, key=key, placeholder=ask.hint)
    if ask.note:
        st.caption(escape_md(ask.note))
    _problems(form, ask.key)


def _problems(form: Form, key: str) -> None:
    """What was found, right below the field."""
    outcome = kept_outcome(form)
    severity = SEVERITY[outcome.severity]
    for said in outcome.fields.get(key, ()):
        st.markdown(f"{coloured(severity)} {escape_md(said)}")


def _outcome(form: Form) -> None:
    """What holds for the whole report, above the button that sends it."""
    outcome = kept_outcome(form)
    if outcome.problem:
        st.error(escape_md(outcome.problem))
    for said in outcome.whole:
        st.markdown(f"{coloured(SEVERITY[outcome.severity])} {escape_md(said)}")
    if outcome.hints:
        st.checkbox("Ich habe die Hinweise angesehen; die Angaben stimmen.", key=form.key("stimmt"))
        st.text_input("Begründung dazu (freiwillig)", key=form.key("begruendung"))
