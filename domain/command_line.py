"""The command line in German."""

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from domain.errors import WrongUse
from domain.local_time import end_of

_GERMAN = {
    "the following arguments are required:": "es fehlt",
    "unrecognized arguments:": "unbekannt ist",
    "invalid choice:": "unbekannt ist",
    "choose from": "möglich sind",
    "expected one argument": "hier fehlt eine Angabe",
    "invalid int value:": "keine ganze Zahl:",
    "argument ": "",
}


class GermanParser(argparse.ArgumentParser):
    """argparse with German complaints, raised like any other wrong use."""

    def error(self, message: str) -> NoReturn:
        for english, german in _GERMAN.items():
            message = message.replace(english, german)
        raise WrongUse(f"Der Aufruf stimmt nicht: {message}. Hilfe zeigt: python cli.py --help")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Aufruf:")

    def format_help(self) -> str:
        english = {
            "usage:": "Aufruf:",
            "positional arguments:": "Angaben:",
            "options:": "Optionen:",
            "show this help message and exit": "diese Hilfe",
        }
        text = super().format_help()
        for word, german in english.items():
            text = text.replace(word, german)
        return text


def day(text: str) -> date:
    """A day as ``2027-04-30``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Datum wie 2027-04-30") from None


def moment(text: str) -> datetime:
    """A date means its end in German time, so that everything accepted on that day is in."""
    return end_of(day(text))


def write_file(path: Path, content: bytes) -> None:
    """Writes an output file; raises WrongUse in German where it cannot."""
    try:
        path.write_bytes(content)
    except OSError as error:
        why = "das ist ein Ordner; bitte auch den Namen der Datei angeben" if path.is_dir() else "bitte Ordner und Schreibrecht prüfen"
        raise WrongUse(f"{path} lässt sich nicht schreiben: {why}.") from error


def require_file(file: Path) -> None:
    """Raises WrongUse where there is no such file."""
    if not file.is_file():
        raise WrongUse(f"Die Datei {file} gibt es nicht.")


def print_json(document: Any, indent: int | None = None) -> None:
    """Exactly one JSON document on the standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=indent)
    sys.stdout.write("\n")
