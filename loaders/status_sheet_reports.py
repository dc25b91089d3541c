"""Which rows of a status sheet are reports, and what each of them says: sheets brought together by number, untouched rows left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from domain.deliveries import Finding
from domain.measures import MeasureRow
from domain.status_sheet import BASE_SHEET, NOT_CONTENT, SHEET, CellKind
from domain.status_values import changed, marks, read_checksum
from loaders.status_cells import Content, error, hint
from loaders.status_plausibility import doubled, within_row
from loaders.status_sheet_marker import Marker
from loaders.status_sheet_rows import RowRead, item_of, rows_of, tidy
from loaders.status_sheet_tables import CHECKSUM, MEASURE_COLUMNS, Table, Tables
from loaders.status_sheet_values import Words
from loaders.wording import plain

_DEFAULTS = {each.name: each.default for each in fields(MeasureRow)}
_ITEM_HEADS = {"milestones": "Meilensteine", "resources": "Mittel", "conditions": "Voraussetzungen"}


@dataclass(frozen=True)
class Reports:
    """``untouched`` are the numbers of rows that nobody changed or confirmed."""

    rows: tuple[MeasureRow, ...]
    untouched: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass
class _Measure:
    """Everything the workbook says about one measure."""

    report: RowRead
    base: RowRead | None = None
    items: dict[str, list[Any]] = field(default_factory=dict)
    sources: dict[str, list[RowRead]] = field(default_factory=dict)  # where each item stands
    item_rows: list[RowRead] = field(default_factory=list)  # those with errors too

    @property
    def given(self) -> frozenset[str]:
        """Attributes the workbook speaks of."""
        read = self.report.table.read | (self.base.table.read if self.base else frozenset())
        return (read | self.items.keys()) & _DEFAULTS.keys()

    @property
    def values(self) -> dict[str, Any]:
        """What was understood; what a measure is, is said by its base data."""
        return {**self.report.values, **(self.base.values if self.base else {}), **{key: tuple(each) for key, each in self.items.items()}}

    @property
    def wrong(self) -> set[str]:
        wrong = self.report.wrong | (self.base.wrong if self.base else set())
        return wrong | {row.table.prefix[:-1] for row in self.item_rows if row.wrong}

    @property
    def misread(self) -> set[str]:
        """Attributes for which something was written that could not be read: it is a change, whatever was meant."""
        rows = (self.report, *((self.base,) if self.base else ()))
        misread = {key for row in rows for key in row.wrong - row.missing}
        return misread | {row.table.prefix[:-1] for row in self.item_rows if row.wrong}

    @property
    def findings(self) -> list[Finding]:
        parts = (self.report, *((self.base,) if self.base else ()), *self.item_rows)
        return [finding for part in parts for finding in part.findings]

    def place(self, key: str) -> RowRead:
        """The row in which a key stands."""
        return self.base if self.base and key in self.base.table.read and key not in ("measure",) else self.report


def reports_of(tables: Tables, marker: Marker) -> Reports:
    """The reports in the order of the sheet „Sachstand“."""
    if tables.report is None:
        return Reports((), (), ())
    words = Words.of(marker.words)
    measures, findings = _gather(tables, tables.report, words, marker)
    prefilled = {**marker.prefilled, **_checksums(tables.report)}
    rows, untouched = [], []
    for number, measure in measures.items():
        _complete(measure, ("title", "field", "state") if marker.words.fields else ("title", "state"))
        known = prefilled.get(number)
        changes = _changes(measure, known) if known is not None else frozenset()
        if known is not None and not changes and not measure.report.values.get("confirmed"):
            untouched.append(number)
            findings += _shown_changes(measure, known)
            continue
        _judge_tick(measure, known, changes)
        row = _row(measure, marker, changes if known is not None else None)
        if row is not None:
            rows.append(row)
            _plausible(measure, row, words)
        findings += [*measure.findings, *_shown_changes(measure, known)]
    findings += _gone(tables.report, marker, measures.keys())
    return Reports(tuple(rows), tuple(untouched), tuple(findings))


def _gather(tables: Tables, report: Table, words: Words, marker: Marker) -> tuple[dict[str, _Measure], list[Finding]]:
    """Measures by number, and what concerns none of them."""
    findings: list[Finding] = []
    measures: dict[str, _Measure] = {}
    for row in rows_of(report, words):
        tidy(row, words)
        if row.measure in measures:
            _doubled(row, measures[row.measure].report)
        if not row.measure or row.measure in measures:
            findings += row.findings
            continue
        measures[row.measure] = _Measure(row, items={key: [] for key in tables.items})
    for row in rows_of(tables.base, words) if tables.base else ():
        _place_base(row, measures, marker, findings)
    for key, table in tables.items.items():
        for row in rows_of(table, words):
            _place_item(row, key, measures, marker, findings)
    return measures, findings


def _doubled(row: RowRead, first: RowRead) -> None:
    there = first.table.cell_name("measure", first.number)
    row.say(doubled(there), row.measure, "measure")


def _place_base(row: RowRead, measures: Mapping[str, _Measure], marker: Marker, findings: list[Finding]) -> None:
    measure = measures.get(row.measure)
    if measure is not None and measure.base is None:
        measure.base = row
        return
    if measure is not None and measure.base is not None:
        _doubled(row, measure.base)
    elif row.measure and row.measure not in marker.asked:
        advice = f"Bitte für diese Maßnahme auch im Blatt „{SHEET}“ eine Zeile ausfüllen, mit derselben Nummer."
        row.say(error("E382", f"die Nummer auch im Blatt „{SHEET}“", advice), row.measure, "measure")
    if row.measure not in marker.asked or measure is not None:
        findings += row.findings


def _place_item(row: RowRead, key: str, measures: Mapping[str, _Measure], marker: Marker, findings: list[Finding]) -> None:
    item, measure = item_of(row), measures.get(row.measure)
    if measure is not None:
        measure.item_rows.append(row)
        if item is not None:
            measure.items[key].append(item)
            measure.sources.setdefault(key, []).append(row)
        return
    if row.measure in marker.asked:
        return  # that its row is gone is said once
    if row.measure:
        advice = "Bitte die Nummer berichtigen oder die Maßnahme dort ergänzen."
        row.say(error("E381", f"eine Nummer aus dem Blatt „{SHEET}“", advice), row.measure, "measure")
    findings += row.findings


def _checksums(table: Table) -> dict[str, Mapping[str, str]]:
    """Marks by number, wherever in the column they stand: rows may have been sorted with them or without."""
    if CHECKSUM not in table.columns:
        return {}
    cells = (table.sheet.cell(row, table.columns[CHECKSUM]).value for row in range(table.head_row + 1, table.sheet.max_row + 1))
    return dict(found for text in cells if isinstance(text, str) and (found := read_checksum(text)) is not None)


def _complete(measure: _Measure, needed: Sequence[str]) -> None:
    """What must be said is said in one of the sheets at least; without the hidden sheet no field can be understood."""
    for column in (MEASURE_COLUMNS[key] for key in needed):
        place = measure.place(column.key)
        if column.key in measure.given and column.key not in measure.values and column.key not in measure.wrong:
            place.needs(column)


def _changes(measure: _Measure, known: Mapping[str, str]) -> frozenset[str]:
    now = {key: measure.values.get(key, _DEFAULTS.get(key)) for key in measure.given - {"measure"}}
    return changed(known, now) | measure.misread


def _judge_tick(measure: _Measure, known: Mapping[str, str] | None, changes: frozenset[str]) -> None:
    """„Unverändert“ and changed at once: what was changed counts. A date alone is a report, but no confirmation."""
    row, content = measure.report, changes - NOT_CONTENT
    if known is None:
        return
    if row.values.get("confirmed") and content:
        heads = sorted(MEASURE_COLUMNS[key].head if key in MEASURE_COLUMNS else _ITEM_HEADS[key] for key in content)
        advice = "Die Zeile wird mit den Änderungen übernommen. Soll wirklich alles bleiben, wie es war, bitte die Änderungen zurücknehmen."
        row.say(hint("H484", "„Unverändert“ oder Änderungen", advice), "angekreuzt, geändert: " + ", ".join(heads), "confirmed")
        row.values["confirmed"] = False
    elif not row.values.get("confirmed") and not content and "confirmed" not in changes:  # a tick nobody can read is told already
        advice = "Zählt als Meldung ohne Änderung. Wer bestätigen will, setzt zusätzlich das Kreuz bei „Unverändert“."
        key = next(key for key in ("reported_on", "reported_by") if key in changes)
        row.say(hint("H487", "ein Kreuz bei „Unverändert“ oder eine Änderung", advice), "nur Angaben zur Meldung", key)


def _row(measure: _Measure, marker: Marker, changes: frozenset[str] | None) -> MeasureRow | None:
    """The report; None if what identifies it is wrong or missing. ``changes`` is None where nothing is known to compare with."""
    if measure.wrong & {"measure", "title", "field", "state"}:
        return None
    kept = {key: value for key, value in measure.values.items() if key in _DEFAULTS}
    report = measure.report
    cell = report.table.cell_name("measure", report.number)
    first = {"title": "", "field": "", **kept}
    row = MeasureRow(**first, period=marker.period, sheet=report.table.sheet.title, cell=cell)
    return replace(row, given=measure.given, changed=changes)


def _plausible(measure: _Measure, row: MeasureRow, words: Words) -> None:
    for key, remark, shown in within_row(row, words.sheet):
        item, _, rest = key.partition(".")
        if rest:
            place, column = rest.split(".")
            measure.sources[item][int(place)].say(remark, shown, column)
        else:
            measure.place(key).say(remark, shown, key)


def _shown_changes(measure: _Measure, known: Mapping[str, str] | None) -> Iterator[Finding]:
    """Changes in cells that are only shown, and a title that differs from the base data: they would be lost without a word."""
    row = measure.report
    for key in row.table.columns:
        if known is None or key not in MEASURE_COLUMNS or MEASURE_COLUMNS[key].kind is not CellKind.SHOWN:
            continue
        text = Content(row.table.sheet.cell(row.number, row.table.columns[key]).value).text
        if marks({key: text}).get(key) != known.get(key):
            advice = f"Bitte im Blatt „{BASE_SHEET}“ ändern oder dem Integrationsbüro mitteilen."
            remark = hint("H486", "unverändert, die Spalte dient nur zur Erinnerung", advice)
            yield row.table.finding(remark, text or "leer", row.table.cell_name(key, row.number))
    title = row.values.get("title", "")
    if measure.base is not None and title and plain(title) != plain(measure.base.values.get("title", title)):
        remark = hint("H486", f"„{measure.base.values['title']}“ wie im Blatt „{BASE_SHEET}“", "Die Bezeichnung dort gilt.")
        yield row.table.finding(remark, title, row.table.cell_name("title", row.number))


def _gone(table: Table, marker: Marker, there: Any) -> Iterator[Finding]:
    gone = [number for number in marker.asked if number not in there]
    if gone:
        remark = hint("H485", "die Zeilen aller vorgegebenen Maßnahmen", "Die Maßnahmen gelten als nicht gemeldet; gelöscht wird nichts.")
        yield table.finding(remark, "Zeile fehlt: " + ", ".join(gone))
