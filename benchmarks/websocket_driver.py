"""Opens pages of a running server as a browser would, without one: websocket and protobuf only.

python -m benchmarks.websocket_driver http://127.0.0.1:8501 ueberblick indikator?id=arbeitslosenquote --sessions 50 --pid 1234
"""

import argparse
import asyncio
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

_LARGEST_MESSAGE = 200 * 2**20


@dataclass(frozen=True)
class Opening:
    """One page opened by one session: seconds from connecting to the end of the script, bytes and messages received, and
    whether an error was shown (an exception of Streamlit or our own sentence)."""

    seconds: float
    received: int
    messages: int
    failed: bool


async def open_page(server: str, view: str, *, runs: int = 1) -> list[Opening]:
    """Opens ``view`` (``indikator?id=x``) in a new session; further ``runs`` repeat the page in the same session."""
    page, _, query = view.partition("?")
    address = server.replace("http", "ws", 1).rstrip("/") + "/_stcore/stream"
    openings = []
    started = time.perf_counter()
    async with connect(address, subprotocols=["streamlit"], max_size=_LARGEST_MESSAGE, compression=None) as socket:  # type: ignore[list-item]
        for _ in range(runs):
            await socket.send(_rerun(page, query))
            received, messages, failed = await _until_finished(socket)
            openings.append(Opening(time.perf_counter() - started, received, messages, failed))
            started = time.perf_counter()
    return openings


def _rerun(page: str, query: str) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    return message.SerializeToString()


async def _until_finished(socket) -> tuple[int, int, bool]:
    received = messages = 0
    failed = False
    while True:
        content = await asyncio.wait_for(socket.recv(), timeout=120)
        received += len(content)
        messages += 1
        message = ForwardMsg.FromString(content)
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.HasField("new_element"):
            element = message.delta.new_element.WhichOneof("type")
            failed = failed or element == "exception" or (element == "alert" and "Fehlernummer" in message.delta.new_element.alert.body)
        elif kind == "page_not_found":
            failed = True
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return received, messages, failed or message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY


async def open_together(server: str, views: Sequence[str], sessions: int) -> list[Opening]:
    """All sessions open at the same moment, taking the views in turn."""
    tasks = [open_page(server, views[index % len(views)]) for index in range(sessions)]
    return [opening for result in await asyncio.gather(*tasks) for opening in result]


def cpu_seconds(pid: int) -> float:
    """Processor time the process and its finished children have used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def cpu_per_opening(server: str, view: str, pid: int, *, openings: int = 20, warm: int = 3) -> tuple[float, list[Opening]]:
    """Server CPU seconds per opening of a view by new sessions, one after the other, on a warm process."""

    async def several(count: int) -> list[Opening]:
        return [opening for _ in range(count) for opening in await open_page(server, view)]

    asyncio.run(several(warm))
    before = cpu_seconds(pid)
    results = asyncio.run(several(openings))
    return (cpu_seconds(pid) - before) / openings, results


def main() -> None:
    """Prints latency and server CPU of each view, then of all sessions at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("server")
    parser.add_argument("views", nargs="+")
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--pid", type=int, help="process of the server, for its CPU time")
    options = parser.parse_args()
    for view in options.views:
        if options.pid:
            cpu, openings = cpu_per_opening(options.server, view, options.pid)
        else:
            cpu, openings = float("nan"), asyncio.run(open_page(options.server, view))
        median = statistics.median(opening.seconds for opening in openings)
        kilobytes = openings[-1].received / 1024
        failed = " FEHLER" if any(opening.failed for opening in openings) else ""
        print(f"{view:40} {median:6.3f} s  {cpu:6.3f} s CPU  {kilobytes:7.0f} KB{failed}")
    openings = asyncio.run(open_together(options.server, options.views, options.sessions))
    seconds = sorted(opening.seconds for opening in openings)
    failures = sum(opening.failed for opening in openings)
    print(f"{options.sessions} gleichzeitig: Median {statistics.median(seconds):.2f} s, alle {seconds[-1]:.2f} s, Fehler {failures}")


if __name__ == "__main__":
    main()
