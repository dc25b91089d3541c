"""One file → one Reading: decides by content what the file is and hands it to the reader for it."""

from collections.abc import Sequence
from pathlib import Path

from domain import status_sheet
from domain.deliveries import DeliveryKind, Reading, Source
from domain.errors import WrongUse
from loaders.findings import Findings
from loaders.layouts import choose_layout, faulty_layouts, known_layouts
from loaders.own_sheets import is_own_sheet, own_sheet, read_own_sheet
from loaders.precheck import FileKind, file_kind, unpack
from loaders.recognition import recognise, unrecognised
from loaders.table_file import read_table
from loaders.text_table import decode


def read_file(path: Path, name: str, layout: str | None = None, folders: Sequence[Path] = ()) -> Reading:
    """The reading of the file at ``path``, called ``name`` by its owner. ``layout`` is an id, a path to a layout.toml, or
    None to recognise the table. An archive with one table is read as that table. Raises Unreadable for files that cannot be opened."""
    with unpack(path, name) as (inner, inner_name):
        return read_unpacked(inner, inner_name, layout, folders)


def read_unpacked(path: Path, name: str, layout: str | None = None, folders: Sequence[Path] = ()) -> Reading:
    """As read_file, for a file that was taken out of its archive already: an archive in it stays one, and is refused."""
    kind = file_kind(path, name)
    if kind is FileKind.TOML:
        return _read_toml(decode(path, name, ("utf-8-sig",)), name)
    if kind is FileKind.WORKBOOK and (layout is None or is_own_sheet(layout)):
        found = layout or own_sheet(path)
        if found is not None:
            return read_own_sheet(path, name, found)
    if layout is not None and layout != status_sheet.LAYOUT:
        return read_table(path, name, choose_layout(layout, folders), kind)
    if kind is FileKind.WORKBOOK:
        from loaders.status_sheet import claims, read_status_sheet

        if layout == status_sheet.LAYOUT or claims(path):
            return read_status_sheet(path, name)
    if layout == status_sheet.LAYOUT:
        raise WrongUse(f"{name}: Ein Sachstandsblatt ist eine Excel-Mappe (.xlsx). Bitte die Mappe auswählen.")
    known = known_layouts(folders)
    candidates = recognise(path, name, kind, known.values())
    if len(candidates.sure) == 1:
        return read_table(path, name, candidates.sure[0], kind)
    findings = Findings(candidates.nearly.sheet if candidates.nearly else None)
    unrecognised(candidates, known, findings)
    for sentence in faulty_layouts(folders):
        advice = "Sie wurde übergangen und könnte zu dieser Datei gehören. Bitte berichtigen oder zurücknehmen."
        findings.hint("H430", sentence.rstrip("."), "eine Tabellenbeschreibung, die sich lesen lässt", advice)
    return Reading(DeliveryKind.OBSERVATIONS, "", Source("", ""), findings=findings.all())


def _read_toml(text: str, name: str) -> Reading:
    """A concept, or one indicator."""
    from domain.toml_files import parse_toml  # each kind of file loads only what it needs: a reader process lives for one file or many

    data = parse_toml(text, name)
    from loaders.definition_file import is_definition, read_definition_file

    if is_definition(data):
        return read_definition_file(data, name)
    from loaders.concept import read_concept

    return read_concept(text, name, data)
