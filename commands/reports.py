"""Verbs about reports: report make, issue, list, check, save, template."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands import word_template
from commands.common import home, say, settings_of, snapshot
from domain.access import OFFICE
from domain.command_line import print_json, require_file, write_file
from domain.errors import WrongUse
from domain.reports import Cover, IssuedReport, ReportForm, ReportKind, ReportOrder
from domain.toml_files import build, read_toml

if TYPE_CHECKING:
    from store.publication import Snapshot

DIFFERENT = 1


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds them to the command line."""
    parser = verb("report", None, "Berichte erstellen, ausgeben und nachprüfen", as_json=False)
    steps = parser.add_subparsers(required=True, metavar="SCHRITT")

    def step(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        each = steps.add_parser(name, help=text, description=text)
        each.set_defaults(run=run)
        return each

    make = step("make", _make, "Bericht in eine oder mehrere Dateien schreiben; ohne Sitzung ein Entwurf vom heutigen Stand")
    _order_options(make, meeting=False)
    make.add_argument("-o", "--output", type=Path, required=True, metavar="ORDNER", help="Ordner für die Dateien")
    issue = step("issue", _issue, "Bericht aus einem festgeschriebenen Stand ausgeben und ablegen")
    _order_options(issue, meeting=True)
    listed = step("list", _list, "ausgegebene Berichte nennen")
    listed.add_argument("--json", action="store_true", help="genau ein JSON-Dokument ausgeben")
    check = step("check", _check, "ausgegebenen Bericht neu erzeugen und Byte für Byte vergleichen")
    check.add_argument("number", type=int, metavar="NUMMER")
    save = step("save", _save, "Dateien eines ausgegebenen Berichts in einen Ordner schreiben")
    save.add_argument("number", type=int, metavar="NUMMER")
    save.add_argument("-o", "--output", type=Path, required=True, metavar="ORDNER")
    word_template.add_step(step)


def _order_options(step: argparse.ArgumentParser, *, meeting: bool) -> None:
    kinds = ", ".join(f"{each.value} ({each.label})" for each in ReportKind)
    step.add_argument("--kind", required=True, choices=[each.value for each in ReportKind], metavar="ART", help=kinds)
    step.add_argument("--meeting", default="", required=meeting, metavar="SITZUNG", help="Kennung der Sitzung, deren Stand gilt")
    step.add_argument("--state", type=int, metavar="NUMMER", help="welcher Stand der Sitzung, 0 ist der erste; sonst der neueste")
    step.add_argument("--from", dest="first", default="", metavar="HALBJAHR", help="etwa 2025-H2")
    step.add_argument("--until", dest="last", default="", metavar="HALBJAHR", help="etwa 2026-H1")
    step.add_argument("--field", action="append", default=[], metavar="FELD", help="nur dieses Handlungsfeld; mehrfach möglich")
    step.add_argument("--public", action="store_true", help="öffentliche Fassung")
    step.add_argument("--cover", type=Path, metavar="DATEI.toml", help="Deckblatt: title, number, department, route, motion, costs …")
    forms = [each.value for each in ReportForm]
    step.add_argument("--form", action="append", choices=forms, metavar="FORMAT", help=f"{', '.join(forms)}; mehrfach möglich, sonst pdf")


def _order(options: argparse.Namespace, opened: "Snapshot") -> ReportOrder:
    import workflows

    cover = Cover()
    if options.cover:
        require_file(options.cover)
        cover = build(Cover, read_toml(options.cover), options.cover.name)
    return workflows.order_report(
        opened, OFFICE, ReportKind(options.kind), meeting=options.meeting, revision=options.state, first=options.first,
        last=options.last, fields=options.field, public=options.public, cover=cover,
    )  # fmt: skip


def _forms(options: argparse.Namespace) -> list[ReportForm]:
    return [ReportForm(each) for each in dict.fromkeys(options.form or ["pdf"])]


def _progress(_share: float, text: str) -> None:
    say(f"{text} …")


def _make(options: argparse.Namespace) -> None:
    import workflows

    template = workflows.own_template(home(options))
    with snapshot(options) as opened:
        order = _order(options, opened)
        made = workflows.produce_report(opened, OFFICE, order, _forms(options), template=template, progress=_progress)
    _written(options.output, made)


def _written(folder: Path, made: Any) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(f"{folder} lässt sich nicht anlegen. Bitte einen Ordner angeben, in den geschrieben werden darf.") from error
    for each in made:
        write_file(folder / each.name, each.content)
        print(f"Geschrieben: {folder / each.name}")


def _issue(options: argparse.Namespace) -> None:
    import workflows

    installation = home(options)
    with snapshot(options) as opened:
        order = _order(options, opened)
    settings = settings_of(installation)
    report = workflows.issue_report(installation, order, _forms(options), settings=settings, say=say, progress=_progress)
    print(f"Bericht Nr. {report.number} ist ausgegeben: {', '.join(each.name for each in report.files)}")


def _list(options: argparse.Namespace) -> None:
    import store.issued_reports

    with snapshot(options) as opened:
        found = store.issued_reports.issued_reports(opened, OFFICE)
    if options.json:
        print_json({"reports": [_document(each) for each in found]})
        return
    for each in found:
        audience = "öffentlich" if each.order.public else "nicht öffentlich"
        forms = ", ".join(file.form.label for file in each.files)
        print(f"Nr. {each.number}  {each.order.kind.label}, Berichtsstand {each.order.state}, {audience}: {forms}")
    if not found:
        print("Es ist noch kein Bericht ausgegeben.")


def _document(report: IssuedReport) -> dict[str, Any]:
    files = [{"form": each.form.value, "name": each.name, "sha256": each.sha256} for each in report.files]
    order = report.order
    return {
        "number": report.number,
        "kind": order.kind.value,
        "state": order.state,
        "first": order.first,
        "last": order.last,
        "meeting": order.meeting,
        "public": order.public,
        "issued_at": report.at.isoformat(),
        "files": files,
    }


def _check(options: argparse.Namespace) -> int:
    import workflows

    with snapshot(options) as opened:
        found = workflows.check_issued(home(options), opened, OFFICE, options.number, progress=_progress)
    for each in found:
        print(f"{each.form.label}: {each.told} ({each.name}).")
    return 0 if all(each.kept and each.same for each in found) else DIFFERENT


def _save(options: argparse.Namespace) -> None:
    import workflows

    with snapshot(options) as opened:
        report = workflows.issued_report(opened, OFFICE, options.number)
        made = [workflows.issued_file(home(options), opened, OFFICE, report.number, file.form) for file in report.files]
    _written(options.output, made)
