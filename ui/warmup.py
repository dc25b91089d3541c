"""Loads what pages need before the first visitor comes."""

import importlib
import logging

_LOG = logging.getLogger(__name__)
_HEAVY = ("pandas", "pyarrow", "altair", "streamlit.elements.arrow", "streamlit.elements.vega_charts")


def warm_up() -> None:
    """Imports the heavy libraries and all pages; a page that cannot be imported stops the start."""
    for name in _HEAVY:
        importlib.import_module(name)
    from ui.navigation import load_pages  # pages import the libraries above

    pages = load_pages()
    _LOG.info("bereit: %s Seiten", len(pages))
