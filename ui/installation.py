"""Which installation this server shows."""

import os
from pathlib import Path

from ui.context import Installation

_ROOT = Path(__file__).resolve().parents[1]


def current_installation() -> Installation:
    """The installation in MONITOR_HOME at its newest published state; an empty one before it has been set up."""
    return Installation(Path(os.environ.get("MONITOR_HOME") or _ROOT / "monitor-home"))
