"""The frame around every page: menu, city and concept, state of the data, role, and the mark of invented figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import Any

import streamlit as st

from domain.access import Role, Viewer
from domain.errors import NotAllowed
from ui.cached import view
from ui.components import escape_md
from ui.context import Context
from ui.installation import current_installation
from ui.role import KnownOffices, keep_in_address, local_viewer, role_switch
from ui.shell import ASSETS, TITLE
from views import formats
from views.installation import Installation
from views.rounds import known_offices

_ICON = str(ASSETS / "zeichen.svg")


def run(menu: Mapping[str, Sequence[ModuleType]]) -> None:
    """Draws the frame and the page that the address names; ``menu`` has the pages by group."""
    installation = current_installation()
    offices = partial(_offices, installation)
    viewer = local_viewer(installation.concept, offices)
    context = Context(viewer, installation)
    pages = {module.PAGE.slug: _streamlit_page(module, viewer, lambda: context) for modules in menu.values() for module in modules}
    context = replace(context, pages=pages)
    page = st.navigation({group: [pages[module.PAGE.slug] for module in modules] for group, modules in menu.items()}, position="top")
    keep_in_address(viewer)
    st.set_page_config(page_title=f"{page.title} · {TITLE}", page_icon=_ICON, layout="wide", menu_items={})
    with st.container(key="rahmen", gap="small"):
        _head(installation, viewer, offices)
    page.run()


def _offices(installation: Installation) -> Sequence[str]:
    """The organisations of the concept and of its measures; their names are public."""
    return () if installation.snapshot is None else view(Context(Viewer(Role.PUBLIC), installation), known_offices, Viewer(Role.PUBLIC))


def _streamlit_page(module: ModuleType, viewer: Viewer, context: Callable[[], Context]) -> Any:
    """Streamlit's page; one that is not meant for the role stays reachable and answers with a sentence."""
    declared = module.PAGE
    allowed = viewer.role in declared.roles
    draw = partial(_draw, module, context) if allowed else partial(_refuse, declared.title, viewer)
    shown = allowed and declared.in_menu and viewer.role in declared.menu
    return st.Page(draw, title=declared.title, url_path=declared.slug, visibility="visible" if shown else "hidden")


def _draw(module: ModuleType, context: Callable[[], Context]) -> None:
    module.render(context())


def _refuse(title: str, viewer: Viewer) -> None:
    raise NotAllowed(f"Die Seite „{title}“ gehört nicht zur Ansicht „{viewer.role.label}“. Oben rechts können Sie die Ansicht wechseln.")


def _head(installation: Installation, viewer: Viewer, offices: KnownOffices) -> None:
    left, right = st.columns([5, 2], vertical_alignment="center")
    with left:
        st.markdown(_title_line(installation))
    with right, st.container(key="rahmen_rolle", horizontal=True, horizontal_alignment="right"):
        role_switch(installation.concept, viewer, offices)
    if installation.concept and installation.concept.invented:
        with st.container(key="rahmen_erfunden"):
            st.markdown(f"**Erfundenes Beispiel.** {escape_md(installation.concept.invented)}")


def _title_line(installation: Installation) -> str:
    concept = installation.concept
    if concept is None:
        return f"**{TITLE}** · noch nicht eingerichtet"
    state = f"Stand Nr. {installation.version}" if installation.version else "noch keine Daten"
    if installation.accepted_at:
        state = f"{state} · zuletzt eingespielt am {formats.day(installation.accepted_at)}"
    return f"**{escape_md(concept.municipality)}** · {escape_md(concept.terms.concept)}  \n:gray[{state}]"
