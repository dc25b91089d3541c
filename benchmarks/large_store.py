"""An installation of 8 million observations, made inside the database: 400 areas × 100 series × 20 years × 10 groups, and 110 own
indicators of all formulas that come to more than 8 million values."""

from datetime import datetime
from itertools import islice

from domain.deliveries import DeliveredDefinition, DeliveryKind, Reading, Source, SourceFile
from domain.indicators import Definition, Direction, Example, Formula, IndicatorType, Input
from store import Home
from store.working_file import writing
from store.writing import add_delivery

AREAS, SERIES, YEARS, GROUPS = 400, 100, 20, 10
FIRST_YEAR = 2005
HOME_AREA = "10001"
CLASSES = ("0-6", "6-18", "18-30", "30-45", "45-65", "65-80", "80+")
_MOMENT = datetime(2026, 1, 1)
_SOURCE = Source("erzeugt", "erzeugt")
_SINGLE = (
    Formula.SHARE, Formula.VALUE, Formula.PER_THOUSAND, Formula.SHARE_GAP, Formula.SHARE, Formula.RATIO, Formula.DIFFERENCE,
    Formula.PARITY, Formula.SHARE, Formula.SHARE_RATIO, Formula.INDEX, Formula.BALANCE, Formula.SURVEY_SHARE, Formula.GAP,
)  # fmt: skip
_OVER_CLASSES = (Formula.AGE_SUM, Formula.DISSIMILARITY, Formula.SEGREGATION, Formula.MEDIAN)
# A walk per line, another level per area; one figure in a hundred is secret. The groups are the total, two sexes and seven classes.
_OBSERVATIONS = f"""
INSERT INTO observation
WITH line AS (
    SELECT s, g, a, (500 + hash(s, g, a) % 4500 + (s % 7) * 900)::DOUBLE AS level, (hash(a, s) % 41)::DOUBLE - 20 AS slope
    FROM range($series) t(s), range({GROUPS}) u(g), range({AREAS}) v(a)
)
SELECT 10000000 * $delivery + ((s * {GROUPS} + g) * {AREAS} + a) * {YEARS} + y + 1, $delivery,
       1 + s * {GROUPS} + g + CASE WHEN s % 10 = 0 AND y < 8 THEN 5000 ELSE 0 END,
       (10001 + a)::VARCHAR, ({FIRST_YEAR} + y)::VARCHAR, {FIRST_YEAR} + y, '',
       CASE WHEN hash(s, g, a, y) % 100 > 0 THEN round(greatest(level + slope * y + hash(y, a, s) % 90, 0)) END,
       CASE WHEN hash(s, g, a, y) % 100 = 0 THEN 'secret' END, 'erzeugt', NULL, 1, 1
FROM line, range({YEARS}) w(y)
"""
# Every tenth series changes its basis after eight years, every ninth is rounded to multiples of five from 2016 on.
_STRANDS = f"""
INSERT INTO strand
SELECT 1 + s * {GROUPS} + g + 5000 * older, 'reihe' || s, 'Anzahl', 'Staatsangehörigkeit',
       CASE WHEN older = 1 THEN 'Fortschreibung Zensus 2011' WHEN s % 9 = 1 THEN 'AZR' ELSE 'Fortschreibung Zensus 2022' END,
       CASE WHEN g = 0 THEN '' WHEN g < 3 THEN 'geschlecht=' || ['maennlich', 'weiblich'][g] ELSE 'alter=' || $classes[g - 2] END
FROM range($series) t(s), range({GROUPS}) u(g), range(2) v(older)
WHERE older = 0 OR s % 10 = 0
"""


def fill(home: Home, series: int = SERIES) -> int:
    """Writes concept, indicators and figures and publishes them; returns the number of observations."""
    with writing(home, _MOMENT) as connection:
        concept = Reading(DeliveryKind.CONCEPT, "konzept", _SOURCE, None, content=_concept(series))
        add_delivery(connection, concept, SourceFile("concept.toml", "0" * 64, 0), now=_MOMENT, by="Messung", note="")
        own = Reading(DeliveryKind.DEFINITIONS, "katalog", _SOURCE, tuple(map(DeliveredDefinition, definitions(series))))
        add_delivery(connection, own, SourceFile("katalog", "1" * 64, 0), now=_MOMENT, by="Messung", note="")
        connection.execute(
            "INSERT INTO delivery BY NAME SELECT * REPLACE (3 AS number, 'observations' AS kind, 'erzeugt' AS layout) FROM delivery LIMIT 1"
        )
        connection.execute(_STRANDS, {"series": series, "classes": list(CLASSES)})
        connection.execute(_OBSERVATIONS, {"series": series, "delivery": 3})
        connection.execute(f"INSERT INTO area_name SELECT 3, (10001 + a)::VARCHAR, 'Gebiet ' || a FROM range({AREAS}) t(a)")
    return series * GROUPS * AREAS * YEARS


def definitions(series: int = SERIES) -> list[Definition]:
    """One indicator per series of each formula in turn, and one in ten over the classes of the age."""
    single = [_definition(number, _SINGLE[number % len(_SINGLE)], series) for number in range(series)]
    over = [_definition(series + number, _OVER_CLASSES[number % len(_OVER_CLASSES)], series) for number in range(series // 10)]
    return [*single, *over]


def _definition(number: int, formula: Formula, series: int) -> Definition:
    names = islice((f"reihe{(number + step) % series}" for step in range(9)), len(formula.roles))
    over = formula.over_units
    inputs = {
        role: Input(name, fixed_year=2010 if formula is Formula.INDEX and role == "base" else None, label=role)
        for role, name in zip(formula.roles, names, strict=True)
    }
    gap = formula in (Formula.GAP, Formula.SHARE_GAP)
    return Definition(
        id=f"e{number:03}", version=1, name=f"Erzeugter Indikator {number}", short_name=f"Erzeugt {number}", topic="rahmendaten",
        explanation="Erzeugt zum Messen.", formula=formula, formula_text="erzeugt", inputs=inputs, unit="Prozent", decimals=1,
        direction=Direction.PARITY if gap else (Direction.UP, Direction.DOWN)[number % 2], type=IndicatorType.OUTCOME, source="erzeugt",
        cadence_months=12, expected_lag_months=0, examples=(Example(dict.fromkeys(inputs, 1.0), 1.0),),
        group_direction=Direction.UP if gap else Direction.NONE, breakdowns=() if over else ("geschlecht", "alter"),
        comparison_group="alle" if gap else "", min_denominator=100, over="alter" if over else "", mixed="erzeugt zum Messen",
    )  # fmt: skip


def _concept(series: int) -> str:
    fields = "\n".join(f'[[fields]]\nid = "f{number}"\nname = "Feld {number}"' for number in range(1, 9))
    used = "\n".join(
        f'[[indicators]]\nindicator = "{each.id}"\nfield = "f{1 + place % 8}"' for place, each in enumerate(definitions(series))
    )
    return (
        'id = "gross"\nname = "Erzeugtes Konzept"\nmunicipality = "Gebiet 0"\n'
        f'[area]\nkey = "{HOME_AREA}"\nname = "Gebiet 0"\ncomparison = ["10002", "10003"]\n{fields}\n{used}\n'
    )
