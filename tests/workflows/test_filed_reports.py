"""L8, R2, O2, O3: reports from frozen states, filed with number and cover, and made again byte for byte."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

import store.issued_reports
import workflows
from domain.access import OFFICE, Role, Viewer
from domain.concepts import RouteStep
from domain.errors import NotAllowed, NotFound, WrongUse
from domain.reports import Cover, IssuedReport, ReportForm, ReportKind, ReportOrder
from domain.steering import Trigger
from reports.word_template import shipped
from store import Home, open_snapshot
from tests.workflows.frozen import frozen_meeting, with_consequences
from tests.workflows.homes import SALZGITTER_2024, cli, edited
from workflows.reports import produce
from workflows.word_template import use_template

PUBLIC, DEPARTMENT = Viewer(Role.PUBLIC), Viewer(Role.DEPARTMENT)


def ordered(home: Home, meeting: str, kind: ReportKind = ReportKind.FIELD_SHEET, **more: object) -> ReportOrder:
    with open_snapshot(home) as snapshot:
        return workflows.order_report(snapshot, OFFICE, kind, meeting=meeting, **more)  # type: ignore[arg-type]


def issue(home: Home, order: ReportOrder, *forms: ReportForm) -> IssuedReport:
    return workflows.issue_report(home, order, forms or (ReportForm.PDF,))


def test_a_yearly_report_covers_two_half_years_and_its_state_is_the_meetings(installation: Home) -> None:
    meeting = frozen_meeting(installation)
    council = ordered(installation, meeting, ReportKind.COUNCIL)
    assert (council.first, council.last, council.period) == ("2025-H2", "2026-H1", "2026-H1")
    assert not council.draft
    free = ordered(installation, meeting, ReportKind.COUNCIL, first="2024-H1", last="2026-H1")
    assert free.first == "2024-H1"
    with pytest.raises(WrongUse, match=r"beginnt mit 1\. Halbjahr 2026 nach seinem Ende"):
        ordered(installation, meeting, first="2026-H1", last="2025-H1")
    with pytest.raises(WrongUse, match="kein Halbjahr"):
        ordered(installation, meeting, first="2025")
    with pytest.raises(NotFound, match="Handlungsfelder stehen nicht im Konzept: mars"):
        ordered(installation, meeting, fields=["mars"])
    with pytest.raises(NotFound, match=r"Stand Nr\. 7"):
        ordered(installation, meeting, revision=7)
    with pytest.raises(WrongUse, match="nicht öffentlich"):
        ordered(installation, meeting, ReportKind.PACK, public=True)


def test_a_filed_report_is_kept_and_made_again_the_same_after_everything_changed(installation: Home, tmp_path: Path) -> None:
    """O3: number, cover and route are kept with the order; new figures, a moved text and another half-year leave the old report alone."""
    meeting = frozen_meeting(installation)
    route = (RouteStep("integrationsbeirat", "2026-11-05", False), RouteStep("rat", "2026-12-10", None))
    cover = Cover("Bericht 2026", "168/26", "Amt 50", "Integrationsbüro", None, route, "Der Stadtrat nimmt den Bericht zur Kenntnis.")
    order = ordered(installation, meeting, ReportKind.COUNCIL, cover=cover)
    report = issue(installation, order, ReportForm.PDF)
    assert report.number == 1
    kept = installation.original(report.files[0].sha256)
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == report.files[0].sha256
    workflows.accept(installation, edited(tmp_path, SALZGITTER_2024, "K03102,365"), workflows.warm_reader())
    with_consequences(installation, public=False)
    workflows.record_steering(
        installation, Trigger.FINDING, occasion="Neue Lage im Stadtteil", decision="Kurse werden verlegt", measures=[],
        decided_on=order.day,
    )  # fmt: skip
    with open_snapshot(installation) as snapshot:
        (again,) = workflows.check_issued(installation, snapshot, OFFICE, 1)
        assert again.same
        assert again.kept
        assert workflows.issued_report(snapshot, OFFICE, 1).order.cover == cover
    kept.write_bytes(b"spoiled")
    with open_snapshot(installation) as snapshot:
        (again,) = workflows.check_issued(installation, snapshot, OFFICE, 1)
        with pytest.raises(WrongUse, match="wurde verändert"):
            workflows.issued_file(installation, snapshot, OFFICE, 1, ReportForm.PDF)
    assert not again.kept
    assert "Datensicherung" in again.told
    issue(installation, order, ReportForm.PDF)  # the same bytes once more: what is kept is whole again
    with open_snapshot(installation) as snapshot:
        assert workflows.issued_file(installation, snapshot, OFFICE, 1, ReportForm.PDF).sha256 == report.files[0].sha256
        assert not any(each.by for each in store.issued_reports.issued_reports(snapshot, PUBLIC))


def test_a_lost_word_template_is_told_and_odd_letters_on_the_cover_stop_no_format(installation: Home) -> None:
    meeting = frozen_meeting(installation)
    odd = "\x00=1+1\x0b <b>\ufffe"
    cover = Cover(odd, odd, odd, odd, motion=odd, costs=odd)
    order = ordered(installation, meeting, ReportKind.METHODS, cover=cover, public=True)
    assert order.cover.title == "=1+1 <b>"
    use_template(installation, shipped() + b"")
    report = issue(installation, order, ReportForm.WORD, ReportForm.EXCEL)
    installation.original(report.template).unlink()
    with open_snapshot(installation) as snapshot, pytest.raises(WrongUse, match=r"Word-Vorlage des Berichts Nr\. 1 fehlt"):
        workflows.check_issued(installation, snapshot, OFFICE, 1)


def test_only_frozen_states_are_filed(installation: Home) -> None:
    with open_snapshot(installation) as snapshot:
        draft = workflows.order_report(snapshot, OFFICE, ReportKind.METHODS)
    assert draft.draft
    with pytest.raises(WrongUse, match="nur Entwürfe"):
        issue(installation, draft)
    meeting = frozen_meeting(installation)
    order = ordered(installation, meeting, ReportKind.METHODS)
    with pytest.raises(WrongUse, match="hat die Sitzung"):
        issue(installation, replace(order, state="2026-9"))
    with pytest.raises(WrongUse, match="mindestens ein Format"):
        workflows.issue_report(installation, order, ())
    with pytest.raises(NotAllowed):
        workflows.issue_report(installation, order, (ReportForm.PDF,), viewer=DEPARTMENT)


def test_a_public_report_wants_public_consequences_and_names_every_field_without(installation: Home) -> None:
    meeting = frozen_meeting(installation, public=False)
    issue(installation, ordered(installation, meeting))
    with pytest.raises(WrongUse, match="öffentlichen Konsequenzen") as refused:
        issue(installation, ordered(installation, meeting, public=True))
    assert "Kita, Schule und Bildungswege" in str(refused.value)
    assert "Gesundheit und seelisches Wohl" in str(refused.value)
    issue(installation, ordered(installation, meeting, ReportKind.METHODS, public=True))


def test_internal_content_is_not_filed_for_a_public_sitting(installation: Home) -> None:
    """O2: body, day and publicity of every sitting; only public content in public items."""
    meeting = frozen_meeting(installation)
    cover = Cover(route=(RouteStep("rat", "2026-12-10", True),))
    with pytest.raises(WrongUse, match="öffentliche Beratung"):
        issue(installation, ordered(installation, meeting, cover=cover))
    report = issue(installation, ordered(installation, meeting, cover=cover, public=True))
    assert report.order.public


def test_the_public_finds_public_reports_and_nothing_else(installation: Home) -> None:
    meeting = frozen_meeting(installation)
    issue(installation, ordered(installation, meeting, ReportKind.METHODS))
    issue(installation, ordered(installation, meeting, ReportKind.METHODS, public=True))
    with open_snapshot(installation) as snapshot:
        assert workflows.issued_file(installation, snapshot, PUBLIC, 2, ReportForm.PDF).content.startswith(b"%PDF")
        with pytest.raises(NotFound):
            workflows.issued_file(installation, snapshot, PUBLIC, 1, ReportForm.PDF)
        with pytest.raises(NotFound):
            workflows.issued_file(installation, snapshot, OFFICE, 2, ReportForm.WORD)
        order = workflows.issued_report(snapshot, OFFICE, 2).order
        with pytest.raises(NotAllowed):
            produce(snapshot, PUBLIC, order, [ReportForm.PDF])
        with pytest.raises(NotAllowed):
            workflows.order_report(snapshot, PUBLIC, ReportKind.METHODS)


def test_whoever_asks_gets_the_same_bytes_and_is_told_how_far_it_is(installation: Home) -> None:
    meeting = frozen_meeting(installation)
    order = ordered(installation, meeting)
    told: list[tuple[float, str]] = []
    with open_snapshot(installation) as snapshot:
        (one,) = produce(snapshot, OFFICE, order, [ReportForm.PDF], progress=lambda share, text: told.append((share, text)))
        (other,) = produce(snapshot, DEPARTMENT, order, [ReportForm.PDF])
    assert one == other
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_the_command_line_files_lists_checks_and_saves(installation: Home, tmp_path: Path) -> None:
    meeting = frozen_meeting(installation)
    home = installation.path
    cover = tmp_path / "deckblatt.toml"
    cover.write_text('number = "12/26"\n[[route]]\nbody = "rat"\npublic = false\n', "utf-8")
    assert cli("report", "issue", "--kind", "field_sheet", "--meeting", meeting, "--cover", cover, home=home).code == 0
    listed = cli("report", "list", "--json", home=home).json["reports"]
    assert [(each["number"], each["kind"], each["public"]) for each in listed] == [(1, "field_sheet", False)]
    checked = cli("report", "check", "1", home=home)
    assert checked.code == 0
    assert "Byte für Byte" in checked.out
    assert cli("report", "save", "1", "-o", tmp_path / "aus", home=home).code == 0
    (saved,) = (tmp_path / "aus").iterdir()
    assert hashlib.sha256(saved.read_bytes()).hexdigest() == listed[0]["files"][0]["sha256"]
    wrong = tmp_path / "falsch.toml"
    wrong.write_text('nummer = "12/26"\n', "utf-8")
    refused = cli("report", "make", "--kind", "methods", "--cover", wrong, "-o", tmp_path, home=home)
    assert refused.code == 3
    assert "nummer" in refused.err
