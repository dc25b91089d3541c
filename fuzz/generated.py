"""Tables of typical shape with smooth figures of their own, each with the layout that reads it."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from fuzz.tables import Cell, Sheet, Table, write_table

_AREAS = (
    ("03101", "Braunschweig, Stadt"),
    ("03102", "Salzgitter, Stadt"),
    ("03103", "Wolfsburg, Stadt"),
    ("03151", "Gifhorn"),
    ("03153", "Goslar"),
    ("03154", "Helmstedt"),
    ("03155", "Northeim"),
    ("03157", "Peine"),
    ("03158", "Wolfenbüttel"),
    ("03159", "Göttingen"),
    ("03241", "Region Hannover"),
    ("03251", "Diepholz"),
    ("03252", "Hameln-Pyrmont"),
    ("03254", "Hildesheim"),
    ("03255", "Holzminden"),
    ("03256", "Nienburg (Weser)"),
    ("03257", "Schaumburg"),
    ("03351", "Celle"),
    ("03352", "Cuxhaven"),
    ("03353", "Harburg"),
)
_YEARS = range(2014, 2024)
_HEAD = """
publisher = "Musteramt"
licence = "dl-de/by-2-0"
table = "{id}"
url = ""
symbols = "regionaldatenbank"
dash = "zero_beside_numbers"
id = "{id}"
title = "{title}"
"""
_WIDE = """
sheet = 'Tabelle 1'
header = {{ rows = [3, 4], merged = [3] }}
data = {{ first = 5, end_pattern = 'Quelle.*' }}
period = {{ row = 4 }}
area = {{ key = "Schlüssel", name = "Gebiet" }}
recognition = {{ cells = [{{ row = 1, col = 1, text = "{title}" }}] }}

[file]
kind = "workbook"

[[values]]
heading = ["Ausländische Bevölkerung", "{{period}}"]
series = "probe_breit"
unit = "Anzahl"

[[values]]
heading = ["Anteil in Prozent", "{{period}}"]
series = "probe_breit_anteil"
unit = "Prozent"
"""
_TIDY = """
{sheet}
header = {{ rows = [1] }}
data = {{ first = 2 }}
period = {{ column = "Jahr" }}
area = {{ key = "AGS", name = "Gebiet" }}
recognition = {{ cells = [{{ row = 1, col = 5, text = "{value}" }}] }}

[file]
kind = "{kind}"

[[labels]]
column = "Geschlecht"
dimension = "geschlecht"
codes = {{ "Insgesamt" = "", "Männer" = "maennlich", "Frauen" = "weiblich" }}

[[values]]
heading = ["{value}"]
series = "{id}"
unit = "Anzahl"

[[values]]
heading = ["Quote der Probe"]
series = "{id}_quote"
unit = "Prozent"
"""
_SHEETS = """
sheet = '20\\d\\d'
header = {{ rows = [2] }}
data = {{ first = 3, end_empty = true }}
period = {{ sheet = true }}
area = {{ key = "AGS", name = "Gebiet" }}
recognition = {{ cells = [{{ row = 1, col = 1, text = "{title}" }}] }}

[file]
kind = "workbook"

[[values]]
heading = ["Kinder"]
series = "probe_kinder"
unit = "Anzahl"

[[values]]
heading = ["Betreuungsquote"]
series = "probe_kinderquote"
unit = "Prozent"
"""


def generated(folder: Path) -> Iterator[tuple[str, Path, str | None]]:
    """Name, file and layout of every generated table; layouts go into ``folder`` as an installation keeps its own."""
    wide = _HEAD.format(id="probe-breit", title="Probe über Jahre") + _WIDE.format(title="Probe über Jahre")
    yield _made(folder, "probe-breit", wide, _wide(Random(1)), "probe_breit.xlsx")
    for kind, value, sheet in (("workbook", "Personen der Mappe", "sheet = 'Daten'"), ("text", "Personen im Text", "")):
        name = f"probe-lang-{kind}"
        rules = _TIDY.format(id=name.replace("-", "_"), sheet=sheet, kind=kind, value=value)
        text = _HEAD.format(id=name, title=f"Lange Probe ({kind})") + rules
        yield _made(folder, name, text, _tidy(Random(2), value, kind), f"{name}.{'csv' if kind == 'text' else 'xlsx'}")
    sheets = _HEAD.format(id="probe-blaetter", title="Probe je Jahr ein Blatt") + _SHEETS.format(title="Probe je Jahr ein Blatt")
    yield _made(folder, "probe-blaetter", sheets, _yearly(Random(3)), "probe_blaetter.xlsx")


def _made(folder: Path, name: str, layout: str, table: Table, file_name: str) -> tuple[str, Path, str | None]:
    own = folder / name
    own.mkdir(parents=True, exist_ok=True)
    (own / "layout.toml").write_text(layout, "utf-8")
    path = own / file_name
    write_table(table, path)
    return f"erzeugt {name.removeprefix('probe-')}", path, None


def _series(random: Random, count: int, start: float, spread: float = 0.03) -> list[float]:
    """Figures that move a few percent a year."""
    figures = [start]
    for _ in range(count - 1):
        figures.append(figures[-1] * (1 + random.uniform(-spread / 2, spread)))
    return figures


def _wide(random: Random) -> Table:
    years = list(_YEARS)
    head = [Cell("Schlüssel"), Cell("Gebiet"), *(Cell(year) for year in years), *(Cell(year) for year in years)]
    above = [Cell(), Cell(), Cell("Ausländische Bevölkerung"), *[Cell()] * (len(years) - 1), Cell("Anteil in Prozent")]
    rows = [[Cell("Probe über Jahre")], [], above, head]
    for key, name in _AREAS:
        people = [Cell(round(each)) for each in _series(random, len(years), random.randint(3_000, 40_000))]
        shares = [Cell(round(each, 1), "0.0") for each in _series(random, len(years), random.uniform(4, 18))]
        rows.append([Cell(key), Cell(name, indent=1), *people, *shares])
    rows.append([Cell("Quelle: Musteramt")])
    last = len(years)
    merged = ((3, 3, 3, 2 + last), (3, 3 + last, 3, 2 + 2 * last))
    return Table((Sheet("Tabelle 1", rows, merged),))


def _tidy(random: Random, value: str, kind: str) -> Table:
    rows = [[Cell(each) for each in ("Jahr", "AGS", "Gebiet", "Geschlecht", value, "Quote der Probe")]]
    for key, name in _AREAS[:10]:
        men = _series(random, 6, random.randint(1_500, 9_000))
        women = _series(random, 6, random.randint(1_500, 9_000))
        quotas = {sex: _series(random, 6, random.uniform(20, 70)) for sex in ("Insgesamt", "Männer", "Frauen")}
        for index, year in enumerate(range(2018, 2024)):
            counts = {"Männer": round(men[index]), "Frauen": round(women[index])}
            counts["Insgesamt"] = sum(counts.values())
            for sex in ("Insgesamt", "Männer", "Frauen"):
                quota = round(quotas[sex][index], 1)
                if kind == "text":
                    line: list[object] = [str(year), key, name, sex, str(counts[sex]), str(quota).replace(".", ",")]
                else:
                    line = [year, key, name, sex, counts[sex], quota]
                rows.append([Cell(each) for each in line])
    return Table((Sheet("" if kind == "text" else "Daten", rows),), *((";", "utf-8") if kind == "text" else ()))


def _yearly(random: Random) -> Table:
    children = {key: _series(random, 6, random.randint(800, 9_000)) for key, _ in _AREAS}
    quotas = {key: _series(random, 6, random.uniform(25, 60)) for key, _ in _AREAS}
    sheets = []
    for index, year in enumerate(range(2018, 2024)):
        rows = [[Cell("Probe je Jahr ein Blatt")], [Cell(each) for each in ("AGS", "Gebiet", "Kinder", "Betreuungsquote")]]
        for key, name in _AREAS:
            rows.append([Cell(key), Cell(name), Cell(round(children[key][index])), Cell(quotas[key][index], "0.0")])
        sheets.append(Sheet(str(year), rows))
    return Table(tuple(sheets))
