"""The verbs on the command line. Exit 0 fine, 1 blocked by findings, 2 wrong use, 3 file unreadable or over a limit.

Each verb imports what it needs: the reading process starts first, and libraries load while it works."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands import concepts, decisions, meetings, publishing, reports, rounds, verdicts
from commands.common import home as home_of
from commands.common import say, settings_of
from commands.common import snapshot as snapshot_of
from domain.access import OFFICE
from domain.command_line import GermanParser, moment, print_json, require_file, write_file
from domain.deliveries import DeliveryKind, Difference, Reading
from domain.errors import MonitorError, NotFound, WrongUse
from loaders.lean import hide_pandas
from loaders.worker import Worker

if TYPE_CHECKING:
    pass

BLOCKED = 1
SHOWN_CHANGES = 20
"""So many changes are printed one by one."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        options = _parser().parse_args(given)
        return options.run(options) or 0
    except MonitorError as error:
        print(error, file=sys.stderr)
        if "--json" in given or "json" in given:
            print_json({"error": str(error)})
        return error.exit_code


def _parser() -> GermanParser:
    parser = GermanParser(prog="python cli.py", description="Integrationsmonitor auf der Kommandozeile")
    parser.add_argument("--home", metavar="ORDNER", help="Ordner der Installation (sonst MONITOR_HOME, sonst monitor-home im Projekt)")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: Any, text: str, *, as_json: bool = True) -> argparse.ArgumentParser:
        each = verbs.add_parser(name, help=text, description=text)
        each.set_defaults(run=run)
        if as_json:
            each.add_argument("--json", action="store_true", help="genau ein JSON-Dokument ausgeben")
        return each

    init = verb("init", _init, "Installation aus einem Konzept anlegen", as_json=False)
    init.add_argument("--concept", required=True, metavar="KENNUNG|PFAD", help="demo, eines aus data/concepts, eigene Datei")
    init.add_argument("--keep", action="store_true", help="eine vorhandene Installation unverändert lassen, statt abzubrechen")
    for name, run, text in (
        ("check", _check, "Datei prüfen, nichts speichern"),
        ("accept", _accept, "Datei prüfen und übernehmen"),
    ):
        each = verb(name, run, text)
        each.add_argument("file", type=Path, metavar="DATEI")
        each.add_argument("--layout", metavar="KENNUNG|PFAD", help="Layout, wenn es nicht erkannt wird")
    each.add_argument("--note", default="", metavar="TEXT", help="Anmerkung zur Lieferung")
    suggest = verb("suggest", _suggest, "Tabellenbeschreibung für eine unbekannte Datei vorschlagen, nichts speichern")
    suggest.add_argument("file", type=Path, metavar="DATEI")
    suggest.add_argument("-o", "--output", type=Path, metavar="layout.toml", help="Ziel (sonst wird sie ausgegeben)")
    suggest.add_argument("--sheet", metavar="BLATT", help="Blatt der Mappe, wenn nicht das vorgeschlagene gemeint ist")
    undo = verb("undo", _undo, "Lieferung zurücknehmen", as_json=False)
    undo.add_argument("delivery", type=int, metavar="NUMMER")
    undo.add_argument("--reason", required=True, metavar="TEXT")
    for group in (verdicts, rounds, concepts, meetings, decisions, reports, publishing):
        group.add_verbs(verb)
    sheet = verb("sheet", _sheet, "Sachstandsblatt für ein Halbjahr schreiben", as_json=False)
    sheet.add_argument("--period", required=True, metavar="HALBJAHR", help="etwa 2026-H2")
    sheet.add_argument("-o", "--output", type=Path, required=True, metavar="DATEI.xlsx")
    catalogue = verb("catalogue", _catalogue, "Indikatorenkatalog als Excel-Mappe schreiben", as_json=False)
    catalogue.add_argument("-o", "--output", type=Path, required=True, metavar="DATEI.xlsx")
    verb("deliveries", _deliveries, "Lieferungen auflisten")
    indicators = verb("indicators", _indicators, "Indikatoren auflisten")
    indicators.add_argument("--recompute", action="store_true", help="stattdessen mit veröffentlichten Quoten vergleichen")
    values = verb("values", _values, "Werte eines Indikators", as_json=False)
    values.add_argument("--indicator", required=True, metavar="KENNUNG")
    values.add_argument("--area", metavar="AGS")
    values.add_argument("--as-of", type=moment, metavar="DATUM", help="Stand am Ende dieses Tages, etwa 2026-06-30")
    values.add_argument("--format", choices=("csv", "json"), default="csv")
    trace = verb("trace", _trace, "einen Wert bis zur Zelle zurückverfolgen")
    for name in ("indicator", "area", "period"):
        trace.add_argument(f"--{name}", required=True)
    trace.add_argument("--groups", default="", metavar="DIMENSION=WERT;…", help="Untergruppe, sonst insgesamt")
    trace.add_argument("--as-of", type=moment, metavar="DATUM")
    assess = verb("assess", _assess, "Zeitreihen nach den Wettersymbolen bewerten")
    assess.add_argument("file", type=Path, metavar="DATEI.json")
    return parser


def _init(options: argparse.Namespace) -> None:
    home = home_of(options)
    if home.exists and options.keep:
        import store.reading

        with snapshot_of(options) as snapshot:
            print(f"Vorhandene Installation „{store.reading.concept(snapshot).municipality}“ unter {home.path} wird verwendet.")
        return
    with _worker() as worker:
        import workflows

        accepted = workflows.init(home, options.concept, worker, settings=settings_of(home))
    print(f"Installation unter {home.path} angelegt: {len(accepted)} Lieferungen übernommen.")


def _check(options: argparse.Namespace) -> int:
    require_file(options.file)
    with _worker() as worker:
        import workflows

        checked = workflows.check(home_of(options), options.file, worker, layout=options.layout)
    from views import contract

    if options.json:
        rows = contract.rows(checked.reading)
        print_json({"layout": checked.reading.layout, "rows": rows, **contract.outcome(checked.reading, checked.difference)})
    else:
        _print_outcome(options, checked.reading, checked.difference)
    return BLOCKED if checked.blocked else 0


def _accept(options: argparse.Namespace) -> int:
    require_file(options.file)
    with _worker() as worker:
        import workflows

        home = home_of(options)
        accepted = workflows.accept(
            home, options.file, worker, layout=options.layout, note=options.note, settings=settings_of(home), say=say
        )
    from views import contract

    outcome = contract.outcome(accepted.reading, accepted.difference)
    if options.json:
        print_json({"delivery": accepted.number, "repeated": accepted.repeated, "layout": accepted.reading.layout, **outcome})
        return BLOCKED if accepted.number is None else 0
    _print_outcome(options, accepted.reading, accepted.difference)
    if accepted.number is None:
        print("Es wurde nichts übernommen.")
        return BLOCKED
    already = "war bereits übernommen als" if accepted.repeated else "übernommen als"
    print(f"{options.file.name} {already} Lieferung Nr. {accepted.number}.")
    return 0


def _suggest(options: argparse.Namespace) -> int:
    require_file(options.file)
    with _worker() as worker:
        import workflows
        from domain.proposals import Choices

        choices = Choices(sheets=(options.sheet,) if options.sheet else None)
        proposal = workflows.propose(home_of(options), options.file, options.file.name, choices, reader=worker)
        as_list = workflows.propose_list_of(home_of(options), options.file, options.file.name, reader=worker)
    from views import contract, measure_lists

    if options.output and proposal.found:
        write_file(options.output, proposal.toml.encode())
    if options.json:
        print_json(contract.proposal(proposal) | {"measure_list": measure_lists.as_plain(as_list)})
    else:
        out = sys.stdout if options.output or not proposal.found else sys.stderr
        for line in measure_lists.told(as_list):
            print(line, file=out)
        for each in proposal.evidence:
            print(f"{each.what}: {each.value} – {each.because}{'' if each.sure else ' (bitte prüfen)'}", file=out)
        for question in proposal.questions:
            print(f"Offen: {question.text} {question.because} {contract.how_to_answer(question)}", file=out)
        if proposal.found and not options.output:
            print(proposal.toml)
    return 0 if proposal.found else BLOCKED


def _undo(options: argparse.Namespace) -> None:
    import workflows

    home = home_of(options)
    workflows.undo(home, options.delivery, reason=options.reason, settings=settings_of(home), say=say)
    print(f"Lieferung Nr. {options.delivery} zurückgenommen.")


def _sheet(options: argparse.Namespace) -> None:
    import workflows
    from domain.periods import PeriodKind, is_period

    if not is_period(options.period, PeriodKind.HALF):
        raise WrongUse(f"„{options.period}“ ist kein Halbjahr. Erwartet wird etwa 2026-H2.")
    with snapshot_of(options) as snapshot:
        content = workflows.status_sheet(snapshot, OFFICE, options.period)
    write_file(options.output, content)
    print(f"Sachstandsblatt geschrieben: {options.output}")


def _catalogue(options: argparse.Namespace) -> None:
    import workflows

    with snapshot_of(options) as snapshot:
        write_file(options.output, workflows.catalogue_sheet(snapshot))
    print(f"Indikatorenkatalog geschrieben: {options.output}")


def _deliveries(options: argparse.Namespace) -> None:
    import store.reading
    from views import contract

    with snapshot_of(options) as snapshot:
        rows = [contract.delivery(each) for each in store.reading.deliveries(snapshot, OFFICE)]
    if options.json:
        print_json({"deliveries": rows})
        return
    for row in rows:
        state = f"zurückgenommen: {row['withdrawal_reason']}" if row["withdrawn_at"] else "gültig"
        print(f"Nr. {row['delivery']}  {row['accepted_at']}  {row['file']}  {row['layout']}  {row['rows']} Zeilen  {state}")


def _indicators(options: argparse.Namespace) -> None:
    from views import contract

    with snapshot_of(options) as snapshot:
        rows = contract.recomputed(snapshot) if options.recompute else contract.indicators(snapshot)
    if options.json:
        print_json({"indicators": rows})
        return
    for row in rows:
        print(contract.indicator_line(row))


def _values(options: argparse.Namespace) -> None:
    from views import contract
    from views.values import evaluated

    areas = None if options.area is None else [options.area]
    with snapshot_of(options) as snapshot:
        table = evaluated(snapshot, [options.indicator], areas, options.as_of)
    rows = [contract.value(row) for row in table.to_pylist()]
    if not rows:
        place = f" für das Gebiet {options.area}" if options.area else ""
        raise NotFound(f"Zum Indikator {options.indicator} ist{place} nichts bekannt.")
    if options.format == "json":
        print_json({"indicator": options.indicator, "values": rows})
        return
    names = ["period", "area", "groups", "value", "reason", "verdict"]
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, "groups": ";".join(f"{k}={v}" for k, v in row["groups"].items())})


def _trace(options: argparse.Namespace) -> None:
    from views import contract
    from views.trace import trace

    with snapshot_of(options) as snapshot:
        found = trace(snapshot, options.indicator, options.area, options.period, groups=options.groups, as_of=options.as_of)
    print_json(contract.trace(found.definition, found.row, found.origins), indent=None if options.json else 2)


def _assess(options: argparse.Namespace) -> None:
    from indicators.verdicts import assess_case

    require_file(options.file)
    try:
        cases = json.loads(options.file.read_text("utf-8-sig"))["cases"]
        verdicts = [assess_case(case) for case in cases]
    except (KeyError, TypeError, ValueError) as error:
        raise WrongUse(f"{options.file.name}: Erwartet wird ein JSON-Dokument mit einer Liste „cases“.") from error
    print_json({"cases": [{"verdicts": each} for each in verdicts]}, indent=None if options.json else 2)


def _worker() -> Worker:
    """The reading process, already starting."""
    worker = Worker()
    worker.start()
    return worker


def _print_outcome(options: argparse.Namespace, reading: Reading, difference: Difference | None) -> None:
    import store.reading
    from views import imports

    print(f"Erkannt als: {'Konzept' if reading.kind is DeliveryKind.CONCEPT else reading.layout or 'unbekannt'}")
    if not reading.layout:
        print("Einen Vorschlag für eine Tabellenbeschreibung macht: python cli.py suggest DATEI -o layout.toml")
    for each in reading.findings:
        place = " ".join(part for part in (each.sheet and f"Blatt „{each.sheet}“", each.cell and f"Zelle {each.cell}") if part)
        print(f"{each.severity.label} {each.code} {place}: {each.found}. Erwartet: {each.expected}. {each.advice}")
    if difference is not None:
        print(f"{difference.new} neu, {difference.revised} geändert, {difference.gone} entfallen, {difference.unchanged} unverändert")
        with snapshot_of(options) as snapshot:
            concept = store.reading.concept(snapshot)
        shown = imports.build(reading, difference, {}, concept)
        for line in shown.changes[:SHOWN_CHANGES]:
            moved = " → ".join(part for part in (line.old, line.new) if part)
            print("  " + ", ".join(part for part in (line.what, line.subject, line.area, line.period, moved, line.cell) if part))
        if len(shown.changes) > SHOWN_CHANGES or shown.more:
            print("  …")


if __name__ == "__main__":
    hide_pandas()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as with „| head“
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for the flush at exit
        code = 0
    raise SystemExit(code)
