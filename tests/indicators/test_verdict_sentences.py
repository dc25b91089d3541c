"""What people read about a verdict."""

import pytest

from domain.indicators import Direction, Rule, Target, Weather
from indicators.verdicts import series_verdicts
from indicators.verdicts.patterns import DISCLAIMER, pattern

NARROW = "\u202f"
EMPLOYED = dict(zip(range(2014, 2025), (77.7, 78.0, 78.6, 79.2, 79.9, 80.6, 79.2, 79.6, 80.8, 81.1, 81.3), strict=True))


def sentence(year, *targets, direction=Direction.UP):
    return series_verdicts(EMPLOYED, direction, targets)[year].sentence.replace(NARROW, " ")


def test_a_target_year_names_value_mean_change_projection_target_and_year():
    assert sentence(2023, Target(Rule.TARGET_YEAR, 83, 2030)) == (
        "Bei Fortsetzung der Entwicklung aus 2023 wäre der Zielwert um mindestens 5 % und höchstens 20 % der Differenz zwischen "
        "Zielwert und dem Wert aus 2023 verfehlt worden. "
        "2023 betrug der Wert 81,1 %; ginge es im Mittel um +0,24 Prozentpunkte je Jahr weiter, ergäben sich für 2030 rechnerisch 82,8 %, "
        "der Zielwert (mindestens 83,0 %) wäre um 11,6 % des noch fehlenden Weges verfehlt."
    )


def test_a_target_the_projection_reaches():
    assert sentence(2019, Target(Rule.TARGET_YEAR, 83, 2030)).endswith(
        "rechnerisch 87,0 %, der Zielwert (mindestens 83,0 %) wäre erreicht."
    )


def test_a_series_that_moves_away_from_its_target():
    assert sentence(2023, Target(Rule.TARGET_YEAR, 70, 2030), direction=Direction.DOWN) == (
        "Der Zielwert war in 2023 nicht erreicht, und die durchschnittliche Entwicklung zielte nicht in die richtige Richtung. "
        "2023 betrug der Wert 81,1 %; im Mittel veränderte er sich um +0,24 Prozentpunkte je Jahr (entgegen der gewünschten Richtung), "
        "der Zielwert für 2030 (höchstens 70,0 %) rückt so nicht näher."
    )


def test_a_limit_that_is_kept():
    assert sentence(2023, Target(Rule.YEARLY_LIMIT, 80)) == (
        "Der Zielwert war in 2023 eingehalten, und die durchschnittliche Entwicklung zielte nicht in die falsche Richtung. "
        "2023 betrug der Wert 81,1 % und hielt den Zielwert (mindestens 80,0 %) ein; "
        "im Mittel veränderte er sich um +0,24 Prozentpunkte je Jahr (in die gewünschte Richtung)."
    )


def test_a_limit_that_is_missed_in_its_year():
    assert "verfehlte den Zielwert für 2023 (mindestens 83,0 %);" in sentence(2023, Target(Rule.TARGET_YEAR, 83, 2023))


def test_direction_only_gives_both_changes_and_their_ways():
    assert sentence(2020) == (
        "Die durchschnittliche Entwicklung zielte in 2020 in die richtige Richtung, im vorangegangenen Jahr ergab sich jedoch eine "
        "Entwicklung in die falsche Richtung oder gar keine Veränderung. "
        "2020 betrug der Wert 79,2 %; er veränderte sich im Mittel um +0,24 Prozentpunkte je Jahr (in die gewünschte Richtung) "
        "und zuletzt um −1,40 Prozentpunkte (entgegen der gewünschten Richtung)."
    )


def test_a_change_too_small_for_the_usual_decimals_is_not_written_as_zero():
    series = {2015: 10.0, 2016: 10.0, 2017: 10.0, 2018: 10.003}
    assert "+0,001 Prozentpunkte je Jahr" in series_verdicts(series, Direction.UP)[2018].sentence.replace(NARROW, " ")


def test_counts_are_written_with_thousands_points_and_without_a_unit():
    series = {2015: 7000.0, 2016: 7100.0, 2017: 7200.0, 2018: 7389.0}
    found = series_verdicts(series, Direction.UP, unit="Anzahl", decimals=0)[2018].sentence
    assert ". 2018 betrug der Wert 7.389; er veränderte sich im Mittel um +129,7 je Jahr" in found


def test_the_two_explanations_of_the_federal_statistical_office_are_given_word_by_word():
    assert pattern(Rule.TARGET_YEAR, Weather.SUN, 2019, 2018).replace(NARROW, " ") == (
        "Bei Fortsetzung der Entwicklung aus 2019 wäre der Zielwert erreicht oder um weniger als 5 % der Differenz zwischen Zielwert "
        "und dem Wert aus 2019 verfehlt worden."
    )
    assert pattern(Rule.DIRECTION, Weather.PARTLY, 2022, 2021) == (
        "Die durchschnittliche Entwicklung zielte in 2022 in die richtige Richtung, im vorangegangenen Jahr ergab sich jedoch eine "
        "Entwicklung in die falsche Richtung oder gar keine Veränderung."
    )


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("weather", [each for each in Weather if each.judged])
def test_every_rule_and_symbol_has_an_explanation_of_its_own(rule, weather):
    others = {pattern(rule, each, 2020, 2019) for each in Weather if each.judged and each is not weather}
    assert pattern(rule, weather, 2020, 2019) not in others


def test_where_the_value_before_is_older_than_a_year_its_year_is_named():
    found = series_verdicts({2010: 1.0, 2012: 2.0, 2014: 3.0, 2018: 2.5}, Direction.UP)[2018].sentence
    assert "gegenüber 2014 ergab sich jedoch" in found and "vorangegangenen Jahr" not in found


def test_a_target_met_before_its_year_is_explained_as_a_kept_limit():
    assert sentence(2023, Target(Rule.TARGET_YEAR, 80, 2030)).startswith("Der Zielwert war in 2023 eingehalten")


def test_the_disclaimer_says_what_a_symbol_is_not():
    assert "keine politische Bewertung" in DISCLAIMER and "keine Prognose" in DISCLAIMER and "ersetzen nicht" in DISCLAIMER
