"""A finished report beside the previous one: texts that are other ones, and the difference of their data states."""

from datetime import datetime
from pathlib import Path

import pytest

from domain.access import OFFICE, Role, Viewer
from domain.errors import NotFound, WrongUse
from domain.report_texts import TextPart
from domain.reports import IssuedReport, ReportKind, ReportOrder
from store import Home, open_snapshot
from store.issued_reports import add_issued_report
from store.working_file import writing
from tests.drawn_page import drawn, sent
from tests.workflows.homes import make_home
from views.report_difference import build, comparable

STATES = (("2025-H1", datetime(2025, 9, 11, 12), "2025-1"), ("2025-H2", datetime(2026, 3, 17, 12), "2025-2, Korrektur 1"))


def filed(number: int, state: int, *, public: bool = False, fields: tuple[str, ...] = ()) -> IssuedReport:
    period, moment, name = STATES[state]
    order = ReportOrder(ReportKind.COUNCIL, period, period, period, moment, moment.date(), name, fields=fields, public=public)
    return IssuedReport(number, order, (), "Büro", datetime(2026, 4, 1, 9, number))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = make_home(tmp_path_factory.mktemp("berichte") / "home")
    with writing(made, datetime(2026, 11, 20)) as connection:
        for report in (
            filed(1, 0),
            filed(2, 1),
            filed(3, 1, public=True),
            filed(4, 0, fields=("bildung",)),
            filed(5, 1, fields=("bildung",)),
        ):
            add_issued_report(connection, report)
    return made


def test_texts_and_states_of_two_reports(home: Home) -> None:
    with open_snapshot(home) as snapshot:
        found = build(snapshot, OFFICE, 1, 2)
        of_field = build(snapshot, OFFICE, 4, 5)
    by_part = {(each.name, each.part): each for each in found.texts}
    consequences = by_part["Mitbestimmen und Einbürgern", TextPart.CONSEQUENCES]
    assert "zweite Stelle ist besetzt" in consequences.before and "Dezember 2026 verlegt" in consequences.after
    assert by_part["Mitbestimmen und Einbürgern", TextPart.ASSESSMENT].before == ""  # only the later one has it
    assert found.same_texts == 0 and found.difference.measure_total == 61
    assert "2025-1 (11.09.2025)" in found.earlier and "Korrektur 1 (17.03.2026)" in found.later
    names = {each.name for each in of_field.texts}
    assert names == {"Kita, Schule und Bildungswege", "Anteil ohne Hauptschulabschluss: Ausländerinnen und Ausländer"}


def test_a_public_edition_is_compared_as_the_public_reads(home: Home) -> None:
    with open_snapshot(home) as snapshot:
        found = build(snapshot, OFFICE, 1, 3)
        assert not any("Kosten" in text for each in found.difference.measures for text in each.what)
        with pytest.raises(NotFound, match=r"Nr\. 1"):
            build(snapshot, Viewer(Role.PUBLIC), 1, 3)
        with pytest.raises(WrongUse, match="anders herum"):
            build(snapshot, OFFICE, 2, 1)
        assert [(each.number, each.earlier) for each in comparable(snapshot, OFFICE)] == [(5, (4, 1)), (3, (1, 4)), (2, (1, 4))]


def test_the_page_shows_both(monkeypatch: pytest.MonkeyPatch, home: Home, tmp_path: Path) -> None:
    page = sent(drawn(monkeypatch, home.path, "vergleich", was="berichte", bericht="2", frueher="1"))
    assert "wörtlich gleich" in page and "zweite Stelle ist besetzt" in page and "Geänderte Maßnahmen" in page
    empty = make_home(tmp_path / "home", "rheinfelden")
    assert "Noch nichts zu vergleichen" in sent(drawn(monkeypatch, empty.path, "vergleich", was="berichte"))


def test_the_concept_page_lists_what_the_next_version_should_consider(monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    """R3: on screen for those inside; the public is not offered it."""
    page = sent(drawn(monkeypatch, home.path, "konzept", ansicht="fortschreibung"))
    assert "Punkte für die nächste Fortschreibung" in page and "Rechte kennen" in page
    assert "Punkte für die nächste Fortschreibung" not in sent(
        drawn(monkeypatch, home.path, "konzept", Role.PUBLIC, ansicht="fortschreibung")
    )
