"""Values as a workbook: read back with another reader's eyes, cell by cell."""

from io import BytesIO
from zipfile import ZipFile

import pyarrow as pa
from openpyxl import load_workbook

from domain.deliveries import OBSERVATION_COLUMNS, Change, Source
from reports.changes_sheet import write_changes
from reports.observations_sheet import write_observations

SOURCE = Source("Landesamt für Statistik", "Einbürgerungen", "dl-de/by-2-0", "2-3-1", "https://example.org")
STATE = (("Datei", "tabelle.csv"), ("Datenstand", "Lieferung Nr. 12"))


def rows(**changed) -> pa.Table:
    """One row, and a second one without a value."""
    first = {
        "series": "einbuergerungen", "unit": "Anzahl", "concept": "Staatsangehörigkeit", "basis": "", "groups": "geschlecht=weiblich",
        "area": "03102", "area_name": "Salzgitter, Stadt", "period": "2018/2019", "year": 2019, "slot": "", "value": 1234.5, "sign": None,
        "text": "1.234,5", "sheet": "Tab 1", "row": 7, "col": 3,
    } | changed  # fmt: skip
    second = first | {"groups": "", "value": None, "sign": "secret", "text": ".", "row": 8}
    return pa.table({name: [first[name], second[name]] for name in OBSERVATION_COLUMNS})


def written(table: pa.Table):
    buffer = BytesIO()
    write_observations(buffer, table, SOURCE, STATE)
    return load_workbook(BytesIO(buffer.getvalue()))


def test_numbers_are_numbers_and_keys_and_periods_are_texts() -> None:
    sheet = written(rows())["Werte"]
    head, first, second = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert dict(zip(head, first, strict=True)) == {
        "Merkmal": "Einbürgerungen", "Einheit": "Anzahl", "Geschlecht": "Frauen", "Gebietsschlüssel": "03102",
        "Gebiet": "Salzgitter, Stadt", "Zeitraum": "Schuljahr 2018/19", "Jahr": 2019, "Wert": 1234.5,
        "Zeichen": None, "In der Datei": "1.234,5", "Begriff": "Staatsangehörigkeit",
        "Grundlage": None, "Blatt": "Tab 1", "Zelle": "C7",
    }  # fmt: skip
    assert (second[head.index("Wert")], second[head.index("Zeichen")]) == (None, "unbekannt oder geheim")
    assert second[head.index("Geschlecht")] == "insgesamt"
    assert [sheet.cell(2, head.index(name) + 1).data_type for name in ("Wert", "Gebietsschlüssel")] == ["n", "s"]


def test_a_text_from_the_file_never_becomes_a_formula() -> None:
    evil = '=HYPERLINK("http://example.org";"x")'
    buffer = BytesIO()
    write_observations(buffer, rows(text=evil, area_name="#NV", sheet="+49 Tab"), SOURCE, STATE)
    sheet = load_workbook(BytesIO(buffer.getvalue()))["Werte"]
    found = {cell.value: (cell.data_type, cell.quotePrefix) for cell in sheet[2]}
    assert found[evil] == ("s", True) and found["#NV"] == ("s", True) and found["+49 Tab"] == ("s", True)
    assert b"<f>" not in ZipFile(BytesIO(buffer.getvalue())).read("xl/worksheets/sheet1.xml")


def test_the_notes_say_where_the_values_are_from_and_whether_they_count() -> None:
    notes = {row[0].value: row[1].value for row in written(rows())["Hinweise"].iter_rows()}
    assert notes["Datei"] == "tabelle.csv" and notes["Datenstand"] == "Lieferung Nr. 12"
    assert notes["Herausgeber"] == SOURCE.publisher and notes["Lizenz"] == SOURCE.licence


def test_changes_keep_old_and_new_as_numbers_with_their_difference() -> None:
    change = Change("revised", "einbuergerungen", "Anzahl", "03102", "2024", "", 200.0, 250.0, None, "provisional", "D7")
    gone = Change("gone", "einbuergerungen", "Anzahl", "99999", "2024", "", 5.0, None)
    buffer = BytesIO()
    write_changes(buffer, [change, gone], {"03102": "Salzgitter, Stadt"}, STATE)
    head, first, second = ([cell.value for cell in row] for row in load_workbook(BytesIO(buffer.getvalue()))["Unterschied"].iter_rows())
    shown = dict(zip(head, first, strict=True))
    assert (shown["bisher"], shown["neu"], shown["Unterschied"], shown["Unterschied in %"]) == (200, 250, 50, 25)
    assert shown["Gebiet"] == "Salzgitter, Stadt" and shown["Zeichen neu"] == "vorläufig" and shown["Zelle"] == "D7"
    assert second[head.index("Änderung")] == "entfällt" and second[head.index("neu")] is None
