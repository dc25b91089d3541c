"""Own indicators as deliveries: newest valid version at a moment, by content, withdrawn like any delivery."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import store.reading
import store.writing
from domain.deliveries import DeliveredDefinition, DeliveryKind, Difference, Reading, Source
from domain.indicators import Definition, Direction, Example, Formula, IndicatorType, Input
from store import Home, open_snapshot
from store.working_file import writing
from tests.store.builders import START

PLACES = Definition(
    id="sprachkurs_plaetze", version=1, name="Belegte Plätze", short_name="Plätze", topic="sprache", explanation="Belegung",
    formula=Formula.SHARE, formula_text="belegt / angeboten · 100",
    inputs={"numerator": Input("kurs_belegt", groups={"geschlecht": ("m", "w")}), "denominator": Input("kurs_plaetze", basis=("VHS",))},
    unit="Prozent", decimals=1, direction=Direction.UP, type=IndicatorType.OUTPUT, source="VHS", cadence_months=6,
    expected_lag_months=1, examples=(Example({"numerator": 8.0, "denominator": 10.0}, 80.0),),
)  # fmt: skip


def reading(*definitions: Definition) -> Reading:
    rows = tuple(DeliveredDefinition(each) for each in definitions)
    return Reading(DeliveryKind.DEFINITIONS, "indikatorenkatalog", Source("Stadt", "Katalog"), rows)


def difference(home: Home, *definitions: Definition) -> Difference:
    with open_snapshot(home) as snapshot:
        return store.writing.difference(snapshot, reading(*definitions), store.reading.NOW)


def test_the_newest_version_counts_and_earlier_moments_keep_theirs(home: Home, deliver: Callable[..., int]) -> None:
    deliver(reading(PLACES))
    deliver(reading(replace(PLACES, version=2, name="Auslastung")))
    with open_snapshot(home) as snapshot:
        assert store.reading.own_definitions(snapshot) == {PLACES.id: replace(PLACES, version=2, name="Auslastung", own=True)}
        assert store.reading.own_definitions(snapshot, START + timedelta(hours=1)) == {PLACES.id: replace(PLACES, own=True)}
        assert store.reading.own_definitions(snapshot, START - timedelta(hours=1)) == {}


def test_a_withdrawn_version_gives_way_to_the_one_before(home: Home, deliver: Callable[..., int]) -> None:
    deliver(reading(PLACES))
    second = deliver(reading(replace(PLACES, version=2)))
    with writing(home, START + timedelta(days=9)) as connection:
        store.writing.withdraw(connection, second, now=START + timedelta(days=9), by="Test", reason="Irrtum")
    with open_snapshot(home) as snapshot:
        assert store.reading.own_definitions(snapshot)[PLACES.id].version == 1
        assert store.reading.own_definitions(snapshot, START + timedelta(days=5))[PLACES.id].version == 2


def test_the_difference_goes_by_content_and_what_a_file_leaves_out_stays(home: Home, deliver: Callable[..., int]) -> None:
    deliver(reading(PLACES))
    other = replace(PLACES, id="andere")
    assert difference(home, PLACES) == Difference(unchanged=1)
    assert difference(home, replace(PLACES, own=True)) == Difference(unchanged=1)
    assert difference(home, other) == Difference(new=1)
    assert difference(home, replace(PLACES, decimals=2), other) == Difference(new=1, revised=1)
    changes = difference(home, replace(PLACES, decimals=2)).changes
    assert [(each.what, each.before.decimals, each.after.decimals) for each in changes] == [("revised", 1, 2)]
