"""Report texts go out as Excel and Word and come back: an untouched file changes nothing, a touched text is one change, and what somebody
wrote meanwhile is never overwritten."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

import workflows
from domain.access import OFFICE, Role, Viewer
from domain.errors import NotAllowed, Unreadable
from domain.report_text_sheet import COLUMNS, PLACEHOLDER
from domain.report_texts import ReportText, TextKey, TextPart, TextSubject, key_text
from store import Home, open_snapshot
from store.report_texts import report_texts
from workflows.returned_texts import CheckedTexts

THEN, DAY, PERIOD = datetime(2027, 1, 10, 9), date(2026, 9, 1), "2024-H1"
KEY = TextKey(TextSubject.FIELD, "bildung", PERIOD, TextPart.CONSEQUENCES)
OTHER = TextKey(TextSubject.FIELD, "wohnen", PERIOD, TextPart.ASSESSMENT)
FIRST = "Der Umbau wartet.\n\nDas Amt schreibt neu aus: =A1 & <Los 2>."
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORD, EXCEL = "texte.docx", "texte.xlsx"
SOFFICE = shutil.which("soffice")


@pytest.fixture
def written(own: Home) -> Home:
    workflows.write_text(own, KEY, FIRST, True, now=THEN)
    return own


def out(home: Home, folder: Path, name: str) -> Path:
    write = workflows.texts_word if name == WORD else workflows.texts_sheet
    with open_snapshot(home) as snapshot:
        (folder / name).write_bytes(write(snapshot, OFFICE, PERIOD, DAY))
    return folder / name


def back(home: Home, file: Path) -> CheckedTexts:
    return workflows.check_texts(home, file, file.name)


def known(home: Home) -> dict[TextKey, ReportText]:
    with open_snapshot(home) as snapshot:
        return {key: each for key, each in report_texts(snapshot, OFFICE).items() if key.period == PERIOD}


def in_excel(file: Path, key: TextKey, text: str | None, public: str = "ja") -> None:
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    heads = [head for head, _ in COLUMNS]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[heads.index("Kennung")].value == key_text(key))
    row[heads.index("Text")].value, row[heads.index("öffentlich")].value = text, public
    book.save(file)


def control(document: "docx.document.Document", title: str):
    every = document.element.body.iter(f"{W}sdt")
    return next(each for each in every if each.find(f"{W}sdtPr/{W}alias").get(f"{W}val") == title)


def in_word(file: Path, title: str, write: Callable[..., None]) -> None:
    document = docx.Document(str(file))
    write(control(document, title).find(f"{W}sdtContent"), document)
    document.save(str(file))


def type_over(text: str) -> Callable[..., None]:
    def write(content, document) -> None:
        run = document.add_paragraph().add_run(text)  # Word writes line breaks into one run
        content[:] = [run._r]
        document.element.body.remove(document.paragraphs[-1]._p)

    return write


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_an_untouched_file_changes_nothing(written: Home, tmp_path: Path, name: str) -> None:
    checked = back(written, out(written, tmp_path, name))
    assert checked.changes == () and checked.notes == () and checked.period == PERIOD
    assert checked.untouched > 9 * len(TextPart)  # fields and their indicators
    assert workflows.accept_texts(written, checked, now=THEN) == 0


@pytest.mark.parametrize("name", [WORD, EXCEL])
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice fehlt")
def test_a_file_saved_by_another_program_still_changes_nothing(written: Home, tmp_path: Path, name: str) -> None:
    file = out(written, tmp_path, name)
    (tmp_path / "neu").mkdir()
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    command = [SOFFICE, profile, "--headless", "--convert-to", name[-4:], "--outdir", str(tmp_path / "neu"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    checked = back(written, tmp_path / "neu" / name)
    assert checked.changes == () and checked.untouched > 9 * len(TextPart)


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_a_touched_text_is_shown_and_becomes_a_version(written: Home, tmp_path: Path, name: str) -> None:
    file = out(written, tmp_path, name)
    if name == EXCEL:
        in_excel(file, OTHER, "Zwei Häuser sind bezogen.\nDas dritte folgt.", "ja")
    else:
        in_word(file, "Bewertung: 4 Wohnen und Nachbarschaft", type_over("Zwei Häuser sind bezogen.\nDas dritte folgt."))
    checked = back(written, file)
    (change,) = checked.changes
    assert (change.about, change.before, change.newer) == ("Wohnen und Nachbarschaft", "", None)
    assert workflows.accept_texts(written, checked, now=THEN) == 1
    kept = known(written)[OTHER]
    assert (kept.text, kept.version, kept.public) == ("Zwei Häuser sind bezogen.\nDas dritte folgt.", 1, name == EXCEL)
    assert known(written)[KEY].version == 1
    assert back(written, file).changes == ()  # the same file once more: it stands there already


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_an_emptied_field_takes_the_text_back(written: Home, tmp_path: Path, name: str) -> None:
    file = out(written, tmp_path, name)
    if name == EXCEL:
        in_excel(file, KEY, None)
    else:
        in_word(file, "Konsequenzen: 2 Kita, Schule und Bildungswege", type_over(PLACEHOLDER))
    assert workflows.accept_texts(written, back(written, file), now=THEN) == 1
    assert KEY not in known(written)


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_what_somebody_wrote_meanwhile_is_told_and_stays(written: Home, tmp_path: Path, name: str) -> None:
    file = out(written, tmp_path, name)
    if name == EXCEL:
        in_excel(file, KEY, "Aus der Datei.")
        in_excel(file, OTHER, "Daneben.", "nein")
    else:
        in_word(file, "Konsequenzen: 2 Kita, Schule und Bildungswege", type_over("Aus der Datei."))
        in_word(file, "Bewertung: 4 Wohnen und Nachbarschaft", type_over("Daneben."))
    workflows.write_text(written, KEY, "Inzwischen im Browser.", now=THEN)
    checked = back(written, file)
    newer = {each.wish.key: each.newer for each in checked.changes}
    assert newer[OTHER] is None and newer[KEY] is not None and newer[KEY].text == "Inzwischen im Browser."
    assert workflows.accept_texts(written, checked, now=THEN) == 1
    assert {key: each.text for key, each in known(written).items()} == {KEY: "Inzwischen im Browser.", OTHER: "Daneben."}


def test_in_excel_only_text_and_tick_can_be_changed_and_the_keys_are_hidden(written: Home, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(out(written, tmp_path, EXCEL)).worksheets[0]
    heads = [head for head, _ in COLUMNS]
    free = {heads[cell.column - 1] for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    hidden = {heads[openpyxl.utils.column_index_from_string(each) - 1] for each, one in sheet.column_dimensions.items() if one.hidden}
    assert sheet.protection.sheet and free == {"Text", "öffentlich"} and hidden == {"Kennung", "Stand bei Ausgabe"}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_in_word_every_text_is_a_locked_control_with_a_title_and_a_tag_that_word_can_hold(written: Home, tmp_path: Path) -> None:
    document = docx.Document(str(out(written, tmp_path, WORD)))
    controls = list(document.element.body.iter(f"{W}sdt"))
    tags = [each.find(f"{W}sdtPr/{W}tag").get(f"{W}val") for each in controls]
    assert len(set(tags)) == len(tags) and max(map(len, tags)) <= 40 and tags[0].startswith("texte_2024_H1_")
    assert all(each.find(f"{W}sdtPr/{W}lock").get(f"{W}val") in ("sdtLocked", "sdtContentLocked") for each in controls)


def test_formatting_and_what_stands_beside_the_fields_is_told_not_kept(written: Home, tmp_path: Path) -> None:
    file = out(written, tmp_path, WORD)

    def bold(content, document) -> None:
        type_over("Fett gesagt.")(content, document)
        docx.text.run.Run(content[0], document).bold = True
        document.add_paragraph("Noch ein Gedanke ohne Feld.")

    in_word(file, "Bewertung: 4 Wohnen und Nachbarschaft", bold)
    checked = back(written, file)
    assert [each.wish.text for each in checked.changes] == ["Fett gesagt."]
    told = " ".join(checked.notes)
    assert "Nicht übernommen wird Fettschrift" in told and "Außerhalb der Textfelder" in told


def test_tracked_changes_count_as_accepted(written: Home, tmp_path: Path) -> None:
    file = out(written, tmp_path, WORD)

    def track(content, _) -> None:
        xml = '<w:p xmlns:w="{}">{}</w:p>'.format(
            W[1:-1], '<w:del w:id="1"><w:r><w:delText>Alt.</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>Neu.</w:t></w:r></w:ins>'
        )
        content[:] = list(docx.oxml.parse_xml(xml))

    in_word(file, "Bewertung: 4 Wohnen und Nachbarschaft", track)
    assert [each.wish.text for each in back(written, file).changes] == ["Neu."]


def test_other_files_are_refused_with_what_to_do(written: Home, tmp_path: Path) -> None:
    strange = tmp_path / "brief.docx"
    document = docx.Document()
    document.add_paragraph("Sehr geehrte Damen und Herren")
    document.save(str(strange))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w") as archive:
        archive.writestr("word/document.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    (tmp_path / "dtd.docx").write_bytes(bomb.getvalue())
    (tmp_path / "text.docx").write_text("kein Word")
    for name in ("brief.docx", "dtd.docx", "text.docx"):
        with pytest.raises(Unreadable, match=name):
            back(written, tmp_path / name)


def test_a_file_of_another_concept_a_doubled_row_and_a_wrong_tick_are_told(written: Home, tmp_path: Path) -> None:
    file = out(written, tmp_path, EXCEL)
    in_excel(file, OTHER, "Text.", "vielleicht")
    with pytest.raises(Unreadable, match="Erwartet wird „ja“ oder „nein“"):
        back(written, file)
    book = openpyxl.load_workbook(out(written, tmp_path, EXCEL))
    sheet = book.worksheets[0]
    sheet.append([cell.value for cell in sheet[2]])
    book.save(file)
    with pytest.raises(Unreadable, match="zweimal"):
        back(written, file)
    book = openpyxl.load_workbook(out(written, tmp_path, EXCEL))
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[-1].value = row[-1].value[:-16] + "0" * 16
    book.save(file)
    with pytest.raises(Unreadable, match="gehört zu einem anderen Konzept"):
        back(written, file)


@pytest.mark.parametrize("role", [Role.CONTROLLING, Role.DEPARTMENT, Role.PUBLIC])
def test_only_the_office_takes_files_away_and_brings_them_back(written: Home, tmp_path: Path, role: Role) -> None:
    file = out(written, tmp_path, EXCEL)
    with open_snapshot(written) as snapshot, pytest.raises(NotAllowed):
        workflows.texts_sheet(snapshot, Viewer(role), PERIOD, DAY)
    with pytest.raises(NotAllowed):
        workflows.check_texts(written, file, file.name, viewer=Viewer(role))
