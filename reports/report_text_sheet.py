"""Writes the workbook „Berichtstexte“: one row a text, everything but text and tick locked, the keys hidden."""

from io import BytesIO

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from domain.periods import Period
from domain.report_text_sheet import COLUMNS, GUIDE, KEY, LAYOUT, MARKER_NAME, NO, PUBLIC, SHEET, STAND, TEXT, YES, TextEntry, TextsBook
from domain.report_texts import LONGEST_TEXT, key_text
from reports.cells import HEAD_FILL, HEAD_FONT, fit_height, write_text
from reports.sheet_parts import new_workbook

_INPUT = PatternFill("solid", fgColor="FFF8DC")
_WRAP = Alignment(wrap_text=True, vertical="top")
_GRID = Border(bottom=Side(style="thin", color="D5DAE1"))
_HEADS = [head for head, _ in COLUMNS]
_STEPS = (
    "So schreiben Sie Berichtstexte in Excel",
    f"Geschrieben wird in die Spalte „{TEXT}“, höchstens {LONGEST_TEXT} Zeichen; Absätze mit Alt+Eingabe.",
    "Ein leeres Feld nimmt den Text zurück.",
    f"In „{PUBLIC}“ steht „{YES}“, wenn der Text in öffentlichen Berichten erscheinen darf.",
    "Bitte keine Namen, Mailadressen und Telefonnummern; Stellen und Funktionen genügen.",
    "Alle anderen Zellen sind geschützt, und zwei Spalten sind verborgen: An ihnen wird erkannt, wozu ein Text gehört.",
    "Fett, Farben und Kommentare werden nicht übernommen.",
    "Zurückspielen: auf der Seite „Berichtstexte“ hochladen. Gezeigt wird erst, was sich ändert; dann wird gefragt.",
)


def write_report_text_sheet(book: TextsBook) -> bytes:
    """The workbook's bytes."""
    workbook = new_workbook(f"Berichtstexte {Period(book.period).label}", LAYOUT, MARKER_NAME, SHEET)
    sheet = workbook.create_sheet(SHEET)
    for place, (head, width) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, place)
        write_text(cell, head)
        cell.font, cell.fill, cell.alignment = HEAD_FONT, HEAD_FILL, _WRAP
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.column_dimensions[get_column_letter(place)].hidden = head in (KEY, STAND)
    for row, entry in enumerate(book.entries, start=2):
        _fill(sheet, row, entry, book.concept)
    _set_up(sheet, len(book.entries) + 1, f"{book.municipality}, {Period(book.period).label}")
    guide = workbook.create_sheet(GUIDE)
    guide.column_dimensions["A"].width = 110
    for row, step in enumerate(_STEPS, start=1):
        write_text(guide.cell(row, 1), step)
        guide.cell(row, 1).alignment = _WRAP
    guide["A1"].font = Font(bold=True, size=14)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, row: int, entry: TextEntry, concept: str) -> None:
    values = {
        "Thema": f"{entry.key.subject.label}: {entry.about}",
        "Teil": entry.key.part.label,
        "verlangt wegen": "; ".join(entry.reasons),
        "Text des Halbjahrs davor": entry.before,
        TEXT: entry.text,
        PUBLIC: YES if entry.public else NO,
        KEY: key_text(entry.key),
        STAND: entry.stand(concept),
    }
    for place, head in enumerate(_HEADS, start=1):
        cell = sheet.cell(row, place)
        write_text(cell, values[head])
        cell.alignment, cell.border = _WRAP, _GRID
        if head in (TEXT, PUBLIC):
            cell.fill, cell.protection, cell.number_format = _INPUT, Protection(locked=False), "@"
    fit_height(sheet, row, len(COLUMNS) - 2)


def _set_up(sheet: Worksheet, last: int, header: str) -> None:
    """Drop-down, protection without a password, and the print."""
    letter = get_column_letter(_HEADS.index(PUBLIC) + 1)
    words = DataValidation(type="list", formula1=f'"{YES},{NO}"', allow_blank=False, showErrorMessage=True)
    words.error, words.errorTitle = f"Bitte „{YES}“ oder „{NO}“ wählen.", "Öffentlich?"
    words.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(words)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddHeader.left.text, sheet.oddFooter.right.text = header.replace("&", "&&"), "Seite &P von &N"
