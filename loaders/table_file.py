"""One file with one or several tables → one Reading: every block of its layout on every sheet that fits."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyarrow as pa

from domain.deliveries import DeliveryKind, Finding, Reading, Severity
from loaders.columns import OTHER_HEAD
from loaders.engine import read_block
from loaders.findings import Findings
from loaders.grid import Grid
from loaders.layouts import Block, CellText, Layout
from loaders.observations import report_contradictions, report_repeated
from loaders.periods_of_blocks import Surroundings, own_cell
from loaders.precheck import FileKind, ending_remark
from loaders.text_table import decode, read_text, sniff


def read_table(path: Path, name: str, layout: Layout, kind: FileKind) -> Reading:
    """The reading of a file by a layout. ``rows`` is None where no block gives a table."""
    file = _File(path, name, layout, kind)
    if (kind is FileKind.WORKBOOK) != (layout.file.kind == "workbook"):
        wanted = "eine Arbeitsmappe (.xlsx, .xls, .ods)" if layout.file.kind == "workbook" else "eine Texttabelle (.csv)"
        file.general.error("E103", "eine andere Art von Datei", wanted, "Bitte die Tabelle in dieser Form herunterladen.")
    else:
        if remark := ending_remark(path, name):
            file.general.hint("H400", remark, "eine Endung, die zum Inhalt passt", "Bitte die Datei so nennen, wie sie gespeichert ist.")
        for block in layout.blocks:
            file.read(block)
    rows = file.checked()
    return Reading(DeliveryKind.OBSERVATIONS, layout.id, layout.source, rows, file.findings(), min_cases=layout.min_cases)


class _File:
    """Collects what the blocks of a layout find in a file."""

    def __init__(self, path: Path, name: str, layout: Layout, kind: FileKind) -> None:
        self._path, self._name, self._layout, self._kind = path, name, layout, kind
        self._around = Surroundings(name, self._cell_text)
        self._loaded: list[pa.Table] = []
        self._compared: list[pa.Table] = []
        self._found: list[Findings] = []
        self._across: dict[str | None, Findings] = {}
        self.general = Findings()
        self.grid = cache(self._grid)

    def read(self, block: Block) -> None:
        """Reads a block from every sheet that fits; a block that is missing and need not be there is left out."""
        sheets = list(self._sheets(block))
        if not sheets and not block.optional and not block.compare:
            names = ", ".join(f"„{sheet}“" for sheet in self._names())
            expected = f"ein Blatt mit einem Namen nach dem Muster „{block.sheet}“"
            self.general.error("E103", f"Blätter: {names}", expected, "Bitte das Blatt so nennen wie veröffentlicht.")
        for sheet in sheets:
            table, findings = read_block(self.grid(sheet), self._layout, block, self._around)
            if block.compare:
                self._compare(block, table, findings)
            elif not (block.optional and table is None and _is_missing(findings)):
                self._found.append(findings)
                self._loaded += [] if table is None else [table]

    def _compare(self, block: Block, table: pa.Table | None, findings: Findings) -> None:
        """Keeps a table to compare; what is wrong with it is only worth a hint, for nothing of it is loaded."""
        if table is not None:
            self._compared.append(table)
        errors = [finding for finding in findings.all() if finding.severity is Severity.ERROR]
        if errors:
            first = errors[0]
            place = f" in {first.cell}" if first.cell else ""
            self.general.hint(
                "H406",
                f"Blatt „{first.sheet}“ ist nicht ganz vergleichbar: {first.found}{place}" + (" und anderes" if len(errors) > 1 else ""),
                f"einen Vergleich mit dem Block „{block.name or block.sheet}“",
                "Die geladenen Werte sind davon nicht berührt.",
            )

    def _sheets(self, block: Block) -> Iterator[str | None]:
        if self._kind is FileKind.TEXT:
            yield None
            return
        from loaders.workbook import matching_sheets  # spreadsheet readers: not for text files

        yield from matching_sheets(self._names(), block.sheet)

    def _names(self) -> tuple[str, ...]:
        from loaders.workbook import sheet_names

        return sheet_names(self._path, self._name)

    def _grid(self, sheet: str | None) -> Grid:
        if sheet is None:
            form = self._layout.file
            text = decode(self._path, self._name, form.encodings)
            return read_text(text, sniff(text, form.delimiter), self._name)
        from loaders.workbook import read_sheet

        return read_sheet(self._path, self._name, sheet)

    def _cell_text(self, grid: Grid, cell: CellText) -> str:
        if not cell.sheet:
            return own_cell(grid, cell)
        from loaders.workbook import matching_sheets

        return next((own_cell(self.grid(sheet), cell) for sheet in matching_sheets(self._names(), cell.sheet)), "")

    def checked(self) -> pa.Table | None:
        """All rows that are loaded, after a look at what stands in the file twice."""
        if not self._loaded:
            return None
        rows = _joined(self._loaded)
        report_repeated(rows, self._of_sheet)
        if self._compared:
            report_contradictions(rows, _joined(self._compared), self._of_sheet)
        return rows

    def _of_sheet(self, sheet: str | None) -> Findings:
        return self._across.setdefault(sheet, Findings(sheet))

    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, errors first."""
        found = [finding for each in (self.general, *self._found, *self._across.values()) for finding in each.all()]
        return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def _is_missing(findings: Findings) -> bool:
    """True if a sheet has none of a block's headings: then the block is not there, and nothing is wrong with it."""
    errors = [finding for finding in findings.all() if finding.severity is Severity.ERROR]
    return len(errors) == 1 and errors[0].code == "E201" and errors[0].found.startswith(OTHER_HEAD)


def _joined(tables: list[pa.Table]) -> pa.Table:
    return tables[0] if len(tables) == 1 else pa.concat_tables(tables).unify_dictionaries().combine_chunks()
