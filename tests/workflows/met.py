"""Two meetings of a body of the demo: one that is over, and one before it with much to say."""

from datetime import date
from pathlib import Path

import workflows
from domain.access import OFFICE
from domain.decisions import Decision, DecisionEvent, DecisionEventKind, DecisionKind
from domain.meetings import DataState, Meeting, MeetingEvent, MeetingEventKind, frozen
from domain.report_texts import ReportText, TextKey, TextPart, TextSubject
from settings import Settings
from store import Home
from store.decisions import add_decision_event
from store.meetings import add_meeting_event
from store.report_texts import add_report_text
from store.working_file import writing
from tests.workflows.homes import SALZGITTER_2024, edited

BEFORE, NOW = "controlling-vorher", "controlling-jetzt"
BODY, PERIOD = "integrationsbeirat", "2024-H1"  # nothing of theirs is in the demo
LONG = "Das Amt für Bildung und Schule legt der Gruppe einen Zeitplan mit Zwischenschritten, Zuständigkeiten und Kosten vor. " * 6
SECRET = "Nur für die Gruppe bestimmt"


def meet(home: Home, folder: Path) -> None:
    """Freezes the first meeting, has decisions and a revised table come in, and freezes the second one."""
    first = Meeting(BEFORE, BODY, date(2026, 10, 20), PERIOD)
    _freeze(home, first, "2026-1")
    for number in range(1, 12):
        due = date(2026, 10, 31) if number < 3 else date(2027, 1, number)
        decide(home, Decision(100 + number, DecisionKind.ORDER, f"{SECRET} {number}: {LONG}", "Jugendamt", first.held_on, BODY, due=due))
    workflows.accept(home, edited(folder, SALZGITTER_2024, "K03102,3650"), workflows.warm_reader(), settings=Settings())
    text = f"{SECRET}: {LONG}\n" * 5
    with writing(home, workflows.utc_now()) as connection:
        key = TextKey(TextSubject.FIELD, "bildung", PERIOD, TextPart.CONSEQUENCES)
        add_report_text(connection, ReportText(key, text, False, 1, "Büro", workflows.utc_now()))
    _freeze(home, Meeting(NOW, BODY, date(2026, 11, 20), PERIOD), "2026-1")


def decide(home: Home, decision: Decision) -> None:
    moment = workflows.utc_now()
    with writing(home, moment) as connection:
        add_decision_event(connection, DecisionEvent(DecisionEventKind.RECORDED, decision, OFFICE.name, moment))


def _freeze(home: Home, meeting: Meeting, name: str) -> None:
    moment = workflows.utc_now()
    after = frozen(meeting, DataState(name, moment, date(2026, 11, 20)))
    with writing(home, moment) as connection:
        add_meeting_event(connection, MeetingEvent(MeetingEventKind.FROZEN, after, OFFICE.name, moment))
