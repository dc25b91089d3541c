"""Times as tables write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.periods import Period, PeriodKind
from loaders.period_texts import parse_period

YEAR, DAY, MONTH, QUARTER, HALF, SCHOOL, SEMESTER, YEARS = (
    PeriodKind.YEAR, PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.SCHOOL_YEAR, PeriodKind.SEMESTER,
    PeriodKind.YEARS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "period"),
    [
        ("2016", YEAR, "2016"),
        (" 2017***", YEAR, "2017"),
        ("20152)", YEAR, "2015"),
        ("2018¹", YEAR, "2018"),
        ("JAHR 2019", YEAR, "2019"),
        ("01.03.2016", DAY, "2016-03-01"),
        ("1.3.2016", DAY, "2016-03-01"),
        ("30.06.2018*", DAY, "2018-06-30"),
        ("STAG 2024-12-31", DAY, "2024-12-31"),
        ("Juni 2007", MONTH, "2007-06"),
        ("März 2007", MONTH, "2007-03"),
        ("Schuljahr 2018/19", SCHOOL, "2018/2019"),
        ("2018/19*", SCHOOL, "2018/2019"),
        ("1999/00", SCHOOL, "1999/2000"),
        ("1. Halbjahr 2024", HALF, "2024-H1"),
        ("Halbjahr 1/2024", HALF, "2024-H1"),
        ("1. Hj. 2024", HALF, "2024-H1"),
        ("Q1 2024", QUARTER, "2024-Q1"),
        ("I/2024", QUARTER, "2024-Q1"),
        ("II/2024", HALF, "2024-H2"),
        ("201612", MONTH, "2016-12"),
        ("WS 2005/06", SEMESTER, "2005-WS"),
        ("Wintersemester 1999/2000", SEMESTER, "1999-WS"),
        ("SS 2006", SEMESTER, "2006-SS"),
        ("SEMEST 2023-10P6M", SEMESTER, "2023-WS"),
        ("SEMEST 2023-04P6M", SEMESTER, "2023-SS"),
        ("2009~2010", YEARS, "2009~2010"),
        ("3. Quartal 2024", QUARTER, "2024-Q3"),
    ],
)
def test_a_text_of_its_kind_is_understood(text, kind, period):
    assert parse_period(text, kind).text == period


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", YEAR),
        ("2016", DAY),
        ("01.01.1979; ab Berichtsjahr 2011", DAY),
        ("31.02.2016", DAY),
        ("2024 / 2005", YEAR),
        ("2024 / 2005", SCHOOL),
        ("Veränderung aktuelles Jahr (2020) zu 2005", YEAR),
        ("I/2024", YEAR),
        ("I/2024", MONTH),
        ("III/2024", HALF),
        ("WS 2005/07", SEMESTER),
        ("2024 / 2005", SEMESTER),
        ("2010~2009", YEARS),
        ("201613", MONTH),
        ("201612", YEAR),
        ("3. Halbjahr 2024", HALF),
        ("Q1 2024", HALF),
        ("Brumaire 1799", MONTH),
    ],
)
def test_any_other_text_is_refused(text, kind):
    with pytest.raises(ValueError, match=r"no |out of range"):
        parse_period(text, kind)


years = st.integers(1900, 2099)
periods = st.one_of(
    years.map(str),
    st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat()),
    st.builds(lambda year, month: f"{year}-{month:02}", years, st.integers(1, 12)),
    st.builds(lambda year, part: f"{year}-{part}", years, st.sampled_from(["Q1", "Q4", "H1", "H2", "WS", "SS"])),
    years.map(lambda year: f"{year}/{year + 1}"),
    st.builds(lambda year, more: f"{year}~{year + more}", years, st.integers(1, 9)),
)


@given(periods)
def test_a_period_in_its_own_writing_and_in_that_shown_to_people_is_itself(text):
    period = Period(text)
    assert parse_period(text, period.kind) == period
    assert parse_period(period.label, period.kind) == period


@given(periods, st.sampled_from(list(PeriodKind)))
def test_a_period_is_never_read_as_one_of_another_kind(text, kind):
    try:
        assert parse_period(text, kind).kind is kind
    except ValueError:
        return


@given(st.text(max_size=20), st.sampled_from(list(PeriodKind)))
def test_any_text_is_a_period_of_the_kind_or_refused(text, kind):
    try:
        assert parse_period(text, kind).kind is kind
    except ValueError:
        return


def test_spans_of_years_and_semesters_do_not_meet_yearly_figures():
    assert [Period(text).slot for text in ("2010", "2009~2010", "2009-WS", "2009/2010")] == ["", "~2009", "WS", ""]
    assert [Period(text).label for text in ("2005-WS", "1999-WS", "2006-SS")] == [
        "Wintersemester 2005/06",
        "Wintersemester 1999/00",
        "Sommersemester 2006",
    ]
