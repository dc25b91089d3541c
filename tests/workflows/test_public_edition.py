"""The public edition: only what everybody may read, the same bytes twice, and never over somebody else's files."""

import csv
import io
import re
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

import store.decisions
import store.reading
import store.report_texts
from domain.access import OFFICE, Role, Viewer
from domain.errors import NotAllowed, WrongUse
from domain.measures import INTERNAL_COLUMNS, MeasureRow
from reports.data_rows import DataRow
from reports.site import csv_of
from settings import PublicEdition, Settings
from store import Home, Snapshot, open_snapshot
from tests.workflows.homes import cli
from views.formats import euro
from workflows.public_edition import LIST, edition_zip, publish_edition

MEETING = "controlling-2026-03-19"
SETTINGS = Settings(public_edition=PublicEdition("dl-de/by-2-0", "Stadt Musterstadt", "integration@musterstadt.example"))
PUBLIC = Viewer(Role.PUBLIC)


@pytest.fixture(scope="module")
def edition(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ausgabe") / "netz"
    publish_edition(Home(demo), MEETING, folder, settings=SETTINGS)
    return folder


def texts_in(folder: Path) -> dict[str, str]:
    """Every file as text, the parts of workbooks too."""
    found = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        content = path.read_bytes()
        if path.suffix == ".xlsx":
            with ZipFile(io.BytesIO(content)) as parts:
                content = b"".join(parts.read(name) for name in parts.namelist())
        found[path.relative_to(folder).as_posix()] = content.decode("utf-8")
    return found


def internal_words(snapshot: Snapshot, as_of: datetime | None) -> set[str]:
    """Texts that only roles inside may read: internal columns of every report, internal decisions and texts, mail addresses, files."""
    words: set[str] = set()
    for row in store.reading.measure_history(snapshot, OFFICE, as_of):
        words |= {value for name in INTERNAL_COLUMNS if isinstance(value := getattr(row, name), str)}
        words |= {each.note for each in row.conditions} | {each.source for each in row.resources}
    public = {each.number for each in store.decisions.decisions(snapshot, PUBLIC, as_of)}
    decisions = store.decisions.decisions(snapshot, OFFICE, as_of)
    words |= {each.text for each in decisions if each.number not in public} | {each.reason for each in decisions}
    open_texts = {each.text for each in store.report_texts.report_texts(snapshot, PUBLIC, as_of).values()}
    written = store.report_texts.text_versions(snapshot, OFFICE, as_of)
    words |= {line for each in written if each.text not in open_texts for line in each.text.splitlines()}
    words |= {each.mail for each in store.reading.concept(snapshot, as_of).organisations}
    words |= {each.file.name for each in store.reading.deliveries(snapshot, OFFICE)}
    return {word.strip() for word in words if len(word.strip()) > 10}


def test_nothing_internal_is_in_any_file(demo: Path, edition: Path) -> None:
    with open_snapshot(Home(demo)) as snapshot:
        words = internal_words(snapshot, None)
        said_anyway = {text for row in store.reading.measure_history(snapshot, PUBLIC) for text in texts_of(row)}
        said_anyway |= {each.text for each in store.report_texts.report_texts(snapshot, PUBLIC).values()}
        costs = [cost for row in store.reading.measure_history(snapshot, OFFICE) for cost in (row.cost_planned, row.cost_actual)]
        concept = store.reading.concept(snapshot)
        said_anyway |= {each.name for each in concept.organisations} | {each.short for each in concept.organisations}
    words = {word for word in words if not any(word in text for text in said_anyway)}
    assert len(words) > 100
    texts = texts_in(edition)
    assert [(name, word) for name, text in texts.items() for word in words if word in text] == []
    amounts = {euro(each) for each in costs if each}
    assert len(amounts) > 20
    assert not any(amount in text for text in texts.values() for amount in {*amounts, "Kosten geplant", "VZÄ"})


def texts_of(row: MeasureRow) -> list[str]:
    return [value for name in row.__dataclass_fields__ if isinstance(value := getattr(row, name), str)]


def test_small_counts_are_not_in_the_data(home: Path, tmp_path: Path) -> None:
    """The demo has no group that small: with a higher limit it has."""
    (home / "settings.toml").write_text("min_cases = 40\n", "utf-8")
    publish_edition(Home(home), MEETING, tmp_path / "netz", settings=SETTINGS)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "netz/daten/daten.csv").read_text("utf-8-sig")), delimiter=";"))
    counts = [row for row in rows if row["Angabe"] == "Teilnehmende"]
    assert {row["Wie gezeigt"] for row in counts if not row["Wert"]} == {"unter 40"}
    assert min(float(row["Wert"].replace(",", ".")) for row in counts if row["Wert"]) >= 40
    assert not any(row["Art"] == "Mittel" for row in rows)


def test_links_lead_to_files_of_the_folder_and_nowhere_else(edition: Path) -> None:
    for name, text in texts_in(edition).items():
        if name.endswith(".html"):
            targets = re.findall(r'(?:href|src)="([^"]*)"', text)
            assert targets and all(target == "#inhalt" or (edition / target).is_file() for target in targets), name
            assert "<script" not in text and '<html lang="de">' in text
    assert {path.name for path in edition.glob("feld-*.html")} >= {"feld-bildung.html", "feld-arbeit.html"}


def test_the_same_state_gives_the_same_bytes_and_old_files_go(demo: Path, edition: Path, tmp_path: Path) -> None:
    folder = tmp_path / "netz"
    publish_edition(Home(demo), MEETING, folder, revision=0, settings=SETTINGS)
    first = (folder / "index.html").read_bytes()
    (folder / "feld-alt.html").write_text("früher")
    listed = folder / LIST
    listed.write_text(f"{listed.read_text('utf-8')}{'0' * 64}  feld-alt.html\n{'0' * 64}  ../fremd.html\n", "utf-8")
    (tmp_path / "fremd.html").write_text("bleibt")
    publish_edition(Home(demo), MEETING, folder, settings=SETTINGS)
    assert texts_in(folder) == texts_in(edition)
    assert (folder / "index.html").read_bytes() != first
    assert (tmp_path / "fremd.html").exists()


def test_what_is_refused_and_why(demo: Path, tmp_path: Path) -> None:
    home, foreign = Home(demo), tmp_path / "fremd"
    foreign.mkdir()
    (foreign / "brief.txt").write_text("wichtig")
    with pytest.raises(WrongUse, match="nicht leer und enthält keine öffentliche Ausgabe"):
        publish_edition(home, MEETING, foreign, settings=SETTINGS)
    with pytest.raises(WrongUse, match="keine Lizenz gewählt"):
        publish_edition(home, MEETING, tmp_path / "neu")
    with pytest.raises(WrongUse, match="Aus dem heutigen Stand gibt es nur Entwürfe"):
        publish_edition(home, "fachgruppe-2026-06-11", tmp_path / "neu", settings=SETTINGS)
    for role in (Role.PUBLIC, Role.CONTROLLING, Role.DEPARTMENT):
        with pytest.raises(NotAllowed):
            publish_edition(home, MEETING, tmp_path / "neu", settings=SETTINGS, viewer=Viewer(role))
    assert [path.name for path in tmp_path.iterdir()] == ["fremd"] and [path.name for path in foreign.iterdir()] == ["brief.txt"]


def test_links_in_the_folder_are_not_followed(demo: Path, tmp_path: Path) -> None:
    """Somebody who may write into the folder must not lead the edition to other files of the machine."""
    folder, elsewhere = tmp_path / "netz", tmp_path / "fremd"
    publish_edition(Home(demo), MEETING, folder, settings=SETTINGS)
    elsewhere.mkdir()
    (elsewhere / "alt.csv").write_text("bleibt")
    for each in (folder / "daten").iterdir():
        each.unlink()
    (folder / "daten").rmdir()
    (folder / "daten").symlink_to(elsewhere)
    listed = folder / LIST
    listed.write_text(f"{listed.read_text('utf-8')}{'0' * 64}  daten/alt.csv\n", "utf-8")
    with pytest.raises(WrongUse, match=r"führen Verknüpfungen anderswohin: .*daten"):
        publish_edition(Home(demo), MEETING, folder, settings=SETTINGS)
    assert [each.name for each in elsewhere.iterdir()] == ["alt.csv"]


def test_an_edition_that_was_cut_off_can_be_written_again(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, write = tmp_path / "netz", Path.write_bytes

    def stop(path: Path, content: bytes) -> int:
        if path.suffix == ".css":
            raise KeyboardInterrupt
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", stop)
    with pytest.raises(KeyboardInterrupt):
        publish_edition(Home(demo), MEETING, folder, settings=SETTINGS)
    monkeypatch.undo()
    assert publish_edition(Home(demo), MEETING, folder, settings=SETTINGS).files


def test_as_one_file_it_holds_the_same(demo: Path, edition: Path) -> None:
    with open_snapshot(Home(demo)) as snapshot:
        packed = edition_zip(snapshot, OFFICE, MEETING, settings=SETTINGS)
        assert packed == edition_zip(snapshot, OFFICE, MEETING, settings=SETTINGS)
        with pytest.raises(NotAllowed):
            edition_zip(snapshot, PUBLIC, MEETING, settings=SETTINGS)
    with ZipFile(io.BytesIO(packed)) as parts:
        pages = {name: parts.read(name) for name in parts.namelist() if not name.endswith(".xlsx")}
    assert pages == {path.relative_to(edition).as_posix(): path.read_bytes() for path in edition.rglob("*.*") if path.suffix != ".xlsx"}


def test_the_command_line_publishes(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "netz"
    done = cli("publish", "--meeting", MEETING, "--licence", "CC BY 4.0", "--out", folder, home=demo)
    assert done.code == 0 and "Öffentliche Ausgabe geschrieben" in done.out
    assert "Lizenz: CC BY 4.0" in (folder / "ueber.html").read_text("utf-8")


def test_a_spreadsheet_takes_no_text_for_a_formula() -> None:
    content = csv_of([DataRow("Maßnahmen", "=1+1", "Wert", "2024", 1234.5, "1.234,5")]).decode("utf-8-sig")
    assert ";'=1+1;" in content and ";1234,5;" in content
