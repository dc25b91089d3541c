"""Where an installation keeps its things."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from domain.deliveries import SourceFile


@dataclass(frozen=True)
class Home:
    """The folder of one installation (MONITOR_HOME)."""

    path: Path

    @property
    def database(self) -> Path:
        """The working file; only writing verbs open it."""
        return self.path / "monitor.duckdb"

    @property
    def published(self) -> Path:
        """Folder of immutable published files and the pointer ``current``."""
        return self.path / "published"

    @property
    def files(self) -> Path:
        """Folder of original files by content hash."""
        return self.path / "files"

    @property
    def layouts(self) -> Path:
        """The installation's own table layouts."""
        return self.path / "layouts"

    @property
    def drafts(self) -> Path:
        """Folder of imports that were started and not finished."""
        return self.path / "drafts"

    @property
    def maps(self) -> Path:
        """Outlines of areas that the concept names."""
        return self.path / "maps"

    @property
    def exists(self) -> bool:
        """True once something was published: an interrupted start does not count."""
        return (self.published / "current").exists()

    def keep(self, source: Path, name: str) -> SourceFile:
        """Keeps a copy of the file under its SHA-256; returns its identity."""
        kept = source_file(source, name)
        if not self.original(kept.sha256).exists():
            write_atomically(self.original(kept.sha256), source.read_bytes())
        return kept

    def original(self, sha256: str) -> Path:
        """Path of a kept original."""
        return self.files / sha256[:2] / sha256


def source_file(path: Path, name: str) -> SourceFile:
    """The identity of a file that its owner calls ``name``."""
    with path.open("rb") as file:
        return SourceFile(name, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def write_atomically(target: Path, content: bytes) -> None:
    """Writes the file so that others see either nothing or all of it, even after a crash."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(part).replace(target)
