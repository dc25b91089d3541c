"""The selections of the page Maßnahmen. All of them live in the address."""

from collections.abc import Mapping

import streamlit as st

from domain.measures import Attainment, Schedule
from ui.choices import choose, search
from ui.components import link_md
from ui.context import Context
from views.measures import Filter, Options, Remembered

VIEWS = {"tabelle": "Tabelle", "zeitplan": "Zeitplan", "tafel": "Tafel nach Stand", "mittel": "Mittel"}
_ALL = {"": "alle"}
_OFTEN = {"field": ("Handlungsfeld", "feld"), "state": ("Stand", "stand"), "office": ("Federführung", "federfuehrung")}
_MORE = {
    "goal": ("Leitziel", "leitziel"),
    "strategic_goal": ("Strategisches Ziel", "strategie"),
    "partner": ("Beteiligte", "partner"),
    "kind": ("Art", "art"),
    "decision_class": ("Klasse", "klasse"),
    "priority": ("Priorität", "prioritaet"),
    "origin": ("Herkunft", "herkunft"),
    "target_group": ("Zielgruppe", "zielgruppe"),
    "area": ("Gebiet", "gebiet"),
    "term": ("Zeithorizont", "frist"),
    "indicator": ("Indikator", "indikator"),
}
_FLAGS = ("meldung", "wiedervorlage", "eigene", "erreichung")
_OF_RESOURCES = ("gliederung", "jahr", "monate")
_HELP = {"office": "Eine übergeordnete Stelle zeigt auch die Maßnahmen der Stellen, die zu ihr gehören."}


def filters(options: Options) -> tuple[Filter, bool]:
    """What is chosen, and whether the list is ordered by number."""
    with st.container(horizontal=True, key="filter_oft"):
        text = search("Suche in allen Texten", "suche")
        chosen = {name: _choice(options, name, *_OFTEN[name]) for name in _OFTEN}
        chosen["schedule"] = choose("Termin", _ALL | {each.value: each.label for each in Schedule}, "termin")
    asked = any(parameter in st.query_params for parameter in (*_FLAGS, *(parameter for _, parameter in _MORE.values())))
    with st.expander("Weitere Filter und Reihenfolge", expanded=asked), st.container(horizontal=True, key="filter_mehr"):
        chosen |= {name: _choice(options, name, *_MORE[name]) for name in _MORE if options.choices[name]}
        chosen["attainment"] = choose("Zielerreichung", _ALL | {each.value: each.label for each in Attainment}, "erreichung")
        reported = choose("Meldung", _ALL | {"fehlt": f"fehlt für das {options.newest}"}, "meldung")
        again = choose("Wiedervorlage", _ALL | {"faellig": "fällig"}, "wiedervorlage")
        own = choose("Zuständigkeit", _ALL | {"ja": "nur meine Maßnahmen"}, "eigene")
        order = choose("Reihenfolge", {"": "Priorität und Rang", "nummer": "Nummer"}, "ordnung")
    flags = {"unreported": reported == "fehlt", "look_again": again == "faellig", "own": own == "ja"}
    return Filter(**chosen, **flags, search=text), order == "nummer"  # type: ignore[arg-type]


def _choice(options: Options, name: str, label: str, parameter: str) -> str:
    return choose(label, _ALL | dict(options.choices[name]), parameter, help_text=_HELP.get(name))


def remembered_views(ctx: Context, views: tuple[Remembered, ...], selection: Mapping[str, str]) -> None:
    """Selections worth remembering as links, and the address of the present one to copy."""
    with st.expander("Gemerkte Ansichten"), st.container(key="gemerkt"):
        links = [link_md(ctx, f"{each.name} ({each.count})", "massnahmen", **dict(each.selection)) for each in views]
        st.markdown("\n".join(f"- {each}" for each in links) or "Zurzeit gibt es nichts Auffälliges.")
        st.caption("Adresse der jetzigen Auswahl, zum Kopieren, Weitergeben oder als Lesezeichen:")
        base = (st.context.url or "").split("?")[0].rpartition("/")[0]
        st.code(f"{base or '.'}{ctx.link('massnahmen', **selection)[1:]}", language=None, wrap_lines=True)


def selection_in_address() -> dict[str, str]:
    """Everything chosen on the page, as its address has it; the role is added by every link."""
    known = (
        "suche",
        "termin",
        "ordnung",
        "ansicht",
        "seite",
        *_OF_RESOURCES,
        *_FLAGS,
        *(parameter for _, parameter in (_OFTEN | _MORE).values()),
    )
    return {name: st.query_params[name] for name in known if name in st.query_params}
