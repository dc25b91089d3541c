"""The sheets of a file, which of them holds the table, and which others hold the same one for another year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from domain.errors import NotFound
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
    others: tuple[tuple[str, ...], ...] = ()  # sheets of the same table whose headings differ, by heading
    alike: tuple[str, ...] = ()  # other sheets that people see with the same headings, whatever they are called


def choose_sheet(source: Source, wanted: Sequence[str] | None) -> Chosen | None:
    """The sheet that most likely holds the table; None if no sheet holds one."""
    if source.kind is FileKind.TEXT:
        return Chosen(None)
    if wanted:
        if missing := [sheet for sheet in wanted if sheet not in source.names]:
            raise NotFound(f"{source.name}: Das Blatt „{missing[0]}“ gibt es nicht. Vorhanden sind: {', '.join(source.names)}.")
        return Chosen(wanted[0], tuple(wanted), "so gewählt")
    scores = {sheet: _score(source, place, sheet) for place, sheet in enumerate(source.names)}
    best = max(scores, key=lambda sheet: scores[sheet], default=None)
    if best is None or scores[best] <= 0:
        return None
    family, *others = _families(source, best)
    taken = {*family, *(sheet for other in others for sheet in other)}
    own = _shape(source.probes[best])
    alike = tuple(sheet for sheet in source.names if sheet not in taken | source.hidden and _shape(source.probes[sheet]) == own)
    return Chosen(best, family, _reason(best, family, source), tuple(others), alike)


def _score(source: Source, place: int, sheet: str) -> float:
    """How much speaks for a sheet: values in it, its name, that people see it and see it first."""
    grid = source.probes[sheet]
    region = region_of(grid)
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


def _families(source: Source, best: str) -> list[tuple[str, ...]]:
    """Sheets named alike up to numbers, by what their headings say up to years; the family of ``best`` first. Those with other
    headings belong only where the names hold years and the tables begin alike."""
    pattern = _general(best)
    if pattern is None:
        return [(best,)]
    alike = [sheet for sheet in source.names if re.fullmatch(pattern, sheet) and sheet not in source.hidden]
    shapes: dict[tuple[object, ...], list[str]] = {}
    for sheet in alike:
        if shape := _shape(source.probes[sheet]):
            shapes.setdefault(shape, []).append(sheet)
    own = _shape(source.probes[best])
    family = tuple(shapes.pop(own, [best]))
    if not re.search(r"(?:19|20)\d\d", best):
        return [family]
    return [family, *(tuple(sheets) for shape, sheets in shapes.items() if shape[:2] == own[:2])]


def _general(name: str) -> str | None:
    """Pattern of the sheet's name with any number in place of its numbers; None for a name without one."""
    parts = re.split(r"(\d+)", name)
    return "".join(r"\d+" if part.isdigit() else re.escape(part) for part in parts) if len(parts) > 1 else None


def _shape(grid: Grid) -> tuple[object, ...]:
    """Heading rows, the first heading, all headings up to years."""
    region = region_of(grid)
    if region is None:
        return ()
    heads = [tuple(re.sub(r"(?:19|20)\d\d", "{}", text_of(cell)) for cell in grid.rows[row - 1]) for row in region.header]
    first = next((text for row in heads for text in row if text), "")
    return region.header, first, *heads


def family_pattern(chosen: Chosen, names: Sequence[str]) -> str:
    """Pattern for the names of a family's sheets; ``names`` are those of all sheets. The family of the latest sheets takes any numbers
    in place of theirs, so that next year's sheet fits; the others only take their own names."""
    everything = [*chosen.family, *(name for other in chosen.others for name in other)]
    others = [name for name in everything if name not in chosen.family]
    if len(everything) == 1:
        any_year = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", r"\\d{4}", _plain(everything[0]))
        return any_year if [name for name in names if re.fullmatch(any_year, name)] == everything else _plain(everything[0])
    if others and max(everything) not in chosen.family:
        return "|".join(map(_plain, chosen.family))
    general = _with_numbers(everything)
    return f"(?!(?:{'|'.join(map(_plain, others))})$){general}" if others else general


def _plain(name: str) -> str:
    return re.escape(name).replace(r"\ ", " ").replace(r"\-", "-")


def _with_numbers(names: Sequence[str]) -> str:
    parts = [re.split(r"(\d+)", name) for name in names]
    if len({len(part) for part in parts}) > 1:
        return "|".join(map(_plain, names))
    pattern = ""
    for place in zip(*parts, strict=True):
        lengths = {len(part) for part in place}
        if len(set(place)) == 1:
            pattern += _plain(place[0])
        else:
            pattern += rf"\d{{{lengths.pop()}}}" if len(lengths) == 1 and len(place[0]) > 1 else r"\d+"
    return pattern


def region_of(grid: Grid) -> Region | None:
    """The main table of a sheet."""
    return main_region(find_regions(grid))
