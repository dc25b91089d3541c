"""A small town with two bodies, a few measures and one indicator, for tests of meetings and decisions."""

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from domain.deliveries import DeliveryKind, Reading, SourceFile
from domain.measures import MeasureRow, Resource, ResourceKind
from domain.measures import MeasureState as State
from domain.report_texts import TextKey, TextPart, TextSubject
from store import Home
from store.working_file import writing
from store.writing import add_delivery
from tests.store.builders import SOURCE, make_rows
from tests.views.measure_samples import measure
from workflows.report_texts import TextWish, write_texts

CONCEPT = """
id = "klein"
name = "Kleines Konzept"
municipality = "Kleinstadt"
area = { key = "99", name = "Kleinstadt" }
indicators = [{ field = "sprache", indicator = "einbuergerungsquote_lsn" }]

[[fields]]
id = "sprache"
name = "Sprache"
number = "1"

[[fields]]
id = "arbeit"
name = "Arbeit"
number = "2"

[[bodies]]
id = "controlling"
name = "Controlling-Gruppe"
kind = "controlling"
meetings_per_year = 2
rhythm = "halbjährlich"
chair = "Beigeordnete"
members = [
    { role = "Leitung", organisation = "Jugendamt" },
    { role = "Geschäftsführung", organisation = "Caritas", external = true },
]

[[bodies]]
id = "fachgruppe"
name = "Fachgruppe"
kind = "expert_group"
meetings_per_year = 4
figures_days = 10
sheets_days = 5
pack_days = 2

[[bodies]]
id = "rat"
name = "Rat"
kind = "council"
reports_per_year = 1

[[organisations]]
name = "Jugendamt"
short = "Amt 51"

[[organisations]]
name = "Volkshochschule"
"""
MEASURES = (
    measure("1.1", period="2026-H1", reported_on=date(2026, 6, 20)),
    measure("1.2", period="2026-H1", reported_on=date(2026, 6, 20), planned_end=date(2026, 5, 31)),  # late
    measure("1.3", period="2026-H1", reported_on=date(2026, 6, 20), planned_end=date(2026, 7, 31), lead="Volkshochschule"),
    measure("1.4", State.PERMANENT, period="2025-H1", reported_on=date(2025, 6, 20), planned_end=None, lead="Volkshochschule"),
    measure(
        "2.1", period="2026-H1", field="arbeit", reported_on=date(2026, 2, 1),
        resources=(
            Resource(ResourceKind.MONEY, 2026, "Land", 1000.0, funded_until=date(2026, 12, 31)),
            Resource(ResourceKind.MONEY, 2026, "Stadt", 500.0),
        ),
    ),
)  # fmt: skip
MADE = datetime(2026, 7, 1, 8)
PERIOD = "2026-H1"


def make_town(path: Path, now: datetime = MADE, rows: tuple[MeasureRow, ...] = MEASURES) -> Home:
    """Concept, measures and figures that rise from year to year."""
    home = Home(path)
    deliver(home, Reading(DeliveryKind.CONCEPT, "konzept", SOURCE, content=CONCEPT), now)
    deliver(home, Reading(DeliveryKind.MEASURES, "sachstand", SOURCE, rows=rows), now)
    deliver(home, figures(*range(10, 60, 10)), now)
    return home


def deliver(home: Home, reading: Reading, now: datetime) -> int:
    with writing(home, now) as connection:
        return add_delivery(connection, reading, SourceFile("datei.csv", "datei.csv", 1), now=now, by="Test", note="")


def figures(*naturalised: float) -> Reading:
    """Naturalisations of consecutive years up to 2025 among 1,000 foreigners each."""
    years = range(2026 - len(naturalised), 2026)
    given = zip(years, naturalised, strict=True)
    above = make_rows(*(("99", str(year), float(value)) for year, value in given), basis="Einbürgerungsstatistik")
    foreign = {"nationalitaet": "auslaendisch"}
    below = make_rows(*(("99", f"{year}-12-31", 1000.0, foreign) for year in years), series="bevoelkerung", basis="AZR")
    return Reading(DeliveryKind.OBSERVATIONS, "tabelle", SOURCE, pa.concat_tables([above, below]))


def write_consequences(home: Home, *fields: str, now: datetime, period: str = PERIOD) -> None:
    keys = [TextKey(TextSubject.FIELD, field, period, TextPart.CONSEQUENCES) for field in fields]
    write_texts(home, [TextWish(key, "Die Verwaltung legt einen Vorschlag vor.") for key in keys], now=now)
