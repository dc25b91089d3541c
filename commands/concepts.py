"""The verb for the concept as a workbook."""

import argparse
from collections.abc import Callable
from pathlib import Path

from commands.common import snapshot
from domain.access import OFFICE
from domain.command_line import write_file


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds ``concept``."""
    concept = verb("concept", _concept, "das Konzept als Excel-Mappe oder concept.toml schreiben, zum Bearbeiten", as_json=False)
    concept.add_argument("-o", "--output", type=Path, required=True, metavar="DATEI", help="endet auf .xlsx oder .toml")


def _concept(options: argparse.Namespace) -> None:
    import workflows

    with snapshot(options) as opened:
        as_text = options.output.suffix.lower() == ".toml"
        write_file(options.output, workflows.concept_text(opened, OFFICE) if as_text else workflows.concept_sheet(opened, OFFICE))
    print(f"Konzept geschrieben: {options.output}")
