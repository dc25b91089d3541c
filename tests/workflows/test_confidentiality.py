"""Every view of a register with small counts, for every role: what is shown gives no hidden cell away."""

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

import store.reading
import store.secrecy.block
import workflows
from domain.access import Permission, Role, Viewer
from domain.errors import NotAllowed
from domain.reports import ReportKind
from reports.compose import compose
from reports.document_data import INDICATORS, data_rows
from store import Home, Snapshot, open_snapshot
from store.delivered import delivered_values
from tests.store.attack import Attack, Cell
from tests.workflows import register
from tests.workflows.homes import DEMO, cli
from views import field, indicator, indicator_areas, origin, overview, report_material
from views.values import evaluated

OWN = "register_alle_zellen"
USED = (OWN, "auslaenderanteil_melderegister", "segregation_auslaender")
ROLES = list(Role)
START = datetime(2026, 12, 1)
MOMENTS = (None, *(START + timedelta(days=day, hours=1) for day in range(5)))
Shown = dict[tuple[str, int, Cell], float]
"""Counts that somebody can read: by year, delivery and cell."""


def build(demo: Path, folder: Path) -> Home:
    """Three editions, the last withdrawn, and an indicator that shows every cell of them."""
    home = Home(Path(shutil.copytree(demo, folder / "home")))
    register.add_layout(home)
    indicator_file = folder / "register_alle_zellen.toml"
    indicator_file.write_text(register.OWN_INDICATOR, "utf-8")
    files = [indicator_file]
    files += [register.write_edition(folder / f"register_{number}.csv", each) for number, each in enumerate(register.editions())]
    for day, file in enumerate(files):
        note = "Stand mit 3 Staatenlosen" if day else ""
        accepted = workflows.accept(home, file, workflows.warm_reader(), now=START + timedelta(days=day), note=note)
        assert accepted.number is not None, [(each.code, each.found) for each in accepted.reading.findings]
    workflows.undo(home, accepted.number, reason="doch nur 4 in Stadtteil 02", now=START + timedelta(days=4))
    return home


@pytest.fixture(scope="module")
def home(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    return build(demo, tmp_path_factory.mktemp("register"))


@pytest.fixture
def snapshot(home: Home) -> Iterator[Snapshot]:
    with open_snapshot(home) as opened:
        yield opened


def numbers_of_editions(snapshot: Snapshot) -> list[int]:
    query = "SELECT number FROM delivery WHERE layout = 'register' ORDER BY number"
    return [row["number"] for row in snapshot.rows(query)]


def everything_shown(snapshot: Snapshot, viewer: Viewer) -> Shown:
    """Every count that the viewer can reach, wherever; fails where two places disagree."""
    found: dict[tuple[str, int, Cell], set[float]] = defaultdict(set)
    editions = numbers_of_editions(snapshot)
    query = "SELECT o.id, o.delivery FROM observation o WHERE list_contains($numbers, o.delivery)"
    delivery_of = {row["id"]: row["delivery"] for row in snapshot.rows(query, {"numbers": editions})}
    for moment in MOMENTS:
        rows = evaluated(snapshot, list(USED), as_of=moment).to_pylist()
        ids = sorted({each for row in rows for each in row["observations"]})
        origin_of = {each.id: each for each in store.reading.origins(snapshot, viewer, ids)}
        for row in rows:
            inputs = [origin_of[each] for each in row["observations"]]
            if row["value"] is not None:  # nothing is computed from what is hidden
                assert all(each.value is not None for each in inputs), row
            if row["indicator"] == OWN and row["value"] is not None:
                found[row["period"], delivery_of[row["observations"][0]], (row["area"], row["groups"])].add(row["value"])
        for each in origin_of.values():
            if each.value is not None and each.id in delivery_of and each.strand.unit == "Anzahl":
                found[each.period.text, delivery_of[each.id], (each.area, each.strand.groups)].add(each.value)
    if viewer.may(Permission.SEE_FILES):
        for number in editions:
            for row in delivered_values(snapshot, viewer, number).to_pylist():
                assert row["value"] is not None or not row["text"]
                if row["value"] is not None and row["unit"] == "Anzahl":
                    found[row["period"], number, (row["area"], row["groups"])].add(row["value"])
    assert all(len(each) == 1 for each in found.values())
    return {key: each.pop() for key, each in found.items()}


def truth(snapshot: Snapshot) -> dict[tuple[str, int, Cell], float]:
    return {
        (year, number, cell): value
        for number, edition in zip(numbers_of_editions(snapshot), register.editions(), strict=True)
        for year, counts in edition.items()
        for cell, value in register.cells(counts).items()
    }


def attack(snapshot: Snapshot, shown: Shown) -> tuple[int, list[tuple[str, int, Cell]]]:
    """How many small counts were attacked, and those that have one value only. What several roles see is attacked once."""
    return _attack(truth(snapshot), numbers_of_editions(snapshot), shown, _ATTACKED.setdefault(frozenset(shown), []))


_ATTACKED: dict[frozenset, list] = {}


def _attack(true, editions: list[int], shown: Shown, known: list) -> tuple[int, list[tuple[str, int, Cell]]]:
    if known:
        return known[0]
    looked_at, recovered = 0, []
    for year in register.YEARS:
        values = [{cell: true[year, number, cell] for cell in register.atoms()} for number in editions]
        hidden = {cell for cell in register.atoms() if not any((year, number, cell) in shown for number in editions)}
        for small in (None, register.MIN_CASES - 1.0):
            solver = Attack(values, register.atoms(), hidden, small)
            for place, number in enumerate(editions):
                for cell in sorted(hidden):
                    if 0 < values[place][cell] < register.MIN_CASES:
                        looked_at += 1
                        low, high = solver.interval(place, cell)
                        if high - low < 0.999:
                            recovered.append((year, number, cell))
    known.append((looked_at, recovered))
    return looked_at, recovered


@pytest.mark.parametrize("role", ROLES)
def test_no_small_count_can_be_recovered(snapshot: Snapshot, role: Role) -> None:
    shown, true = everything_shown(snapshot, Viewer(role)), truth(snapshot)
    assert all(true[key] == value for key, value in shown.items())
    assert not [key for key, value in shown.items() if 0 < value < register.MIN_CASES]
    looked_at, recovered = attack(snapshot, shown)
    assert looked_at > 100 and len(shown) > 100
    assert recovered == []


def test_without_the_complement_small_counts_are_recovered(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.secrecy.block, "complement", lambda *_: set())
    with open_snapshot(build(demo, tmp_path)) as snapshot:
        _, recovered = attack(snapshot, everything_shown(snapshot, Viewer(Role.PUBLIC)))
    assert recovered


def hidden_large_counts(snapshot: Snapshot) -> set[int]:
    """Counts hidden to protect others, so large that each stands for itself: a search finds them wherever they are shown."""
    rows = snapshot.rows("SELECT o.value FROM observation o SEMI JOIN hidden_cell USING (strand, area, period) WHERE o.value > 1000")
    shown = snapshot.rows("SELECT value FROM shown_observation WHERE value > 1000")
    own = {int(row["value"]) for row in rows} - {int(row["value"]) for row in shown}
    elsewhere = DEMO.glob("*.csv")  # the city's published figures may be the same by chance
    return own - {int(each) for path in elsewhere for each in re.findall(r"\d{4,}", path.read_text("utf-8", "replace"))}


def traces(text: str, counts: set[int]) -> set[int]:
    numbers = {
        int(each.replace(".", "").replace(" ", "")) for each in re.findall(r"(?<![\d.,])(?:\d{1,3}(?:[. ]\d{3})+|\d{4,})(?!\d)", text)
    }
    return numbers & counts


@pytest.mark.parametrize("role", ROLES)
def test_no_view_names_a_hidden_count(snapshot: Snapshot, role: Role) -> None:
    viewer, counts = Viewer(role), hidden_large_counts(snapshot)
    assert len(counts) > 20
    today = START.date()
    for moment in MOMENTS:
        views: list[object] = [overview.build(snapshot, viewer, today, as_of=moment)]
        fields = [each.id for each in store.reading.concept(snapshot).fields]
        views += [field.build(snapshot, viewer, each, today, as_of=moment) for each in fields]
        for each in USED:
            for area in (register.CITY, *(register.key_of(part) for part in register.PARTS)):
                views.append(indicator.build(snapshot, viewer, indicator.Selection(each, area), as_of=moment))
            views.append(indicator_areas.build(snapshot, viewer, each, register.CITY, as_of=moment))
        for year in register.YEARS:
            views.append(origin.build(snapshot, viewer, "auslaenderanteil_melderegister", register.key_of("02"), year))
        for shown in views:
            assert not traces(repr(shown), counts)


def test_exports_and_the_command_line_name_no_hidden_count(home: Home, snapshot: Snapshot) -> None:
    counts = hidden_large_counts(snapshot)
    for role in ROLES:
        viewer = Viewer(role)
        if not viewer.may(Permission.SEE_FILES):
            continue
        for each in workflows.deliveries(snapshot, viewer):
            if each.layout == "register":
                workbook = load_workbook(BytesIO(workflows.delivered(snapshot, viewer, each)))
                text = " ".join(str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row)
                assert not traces(text, counts)
                assert "Staatenlosen" in text and "3 Staatenlosen" not in text
    for each in USED:
        out = cli("values", "--indicator", each, "--format", "json", home=home.path).out
        assert json.loads(out) and not traces(out, counts)
    out = cli(
        "trace", "--indicator", "auslaenderanteil_melderegister", "--area", register.key_of("02"), "--period", "2023", home=home.path
    ).out
    assert not traces(out, counts) and '"secret"' in out
    out = cli("deliveries", "--json", home=home.path).out
    assert "Staatenlosen" in out and "3 Staatenlosen" not in out and "nur 4" not in out


@pytest.mark.parametrize("role", [Role.CONTROLLING, Role.DEPARTMENT, Role.PUBLIC])
def test_the_file_is_for_the_office_alone(snapshot: Snapshot, role: Role) -> None:
    number = numbers_of_editions(snapshot)[0]
    row = snapshot.rows("SELECT sha256, file_name FROM delivery WHERE number = $number", {"number": number})[0]
    place = workflows.Place(row["sha256"], row["file_name"], None, 5, 6)
    assert workflows.excerpt(snapshot, Viewer(Role.OFFICE), place).rows
    with pytest.raises(NotAllowed, match=r"Integrationsbüro"):
        workflows.excerpt(snapshot, Viewer(role), place)


def test_texts_about_the_register_come_without_numbers(snapshot: Snapshot) -> None:
    department, office = Viewer(Role.DEPARTMENT), Viewer(Role.OFFICE)
    for number in numbers_of_editions(snapshot):
        for each in store.reading.confirmations(snapshot, department, number):
            assert not re.search(r"\d", each.found + each.reason)
    notes = {each.number: each.note for each in workflows.deliveries(snapshot, department)}
    assert notes[numbers_of_editions(snapshot)[0]] == "Stand mit … Staatenlosen"
    notes = {each.number: each.note for each in workflows.deliveries(snapshot, office)}
    assert notes[numbers_of_editions(snapshot)[0]] == "Stand mit 3 Staatenlosen"


def test_the_same_file_again_is_known_although_its_values_are_hidden(home: Home, tmp_path: Path) -> None:
    copy = Home(Path(shutil.copytree(home.path, tmp_path / "home")))
    again = register.write_edition(tmp_path / "register_1.csv", register.editions()[1])
    checked = workflows.check(copy, again, workflows.warm_reader())
    assert checked.difference is not None and checked.difference.changes_nothing
    third = register.write_edition(tmp_path / "register_2.csv", register.editions()[2])
    found = workflows.check(copy, third, workflows.warm_reader()).difference
    assert found is not None and found.revised > 0
    assert all(each.old is None for each in found.changes if each.old_sign == "secret")
    assert any(each.old_sign == "secret" and each.new is not None for each in found.changes)


def test_less_protection_than_before_is_told(home: Home, tmp_path: Path) -> None:
    edition = register.write_edition(tmp_path / "register_2.csv", register.editions()[2])
    open_layout = tmp_path / "layout.toml"
    open_layout.write_text(
        register.LAYOUT.replace(f"min_cases = {register.MIN_CASES}", "").replace('"register"', '"register-offen"'), "utf-8"
    )
    reader = workflows.warm_reader()
    as_before = workflows.check(home, edition, reader)
    unprotected = workflows.check(home, edition, reader, layout=str(open_layout))
    assert [hint.code for hint in as_before.hints].count("H431") == 0
    told = [hint for hint in unprotected.hints if hint.code == "H431"]
    assert [hint.found for hint in told] == [
        "„Bevölkerung“ war bisher mit der Mindestfallzahl 5 geschützt, hier mit keiner",
        "„Anteil an der Bevölkerung (veröffentlicht)“ war bisher mit der Mindestfallzahl 5 geschützt, hier mit keiner",
    ]


def test_rates_beside_hidden_counts_are_hidden(snapshot: Snapshot) -> None:
    query = """
        SELECT count(*) FILTER (s.value IS NULL AND t.unit = 'Prozent') AS hidden,
               count(*) FILTER (s.value IS NOT NULL AND t.unit = 'Prozent') AS shown
        FROM shown_observation s JOIN strand t ON t.id = s.strand
        WHERE (s.area, s.period) IN (SELECT (area, period) FROM hidden_cell) AND t.series = 'bevoelkerungsanteil'
    """
    assert snapshot.rows(query) == [{"hidden": snapshot.rows(query)[0]["hidden"], "shown": 0}]


def test_a_learned_table_can_be_an_own_register(demo: Path, tmp_path: Path) -> None:
    home = Home(Path(shutil.copytree(demo, tmp_path / "home")))
    draft = workflows.start_draft(home, b"Jahr;Teilnehmende\n2021;10\n2022;3\n2023;12\n", "kurse.csv")
    (question,) = workflows.propose_table(home, draft).questions
    choices = replace(question.answers[0].choices, min_cases=5)
    draft = replace(draft, choices=workflows.choices_as_text(choices))
    workflows.save_draft(home, draft)
    workflows.save_table(home, draft, workflows.choices_of(draft))
    reading = workflows.check(home, workflows.draft_file(home, draft), workflows.warm_reader(), name="kurse.csv").reading
    assert (reading.blocked, reading.min_cases) == (False, 5)


@pytest.mark.parametrize("public", [True, False])
def test_no_document_and_no_data_beside_it_name_a_hidden_count(snapshot: Snapshot, public: bool) -> None:
    """Everything that PDF, Word, PowerPoint, Excel and the public edition are written from."""
    counts = hidden_large_counts(snapshot)
    order = workflows.order_report(snapshot, Viewer(Role.OFFICE), ReportKind.COUNCIL, public=public, now=START + timedelta(days=5))
    material = report_material.build(snapshot, Viewer(Role.OFFICE), order)
    rows = [row for row in data_rows(material) if public or row.topic == INDICATORS]  # amounts of money may be the same by chance,
    rows = [replace(row, delivery="") for row in rows]  # as may numbers of lines
    shown = repr((compose(material).blocks if public else (), rows))
    assert len(shown) > 50_000 and not traces(shown, counts)
    assert ("3 Staatenlosen" in shown or "nur 4" in shown) is False
    if public:
        assert not any(row.delivery for row in data_rows(material))
