"""Fixtures for tests that need the running application or a browser. Without Chromium, browser tests are skipped, loudly."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
CHROMIUM_OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    skipped = [item for item in items if item.get_closest_marker("browser")]
    for item in skipped:
        item.add_marker(pytest.mark.skip(reason="Chromium fehlt"))
    if skipped:
        warnings.warn(f"CHROMIUM FEHLT: {len(skipped)} Browsertests laufen nicht (Debian: apt install chromium).", stacklevel=1)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of the session."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A fresh German browser window."""
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", viewport={"width": 1366, "height": 900})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def start_server(home: Path, log: Path, script: Path = ROOT / "app.py", *options: str) -> tuple[subprocess.Popen[bytes], str]:
    """The real application on a free port; returns when it answers. Fails with the server's log if it does not start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *options]
    environment = os.environ | {"MONITOR_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/gesundheit", timeout=2) as answer:
            if answer.status == 200:
                return process, address
        time.sleep(0.2)
    process.kill()
    raise RuntimeError(f"server did not start:\n{log.read_text('utf-8', 'replace')[-3000:]}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """``server(home)`` starts the application for an installation (or another ``script``) and returns its address;
    asked again for the same, it returns the running one."""
    running: dict[tuple[Path, Path], tuple[subprocess.Popen[bytes], str]] = {}

    def start(home: Path, script: Path = ROOT / "app.py", *, fresh: bool = False) -> str:
        if fresh or (home, script) not in running:
            stopped = running.pop((home, script), None)
            if stopped:
                _stop(stopped[0])
            running[home, script] = start_server(home, tmp_path_factory.mktemp("server") / "log.txt", script)
        return running[home, script][1]

    yield start
    for process, _ in running.values():
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
