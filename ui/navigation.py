"""The list of pages, in menu order. A new page is one file in pages/ and one line here."""

import importlib
from functools import cache
from types import ModuleType

PAGES = (
    "overview",
    "field",
    "indicator",
    "catalogue",
    "measures",
    "status_round",
    "report",
    "readiness",
    "steering",
    "concept",
    "imports",
    "layouts",
    "measure_list",
    "data_state",
)


@cache
def load_pages() -> tuple[ModuleType, ...]:
    """The page modules in menu order; each has ``PAGE`` and ``render(ctx)``. The first one is the start page."""
    return tuple(importlib.import_module(f"pages.{name}") for name in PAGES)
