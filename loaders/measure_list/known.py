"""Which remembered list a file is: by the heads of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.deliveries import Reading
from domain.errors import Unreadable, WrongUse
from domain.measure_lists import LIST_FILE, PREFIX, ListMapping
from loaders.grid import Grid
from loaders.measure_list.mapping_text import read_mapping
from loaders.measure_list.reading import read_list
from loaders.measure_list.tables import HEAD_WITHIN, ListTable, head_texts

ALIKE = 0.5
"""Part of the mapped heads from which a file may be an edition of a list."""
_PROBE = HEAD_WITHIN + 5
_AT = "@"


def is_list(layout: str | None) -> bool:
    """True for the id of a remembered list, with or without the half-year chosen for a delivery behind it."""
    return layout is not None and layout.startswith(PREFIX)


def with_period(layout: str, period: str) -> str:
    """The id with the half-year that a person chose for one delivery."""
    return f"{layout.partition(_AT)[0]}{_AT}{period}"


def parts_of(layout: str) -> tuple[str, str]:
    """Id and half-year of what ``with_period`` made."""
    key, _, period = layout.partition(_AT)
    return key, period


def list_file(layout: str, folders: Sequence[Path]) -> Path:
    """The file of a remembered list; raises WrongUse where there is none."""
    key = parts_of(layout)[0]
    found = next((path for folder in folders if (path := folder / key / LIST_FILE).is_file()), None)
    if found is None:
        raise WrongUse(f"Die Maßnahmenliste „{key}“ ist hier nicht zugeordnet. Bitte die Zuordnung zuerst anlegen.")
    return found


def known_lists(folders: Sequence[Path]) -> dict[Path, ListMapping]:
    """All remembered lists by their file; those that cannot be read are left out."""
    found = {}
    for path in (path for folder in folders for path in sorted(folder.glob(f"{PREFIX}*/{LIST_FILE}"))):
        try:
            found[path] = read_mapping(path)
        except Unreadable:
            continue
    return found


class Sheets:
    """The sheets of a file, each read when it is asked for; a text file is one sheet named None."""

    def __init__(self, path: Path, name: str) -> None:
        from loaders.proposal.sheets import open_source  # with it comes all that describes unknown tables

        self._source = open_source(path, name)
        visible = [sheet for sheet in self._source.names if sheet not in self._source.hidden]
        self.names: tuple[str | None, ...] = tuple(visible) or (None,)
        self.name = name
        self._probes: dict[str | None, Grid] = {}

    def probe(self, sheet: str | None) -> Grid:
        """The first rows."""
        if sheet not in self._probes:
            self._probes[sheet] = self._source.grid(sheet, _PROBE)
        return self._probes[sheet]

    def grid(self, sheet: str | None) -> Grid:
        """All rows."""
        return self._source.grid(sheet)


@dataclass(frozen=True)
class Claimed:
    """The remembered list a file is, and the table in it."""

    mapping: ListMapping
    table: ListTable


def claimed_list(sheets: Sheets, folders: Sequence[Path]) -> Claimed | None:
    """The remembered list whose columns are all there, the one with most where several fit; None for no list."""
    fitting = [
        Claimed(mapping, table)
        for mapping in known_lists(folders).values()
        if (table := table_of(sheets, mapping)) is not None and set(mapping.columns.values()) <= set(table.heads.values())
    ]
    return max(fitting, key=lambda each: len(each.mapping.columns), default=None)


def table_of(sheets: Sheets, mapping: ListMapping) -> ListTable | None:
    """The table with most of the mapped heads, on the sheet it was on if that has as many; None where no sheet has half of them."""
    best: tuple[float, str | None, int] | None = None
    wanted = set(mapping.columns.values())
    for sheet in sheets.names:
        place, share = _head_place(sheets.probe(sheet), wanted)
        rank = share + (0.001 if (sheet or "") == mapping.sheet else 0)
        if share >= ALIKE and (best is None or rank > best[0]):
            best = rank, sheet, place
    return ListTable(sheets.grid(best[1]), best[2]) if best is not None else None


def share_of(sheets: Sheets, mapping: ListMapping) -> float:
    """Which part of the mapped heads stands in one row of the file."""
    return max((_head_place(sheets.probe(sheet), set(mapping.columns.values()))[1] for sheet in sheets.names), default=0.0)


def _head_place(grid: Grid, wanted: set[str]) -> tuple[int, float]:
    """The row that holds most of the heads, and which part of them."""
    count = min(len(grid.rows), HEAD_WITHIN)
    shares = {place: len(wanted & set(head_texts(grid, place).values())) / len(wanted) for place in range(1, count + 1) if wanted}
    place = max(shares, key=lambda each: shares[each], default=0)
    return place, shares.get(place, 0.0)


def read_known_list(path: Path, name: str, layout: str | None, folders: Sequence[Path]) -> Reading | None:
    """The reading of a file by the remembered list ``layout``, or by the one that claims it; None where none does."""
    if layout is None and not known_lists(folders):
        return None
    sheets = Sheets(path, name)
    if layout is None:
        claimed = claimed_list(sheets, folders)
        return None if claimed is None else read_list(claimed.table, name, claimed.mapping)
    mapping = read_mapping(list_file(layout, folders))
    table = table_of(sheets, mapping) or ListTable(sheets.probe(sheets.names[0]), 0)
    return read_list(table, name, mapping, parts_of(layout)[1])
