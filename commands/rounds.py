"""Verbs about the half-yearly round: round open, sheets, send, remind, return, state."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.common import home, say, settings_of, snapshot
from domain.access import OFFICE
from domain.command_line import day, print_json, write_file
from domain.errors import NotFound
from domain.periods import Period

if TYPE_CHECKING:
    from domain.rounds import Round
    from workflows import Mailed

FAILED = 1


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds them to the command line."""
    parser = verb("round", None, "Halbjährliche Abfrage der Sachstände", as_json=False)
    steps = parser.add_subparsers(required=True, metavar="SCHRITT")

    def step(name: str, run: Any, text: str, *, period: bool = True) -> argparse.ArgumentParser:
        each = steps.add_parser(name, help=text, description=text)
        each.set_defaults(run=run)
        each.add_argument("--period", required=period, metavar="HALBJAHR", help="etwa 2026-H2")
        return each

    opening = step("open", _open, "Abfrage eröffnen oder ihren Termin ändern")
    opening.add_argument("--due", required=True, type=day, metavar="DATUM", help="bis wann zurückgesendet wird, etwa 2027-01-15")
    sheets = step("sheets", _sheets, "Sachstandsblätter aller Stellen als ZIP schreiben, oder das einer Stelle")
    sheets.add_argument("--office", metavar="STELLE", help="nur das Blatt dieser Stelle, mit Namen oder Kurznamen")
    sheets.add_argument("-o", "--output", type=Path, required=True, metavar="DATEI")
    send = step("send", _send, "Sachstandsblätter per Mail senden")
    send.add_argument("--office", action="append", metavar="STELLE", help="nur an diese Stelle, auch noch einmal; mehrfach möglich")
    steps_remind = step("remind", _remind, "an fehlende Sachstände erinnern: einmal vor und einmal nach dem Termin", period=False)
    steps_remind.add_argument("--day", type=day, metavar="DATUM", help="statt heute")
    returned = step("return", _return, "ein eingegangenes Sachstandsblatt mit Grund zurückgeben")
    returned.add_argument("--office", required=True, metavar="STELLE")
    returned.add_argument("--reason", required=True, metavar="TEXT")
    returned.add_argument("--mail", action="store_true", help="der Stelle den Grund auch mailen")
    state = step("state", _state, "Stand der Abfrage je Stelle", period=False)
    state.add_argument("--json", action="store_true", help="genau ein JSON-Dokument ausgeben")


def _open(options: argparse.Namespace) -> None:
    import workflows

    installation = home(options)
    workflows.open_round(installation, options.period, options.due, settings=settings_of(installation), say=say)
    print(f"Abfrage zum {Period(options.period).label} ist offen, Termin {options.due:%d.%m.%Y}.")


def _sheets(options: argparse.Namespace) -> None:
    import workflows

    with snapshot(options) as opened:
        if options.office:
            content = workflows.office_sheet(opened, OFFICE, options.period, options.office)
        else:
            content = workflows.all_sheets(opened, OFFICE, options.period)
    write_file(options.output, content)
    print(f"Geschrieben: {options.output}")


def _send(options: argparse.Namespace) -> int:
    import workflows

    installation = home(options)
    return _told(workflows.mail_sheets(installation, options.period, settings=settings_of(installation), offices=options.office))


def _remind(options: argparse.Namespace) -> int:
    import workflows

    installation = home(options)
    return _told(workflows.remind(installation, settings=settings_of(installation), today=options.day))


def _told(mailed: Sequence["Mailed"]) -> int:
    import workflows

    print(workflows.mailed_text(mailed))
    return FAILED if any(each.problem for each in mailed) else 0


def _return(options: argparse.Namespace) -> int:
    import workflows

    installation = home(options)
    settings = settings_of(installation)
    event = workflows.return_sheet(installation, options.period, options.office, reason=options.reason, settings=settings, say=say)
    print(f"Zurückgegeben an {event.office}: {event.note}")
    return _told([workflows.mail_return(installation, options.period, event.office, settings=settings)]) if options.mail else 0


def _state(options: argparse.Namespace) -> None:
    import workflows

    with snapshot(options) as opened:
        if options.period:
            found = workflows.round_for(opened, OFFICE, options.period)
        else:
            current = workflows.current_round(opened, OFFICE)
            if current is None:
                raise NotFound("Es wurde noch keine Abfrage eröffnet. Bitte ein Halbjahr angeben: --period 2026-H2")
            found = current
    if options.json:
        print_json(_document(found))
        return
    due = f"Termin {found.due:%d.%m.%Y}" if found.due else "nicht eröffnet"
    print(f"Abfrage zum {Period(found.period).label}, {due}")
    for reply in found.replies:
        missing = f", es fehlen {', '.join(reply.missing)}" if reply.missing else ""
        note = f" ({reply.note})" if reply.note else ""
        print(f"{reply.office}: {reply.state.label}{note}, {len(reply.answered)} von {len(reply.asked)}{missing}")


def _document(found: "Round") -> dict[str, Any]:
    replies = [
        {
            "office": reply.office,
            "state": reply.state.value,
            "asked": list(reply.asked),
            "answered": list(reply.answered),
            "pending": reply.pending,
            "note": reply.note,
            "mailed_at": reply.mailed_at.isoformat() if reply.mailed_at else None,
            "reminded_at": reply.reminded_at.isoformat() if reply.reminded_at else None,
        }
        for reply in found.replies
    ]
    return {"period": found.period, "due": found.due.isoformat() if found.due else None, "replies": replies}
