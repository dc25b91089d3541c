"""Values that are written well and yet cannot be, found over the finished columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from domain.periods import Period, PeriodKind
from loaders.findings import Findings

_NEVER_NEGATIVE = frozenset({"Anzahl", "Prozent", "Promille"})
_ODD_PERCENT, _MOST = 110, 1000
_MUNICIPALITY_DIGITS = 8
_COMPARE = "Bitte die Zelle mit der Veröffentlichung vergleichen."
_POINT_LOST = "Vermutlich ist das Dezimalzeichen verloren gegangen. " + _COMPARE


@dataclass(frozen=True)
class PeriodCell:
    """Where a value's period stands: in heading row ``row`` above it, or in column ``col`` of its row; the other is None."""

    row: int | None
    col: int | None


def report_implausible(table: pa.Table, period_cell: PeriodCell, today: date, findings: Findings) -> None:
    """Reports negative values, periods after ``today``, shares that are too large and a population of nobody."""
    value = table["value"].to_numpy()  # null → nan, which no comparison holds for
    percent, permille = _is(table, "unit", "Prozent".__eq__), _is(table, "unit", "Promille".__eq__)

    def report(add: Callable[..., None], odd: np.ndarray, code: str, what: str, expected: str, advice: str) -> None:
        for cell in table.select(["text", "row", "col"]).take(np.flatnonzero(odd)).to_pylist() if odd.any() else ():
            add(code, f"„{cell['text']}“{what}", expected, advice, (cell["row"], cell["col"]))

    negative = (value < 0) & _is(table, "unit", _NEVER_NEGATIVE.__contains__)
    report(findings.error, negative, "E304", "", "null oder mehr", f"Das Vorzeichen kann nicht stimmen. {_COMPARE}")
    large = "einen Anteil von höchstens etwa 100 Prozent"
    report(findings.error, percent & (value > _MOST), "E306", " Prozent", large, _POINT_LOST)
    report(findings.error, permille & (value > _MOST), "E306", " Promille", "höchstens 1000 Promille", _POINT_LOST)
    advice = f"Das ist bei Betreuungsquoten möglich. {_COMPARE}"
    report(findings.hint, percent & (value > _ODD_PERCENT) & (value <= _MOST), "H404", " Prozent", large, advice)
    advice = f"Ein fehlender Wert ist keine Null. {_COMPARE}"
    report(findings.error, (value == 0) & _is_population(table), "E307", " als Bevölkerung insgesamt", "mehr als null", advice)
    _report_future(table, period_cell, today, findings)


def _is(table: pa.Table, column: str, wanted: Callable[[str], bool]) -> np.ndarray:
    """Mask of the rows whose text is wanted, asked once for each distinct text."""
    texts = table[column].combine_chunks()
    hits = np.array([*map(wanted, texts.dictionary.to_pylist()), False], bool)  # the last one answers for null, code -1
    return hits[texts.indices.fill_null(-1).to_numpy()] if hits.any() else np.zeros(len(table), bool)


def _is_population(table: pa.Table) -> np.ndarray:
    """Mask of the total populations of districts and larger areas; below them there are areas where nobody lives."""
    asked = _is(table, "series", "bevoelkerung".__eq__) & _is(table, "unit", "Anzahl".__eq__) & _is(table, "groups", "".__eq__)
    return asked & _is(table, "area", lambda area: len(area) < _MUNICIPALITY_DIGITS) if asked.any() else asked


def _report_future(table: pa.Table, period_cell: PeriodCell, today: date, findings: Findings) -> None:
    """Reports each cell with such a period once, however many values it is for."""
    future = _is(table, "period", lambda text: _first_day(Period(text)) > today.isoformat())
    if not future.any():
        return
    values = table.select(["period", "row", "col"]).take(np.flatnonzero(future)).to_pylist()
    cells = {(period_cell.row or value["row"], period_cell.col or value["col"]): value["period"] for value in values}
    for at, text in cells.items():
        expected = f"eine Zeit, die bis heute ({today:%d.%m.%Y}) begonnen hat"
        findings.error("E305", f"{Period(text).label} liegt in der Zukunft", expected, "Bitte das Jahr prüfen.", at)


def _first_day(period: Period) -> str:
    """The day a period begins as ISO text, which sorts and, unlike ``date``, knows the year 0000 of a misprint."""
    match period.kind:
        case PeriodKind.DAY:
            return period.text
        case PeriodKind.MONTH:
            return f"{period.text}-01"
        case PeriodKind.QUARTER:
            return f"{period.text[:4]}-{3 * int(period.slot[1]) - 2:02}-01"
        case PeriodKind.HALF:
            return f"{period.text[:4]}-{6 * int(period.slot[1]) - 5:02}-01"
        case PeriodKind.SCHOOL_YEAR:
            return f"{period.text[:4]}-08-01"
        case PeriodKind.SEMESTER:
            return f"{period.text[:4]}-{'04' if period.slot == 'SS' else '10'}-01"
        case PeriodKind.YEAR | PeriodKind.YEARS:
            return f"{period.text[:4]}-01-01"
