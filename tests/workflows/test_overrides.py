"""Verdicts set by people: with a reason, up to the next meeting, beside the rule's."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import workflows
from domain.access import OFFICE, Role, Viewer
from domain.errors import NotAllowed, NotFound, WrongUse
from domain.indicators import Weather
from domain.local_time import end_of, today
from domain.overrides import latest_end
from store import Home, open_snapshot
from store.publication import current_version
from tests.workflows.homes import cli, make_home
from views import field, overrides
from views.values import Point, all_series

INDICATOR, AREA = "einbuergerungsquote_lsn", "03102"
REASON = "Sondereffekt der Gesetzesänderung 2024"
MEETING = today() + timedelta(days=100)


def newest(home: Home, as_of: datetime | None = None) -> Point:
    with open_snapshot(home) as snapshot:
        point = all_series(snapshot, [INDICATOR], [AREA], as_of)[INDICATOR, AREA, ""].latest
    assert point is not None
    return point


def other(point: Point) -> Weather:
    return Weather.CLOUD if point.weather is not Weather.CLOUD else Weather.STORM


def put(home: Home, **changes) -> None:
    point = newest(home)
    given = {"weather": other(point), "reason": REASON, "until": MEETING, "period": point.period} | changes
    indicator, area = given.pop("indicator", INDICATOR), given.pop("area", AREA)
    workflows.set_verdict(home, indicator, area, given.pop("period"), given.pop("weather"), **given)


def test_the_set_verdict_is_shown_and_the_rules_own_stays(installation: Home) -> None:
    before, version = newest(installation), current_version(installation)
    put(installation)
    after = newest(installation)
    assert (before.override, before.shown) == (None, before.weather)
    assert (after.weather, after.shown) == (before.weather, other(before))
    assert current_version(installation) != version  # pages build anew
    text = overrides.override_text(after)
    assert text.startswith("Fachlich gesetzt: ") and f"gilt bis {MEETING:%d.%m.%Y}. Grund: {REASON} (Integrationsbüro, " in text
    assert overrides.override_text(before) == ""


def test_only_the_one_verdict_is_replaced(installation: Home) -> None:
    put(installation)
    with open_snapshot(installation) as snapshot:
        found = all_series(snapshot)
    given = [point for series in found.values() for point in series.points if point.override]
    assert [(point.definition.id, point.row["area"], point.row["groups"]) for point in given] == [(INDICATOR, AREA, "")]


def test_after_the_meeting_the_rule_decides_again(tmp_path: Path) -> None:
    noon = datetime.combine(today(), datetime.min.time()) + timedelta(hours=12)
    home = make_home(tmp_path / "home", now=noon - timedelta(days=60))
    then, meeting = noon - timedelta(days=30), (noon - timedelta(days=10)).date()
    put(home, now=then, until=meeting)
    assert newest(home).override is None
    assert newest(home, end_of(meeting)).override is not None
    assert newest(home, end_of(meeting + timedelta(days=1))).override is None
    assert newest(home, then - timedelta(days=1)).override is None


def test_withdrawing_ends_it_and_the_log_keeps_both(installation: Home) -> None:
    put(installation)
    during = datetime.max.replace(year=9998)
    period = newest(installation).period
    workflows.withdraw_verdict(installation, INDICATOR, AREA, period, reason="Beschluss der Sitzung aufgehoben")
    assert newest(installation).override is None
    with open_snapshot(installation) as snapshot:
        log = workflows.override_log(snapshot)
        lines = [overrides.log_line(each) for each in log]
    assert [(each.number, each.withdrawn) for each in log] == [(2, True), (1, False)]
    assert "zurückgenommen. Grund: Beschluss der Sitzung aufgehoben" in lines[0] and REASON in lines[1]
    assert newest(installation, during).override is None
    before_withdrawal = log[0].override.at - timedelta(microseconds=1)
    assert newest(installation, before_withdrawal).override is not None
    with pytest.raises(NotFound, match="fachlich gesetzt"):
        workflows.withdraw_verdict(installation, INDICATOR, AREA, period, reason="ein zweites Mal zurück")


def test_the_newest_setting_counts(installation: Home) -> None:
    put(installation)
    put(installation, weather=Weather.SUSPENDED, reason="Daten des Amts sind strittig")
    assert newest(installation).shown is Weather.SUSPENDED


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"reason": "  zu kurz  "}, WrongUse, "mindestens 10 Zeichen"),
        ({"until": today()}, WrongUse, "in der Zukunft"),
        ({"until": latest_end(today()) + timedelta(days=1)}, WrongUse, "höchstens 14 Monate"),
        ({"weather": Weather.NONE}, WrongUse, "lässt sich nicht setzen"),
        ({"weather": Weather.CONTEXT}, WrongUse, "lässt sich nicht setzen"),
        ({"indicator": "gibt_es_nicht"}, NotFound, "gibt es nicht"),
        ({"period": "1900"}, NotFound, "keinen Wert"),
        ({"area": "99999"}, NotFound, "keinen Wert"),
        ({"groups": "geschlecht=x"}, NotFound, "keinen Wert"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_set(installation: Home, changes, error, words) -> None:
    version = current_version(installation)
    with pytest.raises(error, match=words):
        put(installation, **changes)
    assert current_version(installation) == version


def test_setting_what_the_rule_says_anyway_is_refused(installation: Home) -> None:
    with pytest.raises(WrongUse, match="Die Regel ergibt bereits"):
        put(installation, weather=newest(installation).weather)


def test_a_context_indicator_is_judged_by_nobody(installation: Home) -> None:
    with open_snapshot(installation) as snapshot:
        point = all_series(snapshot, ["bevoelkerung"], [AREA])["bevoelkerung", AREA, ""].latest
    with pytest.raises(WrongUse, match="Kontextindikator"):
        put(installation, indicator="bevoelkerung", period=point.period)


def test_only_the_office_sets_verdicts(installation: Home) -> None:
    period = newest(installation).period
    for role in (Role.CONTROLLING, Role.DEPARTMENT, Role.PUBLIC):
        with pytest.raises(NotAllowed):
            put(installation, viewer=Viewer(role))
        with pytest.raises(NotAllowed):
            workflows.withdraw_verdict(installation, INDICATOR, AREA, period, reason=REASON, viewer=Viewer(role))


def test_a_field_counts_what_is_shown_and_says_how_many_were_set(installation: Home) -> None:
    with open_snapshot(installation) as snapshot:
        before = field.build(snapshot, OFFICE, "teilhabe", today())
    put(installation)
    with open_snapshot(installation) as snapshot:
        after = field.build(snapshot, OFFICE, "teilhabe", today())
    assert after.summary.coverage == f"{before.summary.coverage}, davon 1 fachlich gesetzt"
    assert after.summary.counts != before.summary.counts and after.summary.total == before.summary.total
    shown = [*(card.row for card in after.leads), *after.others]
    (row,) = [row for row in shown if row.override]
    assert row.id == INDICATOR and row.sentence.startswith("Fachlich gesetzt: ")


def test_the_last_possible_day_is_fourteen_months_away() -> None:
    assert latest_end(date(2026, 11, 23)) == date(2028, 1, 23)
    assert latest_end(date(2026, 12, 31)) == date(2028, 2, 29)
    assert latest_end(date(2025, 12, 31)) == date(2027, 2, 28)


def test_the_command_line_sets_lists_and_withdraws(home: Path) -> None:
    point = newest(Home(home))
    about = ("--indicator", INDICATOR, "--area", AREA, "--period", point.period)
    word = other(point).value
    done = cli("set-verdict", *about, "--verdict", word, "--until", MEETING.isoformat(), "--reason", REASON, home=home)
    assert (done.code, done.out) == (0, f"Fachlich gesetzt: {word}, gilt bis {MEETING:%d.%m.%Y}.\n")
    assert REASON in cli("set-verdicts", home=home).out
    assert cli("withdraw-verdict", *about, "--reason", "Sitzung hat anders entschieden", home=home).code == 0
    assert newest(Home(home)).override is None
    wrong = cli("set-verdict", *about, "--verdict", word, "--until", "morgen", "--reason", REASON, home=home)
    assert wrong.code == 2 and "kein Datum" in wrong.err
