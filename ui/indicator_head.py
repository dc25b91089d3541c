"""The head of an indicator's page: value, verdict, what to bear in mind; and what to do where there are no figures yet."""

from functools import partial

import streamlit as st

import workflows
from domain.access import Permission
from domain.indicators import Weather
from ui.components import chip, empty_state, escape_md, link_md
from ui.context import Context
from ui.files import excel
from ui.tables import IN_SHORT
from views.indicator import IndicatorView


def headline(ctx: Context, shown: IndicatorView) -> None:
    """Value and period as heading, then symbol, change and target in one line, the verdict's sentence and its cautions."""
    st.title(escape_md(shown.headline), anchor=False)
    if shown.verdict is not None:
        with st.container(key="kopfzeile"):
            aim = f" · Ziel: {escape_md(shown.target)}" if shown.weather is not Weather.CONTEXT else ""
            symbol = chip(shown.weather) if shown.override else _explained(shown.weather)
            st.markdown(f"{symbol} · **{escape_md(shown.change)}**{aim}")
        if shown.override:
            st.info(escape_md(shown.override))
            st.markdown(f"Nach der Regel: {_explained(shown.verdict.weather)}")
        st.markdown(escape_md(shown.sentence))
        _cautions(shown)
    st.caption(escape_md(shown.definition.explanation))
    uses = ", ".join(link_md(ctx, name, "handlungsfeld", id=field) for field, name in shown.fields)
    st.caption(f"Handlungsfeld: {uses or 'keinem zugeordnet'}. {escape_md(shown.source)}")


def _explained(weather: Weather) -> str:
    """The symbol with what it means; where nothing is judged the sentence below says why."""
    return f"{chip(weather)}: {IN_SHORT[weather]}" if weather.judged else chip(weather)


def _cautions(shown: IndicatorView) -> None:
    cautions = (*(shown.verdict.cautions if shown.verdict else ()), *(shown.parts.caveats if shown.parts else ()))
    if cautions:
        points = "\n".join(f"- {escape_md(each)}" for each in cautions)
        st.markdown(f"**Zu beachten**\n\n{points}")


def no_figures(ctx: Context, shown: IndicatorView) -> None:
    """Which table or register brings the figures, and where to hand them in."""
    definition = shown.definition
    tables = f" (Tabelle {', '.join(definition.tables)})" if definition.tables else ""
    text = f"Die Zahlen liefert: {definition.source}{tables}. Noch ist keine solche Tabelle für dieses Gebiet eingespielt."
    empty_state("Noch keine Daten für dieses Gebiet", text, ctx, "einspielen", "Daten einspielen")
    snapshot = ctx.installation.snapshot
    if snapshot is not None and ctx.viewer.may(Permission.IMPORT):
        st.markdown("Wer die Zahlen selbst erhebt, trägt sie in ein Erfassungsblatt ein und spielt es ein.")
        write = partial(workflows.input_sheet, snapshot, definition.id)
        excel("Erfassungsblatt (Excel)", write, f"Erfassungsblatt_{definition.id}.xlsx", "erfassungsblatt")
