"""The same list of measures in every format, and mappings of any words kept and read back."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.measure_lists import FieldFrom, Headings, ListMapping, NumbersFrom, PeriodFrom
from domain.measures import MeasureRow
from loaders.measure_list.mapping_text import mapping_of, mapping_text
from tests.measures.lists import ROWS, answer, asked, book_list, csv_list, proposed

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
HALF = {"period": "2026-H1"}
office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def said(rows: tuple[MeasureRow, ...]) -> list[MeasureRow]:
    """The rows without the places they came from."""
    return [replace(row, sheet="", cell="") for row in rows]


@office
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_list_says_the_same_in_every_format(tmp_path: Path, ending: str):
    dated = [(*ROWS[0][:4], date(2025, 2, 1), *ROWS[0][5:]), *ROWS[1:]]
    book = book_list(tmp_path / "liste.xlsx", dated)
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path / "aus"), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    converted = answer(tmp_path / "aus" / f"liste.{ending}", HALF)
    assert said(converted.rows) == said(answer(book, HALF).rows) == said(answer(csv_list(tmp_path / "liste.csv"), HALF).rows)
    assert [row.cell for row in converted.rows] == ["A2", "A3", "A4"] and converted.rows[0].sheet == "Liste"


def test_the_list_is_found_on_another_sheet_than_the_first(tmp_path: Path):
    from openpyxl import load_workbook

    path = book_list(tmp_path / "liste.xlsx", sheet="Maßnahmen 2026")
    book = load_workbook(path)
    cover = book.create_sheet("Deckblatt", 0)
    for line in (["Stadt", "Probe", "Konzept"], ["Amt", "für", "alles"], ["a", "b", "c"], ["d", "e", "f"]):
        cover.append(line)
    book.save(path)
    found = proposed(path)
    assert (found.mapping.sheet, found.head, asked(found)) == ("Maßnahmen 2026", 1, ["period"])


def test_more_rows_than_a_city_has_measures_are_refused(tmp_path: Path):
    found = answer(csv_list(tmp_path / "liste.csv", [ROWS[0]] * 5001), HALF)
    assert not found.rows and "E262" in [finding.code for finding in found.findings]


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")
def test_no_table_of_statistics_looks_like_a_list_of_measures():
    from loaders.measure_list import looks_like_list

    tables = [path for ending in ("csv", "tsv", "xlsx", "xls", "ods") for path in REAL.glob(f"*.{ending}")]
    assert [path.name for path in tables if looks_like_list(path, path.name)] == ["c13b_mainz_massnahmen_derived.csv"]


TEXT = st.text(max_size=12)
WORDS = st.dictionaries(TEXT, TEXT, max_size=3)


@settings(max_examples=200, deadline=None)
@given(
    st.builds(
        ListMapping,
        id=TEXT, title=TEXT, concept=TEXT, municipality=TEXT, columns=WORDS, heads=st.lists(TEXT, max_size=4).map(tuple), states=WORDS,
        fields=WORDS, sheet=TEXT, field_from=st.sampled_from(FieldFrom), fixed_field=TEXT, lead=TEXT, first_leads=st.booleans(),
        period_from=st.sampled_from(PeriodFrom), numbers=st.sampled_from(NumbersFrom), headings=st.sampled_from(Headings),
        levels=st.lists(TEXT, max_size=3).map(tuple),
    )
)  # fmt: skip
def test_a_mapping_of_any_words_is_the_same_after_being_kept(mapping: ListMapping):
    assert mapping_of(mapping_text(mapping), "x") == mapping
