"""One delivery: its values to take away, and which hints were confirmed with it."""

from collections.abc import Sequence

import streamlit as st

from domain.deliveries import Delivery, DeliveryKind
from ui.cached import view
from ui.choices import choose
from ui.components import escape_md, table
from ui.context import Context
from ui.files import delivery_file
from views import confirmed


def delivery_details(ctx: Context, deliveries: Sequence[Delivery]) -> None:
    """Lets choose a delivery and draws it; the newest first."""
    by_number = {str(each.number): each for each in deliveries}
    if not by_number:
        return
    st.header("Eine Lieferung ansehen", anchor=False)
    names = {number: f"Nr. {number}: {each.file.name}" for number, each in by_number.items()}
    chosen = by_number[choose("Welche Lieferung?", names, "lieferung")]
    st.subheader(escape_md(names[str(chosen.number)]), anchor=False)
    rows = view(ctx, confirmed.build, ctx.viewer, chosen.number)
    if rows:
        table(confirmed.COLUMNS, rows, alt=f"Bestätigte Hinweise der Lieferung Nr. {chosen.number}", key="bestaetigt")
    else:
        st.markdown(f"Mit Lieferung Nr. {chosen.number} waren keine Hinweise zu bestätigen.")
    if chosen.kind is DeliveryKind.OBSERVATIONS:
        delivery_file(ctx, chosen)
