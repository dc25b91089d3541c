"""What pages share on screen. Every text that comes from data passes :func:`escape_md` here, so pages hand over plain texts."""

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from domain.access import Permission
from domain.indicators import Weather
from domain.measures import Attainment, MeasureState, Schedule
from domain.rounds import ReplyState
from ui.chart_saving import save_buttons
from ui.context import Context
from ui.links import role_params
from views.chart_style import ChartAbout, ChartSpec
from views.sparkline import data_uri
from views.terms import Term, term

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$&^=\"'])")
_SHORTCODE = re.compile(r":(?=[\w+/-]+:)|:(?=[\w-]+\\\[)")
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_LIST_START = re.compile(r"^(\d+)\.(?=\s)")
_SIGNED_NUMBER = re.compile(r"[+-][\d.,]+[\w\s%‰]*")
_PLAIN_ADDRESS = re.compile(r"https://[\w./?=&%#~+:,;@-]+")
_MANY = 9
"""More columns need small print on paper."""
_JOINER = "\u2060"


def escape_md(text: str) -> str:
    """The text as it is, whatever Markdown, colour, icon, address or HTML it seems to contain; line breaks become spaces.

    Where a backslash is not enough, an invisible word joiner keeps addresses and short codes from being recognised."""
    text = _ADDRESS.sub(_JOINER, " ".join(text.split()))
    text = _SPECIAL.sub(r"\\\1", text)
    text = _SHORTCODE.sub(f":{_JOINER}", text)
    return _LIST_START.sub(r"\1\\.", text)


def coloured(shown: Term, text: str = "") -> str:
    """Markdown of glyph and word in the state's colour, with an optional text instead of the word."""
    return f":{shown.markdown}[{shown.glyph}\u00a0{escape_md(text or shown.word)}]"


def chip(state: Weather | MeasureState | Schedule | Attainment | ReplyState) -> str:
    """Markdown of a state: glyph, word and colour. For running text and table cells (``markdown`` columns)."""
    return coloured(term(state))


def link_md(ctx: Context, label: str, slug: str, **selection: str) -> str:
    """Markdown of a link to another view with its selection, for table cells and running text; keeps the role."""
    return f"[{escape_md(label)}]({ctx.link(slug, **selection)})"


def web_link_md(address: str) -> str:
    """Markdown of a link out of the house; anything but a plain https address is only shown, not linked."""
    return f"[{escape_md(address)}]({address})" if _PLAIN_ADDRESS.fullmatch(address) else escape_md(address)


def image_md(svg: str, alt: str) -> str:
    """Markdown of a small picture made here, for table cells."""
    return f"![{escape_md(alt)}]({data_uri(svg)})"


def table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    alt: str,
    key: str,
    numbers: Collection[int] = (),
    markdown: Collection[int] = (),
) -> None:
    """A table of finished German texts, columns counted from 0. ``numbers``: right-aligned columns (up to the twelfth);
    ``markdown``: columns whose cells are Markdown made here, such as chips and links."""
    cells = {
        escape_md(name): [row[index] if index in markdown else escape_md(row[index]) for row in rows] for index, name in enumerate(columns)
    }
    aligned = "".join(f"_r{index + 1}" for index in sorted(numbers))
    with st.container(key=f"tabelle{aligned}_{key}"):
        st.table(pa.table(cells), border="horizontal", hide_index=True, alt=alt)


def chart(spec: ChartSpec, key: str, said: ChartAbout | None = None) -> None:
    """A chart with its alternative text, its notes, and the same figures as a table to read and to save; with ``said`` it can be
    saved as picture and workbook, which then carry that."""
    st.vega_lite_chart(spec.table, dict(spec.spec), theme=None, alt=spec.alt, key=f"diagramm_{key}")
    if spec.notes:
        st.caption(escape_md(" · ".join(spec.notes)))
    if said is not None:
        save_buttons(spec, key, said)
    columns, rows = _upright(spec.columns, spec.rows)
    wide = "breit_" if len(columns) > _MANY else ""
    with st.container(key=f"werte_{wide}{key}"), st.expander("Tabelle zum Diagramm"):  # closed on screen, open on paper
        table(columns, rows, alt=f"Werte zum Diagramm: {spec.alt}", key=f"diagramm_{key}", numbers=range(1, len(columns)))
        download_csv(columns, rows, file_name=f"{key}.csv", key=f"csv_{key}")


def _upright(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The table turned where it has many columns and fewer rows, so that it fits on paper."""
    if len(columns) <= max(_MANY, len(rows)):
        return columns, rows
    turned = list(zip(columns, *rows, strict=True))
    return turned[0], turned[1:]


def download_csv(columns: Sequence[str], rows: Sequence[Sequence[str]], *, file_name: str, key: str) -> None:
    """A button that saves the rows for German Excel; the file is only written when somebody asks for it."""
    st.download_button(
        "Tabelle speichern (CSV)",
        partial(csv_bytes, columns, rows),
        file_name=file_name,
        mime="text/csv",
        key=key,
        on_click="ignore",
        type="tertiary",
    )


def csv_bytes(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Semicolons and a byte order mark, as German Excel opens it; texts that look like formulas are disarmed."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow([_disarmed(column) for column in columns])
    writer.writerows([_disarmed(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _disarmed(cell: str) -> str:
    risky = cell.startswith(("=", "@", "\t", "\r")) or (cell[:1] in {"+", "-"} and len(cell) > 1 and not _SIGNED_NUMBER.fullmatch(cell))
    return f"'{cell}" if risky else cell


def tile(label: str, value: str, note: str = "") -> None:
    """One figure with its label and a line of explanation."""
    with st.container(border=True, height="stretch"):
        st.metric(escape_md(label), value)
        if note:
            st.caption(escape_md(note))


def empty_state(title: str, text: str, ctx: Context | None = None, slug: str = "", label: str = "") -> None:
    """Says why there is nothing to see and what to do next, with a link to the page where it is done."""
    with st.container(border=True, key=f"leer_{slug or 'hier'}"):
        st.subheader(escape_md(title), anchor=False)
        st.markdown(escape_md(text))
        if ctx and slug and ctx.viewer.may(Permission.IMPORT):  # the way out leads through an import
            page_link(ctx, slug, label)


def needs_installation(ctx: Context) -> bool:
    """True, and says what to do, where nothing has been set up yet."""
    if ctx.concept is None:
        empty_state("Noch keine Installation", "Bitte auf der Kommandozeile anlegen: python cli.py init --concept demo")
    return ctx.concept is None


def page_link(ctx: Context, slug: str, label: str, **selection: str) -> None:
    """A link to another page with its selection; stays in the same session."""
    params: Mapping[str, Any] = selection | role_params(ctx.viewer)
    st.page_link(ctx.pages[slug], label=escape_md(label), query_params=params)
