"""An own register with small counts: a table layout, editions of its file, and an own indicator that shows every cell."""

from itertools import product
from pathlib import Path

import numpy as np

from store import Home

CITY, PARTS = "03102", ("01", "02", "03", "04")
NATIONS, SEXES, YEARS = ("auslaendisch", "deutsch", "staatenlos"), ("maennlich", "weiblich"), ("2021", "2022", "2023")
MIN_CASES = 5
LAYOUT = f"""
id = "register"
title = "Bevölkerung nach Stadtteilen (Melderegister)"
publisher = "Stadt Musterstadt"
licence = ""
table = ""
url = ""
symbols = "regionaldatenbank"
dash = "zero"
min_cases = {MIN_CASES}

[file]
kind = "text"
decimal = ","

[recognition]

[header]
rows = [1]

[data]
first = 2

[period]
column = "Jahr"

[area]
key = "Schlüssel"
name = "Gebiet"

[[labels]]
dimension = "nationalitaet"
column = "Nationalität"
codes = {{ "insgesamt" = "" }}
any = true

[[labels]]
dimension = "geschlecht"
column = "Geschlecht"
codes = {{ "insgesamt" = "" }}
any = true

[common]
concept = "Staatsangehörigkeit"
basis = "Melderegister"

[[values]]
heading = ["Personen"]
series = "bevoelkerung"
unit = "Anzahl"

[[values]]
heading = ["Anteil"]
series = "bevoelkerungsanteil"
unit = "Prozent"
"""
OWN_INDICATOR = """
id = "register_alle_zellen"
version = 1
name = "Bevölkerung nach Register, jede Zelle"
short_name = "Register"
topic = "rahmendaten"
explanation = "Jede Zelle des Registers."
formula = "value"
formula_text = "Zahl der Personen"
unit = "Anzahl"
decimals = 0
direction = "none"
type = "context"
breakdowns = ["nationalitaet", "geschlecht"]
source = "Stadt Musterstadt, Melderegister"
cadence_months = 12
expected_lag_months = 2

[inputs.value]
series = "bevoelkerung"
unit = "Anzahl"
concept = "Staatsangehörigkeit"
basis = ["Melderegister"]
label = "Personen im Melderegister"

[[examples]]
inputs = { value = 7 }
result = 7
"""

Counts = dict[str, np.ndarray]
"""For each year persons by part of the city, nationality and sex."""


def editions() -> list[Counts]:
    """Three editions: many small counts among large ones; the second revises one year in four cells, the third three more."""
    numbers = np.random.default_rng(7)
    shape = len(PARTS), len(NATIONS), len(SEXES)
    first = {}
    for year in YEARS:
        counts = numbers.integers(1000, 9000, shape)
        counts[:, 2, :] = numbers.integers(0, 9, shape[::2])  # stateless: small everywhere
        counts[1, 0, :] = numbers.integers(1, 30, 2)  # few foreigners in one part
        first[year] = counts
    second = {year: counts.copy() for year, counts in first.items()}
    second["2023"][0, 2, 0] += 2
    second["2023"][2, 0, 1] -= 40
    second["2023"][1, 0, 0] = 3
    second["2023"][3, 2, 1] = 1
    third = {year: counts.copy() for year, counts in second.items()}
    third["2023"][0, 2, 0] += 1
    third["2022"][3, 1, 1] += 5
    third["2022"][1, 2, 1] = 2
    return [first, second, third]


def atoms() -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """The classes in each cell (area and groups)."""
    found = {}
    for area, nation, sex in product(("", *PARTS), ("", *NATIONS), ("", *SEXES)):
        inside = [(a, n, s) for a, n, s in product(PARTS, NATIONS, SEXES) if area in ("", a) and nation in ("", n) and sex in ("", s)]
        found[key_of(area), groups_of(nation, sex)] = inside
    return found


def cells(counts: np.ndarray) -> dict[tuple[str, str], float]:
    """The true value of every cell in a year."""
    number = dict(zip(product(PARTS, NATIONS, SEXES), counts.reshape(-1).tolist(), strict=True))
    return {cell: float(sum(number[atom] for atom in inside)) for cell, inside in atoms().items()}


def key_of(part: str) -> str:
    return f"{CITY}000-{part}" if part else CITY


def groups_of(nation: str, sex: str) -> str:
    return ";".join(f"{name}={label}" for name, label in (("geschlecht", sex), ("nationalitaet", nation)) if label)


def write_edition(path: Path, counts: Counts) -> Path:
    """The edition as the office would export it; the share is that of the area's people, with one decimal."""
    lines = ["Jahr;Schlüssel;Gebiet;Nationalität;Geschlecht;Personen;Anteil"]
    for year, each in counts.items():
        values = cells(each)
        for part, nation, sex in product(("", *PARTS), ("", *NATIONS), ("", *SEXES)):
            area = key_of(part)
            value = values[area, groups_of(nation, sex)]
            share = f"{100 * value / values[area, '']:.4f}".replace(".", ",")
            name = f"Stadtteil {part}" if part else "Musterstadt (Zahlen: Salzgitter)"
            lines.append(f"{year};{area};{name};{nation or 'insgesamt'};{sex or 'insgesamt'};{value:.0f};{share}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def add_layout(home: Home) -> None:
    """The register's layout, as an own one of the installation."""
    folder = home.layouts / "register"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text(LAYOUT, "utf-8")
