"""Which of several targets the page speaks of: the one the verdict of the newest year looks at."""

from domain.indicators import Rule, Target
from views.goal_view import aim_of, shown_target

SOON = Target(Rule.TARGET_YEAR, 2.0, 2022)
LATE = Target(Rule.TARGET_YEAR, 3.0, 2030)
EVERY_YEAR = Target(Rule.YEARLY_LIMIT, 1.0)


def test_the_nearest_target_still_ahead() -> None:
    assert aim_of((LATE, SOON), 2021) == SOON
    assert aim_of((LATE, SOON), 2022) == SOON
    assert aim_of((LATE, SOON), 2023) == LATE


def test_where_all_are_past_the_last_one() -> None:
    assert aim_of((SOON, LATE), 2031) == LATE
    assert aim_of((), 2024) is None


def test_a_yearly_limit_only_without_a_target_year() -> None:
    assert shown_target((EVERY_YEAR, LATE), 2024) == LATE
    assert shown_target((EVERY_YEAR,), 2024) == EVERY_YEAR
    assert aim_of((EVERY_YEAR,), 2024) is None
