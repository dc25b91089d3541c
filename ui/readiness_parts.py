"""Parts of the page Berichtsreife: what was found, by rule, and the list of each rule with links to where it is put right."""

from itertools import groupby

import streamlit as st

from domain.measures import MeasureState, Schedule
from ui.components import coloured, download_csv, escape_md, link_md, page_link, table
from ui.context import Context
from views.formats import counted, number
from views.readiness.model import Check, Group, Item
from views.readiness.page import Readiness
from views.terms import term

CHECK = "pruefung"
"""Parameter of the address that names one rule."""
_ENTRY = "sachstand-melden"
_OPEN, _DONE, _NOTHING = term(Schedule.AT_RISK), term(MeasureState.COMPLETED), term(Schedule.NOT_APPLICABLE)


def chosen_check(shown: Readiness) -> Check | None:
    """The rule that the address names; None for all of them, or for a name that no rule has."""
    wanted = st.query_params.get(CHECK, "")
    return next((check for check in shown.checks if check.id == wanted), None)


def summary(ctx: Context, shown: Readiness) -> None:
    """One line per rule: how many it found, of how many it looked at."""
    whose = "eigene " if shown.own else ""
    found = f"{counted(len(shown.open), 'Prüfung', 'Prüfungen')} mit offenen Punkten" if shown.open else "Nichts zu tun"
    st.markdown(f"**{found}** bei {len(shown.checks)} Prüfungen und {counted(shown.measures, f'{whose}Maßnahme', f'{whose}Maßnahmen')}.")
    rows = []
    for group, checks in groupby(shown.checks, key=lambda check: check.group):
        rows += [_line(ctx, check, group if first else None) for first, check in _with_first(list(checks))]
    table(("Bereich", "Prüfung", "Offen", "Geprüft"), rows, alt="Prüfungen", key="pruefungen", markdown=range(4))
    st.caption("Jede Zahl zählt die Punkte einer Liste. Eine Gesamtnote gibt es nicht: Die Prüfungen wiegen verschieden schwer.")


def _with_first(checks: list[Check]) -> list[tuple[bool, Check]]:
    return [(place == 0, check) for place, check in enumerate(checks)]


def _line(ctx: Context, check: Check, group: Group | None) -> tuple[str, ...]:
    return (
        f"**{escape_md(group.label)}**" if group else "",
        link_md(ctx, check.title, "berichtsreife", **{CHECK: check.id}) if check.items else escape_md(check.title),
        _state(check),
        escape_md(f"{number(check.examined)} {check.unit}"),
    )


def _state(check: Check) -> str:
    if check.items:
        return coloured(_OPEN, number(check.count))
    return coloured(_DONE, "nichts zu tun") if check.examined else coloured(_NOTHING, "nichts zu prüfen")


def open_checks(ctx: Context, shown: Readiness) -> None:
    """The lists of all rules that found something: closed on screen, open on paper."""
    for group, checks in groupby(shown.open, key=lambda check: check.group):
        st.header(escape_md(group.label), anchor=False)
        for check in checks:
            with st.container(key=f"werte_pruefung_{check.id}"), st.expander(f"{_state(check)} {escape_md(check.title)}"):
                _explained(check)
                _items(ctx, shown, check)


def one_check(ctx: Context, shown: Readiness, check: Check) -> None:
    """One rule with its whole list."""
    page_link(ctx, "berichtsreife", "Zurück zu allen Prüfungen")
    st.header(escape_md(check.title), anchor=False)
    st.markdown(f"{_state(check)} · geprüft: {escape_md(f'{number(check.examined)} {check.unit}')}")
    _explained(check)
    if check.items:
        _items(ctx, shown, check)
        rows = [(item.subject, item.text, item.lead, check.repair) for item in check.items]
        columns = ("Worum es geht", "Befund", "Federführung", "Was zu tun ist")
        download_csv(columns, rows, file_name=f"berichtsreife_{check.id}.csv", key=f"csv_{check.id}")


def _explained(check: Check) -> None:
    st.markdown(escape_md(check.why))
    st.markdown(f"**Was zu tun ist:** {escape_md(check.repair)}")


def _items(ctx: Context, shown: Readiness, check: Check) -> None:
    """What was found, each with a link to where it is put right."""
    columns = ["Worum es geht", "Befund"]
    rows = [[_subject(ctx, shown, item), escape_md(item.text)] for item in check.items]
    if any(item.lead and item.lead != item.subject for item in check.items):
        columns.append("Federführung")
        for row, item in zip(rows, check.items, strict=True):
            row.append(escape_md(item.lead))
    if any(_entry(ctx, shown, item) for item in check.items):
        columns.append("Beheben")
        for row, item in zip(rows, check.items, strict=True):
            row.append(_entry(ctx, shown, item))
    table(columns, rows, alt=check.title, key=f"pruefung_{check.id}", markdown=range(len(columns)))


def _subject(ctx: Context, shown: Readiness, item: Item) -> str:
    """A link to what the item is about; a department finds its round where it reports."""
    if item.slug == "ruecklauf" and shown.own:
        return link_md(ctx, item.subject, _ENTRY, halbjahr=shown.period)
    return link_md(ctx, item.subject, item.slug, **dict(item.selection))


def _entry(ctx: Context, shown: Readiness, item: Item) -> str:
    """A link to the form of the measure, for whoever may report on it."""
    if item.slug != "massnahmen" or _ENTRY not in ctx.pages or not ctx.viewer.may_report(item.lead):
        return ""
    return link_md(ctx, "Melden", _ENTRY, halbjahr=shown.period, massnahme=item.measures[0])
