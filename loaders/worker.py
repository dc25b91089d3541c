"""Reads files in a child process with limits, so that a hostile or broken file takes down nothing but the child."""

import io
import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from domain import errors
from domain.deliveries import Finding, Reading
from domain.errors import Unreadable
from domain.report_text_sheet import ReturnedTexts
from loaders.excerpt import Excerpt

OUT_OF_MEMORY = 86
"""Exit code of a child that ran out of the memory it may use."""
_ROOT = Path(__file__).resolve().parents[1]
_LENGTH = struct.Struct("!Q")
_LARGE = 32 << 20
_LONGEST = 1 << 30
# the child gets no more of the environment than Python needs to start: no secrets beside hostile files
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
_FOLDERS = ("TEMP", "TMP", "TMPDIR")
_THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")  # each further thread reserves memory and start-up time


class _OurTypes(pickle.Unpickler):
    """Builds nothing but our own types: a child taken over by a file must not be able to run code here."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("domain.") or (module, name) in _ALSO:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


_ALSO = {("loaders.excerpt", "Excerpt"), ("loaders.excerpt", "ExcerptRow"), ("datetime", "date"), ("datetime", "datetime")}


class WorkerFailure(RuntimeError):
    """A programming error in the child; the text is its traceback."""


def send(stream: IO[bytes], message: Any) -> None:
    """Writes one message."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes], unpickler: type[pickle.Unpickler]) -> Any:
    """The next message; raises EOFError when the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    length = _LENGTH.unpack(head)[0]
    if length > _LONGEST:
        raise EOFError  # no answer of ours: a child that a file has taken over
    return unpickler(io.BytesIO(stream.read(length))).load()


class Worker:
    """Children that read one file after the other; may be shared by threads. A slow file keeps one child busy while another
    answers: at most ``children`` work at once. After a crash, or a job longer than ``seconds``, the file is Unreadable and a later
    job gets a new child. ``memory`` (bytes, of each child) is not enforced on Windows."""

    def __init__(self, seconds: float = 30, memory: int = 3 << 30, children: int = 2) -> None:
        self._seconds = seconds
        self._memory = memory
        self._free = threading.Semaphore(children)
        self._idle: list[_Child] = []  # the one used last at the end: a second child starts only when it is needed
        self._lock = threading.Lock()

    def read(self, path: Path, name: str, layout: str | None = None, folders: Sequence[Path] = ()) -> Reading:
        """As loaders.reading.read_file."""
        if layout is not None and layout.endswith(".toml"):
            layout = str(Path(layout).absolute())
        reading, rows = self._ask("read", path, name, layout, tuple(folder.absolute() for folder in folders))
        if rows is None:
            return reading
        return replace(reading, rows=_table(rows, name))

    def excerpt(self, path: Path, name: str, sheet: str | None, row: int, col: int, around: int = 4) -> Excerpt:
        """As loaders.excerpt.excerpt."""
        return self._ask("excerpt", path, name, sheet, row, col, around)

    def marked_copy(self, path: Path, name: str, findings: Sequence[Finding]) -> bytes:
        """As loaders.marked_copy.marked_copy."""
        return self._ask("marked_copy", path, name, tuple(findings))

    def propose(self, path: Path, name: str, *choices: Any) -> Any:
        """As loaders.proposal.propose."""
        return self._ask("propose", path, name, *choices)

    def propose_list(self, path: Path, name: str, choices: Any, context: Any) -> Any:
        """As loaders.measure_list.propose_list."""
        return self._ask("propose_list", path, name, choices, context)

    def returned_texts(self, path: Path, name: str) -> ReturnedTexts:
        """As loaders.report_texts.read_report_texts."""
        return self._ask("returned_texts", path, name)

    def start(self) -> None:
        """Starts a child ahead of the first job."""
        self._put_back(self._take())

    def close(self) -> None:
        """Ends the children that have no job; a later job would start another."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end(idle=True)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, task: str, path: Path, name: str, *arguments: Any) -> Any:
        with self._free:
            child = self._take()
            try:
                answer, content = child.ask(task, (path.absolute(), name, *arguments), self._seconds)
            except _Gone as error:
                raise Unreadable(f"{name}: {error}") from error
            except BaseException:
                child.end()  # an interrupted job's answer must not be taken for the next one's
                raise
            self._put_back(child, content)
        if answer == "done":
            return content
        if answer == "refused":
            kind, text = content
            raise getattr(errors, kind)(text)
        raise WorkerFailure(content)

    def _take(self) -> "_Child":
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.alive:
                    return child
                child.end()
        return _Child(self._memory, self._seconds)

    def _put_back(self, child: "_Child", content: Any = None) -> None:
        if isinstance(content, tuple) and isinstance(content[-1], bytes) and len(content[-1]) > _LARGE:
            child.end(idle=True)  # it would keep the memory that a large table took
            return
        with self._lock:
            self._idle.append(child)


_NO_ANSWER = (OSError, EOFError, pickle.UnpicklingError, AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What a dead child's pipe raises, and what the answer of a child that a file has taken over may raise."""


def _table(content: bytes, name: str) -> Any:
    """The table in a child's answer; raises Unreadable for anything else."""
    import pyarrow as pa  # whoever gets a table has it loaded; a worker without table jobs need not

    try:
        table = pa.ipc.open_stream(content).read_all()
        table.validate(full=True)
    except (pa.ArrowException, OSError, TypeError) as error:
        raise Unreadable(f"{name}: {_reason(0, False)}") from error
    return table


class _Gone(Exception):
    """A child that ended instead of answering; the text says why."""


class _Child:
    """One process and its pipes."""

    def __init__(self, memory: int, seconds: float) -> None:
        kept = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
        command = [sys.executable, "-P", "-X", "utf8", "-W", "ignore", "-m", "loaders.worker_child", str(memory), str(int(seconds) + 1)]
        self._folder = TemporaryDirectory(prefix="monitor-", ignore_cleanup_errors=True)  # a child that is killed leaves its files behind
        environment = {**kept, **_THREADS, **dict.fromkeys(_FOLDERS, self._folder.name), "PYTHONPATH": str(_ROOT)}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def ask(self, task: str, arguments: tuple[Any, ...], seconds: float) -> Any:
        """The answer; raises _Gone if the child died or was killed after ``seconds``."""
        late = threading.Event()
        timer = threading.Timer(seconds, _stop, (self.process, late))
        timer.start()
        try:
            send(self.process.stdin, (task, arguments))  # type: ignore[arg-type]
            answer, content = receive(self.process.stdout, _OurTypes)  # type: ignore[arg-type]
            return answer, content
        except _NO_ANSWER as error:
            raise _Gone(_reason(self.end(), late.is_set())) from error
        finally:
            timer.cancel()

    def end(self, *, idle: bool = False) -> int:
        """Ends the child; its exit code."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue  # it died with a job half written
        if idle:
            self.process.kill()  # nothing to finish, and waiting for it to notice takes a tenth of a second
        try:
            return self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self._folder.cleanup()


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _reason(exit_code: int, late: bool) -> str:
    if exit_code == OUT_OF_MEMORY:
        return "Die Datei braucht beim Lesen zu viel Arbeitsspeicher. Bitte nur die benötigte Tabelle in eine neue Datei kopieren."
    if late or -exit_code == _CPU_SIGNAL:
        return "Das Lesen dauert zu lange. Bitte nur die benötigte Tabelle in eine neue Datei kopieren."
    return "Die Datei lässt sich nicht lesen; das Lesen wurde abgebrochen. Bitte die Datei neu herunterladen oder in Excel neu speichern."


_CPU_SIGNAL = 24  # SIGXCPU; has no name on Windows
