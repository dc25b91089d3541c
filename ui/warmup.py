"""Loads what pages need before the first visitor comes."""

import importlib
import logging
from contextlib import suppress

from domain.errors import WrongUse

_LOG = logging.getLogger(__name__)
_HEAVY = ("pandas", "pyarrow", "altair", "streamlit.elements.arrow", "streamlit.elements.vega_charts")


def warm_up() -> None:
    """Imports the heavy libraries and all pages, and publishes what was committed but not yet published; a page that cannot
    be imported stops the start, a missing installation does not: the pages say how to make one."""
    for name in _HEAVY:
        importlib.import_module(name)
    import settings  # these import the libraries above
    import workflows
    from ui.installation import current_installation
    from ui.navigation import load_pages
    from views.installation import read_ahead

    load_pages()
    with suppress(WrongUse):
        workflows.open_installation(workflows.Home(settings.home_path()))
    installation = current_installation()
    read_ahead(installation)
    _LOG.info("bereit: %s, Stand Nr. %s", installation.home, installation.version)
