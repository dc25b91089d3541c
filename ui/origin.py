"""Woher kommt diese Zahl? The computation, its inputs, and the kept file around the cell."""

import streamlit as st

import workflows
from domain.access import Permission
from domain.errors import NotAllowed
from ui.cached import view
from ui.choices import choose
from ui.components import escape_md, table
from ui.context import Context
from views import origin
from views.origin import InputView


def show_origin(ctx: Context, indicator: str, area: str, period: str) -> None:
    """Draws the origin of one value; the kept file only for those who may see files."""
    shown = view(ctx, origin.build, ctx.viewer, indicator, area, period)
    st.subheader(escape_md(f"Herkunft: {shown.indicator}, {shown.period}"), anchor=False)
    st.markdown(f"Formel: {escape_md(shown.formula)}")
    if shown.computation:
        st.markdown(f"Rechnung: **{escape_md(shown.computation)}**")
    may_see = ctx.viewer.may(Permission.SEE_FILES)
    rows = [_row(each, may_see) for each in shown.inputs]
    columns = ("Eingangswert", "Wert", "Grundlage", "Quelle") + (("Datei", "Stelle", "Lieferung") if may_see else ())
    table(columns, rows, alt="Eingangswerte mit Quelle und Fundstelle", key="eingang")
    if may_see and shown.inputs:
        _excerpt(ctx, shown.inputs)


def _row(each: InputView, may_see: bool) -> tuple[str, ...]:
    basic = (each.label, each.value, each.basis, f"{each.source} ({each.licence})" if each.licence else each.source)
    return (*basic, each.file, each.place, f"{each.delivery}, {each.accepted}") if may_see else basic


def _excerpt(ctx: Context, inputs: tuple[InputView, ...]) -> None:
    """The kept original around the cell of one input."""
    names = {str(number): f"{each.label}: {each.place}" for number, each in enumerate(inputs)}
    chosen = inputs[int(choose("Originaldatei zeigen", names, "eingang"))] if len(inputs) > 1 else inputs[0]
    place = workflows.Place(chosen.sha256, chosen.file, chosen.sheet, chosen.row, chosen.column)
    show_excerpt(ctx, place, chosen.place, chosen.text)


def show_excerpt(ctx: Context, place: workflows.Place, where: str, text: str) -> None:
    """The kept file around a cell, named as ``where``; ``text`` is what stands in it, empty where nobody says."""
    try:
        found = view(ctx, workflows.excerpt, ctx.viewer, place)
    except NotAllowed:
        st.info("Die Originaldatei enthält kleine Fallzahlen. Sie zu öffnen ist dem Integrationsbüro vorbehalten.")
        return
    st.markdown(f"**{escape_md(place.name)}**, {escape_md(where)}" + (f": „{escape_md(text)}“" if text else ""))
    rows = [
        (str(line.number), *(_cell(text, (down, across) == (found.target_row, found.target_col)) for across, text in enumerate(line.cells)))
        for down, line in enumerate(found.rows)
    ]
    markdown = frozenset(range(1, len(found.columns) + 1))
    table(("Zeile", *found.columns), rows, alt=f"Ausschnitt der Originaldatei um {where}", key="ausschnitt", markdown=markdown)
    st.caption(f"SHA-256 der aufbewahrten Datei: {place.sha256}")


def _cell(text: str, target: bool) -> str:
    """The cell in question is marked by colour, weight and arrows: one of them survives on any paper."""
    return f":blue-background[**▸ {escape_md(text) or '(leer)'} ◂**]" if target else escape_md(text)
