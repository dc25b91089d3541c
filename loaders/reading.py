"""One file → one Reading: decides by content what the file is and hands it to the reader for it."""

from collections.abc import Sequence
from pathlib import Path

from domain import status_sheet
from domain.deliveries import DeliveryKind, Finding, Reading, Source
from domain.errors import Unreadable, WrongUse
from domain.measure_lists import PREFIX
from loaders.findings import Findings
from loaders.layouts import choose_layout, faulty_layouts, known_layouts
from loaders.own_sheets import is_own_sheet, own_sheet, read_own_sheet
from loaders.precheck import BookKind, FileKind, book_kind, file_kind, unpack
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
    if layout is not None and layout.startswith(PREFIX):
        return _read_list(path, name, layout, folders) or _unknown()
    if layout is not None and layout != status_sheet.LAYOUT:
        return read_table(path, name, choose_layout(layout, folders), kind)
    if kind is FileKind.WORKBOOK:
        from loaders.status_sheet import claims, read_status_sheet

        if layout == status_sheet.LAYOUT or claims(path):
            return read_status_sheet(path, name)
        _stop_if_other_format(path, name)
    if layout == status_sheet.LAYOUT:
        raise WrongUse(f"{name}: Ein Sachstandsblatt ist eine Excel-Mappe (.xlsx). Bitte die Mappe auswählen.")
    known = known_layouts(folders)
    candidates = recognise(path, name, kind, known.values())
    if len(candidates.sure) == 1:
        return read_table(path, name, candidates.sure[0], kind)
    if not candidates.sure and (taken_over := _read_list(path, name, None, folders)):
        return taken_over
    findings = Findings(candidates.nearly.sheet if candidates.nearly else None)
    unrecognised(candidates, known, findings)
    for sentence in faulty_layouts(folders):
        advice = "Sie wurde übergangen und könnte zu dieser Datei gehören. Bitte berichtigen oder zurücknehmen."
        findings.hint("H430", sentence.rstrip("."), "eine Tabellenbeschreibung, die sich lesen lässt", advice)
    if not candidates.sure and (seen := _looks_like_list(path, name, folders)):
        advice = "Die Spalten lassen sich unter „Daten einspielen“ einmal zuordnen; danach wird jede Ausgabe ohne Rückfrage gelesen."
        findings.hint("H455", f"Das sieht nach einer Liste von Maßnahmen aus: {seen}", "eine zugeordnete Maßnahmenliste", advice)
    return _unknown(findings.all())


def _stop_if_other_format(path: Path, name: str) -> None:
    """Raises Unreadable for our status sheet in a format other than the one it was sent in: what hides in it does not come along."""
    if (written := book_kind(path)) is BookKind.XLSX:
        return
    from loaders.workbook import sheet_names

    if {status_sheet.SHEET, status_sheet.MARKER_SHEET} <= set(sheet_names(path, name)):
        advice = "Bitte mit „Speichern unter“ als Excel-Datei (.xlsx) speichern und diese einspielen; die Eingaben bleiben dabei erhalten."
        raise Unreadable(f"{name}: Das ist ein Sachstandsblatt im Format .{written.value}. {advice}")


def _unknown(findings: tuple[Finding, ...] = ()) -> Reading:
    """A file that is none of those known."""
    return Reading(DeliveryKind.OBSERVATIONS, "", Source("", ""), findings=findings)


def _read_list(path: Path, name: str, layout: str | None, folders: Sequence[Path]) -> Reading | None:
    from loaders.measure_list import read_known_list  # with it comes all that describes unknown tables

    return read_known_list(path, name, layout, folders)


def _looks_like_list(path: Path, name: str, folders: Sequence[Path]) -> str:
    from loaders.measure_list import looks_like_list

    return looks_like_list(path, name, folders)


def _read_toml(text: str, name: str) -> Reading:
    """A concept, or one indicator."""
    from domain.toml_files import parse_toml  # each kind of file loads only what it needs: a reader process lives for one file or many

    data = parse_toml(text, name)
    from loaders.definition_file import is_definition, read_definition_file

    if is_definition(data):
        return read_definition_file(data, name)
    from loaders.concept import read_concept

    return read_concept(text, name, data)
