"""The measures of a selection: table, board by state, timeline."""

import streamlit as st

from domain.local_time import today
from domain.measures import Attainment, Schedule
from ui.cached import view
from ui.choices import choose
from ui.components import chip, coloured, download_csv, escape_md, link_md, table
from ui.context import Context
from ui.tables import counts_md, measure_table
from views import formats, measure_timeline
from views.measure_rows import MeasureLine
from views.measures import Filter, MeasureList

_CARDS = 12
"""Cards in a column of the board; the others are one click away in the table."""
_SIDE_BY_SIDE = 4


def headline(shown: MeasureList, chosen: str) -> None:
    """How many measures the selection means; those that count in another field are told apart. The selection is said in words, because
    paper shows no controls."""
    lines = [f"**{len(shown.lines)} von {shown.total} Maßnahmen:** {counts_md(shown.by_state)}"]
    if shown.also:
        lines.append(f":gray[Dazu {formats.counted(len(shown.also), 'Maßnahme', 'Maßnahmen')}, die in einem anderen Feld zählen („auch“).]")
    if chosen:
        lines.append(f":gray[Auswahl: {escape_md(chosen)}]")
    with st.container(key="kopfzeile_massnahmen"):
        st.markdown("  \n".join(lines))


def as_table(ctx: Context, shown: MeasureList) -> None:
    """One line per measure; those of other fields apart."""
    if shown.lines:
        measure_table(ctx, shown.lines, "Maßnahmen nach der gewählten Auswahl", with_field=True)
    if shown.also:
        st.subheader("Auch in diesem Feld", anchor=False)
        measure_table(ctx, shown.also, "Maßnahmen anderer Felder, die auch hierher gehören", with_field=True, key="auch")
    columns = (
        "Nr.", "Titel", "Handlungsfeld", "auch in", "Stand", "Termin", "Zielerreichung", "Priorität", "Rang", "geplant bis",
        "Federführung", "Fortschritt", "gemeldet für", "Sachstand",
    )  # fmt: skip
    download_csv(columns, [_csv(each) for each in shown.shown], file_name="massnahmen.csv", key="csv_massnahmen")


def _csv(line: MeasureLine) -> tuple[str, ...]:
    return (
        line.id, line.title, line.field, "; ".join(line.also), line.shown.word, line.schedule.label, line.attainment.label,
        line.priority, line.rank, line.planned_end, line.lead, line.progress, line.reported, line.status_text,
    )  # fmt: skip


def as_board(ctx: Context, shown: MeasureList, selection: dict[str, str]) -> None:
    """A column per state that occurs, a card per measure: a list under a heading, so that it can be heard and tabbed through."""
    board = shown.board
    for start in range(0, len(board), _SIDE_BY_SIDE):
        places = st.columns(_SIDE_BY_SIDE)
        for place, (state, lines) in zip(places, board[start : start + _SIDE_BY_SIDE], strict=False):
            with place, st.container(key=f"tafel_{state.value}"):
                st.subheader(f"{coloured(lines[0].shown)} ({len(lines)})", anchor=False)
                st.markdown("\n".join(f"- {_card(ctx, each)}" for each in lines[:_CARDS]))
                if len(lines) > _CARDS:
                    rest = f"{formats.number(len(lines) - _CARDS)} weitere in der Tabelle"
                    st.markdown(link_md(ctx, rest, "massnahmen", **(selection | {"stand": state.value, "ansicht": "tabelle"})))


def _card(ctx: Context, line: MeasureLine) -> str:
    parts = (
        link_md(ctx, f"{line.id} {line.title}", "massnahmen", id=line.id),
        escape_md(line.field),
        "" if line.schedule is Schedule.NOT_APPLICABLE else f"Termin: {chip(line.schedule)}",
        "" if line.attainment is Attainment.NONE else f"Ziel: {chip(line.attainment)}",
        f":gray[{escape_md(line.lead)}]",
    )
    return "  \n  ".join(filter(None, parts))


def as_timeline(ctx: Context, chosen: Filter, by_number: bool, count: int) -> None:
    """Bars by field, a page at a time, with the same in words below each drawing."""
    pages = -(-count // measure_timeline.ON_A_PAGE)
    page = 1
    if pages > 1:
        names = {str(each): f"Seite {each} von {pages}" for each in range(1, pages + 1)} | {"alle": "alle (zum Drucken)"}
        page = int(choose("Seite", names, "seite").replace("alle", "0"))
    shown = view(ctx, measure_timeline.build, ctx.viewer, chosen, today(), by_number, page)
    st.caption(escape_md(measure_timeline.LEGEND))
    for name, drawings in shown.fields:
        st.subheader(escape_md(name), anchor=False)
        for number, spec in enumerate(drawings, start=1):
            key = f"zeitplan_{name}_{number}"
            st.vega_lite_chart(spec.table, dict(spec.spec), theme=None, alt=spec.alt, key=key)
            with st.container(key=f"werte_{key}"), st.expander("Tabelle zum Zeitplan"):
                table(spec.columns, spec.rows, alt=f"Zeitplan in Worten: {spec.title}", key=key)
    if shown.undated:
        st.subheader("Ohne jeden Termin", anchor=False)
        st.markdown("\n".join(f"- {escape_md(each)}" for each in shown.undated))
