"""Saving a chart as picture or workbook. The file is only made when somebody asks for it: the first picture takes a second."""

from functools import partial

import streamlit as st

import workflows
from ui.context import Context
from views import formats
from views.chart_style import ChartAbout, ChartSpec

_FORMATS = (
    (workflows.ChartFormat.SVG, "Bild (SVG)", "image/svg+xml"),
    (workflows.ChartFormat.PNG, "Bild (PNG)", "image/png"),
    (workflows.ChartFormat.XLSX, "Werte (Excel)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)


def about(ctx: Context, subtitle: str, source: str) -> ChartAbout:
    """What a chart saved from this page says about itself."""
    found = ctx.installation
    state = f"Datenstand Nr. {found.version}" if found.version else "noch keine Daten"
    if found.accepted_at:
        state += f", zuletzt eingespielt am {formats.day(found.accepted_at)}"
    if ctx.as_of:
        state += f", gezeigt wie am {formats.day(ctx.as_of)} bekannt"
    return ChartAbout(subtitle, source, f"{state}. Integrationsmonitor.")


def save_buttons(spec: ChartSpec, key: str, said: ChartAbout) -> None:
    """Three small buttons under a chart."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"speichern_{key}"):
        st.caption("Speichern:", width="content")
        for form, label, mime in _FORMATS:
            st.download_button(
                f"↓ {label}",
                partial(workflows.chart_file, spec, said, form),
                file_name=f"{key}.{form.value}",
                mime=mime,
                key=f"{form.value}_{key}",
                on_click="ignore",
                type="tertiary",
            )
