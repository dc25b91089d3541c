"""Berichte: ordering documents from a data state, filing them, and everything that was filed."""

import streamlit as st

from domain.access import Permission
from domain.errors import MonitorError
from domain.local_time import today
from ui.cached import view
from ui.components import escape_md, needs_installation
from ui.context import Context
from ui.edition_parts import edition
from ui.page import Page
from ui.report_files import archive, due_reports, made_files, make
from ui.report_form import order_form
from ui.word_template import word_template
from views import report_archive

PAGE = Page(title="Berichte", slug="berichte")


def render(ctx: Context) -> None:
    """Draws the page; the public finds what was issued for it."""
    st.title("Berichte", anchor=False)
    if needs_installation(ctx) or ctx.concept is None:
        return
    shown = view(ctx, report_archive.build, ctx.viewer, today())
    if ctx.viewer.may(Permission.SEE_INTERNAL):
        due_reports(shown.due)
        st.header("Bericht erstellen", anchor=False)
        try:
            ordered = order_form(ctx.concept, shown, may_issue=ctx.viewer.may(Permission.WRITE_REPORTS))
            if ordered is not None:
                make(ctx, ordered)
        except MonitorError as error:
            st.error(escape_md(str(error)))
        made_files()
    archive(ctx, shown)
    edition(ctx, shown)
    word_template(ctx)
