"""A history that an installation begins with: everything in order of time, nothing ahead of the clock, nothing that nobody knows."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.decisions import Decision, DecisionEvent
from domain.errors import MonitorError, NotFound, Unreadable, WrongUse
from domain.meetings import MeetingEvent, MeetingState
from domain.report_texts import ReportText
from domain.toml_files import build, read_toml
from tests.demo.made import make_demo
from tests.workflows.homes import DEMO
from workflows.history import Event, began_at, dated_files, past_events
from workflows.history_entries import BEGUN, Entries, PastText, read_entries

NOW = datetime(2026, 11, 23, 9)
CONCEPT = make_demo().demo_concept()
MEASURES = {row.measure for period in ("2024-H1", "2025-H1", "2026-H1") for row in make_demo().demo_rows(period)} | {"1.7", "2.6"}


def entries() -> Entries:
    found = read_entries(DEMO)
    assert found is not None
    return found


def happened(given: Entries, now: datetime = NOW) -> tuple[Event, ...]:
    return past_events(given, CONCEPT, MEASURES, "Büro", now)


def moment(event: Event) -> datetime:
    return event.at


def test_events_come_in_order_and_each_is_made_from_the_one_before() -> None:
    events = happened(entries())
    moments = [moment(each) for each in events]
    assert moments == sorted(moments) and len(set(moments)) == len(moments)
    last = {each.after.id: each.after for each in events if isinstance(each, MeetingEvent)}
    march = last["controlling-2026-03-19"]
    assert [state.name for state in march.states] == ["2025-2", "2025-2, Korrektur 1"] and march.states[1].reason
    assert march.state is MeetingState.HELD and march.agenda and march.minutes
    kinds = [each.kind for each in events if isinstance(each, DecisionEvent) and each.after.number == 2]
    assert [kind.value for kind in kinds] == ["recorded", "moved"]


@pytest.mark.parametrize("now", [datetime(2024, 1, 1), datetime(2025, 9, 15), datetime(2026, 3, 15, 12)])
def test_what_lies_ahead_of_the_clock_is_left_out(now: datetime) -> None:
    events = happened(entries(), now)
    assert all(moment(each) < now for each in events)
    assert all(at < now for at, _ in dated_files(entries(), now)) and began_at(entries(), now) <= now
    done = [each.after for each in events if isinstance(each, DecisionEvent)]
    assert all(_known(each, now.date()) for each in done)
    assert not [each for each in events if isinstance(each, MeetingEvent) and each.after.minutes and each.after.held_on > now.date()]


def _known(decision: Decision, day: date) -> bool:
    return decision.decided_on <= day and (decision.done_on is None or decision.done_on <= day)


def test_a_text_written_again_is_a_further_version() -> None:
    texts = [each for each in happened(entries()) if isinstance(each, ReportText)]
    (again,) = [each for each in texts if each.version == 2 and each.key.part == "consequences"]
    assert (again.key.id, again.key.period, again.at.date()) == ("teilhabe", "2025-H2", date(2026, 3, 16))


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"since": date(2026, 1, 1)}, WrongUse, "vor dem Beginn"),
        ({"texts": (PastText("garten", "2025-H2", date(2026, 3, 1), consequences="x"),)}, NotFound, "Handlungsfelder.*garten"),
        ({"meetings": ()}, NotFound, "Sitzungen.*controlling-2025-03-20"),
        ({"decisions": (replace(entries().decisions[0], measures=("99",)),)}, NotFound, "Maßnahmen.*99"),
        ({"decisions": (replace(entries().decisions[0], item="own:9"),)}, NotFound, "Tagesordnung.*own:9"),
        ({"decisions": (replace(entries().decisions[0], text="kurz"),)}, WrongUse, "mindestens 10 Zeichen"),
        ({"decisions": (replace(entries().decisions[0], done_on=date(2025, 3, 1)),)}, WrongUse, "vor dem Beschluss"),
        ({"meetings": (replace(entries().meetings[0], body="elferrat"),), "decisions": ()}, NotFound, "Gremien.*elferrat"),
    ],
)
def test_wrong_entries_are_told_in_german(changes: dict[str, object], error: type[MonitorError], words: str) -> None:
    with pytest.raises(error, match=words):
        happened(replace(entries(), **changes))


def test_unknown_keys_are_errors() -> None:
    with pytest.raises(Unreadable, match="sitzungen"):
        build(Entries, {**read_toml(DEMO / BEGUN), "sitzungen": []}, BEGUN)
