"""A status sheet on the import page: its arrival is noted, its difference shown measure by measure, and it can be given back."""

from collections.abc import Sequence

import streamlit as st

import settings
import workflows
from domain.errors import MonitorError
from domain.rounds import Round
from ui import import_tables
from ui.cached import view
from ui.checking import forget
from ui.components import escape_md, link_md, table
from ui.context import Context
from ui.drafts import home_of
from ui.notice import leave_notice
from ui.round_actions import PLACE
from ui.round_choice import HALF_YEAR, OFFICE
from views.imports import ImportView
from views.sheet_difference import SheetLine, facts, is_status_sheet, lines, proposed_reason
from workflows import Checked, Draft

_NOTED = "eingang_vermerkt"


def arrival(ctx: Context, draft: Draft, checked: Checked) -> None:
    """Notes once that the sheet has come, and says what it says about itself; nothing for other files."""
    if not is_status_sheet(checked.reading):
        return
    table(("Blatt", "Angabe"), facts(checked.reading), alt="Angaben des Sachstandsblatts", key="blatt_angaben")
    if st.session_state.get(_NOTED) == draft.id:
        return
    home = home_of(ctx)
    try:
        workflows.note_received(home, checked.reading, draft.sha256, viewer=ctx.viewer, settings=settings.load(home.path))
    except MonitorError as error:
        st.warning(escape_md(str(error)))
        return
    st.session_state[_NOTED] = draft.id


def difference(ctx: Context, shown: ImportView, checked: Checked) -> None:
    """What accepting would change: measure by measure for a status sheet."""
    if not is_status_sheet(checked.reading) or checked.difference is None or ctx.concept is None:
        import_tables.difference(shown)
        return
    import_tables.counts(shown)
    told = lines(checked.reading, checked.difference, ctx.concept)
    if told:
        rows = [_row(ctx, line) for line in told]
        columns = ("Maßnahme", "Meldung", "was sich ändert", "Zelle")
        with st.container(height=560 if len(rows) > import_tables.SCROLL_FROM else "content"):
            table(columns, rows, alt="Änderungen je Maßnahme", key="unterschied", markdown=frozenset(range(3)))


def _row(ctx: Context, line: SheetLine) -> tuple[str, ...]:
    changes = [f"**{escape_md(name)}:** {escape_md(before)} → {escape_md(after)}" for name, before, after in line.changes]
    counted = [escape_md(each) for each in line.counted]
    name = link_md(ctx, f"{line.number} {line.title}", "massnahmen", id=line.number)
    return name, escape_md(line.what), "  \n".join(changes + counted) or "–", line.cell


def give_back(ctx: Context, draft: Draft, checked: Checked) -> None:
    """The form that returns the sheet with a reason instead of accepting it."""
    if not is_status_sheet(checked.reading):
        return
    offices = _offices(ctx, checked)
    if not offices:
        return
    with st.expander("Blatt zurückgeben statt übernehmen", expanded=checked.blocked), st.form("zurueckgeben", border=False):
        st.markdown("Die Stelle erscheint im Rücklauf als „zurückgegeben“ mit dem Grund. Die Datei mit markierten Zellen gehört dazu.")
        office = offices[0] if len(offices) == 1 else st.selectbox("Stelle", offices, key=f"zurueck_an_{draft.id}")
        key = f"zurueck_grund_{draft.id}"
        st.session_state.setdefault(key, proposed_reason(checked.reading.findings))
        st.text_area("Grund: Was soll die Stelle berichtigen? (Pflichtangabe)", key=key, height=140)
        sent = st.form_submit_button("Zurückgeben")
    if sent and office is not None:
        _return(ctx, draft, checked, office, st.session_state[key])


def _offices(ctx: Context, checked: Checked) -> Sequence[str]:
    """Whose sheet it may be: the one it was made for, else those whose measures it holds, else all that are asked."""
    asked: Round = view(ctx, workflows.round_for, ctx.viewer, checked.reading.period)
    names = [reply.office for reply in asked.replies]
    if checked.reading.office:
        return [checked.reading.office] if checked.reading.office in names else []
    held = {row.measure for row in checked.reading.rows or ()}
    return [reply.office for reply in asked.replies if held & set(reply.asked)] or names


def _return(ctx: Context, draft: Draft, checked: Checked, office: str, reason: str) -> None:
    home, period = home_of(ctx), checked.reading.period
    try:
        workflows.return_sheet(
            home, period, office, reason=reason, sha256=draft.sha256, viewer=ctx.viewer, settings=settings.load(home.path)
        )
        workflows.discard_draft(home, draft.id, viewer=ctx.viewer)
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return
    forget()
    leave_notice(PLACE, f"Das Blatt „{draft.name}“ ist an „{office}“ zurückgegeben.")
    st.switch_page(ctx.pages["ruecklauf"], query_params={HALF_YEAR: period, OFFICE: office})
