"""Correcting a proposal by choosing. What is not touched stays as proposed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from domain.areas import Area
from domain.proposals import AreaSource, Choices, PeriodSource, Proposal
from ui.column_choices import columns
from views.proposal import DASHES, DECIMALS, KINDS, THOUSANDS

Decide = Callable[[Choices], None]


def corrections(found: Proposal, symbols: Mapping[str, str], decide: Decide) -> None:
    """All fields, grouped by what they are about. ``symbols``: names of the symbol profiles by id."""
    columns(found, decide)
    _rows(found, decide)
    _period(found, decide)
    _area(found, decide)
    _numbers(found, symbols, decide)


def _rows(found: Proposal, decide: Decide) -> None:
    decided, choices = found.decided, found.choices
    if len(found.sheets) > 1:
        st.session_state["blaetter"] = list(decided.sheets or ())
        st.multiselect(
            "Blätter",
            found.sheets,
            key="blaetter",
            on_change=lambda: decide(replace(choices, sheets=tuple(st.session_state["blaetter"]) or None)),
            placeholder="Bitte auswählen",
        )
    numbers = [row.number for row in found.view.rows]
    header = decided.header or ()
    with st.container(horizontal=True):
        _pick("Kopf beginnt in Zeile", numbers, header[0] if header else None, lambda top: decide(_headed(choices, top, *header[-1:])))
        _pick("Kopf endet in Zeile", numbers, header[-1] if header else None, lambda end: decide(_headed(choices, *header[:1], end)))
        _pick("Werte beginnen in Zeile", numbers, decided.first, lambda row: decide(replace(choices, first=row)))
        _pick("Werte enden in Zeile", numbers, decided.last, lambda row: decide(replace(choices, last=row)), empty="am Ende des Blattes")


def _headed(choices: Choices, *ends: int) -> Choices:
    """The rows between the first and the last of the head, of which one may not be known yet."""
    return replace(choices, header=tuple(range(min(ends), max(ends) + 1)))


def _period(found: Proposal, decide: Decide) -> None:
    decided, choices = found.decided, found.choices
    with st.container(horizontal=True):
        _pick("Die Zeit steht", list(PeriodSource), decided.period_from, lambda each: decide(replace(choices, period_from=each)), _label)
        _pick("Art der Zeit", list(KINDS), decided.period_kind, lambda kind: decide(replace(choices, period_kind=kind)), KINDS.__getitem__)
        if decided.period_from is PeriodSource.FIXED:
            _write("Zeitraum aller Werte", decided.period or "", lambda text: decide(replace(choices, period=text or None)))


def _area(found: Proposal, decide: Decide) -> None:
    decided, choices = found.decided, found.choices
    with st.container(horizontal=True):
        _pick("Das Gebiet steht", list(AreaSource), decided.area_from, lambda each: decide(replace(choices, area_from=each)), _label)
        if decided.area_from in (AreaSource.FIXED, AreaSource.PARTS):
            area = decided.area or Area("", "")
            _write("Schlüssel des Gebiets", area.key, lambda text: decide(replace(choices, area=Area(_full_key(text), area.name))))
            _write("Name des Gebiets", area.name, lambda text: decide(replace(choices, area=Area(area.key, text))))


def _full_key(text: str) -> str:
    """The key of an area as typed, with the first zero that Excel drops."""
    key = text.replace(" ", "")
    return f"0{key}" if key.isdecimal() and len(key) in (4, 7) else key


def _numbers(found: Proposal, symbols: Mapping[str, str], decide: Decide) -> None:
    decided, choices = found.decided, found.choices
    with st.container(horizontal=True):
        _pick("Dezimalzeichen", list(DECIMALS), decided.decimal, lambda mark: decide(replace(choices, decimal=mark)), DECIMALS.__getitem__)
        _pick("Tausenderzeichen", list(THOUSANDS), decided.thousands, lambda mark: decide(replace(choices, thousands=mark)), THOUSANDS.get)
        _pick("Zeichen der Quelle", list(symbols), decided.symbols, lambda each: decide(replace(choices, symbols=each)), symbols.get)
        _pick("Ein Strich heißt", list(DASHES), decided.dash, lambda each: decide(replace(choices, dash=each)), DASHES.__getitem__)


def _label(each: PeriodSource | AreaSource) -> str:
    return each.label


def _pick(
    label: str,
    options: Sequence[Any],
    present: Any,
    change: Callable[[Any], None],
    named: Callable[[Any], Any] = str,
    *,
    empty: str = "",
) -> None:
    """A selection box that shows what is decided and hands on another choice; with ``empty`` nothing can be chosen too."""
    key = f"wahl_{label}"
    shown = [*([None] if empty else []), *options, *([present] if present is not None and present not in options else [])]
    st.session_state[key] = present

    def changed() -> None:
        change(st.session_state[key])

    st.selectbox(
        label,
        shown,
        key=key,
        format_func=lambda each: empty if each is None else str(named(each) or each),
        on_change=changed,
        placeholder="Bitte auswählen",
    )


def _write(label: str, present: str, change: Callable[[str], None]) -> None:
    key = f"wahl_{label}"
    st.session_state[key] = present
    st.text_input(label, key=key, on_change=lambda: change(st.session_state[key].strip()))
