"""Indikator: verdict and series, the way to the target, gap, groups, areas, table with the way back to each cell, definition sheet."""

import streamlit as st

from ui.cached import view
from ui.choices import choose, choose_many, choose_view
from ui.components import needs_installation
from ui.context import Context
from ui.indicator_head import headline, no_figures
from ui.indicator_parts import parts, profile
from ui.page import Page
from views import indicator
from views.areas import picker_labels
from views.catalogue import names_of_indicators
from views.indicator import Selection
from views.indicator_areas import areas_with_values

PAGE = Page(title="Indikator", slug="indikator")
COMPARED = 4


def render(ctx: Context) -> None:
    """Draws the page."""
    if needs_installation(ctx) or ctx.concept is None:
        return
    shown = view(ctx, indicator.build, ctx.viewer, _chosen(ctx))
    headline(ctx, shown)
    if shown.chart is None:
        no_figures(ctx, shown)
        profile(ctx, shown)
        return
    offered = parts(shown)
    chosen = choose_view("Darstellung", {key: name for key, (name, _) in offered.items()}, "ansicht")
    offered[chosen][1](ctx, shown)


def _chosen(ctx: Context) -> Selection:
    """Indicator, area and areas to compare with, from the address; only areas with values are offered, and always the own one."""
    if ctx.concept is None:
        raise ValueError("nothing to choose from")
    own = ctx.concept.area
    with st.container(horizontal=True):
        chosen = choose("Indikator wählen", view(ctx, names_of_indicators), "id")
        areas = {area.key: area for area in view(ctx, areas_with_values, chosen)}
        names = picker_labels(areas.values(), own.key) if own.key in areas else {own.key: own.name} | picker_labels(areas.values())
        area = choose("Gebiet", names, "gebiet", own.key)
        others = {key: areas[key].name for key in names if key in areas and key != area}
        compare = choose_many("Vergleich mit", others, "vergleich", [key for key in own.comparison if key in others], limit=COMPARED)
    years = st.query_params.get("jahre", "")
    return Selection(chosen, area, compare, st.query_params.get("gliederung"), int(years) if years in ("2", "3", "5") else 1)
