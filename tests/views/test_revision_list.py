"""R3: what the next Fortschreibung should consider, each point computed from what is known and named with its reason."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.access import OFFICE, Role, Viewer
from domain.indicators import Weather
from domain.measures import Condition, ConditionKind, ConditionState, MeasureState
from store import Snapshot, open_snapshot
from tests.views.measure_samples import measure
from tests.workflows.homes import make_home
from views.revision_list import OFF_COURSE, Reason, RevisionList, _off_course_values, _unmeetable, build
from views.values import Series, all_series

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with open_snapshot(make_home(tmp_path_factory.mktemp("fortschreibung") / "home")) as opened:
        yield opened


def subjects(found: RevisionList) -> dict[Reason, list[str]]:
    return {reason: [each.subject for each in candidates] for reason, candidates in found.groups}


def test_the_demo_has_points_of_nearly_every_kind_with_reasons(snapshot: Snapshot) -> None:
    found = build(snapshot, OFFICE, TODAY)
    named = subjects(found)
    assert any("Sprachmittlung" in each for each in named[Reason.DECISION])
    assert any("vier und mehr Kindern" in each for each in named[Reason.NEED])
    assert "4 Wohnen und Nachbarschaft" in named[Reason.FIELD] and "2 Kita, Schule und Bildungswege" not in named[Reason.FIELD]
    assert "Rechte kennen" in named[Reason.GOAL]
    assert [each.split()[0] for each in named[Reason.MEASURE]] == ["1.7", "2.5", "2.6", "3.5", "9.7"]
    assert all(each.why for _, candidates in found.groups for each in candidates)
    assert found.total == sum(map(len, named.values())) and found.since == "Fortschreibung 2023"
    assert [reason for reason, _ in found.groups] == sorted(named, key=list(Reason).index)


def test_the_public_reads_only_what_is_public(snapshot: Snapshot) -> None:
    named = subjects(build(snapshot, Viewer(Role.PUBLIC), TODAY))
    assert Reason.NEED not in named and Reason.CONDITION not in named
    assert len(named[Reason.DECISION]) == 2


def test_at_an_earlier_state_later_points_are_not_known(snapshot: Snapshot) -> None:
    then = subjects(build(snapshot, OFFICE, date(2025, 9, 11), datetime(2025, 9, 11, 12)))
    assert Reason.DECISION not in then and "2.5" not in " ".join(then[Reason.MEASURE])


def with_words(series: Series, words: list[Weather]) -> Series:
    """The newest values judged as said."""
    points = [point for point in series.points if point.value is not None][-len(words) :]
    judged = (replace(point, row={**point.row, "weather": word.value}) for point, word in zip(points, words, strict=True))
    return replace(series, points=tuple(judged))


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ([Weather.SUN, Weather.CLOUD, Weather.STORM, Weather.STORM], 3),
        ([Weather.STORM, Weather.STORM, Weather.PARTLY], 0),
        ([Weather.STORM, Weather.SUSPENDED, Weather.CLOUD], 1),
        ([Weather.CONTEXT] * 3, 0),
    ],
)
def test_only_judged_values_in_a_row_make_an_indicator_permanently_off_course(snapshot: Snapshot, words: list[Weather], count: int) -> None:
    (series,) = all_series(snapshot, ["ohne_abschluss_auslaender"], ["03102"], groups="").values()
    assert _off_course_values(with_words(series, words)) == count
    assert OFF_COURSE == 3


def test_conditions_count_only_while_a_measure_is_pursued() -> None:
    unmet = (Condition(ConditionKind.LAW, ConditionState.UNMEETABLE, "Landesrecht"), Condition(ConditionKind.MONEY, ConditionState.OPEN))
    rows = [measure("1", MeasureState.EXAMINATION, conditions=unmet), measure("2", MeasureState.DROPPED, conditions=unmet), measure("3")]
    (found,) = _unmeetable(rows)
    assert (found.subject, found.why) == ("1 Maßnahme 1", "Recht: nicht erfüllbar (Landesrecht)")
