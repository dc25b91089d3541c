"""Verbs about meetings and decisions: meeting list, calendar, plan, move, cancel, agenda, freeze, hold, minutes."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.common import home, say, settings_of, snapshot
from domain.access import OFFICE
from domain.command_line import day, print_json, write_file

if TYPE_CHECKING:
    from domain.meetings import Meeting


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds them to the command line."""
    parser = verb("meeting", None, "Sitzungen der Gremien", as_json=False)
    steps = parser.add_subparsers(required=True, metavar="SCHRITT")

    def step(name: str, run: Any, text: str, *, one: bool = True) -> argparse.ArgumentParser:
        each = steps.add_parser(name, help=text, description=text)
        each.set_defaults(run=run)
        if one:
            each.add_argument("--id", required=True, metavar="SITZUNG", help="Kennung, wie „meeting list“ sie nennt")
        return each

    step("list", _list, "Sitzungen auflisten, die späteste zuerst", one=False).add_argument("--json", action="store_true")
    step("calendar", _calendar, "nächste Sitzungen und Fristen je Gremium", one=False).add_argument("--json", action="store_true")
    plan = step("plan", _plan, "Sitzung planen", one=False)
    plan.add_argument("--body", required=True, metavar="GREMIUM", help="Kennung aus dem Konzept")
    moved = step("move", _move, "Sitzung verlegen")
    for each in (plan, moved):
        each.add_argument("--day", required=True, type=day, metavar="DATUM", help="Tag der Sitzung, etwa 2027-03-18")
        each.add_argument("--period", default="", metavar="HALBJAHR", help="worüber sie spricht, etwa 2026-H2")
    plan.add_argument("--place", default="", metavar="ORT")
    moved.add_argument("--place", metavar="ORT")
    for each in (moved, step("cancel", _cancel, "Sitzung absagen")):
        each.add_argument("--reason", required=True, metavar="TEXT")
    agenda = step("agenda", _agenda, "Tagesordnung ausgeben, mit allem, was vorgeschlagen wird")
    agenda.add_argument("--save", action="store_true", help="so auch festhalten")
    agenda.add_argument("--json", action="store_true")
    freeze = step("freeze", _freeze, "Berichtsstand der Sitzung festschreiben")
    freeze.add_argument("--reason", default="", metavar="TEXT", help="Grund einer Korrektur; nur wenn schon ein Stand festgeschrieben ist")
    held = step("hold", _hold, "festhalten, dass die Sitzung stattfand; das Protokoll bleibt, wie es ist")
    held.add_argument("--present", action="append", default=[], metavar="STELLE", help="Rolle oder Organisation, mehrfach möglich")
    minutes = step("minutes", _minutes, "Protokoll als Word-Datei schreiben")
    minutes.add_argument("-o", "--output", type=Path, required=True, metavar="DATEI.docx")


def _list(options: argparse.Namespace) -> None:
    import store.meetings

    with snapshot(options) as opened:
        found = store.meetings.meetings(opened, OFFICE)
    if options.json:
        print_json({"meetings": [_document(each) for each in found]})
        return
    for each in found:
        state = each.newest_state.label if each.newest_state else "kein Berichtsstand"
        print(f"{each.id}  {each.held_on:%d.%m.%Y}  {each.period}  {each.state.label}  {state}")


def _document(meeting: "Meeting") -> dict[str, Any]:
    states = [{"name": each.name, "moment": each.moment.isoformat(), "day": each.day.isoformat()} for each in meeting.states]
    return {
        "id": meeting.id,
        "body": meeting.body,
        "day": meeting.held_on.isoformat(),
        "period": meeting.period,
        "place": meeting.place,
        "state": meeting.state.value,
        "agenda": [each.id for each in meeting.agenda],
        "states": states,
    }


def _calendar(options: argparse.Namespace) -> None:
    from domain.local_time import today
    from views import calendar

    with snapshot(options) as opened:
        found = calendar.build(opened, OFFICE, today())
    if options.json:
        lines = [
            {
                "id": each.id,
                "body": each.body,
                "day": each.held_on.isoformat(),
                "proposal": each.proposal,
                "due": [{"what": due.what, "day": due.on.isoformat(), "overdue": due.overdue} for due in each.due],
            }
            for each in found.next
        ]
        print_json({"next": lines})
        return
    for each in found.next:
        print(f"{each.day}  {each.body_name}: {each.told}")
        for due in () if each.proposal else each.due:
            print(f"    {due.what} {due.told}")


def _plan(options: argparse.Namespace) -> None:
    import workflows

    at, terms = home(options), {"period": options.period, "place": options.place}
    kept = workflows.plan_meeting(at, options.body, options.day, **terms, settings=settings_of(at), say=say)
    print(f"Sitzung {kept.id} am {kept.held_on:%d.%m.%Y} geplant, über das Halbjahr {kept.period}.")


def _move(options: argparse.Namespace) -> None:
    import workflows

    at, terms = home(options), {"reason": options.reason, "place": options.place, "period": options.period}
    kept = workflows.move_meeting(at, options.id, options.day, **terms, settings=settings_of(at), say=say)
    print(f"Sitzung {kept.id} ist nun am {kept.held_on:%d.%m.%Y}.")


def _cancel(options: argparse.Namespace) -> None:
    import workflows

    at = home(options)
    kept = workflows.cancel_meeting(at, options.id, reason=options.reason, settings=settings_of(at), say=say)
    print(f"Sitzung {kept.id} am {kept.held_on:%d.%m.%Y} ist abgesagt.")


def _agenda(options: argparse.Namespace) -> None:
    import workflows
    from domain.local_time import today
    from views import agenda

    with snapshot(options) as opened:
        items = agenda.proposed(opened, OFFICE, options.id, today())
    if options.save:
        at = home(options)
        items = workflows.save_agenda(at, options.id, items, settings=settings_of(at), say=say).agenda
    if options.json:
        print_json({"agenda": [{"id": each.id, "kind": each.kind.value, "title": each.title, "text": each.text} for each in items]})
        return
    for place, each in enumerate(items, start=1):
        print(f"{place}. {each.title} [{each.kind.label}]" + (f"\n    {each.text}" if each.text else ""))


def _freeze(options: argparse.Namespace) -> None:
    import workflows

    at = home(options)
    kept = workflows.freeze_meeting(at, options.id, reason=options.reason, settings=settings_of(at), say=say)
    print(f"{kept.label} ist festgeschrieben.")


def _hold(options: argparse.Namespace) -> None:
    import store.meetings
    import workflows

    with snapshot(options) as opened:
        before = store.meetings.meeting(opened, OFFICE, options.id)
    at, present = home(options), options.present or before.present
    kept = workflows.hold_meeting(at, options.id, present=present, minutes=before.minutes, settings=settings_of(at), say=say)
    print(f"Sitzung {kept.id} vom {kept.held_on:%d.%m.%Y} ist abgehalten.")


def _minutes(options: argparse.Namespace) -> None:
    import workflows

    write_file(options.output, workflows.minutes_word(home(options), options.id))
    print(f"Protokoll geschrieben: {options.output}")
