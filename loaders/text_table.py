"""Text tables (csv, tsv, txt): decoding by evidence, records that may span lines, and the line each record begins in."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from domain.errors import Unreadable
from loaders.grid import Grid
from loaders.precheck import utf16

DELIMITERS = (";", "\t", "|", ",")
_PROBE = 300
_MAX_COLS = 1_000
_MAX_CELLS = 6_000_000
_SEP = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)
_UNICODE = ("utf-8", "utf-8-sig")
_SINGLE_BYTE = ("cp1252", "cp850")
_UMLAUT = re.compile("(?<=[A-Za-z])[äöüßÄÖÜ]|[äöüÄÖÜ](?=[a-z])")


def decode(path: Path, name: str, encodings: Sequence[str]) -> str:
    """The file's text. UTF-16 and UTF-8 prove themselves; among the others the one counts that puts most umlauts beside letters,
    ``encodings`` first. Without a single-byte one among them only Unicode is read. Raises Unreadable if none fits."""
    content = path.read_bytes()
    for encoding in [found] if (found := utf16(content[:4_096])) else _UNICODE[1:]:
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    given = [encoding for encoding in encodings if encoding not in _UNICODE]
    readings = {
        encoding: text for encoding in dict.fromkeys([*given, *_SINGLE_BYTE] if given else ()) if (text := _read(content, encoding))
    }
    umlauts = {encoding: len(_UMLAUT.findall(text)) for encoding, text in readings.items()}
    if len(_UMLAUT.findall(damaged := content.decode("utf-8", "replace"))) > max(umlauts.values(), default=0):
        line = damaged[: damaged.find("\ufffd")].count("\n") + 1
        raise Unreadable(f"{name}: Der Text ist UTF-8, aber in Zeile {line} beschädigt. Bitte die Datei neu herunterladen.")
    fitting = [encoding for encoding in readings if encoding in given or umlauts[encoding]]
    if fitting:
        return readings[max(fitting, key=umlauts.__getitem__)]
    expected = ", ".join(encodings)
    raise Unreadable(f"{name}: Der Text ist in keiner der erwarteten Kodierungen lesbar ({expected}). Bitte als UTF-8 speichern.")


def _read(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def sniff(text: str, preferred: str = ";") -> str:
    """The delimiter: what a ``sep=`` line says, else the one that gives most records the same number of fields, in doubt
    ``preferred``. Commas count less than others, for they stand in numbers too."""
    if found := _SEP.match(text):
        return found[1]
    order = dict.fromkeys((preferred, *DELIMITERS))
    counts = {delimiter: _regular(text, delimiter) * (0.8 if delimiter == "," != preferred else 1) for delimiter in order}
    return max(order, key=counts.__getitem__)


def _regular(text: str, delimiter: str) -> int:
    """How many of the first records have the commonest number of fields above one."""
    try:
        widths = Counter(len(record) for _, record in islice(records(text, delimiter, ""), _PROBE))
    except Unreadable:
        return 0
    return max((count for width, count in widths.items() if width > 1), default=0)


def records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with the physical line it begins in, without a ``sep=`` line."""
    start = found.end() if (found := _SEP.match(text)) else 0
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=delimiter)
    before = 1 if start else 0
    line = 1 + before
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1 + before
    except csv.Error as error:
        raise Unreadable(
            f"{name}: Ab Zeile {line} ist die Tabelle nicht lesbar: Ein Feld ist übermäßig lang, vermutlich fehlt ein Anführungszeichen. "
            "Bitte die Datei neu herunterladen."
        ) from error


def read_text(text: str, delimiter: str, name: str, limit: int | None = None) -> Grid:
    """The first ``limit`` records as a grid, all without a limit."""
    numbers: list[int] = []
    rows: list[list[str]] = []
    cells = 0
    for line, record in islice(records(text, delimiter, name), limit):
        numbers.append(line)
        rows.append(record)
        cells += len(record)
        if len(record) > _MAX_COLS or cells > _MAX_CELLS:
            found = f"mehr als {_MAX_COLS} Felder in Zeile {line}" if len(record) > _MAX_COLS else f"mehr als {_MAX_CELLS} Felder"
            raise Unreadable(f"{name}: Die Tabelle hat {found}. Bitte nur die benötigten Spalten in eine neue Datei kopieren.")
    return Grid(None, rows, numbers, open_end=not text.endswith(("\n", "\r")))
