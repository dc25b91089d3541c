"""Records and the line each begins in."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Unreadable
from loaders.text_table import decode, read_text

fields = st.text(st.sampled_from('ab;"\n \u2028\x85'), max_size=5)


@given(st.lists(st.lists(fields, min_size=2, max_size=4), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_every_record_comes_back_with_the_line_it_begins_in(written: list[list[str]], ending: str):
    text = io.StringIO()
    starts = []
    for record in written:
        starts.append(text.getvalue().count("\n") + 1)
        csv.writer(text, delimiter=";", lineterminator=ending, quoting=csv.QUOTE_ALL).writerow(record)
    grid = read_text(text.getvalue(), ";", "t.csv")
    assert (list(grid.rows), list(grid.numbers)) == (written, starts)


def test_a_quote_that_never_ends_is_refused_with_its_line():
    with pytest.raises(Unreadable, match="Ab Zeile 2 "):
        read_text('a;b\n"' + "x;y\n" * 50_000, ";", "t.csv")


def test_a_file_in_none_of_the_encodings_is_refused(tmp_path: Path):
    (tmp_path / "t.csv").write_bytes(b"\x81\x8d")
    with pytest.raises(Unreadable, match="Kodierungen"):
        decode(tmp_path / "t.csv", "t.csv", ("utf-8-sig", "cp1252"))
