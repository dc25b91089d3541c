"""The menu: which pages there are, in which group and order. A new page is one file in pages/ and its name here."""

import importlib
from collections.abc import Mapping
from functools import cache
from types import ModuleType

MENU = {
    "Lage": ("overview", "field", "indicator", "catalogue"),
    "Maßnahmen": ("measures", "status_round", "report", "readiness"),
    "Steuerung": ("meetings", "meeting", "decisions", "difference", "steering"),
    "Berichte": ("documents", "report_texts", "concept"),
    "Daten": ("imports", "layouts", "measure_list", "data_state"),
}
"""Pages by group of the menu; the first one of all is the start page."""
PAGES = tuple(name for names in MENU.values() for name in names)


@cache
def load_menu() -> Mapping[str, tuple[ModuleType, ...]]:
    """The page modules by group, in menu order; each has ``PAGE`` and ``render(ctx)``."""
    return {group: tuple(importlib.import_module(f"pages.{name}") for name in names) for group, names in MENU.items()}


def load_pages() -> tuple[ModuleType, ...]:
    """All page modules in menu order."""
    return tuple(module for modules in load_menu().values() for module in modules)
