"""Recomputation with figures small enough to check by eye: equal, off, without an input, and told in words."""

from dataclasses import replace

from domain.indicators import Input, Published
from indicators.library import library
from indicators.recomputed import LISTED, both_sides
from store import open_snapshot
from tests.store.builders import make_reading
from views.recomputed import COLUMNS, UNEXPLAINED, as_json, build, compared

FOREIGN = {"nationalitaet": "auslaendisch"}
SHARE = replace(
    library()["auslaenderanteil_azr"],
    id="anteil",
    inputs={"numerator": Input("bevoelkerung", groups=FOREIGN), "denominator": Input("bevoelkerung")},
    published=Published(Input("auslaenderanteil", "Prozent"), 0.05),
    min_denominator=1000,
    breakdowns=("geschlecht",),
    mixed="",
)


def delivered(deliver) -> None:
    counts = [
        ("03101", "2023", 400), ("03101", "2023", 50, FOREIGN),  # 12,5
        ("03101", "2024", 400), ("03101", "2024", 60, FOREIGN),  # 15,0
        ("03102", "2024", 300), ("03102", "2024", 100, FOREIGN),  # 33,333
        ("03103", "2024", 300),
        ("03101", "2024", 200, {"geschlecht": "weiblich"}), ("03101", "2024", 20, FOREIGN | {"geschlecht": "weiblich"}),  # 10,0
    ]  # fmt: skip
    published = [
        ("03101", "2023", 12.5), ("03101", "2024", 14.9), ("03102", "2024", 33.3), ("03103", "2024", 7.0),
        ("03101", "2024", 12.0, {"geschlecht": "weiblich"}), ("03104", "2024", None, {}, "secret"),
    ]  # fmt: skip
    deliver(make_reading(*counts, series="bevoelkerung"))
    deliver(make_reading(*published, series="auslaenderanteil", unit="Prozent", layout="quoten", basis="Amt"))


def result(home, deliver):
    delivered(deliver)
    with open_snapshot(home) as snapshot:
        return compared(snapshot, {"anteil": SHARE, "ohne": replace(SHARE, id="ohne", published=None)})


def test_every_published_figure_is_equal_off_or_without_an_input(home, deliver):
    (found,) = result(home, deliver)
    assert (found.compared, found.equal, found.deviating, found.uncomputed) == (4, 2, 2, 1)
    assert [(each.year, each.compared, each.equal) for each in found.years] == [(2023, 1, 1), (2024, 3, 1)]
    assert [(each.area, each.groups, each.period, each.computed, each.published) for each in found.deviations] == [
        ("03101", "geschlecht=weiblich", "2024", 10.0, 12.0),
        ("03101", "", "2024", 15.0, 14.9),
    ]
    assert found.deviations[0].difference == -2.0


def test_a_difference_of_exactly_the_tolerance_is_equal(home, deliver):
    delivered(deliver)
    wide = replace(SHARE, published=replace(SHARE.published, tolerance=0.1))  # 15,0 against 14,9
    with open_snapshot(home) as snapshot:
        (found,) = compared(snapshot, {"anteil": wide})
    assert found.equal == 3


def test_only_fifty_deviations_are_listed_but_all_are_counted(home, deliver):
    areas = [f"{n:05}" for n in range(1, 61)]
    deliver(make_reading(*[(a, "2024", 100) for a in areas], *[(a, "2024", 10, FOREIGN) for a in areas], series="bevoelkerung"))
    wrong = [(a, "2024", 20.0 + n) for n, a in enumerate(areas)]
    deliver(make_reading(*wrong, series="auslaenderanteil", unit="Prozent", layout="quoten", basis="Amt"))
    with open_snapshot(home) as snapshot:
        (found,) = compared(snapshot, {"anteil": SHARE})
    assert (found.deviating, len(found.deviations)) == (60, LISTED)
    assert [each.area for each in found.deviations[:2]] == ["00060", "00059"]


def test_what_has_nothing_published_is_not_compared():
    assert both_sides([replace(SHARE, published=None)]) == []


def test_the_page_says_it_in_words(home, deliver, monkeypatch):
    delivered(deliver)
    monkeypatch.setattr("views.recomputed.definitions_of", lambda *_: {"anteil": SHARE})
    with open_snapshot(home) as snapshot:
        (shown,) = build(snapshot)
    assert shown.headline == "Nachrechnung: 2 von 4 gleich"
    assert shown.sentence == (
        "2 von 4 berechneten Werten stimmen mit der veröffentlichten Reihe „Ausländeranteil (veröffentlicht)“ überein "
        "(Toleranz 0,05\u202fProzentpunkte). 1 veröffentlichter Wert lässt sich nicht nachrechnen, weil ein Eingangswert fehlt."
    )
    assert shown.years == "2023: 1 von 1 gleich; 2024: 1 von 3 gleich"
    assert dict(zip(COLUMNS, shown.rows[0], strict=True)) == {
        "Gebiet": "Gebiet 03101",
        "Zeitraum": "2024",
        "Gruppe": "Frauen",
        "berechnet": "10,000\u202f%",
        "veröffentlicht": "12,000\u202f%",
        "Abweichung": "−2,000\u202fProzentpunkte",
    }
    assert shown.explained == (UNEXPLAINED,)
    assert as_json(shown)["deviations"][1] == {
        "area": "03101", "groups": "", "period": "2024", "computed": 15.0, "published": 14.9, "difference": 15.0 - 14.9,
    }  # fmt: skip


def test_nothing_computed_is_not_called_equal(home, deliver, monkeypatch):
    deliver(make_reading(("03101", "2024", 12.0), series="auslaenderanteil", unit="Prozent", basis="Amt"))
    monkeypatch.setattr("views.recomputed.definitions_of", lambda *_: {"anteil": SHARE})
    with open_snapshot(home) as snapshot:
        (shown,) = build(snapshot)
    assert shown.headline == "Nachrechnung: noch nicht möglich"
    assert shown.result.uncomputed == 1
