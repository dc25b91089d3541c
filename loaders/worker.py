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
from typing import IO, Any

from domain import errors
from domain.deliveries import Reading
from domain.errors import Unreadable
from loaders.excerpt import Excerpt

OUT_OF_MEMORY = 86
"""Exit code of a child that ran out of the memory it may use."""
_ROOT = Path(__file__).resolve().parents[1]
_LENGTH = struct.Struct("!Q")
# the child gets no more of the environment than Python needs to start: no secrets beside hostile files
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
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
    return unpickler(io.BytesIO(stream.read(_LENGTH.unpack(head)[0]))).load()


class Worker:
    """A child process that reads one file after the other; may be shared by threads. After a crash, or a job longer than
    ``seconds``, the file is Unreadable and the next job gets a new child. ``memory`` (bytes) is not enforced on Windows."""

    def __init__(self, seconds: float = 30, memory: int = 2 << 30) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, path: Path, name: str, layout: str | None = None, folders: Sequence[Path] = ()) -> Reading:
        """As loaders.reading.read_file."""
        if layout is not None and layout.endswith(".toml"):
            layout = str(Path(layout).absolute())
        reading, rows = self._ask("read", name, path.absolute(), name, layout, tuple(folder.absolute() for folder in folders))
        if rows is None:
            return reading
        import pyarrow as pa  # whoever gets a table has it loaded; a worker without table jobs need not

        return replace(reading, rows=pa.ipc.open_stream(rows).read_all())

    def excerpt(self, path: Path, name: str, sheet: str | None, row: int, col: int, around: int = 4) -> Excerpt:
        """As loaders.excerpt.excerpt."""
        return self._ask("excerpt", name, path.absolute(), name, sheet, row, col, around)

    def start(self) -> None:
        """Starts the child ahead of the first job."""
        with self._lock:
            self._started()

    def close(self) -> None:
        """Ends the child; a later job would start another."""
        with self._lock:
            self._end(idle=True)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, task: str, name: str, *arguments: Any) -> Any:
        with self._lock:
            child = self._started()
            late = threading.Event()
            timer = threading.Timer(self._seconds, _stop, (child, late))
            timer.start()
            try:
                send(child.stdin, (task, arguments))  # type: ignore[arg-type]
                answer, content = receive(child.stdout, _OurTypes)  # type: ignore[arg-type]
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                raise Unreadable(f"{name}: {_reason(self._end(), late.is_set())}") from error
            except BaseException:
                self._end()  # an interrupted job's answer must not be taken for the next one's
                raise
            finally:
                timer.cancel()
        if answer == "done":
            return content
        if answer == "refused":
            kind, text = content
            raise getattr(errors, kind)(text)
        raise WorkerFailure(content)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            kept = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
            limits = [str(self._memory), str(int(self._seconds) + 1)]
            command = [sys.executable, "-P", "-X", "utf8", "-W", "ignore", "-m", "loaders.worker_child", *limits]
            environment = {**kept, **_THREADS, "PYTHONPATH": str(_ROOT)}
            self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        return self._child

    def _end(self, *, idle: bool = False) -> int:
        """Ends the child if there is one; its exit code."""
        child, self._child = self._child, None
        if child is None:
            return 0
        for stream in (child.stdin, child.stdout):
            if stream:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue  # it died with a job half written
        if idle:
            child.kill()  # nothing to finish, and waiting for it to notice takes a tenth of a second
        try:
            return child.wait(1)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()


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
