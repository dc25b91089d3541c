"""What became of the parts of a version with the next one: each old part once, sums that agree; the making of the concept in time."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import store.reading
from domain.access import Viewer
from domain.concept_versions import Comparison, Part, Step, compare, measure_parts, parts
from domain.concepts import Concept, FateKind, PartKind, ProcessStep, Version
from store.concepts import KeptConcept, versions_kept
from store.publication import Snapshot
from views.chart_style import ChartSpec
from views.charts.gantt import Bar, Gantt, gantt
from views.concept import TextTable, exact_date, text_table_of
from views.formats import NO_VALUE, number

COUNTS = ("Teil", "bisher", "übernommen", "geändert", "zusammengelegt", "entfallen", "neu", "jetzt")
_MANY = {
    PartKind.FIELD: "Handlungsfelder",
    PartKind.GOAL: "Leitziele",
    PartKind.APPROACH: "Handlungsansätze",
    PartKind.STRATEGIC_GOAL: "Strategische Ziele",
    PartKind.MEASURE: "Maßnahmen",
}
_ORDER = (FateKind.KEPT, FateKind.CHANGED, FateKind.MERGED, FateKind.DROPPED, FateKind.NEW)


@dataclass(frozen=True)
class KindView:
    """Parts of one kind: ``sentence`` has the sums, ``table`` each old part once and the new ones."""

    title: str
    sentence: str
    table: TextTable


@dataclass(frozen=True)
class VersionView:
    """A version beside the one before. ``counts`` belong to COUNTS; ``note`` says what nobody tells, ``later`` names measures that the
    version does not."""

    label: str
    before: str
    counts: tuple[tuple[str, ...], ...]
    kinds: tuple[KindView, ...]
    note: str
    later: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcessView:
    """The steps in order; ``chart`` is None where fewer than two have a date."""

    steps: TextTable
    chart: ChartSpec | None


def build(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> tuple[VersionView, ...]:
    """Every version of which somebody tells what became of the one before, the newest first."""
    concept = store.reading.concept(snapshot, as_of)
    kept = versions_kept(snapshot, as_of)
    found = []
    measures: Mapping[str, str] | None = {row.measure: row.title for row in store.reading.measures(snapshot, viewer, as_of)}
    for place in range(len(concept.versions) - 1, 0, -1):
        version, before = concept.versions[place], concept.versions[place - 1]
        newest = place == len(concept.versions) - 1
        old, new = kept.get(before.label), concept if newest else _text_of(kept.get(version.label))
        earlier = _measures_before(snapshot, viewer, old, kept.get(version.label))
        found.append(version_view(version, before, _text_of(old), new, earlier, measures))
        measures = earlier  # an earlier version ends with the measures from which the next one set out
    return tuple(each for each in found if each.kinds)


def _text_of(kept: KeptConcept | None) -> Concept | None:
    return kept.concept if kept else None


def _measures_before(snapshot: Snapshot, viewer: Viewer, old: KeptConcept | None, now: KeptConcept | None) -> Mapping[str, str] | None:
    """Titles of the measures known when the version came; None where the version before was never in this installation."""
    if old is None or now is None:
        return None
    return {row.measure: row.title for row in store.reading.measures(snapshot, viewer, now.since)}


def version_view(
    version: Version,
    before: Version,
    old: Concept | None,
    new: Concept | None,
    measures_before: Mapping[str, str] | None,
    measures: Mapping[str, str] | None,
) -> VersionView:
    """A version beside the one before; what is not known of either is None."""
    old_parts, new_parts = parts(old) if old else None, parts(new) if new else None
    found = [compare(version, old_parts, new_parts, kind) for kind in PartKind if kind is not PartKind.MEASURE]
    found.append(_measures(version, measures_before, measures))
    told = [each for each in found if each.steps]
    silent = [_MANY[each.kind] for each in found if not each.steps and (each.unstated_old or each.unstated_new)]
    note = f"Woher die {' und die '.join(silent)} kommen, sagt die Quelle nicht." if told and silent else ""
    later = _later(version, measures_before, measures)
    return VersionView(version.label, before.label, tuple(map(_counts, told)), tuple(map(_kind, told)), note, later)


def _measures(version: Version, before: Mapping[str, str] | None, now: Mapping[str, str] | None) -> Comparison:
    """Measures go on under their numbers unless somebody tells otherwise, whatever they are called now. Those that came later are no
    part of the version."""
    told = [fate for fate in version.fates if fate.kind is PartKind.MEASURE]
    taken = {fate.new for fate in told if fate.new}
    known = {number: title for number, title in (now or {}).items() if number in taken}
    if not told or not before:
        return compare(version, None, measure_parts(known) if told else None, PartKind.MEASURE)
    left = {number: title for number, title in before.items() if number not in {fate.old for fate in told} | taken}
    return compare(version, measure_parts(before), measure_parts(known | left), PartKind.MEASURE)


def _later(version: Version, before: Mapping[str, str] | None, now: Mapping[str, str] | None) -> tuple[str, ...]:
    """Which of today's measures the version does not tell of, with number and title."""
    told = {fate.new for fate in version.fates if fate.kind is PartKind.MEASURE}
    known = told | set(before or {})
    return tuple(f"{number} {title}" for number, title in (now or {}).items() if told and number not in known)


def _counts(found: Comparison) -> tuple[str, ...]:
    merged = found.count(FateKind.MERGED)
    into = f"{number(merged)} zu {number(found.merged_into)}" if merged and found.merged_into else number(merged)
    counted = {fate: number(found.count(fate)) for fate in _ORDER} | {FateKind.MERGED: into}
    before = NO_VALUE if _open(found) else number(found.old_total)
    return _MANY[found.kind], before, *(counted[fate] for fate in _ORDER), number(found.new_total)


def _open(found: Comparison) -> bool:
    """True where nobody says how many parts there were before: the ones of now without a fate may come from any."""
    return bool(found.unstated_new) and not found.unstated_old and not any(step.implied for step in found.steps)


def _kind(found: Comparison) -> KindView:
    sorted_steps = sorted(found.steps, key=lambda step: step.old is None)
    rows = [_row(step) for step in sorted_steps]
    rows += [((_named(part),), ("nicht gesagt",), (), ()) for part in found.unstated_old]
    rows += [((), ("nicht gesagt",), (_named(part),), ()) for part in found.unstated_new]
    columns = ("Bisher", "Verbleib", "Jetzt", "Anmerkung")
    return KindView(_MANY[found.kind], sums(found), text_table_of(columns, rows))


def sums(found: Comparison) -> str:
    """``Bisher 9: 2 übernommen, 4 geändert … Jetzt 9: …``: both sides add up."""
    merged = found.count(FateKind.MERGED)
    old = [(found.count(fate), fate.label) for fate in (FateKind.KEPT, FateKind.CHANGED, FateKind.MERGED, FateKind.DROPPED)]
    new = [(found.count(FateKind.KEPT), FateKind.KEPT.label), (found.count(FateKind.CHANGED), FateKind.CHANGED.label)]
    new += [(found.merged_into, "aus Zusammenlegung")] if merged else []
    new += [(found.count(FateKind.NEW), FateKind.NEW.label)]
    sides = (("Bisher", found.old_total, old, found.unstated_old), ("Jetzt", found.new_total, new, found.unstated_new))
    said = []
    for name, total, counts, unstated in sides:
        told = [f"{number(count)} {word}" for count, word in counts if count]
        told += [f"{number(len(unstated))} ohne Angabe"] if unstated else []
        if name == "Bisher" and _open(found):
            said.append("Wie viele es bisher waren, sagt die Quelle nicht" + (f"; genannt sind {', '.join(told)}." if told else "."))
            continue
        said.append(f"{name} {number(total)}" + (f": {', '.join(told)}." if told else "."))
    return " ".join(said)


def _row(step: Step) -> tuple[tuple[str, ...], ...]:
    implied = "mit Kennung und Wortlaut gleich geblieben" if step.implied else ""
    old = (_named(step.old),) if step.old else ()
    return old, (step.fate.label,), (_named(step.new),) if step.new else (), tuple(filter(None, (step.note, implied)))


def _named(part: Part) -> str:
    """Measures with number and title, other parts by their text; an id only where there is no text."""
    if part.kind is PartKind.MEASURE:
        return f"{part.id} {part.text}".strip()
    return part.text or part.id


def process(concept: Concept) -> ProcessView:
    """How the concept came about, in the order of the source, decisions of its versions included where nobody tells of them."""
    rows = [((_time(step),), (step.text,), (step.result,)) for step in concept.process]
    table = text_table_of(("Zeit", "Schritt", "Ergebnis"), rows)
    dated = [(step, span) for step in concept.process if (span := _span(step))]
    return ProcessView(table, _chart(concept, dated) if len(dated) > 1 else None)


def _time(step: ProcessStep) -> str:
    start, end = exact_date(step.date), exact_date(step.until)
    return f"{start} bis {end}" if start and end and start != end else start or (f"bis {end}" if end else "")


def _span(step: ProcessStep) -> tuple[date, date] | None:
    """First and last day; a month or a year is as long as it is."""
    first, last = _days(step.date or step.until), _days(step.until or step.date)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _days(when: str) -> tuple[date, date] | None:
    try:
        numbers = [int(part) for part in when.split("-")]
        year, month, day = (*numbers, None, None)[:3]
        if year is None or len(numbers) > 3:
            return None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _chart(concept: Concept, dated: Sequence[tuple[ProcessStep, tuple[date, date]]]) -> ChartSpec:
    """A day is a mark, a longer time a bar."""
    bars = [
        Bar(place, "done" if start == end else "actual", start, end, f"{step.text} ({_time(step)})")
        for place, (step, (start, end)) in enumerate(dated)
    ]
    first = date(min(start for _, (start, _) in dated).year, 1, 1)
    last = date(max(end for _, (_, end) in dated).year, 12, 31)
    names = tuple(f"{_time(step)}: {step.text}" for step, _ in dated)
    rows = tuple((_time(step), step.text, step.result or NO_VALUE) for step, _ in dated)
    shown = Gantt(f"Entstehung: {concept.name}", names, tuple(bars), first, last, date.max, ("Zeit", "Schritt", "Ergebnis"), rows)
    alt = f"Zeitleiste: {len(dated)} Schritte von {_time(dated[0][0])} bis {_time(dated[-1][0])}. Die Tabelle darunter nennt alle Schritte."
    return replace(gantt(shown), alt=alt)
