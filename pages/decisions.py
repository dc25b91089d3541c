"""Beschlüsse: everything the bodies resolved or ordered, until it is done, and what came of it."""

import streamlit as st

from domain.access import Permission, Role
from domain.decisions import DecisionState
from domain.local_time import today
from ui.cached import view
from ui.choices import choose, search
from ui.components import empty_state, escape_md, needs_installation
from ui.context import Context
from ui.decision_followup import followup_form
from ui.decision_record import record_form
from ui.decision_table import decision_table, story_table
from ui.meeting_decisions import short
from ui.notice import notice
from ui.page import Page
from views import decisions, meeting
from views.decisions import DecisionFilter, DecisionsView
from views.formats import counted

PAGE = Page(title="Beschlüsse", slug="beschluesse", roles=frozenset(Role) - {Role.PUBLIC})
PLACE = "beschluss"
ALL = {"": "alle"}
_OPEN = (DecisionState.OVERDUE, DecisionState.OPEN)


def render(ctx: Context) -> None:
    """Draws the page."""
    st.title("Beschlüsse und Aufträge", anchor=False)
    if needs_installation(ctx):
        return
    st.markdown("Was die Gremien beschlossen oder in Auftrag gegeben haben. Offenes kommt in jeder Sitzung wieder, bis es erledigt ist.")
    everything = view(ctx, decisions.build, ctx.viewer, DecisionFilter(), today())
    notice(PLACE)
    if everything.total:
        _list(ctx, everything)
    else:
        empty_state("Noch nichts beschlossen", "Beschlüsse und Aufträge hält das Integrationsbüro in der Sitzung oder hier fest.")
    if ctx.viewer.may(Permission.MEET):
        _forms(ctx, everything)


def _list(ctx: Context, everything: DecisionsView) -> None:
    with st.container(horizontal=True):
        state = choose("Stand", ALL | {each.value: each.label for each in DecisionState}, "stand")
        body = choose("Gremium", ALL | dict(everything.bodies), "gremium")
        field = choose("Handlungsfeld", ALL | dict(everything.fields), "feld")
        responsible = choose("Verantwortlich", ALL | {each: each for each in everything.responsibles}, "verantwortlich")
        function = choose("Funktion", ALL | {each: each for each in everything.functions}, "funktion")
        text = search("Suche", "suche")
    chosen = DecisionFilter(body=body, field=field, responsible=responsible, function=function, state=state, search=text)
    shown = view(ctx, decisions.build, ctx.viewer, chosen, today())
    states = ", ".join(f"{count} {each.label}" for each, count in shown.by_state)
    counts = f"{len(shown.lines)} von {counted(shown.total, 'Beschluss oder Auftrag', 'Beschlüssen und Aufträgen')}"
    st.markdown(escape_md(f"{counts}: {states}" if states else counts))
    if not shown.lines:
        st.info("Nichts passt zu dieser Auswahl. Bitte einen Filter auf „alle“ stellen.")
        return
    decision_table(ctx, shown.lines, key="beschluesse", alt="Beschlüsse und Aufträge, überfällige zuerst")
    with st.container(key="werte_verlauf"), st.expander("Verlauf"):  # closed on screen, open on paper
        story_table(shown.lines)


def _forms(ctx: Context, everything: DecisionsView) -> None:
    with st.expander("Beschluss oder Auftrag festhalten"):
        record_form(ctx, view(ctx, meeting.choices, ctx.viewer), PLACE)
    known = [each for each in everything.lines if each.state is not DecisionState.WITHDRAWN]
    if known:
        with st.expander("Erledigt, andere Frist, wieder öffnen, zurücknehmen"):
            still = {each.number: short(each) for each in known if each.state in _OPEN}
            followup_form(ctx, PLACE, still, {each.number: short(each) for each in known if each.number not in still})
