"""Verbs about verdicts set by people."""

import argparse
from collections.abc import Callable

from commands.common import home, say, settings_of, snapshot
from domain.command_line import day
from domain.indicators import Weather
from domain.overrides import SETTABLE


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds them to the command line."""
    given = [
        verb("set-verdict", _set_verdict, "eine Bewertung fachlich setzen, bis zur nächsten Sitzung", as_json=False),
        verb("withdraw-verdict", _withdraw_verdict, "eine fachlich gesetzte Bewertung zurücknehmen", as_json=False),
    ]
    for each in given:
        for name in ("indicator", "area", "period"):
            each.add_argument(f"--{name}", required=True)
        each.add_argument("--groups", default="", metavar="DIMENSION=WERT;…", help="Untergruppe, sonst insgesamt")
        each.add_argument("--reason", required=True, metavar="TEXT", help="steht für alle lesbar neben der Bewertung")
    words = [each.value for each in SETTABLE]
    given[0].add_argument("--verdict", required=True, choices=words, metavar="WORT", help=", ".join(words))
    given[0].add_argument("--until", required=True, type=day, metavar="DATUM", help="Tag der nächsten Sitzung, etwa 2027-04-30")
    verb("set-verdicts", _set_verdicts, "Protokoll der fachlich gesetzten Bewertungen", as_json=False)


def _set_verdict(options: argparse.Namespace) -> None:
    import workflows

    installation = home(options)
    about = options.indicator, options.area, options.period, Weather(options.verdict)
    terms = {"reason": options.reason, "until": options.until, "groups": options.groups}
    kept = workflows.set_verdict(installation, *about, **terms, settings=settings_of(installation), say=say)
    print(f"Fachlich gesetzt: {kept.weather.value}, gilt bis {kept.until:%d.%m.%Y}.")


def _withdraw_verdict(options: argparse.Namespace) -> None:
    import workflows

    installation = home(options)
    about = options.indicator, options.area, options.period
    terms = {"reason": options.reason, "groups": options.groups}
    workflows.withdraw_verdict(installation, *about, **terms, settings=settings_of(installation), say=say)
    print("Zurückgenommen; es gilt wieder die Bewertung nach der Regel.")


def _set_verdicts(options: argparse.Namespace) -> None:
    import workflows
    from views.overrides import log_line

    with snapshot(options) as opened:
        for event in workflows.override_log(opened):
            print(log_line(event))
