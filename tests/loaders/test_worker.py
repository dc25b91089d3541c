"""The child that reads: same answers as reading here, and nothing but the child suffers from a bad file."""

import io
import os
import pickle
import signal
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from domain.errors import NotFound, Unreadable, WrongUse
from loaders.excerpt import excerpt
from loaders.layouts import layout_folders, sample_of
from loaders.reading import read_file
from loaders.worker import Worker, _OurTypes

ARBEITSLOSE = sample_of(next(folder for folder in layout_folders() if folder.name == "regio-13211-02-05-4"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of processes")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as shared:
        yield shared


def test_a_reading_is_the_same_as_without_a_worker(worker: Worker):
    there, here = worker.read(ARBEITSLOSE, ARBEITSLOSE.name), read_file(ARBEITSLOSE, ARBEITSLOSE.name)
    assert there.rows.equals(here.rows)
    assert (there.kind, there.layout, there.source, there.findings) == (here.kind, here.layout, here.source, here.findings)


def test_an_excerpt_is_the_same_as_without_a_worker(worker: Worker):
    assert worker.excerpt(ARBEITSLOSE, ARBEITSLOSE.name, None, 11, 5) == excerpt(ARBEITSLOSE, ARBEITSLOSE.name, None, 11, 5)


@pytest.mark.parametrize("file", ["concepts/offenburg/concept.toml", "demo/massnahmen/2025-2.xlsx"])
def test_concepts_and_status_sheets_come_through_as_they_are(worker: Worker, file: str):
    path = Path(__file__).resolve().parents[2] / "data" / file
    assert worker.read(path, path.name) == read_file(path, path.name)


def test_refusals_keep_their_kind_and_their_sentence(worker: Worker, tmp_path: Path):
    (tmp_path / "leer.csv").touch()
    with pytest.raises(Unreadable, match=r"leer\.csv: Die Datei ist leer"):
        worker.read(tmp_path / "leer.csv", "leer.csv")
    with pytest.raises(WrongUse, match="nicht bekannt"):
        worker.read(ARBEITSLOSE, ARBEITSLOSE.name, "gibt-es-nicht")
    with pytest.raises(NotFound):
        worker.excerpt(ARBEITSLOSE, ARBEITSLOSE.name, None, 9999, 1)


def test_the_child_stays_for_the_next_file(worker: Worker):
    worker.read(ARBEITSLOSE, ARBEITSLOSE.name)
    first = child_of(worker)
    worker.read(ARBEITSLOSE, ARBEITSLOSE.name)
    assert child_of(worker) == first


def test_threads_may_share_a_worker(worker: Worker):
    lengths: list[int] = []
    threads = [threading.Thread(target=lambda: lengths.append(len(worker.read(ARBEITSLOSE, ARBEITSLOSE.name).rows))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lengths == [104] * 4


@posix
def test_a_dead_child_is_replaced(worker: Worker):
    worker.start()
    os.kill(child_of(worker), signal.SIGKILL)
    os.waitid(os.P_PID, child_of(worker), os.WEXITED | os.WNOWAIT)
    assert len(worker.read(ARBEITSLOSE, ARBEITSLOSE.name).rows) == 104


@posix
def test_a_child_that_dies_over_a_file_makes_it_unreadable_and_the_next_file_is_read(tmp_path: Path):
    book = large_book(tmp_path)
    with Worker() as worker:
        threading.Timer(0.5, os.kill, (child_of(worker), signal.SIGKILL)).start()
        with pytest.raises(Unreadable, match=r"m\.xlsx: .* abgebrochen"):
            worker.read(book, "m.xlsx", LARGE_LAYOUT)
        assert len(worker.read(ARBEITSLOSE, ARBEITSLOSE.name).rows) == 104


@posix
def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path):
    with Worker(seconds=1) as worker:
        worker.start()
        with pytest.raises(Unreadable, match=r"m\.xlsx: Das Lesen dauert zu lange"):
            worker.read(large_book(tmp_path), "m.xlsx", LARGE_LAYOUT)


@posix
def test_a_file_that_takes_too_much_memory_is_given_up(tmp_path: Path):
    with Worker(memory=memory_of(Worker()) + (40 << 20)) as worker:
        assert len(worker.read(ARBEITSLOSE, ARBEITSLOSE.name).rows) == 104
        with pytest.raises(Unreadable, match=r"m\.xlsx: .* zu viel Arbeitsspeicher"):
            worker.read(heavy_book(tmp_path), "m.xlsx", LARGE_LAYOUT)


@posix
def test_the_child_knows_nothing_of_our_environment_and_loads_no_pandas(worker: Worker, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLIENT_SECRET", "geheim")
    with Worker() as fresh:
        fresh.read(ARBEITSLOSE, ARBEITSLOSE.name)
        assert b"geheim" not in Path(f"/proc/{child_of(fresh)}/environ").read_bytes()
        maps = Path(f"/proc/{child_of(fresh)}/maps").read_text()
    assert "pyarrow" in maps
    assert "pandas" not in maps


def test_a_closed_worker_starts_again_when_asked():
    worker = Worker()
    worker.read(ARBEITSLOSE, ARBEITSLOSE.name)
    worker.close()
    assert len(worker.read(ARBEITSLOSE, ARBEITSLOSE.name).rows) == 104
    worker.close()


LARGE_LAYOUT = "lsn-2-3-1-xlsx"


def large_book(folder: Path) -> Path:
    """A sheet of 1.8 million cells: many seconds to read."""
    return book_of(folder, [f"<row>{''.join(f'<c><v>{row}.{col}</v></c>' for col in range(10))}</row>" for row in range(180_000)])


def heavy_book(folder: Path) -> Path:
    """A sheet with 80 megabytes of text in a small file."""
    return book_of(folder, [f'<row><c t="inlineStr"><is><t>{str(row) * 5_000}</t></is></c></row>' for row in range(1_000, 5_000)])


def book_of(folder: Path, rows: list[str]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "2020_2-3-1_Download"
    book.save(folder / "empty.xlsx")
    with zipfile.ZipFile(folder / "empty.xlsx") as empty, zipfile.ZipFile(folder / "m.xlsx", "w", zipfile.ZIP_DEFLATED) as full:
        for member in empty.namelist():
            full.writestr(member, empty.read(member).decode().replace("<sheetData>", "<sheetData>" + "".join(rows)))
    return folder / "m.xlsx"


def memory_of(worker: Worker) -> int:
    """Bytes of address space a child holds after a small workbook: what a limit must leave it."""
    with worker:
        worker.read(sample_of(next(folder for folder in layout_folders() if folder.name == LARGE_LAYOUT)), "2020_2-3-1.xlsx")
        status = Path(f"/proc/{child_of(worker)}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmPeak")).split()[1]) << 10


def child_of(worker: Worker) -> int:
    """Process id of the running child."""
    worker.start()
    return worker._idle[-1].process.pid


@pytest.mark.parametrize("content", [Path("x"), os.system, Worker], ids=["path", "function", "worker"])
def test_the_parent_builds_only_types_of_data_from_an_answer(content: object):
    with pytest.raises(pickle.UnpicklingError):
        _OurTypes(io.BytesIO(pickle.dumps(content))).load()


@posix
def test_a_child_that_is_killed_leaves_no_files():
    with Worker() as worker:
        worker.start()
        child = worker._idle[-1]
        folder = Path(child._folder.name)
        (folder / "rest").touch()  # as of a job that did not end
        os.kill(child.process.pid, signal.SIGKILL)
        child.process.wait()
        worker.start()
        assert not folder.exists() and worker._idle[-1] is not child
        again = Path(worker._idle[-1]._folder.name)
    assert not again.exists()


@pytest.mark.parametrize("answer", ["nothing", ("done",), 7, ("done", ("reading", b"no table"))])
def test_an_answer_that_is_none_of_ours_is_a_sentence(answer: object, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("loaders.worker.receive", lambda *_: answer)
    with Worker() as worker, pytest.raises(Unreadable, match="wurde abgebrochen"):
        worker.read(ARBEITSLOSE, ARBEITSLOSE.name)
