"""Two filed reports beside each other, as a view of the page Vergleich."""

import streamlit as st

from domain.errors import MonitorError
from ui.cached import view
from ui.choices import choose
from ui.components import empty_state, escape_md, table
from ui.context import Context
from views import report_difference
from views.difference import Difference
from views.formats import NO_VALUE, counted


def compared_reports(ctx: Context) -> Difference | None:
    """The choice of two reports and the texts that are other ones; what is otherwise in their data states comes back."""
    reports = view(ctx, report_difference.comparable, ctx.viewer)
    if not reports:
        empty_state("Noch nichts zu vergleichen", "Verglichen werden zwei abgelegte Berichte mit verschiedenen Berichtsständen.")
        return None
    titles = {str(each.number): each.title for each in reports}
    with st.container(horizontal=True):
        later = choose("Bericht", titles, "bericht")
        earlier_ones = next(each.earlier for each in reports if str(each.number) == later)
        names = {str(number): view(ctx, report_difference.title_of, ctx.viewer, number) for number in earlier_ones}
        earlier = choose("Verglichen mit", names, "frueher")
    try:
        shown = view(ctx, report_difference.build, ctx.viewer, int(earlier), int(later))
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return None
    _texts(shown)
    return shown.difference


def _texts(shown: report_difference.ReportDifference) -> None:
    st.header("Texte", anchor=False)
    same = counted(shown.same_texts, "Text ist wörtlich gleich", "Texte sind wörtlich gleich")
    st.markdown(escape_md(f"{counted(len(shown.texts), 'Text lautet', 'Texte lauten')} anders, {same}."))
    if shown.texts:
        rows = [(each.name, each.part.label, each.before or NO_VALUE, each.after or NO_VALUE) for each in shown.texts]
        table(("Handlungsfeld oder Indikator", "Teil", "früher", "jetzt"), rows, alt="Geänderte Texte", key="texte")
