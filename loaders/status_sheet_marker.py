"""Reads the hidden sheet of a status sheet: what it was made for, the concept's words, and what was written into each row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook

from domain.deliveries import Finding, Severity
from domain.periods import Period, PeriodKind, is_period
from domain.status_sheet import MARKER_SHEET, READABLE_VERSIONS, TEMPLATE, TEMPLATE_VERSION
from domain.status_values import read_checksum
from domain.status_words import SheetWords

_MOST_LINES = 20_000


@dataclass(frozen=True)
class Marker:
    """``period`` is empty where the sheet does not say it. ``asked`` are the numbers that were written into it, ``prefilled`` the marks
    of what was written, by number and attribute."""

    version: str = ""
    concept: str = ""
    municipality: str = ""
    period: str = ""
    office: str = ""
    words: SheetWords = field(default_factory=SheetWords)
    asked: tuple[str, ...] = ()
    prefilled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"Sachstand der Maßnahmen, {Period(self.period).label}" if self.period else "Sachstand der Maßnahmen"


def read_marker(workbook: Workbook) -> tuple[Marker, list[Finding]]:
    """The marker and what is wrong with it; an empty one if the hidden sheet is gone."""
    if MARKER_SHEET not in workbook.sheetnames:
        advice = "Bitte die Angaben in eine frische Vorlage des Monitors übertragen."
        missing = Finding(Severity.ERROR, "E160", "kein verborgenes Blatt mit Berichtszeitraum", f"das Blatt „{MARKER_SHEET}“", advice)
        return Marker(), [missing]
    sheet = workbook[MARKER_SHEET]
    last = min(sheet.max_row, _MOST_LINES)
    table = [[str(cell or "").strip() for cell in line] for line in sheet.iter_rows(max_row=last, max_col=7, values_only=True)]
    facts = {line[0]: line[1] for line in table if line[0]}
    version, period, findings = facts.get("Version", ""), facts.get("Zeitraum", ""), []
    if facts.get("Vorlage") != TEMPLATE or version not in READABLE_VERSIONS:
        advice = "Bitte die aktuelle Vorlage aus dem Monitor verwenden."
        shown = f"Vorlage {facts.get('Vorlage', '')} {version}".strip()
        findings.append(Finding(Severity.ERROR, "E161", shown, f"{TEMPLATE} {TEMPLATE_VERSION}", advice, MARKER_SHEET, "B2"))
    if not is_period(period, PeriodKind.HALF):
        advice = "Bitte eine frische Vorlage für das richtige Halbjahr verwenden."
        findings.append(Finding(Severity.ERROR, "E162", period, "ein Halbjahr wie 2026-H1", advice, MARKER_SHEET, "B5"))
        period = ""
    about = (version, facts.get("Konzept", ""), facts.get("Kommune", ""), period, facts.get("Stelle", ""))
    if version == "1":  # ids of action fields in column C, their names in column D
        return Marker(*about, SheetWords(fields=tuple((line[2], line[3]) for line in table if line[2]))), findings
    lines = [line[3:7] for line in table if line[3]]
    asked = [(number, text) for name, number, text, _ in lines if name == "measure"]
    known = dict(found for _, text in asked if (found := read_checksum(text)) is not None)
    return Marker(*about, SheetWords.from_lines(lines), tuple(number for number, _ in asked), known), findings
