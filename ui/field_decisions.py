"""What the bodies decided about one action field and is not done yet."""

import streamlit as st

from domain.access import Permission
from domain.decisions import DecisionState
from domain.local_time import today
from ui.cached import view
from ui.components import coloured, escape_md, link_md
from ui.context import Context
from views import decisions
from views.decisions import DecisionFilter


def open_decisions(ctx: Context, field: str) -> None:
    """Open decisions about the field or its measures, overdue ones first; nothing where there are none."""
    shown = view(ctx, decisions.build, ctx.viewer, DecisionFilter(field=field), today())
    still = [each for each in shown.lines if each.state in (DecisionState.OVERDUE, DecisionState.OPEN)]
    if not still:
        return
    st.header("Beschlüsse und Aufträge, die noch offen sind", anchor=False)
    lines = [
        f"- {coloured(each.term)} · {escape_md(f'{each.name}: {each.text}')}  \n{escape_md(f'{each.responsible}, Frist: {each.due}')}"
        for each in still
    ]
    st.markdown("\n".join(lines))
    if ctx.viewer.may(Permission.SEE_INTERNAL):
        st.markdown(link_md(ctx, "Alle Beschlüsse und Aufträge zu diesem Handlungsfeld", "beschluesse", feld=field))
