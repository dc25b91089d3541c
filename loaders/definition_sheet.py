"""Reads the workbook „Indikatorenkatalog“: own indicators with all they consist of, everything wrong said at once.

Rows of the library that say what they said when the workbook was written are passed over. Whether a definition makes sense, and
whether it may be changed, is for those to say who know the library (``workflows.definitions``).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from domain.cells import cell_name, cell_place
from domain.definition_sheet import (
    BREAKS,
    CHANGES,
    CHECKSUM,
    EXAMPLES,
    INPUTS,
    LAYOUT,
    ORIGIN,
    PUBLISHED,
    ROLES,
    SHEET,
    SHEETS,
    SUPPLIED,
    words_of,
)
from domain.definition_texts import fingerprint
from domain.deliveries import DeliveredDefinition, DeliveryKind, Finding, Reading, Severity, Source, nearest_place
from domain.indicators import Definition
from domain.toml_files import Complaint, try_build
from loaders.findings import Findings
from loaders.sheet_table import SheetRow, SheetTable, find_table, open_workbook, rows_of
from loaders.wording import plain

Place = tuple[str | None, str | None]
ID = re.compile(r"[a-z][a-z0-9_]*")
_TEMPLATE = "Bitte den Indikatorenkatalog neu herunterladen und die Angaben dort eintragen."


@dataclass
class _Draft:
    """What the sheets say about one indicator, as a definition file would have it."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    origin: str = ""
    checksum: str = ""
    wrong: set[Place] = field(default_factory=set)
    sound: bool = True


@dataclass
class _Book:
    """The workbook while it is read: each sheet's findings, and the indicators in the order of their rows."""

    findings: dict[str, Findings] = field(default_factory=dict)
    drafts: dict[str, _Draft] = field(default_factory=dict)

    def of(self, title: str) -> Findings:
        return self.findings.setdefault(title, Findings(title))


def read_definition_sheet(path: Path, name: str) -> Reading:
    """The indicators that are not untouched rows of the library, each with the cells it came from, and all findings. Raises Unreadable
    if the file is no workbook."""
    workbook = open_workbook(path, name)
    book = _Book()
    source = Source("", "Indikatorenkatalog")
    main = find_table(workbook, SHEET, SHEETS[SHEET])
    if main is None:
        book.of(SHEET).error("E264", "kein Blatt mit Indikatoren", f"das Blatt „{SHEET}“ mit seinen Spaltenköpfen", _TEMPLATE)
        return Reading(DeliveryKind.DEFINITIONS, LAYOUT, source, None, _all(book))
    _read_main(main, book)
    for title, take in ((INPUTS, _take_input), (BREAKS, _take_several), (CHANGES, _take_several), (EXAMPLES, _take_several)):
        _read_further(workbook, title, book, take)
    rows = tuple(filter(None, (_delivered(draft, book) for draft in book.drafts.values())))
    return Reading(DeliveryKind.DEFINITIONS, LAYOUT, source, rows, _all(book))


def _all(book: _Book) -> tuple[Finding, ...]:
    found = [finding for findings in book.findings.values() for finding in findings.all()]
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def _read_main(table: SheetTable, book: _Book) -> None:
    findings = book.of(table.sheet.title)
    for row in rows_of(table, SHEETS[SHEET], findings):
        key = row.values.get("id", "")
        place = (row.number, table.places["id"])
        if "id" in row.wrong:
            continue
        if not ID.fullmatch(key):
            expected = "eine Kennung aus kleinen Buchstaben ohne Umlaute, Ziffern und _, mit einem Buchstaben vorn"
            findings.error(
                "E377", f"„{key}“ in der Spalte „Kennung“", expected, "Bitte die Kennung eintragen oder die Zeile leeren.", place
            )
            continue
        if key in book.drafts:
            found = f"Die Kennung „{key}“ steht schon in Zelle {book.drafts[key].places['id'][1]}"
            findings.error("E291", found, "jede Kennung nur einmal", "Bitte eine der beiden Zeilen ändern oder löschen.", place)
            continue
        book.drafts[key] = _draft(row, table)


def _draft(row: SheetRow, table: SheetTable) -> _Draft:
    places = {key: _place(table, row, key) for key in table.places}
    draft = _Draft(places={"": places["id"], **places}, wrong={places[key] for key in row.wrong}, sound=not row.wrong)
    draft.origin, draft.checksum = row.values.get(ORIGIN, ""), row.values.get(CHECKSUM, "")
    for column in SHEETS[SHEET]:
        if column.key in (ORIGIN, CHECKSUM) or column.key not in row.values:
            continue
        outer, dot, inner = column.key.partition(".")
        if dot:
            draft.data.setdefault(outer, {})[inner] = row.values[column.key]
        else:
            draft.data[column.key] = row.values[column.key]
    return draft


def _place(table: SheetTable, row: SheetRow, key: str) -> Place:
    title = table.sheet.title
    return title, cell_name(title, row.number, table.places[key])


_Take = Callable[[_Draft, str, SheetRow, SheetTable, Findings], None]


def _read_further(workbook: Workbook, title: str, book: _Book, take: _Take) -> None:
    """The rows of a further sheet, each handed to the indicator it belongs to."""
    table = find_table(workbook, title, SHEETS[title])
    if table is None:
        if title == INPUTS:
            book.of(title).error("E264", f"kein Blatt „{title}“", "das Blatt mit seinen Spaltenköpfen", _TEMPLATE)
        return
    findings = book.of(table.sheet.title)
    for row in rows_of(table, SHEETS[title], findings):
        key, place = row.values.get("id", ""), (row.number, table.places["id"])
        if key not in book.drafts:
            found = f"Zu „{key}“ gibt es im Blatt „{SHEET}“ keine lesbare Zeile"
            findings.error(
                "E292", found, "eine Kennung aus dem ersten Blatt", "Bitte die Kennung berichtigen oder die Zeile leeren.", place
            )
            continue
        draft = book.drafts[key]
        draft.sound &= not row.wrong
        draft.wrong |= {_place(table, row, column) for column in row.wrong}
        take(draft, title, row, table, findings)


def _take_input(draft: _Draft, title: str, row: SheetRow, table: SheetTable, findings: Findings) -> None:
    values = {key: value for key, value in row.values.items() if key not in ("id", "role")}
    role = row.values.get("role")
    if role is None:
        if "role" not in row.wrong:
            _missing("Rolle", findings, (row.number, table.places["role"]))
        draft.sound = False
        return
    path = "published.input" if role == PUBLISHED else f"inputs.{role}"
    if path in draft.places:
        found = f"Die Rolle „{ROLES.get(role, role)}“ steht schon in Zelle {draft.places[path][1]}"
        place = (row.number, table.places["role"])
        findings.error("E291", found, "jede Rolle nur einmal je Indikator", "Bitte eine der beiden Zeilen ändern.", place)
        draft.sound = False
        return
    if role == PUBLISHED:
        draft.data.setdefault("published", {})["input"] = values
    else:
        draft.data.setdefault("inputs", {})[role] = values
    _remember(draft, path, row, table)


def _take_several(draft: _Draft, title: str, row: SheetRow, table: SheetTable, _: Findings) -> None:
    key = {BREAKS: "breaks", CHANGES: "changes", EXAMPLES: "examples"}[title]
    entries = draft.data.setdefault(key, [])
    entries.append({name: value for name, value in row.values.items() if name != "id"})
    path = f"{key}.{len(entries) - 1}"
    _remember(draft, path, row, table)
    draft.places.setdefault(key, draft.places[path])


def _remember(draft: _Draft, path: str, row: SheetRow, table: SheetTable) -> None:
    draft.places |= {f"{path}.{key}": _place(table, row, key) for key in table.places}
    draft.places[path] = draft.places[f"{path}.id"]


def _delivered(draft: _Draft, book: _Book) -> DeliveredDefinition | None:
    """The definition, None where something is wrong with it or it is an untouched row of the library."""
    data = {"breaks": [], "changes": [], "examples": [], "inputs": {}} | draft.data
    definition, complaints = try_build(Definition, data)
    if definition is None or not draft.sound:
        _say(complaints, draft, book)
        return None
    as_written = draft.checksum == fingerprint(definition)
    if as_written and plain(draft.origin) == SUPPLIED:
        return None
    return DeliveredDefinition(definition, as_written, draft.places)


def _say(complaints: Iterable[Complaint], draft: _Draft, book: _Book) -> None:
    """What the checker misses or does not understand, at the cell where it belongs; cells already named are left out."""
    for complaint in complaints:
        path = ".".join(map(str, complaint.path))
        sheet, cell = nearest_place(draft.places, path)
        if (sheet, cell) in draft.wrong:
            continue
        head = words_of(path)
        at = cell_place(cell) if cell else None
        if complaint.type == "missing":
            _missing(head, book.of(sheet or SHEET), at)
        else:
            book.of(sheet or SHEET).error(
                "E376", f"„{complaint.value}“ bei „{head}“", "ein gültiger Wert", "Bitte den Wert berichtigen.", at
            )


def _missing(head: str, findings: Findings, at: tuple[int, int] | None) -> None:
    findings.error("E375", "leer", f"eine Angabe zu „{head}“", "Bitte ergänzen oder die ganze Zeile leeren.", at)
