"""Own indicators end to end: written to the catalogue's workbook, added by a file, computed, changed with a reason, taken back."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

import store.reading
import workflows
from domain.access import Role, Viewer
from domain.definition_sheet import CHANGES, EXAMPLES, INPUTS, SHEET, SHEETS
from domain.errors import NotAllowed, WrongUse
from domain.indicators import Definition
from indicators.library import library
from store import Home, open_snapshot
from tests.workflows.homes import DEMO, ROOT, cli
from views.values import all_series, definitions_of

RATE = ROOT / "indicators" / "definitions" / "teilhabe" / "einbuergerungsquote_lsn.toml"


def toml(folder: Path, *, name: str = "eigener.toml", **changed: str) -> Path:
    """The naturalisation rate of the library under an id of one's own, with some entries changed."""
    text = RATE.read_text("utf-8").replace('id = "einbuergerungsquote_lsn"', 'id = "quote_eigen"', 1)
    for key, value in changed.items():
        line = next(each for each in text.splitlines() if each.startswith(f"{key} = "))
        text = text.replace(line, f"{key} = {value}", 1)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def accept(home: Home, path: Path) -> workflows.Accepted:
    return workflows.accept(home, path, workflows.warm_reader())


def own(home: Home) -> dict[str, Definition]:
    with open_snapshot(home) as snapshot:
        return dict(store.reading.own_definitions(snapshot))


def catalogue(home: Home, folder: Path, edit: Callable[[object], None] = lambda _: None, name: str = "katalog.xlsx") -> Path:
    """The catalogue as downloaded and then edited in Excel."""
    with open_snapshot(home) as snapshot:
        workbook = load_workbook(io.BytesIO(workflows.catalogue_sheet(snapshot)))
    edit(workbook)
    workbook.save(folder / name)
    return folder / name


def row_of(sheet: object, indicator: str) -> int:
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 2).value == indicator)


def put(workbook: object, title: str, key: str, row: int, value: object) -> None:
    workbook[title].cell(row, next(place for place, each in enumerate(SHEETS[title], 1) if each.key == key)).value = value


def test_an_own_indicator_has_values_at_once_and_is_gone_when_taken_back(installation: Home, tmp_path: Path) -> None:
    accepted = accept(installation, toml(tmp_path, name="a.toml"))
    assert (accepted.difference.new, accepted.difference.revised) == (1, 0)
    with open_snapshot(installation) as snapshot:
        values = all_series(snapshot, ["einbuergerungsquote_lsn", "quote_eigen"], ["03102"])
        mine, shipped = (values[(key, "03102", "")].points for key in ("quote_eigen", "einbuergerungsquote_lsn"))
        assert [(each.period, each.value) for each in mine] == [(each.period, each.value) for each in shipped] and mine
        assert definitions_of(snapshot)["quote_eigen"].own
    workflows.undo(installation, accepted.number, reason="Versehen")
    assert own(installation) == {}


def test_the_catalogue_as_downloaded_changes_nothing(installation: Home, tmp_path: Path) -> None:
    assert [
        each.code for each in workflows.check(installation, catalogue(installation, tmp_path), workflows.warm_reader()).reading.findings
    ] == ["E296"]
    accept(installation, toml(tmp_path))
    checked = workflows.check(installation, catalogue(installation, tmp_path), workflows.warm_reader())
    assert (checked.reading.findings, checked.difference.new, checked.difference.revised, checked.difference.unchanged) == ((), 0, 0, 1)


def test_a_row_copied_in_the_catalogue_becomes_an_own_indicator(installation: Home, tmp_path: Path) -> None:
    def copy(workbook: object) -> None:
        for title in (SHEET, INPUTS, EXAMPLES):
            sheet = workbook[title]
            place = 2 if title == SHEET else 1
            rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[place - 1] == "arbeitslosenquote_abstand"]
            for row in rows:
                sheet.append([*row[: place - 1], "abstand_eigen", *row[place:]])

    accepted = accept(installation, catalogue(installation, tmp_path, copy))
    assert [each.code for each in accepted.reading.findings] == []
    assert own(installation).keys() == {"abstand_eigen"}
    assert own(installation)["abstand_eigen"].inputs == library()["arbeitslosenquote_abstand"].inputs


def test_a_changed_row_of_the_library_needs_an_id_of_its_own(installation: Home, tmp_path: Path) -> None:
    def change(workbook: object) -> None:
        put(workbook, SHEET, "min_denominator", row_of(workbook[SHEET], "arbeitslosenquote_auslaender"), 7)

    path = catalogue(installation, tmp_path, change)
    accepted = accept(installation, path)
    (finding,) = [each for each in accepted.reading.findings if each.code == "E294"]
    assert (finding.sheet, accepted.number, own(installation)) == (SHEET, None, {})
    assert load_workbook(path)[SHEET][finding.cell].value == "arbeitslosenquote_auslaender"


def test_what_makes_no_sense_is_said_in_the_words_of_the_sheet(installation: Home, tmp_path: Path) -> None:
    accept(installation, toml(tmp_path))

    def spoil(workbook: object) -> None:
        row = row_of(workbook[SHEET], "quote_eigen")
        put(workbook, SHEET, "version", row, 2)
        put(workbook, SHEET, "group_direction", row, "höher ist besser")
        example = next(row for row in range(2, 999) if workbook[EXAMPLES].cell(row, 1).value == "quote_eigen")
        put(workbook, EXAMPLES, "result", example, 1)

    path = catalogue(installation, tmp_path, spoil)
    findings = workflows.check(installation, path, workflows.warm_reader()).reading.findings
    assert {each.code for each in findings} == {"E293"}
    by_sheet = {each.sheet: each for each in findings}
    assert "Richtung der Gruppe" in " ".join(each.found for each in findings)
    assert by_sheet[EXAMPLES].found.startswith("quote_eigen: Beispiele: Nachgerechnet ergibt es")
    assert any("Fassung 2" in each.found for each in findings)
    assert not any("direction" in each.found or "changes" in each.found for each in findings)


def test_a_change_needs_a_higher_version_that_says_what_and_since_when(installation: Home, tmp_path: Path) -> None:
    accept(installation, toml(tmp_path))
    silent = accept(installation, toml(tmp_path, name="b.toml", cadence_months="6"))
    assert [each.code for each in silent.reading.findings] == ["E295"] and silent.number is None

    def change(workbook: object) -> None:
        row = row_of(workbook[SHEET], "quote_eigen")
        put(workbook, SHEET, "version", row, 2)
        put(workbook, SHEET, "min_denominator", row, 50)
        workbook[CHANGES].append(["quote_eigen", 2, "01.12.2026", "Mindestens 50"])

    accepted = accept(installation, catalogue(installation, tmp_path, change))
    assert (accepted.reading.findings, accepted.difference.revised) == ((), 1)
    after = own(installation)["quote_eigen"]
    assert (after.version, after.min_denominator, after.changes[0].since, after.changes[0].text) == (2, 50, "2026-12-01", "Mindestens 50")
    with open_snapshot(installation) as snapshot:
        first = store.reading.deliveries(snapshot, workflows_office())[1].accepted_at
        assert definitions_of(snapshot, as_of=first)["quote_eigen"].version == 1


def workflows_office() -> Viewer:
    return Viewer(Role.OFFICE)


def test_an_old_download_does_not_take_back_what_others_changed_since(installation: Home, tmp_path: Path) -> None:
    accept(installation, toml(tmp_path))
    old = catalogue(installation, tmp_path, name="alt.xlsx")
    change = '2\nchanges = [{ version = 2, since = "2026-12-01", text = "Halbjährlich" }]'
    assert accept(installation, toml(tmp_path, name="b.toml", version=change, cadence_months="6")).difference.revised == 1
    checked = workflows.check(installation, old, workflows.warm_reader())
    assert [each.code for each in checked.reading.findings] == ["H479"]
    assert accept(installation, old).number and own(installation)["quote_eigen"].version == 2


def test_an_indicator_that_the_concept_uses_cannot_be_taken_back(installation: Home, tmp_path: Path) -> None:
    first = accept(installation, toml(tmp_path)).number
    concept = tmp_path / "concept.toml"
    text = (DEMO / "concept.toml").read_text("utf-8")
    concept.write_text(text.replace("context = [", 'context = [ "quote_eigen",', 1), "utf-8")
    adopted = accept(installation, concept)
    assert adopted.reading.findings == ()
    with pytest.raises(WrongUse, match="quote_eigen"):
        workflows.undo(installation, first, reason="Versehen")
    workflows.undo(installation, adopted.number, reason="doch nicht")
    workflows.undo(installation, first, reason="Versehen")
    assert own(installation) == {}


def test_only_the_office_adds_indicators(installation: Home, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        workflows.accept(installation, toml(tmp_path), workflows.warm_reader(), viewer=Viewer(Role.CONTROLLING))


def test_the_command_line_writes_the_catalogue_and_takes_indicators(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "katalog.xlsx"
    assert cli("catalogue", "-o", target, home=home).code == 0
    assert SHEET in load_workbook(target).sheetnames
    refused = cli("check", target, "--json", home=home)
    assert (refused.code, [each["code"] for each in refused.json["findings"]]) == (1, ["E296"])
    accepted = cli("accept", toml(tmp_path), "--json", home=home).json
    assert (accepted["difference"]["new"], accepted["layout"]) == (1, "indikatorenkatalog")
    assert "quote_eigen" in cli("indicators", home=home).out
    assert cli("values", "--indicator", "quote_eigen", "--area", "03102", home=home).out.count("\n") > 3
    plain = cli("accept", toml(tmp_path, name="c.toml", cadence_months="6"), home=home)
    assert plain.code == 1 and "E295" in plain.out and "Es wurde nichts übernommen" in plain.out
