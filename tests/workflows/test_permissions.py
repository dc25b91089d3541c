"""Four roles: who may do and read what, asked of the verbs, of the reading functions and of everything a page sends to the browser."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import store.reading
import workflows
from domain.access import Role, Viewer
from domain.errors import NotAllowed
from domain.measures import INTERNAL_COLUMNS, MeasureRow
from domain.status_sheet import COLUMNS
from reports.status_sheet import HEAD_ROW
from store import Home
from store.publication import Snapshot, current_version, open_snapshot
from tests.drawn_page import drawn, sent
from tests.workflows.homes import DEMO, SALZGITTER_2024, TABLE, edited, make_home
from ui.navigation import load_pages
from views import freshness, measures, origin
from views.trace import trace

ROLES = list(Role)
STAFF = (Role.OFFICE, Role.CONTROLLING, Role.DEPARTMENT)
TODAY = date(2026, 11, 1)
CANARIES = {
    "obstacles": "Kanarienhemmnis", "reported_by": "Kanarienmelderin", "cost_planned": 987654321, "cost_actual": 876543219,
    "staff": 765432.25,
}  # fmt: skip
SHOWN = ("Kanarienhemmnis", "Kanarienmelderin", "987.654.321", "876.543.219", "765.432,25")
TRACES = (*SHOWN, "987654321", "876543219", "765432", "Kanarien")
MEASURE = "1.2"


@pytest.fixture(scope="module")
def seeded(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo in which one measure carries marked texts and amounts in every internal column."""
    folder = tmp_path_factory.mktemp("kanarien")
    home = Home(Path(shutil.copytree(demo, folder / "home")))
    workbook = load_workbook(DEMO / "massnahmen" / "2026-1.xlsx")
    columns = {column.key: number for number, column in enumerate(COLUMNS, 1)}
    line = next(row for row in workbook["Sachstand"].iter_rows(min_row=HEAD_ROW + 1) if row[0].value == MEASURE)
    for key, value in CANARIES.items():
        line[columns[key] - 1].value = value
    workbook.save(folder / "2026-1.xlsx")
    accepted = workflows.accept(home, folder / "2026-1.xlsx", workflows.warm_reader())
    assert accepted.number is not None, accepted.reading.findings
    return home


@pytest.fixture
def snapshot(seeded: Home):
    with open_snapshot(seeded) as opened:
        yield opened


def allowed(action: Callable[[], object]) -> bool:
    """Whether the action is permitted; any other failure is a failure of the test."""
    try:
        action()
    except NotAllowed as refusal:
        assert "darf nicht" in str(refusal)
        return False
    return True


@pytest.mark.parametrize("role", ROLES)
def test_only_the_office_checks_accepts_and_withdraws(installation: Home, tmp_path: Path, role: Role) -> None:
    changed, viewer, reader = edited(tmp_path, SALZGITTER_2024, "K03102,365"), Viewer(role), workflows.warm_reader()
    office = role is Role.OFFICE
    before = current_version(installation)
    assert allowed(lambda: workflows.check(installation, changed, reader, viewer=viewer)) is office
    assert allowed(lambda: workflows.accept(installation, changed, reader, viewer=viewer)) is office
    with open_snapshot(installation) as opened:
        newest = workflows.deliveries(opened, Viewer(Role.OFFICE))[0].number
        assert allowed(lambda: workflows.status_sheet(opened, viewer, "2026-H2")) is office
    assert allowed(lambda: workflows.undo(installation, newest, reason="Probe", viewer=viewer)) is office
    assert (current_version(installation) != before) is office


@pytest.mark.parametrize("role", ROLES)
def test_deliveries_and_kept_files_are_for_staff(snapshot: Snapshot, role: Role) -> None:
    viewer, staff = Viewer(role), role in STAFF
    office = workflows.deliveries(snapshot, Viewer(Role.OFFICE))
    assert allowed(lambda: workflows.deliveries(snapshot, viewer)) is staff
    assert allowed(lambda: freshness.build(snapshot, viewer, TODAY)) is staff
    kept = next(each.file for each in office if each.file.name == TABLE.name)
    place = workflows.Place(kept.sha256, kept.name, None, 991, 4)
    assert allowed(lambda: workflows.excerpt(snapshot, viewer, place)) is staff


@pytest.mark.parametrize("role", ROLES)
def test_internal_columns_are_empty_for_the_public(snapshot: Snapshot, role: Role) -> None:
    empty = MeasureRow("", "", "", "", next(iter(store.reading.measures(snapshot, Viewer(role)))).state)
    for read in (store.reading.measures, store.reading.measure_history):
        rows = read(snapshot, Viewer(role))
        full = {name for row in rows for name in INTERNAL_COLUMNS if getattr(row, name) != getattr(empty, name)}
        assert full == (INTERNAL_COLUMNS if role in STAFF else set())
        assert any(row.status_text for row in rows)


@pytest.mark.parametrize("role", ROLES)
def test_views_of_measures_carry_nothing_internal_to_the_public(snapshot: Snapshot, role: Role) -> None:
    viewer = Viewer(role)
    texts = repr((measures.one(snapshot, viewer, MEASURE, TODAY), measures.build(snapshot, viewer, measures.Filter(), TODAY)))
    assert [text for text in SHOWN if text in texts] == (list(SHOWN) if role in STAFF else [])


@pytest.mark.parametrize("role", ROLES)
def test_the_public_finds_nothing_by_internal_words(snapshot: Snapshot, role: Role) -> None:
    found = measures.build(snapshot, Viewer(role), measures.Filter(search="Kanarien"), TODAY)
    assert [line.id for line in found.lines] == ([MEASURE] if role in STAFF else [])


@pytest.mark.parametrize("role", ROLES)
def test_a_value_keeps_its_source_but_not_its_file_for_the_public(snapshot: Snapshot, role: Role) -> None:
    found = trace(snapshot, "einbuergerungen", "03102", "2024", viewer=Viewer(role))
    (one,) = found.origins
    assert one.source.publisher.startswith("Landesamt für Statistik")
    assert (one.delivery is not None) is (role in STAFF)
    (shown,) = origin.build(snapshot, Viewer(role), "einbuergerungen", "03102", "2024").inputs
    assert bool(shown.file and shown.place and shown.sha256 and shown.accepted) is (role in STAFF)


@pytest.mark.parametrize("role", [Role.CONTROLLING, Role.DEPARTMENT, Role.PUBLIC])
def test_a_refusal_names_the_role_and_whom_to_ask(role: Role) -> None:
    with pytest.raises(NotAllowed, match=f"{role.label}.*Integrationsbüro"):
        workflows.check(Home(Path("nirgends")), TABLE, workflows.warm_reader(), viewer=Viewer(role))


# Pages, as the server would draw them. The frame is the real one; only the browser is missing.

PAGES = {module.PAGE.slug: module.PAGE for module in load_pages()}
SELECTIONS = {
    "ueberblick": [{}],
    "handlungsfeld": [{}],
    "indikator": [
        {"id": "einbuergerungen"},
        {"id": "einbuergerungen", "ansicht": "tabelle"},
        {"id": "einbuergerungen", "ansicht": "karte"},
    ],
    "massnahmen": [{}, {"id": MEASURE}],
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("slug", PAGES)
def test_every_page_of_an_empty_installation_explains_itself_to_every_role(monkeypatch, tmp_path: Path, slug: str, role: Role) -> None:
    app = drawn(monkeypatch, tmp_path / "leer", slug, role)
    if role not in PAGES[slug].roles:
        assert len(app.exception) == 1  # the refusal, worded in ui/errors.py
        return
    assert not app.exception and not app.error
    assert "cli.py init" in sent(app)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("slug", PAGES)
def test_every_page_of_the_demo_is_drawn_for_every_role(monkeypatch, seeded: Home, slug: str, role: Role) -> None:
    for selection in SELECTIONS.get(slug, [{}]):
        app = drawn(monkeypatch, seeded.path, slug, role, **selection)
        content = sent(app)
        if role not in PAGES[slug].roles:
            assert len(app.exception) == 1
        else:
            assert not app.exception and not app.error
            assert len(app.title) == 1
            assert "Erfundenes Beispiel" in content
        if role is Role.PUBLIC:
            assert [trace for trace in TRACES if trace in content] == []
            for secret in ("lsn_2-3-1.csv", "2026-1.xlsx", "SHA-256", "bd006d8957e334a5"):
                assert secret not in content


def test_the_search_for_marks_would_find_them(monkeypatch, seeded: Home) -> None:
    """Guards the test above: staff do see the marks, by the same way of looking."""
    content = sent(drawn(monkeypatch, seeded.path, "massnahmen", Role.OFFICE, id=MEASURE))
    assert [text for text in SHOWN if text not in content] == []
    content = sent(drawn(monkeypatch, seeded.path, "indikator", Role.OFFICE, id="einbuergerungen", ansicht="tabelle"))
    assert "lsn_2-3-1.csv" in content and "SHA-256" in content


@pytest.mark.parametrize("concept", ["leverkusen", "offenburg"])
def test_a_new_installation_without_measures_is_drawn_for_everybody(monkeypatch, tmp_path: Path, concept: str) -> None:
    home = make_home(tmp_path / "home", concept).path
    for slug, page in PAGES.items():
        for role in (Role.OFFICE, Role.PUBLIC):
            app = drawn(monkeypatch, home, slug, role)
            assert bool(app.exception) is (role not in page.roles), (slug, role)
            assert not app.error
            assert "Erfundenes Beispiel" not in sent(app)
