"""Reads the concept workbook: the same concept as from a concept.toml, with the same checks, everything wrong named by its cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from domain.cells import cell_name, cell_place
from domain.concept_rows import normalised
from domain.concept_sheet import CONCEPT, FACT_COLUMNS, FACTS, LAYOUT, ONLY_SHOWN, SHEETS, Sheet, words_of
from domain.concept_toml import concept_toml
from domain.concepts import Concept
from domain.definition_sheet import Column
from domain.deliveries import DeliveryKind, Finding, Reading, Severity, Source, nearest_place
from domain.toml_files import Complaint, try_build
from loaders.concept import content_findings
from loaders.findings import Findings
from loaders.sheet_table import SheetRow, SheetTable, find_table, open_workbook, rows_of

_TEMPLATE = "Bitte die Mappe auf der Seite „Konzept“ neu herunterladen und die Angaben dort eintragen."
_TOML_PLACE = re.compile(r"\b[a-z_]+(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)*\[\d+\](?:\.[a-z_]+)*")


@dataclass
class _Book:
    """The workbook while it is read: findings by sheet, the concept as a concept.toml would have it, and where each part stands."""

    findings: dict[str, Findings] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    wrong: set[tuple[str | None, str | None]] = field(default_factory=set)
    records: dict[str, dict[tuple[Any, ...], tuple[str, Any]]] = field(default_factory=dict)  # sheet → keys → path and record

    def of(self, title: str) -> Findings:
        return self.findings.setdefault(title, Findings(title))


def read_concept_sheet(path: Path, name: str) -> Reading:
    """The concept with its canonical text as content and the cells of its parts, or no rows and all findings; raises Unreadable if
    the file is no workbook."""
    workbook = open_workbook(path, name)
    book = _Book()
    tables = {title: _table(workbook, title, columns, book) for title, columns in _columns().items()}
    facts = tables.pop(CONCEPT)
    if facts is not None:
        _read_facts(facts, book)
    for title in sorted(SHEETS, key=lambda each: bool(SHEETS[each].under)):
        if (table := tables[title]) is not None:
            _read_rows(SHEETS[title], table, book)
    concept, complaints = try_build(Concept, {"fields": [], **book.data})
    _say(complaints, book)
    found = [finding for findings in book.findings.values() for finding in findings.all()]
    found += [_at_cell(each, book) for each in content_findings(book.data) if not _told(each, book)]
    ordered = tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))
    if concept is None or any(each.severity is Severity.ERROR for each in ordered):
        return Reading(DeliveryKind.CONCEPT, LAYOUT, Source("", name), None, ordered)
    whole = normalised(concept)
    source = Source(publisher=whole.municipality, title=whole.source or whole.name)
    return Reading(DeliveryKind.CONCEPT, LAYOUT, source, whole, ordered, concept_toml(whole), places=book.places)


def _columns() -> dict[str, tuple[Column, ...]]:
    return {CONCEPT: FACT_COLUMNS, **{title: sheet.columns for title, sheet in SHEETS.items()}}


def _table(workbook: Workbook, title: str, columns: tuple[Column, ...], book: _Book) -> SheetTable | None:
    """The sheet with all its columns: a missing one would mean that everything in it is to go."""
    table = find_table(workbook, title, columns)
    if table is None:
        book.of(title).error("E320", f"kein Blatt „{title}“", "das Blatt mit seinen Spaltenköpfen, auch wenn es leer ist", _TEMPLATE)
        return None
    for column in columns:
        if column.key not in table.places and not column.key.startswith(ONLY_SHOWN):
            book.of(table.sheet.title).error("E321", f"die Spalte „{column.head}“ fehlt", "alle Spalten der Mappe, auch leere", _TEMPLATE)
    return table


def _place(table: SheetTable, number: int, key: str) -> tuple[str | None, str | None]:
    title = table.sheet.title
    return title, cell_name(title, number, table.places[key])


def _read_facts(table: SheetTable, book: _Book) -> None:
    findings = book.of(table.sheet.title)
    for row in rows_of(table, FACT_COLUMNS, findings, needs=("fact", "text")):
        path, at = row.values.get("fact"), (row.number, table.places["fact"])
        if row.wrong:
            continue
        if path is None:
            findings.error(
                "E322", "ein Inhalt ohne Angabe davor", "links eine Angabe aus der Auswahlliste", "Bitte ergänzen oder leeren.", at
            )
            continue
        place = _place(table, row.number, "text")
        outer, _, inner = path.partition(".")
        holder = book.data.setdefault(outer, {}) if inner else book.data
        key, text = inner or outer, row.values.get("text", "")
        if FACTS[path].several:
            if text:
                entries = holder.setdefault(key, [])
                entries.append(text)
                book.places[f"{path}.{len(entries) - 1}"] = place
        elif path in book.places:
            found = f"„{FACTS[path].label}“ steht schon in Zelle {book.places[path][1]}"
            findings.error("E323", found, "diese Angabe nur einmal", "Bitte eine der beiden Zeilen löschen.", at)
        else:
            book.places[path] = place
            if text:
                holder[key] = text


def _read_rows(sheet: Sheet, table: SheetTable, book: _Book) -> None:
    findings = book.of(table.sheet.title)
    needs = [column.key for column in sheet.columns if not column.key.startswith(ONLY_SHOWN)]
    for row in rows_of(table, [each for each in sheet.columns if each.key in needs], findings, needs):
        book.wrong |= {_place(table, row.number, key) for key in row.wrong}
        holder = _holder(sheet, row, table, book)
        if holder is None:
            continue
        path, record = holder
        entries = record.setdefault(sheet.path, [])
        path = f"{path}{sheet.path}.{len(entries)}"
        entries.append(_record(sheet, row))
        keys = tuple(row.values.get(key) for key in sheet.keys)
        book.records.setdefault(sheet.title, {}).setdefault(keys, (f"{path}.", entries[-1]))
        book.places |= {f"{path}.{key}": _place(table, row.number, key) for key in table.places}
        book.places[path] = _place(table, row.number, sheet.name)


def _holder(sheet: Sheet, row: SheetRow, table: SheetTable, book: _Book) -> tuple[str, dict[str, Any]] | None:
    """What the row belongs to, with its path; None, and said so, where that is not there."""
    if not sheet.under:
        return "", book.data
    above = SHEETS[sheet.under]
    wanted = tuple(row.values.get(key) for key in sheet.parents)
    found = book.records.get(above.title, {}).get(wanted)
    if found is not None or row.wrong & set(sheet.parents):
        return found
    heads = {column.key: column.head for column in sheet.columns}
    said = ", ".join(f"{heads[key]}: {value or 'leer'}" for key, value in zip(sheet.parents, wanted, strict=True))
    known = "; ".join(", ".join(map(str, keys)) for keys in list(book.records.get(above.title, {}))[:12])
    expected = f"eine Zeile aus dem Blatt „{above.title}“" + (f": {known}" if known else ", dort steht noch keine")
    at = (row.number, table.places[sheet.parents[-1]])
    advice = f"Bitte berichtigen oder im Blatt „{above.title}“ ergänzen."
    book.of(table.sheet.title).error("E324", f"{said} – das gibt es im Blatt „{above.title}“ nicht", expected, advice, at)
    return None


def _record(sheet: Sheet, row: SheetRow) -> Any:
    """The row as an entry of the concept; a sheet whose rows are single texts gives the text."""
    values = {key: value for key, value in row.values.items() if key not in sheet.parents}
    if {column.key for column in sheet.columns} - set(sheet.parents) == {"text"}:
        return values.get("text", "")
    record: dict[str, Any] = {}
    for key, value in values.items():
        outer, _, inner = key.partition(".")
        if inner:
            record.setdefault(outer, {})[inner] = value
        else:
            record[key] = value
    return record


def _say(complaints: Iterable[Complaint], book: _Book) -> None:
    """What the checker misses or does not understand, at the cell where it belongs; cells already named are left out."""
    for complaint in complaints:
        path = ".".join(map(str, complaint.path))
        sheet, cell = nearest_place(book.places, path)
        if (sheet, cell) in book.wrong:
            continue
        at = cell_place(cell) if cell else None
        findings, what = book.of(sheet or CONCEPT), words_of(path)
        if complaint.type == "missing":
            findings.error("E325", f"„{what}“ ist leer", f"eine Angabe zu „{what}“", "Bitte ergänzen oder die ganze Zeile leeren.", at)
        else:
            findings.error("E326", f"„{complaint.value}“ bei „{what}“", "ein gültiger Wert", "Bitte den Wert berichtigen.", at)


def _told(finding: Finding, book: _Book) -> bool:
    """True where the cell has been named already."""
    return nearest_place(book.places, dotted(finding.cell or "")) in book.wrong


def _at_cell(finding: Finding, book: _Book) -> Finding:
    """A finding that names a place of a concept.toml, at its cell and in the words of the workbook."""
    sheet, cell = nearest_place(book.places, dotted(finding.cell or ""))

    def named(place: re.Match[str]) -> str:
        there, found = nearest_place(book.places, dotted(place[0]))
        return place[0] if found is None else f"Blatt „{there}“, Zelle {found}"

    found, expected, advice = (_in_words(_TOML_PLACE.sub(named, text)) for text in (finding.found, finding.expected, finding.advice))
    return Finding(finding.severity, finding.code, found, expected, advice, sheet, cell)


_WORDS = {
    "JJJJ, JJJJ-MM oder JJJJ-MM-TT, oder leer": "ein Tag, ein Monat oder ein Jahr: 27.07.2023, 12/2017 oder 2006, oder leer",
    "Zielart T ": "„Wert in einem Zieljahr“ ",
    "Zielart Y ": "„Wert in jedem Jahr“ ",
    "Zielart D ": "die Zielart „nur Richtung“ ",
}


def _in_words(text: str) -> str:
    """A sentence about a concept.toml in the words of the workbook."""
    for old, new in _WORDS.items():
        text = text.replace(old, new)
    return text


def dotted(place: str) -> str:
    """``fields[2].goals[1].id`` → ``fields.1.goals.0.id``: the place as a path."""
    return re.sub(r"\[(\d+)\]", lambda number: f".{int(number[1]) - 1}", place)
