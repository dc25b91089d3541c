"""Installations a spoilt file is checked against: one knows the clean file, one knows it up to the year before, one knows nothing."""

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import pyarrow.compute as pc

import workflows
from domain.deliveries import Reading
from fuzz.sources import Source
from fuzz.tables import write_table
from loaders.reading import read_file
from settings import Settings
from store import Home


class Known(StrEnum):
    """What the office has loaded before the spoilt file comes."""

    SAME = "dieselbe Ausgabe bekannt"
    LAST_YEAR = "Vorjahr bekannt"
    NOTHING = "leerer Datenstand"


@dataclass
class Direct:
    """Reads files in this process, each once however often it is asked for."""

    path: Path | None = None
    reading: Reading | None = None

    def read(self, path: Path, name: str, layout: str | None = None, folders: Sequence[Path] = ()) -> Reading:
        if self.reading is None or path != self.path:
            self.path, self.reading = path, read_file(path, name, layout, folders)
        return self.reading

    def forget(self) -> None:
        """The next file may have the same path."""
        self.reading = None


@dataclass(frozen=True)
class _UpToLastYear:
    """Reads files without the figures of the newest year, unless it is the only one."""

    direct: Direct

    def read(self, path: Path, name: str, layout: str | None = None, folders: Sequence[Path] = ()) -> Reading:
        reading = self.direct.read(path, name, layout, folders)
        newest = pc.max(reading.rows["year"])
        earlier = reading.rows.filter(pc.less(reading.rows["year"], newest))
        return replace(reading, rows=earlier) if len(earlier) else reading


def empty_office(path: Path, layouts: Path) -> Home:
    """An installation with a concept and without figures, whose own layouts are those of the folder."""
    text = workflows.concept_file("demo").read_text("utf-8")
    text = re.sub(r"(?s)\ndeliveries = \[.*?\n\]", "\ndeliveries = []", text, count=1)
    concept = path.parent / "concept.toml"
    concept.write_text(re.sub(r"\nmap = .*", "", text, count=1), "utf-8")
    home = Home(path)
    workflows.init(home, str(concept), Direct(), settings=Settings())
    if layouts.is_dir():
        shutil.copytree(layouts, home.layouts, dirs_exist_ok=True)
    return home


def offices(folder: Path, empty: Home, source: Source) -> Mapping[Known, Home]:
    """The three installations for a source; two are made below ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    clean = folder / source.file_name
    write_table(source.table, clean)
    homes = {Known.NOTHING: empty}
    for known, reader in ((Known.SAME, Direct()), (Known.LAST_YEAR, _UpToLastYear(Direct()))):
        home = Home(folder / known.name.lower())
        shutil.copytree(empty.path, home.path)
        workflows.accept(home, clean, reader, layout=source.layout)
        homes[known] = home
    return homes
