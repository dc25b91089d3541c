"""Loads what pages need before the first visitor comes."""

import importlib
import logging

_LOG = logging.getLogger(__name__)
_HEAVY = ("pandas", "pyarrow", "altair", "streamlit.elements.arrow", "streamlit.elements.vega_charts")


def warm_up() -> None:
    """Imports the heavy libraries and all pages; a page that cannot be imported stops the start."""
    for name in _HEAVY:
        importlib.import_module(name)
    from ui.installation import current_installation  # these import the libraries above
    from ui.navigation import load_pages

    load_pages()
    installation = current_installation()
    _LOG.info("bereit: %s, Stand Nr. %s", installation.home, installation.version)
