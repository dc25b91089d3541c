"""Answering and correcting what a list of measures is taken for. What is not touched stays as proposed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from domain.measure_lists import (
    LEVEL,
    FieldFrom,
    Headings,
    ListChoices,
    ListProposal,
    ListQuestion,
    ListWord,
    NumbersFrom,
    answered,
    with_field_source,
)
from ui.components import escape_md, table
from views.measure_lists import COLUMN_COLUMNS, WORD_COLUMNS, attribute_names, column_rows, field_names, word_label, word_rows

Decide = Callable[[ListChoices], None]
SCROLL_FROM = 14
_QUESTION_WIDTH = 640


def questions(found: ListProposal, decide: Decide) -> None:
    """What the list does not say is asked first, one box each."""
    if not found.questions:
        return
    st.header("Das sagt die Liste nicht", anchor=False)
    for question in found.questions:
        _question(found, question, decide)


def _question(found: ListProposal, question: ListQuestion, decide: Decide) -> None:
    key = f"frage_{question.asked}_{question.key}"
    labels = {option.value: option.label for option in question.options}
    st.session_state[key] = None

    def answer() -> None:
        if (value := st.session_state[key]) is not None:
            decide(answered(found.choices, question, value))

    st.selectbox(
        question.text,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        on_change=answer,
        placeholder="Bitte auswählen",
        width=_QUESTION_WIDTH,
    )
    st.caption(escape_md(question.because))


def place(found: ListProposal, decide: Decide) -> None:
    """Sheet and row of the heads."""
    choices = found.choices
    with st.container(horizontal=True):
        if len(found.sheets) > 1:
            present = found.view.sheet or found.sheets[0]
            _pick("Blatt", found.sheets, present, lambda sheet: decide(ListChoices(of=choices.of, sheet=sheet, title=choices.title)))
        numbers = [row.number for row in found.view.rows]
        _pick("Köpfe stehen in Zeile", numbers, found.head or None, lambda row: decide(replace(choices, head=row, columns={})))


def columns(found: ListProposal, decide: Decide) -> None:
    """All columns as a table, and below it the fields that correct one of them."""
    with st.container(height=420 if len(found.columns) > SCROLL_FROM else "content"):
        table(COLUMN_COLUMNS, column_rows(found.columns), alt="Spalten und ihre Angaben", key="liste_spalten")
    by_number = {each.col: each for each in found.columns}
    names = {col: f"{each.place}: {each.heading}" for col, each in by_number.items()}
    attributes = attribute_names()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Spalte berichtigen", list(names), format_func=names.__getitem__, key="liste_spalte")
        present = by_number[chosen].attribute or next(iter(attributes))
        change = {**found.choices.columns}
        _pick(
            "Angabe",
            list(attributes),
            present,
            lambda attribute: decide(replace(found.choices, columns={**change, chosen: attribute})),
            attributes.__getitem__,
        )


def words(found: ListProposal, meanings: Mapping[str, str], fields: Mapping[str, str], decide: Decide) -> None:
    """Every word for a state or a field with what it stands for, and below it the fields that correct one of them."""
    choices = found.choices
    _words(
        "Was die Wörter für den Umsetzungsstand bedeuten",
        found.states,
        meanings,
        lambda word, meaning: decide(replace(choices, states={**choices.states, word: meaning})),
    )
    _words(
        "Zu welchem Handlungsfeld die Einträge gehören",
        found.field_words,
        fields,
        lambda word, field_id: decide(replace(choices, fields={**choices.fields, word: field_id})),
    )


def _words(title: str, words: Sequence[ListWord], meanings: Mapping[str, str], change: Callable[[str, str], None]) -> None:
    if not words:
        return
    st.markdown(f"**{title}**")
    with st.container(height=420 if len(words) > SCROLL_FROM else "content"):
        table(WORD_COLUMNS, word_rows(words, meanings), alt=title, key=f"liste_woerter_{len(title)}", numbers=(1,))
    known = {each.word: each for each in words if not each.open}
    if not known:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Wort berichtigen", list(known), format_func=lambda word: word_label(known[word]), key=f"liste_wort_{title}")
        _pick(
            "Bedeutung",
            list(meanings),
            known[chosen].meaning,
            lambda meaning: change(chosen, meaning),
            lambda each: meanings.get(each, each),
            key=f"bedeutung_{title}",
        )


def constants(found: ListProposal, fields: Mapping[str, str], decide: Decide) -> None:
    """What holds for all rows: action field, numbers, headings, lead."""
    with st.container(horizontal=True):
        _field(found, fields, decide)
        _numbers(found, decide)
    with st.container(horizontal=True):
        _headings(found, decide)
        _lead(found, decide)


def _has(found: ListProposal, attribute: str) -> bool:
    return any(each.attribute == attribute for each in found.columns)


def _field(found: ListProposal, fields: Mapping[str, str], decide: Decide) -> None:
    mapping, choices = found.mapping, found.choices
    sources = [each for each in FieldFrom if each is not FieldFrom.COLUMN or _has(found, "field")]
    _pick("Das Handlungsfeld steht", sources, mapping.field_from, lambda each: decide(replace(choices, field_from=each)), _label)
    if mapping.field_from is FieldFrom.FIXED:
        named = field_names(fields)
        _pick(
            "Handlungsfeld aller Maßnahmen",
            list(named),
            mapping.fixed_field,
            lambda each: decide(with_field_source(choices, f"{FieldFrom.FIXED.value}:{each}")),
            named.__getitem__,
        )


def _numbers(found: ListProposal, decide: Decide) -> None:
    if not _has(found, "measure") and found.mapping.numbers is not NumbersFrom.COLUMN:
        made = [each for each in NumbersFrom if each is not NumbersFrom.COLUMN]
        _pick("Die Nummer steht", made, found.mapping.numbers, lambda each: decide(replace(found.choices, numbers=each)), _label)


def _headings(found: ListProposal, decide: Decide) -> None:
    mapping, choices = found.mapping, found.choices
    rules = [each for each in Headings if each is not Headings.LEVELS or _has(found, LEVEL)]
    _pick("Gliederungszeilen", rules, mapping.headings, lambda each: decide(replace(choices, headings=each)), _label)
    if mapping.headings is Headings.LEVELS:
        _levels(found, decide)


def _lead(found: ListProposal, decide: Decide) -> None:
    mapping, choices = found.mapping, found.choices
    if not _has(found, "lead"):
        _write("Federführung aller Maßnahmen (freiwillig)", mapping.lead, lambda text: decide(replace(choices, lead=text)))
    elif found.shared_leads:
        _pick(
            "Mehrere Stellen in einer Zelle",
            [False, True],
            mapping.first_leads,
            lambda each: decide(replace(choices, first_leads=each)),
            lambda each: "die erste führt, die anderen wirken mit" if each else "als ein Name",
        )


def _levels(found: ListProposal, decide: Decide) -> None:
    st.session_state["liste_ebenen"] = [level for level in found.mapping.levels if level in found.level_words]
    st.multiselect(
        "Ebenen, die nur gliedern",
        found.level_words,
        key="liste_ebenen",
        on_change=lambda: decide(replace(found.choices, levels=tuple(st.session_state["liste_ebenen"]))),
        placeholder="Bitte auswählen",
    )


def _label(each: Any) -> str:
    return str(each.label)


def _pick(
    label: str, options: Sequence[Any], present: Any, change: Callable[[Any], None], named: Callable[[Any], str] = str, *, key: str = ""
) -> None:
    """A selection box that shows what is decided and hands on another choice."""
    key = f"liste_{key or label}"
    st.session_state[key] = present

    def changed() -> None:
        if st.session_state[key] is not None:
            change(st.session_state[key])

    st.selectbox(
        label,
        [*options, *([present] if present is not None and present not in options else [])],
        key=key,
        format_func=named,
        on_change=changed,
        placeholder="Bitte auswählen",
    )


def _write(label: str, present: str, change: Callable[[str], None]) -> None:
    key = f"liste_{label}"
    st.session_state[key] = present
    st.text_input(label, key=key, on_change=lambda: change(st.session_state[key].strip()))
