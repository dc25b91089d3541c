"""Collects the findings of a file."""

from domain.cells import cell_name
from domain.deliveries import Finding, Severity

_MOST = 2000


class Findings:
    """Findings in the order they were added, at most 2000 of one kind. ``sheet`` is None for text files."""

    def __init__(self, sheet: str | None = None) -> None:
        self._sheet = sheet
        self._kinds: dict[tuple[Severity, str, str, str], list[Finding]] = {}
        self._left_out: dict[tuple[Severity, str, str, str], int] = {}

    def error(self, code: str, found: str, expected: str, advice: str, at: tuple[int, int] | None = None) -> None:
        """Adds what blocks the file; ``at`` is row and column, counted from 1."""
        self._add(Severity.ERROR, code, found, expected, advice, at)

    def hint(self, code: str, found: str, expected: str, advice: str, at: tuple[int, int] | None = None) -> None:
        """Adds what the user should know and may accept."""
        self._add(Severity.HINT, code, found, expected, advice, at)

    def _add(self, severity: Severity, code: str, found: str, expected: str, advice: str, at: tuple[int, int] | None) -> None:
        kind = (severity, code, expected, advice)
        same = self._kinds.setdefault(kind, [])
        if len(same) >= _MOST:
            self._left_out[kind] = self._left_out.get(kind, 0) + 1
            return
        cell = cell_name(self._sheet, *at) if at else None
        same.append(Finding(severity, code, found, expected, advice, self._sheet, cell))

    @property
    def blocking(self) -> bool:
        return any(severity is Severity.ERROR for severity, *_ in self._kinds)

    def all(self) -> tuple[Finding, ...]:
        """Every finding, errors first; for a kind with more than 2000 one more that says how many there are."""
        found = [finding for same in self._kinds.values() for finding in same]
        found += [
            Finding(severity, code, f"{count} weitere Stellen dieser Art", expected, advice, self._sheet)
            for (severity, code, expected, advice), count in self._left_out.items()
        ]
        return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))
