"""Descriptions of known tables: one folder each with layout.toml, a sample and expected.csv (see layouts/README.md)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from domain.deliveries import Source
from domain.errors import Unreadable, WrongUse
from domain.periods import PeriodKind
from domain.toml_files import build, read_toml

LAYOUT_FILE = "layout.toml"
EXPECTED_FILE = "expected.csv"
SHIPPED = Path(__file__).with_name("layouts")
PERIOD = "{period}"
_STRICT = {"extra": "forbid"}

Column = str | int
"""A column by the text of its heading, or by its number where a key column has no heading."""


@dataclass(frozen=True)
class FileForm:
    """How the file is written. ``sheet`` (workbooks) is a pattern for the whole sheet name."""

    __pydantic_config__ = _STRICT
    kind: Literal["csv", "xlsx"]
    delimiter: str = ";"
    encodings: tuple[str, ...] = ("utf-8-sig", "cp1252")
    sheet: str = ""
    decimal: Literal[",", "."] = ","
    thousands: Literal["", ".", ",", "'"] = ""


@dataclass(frozen=True)
class KnownCell:
    """A cell that must hold this text."""

    __pydantic_config__ = _STRICT
    row: int
    col: int
    text: str


@dataclass(frozen=True)
class Recognition:
    """What makes a file one of this table. ``name`` is a pattern found in the file's name, only for tables whose
    content does not say which one it is."""

    __pydantic_config__ = _STRICT
    cells: tuple[KnownCell, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Header:
    """Row numbers of the headings. In ``merged`` rows an empty cell continues the text at its left."""

    __pydantic_config__ = _STRICT
    rows: tuple[int, ...]
    merged: tuple[int, ...] = ()


@dataclass(frozen=True)
class DataRows:
    """From row ``first`` to the end of the file, to the row before the one beginning with ``end_marker`` or, with
    ``end_empty``, before the first empty one."""

    __pydantic_config__ = _STRICT
    first: int
    end_marker: str = ""
    end_empty: bool = False


@dataclass(frozen=True)
class PeriodRule:
    """The period stands in ``column`` or, for tables with a column per period, in heading row ``row``.
    ``becomes`` makes a key date of a year: ``{year}-12-31``."""

    __pydantic_config__ = _STRICT
    kind: PeriodKind = PeriodKind.YEAR
    column: Column | None = None
    row: int | None = None
    becomes: str = ""


@dataclass(frozen=True)
class Correction:
    """A key that is known to be wrong in the published table beside this name."""

    __pydantic_config__ = _STRICT
    key: str
    name: str
    area: str


@dataclass(frozen=True)
class AreaRule:
    """Key as found → official key: corrections, aliases (of the key as found), else ``strip`` a leading text,
    put ``prefix`` in front and fill with zeros to ``digits``. Keys in ``empty`` count as missing: ``by_name`` helps."""

    __pydantic_config__ = _STRICT
    key: Column
    name: Column
    strip: str = ""
    prefix: str = ""
    digits: int = 0
    empty: tuple[str, ...] = ("",)
    aliases: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class LabelRule:
    """A column with words that become labels of a dimension: ``codes`` word → code ('' = total), ``words`` stay as they are."""

    __pydantic_config__ = _STRICT
    column: Column
    dimension: str
    codes: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class BasisSpan:
    """A basis for the years ``since`` to ``until``, both included."""

    __pydantic_config__ = _STRICT
    name: str
    since: int = 0
    until: int = 9999


@dataclass(frozen=True)
class ValueColumn:
    """What the numbers under a heading are. ``heading`` has one text per heading row; ``{period}`` stands for any period.
    ``when`` names columns and the text they must hold in a row, for tables with mixed units."""

    __pydantic_config__ = _STRICT
    heading: tuple[str, ...]
    series: str
    unit: str
    concept: str
    basis: str | tuple[BasisSpan, ...]
    groups: Mapping[str, str] = field(default_factory=dict)
    when: Mapping[str, str] = field(default_factory=dict)

    def basis_in(self, year: int) -> str | None:
        """The basis for a year, None outside every span."""
        if isinstance(self.basis, str):
            return self.basis
        return next((span.name for span in self.basis if span.since <= year <= span.until), None)


@dataclass(frozen=True)
class SkippedRows:
    """Rows that are not loaded because ``column`` holds one of ``texts``."""

    __pydantic_config__ = _STRICT
    column: Column
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A known table: who publishes it, how to recognise it, and what each of its columns says."""

    __pydantic_config__ = _STRICT
    id: str
    title: str
    publisher: str
    licence: str
    table: str
    url: str
    symbols: str
    dash: Literal["zero", "absent", "zero_beside_numbers"]
    file: FileForm
    recognition: Recognition
    header: Header
    data: DataRows
    period: PeriodRule
    area: AreaRule
    values: tuple[ValueColumn, ...]
    labels: tuple[LabelRule, ...] = ()
    skip_columns: tuple[str, ...] = ()
    skip_rows: tuple[SkippedRows, ...] = ()

    @property
    def source(self) -> Source:
        return Source(self.publisher, self.title, self.licence, self.table, self.url)

    @property
    def key_columns(self) -> tuple[Column, ...]:
        """Every column that is no value: period, area, labels, conditions; each once."""
        found = [self.area.key, self.area.name, *(label.column for label in self.labels), *(skip.column for skip in self.skip_rows)]
        found += [column for value in self.values for column in value.when]
        return tuple(dict.fromkeys(([self.period.column] if self.period.column is not None else []) + found))


def read_layout(path: Path) -> Layout:
    """The layout in a layout.toml; entries of its table ``common`` are put into each of its ``values``."""
    return _read_layout(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _read_layout(path: Path, _changed: int) -> Layout:
    data = read_toml(path)
    common = data.pop("common", {})
    data["values"] = [_with_common(common, value) for value in data.get("values", [])]
    layout = build(Layout, data, str(path))
    if problems := list(_contradictions(layout)):
        raise Unreadable(f"{path}: {'; '.join(problems)}. Bitte berichtigen.")
    return layout


def _with_common(common: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    return {**common, **value, "groups": {**common.get("groups", {}), **value.get("groups", {})}}


def _contradictions(layout: Layout) -> Iterable[str]:
    if (layout.period.column is None) == (layout.period.row is None):
        yield "period braucht entweder column oder row"
    if not layout.values:
        yield "values fehlt"
    for number, value in enumerate(layout.values):
        if len(value.heading) != len(layout.header.rows):
            yield f"values.{number}.heading braucht einen Text je Kopfzeile"
        if not set(value.groups).isdisjoint(label.dimension for label in layout.labels):
            yield f"values.{number}.groups nennt eine Dimension, die auch unter labels steht"
        if not value.when and any(other.heading == value.heading for other in layout.values[:number] + layout.values[number + 1 :]):
            yield f"values.{number} hat dieselbe Überschrift wie ein anderer Eintrag und braucht deshalb when"
    for pattern in (layout.file.sheet, layout.recognition.name, *layout.skip_columns):
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"„{pattern}“ ist kein gültiges Muster ({error})"


def layout_folders(folders: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Folders that hold a layout: the product's, then those below each of ``folders``."""
    return tuple(path.parent for place in (SHIPPED, *folders) for path in sorted(place.glob(f"*/{LAYOUT_FILE}")))


def known_layouts(folders: Sequence[Path] = ()) -> dict[str, Layout]:
    """All layouts by id; raises Unreadable if two folders give the same id."""
    known: dict[str, Layout] = {}
    for folder in layout_folders(folders):
        layout = read_layout(folder / LAYOUT_FILE)
        if layout.id in known:
            raise Unreadable(f"{folder / LAYOUT_FILE}: Die Tabellenbeschreibung „{layout.id}“ gibt es schon. Bitte eine andere id wählen.")
        known[layout.id] = layout
    return known


def choose_layout(choice: str, folders: Sequence[Path] = ()) -> Layout:
    """The layout with this id, or the one in the file ``choice`` points to; raises WrongUse naming the known ids."""
    if choice.endswith(".toml"):
        if not Path(choice).is_file():
            raise WrongUse(f"Die Tabellenbeschreibung {choice} gibt es nicht. Bitte den Pfad prüfen.")
        return read_layout(Path(choice).resolve())
    known = known_layouts(folders)
    if choice not in known:
        raise WrongUse(f"Die Tabellenbeschreibung „{choice}“ ist nicht bekannt. Bekannt sind: {', '.join(sorted(known))}.")
    return known[choice]


def sample_of(folder: Path) -> Path:
    """The sample file of a layout folder: the one file beside layout.toml and expected.csv."""
    samples = [path for path in folder.iterdir() if path.name not in (LAYOUT_FILE, EXPECTED_FILE) and not path.name.startswith(".")]
    if len(samples) != 1:
        raise Unreadable(f"{folder}: Neben {LAYOUT_FILE} und {EXPECTED_FILE} muss genau eine Beispieldatei liegen.")
    return samples[0]
