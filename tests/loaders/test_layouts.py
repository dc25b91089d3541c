"""Every shipped layout reads its own sample, and nobody else's."""

from pathlib import Path

import pytest

from domain.errors import Unreadable, WrongUse
from domain.vocabulary import CONCEPTS, DIMENSIONS, SERIES, UNITS
from loaders.layouts import (
    EXPECTED_FILE,
    LAYOUT_FILE,
    choose_layout,
    faulty_layouts,
    known_layouts,
    layout_folders,
    read_layout,
    sample_of,
)
from loaders.precheck import file_kind
from loaders.reading import read_file
from loaders.recognition import recognise
from loaders.samples import as_csv, read_sample
from loaders.symbols import symbols

FOLDERS = layout_folders()
each_layout = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def test_the_tables_of_the_demo_and_of_the_concepts_are_known():
    assert {"regio-12411-03-03-4", "regio-12511-01-01-4", "regio-13211-02-05-4", "regio-22543-01-02-4"} <= set(known_layouts())
    assert {f"lsn-{table}" for table in ("1-1-1", "1-2-1", "1-2-2", "1-2-4", "2-3-1", "2-3-3", "3-1-2", "4-1-4", "5-2-1", "6-2-1")} <= set(
        known_layouts()
    )


@each_layout
def test_a_sample_gives_its_expected_rows(folder: Path):
    assert as_csv(read_sample(folder)) == (folder / EXPECTED_FILE).read_text("utf-8")


@each_layout
def test_exactly_one_layout_claims_a_sample(folder: Path):
    sample = sample_of(folder)
    sure = recognise(sample, sample.name, file_kind(sample, sample.name), known_layouts().values()).sure
    assert [layout.id for layout in sure] == [folder.name]


@each_layout
def test_a_layout_uses_the_words_of_the_vocabulary(folder: Path):
    layout = read_layout(folder / LAYOUT_FILE)
    values = [value for block in layout.blocks for value in block.values]
    assert {value.series for value in values} <= set(SERIES)
    assert {value.unit for value in values} <= set(UNITS)
    assert {value.concept for value in values} <= {*CONCEPTS, ""}  # where nobody is told apart by origin, none is named
    dimensions = {label.dimension for block in layout.blocks for label in block.labels}
    assert {key for value in values for key in value.groups} | dimensions <= set(DIMENSIONS)
    assert symbols(layout.symbols).instead


@pytest.mark.parametrize("name", ["lsn_2-3-1.csv", "indicator_2-3-1.csv", "a04_lsn_2-3-1_einbuergerungen_tidy.csv"])
def test_a_tidy_file_is_known_by_the_number_in_its_name(name: str):
    sample = sample_of(next(folder for folder in FOLDERS if folder.name == "lsn-2-3-1"))
    sure = recognise(sample, name, file_kind(sample, name), known_layouts().values()).sure
    assert [layout.id for layout in sure] == ["lsn-2-3-1"]


def test_a_tidy_file_without_its_number_is_similar_to_the_tables_with_these_columns_but_sure_for_none():
    sample = sample_of(next(folder for folder in FOLDERS if folder.name == "lsn-2-3-1"))
    candidates = recognise(sample, "daten.csv", file_kind(sample, "daten.csv"), known_layouts().values())
    assert candidates.sure == ()
    assert {layout.id for layout in candidates.similar} == {"lsn-1-1-1", "lsn-1-2-1", "lsn-2-3-1"}


MINIMAL = """
id = "eigene"
title = "Eigene Tabelle"
publisher = "Stadt"
licence = ""
table = "1"
url = ""
symbols = "lsn"
dash = "absent"
file = { kind = "text" }
recognition = { cells = [{ row = 1, col = 1, text = "Jahr" }] }
header = { rows = [1] }
data = { first = 2 }
period = { column = "Jahr" }
area = { key = "AGS", name = "Gebiet" }
[common]
series = "bevoelkerung"
unit = "Anzahl"
concept = "Staatsangehörigkeit"
[[values]]
heading = ["Einwohner"]
basis = "Melderegister"
"""


def write_layout(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / LAYOUT_FILE).write_text(text, "utf-8")
    return folder / LAYOUT_FILE


def test_a_citys_own_layouts_join_the_shipped_ones(tmp_path: Path):
    write_layout(tmp_path / "eigene", MINIMAL)
    assert "eigene" in known_layouts([tmp_path])
    assert "eigene" not in known_layouts()


def test_a_layout_anywhere_can_be_chosen_by_its_path(tmp_path: Path):
    assert choose_layout(str(write_layout(tmp_path / "irgendwo", MINIMAL))).id == "eigene"


def test_an_unknown_layout_is_refused_with_the_known_ones():
    with pytest.raises(WrongUse, match="lsn-2-3-1"):
        choose_layout("lsn-9-9-9")


def test_an_own_layout_that_cannot_be_used_is_left_out_and_told(tmp_path: Path):
    write_layout(tmp_path / "doppelt", MINIMAL.replace('id = "eigene"', 'id = "lsn-2-3-1"'))
    write_layout(tmp_path / "falsch", MINIMAL.replace('dash = "absent"', 'dash = "null"'))
    write_layout(tmp_path / "gut", MINIMAL)
    assert set(known_layouts([tmp_path])) == {*known_layouts(), "eigene"}
    assert known_layouts([tmp_path])["lsn-2-3-1"].title == known_layouts()["lsn-2-3-1"].title
    twice, wrong = faulty_layouts([tmp_path])
    assert "gibt es schon" in twice and "dash" in wrong


def test_a_file_nobody_claims_tells_of_own_layouts_that_cannot_be_used(tmp_path: Path):
    write_layout(tmp_path / "falsch", MINIMAL.replace('dash = "absent"', 'dash = "null"'))
    table = tmp_path / "neu.csv"
    table.write_text("Wort;Zahl\nA;1\n", "utf-8")
    findings = read_file(table, "neu.csv", None, [tmp_path]).findings
    assert [finding.code for finding in findings] == ["E101", "H430"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('dash = "absent"', 'dash = "null"', "dash"),
        ('symbols = "lsn"', 'symbols = "lsn"\nsymbol = "x"', "symbol ist kein bekannter Eintrag"),
        ('period = { column = "Jahr" }', "period = {}", "genau eine Quelle"),
        ('heading = ["Einwohner"]', 'heading = ["Einwohner", "Anzahl"]', "je Kopfzeile"),
        ('basis = "Melderegister"', 'basis = "Melderegister"\n[[values]]\nheading = ["Einwohner"]\nbasis = "AZR"', "braucht deshalb when"),
        ('dash = "absent"', "dash = \"absent\"\nskip_columns = ['(']", "kein gültiges Muster"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, old: str, new: str, complaint: str):
    with pytest.raises(Unreadable, match=complaint):
        read_layout(write_layout(tmp_path / "falsch", MINIMAL.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[common]", "[[common]]"),
        ('[[values]]\nheading = ["Einwohner"]', '[values]\nheading = ["Einwohner"]'),
        ("header = { rows = [1] }", 'header = { rows = "1" }'),
        ("header = { rows = [1] }", "header = 1"),
        ("header = { rows = [1] }", "header = { rows = [0] }"),
        ("data = { first = 2 }", "data = { first = 1 }"),
        ("data = { first = 2 }", "data = { first = 2 }\nblocks = 5"),
        ("data = { first = 2 }", "data = { first = 2 }\nblocks = []"),
        ("data = { first = 2 }", "data = { first = 2 }\nblocks = [1, 2]"),
        ("data = { first = 2 }", "data = { first = 2, compare = true }"),
        ("data = { first = 2 }", "data = { first = 2 }\ncompare = true"),
        ('symbols = "lsn"', 'symbols = "xyz"'),
        ('period = { column = "Jahr" }', "period = { row = 5 }"),
        ('period = { column = "Jahr" }', 'period = { column = "Jahr", becomes = "{year.x}-{month}" }'),
        ('period = { column = "Jahr" }', 'period = { column = "Jahr", becomes = "{month}-01" }'),
        ('period = { column = "Jahr" }', 'period = { column = "Jahr", compose = "{sheet} {column}" }'),
        ('area = { key = "AGS", name = "Gebiet" }', "area = { register = true }"),
        ('area = { key = "AGS", name = "Gebiet" }', 'area = { key = "AGS", within = "03" }'),
        ('area = { key = "AGS", name = "Gebiet" }', 'area = { key = "AGS", by_name = { Land = "" } }'),
        ('heading = ["Einwohner"]', 'heading = ["{wort}"]'),
        ('heading = ["Einwohner"]', 'heading = ["{year} {period} {period}"]'),
        ('basis = "Melderegister"', 'basis = "Melderegister"\nperiod = "31.12.2019"'),
        ('basis = "Melderegister"', 'basis = "Melderegister"\ngroups = 5'),
        ("recognition = { cells", "recognition = { zellen"),
    ],
)
def test_whatever_is_wrong_in_a_layout_is_one_german_message(tmp_path: Path, old: str, new: str):
    assert old in MINIMAL
    place = write_layout(tmp_path / "falsch", MINIMAL.replace(old, new))
    with pytest.raises(Unreadable, match="Bitte") as refusal:
        read_layout(place)
    assert str(place) in str(refusal.value)
    assert len(str(refusal.value)) < 1000


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path):
    text = MINIMAL.replace('dash = "absent"', 'dash = "null"\nfarbe = "rot"').replace("data = { first = 2 }", 'data = { first = "zwei" }')
    with pytest.raises(Unreadable, match="dash") as refusal:
        read_layout(write_layout(tmp_path / "falsch", text))
    assert all(key in str(refusal.value) for key in ("dash", "farbe", "data.first"))
    text = MINIMAL.replace('symbols = "lsn"', 'symbols = "xyz"').replace('area = { key = "AGS", name = "Gebiet" }', "area = {}")
    with pytest.raises(Unreadable, match="xyz") as refusal:
        read_layout(write_layout(tmp_path / "anders", text))
    assert "area braucht" in str(refusal.value)


def test_blocks_take_from_the_top_what_they_do_not_say(tmp_path: Path):
    text = (
        MINIMAL.split("[[values]]")[0]
        + """
[[blocks]]
name = "eins"
[[blocks.values]]
heading = ["Einwohner"]
basis = "Melderegister"
[[blocks]]
name = "zwei"
data = { first = 9 }
[[blocks.values]]
heading = ["Haushalte"]
series = "haushalte"
"""
    )
    one, two = read_layout(write_layout(tmp_path / "zwei", text)).blocks
    assert (one.data.first, two.data.first, one.area, one.period) == (2, 9, two.area, two.period)
    assert [(value.series, value.unit, value.concept) for block in (one, two) for value in block.values] == [
        ("bevoelkerung", "Anzahl", "Staatsangehörigkeit"),
        ("haushalte", "Anzahl", "Staatsangehörigkeit"),
    ]
