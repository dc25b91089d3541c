"""The selections of the page Maßnahmen. All of them live in the address."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from domain.access import Role
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


@dataclass(frozen=True)
class Chosen:
    """What is chosen: the filter, whether the list is ordered by number, and the same in words, for paper."""

    filter: Filter
    by_number: bool
    words: str


def filters(ctx: Context, options: Options) -> Chosen:
    """Draws all selections; „meine Maßnahmen“ only for those who have some."""
    said: list[str] = []
    with st.container(horizontal=True, key="filter_oft"):
        text = search("Suche in allen Texten", "suche")
        chosen = {name: _choice(options, name, *_OFTEN[name], said) for name in _OFTEN}
        chosen["schedule"] = _pick("Termin", _ALL | {each.value: each.label for each in Schedule}, "termin", said)
    asked = any(parameter in st.query_params for parameter in (*_FLAGS, *(parameter for _, parameter in _MORE.values())))
    with st.expander("Weitere Filter und Reihenfolge", expanded=asked), st.container(horizontal=True, key="filter_mehr"):
        chosen |= {name: _choice(options, name, *_MORE[name], said) for name in _MORE if options.choices[name]}
        chosen["attainment"] = _pick("Zielerreichung", _ALL | {each.value: each.label for each in Attainment}, "erreichung", said)
        reported = _pick("Meldung", _ALL | {"fehlt": f"fehlt für das {options.newest}"}, "meldung", said)
        again = _pick("Wiedervorlage", _ALL | {"faellig": "fällig"}, "wiedervorlage", said)
        own = ""
        if ctx.viewer.role is Role.DEPARTMENT or "eigene" in st.query_params:
            own = _pick("Zuständigkeit", _ALL | {"ja": "nur meine Maßnahmen"}, "eigene", said)
        order = choose("Reihenfolge", {"": "Priorität und Rang", "nummer": "Nummer"}, "ordnung")
    flags = {"unreported": reported == "fehlt", "look_again": again == "faellig", "own": own == "ja"}
    words = [*([f"Suche „{text}“"] if text else []), *said]
    return Chosen(Filter(**chosen, **flags, search=text), order == "nummer", "; ".join(words))  # type: ignore[arg-type]


def _choice(options: Options, name: str, label: str, parameter: str, said: list[str]) -> str:
    return _pick(label, _ALL | dict(options.choices[name]), parameter, said, _HELP.get(name))


def _pick(label: str, names: Mapping[str, str], parameter: str, said: list[str], help_text: str | None = None) -> str:
    """The choice; ``said`` gets it in words where there is one."""
    chosen = choose(label, names, parameter, help_text=help_text)
    if chosen:
        said.append(f"{label}: {names[chosen]}")
    return chosen


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
