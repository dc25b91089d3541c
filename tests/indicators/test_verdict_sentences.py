"""What people read about a verdict."""

from domain.indicators import Direction, Rule, Target
from indicators.verdicts import series_verdicts

NARROW = "\u202f"
EMPLOYED = dict(zip(range(2014, 2025), (77.7, 78.0, 78.6, 79.2, 79.9, 80.6, 79.2, 79.6, 80.8, 81.1, 81.3), strict=True))


def sentence(year, *targets, direction=Direction.UP):
    return series_verdicts(EMPLOYED, direction, targets)[year].sentence.replace(NARROW, " ")


def test_a_target_year_names_value_mean_change_projection_target_and_year():
    assert sentence(2023, Target(Rule.TARGET_YEAR, 83, 2030)) == (
        "2023 betrug der Wert 81,1 %; ginge es im Mittel um +0,24 Prozentpunkte je Jahr weiter, ergäben sich für 2030 rechnerisch 82,8 %, "
        "der Zielwert (mindestens 83,0 %) wäre um 11,6 % des noch fehlenden Weges verfehlt."
    )


def test_a_target_the_projection_reaches():
    assert sentence(2019, Target(Rule.TARGET_YEAR, 83, 2030)).endswith(
        "rechnerisch 87,0 %, der Zielwert (mindestens 83,0 %) wäre erreicht."
    )


def test_a_series_that_moves_away_from_its_target():
    assert sentence(2023, Target(Rule.TARGET_YEAR, 70, 2030), direction=Direction.DOWN) == (
        "2023 betrug der Wert 81,1 %; im Mittel veränderte er sich um +0,24 Prozentpunkte je Jahr (entgegen der gewünschten Richtung), "
        "der Zielwert für 2030 (höchstens 70,0 %) rückt so nicht näher."
    )


def test_a_limit_that_is_kept():
    assert sentence(2023, Target(Rule.YEARLY_LIMIT, 80)) == (
        "2023 betrug der Wert 81,1 % und hielt den Zielwert (mindestens 80,0 %) ein; "
        "im Mittel veränderte er sich um +0,24 Prozentpunkte je Jahr (in die gewünschte Richtung)."
    )


def test_a_limit_that_is_missed_in_its_year():
    assert "verfehlte den Zielwert für 2023 (mindestens 83,0 %);" in sentence(2023, Target(Rule.TARGET_YEAR, 83, 2023))


def test_direction_only_gives_both_changes_and_their_ways():
    assert sentence(2020) == (
        "2020 betrug der Wert 79,2 %; er veränderte sich im Mittel um +0,24 Prozentpunkte je Jahr (in die gewünschte Richtung) "
        "und zuletzt um −1,40 Prozentpunkte (entgegen der gewünschten Richtung)."
    )


def test_a_change_too_small_for_the_usual_decimals_is_not_written_as_zero():
    series = {2015: 10.0, 2016: 10.0, 2017: 10.0, 2018: 10.003}
    assert "+0,001 Prozentpunkte je Jahr" in series_verdicts(series, Direction.UP)[2018].sentence.replace(NARROW, " ")


def test_counts_are_written_with_thousands_points_and_without_a_unit():
    series = {2015: 7000.0, 2016: 7100.0, 2017: 7200.0, 2018: 7389.0}
    found = series_verdicts(series, Direction.UP, unit="Anzahl", decimals=0)[2018].sentence
    assert found.startswith("2018 betrug der Wert 7.389; er veränderte sich im Mittel um +129,7 je Jahr")
