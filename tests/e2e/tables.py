"""A table that no shipped layout claims, built as the state office builds its own: titles, three heading rows, numbered columns,
short area keys, a column of changes, notes below."""

from pathlib import Path

from openpyxl import Workbook

AREAS = {
    101: "Braunschweig,Stadt          ", 102: "Salzgitter,Stadt            ", 103: "Wolfsburg,Stadt", 151: "Gifhorn", 153: "Goslar",
    154: "Helmstedt", 155: "Northeim", 157: "Peine", 158: "Wolfenbüttel", 159: "Göttingen",
}  # fmt: skip
REGION = (1, "Statistische Region Braunschweig")
SHEET = "9-1-1_Download"


def courses(path: Path, last: int, first: int = 2015, counted: str = "Teilnehmende") -> Path:
    """The edition with the years ``first`` to ``last``; ``counted`` is the heading over them."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    years = list(range(first, last + 1))
    change = 4 + len(years)
    sheet["C1"] = f"Migration und Teilhabe in Niedersachsen - Integrationsmonitoring {last + 1}"
    sheet["C3"] = "Indikator 9.1.1: Teilnehmende an Sprachkursen in Niedersachsen"
    sheet["C4"] = "Tabelle 9.1.1: Teilnehmende an Sprachkursen nach Kreisen"
    sheet["B7"], sheet["C7"], sheet["D7"], sheet["D9"] = "AGS", "Kreisfreie Stadt\nLandkreis\nStatistische Region", counted, "Anzahl"
    for span in ("B7:B9", "C7:C9"):
        sheet.merge_cells(span)
    sheet.merge_cells(start_row=7, end_row=7, start_column=4, end_column=change)
    sheet.merge_cells(start_row=9, end_row=9, start_column=4, end_column=change)
    for place, year in enumerate(years):
        sheet.cell(8, 4 + place, year)
    sheet.cell(8, change, f"Veränderung aktuelles Jahr ({last})\nzu {first}")
    for col in range(2, change + 1):
        sheet.cell(11, col, col - 1)
    for row, (key, name) in enumerate([*AREAS.items(), REGION], start=12):
        sheet.cell(row, 2, key)
        sheet.cell(row, 3, name)
        for place, year in enumerate(years):
            sheet.cell(row, 4 + place, participants(key, year))
        sheet.cell(row, change, participants(key, last) - participants(key, first))
    sheet.cell(25, 2, "Quelle: Kursstatistik")
    sheet.cell(27, 3, "© Landesamt für Statistik Niedersachsen, Hannover")
    workbook.save(path)
    return path


def participants(key: int, year: int) -> int:
    """The figure of an area and year; the region is the sum of its districts."""
    if key == REGION[0]:
        return sum(participants(each, year) for each in AREAS)
    return 200 + key % 50 * 7 + (year - 2010) * (5 + key % 4)
