"""The verb that writes the public edition."""

import argparse
from collections.abc import Callable
from pathlib import Path

from commands.common import home, settings_of


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds it to the command line."""
    each = verb("publish", _publish, "öffentliche Ausgabe als Ordner mit HTML-Seiten und Daten schreiben", as_json=False)
    each.add_argument("--meeting", required=True, metavar="SITZUNG", help="Kennung der Sitzung, deren Stand gilt")
    each.add_argument("--state", type=int, metavar="NUMMER", help="welcher Stand der Sitzung, 0 ist der erste; sonst der neueste")
    each.add_argument("--licence", default="", metavar="LIZENZ", help="sonst die aus settings.toml, etwa dl-de/by-2-0")
    each.add_argument("-o", "--out", type=Path, required=True, metavar="ORDNER", help="leerer oder neuer Ordner, oder eine frühere Ausgabe")


def _publish(options: argparse.Namespace) -> None:
    from workflows.public_edition import publish_edition

    installation = home(options)
    made = publish_edition(
        installation,
        options.meeting,
        options.out,
        revision=options.state,
        licence=options.licence,
        settings=settings_of(installation),
    )
    print(f"Öffentliche Ausgabe geschrieben: {made.folder}, {len(made.files)} Dateien, {made.state}.")
