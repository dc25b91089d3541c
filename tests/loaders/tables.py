"""A small table with everything in it, its layout, and ways to read variations of both."""

from pathlib import Path
from typing import Any

from domain.deliveries import Reading
from loaders.reading import read_file

LAYOUT = """
id = "probe"
title = "Probetabelle"
publisher = "Amt"
licence = "dl-de/by-2-0"
table = "P1"
url = ""
symbols = "regionaldatenbank"
dash = "zero_beside_numbers"
skip_columns = ["Veränderung.*"]

[file]
kind = "text"

[recognition]
cells = [{ row = 1, col = 1, text = "Tabelle P1" }]

[header]
rows = [2]

[data]
first = 3
end_marker = "____"

[period]
column = "Jahr"

[area]
key = "AGS"
name = "Gebiet"
by_name = { Musterland = "03" }

[[labels]]
column = "Geschlecht"
dimension = "geschlecht"
codes = { "Insgesamt" = "", "Frauen" = "weiblich" }

[common]
series = "arbeitslose"
concept = "Staatsangehörigkeit"
basis = [{ name = "alt", since = 2000, until = 2010 }, { name = "neu", since = 2011, until = 2030 }]

[[values]]
heading = ["Personen"]
unit = "Anzahl"

[[values]]
heading = ["Quote"]
unit = "Prozent"
groups = { nationalitaet = "auslaendisch" }
"""

TABLE = """Tabelle P1;;;;;;
Jahr;AGS;Gebiet;Geschlecht;Personen;Quote;Veränderung zum Vorjahr
2016;03102;  Salzgitter;Insgesamt;1 234;12,5;3
2016;03102;  Salzgitter;Frauen;567p;-;-
2010;03102;  Salzgitter;Insgesamt;.;7,0;1
2016;03156;  Osterode;Insgesamt;-;-;-
____
"2016;03102;  so steht es
in der Fußnote"
"""


def read_text(folder: Path, table: str = TABLE, layout: str = LAYOUT, name: str = "p1.csv") -> Reading:
    """The reading of ``table`` by ``layout``."""
    folder.joinpath("layout.toml").write_text(layout, "utf-8")
    file = folder / name
    file.write_text(table, "utf-8")
    return read_file(file, name, str(folder / "layout.toml"))


def found(reading: Reading) -> list[tuple[str, str | None]]:
    """Codes and cells of the findings."""
    return [(finding.code, finding.cell) for finding in reading.findings]


def cells(reading: Reading, *columns: str) -> list[tuple[Any, ...]]:
    """The chosen columns of all rows."""
    return [tuple(row[column] for column in columns) for row in reading.rows.to_pylist()]
