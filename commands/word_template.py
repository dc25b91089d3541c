"""The step "template" of the verb report: looking at the Word template, replacing it, going back to the shipped one."""

import argparse
from collections.abc import Callable
from pathlib import Path

from commands.common import home
from domain.command_line import require_file, write_file


def add_step(step: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds it to the steps of the verb."""
    parser = step("template", _template, "Word-Vorlage schreiben, prüfen, ersetzen oder auf die mitgelieferte zurückstellen")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("-o", "--output", type=Path, metavar="DATEI.docx", help="geltende Vorlage in eine Datei schreiben")
    which.add_argument("--check", type=Path, metavar="DATEI.docx", help="nur prüfen")
    which.add_argument("--use", type=Path, metavar="DATEI.docx", help="ab jetzt verwenden")
    which.add_argument("--drop", action="store_true", help="wieder die mitgelieferte verwenden")


def _template(options: argparse.Namespace) -> None:
    from workflows.word_template import check_template, drop_template, start_template, use_template

    if options.output:
        write_file(options.output, start_template(home(options)))
        print(f"Geschrieben: {options.output}")
        return
    if options.drop:
        print("Es gilt wieder die mitgelieferte Vorlage." if drop_template(home(options)) else "Es gilt schon die mitgelieferte Vorlage.")
        return
    path = options.check or options.use
    require_file(path)
    content = path.read_bytes()
    hints = use_template(home(options), content) if options.use else check_template(content)
    print("Diese Vorlage gilt ab jetzt für alle Word-Dateien." if options.use else "Mit dieser Vorlage lassen sich Berichte schreiben.")
    for each in hints:
        print(f"Hinweis: {each}")
