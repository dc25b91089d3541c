"""Collects the findings of a file; many of one kind become one that names the first cells and the count."""

from dataclasses import replace

from domain.cells import cell_name
from domain.deliveries import Finding, Severity

_MANY = 20
_NAMED = 5


class Findings:
    """Findings in the order they were added. ``sheet`` is None for text files."""

    def __init__(self, sheet: str | None = None) -> None:
        self._sheet = sheet
        self._kinds: dict[tuple[Severity, str, str, str], list[Finding]] = {}

    def error(self, code: str, found: str, expected: str, advice: str, at: tuple[int, int] | None = None) -> None:
        """Adds what blocks the file; ``at`` is row and column, counted from 1."""
        self._add(Severity.ERROR, code, found, expected, advice, at)

    def hint(self, code: str, found: str, expected: str, advice: str, at: tuple[int, int] | None = None) -> None:
        """Adds what the user should know and may accept."""
        self._add(Severity.HINT, code, found, expected, advice, at)

    def _add(self, severity: Severity, code: str, found: str, expected: str, advice: str, at: tuple[int, int] | None) -> None:
        cell = cell_name(self._sheet, *at) if at else None
        finding = Finding(severity, code, found, expected, advice, self._sheet, cell)
        self._kinds.setdefault((severity, code, expected, advice), []).append(finding)

    @property
    def blocking(self) -> bool:
        return any(severity is Severity.ERROR for severity, *_ in self._kinds)

    def all(self) -> tuple[Finding, ...]:
        """Every finding, errors first; kinds with more than twenty in one finding each."""
        kinds = sorted(self._kinds.items(), key=lambda kind: kind[0][0] is not Severity.ERROR)
        return tuple(finding for _, same in kinds for finding in (same if len(same) <= _MANY else [_summed(same)]))


def _summed(same: list[Finding]) -> Finding:
    first = same[0]
    named = "; ".join(f"{finding.cell}: {finding.found}" if finding.cell else finding.found for finding in same[:_NAMED])
    return replace(first, found=f"{len(same)} Stellen, zuerst {named}")
