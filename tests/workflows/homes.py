"""Installations and files for tests of the whole: the demo made once, copies of it, and its tables with single values changed."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import workflows
from settings import Settings
from store import Home
from workflows.history_entries import read_entries

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "data" / "demo"
TABLE = DEMO / "lsn_2-3-1.csv"
SALZGITTER_2024 = "K03102,355"


def make_home(path: Path, concept: str = "demo", now: datetime | None = None) -> Home:
    """A new installation, made by the verb itself; of a shipped concept as it is today, a copy of the first one in this process."""
    if now is None and "/" not in concept:
        shutil.copytree(_made(concept).name, path, dirs_exist_ok=True)
        return Home(path)
    return _init(Home(path), concept, now)


def _init(home: Home, concept: str, now: datetime | None = None) -> Home:
    workflows.init(home, concept, workflows.warm_reader(), settings=Settings(), now=now)
    return home


@cache
def _made(concept: str) -> TemporaryDirectory[str]:
    """An installation that nobody changes; the folder goes with the process."""
    folder = TemporaryDirectory(prefix="monitor-")
    _init(Home(Path(folder.name)), concept)
    return folder


def deliveries_of_demo() -> int:
    """How many deliveries an installation of the demo begins with: the concept, its files, and earlier editions."""
    entries = read_entries(DEMO)
    known = {name for _, name in entries.files} if entries else set()
    return 1 + len(known | set(tomllib.loads((DEMO / "concept.toml").read_text("utf-8"))["deliveries"]))


def demo_without_steering(folder: Path) -> str:
    """The demo's concept with its files, without the decisions it begins with."""
    copy = shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("steering.toml"))
    return str(copy / "concept.toml")


def edited(folder: Path, old: str, new: str, *, source: Path = TABLE, name: str | None = None) -> Path:
    """A copy of a table in which one text, that occurs exactly once, is replaced."""
    content = source.read_bytes()
    if content.count(old.encode()) != 1:
        raise ValueError(f"{old} occurs {content.count(old.encode())} times in {source.name}")
    path = folder / (name or source.name)
    path.write_bytes(content.replace(old.encode(), new.encode()))
    return path


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout; fails where there is anything else."""
        return json.loads(self.out)


def cli(*arguments: str | Path, home: Path | None = None, env: dict[str, str] | None = None) -> Outcome:
    """Runs ``python cli.py`` as a script would, from another folder; ``home`` becomes ``--home``."""
    command = [sys.executable, str(ROOT / "cli.py"), *(["--home", str(home)] if home else []), *map(str, arguments)]
    clean = {key: value for key, value in os.environ.items() if key != "MONITOR_HOME"}
    cwd = (home or ROOT).parent
    ended = subprocess.run(command, capture_output=True, timeout=120, env=clean | (env or {}), cwd=cwd, check=False)
    return Outcome(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))
