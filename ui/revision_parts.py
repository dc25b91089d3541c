"""What the next Fortschreibung should consider, as a view of the page Konzept."""

import streamlit as st

from domain.local_time import today
from ui.cached import view
from ui.components import download_csv, empty_state, escape_md, link_md, table
from ui.context import Context
from views import revision_list


def revision(ctx: Context) -> None:
    """A table for each reason, each point with a link to where more is said."""
    shown = view(ctx, revision_list.build, ctx.viewer, today())
    if not shown.total:
        empty_state("Zurzeit kein Punkt", "Weder Beschlüsse noch Zahlen oder Maßnahmen nennen etwas für die nächste Fortschreibung.")
        return
    of = f" Zurzeit gilt: {shown.since}." if shown.since else ""
    st.markdown(escape_md(f"{revision_list.summary_text(shown)}.{of} Zusammengestellt aus Beschlüssen, Zahlen und Maßnahmen."))
    st.caption("Die Liste sagt, was zu besprechen ist, nicht was zu tun ist. Der Umsetzungsbericht enthält sie.")
    for reason, candidates in shown.groups:
        st.subheader(f"{reason.label} ({len(candidates)})", anchor=False)
        rows = [(link_md(ctx, each.subject, each.slug, **dict(each.selection)), escape_md(each.why)) for each in candidates]
        table(("Punkt", "Warum"), rows, alt=reason.label, key=f"fortschreibung_{reason.value}", markdown=(0, 1))
    flat = [(reason.label, each.subject, each.why) for reason, candidates in shown.groups for each in candidates]
    download_csv(("Grund", "Punkt", "Warum"), flat, file_name="fortschreibung.csv", key="fortschreibung_csv")
