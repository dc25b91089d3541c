"""Descriptions of known tables: one folder each with layout.toml, a sample and expected.csv (see layouts/README.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
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
YEAR = "{year}"
"""In any heading or recognition text: four digits, whichever they are, so that next year's edition is the same table."""
OPEN = "?"
"""In a proposed layout: an area or time the file does not name. Nothing is read before somebody has put it in."""
_STRICT = {"extra": "forbid"}

Column = str | int
"""A column by the text of its heading, or by its number where a key column has no heading."""


@dataclass(frozen=True)
class FileForm:
    """How the file is written. Delimiter and encodings are those of the publisher; a file saved again with others is understood too."""

    __pydantic_config__ = _STRICT
    kind: Literal["text", "workbook"]
    delimiter: str = ";"
    encodings: tuple[str, ...] = ("utf-8-sig", "cp1252")
    decimal: Literal[",", "."] = ","
    thousands: Literal["", ".", ",", "'"] = ""


@dataclass(frozen=True)
class KnownCell:
    """A cell that must hold this text; ``{year}`` in it stands for any four digits."""

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
    """Row numbers of the headings, none for a table without any. In ``merged`` rows an empty cell continues the text at its left."""

    __pydantic_config__ = _STRICT
    rows: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()


@dataclass(frozen=True)
class DataRows:
    """From row ``first`` to the end of the sheet, to the row before the one beginning with ``end_marker`` (which must be there),
    the first whose first text begins as ``end_pattern`` says or, with ``end_empty``, the first empty one."""

    __pydantic_config__ = _STRICT
    first: int
    end_marker: str = ""
    end_pattern: str = ""
    end_empty: bool = False


@dataclass(frozen=True)
class CellText:
    """A cell that says something about the whole block; on its own sheet, or on the one that fits ``sheet``."""

    __pydantic_config__ = _STRICT
    row: int
    col: int
    sheet: str = ""


@dataclass(frozen=True)
class PeriodRule:
    """Where the period stands: in a ``column``, in heading row ``row`` (a column per period), in the name of the ``sheet`` or the
    ``file``, in one ``cell``, or ``fixed`` for the whole block. Several together need ``compose``: ``{row} {column}``.

    ``pattern`` finds the time in the text; with named groups ``becomes`` is filled from them, otherwise its groups, joined by a
    space (or all of it), are read as ``kind``. Without a pattern ``becomes`` makes a key date of a year: ``{year}-12-31``. ``fill``: an
    empty cell of the column continues the text above."""

    __pydantic_config__ = _STRICT
    kind: PeriodKind = PeriodKind.YEAR
    column: Column | None = None
    row: int | None = None
    sheet: bool = False
    file: bool = False
    cell: CellText | None = None
    fixed: str = ""
    compose: str = ""
    pattern: str = ""
    becomes: str = ""
    fill: bool = False


@dataclass(frozen=True)
class Correction:
    """A key that is known to be wrong in the published table beside this name."""

    __pydantic_config__ = _STRICT
    key: str
    name: str
    area: str


@dataclass(frozen=True)
class FixedArea:
    """The one area that all values of a block, or of a column, are about."""

    __pydantic_config__ = _STRICT
    key: str
    name: str


@dataclass(frozen=True)
class AreaRule:
    """The area of a row: ``fixed``, named in one ``cell`` for the whole block, or from its ``key`` and ``name`` columns, of which one is
    enough. ``pattern`` has the groups ``key`` and ``name`` for texts that hold both (column ``key``, or ``name`` without it, or the cell).

    Key as found → official key: corrections, aliases (of the key as found), else ``strip`` a leading text, put ``prefix`` in front and
    fill with zeros to ``digits``; ``trim`` takes this many zeros off the end before. Keys in ``empty`` count as missing: ``by_name``
    helps. ``register``: names that are in no list above are looked up among the official names of states and districts.
    ``within`` is the key of the municipality whose parts the rows are: ``within-key``, or ``within-name`` without keys. ``fill``: empty
    cells of both columns continue the text above."""

    __pydantic_config__ = _STRICT
    key: Column | None = None
    name: Column | None = None
    fixed: FixedArea | None = None
    cell: CellText | None = None
    pattern: str = ""
    strip: str = ""
    trim: int = 0
    prefix: str = ""
    digits: int = 0
    empty: tuple[str, ...] = ("",)
    aliases: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)
    register: bool = False
    within: str = ""
    fill: bool = False
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class LabelRule:
    """Words that become labels of a dimension: those of a ``column``, or of heading ``row`` where the values' headings have
    ``{dimension}``. ``codes`` word → code ('' = total), ``words`` stay as they are, with ``any`` all others too. ``pattern`` takes its
    first group out of the text.

    ``fill``: an empty cell continues the text above. ``section``: only rows without numbers name the label, it holds for the rows
    below them. ``indent``: only texts indented this deep (0 = not) name it; it holds for deeper rows below, up to the next as shallow."""

    __pydantic_config__ = _STRICT
    dimension: str
    column: Column | None = None
    row: int | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    any: bool = False
    pattern: str = ""
    fill: bool = False
    section: bool = False
    indent: int | None = None


@dataclass(frozen=True)
class BasisSpan:
    """A basis for the years ``since`` to ``until``, both included."""

    __pydantic_config__ = _STRICT
    name: str
    since: int = 0
    until: int = 9999


@dataclass(frozen=True)
class ValueColumn:
    """What the numbers under a heading are. ``heading`` has one text per heading row; ``{period}`` stands for any period,
    ``{dimension}`` for any word of that dimension, ``{year}`` for any four digits (in the headings of key columns too). ``column`` is
    the number of a column in a table without headings. ``when`` names columns (heading, or number as text) and the text they must hold
    in a row, for tables that mix what they count. ``period`` (in the writing of domain.periods) and ``area`` hold for this column
    instead of the block's. ``remark`` says what is known to be wrong with the column in the published table."""

    __pydantic_config__ = _STRICT
    series: str
    unit: str
    heading: tuple[str, ...] = ()
    column: int | None = None
    concept: str = ""
    basis: str | tuple[BasisSpan, ...] = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    when: Mapping[str, str] = field(default_factory=dict)
    period: str = ""
    area: FixedArea | None = None
    remark: str = ""

    def basis_in(self, year: int) -> str | None:
        """The basis for a year, None outside every span."""
        if isinstance(self.basis, str):
            return self.basis
        return next((span.name for span in self.basis if span.since <= year <= span.until), None)


@dataclass(frozen=True)
class SkippedRows:
    """Rows that are not loaded because ``column`` holds one of ``texts`` or a text that wholly fits one of ``patterns``."""

    __pydantic_config__ = _STRICT
    column: Column
    texts: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One table of a file: headings, data rows, and what its columns say. ``sheet`` is a pattern for the whole sheet name (workbooks);
    every sheet that fits is read. ``optional`` blocks may be missing. What a ``compare`` block says is not loaded, only held against
    what the other blocks say."""

    __pydantic_config__ = _STRICT
    header: Header
    data: DataRows
    period: PeriodRule
    area: AreaRule
    values: tuple[ValueColumn, ...]
    name: str = ""
    sheet: str = ""
    optional: bool = False
    compare: bool = False
    labels: tuple[LabelRule, ...] = ()
    skip_columns: tuple[str, ...] = ()
    skip_rows: tuple[SkippedRows, ...] = ()

    @property
    def key_columns(self) -> tuple[Column, ...]:
        """Every column that is no value: period, area, labels, conditions, rows to skip; each once."""
        found = [self.period.column, self.area.key, self.area.name, *(label.column for label in self.labels)]
        found += [skip.column for skip in self.skip_rows]
        found += [as_column(column) for value in self.values for column in value.when]
        return tuple(dict.fromkeys(column for column in found if column is not None))


def as_column(text: str) -> Column:
    """A column named in a TOML key, where a number is written as text."""
    return int(text) if text.isdigit() else text


@dataclass(frozen=True)
class Layout:
    """A known table: who publishes it, how to recognise it, and its blocks. ``footnotes`` are marks that may follow a number
    and say nothing about it, as ``1)``. ``min_cases`` is for own registers: counts from 1 to one less are never shown."""

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
    blocks: tuple[Block, ...]
    footnotes: tuple[str, ...] = ()
    min_cases: int = 0

    @property
    def source(self) -> Source:
        return Source(self.publisher, self.title, self.licence, self.table, self.url)


_OF_BLOCKS = frozenset(item.name for item in fields(Block)) | {"common"}


def read_layout(path: Path) -> Layout:
    """The layout in a layout.toml."""
    return _read_layout(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _read_layout(path: Path, _changed: int) -> Layout:
    return build_layout(read_toml(path), str(path))


def build_layout(data: Mapping[str, Any], place: str) -> Layout:
    """The layout in parsed TOML. What a block does not say itself is taken from the top of the file, where a file with one block says
    everything; entries of ``common`` are put into each of ``values``. Raises Unreadable naming ``place`` and everything that is wrong."""
    from loaders.layout_checks import contradictions  # it needs the types of this module

    general = {key: value for key, value in data.items() if key in _OF_BLOCKS}
    own = data.get("blocks", [{}])
    blocks = [_block({**general, **block}) if isinstance(block, dict) else block for block in own] if isinstance(own, list) else own
    layout = build(Layout, {**{key: value for key, value in data.items() if key not in _OF_BLOCKS}, "blocks": blocks}, place)
    if not layout.blocks:
        raise Unreadable(f"{place}: blocks ist leer. Bitte die Tabelle beschreiben oder den Eintrag streichen.")
    if problems := contradictions(layout):
        raise Unreadable(f"{place}: {'; '.join(problems)}. Bitte berichtigen.")
    return layout


def _block(data: Mapping[str, Any]) -> dict[str, Any]:
    """A block with ``common`` in its values; whatever has another type than it should is left for the check to name."""
    common, values = data.get("common", {}), data.get("values", [])
    if not isinstance(common, dict):
        return dict(data)
    if isinstance(values, list):
        values = [_with_common(common, value) if isinstance(value, dict) else value for value in values]
    return {**{key: value for key, value in data.items() if key != "common"}, "values": values}


def _with_common(common: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    groups = [source.get("groups", {}) for source in (common, value)]
    joined = {**groups[0], **groups[1]} if all(isinstance(group, dict) for group in groups) else groups[1] or groups[0]
    return {**common, **value, "groups": joined}


def layout_folders(folders: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Folders that hold a layout: the product's, then those below each of ``folders``."""
    return tuple(path.parent for place in (SHIPPED, *folders) for path in sorted(place.glob(f"*/{LAYOUT_FILE}")))


def known_layouts(folders: Sequence[Path] = ()) -> dict[str, Layout]:
    """All layouts by id. Those of ``folders`` that cannot be used are left out: one bad description must not stop every import."""
    return _layouts(folders)[0]


def faulty_layouts(folders: Sequence[Path]) -> tuple[str, ...]:
    """What is wrong with each layout of ``folders`` that cannot be used, in a sentence."""
    return _layouts(folders)[1]


def _layouts(folders: Sequence[Path]) -> tuple[dict[str, Layout], tuple[str, ...]]:
    known: dict[str, Layout] = {}
    faulty: list[str] = []
    for folder in layout_folders(folders):
        path = folder / LAYOUT_FILE
        try:
            layout = read_layout(path)
            if layout.id in known:
                raise Unreadable(f"{path}: Die Tabellenbeschreibung „{layout.id}“ gibt es schon. Bitte eine andere id wählen.")
        except FileNotFoundError:
            continue  # taken back meanwhile
        except Unreadable as error:
            if folder.parent == SHIPPED:
                raise
            faulty.append(str(error))
            continue
        known[layout.id] = layout
    return known, tuple(faulty)


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
