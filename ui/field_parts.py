"""Parts of an action field's page."""

import streamlit as st

from ui.components import escape_md
from views.field import FieldView


def asked(shown: FieldView) -> None:
    """What the department that answers for the field is asked to do; the office sends the status sheet for it."""
    if shown.asked:
        points = "\n".join(f"- {escape_md(each)}" for each in shown.asked)
        st.info(f"**Was von Ihnen erwartet wird** (im Sachstandsblatt, das Sie vom Integrationsbüro bekommen)\n\n{points}")


def goals(shown: FieldView) -> None:
    """Goals and approaches as the council adopted them."""
    for goal in shown.field.goals:
        st.markdown(f"**Leitziel:** {escape_md(goal.text)}")
    if not shown.field.goals:
        st.caption("Für dieses Handlungsfeld ist noch kein Leitziel erfasst.")
    if shown.field.approaches:
        st.markdown("**Handlungsansätze:** " + escape_md("; ".join(shown.field.approaches)))
    if shown.field.note:
        st.caption(escape_md(shown.field.note))
