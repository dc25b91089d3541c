"""Proposals for the real tables against hand-checked cells: value or sign, area and year, each in its cell."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from domain.areas import Area
from domain.deliveries import Severity
from domain.errors import Unreadable
from domain.proposals import AreaSource, Choices, Proposal
from loaders.proposal import propose, read_with

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")]


@dataclass(frozen=True)
class Table:
    """What a table must give: (cell, value or sign, area, year). ``corrections`` are what the office must choose, in order."""

    cells: tuple[tuple[str, float | str, str, int], ...]
    corrections: tuple[dict[str, Any], ...] = ()
    not_loaded: tuple[str, ...] = ()
    true_errors: int = 0  # errors that the file really has


def area(key: str, name: str) -> dict[str, Any]:
    return {"area_from": AreaSource.FIXED, "area": Area(key, name)}


BASEL, ZURICH = area("CH-2701", "Basel"), area("CH-0261", "Zürich")
LOWER_SAXONY, LEIPZIG, GERMANY = area("03", "Niedersachsen"), area("14713", "Leipzig"), area("DG", "Deutschland")
HH, BONN, MUNICH, FRANKFURT = "02000000", "05314000", "09162000", "06412000"
EARLY_LEAVERS = (
    ("2019_4_1_6_Download!D11", 11.9, "03", 2019),
    ("2019_4_1_6_Download!G11", 30.0, "03", 2019),
    ("2019_4_1_6_Download!H12", 18.2, "03", 2019),
    ("2019_4_1_6_Download!H13", "unreliable", "03", 2019),
)
TABLES = {
    "a01": Table(
        (
            ("L2F2", 1209, "CH-2701", 2015),
            ("L2F3", 17.4, "CH-2701", 2015),
            ("L11F2", 1330, "CH-2701", 2024),
            ("L11F4", 80355, "CH-2701", 2024),
            ("L11F3", 16.6, "CH-2701", 2024),
        ),
        (BASEL,),
    ),
    "a02": Table(
        (
            ("L2F5", 177.6, MUNICH, 2024),
            ("L2F10", 1110801.6, MUNICH, 2024),
            ("L392F5", 266.5, MUNICH, 2024),
            ("L3F6", 811, f"{MUNICH}-01", 2024),
        )
    ),
    "a03": Table((("L2F6", 7, "CH-0261", 2016),), (ZURICH,), true_errors=5),
    "a04": Table((("L2F4", 441, "03101", 2005), ("L885F4", 10419, "03", 2021))),
    "a05": Table((("L2F6", 202, "03101", 2005),)),
    "a06": Table((("L2F10", 1865, "DG", 2000), ("L2F16", 152.5, "DG", 2000)), not_loaded=("L2F11",)),
    "a12": Table((("L2F4", 3080, "03", 2005),), (LOWER_SAXONY,)),
    "b01": Table(
        (
            ("L103F4", 410, "05316", 2016),
            ("L103F8", "zero", "05316", 2016),
            ("L303F4", 275, "09362", 2016),
            ("L358F4", 197, "09772", 2016),
            ("L629F4", 364, "05316", 2015),
        )
    ),
    "b02": Table(
        (
            ("L103F4", 7389, "05316", 2016),
            ("L103F5", 2231, "05316", 2016),
            ("L103F15", 20.7, "05316", 2016),
            ("L303F15", 7.8, "09362", 2016),
            ("L5563F15", "absent", "09362", 2006),
            ("L5506F6", "secret", "08317", 2006),
        )
    ),
    "b03": Table(
        (
            ("L294F5", 5888, "05316", 2016),
            ("L294F9", 2386, "05316", 2016),
            ("L8184F5", 5149, "05316", 2011),
            ("L8184F9", 2211, "05316", 2011),
            ("L1059F9", 2356, "09772", 2016),
        )
    ),
    "b04": Table(
        (
            ("L2098F5", 163487, "05316", 2015),
            ("L2098F11", 23161, "05316", 2015),
            ("L2077F5", 4640, "05316", 2015),
            ("L2077F11", 557, "05316", 2015),
        )
    ),
    "b05": Table(
        (
            ("L811F8", 148638, "09362", 2016),
            ("L811F3", 136352, "09362", 2011),
            ("L942F8", 190481, "09375", 2016),
            ("L943F8", 3257, "09375113", 2016),
        )
    ),
    "b06": Table((("L11F4", 2794664, "DG", 2015),)),
    "b07": Table((("L3F4", 5.82, "09461", 2010), ("L3F17", 4.39, "09461", 2023))),
    "b08": Table((("L2F8", 3114, "11000000-01011101", 2016),)),
    "b09": Table((("L2F8", 3419, "11000000-01011101", 2020), ("L3F8", 192, "11000000-01011102", 2020))),
    "b10": Table(
        (
            ("Kreisfreie Städte u. Landkreise!D4", 92667, "01001", 2023),
            ("Kreisfreie Städte u. Landkreise!D160", 204687, "06611", 2023),
            ("Kreisfreie Städte u. Landkreise!G160", 1917, "06611", 2023),
        )
    ),
    "b11": Table(
        (
            ("Stadtteilprofile 2014!G5", 341, f"{HH}-Hamburg-Altstadt", 2013),
            ("Stadtteilprofile 2014!H5", 20.4, f"{HH}-Hamburg-Altstadt", 2013),
            ("Stadtteilprofile 2014!I111", 548279, HH, 2013),
            ("Stadtteilprofile 2014!J111", 30.8, HH, 2013),
            ("Stadtteilprofile 2014!AF111", 71125, HH, 2013),
        )
    ),
    "b12": Table(
        (
            ("2020_2-3-1_Download!S12", 407, "03101", 2020),
            ("2020_2-3-1_Download!S26", 231, "03251", 2020),
            ("2020_2-3-1_Download!S63", 8878, "03", 2020),
            ("2020_2-3-1_Download!D63", 10886, "03", 2005),
        ),
        not_loaded=("2020_2-3-1_Download!T26",),
    ),
    "b13": Table(
        (
            ("3.1.1_Download!G33", 75, "03", 2020),
            ("3.1.1_Download!I33", 101, "03", 2020),
            ("3.1.1_Download!H30", 60, "DG", 2018),
            ("3.1.1_Download!F15", 9.236, "03", 2011),
        )
    ),
    "b14": Table(
        (
            ("2017!B6", 8484130, "CH", 2017),
            ("2017!F6", 2126392, "CH", 2017),
            ("2016!F6", 2101146, "CH", 2016),
            ("2017!F7", 24022, "CH", 2017),
            ("2010!F6", 1766277, "CH", 2010),
        )
    ),
    "b15": Table((("1990-2020!F2", 86.6, "01001", 1990), ("1990-2020!D2", 1, "01001", 1990))),
    "b16": Table(
        (
            ("Tabelle1!B2", 23274, "14713", 2003),
            ("Tabelle1!K2", 32325, "14713", 2012),
            ("Tabelle1!K4", 10791, "14713", 2012),
            ("Tabelle1!C4", 1843, "14713", 2004),
        ),
        (LEIPZIG,),
    ),
    "b17": Table((("L1F5", 186672, "DG", 2000),), (GERMANY,)),
    "b28": Table(
        (
            ("2019!K68", 57652, BONN, 2019),
            ("2019!L68", 17.3, BONN, 2019),
            ("2020!L68", 58.1, BONN, 2020),
            ("2021!I68", 102761, BONN, 2021),
            ("2020!C68", 333794, BONN, 2020),
            ("2019!C2", 2349, f"{BONN}-110", 2019),
        )
    ),
    "c01": Table(
        (
            ("jt060124!B6", 262, f"{MUNICH}-01", 2005),
            ("jt060124!AA32", 112361, MUNICH, 2005),
            ("jt060124!AA6", 1881, f"{MUNICH}-01", 2005),
            ("jt060124!K31", 0, f"{MUNICH}-nicht zuzuordnen", 2005),
        )
    ),
    "c02": Table(
        (
            ("jt120142!AB32", 112898, MUNICH, 2011),
            ("jt120142!AA6", "zero", f"{MUNICH}-01", 2011),
            ("jt120142!B6", 282, f"{MUNICH}-01", 2011),
        )
    ),
    "c03": Table(
        (("Temporär!B10", 54197, "05315", 2014), ("Temporär!T10", "pending", "05315", 2014), ("Temporär!AK11", 23588, "05315", 2013))
    ),
    "c04": Table(
        (
            ("Tabelle1!B11", 1160, f"{FRANKFURT}-01", 2016),
            ("Tabelle1!F11", 13.1, f"{FRANKFURT}-01", 2016),
            ("Tabelle1!B13", "absent", f"{FRANKFURT}-03", 2016),
            ("Tabelle7!M56", 4440, FRANKFURT, 2022),
        )
    ),
    "c05": Table(
        (
            ("1_1_1_Download!R26", 148580, "03252", 2020),
            ("1_1_1_Download!R62", 8003421, "03", 2020),
            ("1_1_1_Download!I62", 7774253, "03", 2011),
        ),
        not_loaded=("1_1_1_Download!S26",),
    ),
    "c06": Table(
        (
            ("2019_B5!U60", 3908, "03", 2019),
            ("2019_B5!V60", 1516, "03", 2019),
            ("2019_B5!V122", 23.12738367658276, "03", 2019),
            ("2019_B5!C9", 202, "03101", 2005),
        )
    ),
    "c07": Table(EARLY_LEAVERS),
    "c08": Table(
        (
            ("2020_4-4-1_Download!E15", 6951, "03", 2020),
            ("2020_4-4-1_Download!F15", 5529, "03", 2020),
            ("2020_4-4-1_Download!I13", "absent", "03", 2020),
            ("2020_4-4-1_Download!E57", 663, "03", 2013),
        )
    ),
    "c09": Table(
        (
            ("Schweiz!D5", 7036199.000000088, "CH", 2017),
            ("Schweiz!E12", 0.20505875656643663, "CH", 2017),
            ("Schweiz!D13", 1169401.999999993, "CH", 2017),
            ("Schweiz!L16", "secret", "CH", 2017),
        )
    ),
    "c10": Table(
        (
            ("2020_1-2-3_Download!F892", 462383, "03", 2004),
            ("2020_1-2-3_Download!G892", 23427, "03", 2004),
            ("2020_1-2-3_Download!F372", 570988, "03", 2014),
        )
    ),
    "c26": Table(EARLY_LEAVERS),
}
NO_STATISTICS = ("c11", "c12", "c13_", "c13b")


def file(start: str) -> Path:
    return next(REAL.glob(f"{start}*"))


def place(cell: str) -> tuple[str | None, int, int]:
    """Sheet, row and column of a cell's name."""
    if line := re.fullmatch(r"L(\d+)F(\d+)", cell):
        return None, int(line[1]), int(line[2])
    sheet, _, name = cell.rpartition("!")
    letters, row = coordinate_from_string(name)
    return sheet, row, column_index_from_string(letters)


def loaded(proposal: Proposal, path: Path) -> dict[tuple[str | None, int, int], dict[str, Any]]:
    reading = read_with(proposal.assumed, path, path.name)
    return {(row["sheet"], row["row"], row["col"]): row for row in reading.rows.to_pylist()} if reading.rows is not None else {}


@cache
def proposed(start: str, corrections: int) -> Proposal:
    """The proposal with so many of the table's corrections."""
    choices = Choices()
    for correction in TABLES[start].corrections[:corrections]:
        choices = replace(choices, **correction)
    path = file(start)
    return propose(path, path.name, choices)


@cache
def differences(start: str, corrections: int) -> tuple[str, ...]:
    """What is not as it must be, empty where everything is."""
    table, proposal = TABLES[start], proposed(start, corrections)
    rows = loaded(proposal, file(start)) if proposal.found else {}
    wrong = [f"{cell} geladen" for cell in table.not_loaded if place(cell) in rows]
    errors = [finding for finding in proposal.findings if finding.severity is Severity.ERROR]
    if len(errors) > table.true_errors:
        wrong.append(f"{len(errors)} Fehler: {errors[0].cell} {errors[0].found}")
    for cell, value, key, year in table.cells:
        row = rows.get(place(cell))
        found = row and (row["sign"] if isinstance(value, str) else row["value"], row["area"], row["year"])
        if found != (value, key, year):
            wrong.append(f"{cell}: {found} statt {(value, key, year)}")
    return tuple(wrong)


def corrections_needed(start: str) -> int | None:
    """How many corrections make the proposal right, None if all of them do not. A question it asks must be answered, so it counts
    as one even where what is assumed meanwhile happens to be right."""
    for count in range(len(TABLES[start].corrections) + 1):
        if not differences(start, count):
            return max(count, len(proposed(start, 0).questions))
    return None


@pytest.mark.parametrize("start", TABLES)
def test_a_table_is_right_with_its_corrections(start: str):
    assert differences(start, len(TABLES[start].corrections)) == ()


@pytest.mark.parametrize("start", NO_STATISTICS)
def test_lists_and_texts_are_no_tables_of_statistics(start: str):
    path = file(start)
    try:
        proposal = propose(path, path.name)
    except Unreadable:
        return  # JSON is no table at all
    assert not proposal.found


def test_most_proposals_are_right_at_once_and_nearly_all_with_two_corrections():
    needed = [corrections_needed(start) for start in TABLES]
    right = sum(count == 0 for count in needed) + len(NO_STATISTICS)
    corrected = sum(count is not None and count <= 2 for count in needed) + len(NO_STATISTICS)
    assert len(TABLES) + len(NO_STATISTICS) == 40
    assert right >= 0.6 * 40
    assert corrected >= 0.85 * 40
