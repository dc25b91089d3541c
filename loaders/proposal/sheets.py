"""The sheets of a file, which of them holds the table, and which others hold the same one for another year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from loaders.grid import Grid, text_of
from loaders.precheck import FileKind, file_kind
from loaders.proposal.cells import Kind, kind_of
from loaders.proposal.regions import Region, find_regions, main_region
from loaders.text_table import decode, read_text, sniff

_PROBE_ROWS = 80
_GOOD = re.compile(r"download|ver(?:ö|oe)ffentlich|tabelle", re.IGNORECASE)
_EXPORT = re.compile(r"export|\bcsv", re.IGNORECASE)
_WORK = re.compile(
    r"roh|berechn|bearbeit|vorbereit|\balte?\b|_alt|alte_|karte|fehler|entwurf|hilfs|pivot|ver(?:ä|ae)nderung|deckblatt|inhalt|impressum|titel"
    r"|vorbemerk|erl(?:ä|ae)uter|metadaten|\bsas_|zeichen",
    re.IGNORECASE,
)
ENCODINGS = ("utf-8-sig", "cp1252")


@dataclass(frozen=True)
class Source:
    """A file to propose a layout for."""

    path: Path
    name: str
    kind: FileKind
    names: tuple[str, ...]  # sheets, none for text
    hidden: frozenset[str]
    text: str = ""
    delimiter: str = ";"

    def grid(self, sheet: str | None, limit: int | None = None) -> Grid:
        """The sheet, or the text file where ``sheet`` is None."""
        if sheet is None:
            return read_text(self.text, self.delimiter, self.name, limit)
        from loaders.workbook import read_sheet

        return read_sheet(self.path, self.name, sheet, limit)

    @cached_property
    def probes(self) -> dict[str, Grid]:
        """The first rows of each sheet."""
        return {sheet: self.grid(sheet, _PROBE_ROWS) for sheet in self.names}


def open_source(path: Path, name: str) -> Source:
    """The file, opened by what it is; raises Unreadable if it cannot be."""
    kind = file_kind(path, name)
    if kind is FileKind.WORKBOOK:
        from loaders.workbook import hidden_sheets, sheet_names

        return Source(path, name, kind, sheet_names(path, name), hidden_sheets(path, name))
    text = decode(path, name, ENCODINGS)
    return Source(path, name, kind, (), frozenset(), text, sniff(text))


@dataclass(frozen=True)
class Chosen:
    """The sheet with the table (None for text), the others of its family, and why it was taken."""

    sheet: str | None
    family: tuple[str, ...] = ()
    because: str = ""


def choose_sheet(source: Source, wanted: Sequence[str] | None) -> Chosen | None:
    """The sheet that most likely holds the table; None if no sheet holds one."""
    if source.kind is FileKind.TEXT:
        return Chosen(None)
    if wanted:
        return Chosen(wanted[0], tuple(wanted), "so gewählt")
    scores = {sheet: _score(source, place, sheet) for place, sheet in enumerate(source.names)}
    best = max(scores, key=lambda sheet: scores[sheet], default=None)
    if best is None or scores[best] <= 0:
        return None
    family = _family(source, best)
    return Chosen(best, family, _reason(best, family, source))


def _score(source: Source, place: int, sheet: str) -> float:
    """How much speaks for a sheet: values in it, its name, that people see it and see it first."""
    grid = source.probes[sheet]
    region = main_region(find_regions(grid), grid)
    if region is None or region.size < 2:
        return 0.0
    cells = sum(kind_of(cell) is Kind.NUMBER for row in grid.rows[region.first - 1 : region.last] for cell in row)
    score = min(cells, 400) / 400 + (0.5 if region.header else 0.0)
    score += 1.0 if _GOOD.search(sheet) and not _WORK.search(sheet) else 0.2 if _EXPORT.search(sheet) and not _WORK.search(sheet) else 0.0
    score -= 0.6 if _WORK.search(sheet) else 0.0
    score -= 0.9 if sheet in source.hidden else 0.0
    return max(0.01, score + 0.6 / (1 + place))


def _reason(best: str, family: Sequence[str], source: Source) -> str:
    if len(family) > 1:
        return f"{len(family)} Blätter haben denselben Aufbau"
    if len(source.names) == 1:
        return "das einzige Blatt"
    if _GOOD.search(best):
        return "sein Name nennt die veröffentlichte Tabelle"
    return "das erste Blatt mit einer Tabelle" if best == source.names[0] else "das Blatt mit den meisten Zahlen"


def _family(source: Source, best: str) -> tuple[str, ...]:
    """Sheets named alike up to numbers whose columns have the same headings up to years."""
    pattern = _general(best)
    if pattern is None:
        return (best,)
    shape = _shape(source.probes[best])
    alike = [sheet for sheet in source.names if re.fullmatch(pattern, sheet) and sheet not in source.hidden]
    return tuple(sheet for sheet in alike if _shape(source.probes[sheet]) == shape) if len(alike) > 1 else (best,)


def _general(name: str) -> str | None:
    """Pattern of the sheet's name with any number in place of its numbers; None for a name without one."""
    parts = re.split(r"(\d+)", name)
    return "".join(r"\d+" if part.isdigit() else re.escape(part) for part in parts) if len(parts) > 1 else None


def _shape(grid: Grid) -> tuple[object, ...]:
    region = main_region(find_regions(grid), grid)
    if region is None:
        return ()
    heads = tuple(tuple(re.sub(r"(?:19|20)\d\d|\d\)", "{}", text_of(cell)) for cell in grid.rows[row - 1] if text_of(cell)) for row in region.header)
    return region.header, region.first, heads[0][:3] if heads else (), heads[-1][:6] if heads else ()


def family_pattern(family: Sequence[str]) -> str:
    """Pattern for the names of sheets: their numbers as numbers of the same length where they vary, so that next year's sheet fits."""
    if len(family) == 1:
        return re.escape(family[0]).replace(r"\ ", " ").replace(r"\-", "-")
    parts = [re.split(r"(\d+)", name) for name in family]
    if len({len(part) for part in parts}) > 1:
        return "|".join(map(re.escape, family))
    pattern = ""
    for place in zip(*parts, strict=True):
        if len(set(place)) == 1:
            pattern += re.escape(place[0]).replace(r"\ ", " ").replace(r"\-", "-")
        else:
            lengths = {len(part) for part in place}
            pattern += rf"\d{{{lengths.pop()}}}" if len(lengths) == 1 and max(map(len, place)) > 1 else r"\d+"
    return pattern


def region_of(grid: Grid) -> Region | None:
    """The main table of a sheet."""
    return main_region(find_regions(grid), grid)
