"""Which data rows have understood keys, and what is said about the others and about those that were helped."""

from collections.abc import Sequence

import numpy as np

from domain.periods import PeriodKind
from loaders.area_keys import FoundArea, How
from loaders.columns import Columns
from loaders.findings import Findings
from loaders.grid import text_of
from loaders.layouts import AreaRule, Block
from loaders.register import official_names
from loaders.table_rows import TableRows

_PERIOD_EXAMPLES = {
    PeriodKind.YEAR: "2016",
    PeriodKind.DAY: "31.12.2016",
    PeriodKind.MONTH: "Juni 2016",
    PeriodKind.QUARTER: "1. Quartal 2016",
    PeriodKind.HALF: "1. Halbjahr 2016",
    PeriodKind.SCHOOL_YEAR: "2015/16",
    PeriodKind.SEMESTER: "WS 2015/16",
    PeriodKind.YEARS: "2009~2010",
}


def expected_period(kind: PeriodKind) -> str:
    """What a reader is told a time should look like."""
    return f"eine Zeitangabe der Art „{_PERIOD_EXAMPLES[kind]}“"


def sound_rows(rows: TableRows, block: Block, columns: Columns, unknown_times: np.ndarray, findings: Findings) -> np.ndarray:
    """Mask of the rows whose keys are understood; reports the others, and what was helped. ``unknown_times`` marks the rows
    whose period is not understood under any heading."""
    sound = _sound_areas(rows, block, columns, findings)
    if block.period.column is not None:
        col = columns.keys[block.period.column]
        texts = [text_of(cell) for cell in rows.cells[col - 1]] if unknown_times.any() else []
        _report(
            rows,
            unknown_times,
            texts,
            col,
            "E207",
            expected_period(block.period.kind),
            "Bitte die Zeitangabe in der Datei prüfen.",
            findings,
        )
        sound &= ~unknown_times
    for number, label in enumerate(block.labels):
        if label.column is None:
            continue
        unknown = rows.labels.mask(lambda labels, number=number: labels[number] is None)  # type: ignore[misc]
        expected = (
            "ein Wort ohne Strichpunkt" if label.any else "eines von: " + ", ".join(f"„{word}“" for word in (*label.codes, *label.words))
        )
        advice = "Ein neues Wort gehört zuerst in die Tabellenbeschreibung."
        _report(rows, unknown, rows.words[number], columns.keys[label.column], "E209", expected, advice, findings)
        sound &= ~unknown
    return sound


def _report(
    rows: TableRows, odd: np.ndarray, texts: Sequence[str | None], col: int, code: str, expected: str, advice: str, findings: Findings
) -> None:
    for row in np.flatnonzero(odd).tolist():
        findings.error(code, f"„{(texts[row] or '').lstrip(chr(0))}“", expected, advice, (int(rows.numbers[row]), col))


def _sound_areas(rows: TableRows, block: Block, columns: Columns, findings: Findings) -> np.ndarray:
    if all(value.area for value in block.values):
        return np.ones(len(rows), bool)
    known = rows.areas.mask(lambda area: area.key is not None)
    columns_of_area = [columns.keys[column] for column in (block.area.key, block.area.name) if column is not None]
    col = columns_of_area[0] if columns_of_area else None
    if col is None:
        if not known.all():
            _report_unknown(rows.areas.items[0], "", block.area, None, findings)
        return known
    for row in np.flatnonzero(~known).tolist():
        _report_unknown(rows.areas.at(row), text_of(rows.cells[col - 1][row]), block.area, (int(rows.numbers[row]), col), findings)
    has_keys = block.area.key is not None
    helped = known & rows.areas.mask(
        lambda area: area.how is How.CORRECTED or (area.how is How.NAME and has_keys and not block.area.pattern)
    )
    for row in np.flatnonzero(helped).tolist():
        _report_helped(rows.areas.at(row), text_of(rows.cells[col - 1][row]), (int(rows.numbers[row]), col), findings)
    return known


def _report_unknown(area: FoundArea, text: str, rule: AreaRule, at: tuple[int, int] | None, findings: Findings) -> None:
    shown = f"Gebiet „{text}“" + (f" ({area.name})" if area.name and area.name != text else "")
    if area.candidates:
        names = official_names()
        may_be = " oder ".join(f"{key} ({names[key]})" for key in area.candidates)
        advice = "Bitte in der Tabellenbeschreibung unter area.by_name festlegen, welches gemeint ist."
        findings.error("E208", shown, f"einen eindeutigen Namen; gemeint sein kann {may_be}", advice, at)
        return
    expected = "ein amtlicher Gebietsschlüssel" if rule.key is not None else "ein bekannter Gebietsname"
    advice = "Bitte den Schlüssel in der Datei ergänzen oder das Gebiet in die Tabellenbeschreibung aufnehmen."
    findings.error("E208", shown, expected, advice, at)


def _report_helped(area: FoundArea, text: str, at: tuple[int, int], findings: Findings) -> None:
    if area.how is How.NAME:
        code, found, expected = "H401", "kein Schlüssel", "ein Gebietsschlüssel"
    else:
        code, found, expected = "H402", f"Schlüssel „{text}“", "der Schlüssel, der zum Namen gehört"
    advice = "Die Zeile wurde nach dem Namen zugeordnet. Bitte der herausgebenden Stelle melden."
    findings.hint(code, f"{found} bei „{area.name}“, gelesen als {area.key}", expected, advice, at)
