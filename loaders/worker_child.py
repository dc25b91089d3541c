"""The child of a Worker: takes jobs on standard input, answers on standard output, keeps to its limits."""

import os
import pickle
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyarrow as pa

from domain.deliveries import DeliveryKind
from domain.errors import MonitorError
from loaders.excerpt import excerpt
from loaders.layouts import known_layouts
from loaders.lean import hide_pandas
from loaders.precheck import unpack
from loaders.reading import read_unpacked
from loaders.worker import OUT_OF_MEMORY, receive, send

try:
    import resource
except ModuleNotFoundError:  # Windows: only the time limit of the parent holds
    resource = None  # type: ignore[assignment]


def _read(*arguments: Any) -> Any:
    """The reading without its table, and the table as Arrow bytes."""
    reading = read_unpacked(*arguments)
    if reading.kind is not DeliveryKind.OBSERVATIONS or reading.rows is None:
        return reading, None
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, reading.rows.schema) as stream:
        stream.write_table(reading.rows)
    return replace(reading, rows=None), sink.getvalue().to_pybytes()


def _marked_copy(*arguments: Any) -> bytes:
    from loaders.marked_copy import marked_copy  # loads what writes workbooks

    return marked_copy(*arguments)


def _propose(*arguments: Any) -> Any:
    from loaders.proposal import propose  # only for tables that no layout claims

    return propose(*arguments)


def _propose_list(*arguments: Any) -> Any:
    from loaders.measure_list import propose_list  # only for lists that somebody maps

    return propose_list(*arguments)


def _returned_texts(*arguments: Any) -> Any:
    from loaders.report_texts import read_report_texts  # only for texts that come back from Excel or Word

    return read_report_texts(*arguments)


_TASKS: dict[str, Callable[..., Any]] = {
    "read": _read,
    "excerpt": excerpt,
    "marked_copy": _marked_copy,
    "propose": _propose,
    "propose_list": _propose_list,
    "returned_texts": _returned_texts,
}
_WHOLE = frozenset({"returned_texts"})
"""Tasks whose files are archives themselves, not tables in archives."""


def _limit_memory(size: int) -> None:
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _allow_seconds(seconds: int) -> None:
    """Processor time from now on; what earlier jobs used does not count."""
    if resource:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds, hard))


def _answer(task: str, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        path, name, *others = arguments
        if task in _WHOLE:
            return "done", _TASKS[task](path, name, *others)
        with unpack(path, name) as (inner, inner_name):
            return "done", _TASKS[task](inner, inner_name, *others)
    except MonitorError as error:
        return "refused", (type(error).__name__, str(error))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # nothing after it can be trusted
    except Exception:  # noqa: BLE001 - the parent raises it again
        return "failed", traceback.format_exc()


def main() -> None:
    """Serves jobs until the parent closes the pipe."""
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not speak into the answers
    hide_pandas()
    _limit_memory(memory)
    known_layouts()  # kept from here on: a child started ahead of its first job has them when it comes
    while True:
        try:
            task, arguments = receive(sys.stdin.buffer, pickle.Unpickler)
        except EOFError:
            return
        _allow_seconds(seconds)
        send(answers, _answer(task, arguments))


if __name__ == "__main__":
    main()
