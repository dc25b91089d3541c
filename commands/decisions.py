"""Verbs about decisions: decision list, record, move, finish, reopen, withdraw."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from commands.common import home, say, settings_of, snapshot
from domain.access import OFFICE
from domain.command_line import day, print_json
from domain.decisions import Decision, DecisionKind, DecisionState


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds them to the command line."""
    parser = verb("decision", None, "Beschlüsse und Aufträge der Gremien", as_json=False)
    steps = parser.add_subparsers(required=True, metavar="SCHRITT")

    def step(name: str, run: Any, text: str, *needed: str) -> argparse.ArgumentParser:
        each = steps.add_parser(name, help=text, description=text)
        each.set_defaults(run=run)
        if needed:
            each.add_argument("number", type=int, metavar="NUMMER")
        for option in needed:
            each.add_argument(f"--{option}", required=True, metavar="TEXT")
        return each

    listed = step("list", _list, "auflisten, Überfälliges zuerst")
    for option in ("body", "field", "responsible", "function", "meeting"):
        listed.add_argument(f"--{option}", default="", metavar="WERT")
    listed.add_argument("--state", default="", choices=[each.value for each in DecisionState], metavar="STAND")
    listed.add_argument("--json", action="store_true", help="genau ein JSON-Dokument ausgeben")
    _record_options(step("record", _record, "einen Beschluss oder Auftrag festhalten"))
    moved = step("move", _move, "die Frist verschieben", "reason")
    moved.add_argument("--due", required=True, type=day, metavar="DATUM")
    finished = step("finish", _finish, "als erledigt vermerken", "result")
    finished.add_argument("--day", type=day, metavar="DATUM", help="Tag der Erledigung, sonst heute")
    step("reopen", _reopen, "wieder öffnen, was als erledigt vermerkt war", "reason")
    step("withdraw", _withdraw, "zurücknehmen", "reason")


def _record_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kind", choices=[each.value for each in DecisionKind], default="order", help="resolution: Beschluss, order: Auftrag"
    )
    parser.add_argument("--text", required=True, metavar="TEXT")
    parser.add_argument("--responsible", required=True, metavar="STELLE", help="Organisation oder Amt")
    parser.add_argument("--function", default="", metavar="FUNKTION", help="Funktion der Person dort, kein Name")
    parser.add_argument("--due", type=day, metavar="DATUM", help="Frist; ohne sie gilt es auf Dauer")
    parser.add_argument("--meeting", default="", metavar="SITZUNG", help="Kennung; dann sind Gremium und Tag die der Sitzung")
    parser.add_argument("--item", default="", metavar="PUNKT", help="Kennung des Punkts der Tagesordnung")
    parser.add_argument("--body", default="", metavar="GREMIUM")
    parser.add_argument("--day", type=day, metavar="DATUM", help="Tag des Beschlusses, wenn es keine Sitzung gibt")
    for name, what in (("measure", "Nummer einer Maßnahme"), ("field", "Kennung eines Handlungsfelds")):
        parser.add_argument(f"--{name}", action="append", default=[], metavar=name.upper(), help=f"{what}; mehrfach möglich")
    parser.add_argument("--document", default="", metavar="DRUCKSACHE")
    parser.add_argument("--public", action="store_true", help="darf öffentlich gezeigt werden")
    parser.add_argument("--revision", action="store_true", help="ist bei der nächsten Fortschreibung zu bedenken")


def _list(options: argparse.Namespace) -> None:
    import store.decisions
    from domain.local_time import today
    from views import decisions

    names = ("body", "field", "responsible", "function", "meeting", "state")
    chosen = decisions.DecisionFilter(**{name: getattr(options, name) for name in names})
    with snapshot(options) as opened:
        found = decisions.build(opened, OFFICE, chosen, today())
        known = {each.number: each for each in store.decisions.decisions(opened, OFFICE)}
    if options.json:
        print_json({"decisions": [_document(known[each.number], today()) for each in found.lines], "total": found.total})
        return
    for each in found.lines:
        print(f"{each.name}  {each.state.label}  {each.deadline or each.due}  {each.responsible}: {each.text}")


def _document(each: Decision, on: date) -> dict[str, Any]:
    return {
        "number": each.number,
        "kind": each.kind.value,
        "state": each.state(on).value,
        "text": each.text,
        "responsible": each.responsible,
        "function": each.function,
        "body": each.body,
        "meeting": each.meeting,
        "decided_on": each.decided_on.isoformat(),
        "due": each.due.isoformat() if each.due else None,
        "measures": list(each.measures),
        "fields": list(each.fields),
        "done_on": each.done_on.isoformat() if each.done_on else None,
        "result": each.result,
    }


def _record(options: argparse.Namespace) -> None:
    import workflows

    at = home(options)
    kept = workflows.record_decision(
        at,
        DecisionKind(options.kind),
        text=options.text,
        responsible=options.responsible,
        body=options.body,
        decided_on=options.day,
        function=options.function,
        due=options.due,
        meeting=options.meeting,
        item=options.item,
        measures=options.measure,
        fields=options.field,
        document=options.document,
        public=options.public,
        revision=options.revision,
        settings=settings_of(at),
        say=say,
    )
    _told(kept, f"vom {kept.decided_on:%d.%m.%Y} ist festgehalten")


def _move(options: argparse.Namespace) -> None:
    import workflows

    at = home(options)
    kept = workflows.move_decision(at, options.number, due=options.due, reason=options.reason, settings=settings_of(at), say=say)
    _told(kept, f"hat nun die Frist {options.due:%d.%m.%Y}")


def _finish(options: argparse.Namespace) -> None:
    import workflows

    at = home(options)
    kept = workflows.finish_decision(at, options.number, result=options.result, done_on=options.day, settings=settings_of(at), say=say)
    _told(kept, "ist erledigt")


def _reopen(options: argparse.Namespace) -> None:
    import workflows

    at = home(options)
    _told(workflows.reopen_decision(at, options.number, reason=options.reason, settings=settings_of(at), say=say), "ist wieder offen")


def _withdraw(options: argparse.Namespace) -> None:
    import workflows

    at = home(options)
    kept = workflows.withdraw_decision(at, options.number, reason=options.reason, settings=settings_of(at), say=say)
    _told(kept, "ist zurückgenommen")


def _told(kept: Decision, what: str) -> None:
    print(f"{kept.kind.label} Nr. {kept.number} {what}.")
