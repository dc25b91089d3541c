"""Starts servers the way a city does, and tells when they have shown their first page."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.websocket_driver import Opening, open_page

ROOT = Path(__file__).resolve().parents[1]
APP = ("run", str(ROOT / "app.py"))
HELLO = ("hello", "--server.headless", "true", "--browser.gatherUsageStats", "false", "--browser.serverAddress", "127.0.0.1")
_PATIENCE = 120


@contextmanager
def started(home: Path, command: Sequence[str] = APP) -> Iterator[tuple[int, str]]:
    """Process id and address of a server that has just been started and may not answer yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"MONITOR_HOME": str(home)}
    line = [sys.executable, "-m", "streamlit", *command, "--server.port", str(port)]
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("wb") as log:
        where = ROOT if command is APP else folder  # our configuration is not Streamlit's own
        process = subprocess.Popen(line, cwd=where, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield process.pid, f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def first_page(address: str, view: str = "") -> Opening:
    """The page as soon as the server lets anybody in; raises TimeoutError where it never does."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            [opening] = asyncio.run(open_page(address, view))
        except OSError:
            time.sleep(0.01)
        else:
            return opening
    raise TimeoutError(f"{address} does not answer")
