"""Which installation this server shows."""

import settings
from views.installation import Installation, newest_installation


def current_installation() -> Installation:
    """The installation in MONITOR_HOME at its newest published state; an empty one before it has been set up."""
    return newest_installation(settings.home_path())
