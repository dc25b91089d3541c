"""A council report over 9 fields, 240 measures and 60 indicators in every format, and the pack of a meeting."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks import many_measures
from benchmarks.results import Result, seconds_of
from domain.access import OFFICE
from domain.local_time import local
from domain.reports import Cover, ReportForm, ReportKind, ReportOrder
from loaders.worker import Worker
from reports.compose import compose
from reports.document_data import data_rows
from reports.pdf import write_pdf
from reports.slides import write_slides
from reports.word import write_word
from reports.workbook import write_workbook
from store import Home, open_snapshot
from views import report_material

INDICATORS = 60
LIMITS = {ReportForm.PDF: 20.0, ReportForm.WORD: 30.0}
"""Seconds for a whole report: reading, composing and writing."""
_MOMENT = datetime(2026, 12, 20, 12)


def measure(demo: Path, rounds: int) -> Iterator[Result]:
    """Makes the installation; then reads, composes and writes, each step for itself."""
    home = Home(demo.parent / "berichte")
    with Worker() as worker:
        many_measures.make(home, worker, indicators=INDICATORS - _in_demo())
    yield from _written(home, ReportKind.COUNCIL, rounds)
    yield from _written(home, ReportKind.PACK, rounds)


def _in_demo() -> int:
    return len(many_measures.demo_concept().indicators)


def _written(home: Home, kind: ReportKind, rounds: int) -> Iterator[Result]:
    order = ReportOrder(kind, "2026-H2", "2026-H1", "2026-H2", _MOMENT, local(_MOMENT).date(), cover=Cover(number="2026/0815"))
    with open_snapshot(home) as snapshot:
        before = seconds_of(lambda: compose(report_material.build(snapshot, OFFICE, order)))
        material = report_material.build(snapshot, OFFICE, order)
        document, rows = compose(material), data_rows(material)
    yield Result(f"{kind.label}: lesen und zusammenstellen", before, note=_size(material, len(document.blocks)))
    writers = {
        ReportForm.PDF: lambda: write_pdf(document),
        ReportForm.WORD: lambda: write_word(document),
        ReportForm.POWERPOINT: lambda: write_slides(document, material.briefing),
        ReportForm.EXCEL: lambda: write_workbook(document, rows),
    }
    for form, write in writers.items():
        runs = [_timed(write) for _ in range(min(rounds, 3))]
        seconds, busy = median(each[0] for each in runs), median(each[1] for each in runs)
        note = f"davon Schreiben {seconds:.1f} s ({busy:.1f} s Rechenzeit), {runs[0][2] / (1 << 20):.1f} MB"
        yield Result(f"{kind.label} als {form.label}, mit Lesen", before + seconds, limit=LIMITS.get(form), note=note)


def _timed(write: Callable[[], bytes]) -> tuple[float, float, int]:
    """Wall time, processor time and size of what was written; on a busy machine the first is more than the second."""
    wall, busy = perf_counter(), process_time()
    size = len(write())
    return perf_counter() - wall, process_time() - busy, size


def _size(material: report_material.Material, blocks: int) -> str:
    fields, measures, indicators = len(material.fields), len(material.measures), len(material.concept.indicators)
    return f"{fields} Felder, {measures} Maßnahmen, {indicators} Indikatoren, {blocks} Blöcke"
