"""What a verdict asks to bear in mind."""

import dataclasses

import pyarrow as pa

from domain.indicators import Direction, Formula, Input, Sampling, Survey, Weather
from indicators.library import library
from indicators.verdicts import assess, verdict

BASE = dataclasses.replace(library()["arbeitslosenquote"], breaks=())
SHARE = dataclasses.replace(BASE, formula=Formula.SHARE, inputs={"numerator": Input("x", label="x"), "denominator": Input("y", label="y")})


def survey(sampling, effect=1.0):
    inputs = {"answers": Input("x", label="x"), "respondents": Input("y", label="y")}
    return dataclasses.replace(BASE, formula=Formula.SURVEY_SHARE, direction=Direction.UP, inputs=inputs, survey=Survey(sampling, effect))


def rows(definition, *given, start=2018, step=1):
    """One row per year: (value, more columns)."""
    return [
        {
            "indicator": definition.id, "area": "1", "groups": "", "slot": "", "year": start + place * step, "basis": "b", "signs": [],
            "value": value, "a": None, "b": None, "c": None, "d": None, "low": None, "high": None, **more,
        }
        for place, (value, more) in enumerate(given)
    ]  # fmt: skip


def found(definition, given):
    schema = pa.schema([("low", pa.float64()), ("high", pa.float64()), ("signs", pa.list_(pa.string()))])
    names = [name for name in given[0] if name not in schema.names]
    table = pa.table({name: [row[name] for row in given] for name in names})
    for field in schema:
        table = table.append_column(field, pa.array([row[field.name] for row in given], field.type))
    return [verdict(row, definition) for row in assess(table, {definition.id: definition}, {}).to_pylist()]


def plain(verdicts):
    return [tuple(text.replace("\u202f", " ") for text in each.cautions) for each in verdicts]


def test_provisional_estimated_and_revised_values_are_named_as_long_as_they_are_in_the_window():
    given = rows(BASE, (9.0, {}), (8.0, {"signs": ["provisional"]}), *[(7.0 - place, {}) for place in range(6)])
    said = plain(found(BASE, given))
    assert said[0] == ()
    assert said[1] == ("Der Zeitraum 2018 bis 2019 enthält vorläufige Werte.",)
    assert said[6] == ("Der Zeitraum 2019 bis 2024 enthält vorläufige Werte.",)
    assert said[7] == ()
    both = plain(found(BASE, rows(BASE, (9.0, {"signs": ["estimated", "revised"]}))))
    estimated = "Der Zeitraum 2018 enthält geschätzte oder auf den heutigen Gebietsstand umgerechnete Werte."
    assert both == [(estimated, "Der Zeitraum 2018 enthält nachträglich berichtigte Werte.")]


def test_rows_in_another_order_keep_their_cautions():
    given = rows(BASE, (9.0, {}), (8.0, {"signs": ["provisional"]}), (7.0, {}))
    assert plain(found(BASE, given[::-1])) == plain(found(BASE, given))[::-1]


def test_a_change_within_the_range_of_rounding_is_named():
    given = rows(BASE, (9.0, {"low": 8.5, "high": 9.5}), (8.8, {"low": 8.3, "high": 9.3}), (8.0, {"low": 7.5, "high": 8.4}))
    said = plain(found(BASE, given))
    assert said[1] == ("Die Eingangswerte sind gerundet: Die Veränderung von 2018 bis 2019 ist nicht größer als die Rundungsspanne.",)
    assert said[2] == ("Die Eingangswerte sind gerundet: Die Veränderung gegenüber 2019 ist nicht größer als die Rundungsspanne.",)
    far = rows(BASE, (9.0, {"low": 8.5, "high": 9.5}), (7.0, {"low": 6.5, "high": 7.5}))
    assert plain(found(BASE, far))[1] == ()


def waves(*pairs):
    definition = survey(Sampling.RANDOM)
    return definition, rows(definition, *[(100 * x / n, {"a": float(x), "b": float(n)}) for x, n in pairs], step=2)


def test_a_change_between_two_waves_that_the_sample_does_not_secure_is_named():
    said = plain(found(*waves((210, 800), (240, 800))))  # the interval −0.0066 … 0.0814 contains zero
    assert said[1] == (
        "Gegenüber 2018 keine statistisch gesicherte Veränderung (das 95-%-Konfidenzintervall der Differenz schließt null ein).",
    )
    assert plain(found(*waves((48 * 10, 800), (56 * 10, 700))))[1] == ()


def test_the_last_wave_and_the_first_one_are_told_apart():
    said = plain(found(*waves((480, 800), (580, 800), (585, 800))))
    assert said[2][0].startswith("Gegenüber 2020 keine statistisch gesicherte")
    back = plain(found(*waves((480, 800), (580, 800), (485, 800))))
    assert back[2][0].startswith("Gegenüber 2018 keine statistisch gesicherte")
    still = plain(found(*waves((480, 800), (482, 800), (485, 800))))
    assert still[2][0].startswith("Gegenüber 2020 und 2018 keine statistisch gesicherte")


def test_a_design_effect_widens_the_interval():
    for effect, secured in ((1.0, True), (3.0, False)):
        definition = survey(Sampling.RANDOM, effect)
        given = rows(definition, (30.0, {"a": 240.0, "b": 800.0}), (36.0, {"a": 288.0, "b": 800.0}))
        assert (plain(found(definition, given))[1] == ()) is secured


def test_a_self_selected_survey_has_neither_verdict_nor_trend():
    definition = survey(Sampling.SELF_SELECTED)
    given = rows(definition, *[(10.0 * place, {"a": 10.0 * place, "b": 1312.0}) for place in range(1, 6)])
    last = found(definition, given)[-1]
    assert last.weather is Weather.NONE
    assert (last.mean_change, last.last_change, last.projection) == (None, None, None)
    assert last.sentence == ("Selbstselektierte Befragung: 1.312 Teilnehmende, nicht repräsentativ; kein Intervall, keine Trendaussage.")


def test_small_numbers_are_named_with_the_offer_to_take_years_together():
    said = plain(found(SHARE, rows(SHARE, (16.0, {"a": 8.0, "b": 50.0}), (10.0, {"a": 10.0, "b": 100.0}))))
    assert said[0] == (
        "Kleine Fallzahl (8 von 50): Der Wert schwankt von Jahr zu Jahr stark; belastbarer sind mehrere zusammengefasste Jahre.",
    )
    assert said[1] == ()


def test_where_there_is_no_value_there_is_nothing_to_bear_in_mind():
    assert plain(found(SHARE, rows(SHARE, (None, {"a": 8.0, "b": 50.0, "signs": ["provisional"]})))) == [()]
