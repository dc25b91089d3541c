"""What the verbs of the command line share: the installation asked for, its settings, its published state."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from settings import Settings
    from store.home import Home
    from store.publication import Snapshot


def home(options: argparse.Namespace) -> "Home":
    """The installation asked for."""
    from settings import home_path
    from store.home import Home

    return Home(home_path(options.home))


def settings_of(home: "Home") -> "Settings":
    from settings import load

    return load(home.path)


@contextmanager
def snapshot(options: argparse.Namespace) -> Iterator["Snapshot"]:
    """The published state of the installation asked for, published anew where an older version of the monitor did it."""
    from store.publication import open_snapshot
    from store.working_file import ensure_published, is_outdated

    installation = home(options)
    with open_snapshot(installation) as opened:
        outdated = is_outdated(opened)
        if not outdated:
            yield opened
    if outdated:
        from workflows import utc_now

        ensure_published(installation, utc_now(), patience=settings_of(installation).patience_seconds)
        with open_snapshot(installation) as opened:
            yield opened


def say(text: str) -> None:
    print(text, file=sys.stderr)
