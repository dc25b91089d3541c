"""One writer at a time; a killed writer leaves nothing half; reading never waits."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from domain.errors import StoreBusy, WrongUse
from store import Home, open_snapshot
from store.publication import current_version
from store.working_file import ensure_published, writing
from tests.store.builders import START, make_reading

ROOT = Path(__file__).resolve().parents[2]


def count(home: Home, table: str) -> int:
    with open_snapshot(home) as snapshot:
        return snapshot.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"]


def hold(path: str, seconds: float, ready) -> None:
    with writing(Home(Path(path)), START):
        ready.set()
        time.sleep(seconds)


def test_two_writers_wait_for_each_other_and_say_so(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0)))
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    other = context.Process(target=hold, args=(str(home.path), 3.5, ready))
    other.start()
    ready.wait(30)
    said: list[str] = []
    with writing(home, START, patience=30, say=said.append):
        pass
    other.join()
    assert said == ["Ein anderer Vorgang schreibt gerade in diese Installation; bitte warten …"]


def test_a_writer_that_waits_too_long_gives_up_in_german_and_changes_nothing(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0)))
    with writing(home, START), pytest.raises(StoreBusy, match="Es wurde nichts geändert"), writing(home, START, patience=0.2):
        pass


def test_reading_works_while_somebody_writes(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0)))
    with writing(home, START) as connection:
        connection.execute("INSERT INTO withdrawal VALUES (1, $now, 'x', 'y')", {"now": START})
        assert count(home, "withdrawal") == 0
    assert count(home, "withdrawal") == 1


def test_an_error_inside_a_verb_leaves_nothing(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0)))
    before = current_version(home)
    with pytest.raises(RuntimeError), writing(home, START) as connection:
        connection.execute("INSERT INTO withdrawal VALUES (1, $now, 'x', 'y')", {"now": START})
        raise RuntimeError
    assert current_version(home) == before
    with writing(home, START) as connection:
        assert connection.execute("SELECT count(*) FROM withdrawal").fetchall() == [(0,)]


KILLED = """
import os, sys
from datetime import datetime
from pathlib import Path
from store import Home
from store.working_file import writing
from store.writing import add_delivery
from domain.deliveries import SourceFile
from tests.store.builders import make_reading
with writing(Home(Path(sys.argv[1])), datetime(2026, 1, 5)) as connection:
    rows = make_reading(*((f"{area:05}", "2016", 1.0) for area in range(20000)))
    add_delivery(connection, rows, SourceFile("x", "x", 1), now=datetime(2026, 1, 5), by="Test", note="")
    print("half", flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a Unix thing")
def test_a_killed_import_leaves_nothing_half(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0)))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(home.path)], env=environment, capture_output=True, text=True, check=False)
    assert (killed.returncode, killed.stdout) == (-9, "half\n")
    ensure_published(home, START)
    assert count(home, "delivery") == 1
    assert count(home, "observation") == 1


def test_a_commit_that_could_not_be_published_is_published_at_the_next_start(home: Home, deliver, monkeypatch) -> None:
    deliver(make_reading(("A", "2016", 1.0)))
    monkeypatch.setattr("store.working_file.publish", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        deliver(make_reading(("B", "2016", 2.0)))
    monkeypatch.undo()
    assert count(home, "delivery") == 1
    ensure_published(home, START)
    assert count(home, "delivery") == 2


def test_published_files_never_change_and_old_ones_go(home: Home, deliver) -> None:
    versions = []
    for year in range(2010, 2016):
        deliver(make_reading(("A", str(year), 1.0)))
        versions.append(current_version(home))
    assert len(set(versions)) == 6
    assert {path.name for path in home.published.glob("*.duckdb")} == set(versions[-3:])
    with open_snapshot(home) as snapshot, pytest.raises(duckdb.Error):
        snapshot.rows("DELETE FROM delivery")


def test_another_history_of_the_same_length_is_another_state(home: Home, tmp_path: Path, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0)), name="eine.csv")
    first = current_version(home)
    shutil.rmtree(home.path)
    deliver(make_reading(("A", "2016", 2.0)), name="andere.csv")
    assert current_version(home) != first
    assert current_version(home).split("-")[1] == first.split("-")[1]


def test_what_a_killed_publisher_left_behind_does_no_harm(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0), ("B", "2016", 2.0)))
    version = current_version(home)
    (home.published / "current").unlink()
    (home.published / f"{version}.part").write_bytes(b"half")
    (home.published / f"{version}.part.wal").write_bytes(b"half")
    ensure_published(home, START)
    with open_snapshot(home) as snapshot:
        assert snapshot.rows("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM current_observation") == [{"n": 2, "ids": 2}]


KILLED_PUBLISHING = """
import os, sys
from datetime import datetime
from pathlib import Path
import store.publication
from store import Home
from store.working_file import ensure_published
real = store.publication.sql
connect = store.publication.duckdb.connect
def killing(path, *rest, **more):
    connection = connect(path, *rest, **more)
    if str(path).endswith(".part"):
        connection.execute("SET wal_autocheckpoint = '1GB'")
        connection.execute(real("fill_current"))
        os.kill(os.getpid(), 9)
    return connection
store.publication.duckdb.connect = killing
ensure_published(Home(Path(sys.argv[1])), datetime(2026, 1, 5))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a Unix thing")
def test_a_killed_publication_doubles_nothing_at_the_next_start(home: Home, deliver) -> None:
    deliver(make_reading(*((f"{area:05}", "2016", 1.0) for area in range(3000))))
    (home.published / "current").unlink()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run([sys.executable, "-c", KILLED_PUBLISHING, str(home.path)], env=environment, capture_output=True, check=False)
    assert killed.returncode == -9
    assert list(home.published.glob("*.part.wal"))
    ensure_published(home, START)
    with open_snapshot(home) as snapshot:
        assert snapshot.rows("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM current_observation") == [{"n": 3000, "ids": 3000}]


def test_a_snapshot_reads_no_files_and_its_settings_are_locked(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0)))
    with open_snapshot(home) as snapshot:
        for query in ("FROM read_text('README.md')", "SET enable_external_access = true", "ATTACH 'other.duckdb'"):
            with pytest.raises(duckdb.Error):
                snapshot.rows(query)


def test_an_installation_of_a_newer_version_is_refused(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0)))
    with duckdb.connect(str(home.database)) as connection:
        connection.execute("INSERT INTO schema_migration VALUES (9999, 'future', now()::TIMESTAMP)")
    with pytest.raises(WrongUse, match="neueren Version"), writing(home, START):
        pass


def test_no_installation_says_how_to_make_one(home: Home) -> None:
    with pytest.raises(WrongUse, match="noch keine Installation"), open_snapshot(home):
        pass
