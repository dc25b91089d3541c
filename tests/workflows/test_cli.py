"""The command line as scripts know it: verbs, exit codes, and exactly one JSON document."""

import csv
import io
import json
import re
import shutil
import tomllib
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

import store.reading
from domain.access import OFFICE
from store import Home, open_snapshot
from store.publication import current_version
from tests.workflows.homes import DEMO, ROOT, SALZGITTER_2024, TABLE, cli, deliveries_of_demo, edited, make_home

ROW = {"series", "period", "area", "groups", "value", "sign", "unit", "sheet", "cell"}
FINDING = {"severity", "code", "sheet", "cell", "found", "expected", "advice"}
DIFFERENCE = {"new", "revised", "gone", "unchanged"}
PERIOD = re.compile(r"\d{4}(-\d\d-\d\d|-H[12]|-Q[1-4]|-\d\d|/\d{4})?")
CASES = json.loads((ROOT / "tests" / "indicators" / "data" / "destatis_wettersymbole.json").read_text("utf-8"))["cases"]
DELIVERIES_OF_DEMO = deliveries_of_demo()


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The naturalisations of the demo with Salzgitter 2024 set from 355 to 365."""
    return edited(tmp_path, SALZGITTER_2024, "K03102,365")


def salzgitter(home: Path, year: str = "2024", *more: str) -> float | None:
    """The value that the command line gives for the naturalisations of Salzgitter."""
    ended = cli("values", "--indicator", "einbuergerungen", "--area", "03102", "--format", "json", *more, home=home)
    assert ended.code == 0, ended.err
    return next((row["value"] for row in ended.json["values"] if row["period"] == year and row["groups"] == {}), None)


def test_init_makes_the_demo_and_refuses_to_overwrite_it(tmp_path: Path) -> None:
    home = tmp_path / "neu"
    made = cli("init", "--concept", "demo", home=home)
    assert (made.code, made.err) == (0, "")
    assert f"{DELIVERIES_OF_DEMO} Lieferungen" in made.out
    version = current_version(Home(home))
    again = cli("init", "--concept", "demo", home=home)
    assert again.code == 2 and "liegt bereits eine Installation" in again.err
    kept = cli("init", "--concept", "demo", "--keep", home=home)
    assert kept.code == 0 and "Musterstadt" in kept.out
    assert current_version(Home(home)) == version


def test_init_with_leverkusen_holds_its_published_figures(tmp_path: Path) -> None:
    home = tmp_path / "lev"
    assert cli("init", "--concept", "leverkusen", home=home).code == 0
    ended = cli("values", "--indicator", "arbeitslosenquote_auslaender", "--area", "05316", "--format", "json", home=home)
    assert {row["period"]: row["value"] for row in ended.json["values"]}["2016"] == 20.7
    traced = cli("trace", "--indicator", "auslaenderanteil_fortschreibung", "--area", "05316", "--period", "2015", "--json", home=home)
    assert [each["value"] for each in traced.json["inputs"]] == [23161, 163487]
    assert traced.json["value"] == pytest.approx(100 * 23161 / 163487)


def test_an_unknown_concept_is_wrong_use_and_names_the_known_ones(tmp_path: Path) -> None:
    for concept in ("unbekannt", "../demo"):
        ended = cli("init", "--concept", concept, home=tmp_path / "neu")
        assert ended.code == 2 and "leverkusen" in ended.err
    assert not (tmp_path / "neu").exists()


def test_check_prints_the_agreed_document_and_writes_nothing(demo: Path, changed: Path) -> None:
    version = current_version(Home(demo))
    ended = cli("check", changed, "--json", home=demo)
    document = ended.json
    assert ended.code == 0
    assert document.keys() == {"layout", "rows", "findings", "difference"}
    assert document["layout"] == "lsn-2-3-1"
    assert document["difference"] == {"new": 0, "revised": 1, "gone": 0, "unchanged": 1039}
    assert len(document["rows"]) == 1040
    lines = changed.read_text("utf-8-sig").splitlines()
    for row in document["rows"]:
        assert row.keys() >= ROW
        assert row["sheet"] is None and isinstance(row["groups"], dict) and PERIOD.fullmatch(row["period"])
        line, field = re.fullmatch(r"L(\d+)F(\d+)", row["cell"]).groups()
        assert float(next(csv.reader([lines[int(line) - 1]]))[int(field) - 1]) == row["value"]
    wanted = {"series": "einbuergerungen", "period": "2024", "area": "03102", "unit": "Anzahl", "value": 365}
    (row,) = [row for row in document["rows"] if row.items() >= wanted.items()]
    assert (row["cell"], row["sign"], row["groups"]) == ("L991F4", None, {})
    assert current_version(Home(demo)) == version


def test_cells_of_workbooks_name_sheet_and_cell(demo: Path) -> None:
    ended = cli("check", DEMO / "massnahmen" / "2026-1.xlsx", "--json", home=demo)
    assert ended.code == 0
    for row in ended.json["rows"]:
        assert row.keys() >= ROW
        assert row["sheet"] == "Sachstand" and re.fullmatch(r"[A-Z]+\d+", row["cell"]) and row["period"] == "2026-H1"


def test_errors_block_with_exit_one_and_all_findings(demo: Path, tmp_path: Path) -> None:
    broken = edited(tmp_path, SALZGITTER_2024, "K03102,3x5")
    broken.write_bytes(broken.read_bytes().replace(b"K03103,185", b"K03103,viele"))
    ended = cli("check", broken, "--json", home=demo)
    assert ended.code == 1
    assert ended.json["difference"] is None
    errors = [each for each in ended.json["findings"] if each["severity"] == "error"]
    assert {each["cell"] for each in errors} == {"L4F4", "L991F4"}
    for each in ended.json["findings"]:
        assert each.keys() == FINDING and each["severity"] in ("error", "hint")
    assert "3x5" in " ".join(each["found"] for each in errors)
    refused = cli("accept", broken, "--json", home=demo)
    assert refused.code == 1 and refused.json["delivery"] is None and refused.json["difference"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("check", "fehlt.csv"), 2, "gibt es nicht"),
        (("check", TABLE, "--layout", "gibt-es-nicht"), 2, "nicht bekannt"),
        (("trace", "--indicator", "nichts", "--area", "03102", "--period", "2024"), 2, "gibt es nicht"),
        (("trace", "--indicator", "einbuergerungen", "--area", "99999", "--period", "2024"), 2, "kein Wert bekannt"),
        (("assess", TABLE), 2, "cases"),
        (("check", "kaputt.xlsx"), 3, "Excel-Mappe"),
        (("accept", "kaputt.xlsx"), 3, "Excel-Mappe"),
        (("check", "gross.csv"), 3, "20 MB"),
        (("check", "leer.csv"), 3, "leer"),
        (("check",), 2, "Der Aufruf"),
    ],
    ids=lambda part: " ".join(map(str, part))[:50] if isinstance(part, tuple) else None,
)
def test_failures_keep_to_one_json_document_and_their_exit_code(demo: Path, arguments: tuple, code: int, word: str) -> None:
    contents = {"kaputt.xlsx": bytes(range(256)) * 12, "gross.csv": b"a;b\n" * 5_300_000, "leer.csv": b""}
    for name in contents.keys() & set(arguments):
        (demo.parent / name).write_bytes(contents[name])
    ended = cli(*arguments, "--json", home=demo)
    assert ended.code == code
    assert word in ended.json["error"]
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("arguments", [(), ("unbekannt",), ("undo", "3"), ("undo", "drei", "--reason", "x"), ("values",)])
def test_wrong_use_is_exit_two(demo: Path, arguments: tuple[str, ...]) -> None:
    ended = cli(*arguments, home=demo)
    assert (ended.code, ended.out) == (2, "")


def test_without_an_installation_every_reading_verb_says_how_to_make_one(tmp_path: Path) -> None:
    ended = cli("deliveries", "--json", home=tmp_path / "leer")
    assert ended.code == 2 and "init --concept demo" in ended.json["error"]


def test_accept_twice_changes_nothing_and_undo_brings_back_the_old_value(home: Path, changed: Path) -> None:
    accepted = cli("accept", changed, "--note", "Berichtigung", "--json", home=home)
    assert accepted.code == 0
    number = DELIVERIES_OF_DEMO + 1
    difference = {"new": 0, "revised": 1, "gone": 0, "unchanged": 1039}
    assert accepted.json.keys() == {"delivery", "repeated", "layout", "findings", "difference"}
    assert (accepted.json["delivery"], accepted.json["repeated"], accepted.json["difference"]) == (number, False, difference)
    assert salzgitter(home) == 365
    version = current_version(Home(home))
    again = cli("accept", changed, "--json", home=home)
    assert again.code == 0
    assert again.json["delivery"] == number and again.json["repeated"] is True
    assert again.json["difference"] == {"new": 0, "revised": 0, "gone": 0, "unchanged": 1040}
    assert current_version(Home(home)) == version
    assert cli("undo", str(number), "--reason", "  ", home=home).code == 2
    assert cli("undo", str(number), "--reason", "Tippfehler", home=home).code == 0
    assert salzgitter(home) == 355
    assert cli("undo", str(number), "--reason", "noch einmal", home=home).code == 2
    listed = cli("deliveries", "--json", home=home).json["deliveries"]
    assert [each["delivery"] for each in listed] == list(range(number, 0, -1))
    newest = listed[0]
    assert (newest["file"], newest["note"], newest["withdrawal_reason"]) == ("lsn_2-3-1.csv", "Berichtigung", "Tippfehler")
    assert newest["sha256"] == sha256(changed.read_bytes()).hexdigest() and newest["rows"] == 1040
    assert newest["withdrawn_at"] >= newest["accepted_at"]


def test_the_only_concept_cannot_be_undone(home: Path) -> None:
    ended = cli("undo", "1", "--reason", "Versuch", home=home)
    assert ended.code == 2 and "Konzept" in ended.err


def test_before_an_accept_the_old_value_is_known(tmp_path: Path, changed: Path) -> None:
    earlier = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=3)
    home = make_home(tmp_path / "frueher", now=earlier).path
    assert cli("accept", changed, home=home).code == 0
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    assert salzgitter(home) == 365
    assert salzgitter(home, "2024", "--as-of", yesterday) == 355
    before = cli("values", "--indicator", "einbuergerungen", "--as-of", "2000-01-01", home=home)
    assert before.code == 2 and "noch keine Daten" in before.err and "Traceback" not in before.err


def test_indicators_are_listed_with_field_and_inputs(demo: Path) -> None:
    listed = cli("indicators", "--json", home=demo).json["indicators"]
    assert len(listed) >= 20
    assert len({each["id"] for each in listed}) == len(listed)
    for each in listed:
        assert each.keys() >= {"id", "name", "field", "unit", "direction", "inputs"}
        assert each["inputs"] and all(given.keys() >= {"series", "unit"} for given in each["inputs"].values())
    (one,) = [each for each in listed if each["id"] == "einbuergerungen"]
    assert one["field"] == ["teilhabe"] and one["unit"] == "Anzahl"


def test_values_are_the_same_as_csv_and_as_json_with_reasons_and_verdicts(demo: Path) -> None:
    arguments = ("values", "--indicator", "ohne_abschluss_auslaender", "--area", "03405")
    document = cli(*arguments, "--format", "json", home=demo).json
    rows = list(csv.DictReader(io.StringIO(cli(*arguments, home=demo).out)))
    assert list(rows[0]) == ["period", "area", "groups", "value", "reason", "verdict"]
    assert document["indicator"] == "ohne_abschluss_auslaender"
    for line, value in zip(rows, document["values"], strict=True):
        assert value.keys() == {"period", "area", "groups", "value", "reason", "verdict"}
        assert (value["value"] is None) == bool(value["reason"])
        assert (line["value"], line["reason"]) == ("" if value["value"] is None else str(value["value"]), value["reason"] or "")
        assert value["area"] == "03405" and line["verdict"] == (value["verdict"] or "")
    assert any(value["reason"] for value in document["values"])
    assert {"Sonne", "Leicht bewölkt", "Wolke", "Blitz"} & {value["verdict"] for value in document["values"]}


def test_a_trace_ends_at_the_cell_of_the_kept_file(demo: Path) -> None:
    traced = cli("trace", "--indicator", "einbuergerungsquote_lsn", "--area", "03102", "--period", "2024", "--json", home=demo).json
    assert traced.keys() >= {"formula", "inputs", "value", "period", "area"}
    assert [each["series"] for each in traced["inputs"]] == ["einbuergerungen", "bevoelkerung"]
    assert traced["value"] == pytest.approx(100 * 355 / 25170)
    for each in traced["inputs"]:
        assert each.keys() >= {"value", "file", "sha256", "sheet", "cell", "delivery"}
        kept = Home(demo).original(each["sha256"])
        assert sha256(kept.read_bytes()).hexdigest() == each["sha256"]
        line, field = (int(part) for part in re.fullmatch(r"L(\d+)F(\d+)", each["cell"]).groups())
        cells = list(csv.reader(io.StringIO(kept.read_text("utf-8-sig"))))[line - 1]
        assert float(cells[field - 1]) == each["value"] and "K03102" in cells


def test_published_cases_are_assessed_in_their_order(tmp_path: Path) -> None:
    cases = [{key: value for key, value in case.items() if key not in ("official", "revised_since")} for case in CASES]
    path = tmp_path / "faelle.json"
    path.write_text(json.dumps({"cases": cases}), "utf-8")
    ended = cli("assess", path, "--json", home=tmp_path / "ohne")
    assert ended.code == 0
    found = ended.json["cases"]
    assert len(found) == len(CASES)
    for case, each in zip(CASES, found, strict=True):
        stable = {year: word for year, word in case["official"].items() if year not in case["revised_since"]}
        assert {year: each["verdicts"].get(year) for year in stable} == stable
        assert set(each["verdicts"].values()) <= {"Sonne", "Leicht bewölkt", "Wolke", "Blitz", "Keine"}
        assert set(each["verdicts"]) <= set(case["series"])


def test_home_on_the_command_line_goes_before_the_environment(demo: Path, tmp_path: Path) -> None:
    empty = {"MONITOR_HOME": str(tmp_path / "leer")}
    assert cli("deliveries", "--json", env=empty).code == 2
    assert cli("deliveries", "--json", env={"MONITOR_HOME": str(demo)}).code == 0
    assert cli("deliveries", "--json", home=demo, env=empty).code == 0


OWN_TABLE = "Jahr;Bezirk;Nummer;Kurse\n2023;Nord;01;12\n2023;Süd;02;7\n2024;Nord;01;15\n2024;Süd;02;-\n"


def own_layout(folder: Path) -> Path:
    """A layout for a table of the city's own, made from a known one."""
    text = (ROOT / "loaders" / "layouts" / "lsn-2-3-1" / "layout.toml").read_text("utf-8")
    text = re.sub(r"strip = .*|aliases = .*|by_name = .*|name = '.*'", "", text)
    changes = {
        'id = "lsn-2-3-1"': 'id = "kurse"', '"Year"': '"Jahr"', '"Gebietseinheit"': '"Bezirk"', '"GeoCode"': '"Nummer"',
        '["Value"]': '["Kurse"]', 'delimiter = ","': 'delimiter = ";"', 'decimal = "."': 'decimal = ","',
        'series = "einbuergerungen"': 'series = "kurse"',
    }  # fmt: skip
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "kurse").mkdir(parents=True)
    path = folder / "kurse" / "layout.toml"
    path.write_text(text, "utf-8")
    return path


def test_layouts_outside_the_project_are_found_in_the_home_and_by_path(home: Path, tmp_path: Path) -> None:
    table = tmp_path / "kurse.csv"
    table.write_text(OWN_TABLE, "utf-8")
    assert cli("check", table, home=home).code == 1
    path = own_layout(tmp_path / "woanders")
    by_path = cli("check", table, "--layout", path, "--json", home=home)
    shutil.copytree(path.parent, home / "layouts" / "kurse")
    by_home = cli("check", table, "--json", home=home)
    by_id = cli("check", table, "--layout", "kurse", "--json", home=home)
    assert by_path.code == by_home.code == by_id.code == 0, by_path.out
    assert by_home.json == by_id.json
    assert by_home.json["layout"] == by_path.json["layout"] == "kurse"
    values = [(row["period"], row["area"], row["value"], row["cell"]) for row in by_home.json["rows"]]
    assert values[:3] == [("2023", "01", 12, "L2F4"), ("2023", "02", 7, "L3F4"), ("2024", "01", 15, "L4F4")]
    assert by_home.json["difference"]["new"] == 4
    assert cli("accept", table, "--json", home=home).json["delivery"] == DELIVERIES_OF_DEMO + 1


def test_a_reader_opened_before_keeps_its_state_and_the_pointer_moves(home: Path, changed: Path) -> None:
    with open_snapshot(Home(home)) as before:
        assert cli("accept", changed, home=home).code == 0
        assert len(store.reading.deliveries(before, OFFICE)) == DELIVERIES_OF_DEMO
    with open_snapshot(Home(home)) as after:
        assert after.version != before.version
        assert len(store.reading.deliveries(after, OFFICE)) == DELIVERIES_OF_DEMO + 1


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_running_server_shows_what_the_command_line_accepted(home: Path, changed: Path, server, page) -> None:
    address = server(home) + "/indikator?id=einbuergerungen&gebiet=03102"
    page.goto(address)
    page.get_by_role("heading", name=re.compile("355 ")).wait_for()
    assert cli("accept", changed, home=home).code == 0
    page.reload()
    page.get_by_role("heading", name=re.compile("365 ")).wait_for()
    assert cli("undo", str(DELIVERIES_OF_DEMO + 1), "--reason", "Probe", home=home).code == 0
    page.reload()
    page.get_by_role("heading", name=re.compile("355 ")).wait_for()


def test_suggest_writes_a_layout_that_check_reads_with(installation: Home, tmp_path: Path) -> None:
    table, layout = tmp_path / "wanderung.csv", tmp_path / "layout.toml"
    table.write_text("Jahr;Land;Zuzüge\n2021;Hessen;10\n2022;Hessen;11\n2021;Bayern;12\n", "utf-8")
    ended = cli("suggest", table, "-o", layout, home=installation.path)
    assert (ended.code, ended.err) == (0, "")
    assert "Kopfzeilen: 1 – darunter beginnen in Zeile 2 die Zahlen" in ended.out
    checked = cli("check", table, "--layout", layout, "--json", home=installation.path)
    assert checked.code == 0
    assert {(row["area"], row["period"], row["value"]) for row in checked.json["rows"]} == {
        ("06", "2021", 10),
        ("06", "2022", 11),
        ("09", "2021", 12),
    }


def test_suggest_as_one_document_names_what_is_open(installation: Home, tmp_path: Path) -> None:
    table = tmp_path / "wanderung.csv"
    table.write_text("Jahr;Zuzüge\n2021;10\n2022;11\n", "utf-8")
    ended = cli("suggest", table, "--json", home=installation.path)
    assert ended.code == 0
    assert ended.json["found"] and tomllib.loads(ended.json["layout"])["values"]
    assert [question["about"] for question in ended.json["questions"]] == ["area"]


def test_what_suggest_leaves_open_is_never_read_before_it_is_answered(installation: Home, tmp_path: Path) -> None:
    table, layout = tmp_path / "schulen.csv", tmp_path / "layout.toml"
    table.write_text("Schulen in Bremen\n\nJahr;Schulen\n2021;10\n2022;11\n", "utf-8")
    ended = cli("suggest", table, "-o", layout, home=installation.path)
    assert "Möglich: Stadt Bremen (04011), Land Bremen (04)." in ended.out
    refused = cli("check", table, "--layout", layout, home=installation.path)
    assert refused.code != 0
    assert "das Gebiet ist noch offen" in refused.out + refused.err
    layout.write_text(layout.read_text("utf-8").replace('key = "?"', 'key = "04"'), "utf-8")
    answered = cli("check", table, "--layout", layout, "--json", home=installation.path)
    assert (answered.code, {row["area"] for row in answered.json["rows"]}) == (0, {"04"})


def test_suggest_finds_no_table_in_a_list_and_refuses_what_is_none(tmp_path: Path) -> None:
    table, broken = tmp_path / "liste.csv", tmp_path / "kaputt.xlsx"
    table.write_text("Nr.;Text\n1;a\n2;b\n", "utf-8")
    broken.write_bytes(b"PK\x03\x04kaputt")
    assert cli("suggest", table, "--json").code == 1
    assert cli("suggest", broken, "--json").code == 3
