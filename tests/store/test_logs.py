"""The logs of meetings, decisions, texts and reports keep whole objects and show the public only what is public."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from domain.access import OFFICE, Role, Viewer
from domain.concepts import RouteStep
from domain.decisions import Decision, DecisionEvent, DecisionEventKind, DecisionKind, DecisionState
from domain.meetings import AgendaItem, DataState, ItemKind, Meeting, MeetingEvent, MeetingEventKind, frozen, state_name
from domain.report_texts import ReportText, TextKey, TextPart, TextSubject
from domain.reports import Cover, IssuedFile, IssuedReport, ReportForm, ReportKind, ReportOrder
from store import Home, open_snapshot
from store.decisions import add_decision_event, decision_log, decisions
from store.issued_reports import add_issued_report, issued_reports
from store.meetings import add_meeting_event, meeting_log, meetings
from store.report_texts import add_report_text, report_texts, text_versions
from store.working_file import writing

PUBLIC = Viewer(Role.PUBLIC)
FIRST, SECOND = datetime(2026, 3, 1, 9), datetime(2026, 4, 1, 9, 30, 1, 5)
MEETING = Meeting(
    "controlling-2026-1",
    "controlling",
    date(2026, 3, 20),
    "2025-H2",
    agenda=(AgendaItem("late:3.2", ItemKind.LATE, "3.2 Wohnen", measures=("3.2",)),),
)
DECISION = Decision(
    1, DecisionKind.ORDER, "Das Amt legt einen Zeitplan vor.", "Sozialamt", date(2026, 3, 20), "controlling", function="Leitung",
    due=date(2026, 6, 30), route=(RouteStep("rat", "2026-05-04", True),), public=True, reason="intern",
)  # fmt: skip
KEY = TextKey(TextSubject.FIELD, "arbeit", "2025-H2", TextPart.CONSEQUENCES)


def test_a_meeting_is_what_its_newest_event_says_at_each_moment(tmp_path: Path) -> None:
    home = Home(tmp_path)
    state = DataState(state_name("2025-H2", 0), SECOND, SECOND.date())
    with writing(home, FIRST) as connection:
        add_meeting_event(connection, MeetingEvent(MeetingEventKind.PLANNED, MEETING, "Büro", FIRST))
        add_meeting_event(connection, MeetingEvent(MeetingEventKind.FROZEN, frozen(MEETING, state), "Büro", SECOND))
    with open_snapshot(home) as snapshot:
        assert meetings(snapshot, OFFICE, FIRST) == (MEETING,)
        assert meetings(snapshot, OFFICE) == (frozen(MEETING, state),)
        assert [event.kind for event in meeting_log(snapshot, OFFICE)] == [MeetingEventKind.PLANNED, MeetingEventKind.FROZEN]
        assert meetings(snapshot, PUBLIC) == ()


def test_the_public_reads_public_decisions_without_functions_reasons_and_names(tmp_path: Path) -> None:
    home = Home(tmp_path)
    secret = replace(DECISION, number=2, public=False)
    with writing(home, FIRST) as connection:
        for each in (DECISION, secret):
            add_decision_event(connection, DecisionEvent(DecisionEventKind.RECORDED, each, "Büro", FIRST))
    with open_snapshot(home) as snapshot:
        assert decisions(snapshot, OFFICE) == (DECISION, secret)
        assert decisions(snapshot, PUBLIC) == (replace(DECISION, function="", reason=""),)
        assert [event.by for event in decision_log(snapshot, PUBLIC)] == [""]
    assert DECISION.state(date(2026, 6, 30)) is DecisionState.OPEN
    assert DECISION.state(date(2026, 7, 1)) is DecisionState.OVERDUE


def test_what_was_internal_before_stays_internal_when_a_decision_becomes_public(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with writing(home, FIRST) as connection:
        before = replace(DECISION, public=False, text="Nur für die Gruppe bestimmt.")
        add_decision_event(connection, DecisionEvent(DecisionEventKind.RECORDED, before, "Büro", FIRST))
        add_decision_event(connection, DecisionEvent(DecisionEventKind.MOVED, DECISION, "Büro", SECOND))
    with open_snapshot(home) as snapshot:
        assert [event.after.text for event in decision_log(snapshot, PUBLIC)] == [DECISION.text]


def test_a_text_taken_back_or_made_internal_is_gone_for_the_public(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = ReportText(KEY, "Der Plan wird angepasst.", True, 1, "Büro", FIRST)
    second = ReportText(KEY, "Noch nicht abgestimmt.", False, 2, "Büro", SECOND)
    with writing(home, FIRST) as connection:
        add_report_text(connection, first)
        add_report_text(connection, second)
    with open_snapshot(home) as snapshot:
        assert text_versions(snapshot, OFFICE) == (first, second)
        assert report_texts(snapshot, OFFICE) == {KEY: second}
        assert report_texts(snapshot, PUBLIC, FIRST) == {KEY: replace(first, by="")}
        assert report_texts(snapshot, PUBLIC) == {}
        assert text_versions(snapshot, PUBLIC) == ()


def test_issued_reports_come_back_whole_and_internal_ones_stay_inside(tmp_path: Path) -> None:
    home = Home(tmp_path)
    order = ReportOrder(
        ReportKind.COUNCIL,
        "2025-H2",
        "2025-H1",
        "2025-H2",
        SECOND,
        SECOND.date(),
        "2025-2",
        public=True,
        cover=Cover("Bericht", route=DECISION.route),
    )
    inside = IssuedReport(1, replace(order, public=False), (IssuedFile(ReportForm.PDF, "bericht.pdf", "ab" * 32),), "Büro", FIRST)
    outside = IssuedReport(2, order, (), "Büro", SECOND)
    with writing(home, FIRST) as connection:
        add_issued_report(connection, inside)
        add_issued_report(connection, outside)
    with open_snapshot(home) as snapshot:
        assert issued_reports(snapshot, OFFICE) == (outside, inside)
        assert issued_reports(snapshot, PUBLIC) == (replace(outside, by=""),)
