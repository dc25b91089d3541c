"""The uploaded table with the cells of all findings coloured and commented, and a sheet that lists the findings."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from domain.cells import cell_place, column_letters
from domain.deliveries import Finding, Severity
from loaders.grid import Cell
from loaders.number_formats import displayed
from loaders.precheck import BookKind, FileKind, book_kind, file_kind
from loaders.text_table import decode, read_text, sniff
from loaders.workbook import displayed_rows, hidden_sheets, read_sheet, sheet_names
from loaders.workbooks.package import merged_area, sheets_size

REPORT = "Prüfbericht"
TEXT_SHEET = "Tabelle"
_COLOURS = {Severity.ERROR: "FFC7CE", Severity.HINT: "FFEB9C"}
_HEADS = {"Art": 10, "Code": 8, "Blatt": 24, "Zelle": 10, "Gefunden": 48, "Erwartet": 40, "Was tun": 60}
_LINK = Font(color="0563C1", underline="single")
_LARGE = 8 << 20  # of a workbook's sheets, unpacked: more than openpyxl can build and write in time
_MOST_MERGED = 200_000
_WHOLE = 5_000
_HEAD_ROWS = 50
_LONGEST = 32_767
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_FORMULA_SIGNS = ("=", "+", "-", "@")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LEFT_OUT = "Die Tabelle ist groß. Im Blatt daneben stehen nur ihr Kopf und die Zeilen mit Befunden, an ihrer alten Stelle."
_AS_TEXT = "Die Blätter daneben zeigen die Tabelle, wie man sie sieht, als Texte; die hochgeladene Datei bleibt, wie sie ist."

Places = Mapping[str | None, Mapping[tuple[int, int], list[Finding]]]


def marked_copy(path: Path, name: str, findings: Sequence[Finding]) -> bytes:
    """An xlsx file: the uploaded workbook itself, or the texts of a file that openpyxl cannot write, with the cells of the findings
    coloured and commented, and first the sheet „Prüfbericht“. No value is changed, and no text becomes a formula."""
    kept = _kept_copy(path, findings) if _can_be_kept(path, name) else None
    if kept is not None:
        return kept
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets, remark = _copied(path, name, book, _by_place(findings))
    return _marked(book, sheets, findings, remark)


def _kept_copy(path: Path, findings: Sequence[Finding]) -> bytes | None:
    """The workbook itself, marked; None where openpyxl stumbles over parts that the reader passes over."""
    try:
        with path.open("rb") as file:
            book = load_workbook(file)
        return _marked(book, {sheet.title: sheet for sheet in book.worksheets}, findings)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - damaged parts without cells have no class of error in common
        return None


def _marked(book: Workbook, sheets: Mapping[str | None, Worksheet], findings: Sequence[Finding], remark: str = "") -> bytes:
    for key, cells in _by_place(findings).items():
        if key in sheets:
            _mark(sheets[key], cells)
    _write_report(book, findings, sheets, remark)
    with io.BytesIO() as written:
        book.save(written)
        return written.getvalue()


def _by_place(findings: Sequence[Finding]) -> dict[str | None, dict[tuple[int, int], list[Finding]]]:
    found: dict[str | None, dict[tuple[int, int], list[Finding]]] = {}
    for finding in findings:
        if (place := _place(finding)) is not None:
            found.setdefault(finding.sheet, {}).setdefault(place, []).append(finding)
    return found


def _place(finding: Finding) -> tuple[int, int] | None:
    """Row and column of a finding, None where it has none or where no workbook reaches: a text may be longer."""
    place = cell_place(finding.cell or "")
    return place if place and 0 < place[0] <= _LAST_ROW and 0 < place[1] <= _LAST_COLUMN else None


def _can_be_kept(path: Path, name: str) -> bool:
    """True for an Excel workbook that openpyxl can build and write within the limits."""
    if file_kind(path, name) is not FileKind.WORKBOOK or book_kind(path) is not BookKind.XLSX:
        return False
    return sheets_size(path) <= _LARGE and merged_area(path) <= _MOST_MERGED


def _copied(path: Path, name: str, book: Workbook, places: Places) -> tuple[dict[str | None, Worksheet], str]:
    """The sheets of a new workbook with the texts of the file by the name the findings use, and what the report must say of them."""
    sheets: dict[str | None, Worksheet] = {}
    whole = True
    hidden = hidden_sheets(path, name) if file_kind(path, name) is FileKind.WORKBOOK else frozenset()
    for key, numbered in _texts(path, name):
        sheet = sheets[key] = book.create_sheet(_free_name(book, key or TEXT_SHEET))
        sheet.sheet_state = "hidden" if key in hidden else "visible"
        wanted = {row for row, _ in places.get(key, {})}
        large = len(numbered) > _WHOLE
        whole = whole and not large
        for number, cells in numbered:
            if not large or number <= _HEAD_ROWS or number in wanted:
                for column, cell in enumerate(cells, 1):
                    _write(sheet, number, column, displayed(cell))
    return sheets, _AS_TEXT if whole else _LEFT_OUT


def _texts(path: Path, name: str) -> Iterator[tuple[str | None, list[tuple[int, Sequence[Cell]]]]]:
    """Each sheet with its rows as (number, texts); a text file is one sheet without a name."""
    if file_kind(path, name) is FileKind.WORKBOOK:
        for sheet in sheet_names(path, name):
            # formats that only group digits are left out where showing them takes too long
            large = book_kind(path) is BookKind.XLSX and sheets_size(path) > _LARGE
            yield sheet, list(enumerate(read_sheet(path, name, sheet).rows if large else displayed_rows(path, name, sheet, 1, None), 1))
    else:
        text = decode(path, name, ("utf-8-sig", "cp1252"))
        grid = read_text(text, sniff(text), name)
        yield None, list(zip(grid.numbers, grid.rows, strict=True))


def _free_name(book: Workbook, wanted: str) -> str:
    """``wanted`` as far as a sheet may be called so, with a number where the name is taken."""
    bare = _NOT_IN_NAMES.sub("_", wanted)[:31] or TEXT_SHEET
    taken = {title.casefold() for title in book.sheetnames}
    names = (bare, *(f"{bare[:26]} ({number})" for number in range(2, 1_000)))
    return next(name for name in names if name.casefold() not in taken)


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    """Writes a text that stays a text, also where a person opens the cell and closes it again."""
    cell = sheet.cell(row, column)
    if text:
        cell.value = _clean(text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA_SIGNS)
    return cell


def _mark(sheet: Worksheet, cells: Mapping[tuple[int, int], list[Finding]]) -> None:
    seen: dict[tuple[int, int], list[Finding]] = {}
    corners = {place: (one.min_row, one.min_col) for one in sheet.merged_cells.ranges for place in one.cells}
    for place, findings in cells.items():
        seen.setdefault(corners.get(place, place), []).extend(findings)  # of merged cells only the first can be seen
    for (row, column), findings in seen.items():
        cell = sheet.cell(row, column)
        worst = Severity.ERROR if any(finding.severity is Severity.ERROR for finding in findings) else Severity.HINT
        cell.fill = PatternFill("solid", fgColor=_COLOURS[worst])
        texts = [f"{one.code}: {one.found}\nErwartet: {one.expected}\n{one.advice}" for one in findings]
        before = [cell.comment.text] if cell.comment else []
        cell.comment = Comment(_clean("\n\n".join([*texts, *before])), REPORT, height=140, width=320)


def _write_report(book: Workbook, findings: Sequence[Finding], sheets: Mapping[str | None, Worksheet], remark: str) -> None:
    report = book.create_sheet(_free_name(book, REPORT), 0)
    book.active = 0
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    _write(report, 1, 1, f"{REPORT}: {errors} Fehler, {len(findings) - errors} Hinweise").font = Font(bold=True, size=14)
    _write(report, 2, 1, remark)
    for column, (head, width) in enumerate(_HEADS.items(), 1):
        _write(report, 4, column, head).font = Font(bold=True)
        report.column_dimensions[column_letters(column)].width = width
    for row, finding in enumerate(findings, 5):
        texts = (
            finding.severity.label,
            finding.code,
            finding.sheet or "",
            finding.cell or "",
            finding.found,
            finding.expected,
            finding.advice,
        )
        for column, text in enumerate(texts, 1):
            _write(report, row, column, text).alignment = Alignment(wrap_text=True, vertical="top")
        report.cell(row, 1).fill = PatternFill("solid", fgColor=_COLOURS[finding.severity])
        _link(report, row, finding, sheets)
    report.freeze_panes = "A5"
    report.auto_filter.ref = f"A4:{column_letters(len(_HEADS))}{max(4, len(findings) + 4)}"
    report.page_setup.orientation = "landscape"
    report.page_setup.fitToHeight = 0
    report.sheet_properties.pageSetUpPr.fitToPage = True


def _link(report: Worksheet, row: int, finding: Finding, sheets: Mapping[str | None, Worksheet]) -> None:
    place = _place(finding)
    if place is None or finding.sheet not in sheets:
        return
    cell = report.cell(row, 4)
    target = f"{quote_sheetname(sheets[finding.sheet].title)}!{column_letters(place[1])}{place[0]}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
    cell.font = _LINK


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]
