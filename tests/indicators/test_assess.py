"""The table of values in, the same table with verdicts out."""

import numpy as np
import pyarrow as pa
import pytest

from domain.indicators import Rule, Target
from indicators.library import library
from indicators.verdicts import assess, series_verdicts, verdict

LIBRARY = library()
RATE, GAP, CONTEXT = "arbeitslosenquote", "arbeitslosenquote_abstand", "bevoelkerung"
ADDED = (
    "weather", "rule", "mean_change", "last_change", "projection", "shortfall", "points", "reason", "target_value", "target_year",
)  # fmt: skip


def series(indicator, values, area="03102", start=2012, slot="", basis="BA-Statistik", **more):
    """Rows of one series, as evaluated."""
    return [
        {"indicator": indicator, "area": area, "groups": "", "slot": slot, "year": start + place, "value": value, "basis": basis, **more}
        for place, value in enumerate(values)
    ]


def gap_rows(groups, references, **more):
    rows = series(GAP, [None] * len(groups), **more)
    for row, group, reference in zip(rows, groups, references, strict=True):
        row |= {"a": group, "b": reference, "value": None if group is None or reference is None else group - reference}
    return rows


def judged(rows, targets=None):
    table = pa.Table.from_pylist(rows)
    table = table.set_column(table.column_names.index("year"), "year", table["year"].cast(pa.int16()))
    return assess(table, LIBRARY, targets or {})


def weather(rows, targets=None):
    return judged(rows, targets)["weather"].to_pylist()


def test_the_input_columns_stay_and_the_verdict_columns_follow():
    table = judged(series(RATE, [9, 8, 7, 6]))
    assert set(ADDED) <= set(table.column_names)
    assert table["value"].to_pylist() == [9, 8, 7, 6]
    assert table["weather"].to_pylist() == ["Keine", "Keine", "Keine", "Sonne"]


def test_an_empty_table_gets_empty_columns():
    table = judged(series(RATE, [9]))
    empty = assess(table.select(["indicator", "area", "groups", "slot", "year", "value", "basis"]).slice(0, 0), LIBRARY, {})
    assert empty.num_rows == 0
    assert set(ADDED) <= set(empty.column_names)


def test_areas_do_not_run_into_each_other():
    assert weather([*series(RATE, [9, 8, 7], "03101"), *series(RATE, [1, 2, 3, 4], "03102")]) == ["Keine"] * 6 + ["Blitz"]


def test_rows_in_any_order_get_the_same_verdicts():
    rows = [*series(RATE, [9, 8, 7, 6, 5, 7, 8], "03101"), *series(CONTEXT, [1, 2, 3, 4], "03102"), *series(RATE, [1, 2, 3, 4, 3], "03103")]
    straight = judged(rows)
    order = np.random.default_rng(3).permutation(len(rows))
    mixed = judged([rows[place] for place in order])
    back = mixed.take(pa.array(np.argsort(order)))
    for name in ADDED:
        assert back[name].to_pylist() == straight[name].to_pylist(), name


def test_half_years_are_series_of_their_own():
    first, second = series(RATE, [9, 8, 7, 6], slot="H1"), series(RATE, [1, 2, 3, 4], slot="H2")
    together = [row for pair in zip(first, second, strict=True) for row in pair]
    assert weather(together) == ["Keine"] * 6 + ["Sonne", "Blitz"]


def test_another_basis_breaks_the_series():
    rows = [*series(RATE, [9, 8, 7, 6], basis="alt"), *series(RATE, [9, 8, 7, 6], start=2016, basis="neu")]
    assert weather(rows) == ["Keine"] * 3 + ["Sonne"] + ["Ausgesetzt"] * 3 + ["Sonne"]


def test_a_suspended_verdict_says_whether_the_basis_or_a_known_break_is_the_cause():
    rows = [*series(RATE, [9, 8, 7, 6], start=2007, basis="alt"), *series(RATE, [9, 8], start=2011, basis="neu")]
    found = verdict(judged(rows).to_pylist()[-1], LIBRARY[RATE])
    assert found.weather.value == "Ausgesetzt"
    assert "Datengrundlage" in found.sentence and "2005" not in found.sentence


def test_a_marked_break_breaks_the_series():
    rows = [row | {"signs": ["break"] if row["year"] == 2016 else []} for row in series(RATE, [9, 8, 7, 6, 5, 4])]
    assert weather(rows) == ["Keine"] * 3 + ["Sonne", "Ausgesetzt", "Ausgesetzt"]
    assert weather(rows[::-1]) == weather(rows)[::-1]


def test_a_known_break_of_the_definition_breaks_the_series():
    assert weather(series(RATE, [9, 8, 7, 6, 12, 11], start=2001)) == ["Keine"] * 3 + ["Sonne", "Ausgesetzt", "Ausgesetzt"]


def test_a_missing_value_gets_no_verdict_and_is_not_bridged_into_zero():
    table = judged(series(RATE, [9.0, 8.0, None, 6.0, 5.0]))
    assert table["weather"].to_pylist() == ["Keine", "Keine", "Keine", "Keine", "Sonne"]
    assert table["reason"].to_pylist()[2] == "Für dieses Jahr liegt kein Wert vor."
    assert table["mean_change"].to_pylist()[4] == -1.0


def test_context_stays_context_even_where_a_value_is_missing_or_somebody_set_a_target():
    table = judged(series(CONTEXT, [1.0, None, 3.0, 4.0, 5.0]), {CONTEXT: (Target(Rule.YEARLY_LIMIT, 3.0),)})
    assert table["weather"].to_pylist() == ["Kontext"] * 5
    assert table["rule"].to_pylist() == [None] * 5


def test_a_target_fills_its_columns_and_a_series_without_one_leaves_them_empty():
    rows = [*series(RATE, [9, 8.5, 8, 7.5]), *series("arbeitslosenquote_jugend", [9, 8.5, 8, 7.5])]
    table = judged(rows, {RATE: (Target(Rule.TARGET_YEAR, 5.0, 2030),)})
    with_target, without = table.to_pylist()[3], table.to_pylist()[7]
    assert (with_target["rule"], with_target["target_value"], with_target["target_year"], with_target["projection"]) == (
        "T",
        5.0,
        2030,
        0.0,
    )
    assert (without["rule"], without["target_value"], without["target_year"], without["projection"]) == ("D", None, None, None)


def test_the_reference_column_is_the_target_of_each_year():
    rows = [row | {"reference": 4.0 if row["year"] < 2016 else 9.0} for row in series(RATE, [9, 8.9, 8.8, 8.7, 8.6])]
    table = judged(rows, {RATE: (Target(Rule.TARGET_YEAR, None, 2020),)})
    assert table["weather"].to_pylist()[3:] == ["Wolke", "Sonne"]
    assert table["target_value"].to_pylist()[3:] == [4.0, 9.0]


def test_two_values_for_one_year_are_refused():
    with pytest.raises(ValueError, match="one year"):
        judged([*series(RATE, [9, 8]), *series(RATE, [9, 8])])


def test_an_indicator_without_definition_is_refused():
    with pytest.raises(KeyError, match="unbekannt"):
        judged(series("unbekannt", [1]))


@pytest.mark.parametrize(
    ("groups", "references", "word", "decided_by"),
    [
        ([20, 18, 16, 14], [10, 9.5, 9, 8.5], "Sonne", "gap"),
        ([20, 18, 16, 14], [10, 7, 4, 1], "Blitz", "gap"),
        ([14, 15, 16, 17], [4, 6, 8, 10], "Blitz", "group"),
        ([14, 15, 16, 17], [8, 8, 8, 8], "Blitz", "gap"),
        ([20, 18, 16, 17], [10, 9.5, 9, 12], "Leicht bewölkt", "group"),
    ],
)
def test_a_gap_progresses_only_if_the_group_improves_and_the_gap_shrinks(groups, references, word, decided_by):
    row = judged(gap_rows(groups, references)).to_pylist()[-1]
    assert (row["weather"], row["decided_by"]) == (word, decided_by)
    assert row["group_mean_change"] == pytest.approx((groups[-1] - groups[0]) / 3)


def test_a_gap_that_changes_its_sign_is_judged_by_its_size():
    row = judged(gap_rows([12, 11, 10, 9], [10, 10, 10, 10])).to_pylist()[-1]
    assert row["value"] == -1
    assert (row["mean_change"], row["last_change"]) == (pytest.approx(-1 / 3), 1.0)


def test_a_gap_with_a_target_is_held_to_its_size_and_still_needs_the_group_to_improve():
    target = {GAP: (Target(Rule.YEARLY_LIMIT, 8.0),)}
    better = judged(gap_rows([20, 18, 16, 14], [10, 9.5, 9, 8.5]), target).to_pylist()[-1]
    worse = judged(gap_rows([14, 15, 16, 17], [4, 6, 8, 10]), target).to_pylist()[-1]
    assert (better["weather"], better["rule"], better["target_value"]) == ("Sonne", "Y", 8.0)
    assert (worse["weather"], worse["rule"], worse["target_value"]) == ("Blitz", "D", None)


def test_a_gap_without_one_of_its_sides_is_not_judged():
    assert weather(gap_rows([20, 18, None, 14, 12], [10, 9, 8, None, 7])) == ["Keine"] * 5


def test_the_sentence_of_a_gap_names_group_gap_and_the_rule():
    row = judged(gap_rows([20, 18, 16, 14], [10, 9.5, 9, 8.5])).to_pylist()[-1]
    sentence = verdict(row, LIBRARY[GAP]).sentence.replace("\u202f", " ")
    assert sentence == (
        "Die durchschnittliche Entwicklung zielte in 2015 in die richtige Richtung, und im vorangegangenen Jahr ergab sich ebenfalls "
        "eine Entwicklung in die richtige Richtung. "
        "2015 betrug der Wert der Gruppe 14,0 %; er veränderte sich im Mittel um −2,00 Prozentpunkte je Jahr und zuletzt um "
        "−2,00 Prozentpunkte (beides in die gewünschte Richtung); "
        "der Abstand (ohne Vorzeichen) betrug 5,5 Prozentpunkte (Vergleich: alle Erwerbspersonen); "
        "er veränderte sich im Mittel um −1,50 Prozentpunkte je Jahr und zuletzt um −1,50 Prozentpunkte "
        "(beides in die gewünschte Richtung); als Fortschritt zählt nur, wenn sich die Gruppe verbessert und der Abstand kleiner wird."
    )


def test_many_series_at_once_agree_with_each_series_alone():
    random = np.random.default_rng(7)
    values = {f"{area:05d}": random.normal(9, 1, 12).round(1).tolist() for area in range(1, 30)}
    targets = (Target(Rule.TARGET_YEAR, 8.0, 2020), Target(Rule.YEARLY_LIMIT, 9.5))
    together = judged([row for area, numbers in values.items() for row in series(RATE, numbers, area)], {RATE: targets}).to_pylist()
    definition = LIBRARY[RATE]
    for area, numbers in values.items():
        alone = series_verdicts(dict(enumerate(numbers, 2012)), definition.direction, targets)
        assert [verdict(row, definition) for row in together if row["area"] == area] == list(alone.values())


def test_a_suspended_verdict_names_the_break():
    row = judged(series("mindestsicherung", [1, 2, 3, 4, 9], start=2019)).to_pylist()[-1]
    found = verdict(row, LIBRARY["mindestsicherung"])
    assert "(Bruch 2023: Die Bezugsbevölkerung" in found.sentence
    assert found.sentence.startswith(found.reason.removesuffix("."))


def test_a_missing_value_says_what_is_missing():
    row = judged(series(RATE, [None], missing="secret")).to_pylist()[0]
    assert verdict(row, LIBRARY[RATE]).sentence == "Für dieses Jahr liegt kein Wert vor (Eingangswert unbekannt oder geheim)."
