"""One file → one Reading: decides by content what the file is and hands it to the reader for it."""

from collections.abc import Sequence
from pathlib import Path

from domain import status_sheet
from domain.deliveries import DeliveryKind, Reading, Source
from domain.errors import WrongUse
from loaders.engine import read_grid
from loaders.findings import Findings
from loaders.grid import Grid
from loaders.layouts import Layout, choose_layout, known_layouts
from loaders.precheck import FileKind, file_kind
from loaders.recognition import recognise, unrecognised
from loaders.text_table import decode, read_text


def read_file(path: Path, name: str, layout: str | None = None, folders: Sequence[Path] = ()) -> Reading:
    """The reading of the file at ``path``, called ``name`` by its owner. ``layout`` is an id, a path to a layout.toml, or
    None to recognise the table. Raises Unreadable for files that cannot be opened at all."""
    kind = file_kind(path, name)
    if kind is FileKind.TOML:
        from loaders.concept import read_concept  # each kind of file loads only what it needs: a reader process lives for one file or many

        return read_concept(decode(path, name, ("utf-8-sig",)), name)
    if layout is not None and layout != status_sheet.LAYOUT:
        return _read_table(path, name, choose_layout(layout, folders), kind)
    if kind is FileKind.WORKBOOK:
        from loaders.status_sheet import claims, read_status_sheet

        if layout == status_sheet.LAYOUT or claims(path):
            return read_status_sheet(path, name)
    if layout == status_sheet.LAYOUT:
        raise WrongUse(f"{name}: Ein Sachstandsblatt ist eine Excel-Mappe (.xlsx). Bitte die Mappe auswählen.")
    known = known_layouts(folders)
    candidates = recognise(path, name, kind, known.values())
    if len(candidates.sure) == 1:
        return _read_table(path, name, candidates.sure[0], kind)
    findings = Findings()
    unrecognised(candidates, known, findings)
    return Reading(DeliveryKind.OBSERVATIONS, "", Source("", ""), findings=findings.all())


def _read_table(path: Path, name: str, layout: Layout, kind: FileKind) -> Reading:
    findings = Findings()
    grid = _grid(path, name, layout, kind, findings)
    rows = None
    if grid is not None:
        rows, findings = read_grid(grid, layout, layout.blocks[0])
    return Reading(DeliveryKind.OBSERVATIONS, layout.id, layout.source, rows, findings.all())


def _grid(path: Path, name: str, layout: Layout, kind: FileKind, findings: Findings) -> Grid | None:
    if (kind is FileKind.WORKBOOK) != (layout.file.kind == "workbook"):
        wanted = "eine Excel-Mappe (.xlsx)" if layout.file.kind == "workbook" else "eine Texttabelle (.csv)"
        findings.error("E103", "eine andere Art von Datei", wanted, "Bitte die Tabelle in dieser Form herunterladen.")
        return None
    if kind is FileKind.TEXT:
        return read_text(decode(path, name, layout.file.encodings), layout.file.delimiter, name)
    from loaders.workbook import matching_sheets, read_sheet, sheet_names

    names = sheet_names(path, name)
    fitting = matching_sheets(names, layout.blocks[0].sheet)
    if len(fitting) != 1:
        found = "Blätter: " + ", ".join(f"„{sheet}“" for sheet in names)
        expected = f"genau ein Blatt mit einem Namen nach dem Muster „{layout.blocks[0].sheet}“"
        findings.error("E103", found, expected, "Bitte das Blatt so nennen wie veröffentlicht.")
        return None
    return read_sheet(path, name, fitting[0])
