"""How a column writes its numbers is told by its cells; what stays open is asked."""

from pathlib import Path

import pytest

from loaders.layouts import FileForm, Layout, Recognition
from loaders.value_cells import ValueCells
from tests.loaders.books import read_book, write_book
from tests.loaders.tables import cells, found

PERCENT = """
[[blocks]]
sheet = 'T'
header = { rows = [1] }
data = { first = 2 }
period = { fixed = "2020" }
area = { key = "AGS" }
[[blocks.values]]
heading = ["Anteil"]
unit = "Prozent"
"""


def values(column: list[str], decimal: str = ",", thousands: str = "", footnotes: tuple[str, ...] = ()) -> list[float | None]:
    """What a column of texts means, None for a refused cell."""
    form = FileForm("text", decimal=decimal, thousands=thousands)  # type: ignore[arg-type]
    layout = Layout("x", "", "", "", "", "", "destatis", "zero", form, Recognition(), (), footnotes)
    read = ValueCells(layout)
    codes = read.column(column).codes
    return [read.items[code].parsed.value if read.items[code].parsed.clear else None for code in codes.tolist()]


@pytest.mark.parametrize(
    ("column", "decimal", "thousands", "expected"),
    [
        (["1.160", "987"], ",", ".", [1160.0, 987.0]),  # the layout says it
        (["1.160", "987"], ",", "", [None, 987.0]),  # nobody says it
        (["1.160", "2.794.664"], ",", "", [1160.0, 2794664.0]),  # two points group
        (["1.160", "12,5"], ",", "", [1160.0, 12.5]),  # the comma is the decimal mark
        (["1.160", "12.5"], ",", "", [1.16, 12.5]),  # the point is
        (["9.236", "75"], ".", "", [9.236, 75.0]),
        (["0.625", "1.160"], ",", "", [0.625, 1.16]),  # no group of thousands begins with 0
        (["9,236", "12,5"], ".", "", [9.236, 12.5]),  # saved again in German writing
        (["9,236", "12.5"], ".", "", [9236.0, 12.5]),
        (["1.160", "12,5", "12.5"], ",", ".", [None, 12.5, None]),  # both writings: what is open is refused
        (["1 234 567", "12,5"], ",", "", [1234567.0, 12.5]),
    ],
)
def test_a_point_means_what_the_other_cells_say(column: list[str], decimal: str, thousands: str, expected: list[float | None]):
    assert values(column, decimal, thousands) == expected


def test_each_column_is_decided_for_itself():
    layout = Layout("x", "", "", "", "", "", "destatis", "zero", FileForm("text"), Recognition(), ())
    read = ValueCells(layout)
    texts = [["1.160", "12,5"], ["1.160", "12.5"]]
    assert [[read.items[code].parsed.value for code in read.column(column).codes.tolist()] for column in texts] == [
        [1160.0, 12.5],
        [1.16, 12.5],
    ]


def test_both_meanings_of_an_open_number_are_told(tmp_path: Path):
    path = write_book(tmp_path, {"T": [["AGS", "Anteil"], ["03101", "1.160"]]})
    reading = read_book(tmp_path, PERCENT, path)
    assert found(reading) == [("E309", "B2")]
    assert "1160 oder 1,16" in reading.findings[0].expected


def test_marks_of_footnotes_are_dropped_where_the_layout_names_them():
    assert values(["12 1)", "121)", "12*"]) == [None, None, None]
    assert values(["12 1)", "121)", "12*", "7"], footnotes=("1)",)) == [12.0, 12.0, None, 7.0]


def test_a_percent_format_is_per_cent_and_nothing_else(tmp_path: Path):
    path = write_book(tmp_path, {"T": [["AGS", "Anteil"], ["03101", 0.123], ["03102", 0.07]]}, formats={"B2": "0.0%", "B3": "0%"})
    assert cells(read_book(tmp_path, PERCENT, path), "value") == [(12.3,), (7.0,)]
    quoted = write_book(tmp_path, {"T": [["AGS", "Anteil"], ["03101", 0.5], ["03102", -2]]}, formats={"B2": '0.0"%"', "B3": "0\\%"})
    assert cells(read_book(tmp_path, PERCENT, quoted), "value")[0] == (0.5,)  # a quoted sign scales nothing
    path = write_book(tmp_path, {"T": [["AGS", "Anteil"], ["03101", 0.123], ["03102", 0.07]]}, formats={"B2": "0.0%", "B3": "0%"})
    wrong = read_book(tmp_path, PERCENT.replace("Prozent", "Promille"), path)
    assert found(wrong) == [("E302", "B2"), ("E302", "B3")]
    assert len(wrong.rows) == 0


def test_absurd_numbers_among_plain_ones_are_refused(tmp_path: Path):
    path = write_book(tmp_path, {"T": [["AGS", "Anteil"], ["03101", 5], ["03102", 1e99], ["03103", 7.5]]})
    reading = read_book(tmp_path, PERCENT, path)
    assert found(reading) == [("E308", "B3")]
    assert cells(reading, "value", "text") == [(5.0, "5"), (7.5, "7.5")]
