"""Whether a defect was found, whether its place was named, and whether a wrong value would have slipped in."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from domain.deliveries import Change, Finding
from fuzz.defects import Defect
from fuzz.offices import Known
from fuzz.places import Spot, columns_in, places_in
from fuzz.sources import Key, Source, key_of
from fuzz.tables import Place
from workflows import Checked

_POINTING = {Known.SAME: ("new", "revised", "gone"), Known.LAST_YEAR: ("revised", "gone"), Known.NOTHING: ()}


@dataclass(frozen=True)
class Verdict:
    """``right``: nothing was said, and all figures are read as in the clean file. ``silent``: figures differ and nothing points to it."""

    found: bool
    exact: bool
    right: bool
    silent: bool
    wrong: int
    said: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """The line each record of a text table begins in; empty for workbooks, where rows are rows."""

    starts: tuple[int, ...]

    def record(self, place: Place) -> Place:
        return (bisect_right(self.starts, place[0]), place[1]) if self.starts else place


def judge(source: Source, defect: Defect, known: Known, checked: Checked, clean: Checked, now: Lines, before: Lines) -> Verdict:
    """The verdict on one spoilt file, beside what is said about the clean one."""
    fresh = fresh_findings(checked, clean)
    changes = [change for change in _changes(checked) if change.what in _POINTING[known]]
    found = bool(fresh) or _pointing(checked, known) > 0
    exact = any(_names(finding, defect.damage.now, source, now) for finding in fresh)
    exact = exact or any(_shows(change, defect, now, before) for change in changes)
    other = set() if checked.blocked else differing(source, checked)
    right = not found and not other and not defect.must_show
    wrong = len(other - (_known(source, known) - read_keys(checked)))  # what is known and no longer delivered stays as it was
    return Verdict(found, found and exact, right, bool(wrong) and not found, wrong, tuple(sorted({finding.code for finding in fresh})))


def fresh_findings(checked: Checked, clean: Checked) -> list[Finding]:
    """What is said about the spoilt file and not about the clean one; that a known remark has moved with its row does not count."""
    said = Counter((finding.code, finding.found) for finding in clean.reading.findings)
    same = {(finding.code, finding.found, finding.sheet, finding.cell) for finding in clean.reading.findings}
    now = Counter((finding.code, finding.found) for finding in checked.reading.findings)
    return [
        finding
        for finding in checked.reading.findings
        if now[finding.code, finding.found] > said[finding.code, finding.found]
        and (finding.code, finding.found, finding.sheet, finding.cell) not in same
    ]


def _changes(checked: Checked) -> Iterator[Change]:
    for change in checked.difference.changes if checked.difference else ():
        if isinstance(change, Change):
            yield change


def _pointing(checked: Checked, known: Known) -> int:
    difference = checked.difference
    return sum(getattr(difference, what) for what in _POINTING[known]) if difference else 0


def _names(finding: Finding, spot: Spot, source: Source, lines: Lines) -> bool:
    sheet = source.table.sheets[spot.sheet].name
    named = places_in(f"{finding.cell or ''} {finding.found}")  # of two cells that contradict each other one stands in the text
    if finding.sheet in (None, "", sheet) and any(spot.holds(lines.record(place)) for place in named):
        return True
    if spot.columns & columns_in(finding.found):
        return True
    text = f"{finding.found} {finding.expected} {finding.advice} {finding.sheet or ''}"
    return any(name and name in text for name in spot.names)


def _shows(change: Change, defect: Defect, now: Lines, before: Lines) -> bool:
    spot, lines = (defect.damage.clean, before) if change.what == "gone" else (defect.damage.now, now)  # gone: where it was
    return any(spot.holds(lines.record(place)) for place in places_in(change.cell or ""))


def differing(source: Source, checked: Checked) -> set[Key]:
    """Figures that are read otherwise than from the clean file: other, missing or added ones."""
    clean = {figure.key: (figure.value, figure.sign) for figure in source.figures}
    rows = checked.reading.rows.to_pylist() if checked.reading.rows is not None else []
    read = {key_of(row): (row["value"], row["sign"]) for row in rows}
    return {key for key in clean.keys() | read.keys() if clean.get(key) != read.get(key)}


def read_keys(checked: Checked) -> set[Key]:
    """Every figure the file gives, right or wrong."""
    return {key_of(row) for row in checked.reading.rows.to_pylist()} if checked.reading.rows is not None else set()


def _known(source: Source, known: Known) -> set[Key]:
    """The figures the office has already."""
    if known is Known.NOTHING:
        return set()
    newest = max(figure.year for figure in source.figures)
    earlier = {figure.key for figure in source.figures if figure.year < newest}
    return earlier if earlier and known is Known.LAST_YEAR else {figure.key for figure in source.figures}
