"""Text tables (csv): decoding by trial, records that may span lines, and the line each record begins in."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from domain.errors import Unreadable
from loaders.grid import Grid


def decode(path: Path, name: str, encodings: Sequence[str]) -> str:
    """The file's text in the first encoding that fits; raises Unreadable if none does."""
    content = path.read_bytes()
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    tried = ", ".join(encodings)
    raise Unreadable(f"{name}: Der Text ist in keiner der erwarteten Kodierungen lesbar ({tried}). Bitte als UTF-8 speichern.")


def records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with the physical line it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            f"{name}: Ab Zeile {line} ist die Tabelle nicht lesbar: Ein Feld ist übermäßig lang, vermutlich fehlt ein Anführungszeichen. "
            "Bitte die Datei neu herunterladen."
        ) from error


def read_text(text: str, delimiter: str, name: str, limit: int | None = None) -> Grid:
    """The first ``limit`` records as a grid, all without a limit."""
    numbers: list[int] = []
    rows: list[list[str]] = []
    for line, record in islice(records(text, delimiter, name), limit):
        numbers.append(line)
        rows.append(record)
    return Grid(None, rows, numbers, open_end=not text.endswith(("\n", "\r")))
