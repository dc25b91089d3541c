"""The office's own Word template: checking it, putting it in place of the shipped one, and going back."""

import hashlib

from domain.access import OFFICE, Permission, Viewer
from store import Home
from store.home import write_atomically
from workflows.reports import TEMPLATE, own_template


def start_template(home: Home) -> bytes:
    """What an office begins with: its own template, or the one that comes with the monitor."""
    from reports.word_template import shipped

    return own_template(home) or shipped()


def check_template(content: bytes) -> tuple[str, ...]:
    """What an office should know about a template; raises WrongUse where no report can be made with it."""
    from reports.word_template import template_hints

    return template_hints(content)


def use_template(home: Home, content: bytes, *, viewer: Viewer = OFFICE) -> tuple[str, ...]:
    """Puts the template in place for all further Word files and returns hints about it. The one before stays among the kept files.
    Raises WrongUse where no report can be made with it."""
    viewer.require(Permission.WRITE_REPORTS)
    hints = check_template(content)
    _keep_former(home)
    write_atomically(home.path / TEMPLATE, content)
    return hints


def drop_template(home: Home, *, viewer: Viewer = OFFICE) -> bool:
    """Goes back to the shipped template; False where that is in use already."""
    viewer.require(Permission.WRITE_REPORTS)
    if own_template(home) is None:
        return False
    _keep_former(home)
    (home.path / TEMPLATE).unlink()
    return True


def _keep_former(home: Home) -> None:
    former = own_template(home)
    if former is not None:
        sha256 = hashlib.sha256(former).hexdigest()
        write_atomically(home.original(sha256), former)
