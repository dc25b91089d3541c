"""A layout for a file no layout claims: drafted, written, and read with once, before anybody sees it."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from domain.deliveries import DeliveryKind, Finding, Reading, Severity
from domain.deliveries import Source as domain_source
from domain.errors import MonitorError
from domain.proposals import Choices, Evidence, Proposal
from loaders.grid import Grid
from loaders.layouts import LAYOUT_FILE
from loaders.proposal.blocks import with_blocks
from loaders.proposal.draft import Draft, draft
from loaders.proposal.evidence import decided, evidence_of, proposed_columns, questions_of
from loaders.proposal.layout_text import layout_text, without_answers
from loaders.proposal.regions import Region, find_regions, main_region
from loaders.proposal.sheets import Source, choose_sheet, open_source
from loaders.proposal.tables import read_table
from loaders.proposal.view import plain_view, sheet_view
from loaders.reading import read_file

_NOTHING = "Das ist keine Tabelle mit Zahlen zu Zeiten oder Gebieten."
_MOST_FINDINGS = 200


def propose(path: Path, name: str, choices: Choices | None = None) -> Proposal:
    """The proposal for the file at ``path``, called ``name`` by its owner; raises Unreadable for files that cannot be opened."""
    choices = choices or Choices()
    source = open_source(path, name)
    chosen = choose_sheet(source, choices.sheets)
    if chosen is None:
        return _nothing(source, choices)
    grid = source.grid(chosen.sheet)
    regions = find_regions(grid)
    region = _chosen_region(main_region(regions), choices, grid)
    if region is None:
        return _nothing(source, choices)
    found = draft(read_table(grid, region), source, chosen, choices)
    if not found.is_statistics:
        return _nothing(source, choices)
    whole = (choices.first, choices.last, choices.header) == (None, None, None)
    return _checked(with_blocks(found, source, regions if whole else (), choices), source, choices)


def _chosen_region(region: Region | None, choices: Choices, grid: Grid) -> Region | None:
    """The region, with the rows that were chosen instead of those found."""
    if choices.first is None and choices.last is None and choices.header is None:
        return region
    places = {number: place for place, number in enumerate(grid.numbers, 1)}  # a record of a text file may span lines
    header = tuple(places[row] for row in choices.header if row in places) if choices.header is not None else None
    region = region or Region((), (header or (0,))[-1] + 1, len(grid.rows))
    first = places.get(choices.first or 0) or (region.first if not header or header[-1] < region.first else header[-1] + 1)
    last = max(places.get(choices.last or 0, region.last), first)
    gaps = tuple(row for row in region.gaps if first <= row <= last)
    header = region.header if header is None else header
    return replace(region, first=first, last=last, header=header, gaps=gaps, units=tuple(row for row in region.units if row in header))


def _nothing(source: Source, choices: Choices) -> Proposal:
    sheet = source.names[0] if source.names else None
    grid = source.grid(sheet, 60)
    because = "Es fehlen Zeilen mit Zahlen, die zu einer Zeit oder einem Gebiet gehören."
    evidence = (Evidence("Tabelle", _NOTHING, because, sure=False),)
    return Proposal(source.name, "", choices, choices, (), evidence, (), plain_view(sheet, grid.rows, grid.numbers), source.names)


def _checked(found: Draft, source: Source, choices: Choices) -> Proposal:
    questions, notes = questions_of(found, choices), _notes(found, choices)
    assumed = layout_text(found.layout, notes)
    reading = _probe(assumed, source)
    values = reading.rows.num_rows if reading.rows is not None else 0
    return Proposal(
        source.name,
        layout_text(without_answers(found.layout, questions), notes),
        choices,
        decided(found, choices),
        proposed_columns(found),
        (*evidence_of(found), *_reading_evidence(reading.findings, values, bool(questions))),
        questions,
        sheet_view(found.table, found.roles, found.levels),
        source.names,
        values,
        reading.findings[:_MOST_FINDINGS],
        assumed,
    )


def _probe(text: str, source: Source) -> Reading:
    """The reading with the proposed layout; what is wrong with the layout itself, as after an impossible choice, is its one finding."""
    try:
        return read_with(text, source.path, source.name)
    except MonitorError as error:
        finding = Finding(Severity.ERROR, "E104", str(error), "eine Beschreibung, die zusammenpasst", "Bitte die letzte Auswahl ändern.")
        return Reading(DeliveryKind.OBSERVATIONS, "", domain_source("", ""), findings=(finding,))


def read_with(toml: str, path: Path, name: str) -> Reading:
    """The reading of a file with a layout given as text; raises Unreadable where the text is no sound layout."""
    with tempfile.TemporaryDirectory() as folder:
        layout = Path(folder) / LAYOUT_FILE
        layout.write_text(toml, "utf-8")
        return read_file(path, name, str(layout))


def _reading_evidence(findings: tuple[Finding, ...], values: int, asked: bool) -> tuple[Evidence, ...]:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not errors:
        because = "so gelesen ergibt die Datei keinen Fehler" + (", sobald die offenen Fragen beantwortet sind" if asked else "")
        return (Evidence("Probe", f"{values} Werte", because, sure=not asked),)
    cells = tuple(finding.cell for finding in errors[:5] if finding.cell)
    first = f"{errors[0].found}; erwartet: {errors[0].expected}"
    return (Evidence("Probe", f"{values} Werte", f"{len(errors)} Fehler, zuerst: {first}", cells, sure=False),)


def _notes(found: Draft, choices: Choices) -> Mapping[str, tuple[str, ...]]:
    """Comments for the TOML: the evidence, beside what it is about."""
    parts = {"Blatt": "layout", "Kopfzeilen": "header", "Datenzeilen": "data", "Zahlen": "file", "Zeichen": "symbols", "Strich": "dash"}
    notes: dict[str, list[str]] = {"labels": list(found.notes.get("labels", ()))}
    for each in evidence_of(found):
        part = parts.get(each.what) or ("period" if each.what.startswith("Zeit") else "area")
        notes.setdefault(part, []).append(f"{each.value}: {each.because}" + ("" if each.sure else " (bitte prüfen)"))
    asked = [f"Offen: {question.text} {question.because}" for question in questions_of(found, choices)]
    notes["layout"] = [*asked, *notes.get("layout", [])]
    return {part: tuple(sentences) for part, sentences in notes.items()}
