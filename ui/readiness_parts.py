"""Parts of the page Berichtsreife: what was found, by rule, and the list of each rule with links to where it is put right."""

from itertools import groupby

import streamlit as st

from domain.access import Permission, Role
from domain.measures import MeasureState, Schedule
from ui.components import coloured, download_csv, escape_md, link_md, page_link, table
from ui.context import Context
from views.formats import counted
from views.readiness.model import Check, Item, Place
from views.readiness.page import Readiness
from views.terms import term

CHECK = "pruefung"
"""Parameter of the address that names one rule."""
CHOICES = ("veraltet", "federfuehrung")
"""Parameters of what is chosen above the lists."""
_ENTRY = "sachstand-melden"
_AT = {Place.BASE: ("Stammdaten", "einspielen"), Place.CONCEPT: ("Konzept", "konzept"), Place.FIGURES: ("Einspielen", "einspielen")}
"""Word and page of the links by place."""
_OPEN, _DONE, _NOTHING = term(Schedule.AT_RISK), term(MeasureState.COMPLETED), term(Schedule.NOT_APPLICABLE)


def chosen_check(shown: Readiness) -> Check | None:
    """The rule that the address names; None for all of them, or for a name that no rule has."""
    wanted = st.query_params.get(CHECK, "")
    return next((check for check in shown.checks if check.id == wanted), None)


def summary(shown: Readiness, office: str) -> None:
    """How many rules found something, in a sentence; never one figure for all. ``office`` is the one looked at, empty for all."""
    whose = "eigene " if shown.own and not office else ""
    looked_at = f"bei {len(shown.checks)} Prüfungen und {counted(shown.measures, f'{whose}Maßnahme', f'{whose}Maßnahmen')}"
    found = f"{counted(len(shown.open), 'Prüfung', 'Prüfungen')} mit offenen Punkten" if shown.open else "Nichts zu tun"
    about = f"{escape_md(office)}: " if office else ""
    st.markdown(f"{about}**{found}** {looked_at}.")
    st.caption(
        "Was vor dem nächsten Bericht zu klären ist. Jede Zahl zählt die Punkte ihrer Liste. Eine Gesamtnote gibt es nicht, denn die "
        "Prüfungen wiegen verschieden schwer."
    )


def all_checks(ctx: Context, shown: Readiness) -> None:
    """Every rule in its part of the page: those that found something with their list, closed on screen and open on paper; the others
    in a line."""
    for group, found in groupby(shown.checks, key=lambda check: check.group):
        checks = list(found)
        st.header(escape_md(group.label), anchor=False)
        for check in checks:
            if check.items:
                _list(ctx, shown, check)
        if quiet := [check for check in checks if not check.items]:
            st.markdown("  \n".join(f"{escape_md(check.title)}: {_state(check)}" for check in quiet))


def _list(ctx: Context, shown: Readiness, check: Check) -> None:
    with st.container(key=f"werte_pruefung_{check.id}"), st.expander(f"{escape_md(check.title)}: {_state(check)}"):
        _explained(check)
        _items(ctx, shown, check)
        page_link(ctx, "berichtsreife", "Nur diese Liste zeigen", **{CHECK: check.id}, **_selection())


def _state(check: Check) -> str:
    """``▲ 16 von 30 Maßnahmen``, or that there is nothing to do."""
    if check.items:
        return f"**{coloured(_OPEN, check.fraction)}**"
    if not check.examined:
        return coloured(_NOTHING, "nichts zu prüfen")
    return f"{coloured(_DONE, 'nichts zu tun')} :gray[({escape_md(check.looked_at)})]"


def one_check(ctx: Context, shown: Readiness, check: Check) -> None:
    """One rule with its whole list."""
    page_link(ctx, "berichtsreife", "Zurück zu allen Prüfungen", **_selection())
    st.header(escape_md(check.title), anchor=False)
    st.markdown(_state(check))
    _explained(check)
    if check.items:
        _items(ctx, shown, check)
        rows = [(item.subject, item.text, item.lead, check.repair) for item in check.items]
        columns = ("Worum es geht", "Befund", "Federführung", "Was zu tun ist")
        download_csv(columns, rows, file_name=f"berichtsreife_{check.id}.csv", key=f"csv_{check.id}")


def _selection() -> dict[str, str]:
    """What was chosen above the lists, for links within the page."""
    return {name: st.query_params[name] for name in CHOICES if st.query_params.get(name)}


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
    if any(_entry(ctx, shown, check, item) for item in check.items):
        columns.append("Beheben")
        for row, item in zip(rows, check.items, strict=True):
            row.append(_entry(ctx, shown, check, item))
    table(columns, rows, alt=check.title, key=f"pruefung_{check.id}", markdown=range(len(columns)))


def _subject(ctx: Context, shown: Readiness, item: Item) -> str:
    """A link to what the item is about; a department finds its round where it reports."""
    if item.slug == "ruecklauf" and ctx.viewer.role is Role.DEPARTMENT:
        return link_md(ctx, item.subject, _ENTRY, halbjahr=shown.period)
    return link_md(ctx, item.subject, item.slug, **dict(item.selection))


def _entry(ctx: Context, shown: Readiness, check: Check, item: Item) -> str:
    """A link to where the item is put right, for whoever may do that there."""
    if check.place is Place.REPORT and _ENTRY in ctx.pages and ctx.viewer.may_report(item.lead):
        return link_md(ctx, "Melden", _ENTRY, halbjahr=shown.period, massnahme=item.measures[0])
    if check.place in _AT and ctx.viewer.may(Permission.IMPORT):
        return link_md(ctx, *_AT[check.place])
    return ""
