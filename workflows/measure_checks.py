"""Completes the reports of a delivery by what is known of their measures, and checks them beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import SequenceMatcher

import store.known
import store.rounds
from domain.cells import cell_place
from domain.concepts import Concept
from domain.deliveries import Finding, Reading, Severity
from domain.local_time import local
from domain.measure_lights import unexplained
from domain.measure_reports import CARRIED, Known, complete_report, known_of
from domain.measure_states import ALLOWED, allowed, missing_demands, transition_demands
from domain.measures import BASE_ATTRIBUTES, MeasureRow, MeasureState
from domain.organisations import UNNAMED, Register
from domain.periods import Period, half_year_of
from domain.status_values import as_written
from domain.status_words import SheetWords
from store.known import Where
from store.reading import NOW
from views.measure_changes import NAMES, differences
from views.measure_texts import state_label
from workflows.clock import utc_now

_NEEDED = ("title", "field")
_SAME_TITLE = 0.5  # likeness of two titles below which they hardly name one measure
_STEP_EXPECTED = {
    "feasibility": "ein Ergebnis der Prüfung, das zum neuen Stand passt",
    "actual_start": "der tatsächliche Beginn, wenn die Umsetzung zwischen zwei Meldungen begann und endete",
}


def compared_measures(where: Where, reading: Reading, now: datetime) -> Reading:
    """The reading with complete rows, and everything that shows only beside what is known at ``now``."""
    if reading.rows is None:
        return reading
    concept = store.known.concept(where, now)
    if concept is None:
        return reading
    today = local(utc_now() if now == NOW else now).date()
    return _compared(reading, store.known.reports(where, now), concept, store.rounds.opened(where, now), today)


def further_errors(where: Where, reading: Reading, now: datetime) -> Reading:
    """A blocked reading with the errors of its other reports, so that a sheet goes back once and not twice. A report with a cell that could
    not be read is not looked at: what it lacks may be what could not be read. Nor is any, where an error lies outside the reports."""
    errors = [each for each in reading.findings if each.severity is Severity.ERROR]
    rows = reading.rows or ()
    unread = {_line(each.cell) for each in errors}
    if not rows or None in unread or any(each.sheet != rows[0].sheet for each in errors):
        return reading
    sound = tuple(row for row in rows if _line(row.cell) not in {None, *unread})
    found = compared_measures(where, replace(reading, rows=sound, findings=()), now).findings if sound else ()
    more = tuple(each for each in found if each.severity is Severity.ERROR and each.code != "E395")  # it may name a report left out here
    return replace(reading, findings=reading.findings + more)


def _compared(reading: Reading, history: Sequence[MeasureRow], concept: Concept, opened: Mapping[str, date], today: date) -> Reading:
    own = defaultdict(list)
    for row in history:
        own[row.measure].append(row)
    numbers = own.keys() | {row.measure for row in reading.rows} | set(reading.untouched)
    check = _Check(reading, Register(concept.organisations), concept, SheetWords.of(concept), frozenset(numbers), today)
    rows, found = [], [*_about_the_file(reading, opened, today)]
    for row in reading.rows:
        known = known_of(own[row.measure], row.measure, row.period)
        completed = complete_report(row, known, today)
        rows.append(completed)
        found += check.report(row, completed, known)
    found += [*check.incomplete(), *check.unknown_leads(rows), *check.merged_in_a_circle(rows, history)]
    return replace(reading, rows=tuple(rows), findings=reading.findings + tuple(found))


def _about_the_file(reading: Reading, opened: Mapping[str, date], today: date) -> Iterator[Finding]:
    period = reading.period or next((row.period for row in reading.rows), "")
    if period > half_year_of(today).text:
        found = f"Das Blatt ist für das {Period(period).label}, das noch nicht begonnen hat"
        advice = "Bitte nur bestätigen, wenn das so gewollt ist: Überall gilt dann dieser Stand, auch vor dem der Halbjahre bis dahin."
        yield Finding(Severity.HINT, "H498", found, "ein Halbjahr, das begonnen hat", advice)
    asked = max(opened, default="")
    if period and asked and period < asked and period not in ("", asked):
        found = f"Das Blatt ist für das {Period(period).label}"
        advice = "Bitte nur bestätigen, wenn der ältere Stand nachgetragen werden soll; der neuere bleibt, wie er ist."
        yield Finding(Severity.HINT, "H490", found, f"gefragt ist gerade nach dem {Period(asked).label}", advice)
    if not reading.rows:
        advice = "Es gibt nichts zu übernehmen. Bitte nachfragen, ob das Blatt ausgefüllt werden sollte."
        yield Finding(Severity.HINT, "H497", "In keiner Zeile ist etwas geändert oder angekreuzt", "mindestens eine Meldung", advice)


@dataclass(frozen=True)
class _Check:
    """Checks the reports of one file, each beside what is known of its measure."""

    reading: Reading
    register: Register
    concept: Concept
    words: SheetWords
    numbers: frozenset[str]
    today: date
    lacking: dict[str, list[MeasureRow]] = field(default_factory=lambda: defaultdict(list))  # what is only told → by which reports

    def report(self, row: MeasureRow, completed: MeasureRow, known: Known) -> Iterator[Finding]:
        """``row`` as delivered, ``completed`` as it would be kept."""
        yield from self._whose(row, known)
        if known.base is None:
            yield from self._new(row)
        elif row.confirmed:
            yield from self._confirmed(row, known.base)
        else:
            yield from self._base_data(completed, known.base)
            yield from self._another(row, known.base)
        if known.before is not None:
            yield from self._step(row, completed, known.before)
        if known.after is not None:
            yield from self._step_on(completed, known.after)
        yield from self._demands(row, completed)
        yield from self._set_schedule(row, completed)
        yield from self._ahead(row, completed)
        yield from self._merger(completed)

    def _whose(self, row: MeasureRow, known: Known) -> Iterator[Finding]:
        """A department's sheet speaks of its own measures alone; the edition for all of any."""
        office = self.reading.office
        if not office:
            return
        lead = known.lead if known.any else row.lead
        if not known.any and not lead:
            return  # a new measure that does not say yet whose it is
        if self.register.name(lead) != self.register.name(office):
            found = f"Maßnahme {row.measure}, Federführung: {self.register.name(lead) or UNNAMED}"
            advice = (
                "Bitte die Zeile löschen; über diese Maßnahme berichtet, wer sie führt. Das Integrationsbüro kann die Federführung ändern."
            )
            yield _error("E390", row, found, f"eine Maßnahme von „{self.register.name(office)}“", advice)

    def _new(self, row: MeasureRow) -> Iterator[Finding]:
        needed = (*_NEEDED, "lead") if self.reading.office else _NEEDED
        missing = [NAMES[name] for name in needed if not getattr(row, name)]
        if missing:
            found = f"Die Maßnahme {row.measure} ist nicht bekannt und hat keine Angabe zu: {', '.join(missing)}"
            advice = "Bitte die Nummer berichtigen oder die neue Maßnahme im Blatt „Stammdaten“ vollständig eintragen."
            yield _error("E391", row, found, "eine bekannte Nummer oder eine vollständige neue Maßnahme", advice)
        elif row.confirmed:
            found = f"Maßnahme {row.measure}: „unverändert“, aber es gibt keinen früheren Stand"
            yield _hint("H494", row, found, "ein früherer Stand", "Die Zeile wird als erste Meldung übernommen.")

    def _confirmed(self, row: MeasureRow, base: MeasureRow) -> Iterator[Finding]:
        """What the department saw when it ticked „unverändert“ must be what is known."""
        written = self._as_written(base)
        if changed := self._changes(written, replace(written, **{name: getattr(row, name) for name in row.given & CARRIED})):
            found = f"Maßnahme {row.measure}: „unverändert“, im Blatt steht aber ein anderer Stand als bekannt ({_reversed(changed)})"
            advice = "Bestätigt wird der bekannte Stand. Bitte nachfragen, wenn der aus dem Blatt gelten soll."
            yield _hint("H496", row, found, "der zuletzt bekannte Stand", advice)

    def _as_written(self, row: MeasureRow) -> MeasureRow:
        """The report as it would come back from a sheet of today: short names written out, fields that are gone left empty."""
        return replace(row, **as_written(row, self.words))

    def _changes(self, before: MeasureRow, after: MeasureRow) -> tuple[tuple[str, str, str], ...]:
        return differences(before, after, self.concept, texts=True)

    def _base_data(self, completed: MeasureRow, base: MeasureRow) -> Iterator[Finding]:
        """What a department changed of what the office keeps, so that the office decides."""
        if not self.reading.office:
            return
        written = self._as_written(base)
        told = replace(written, **{name: getattr(self._as_written(completed), name) for name in BASE_ATTRIBUTES})
        for name, old, new in self._changes(written, told):
            advice = "Bitte nur bestätigen, wenn die Änderung gelten soll; sonst das Blatt mit einem Grund zurückgeben."
            found = f"Maßnahme {completed.measure}, {name}: {old} → {new}"
            yield _hint("H491", completed, found, "unveränderte Stammdaten im Blatt einer Stelle", advice)

    def _another(self, row: MeasureRow, base: MeasureRow) -> Iterator[Finding]:
        """The same number under quite another title: a taken-over list may number other measures."""
        if "title" in row.given and SequenceMatcher(None, row.title.casefold(), base.title.casefold()).ratio() < _SAME_TITLE:
            found = f"Maßnahme {row.measure} heißt hier „{row.title}“, bekannt ist unter dieser Nummer „{base.title}“"
            advice = (
                "Bitte nur bestätigen, wenn es dieselbe Maßnahme ist; sonst andere Nummern verwenden, sonst vermischen sich ihre Angaben."
            )
            yield _hint("H488", row, found, "dieselbe Maßnahme unter derselben Nummer", advice)

    def _step(self, row: MeasureRow, completed: MeasureRow, before: MeasureRow) -> Iterator[Finding]:
        """From the report before the half-year to this one."""
        old, new = state_label(self.concept, before.state), state_label(self.concept, completed.state)
        if not allowed(before.state, completed.state):
            possible = [state_label(self.concept, state) for state in MeasureState if state in ALLOWED[before.state]]
            advice = f"Bitte den Stand berichtigen; im {Period(before.period).label} war die Maßnahme „{old}“."
            expected = f"nach „{old}“: " + ", ".join([old, *possible])
            yield _error("E392", row, f"Maßnahme {row.measure}: „{old}“ → „{new}“", expected, advice)
            return
        for name in transition_demands(before, completed):
            said = getattr(completed, name)
            lacks = f"trotz {NAMES[name]} „{said.label}“" if said else f"ohne {NAMES[name]}"
            if name not in row.given:
                self.lacking[f"„{old}“ → „{new}“ {lacks}"].append(row)
                continue
            advice = f"Bitte „{NAMES[name]}“ ergänzen oder den Stand berichtigen."
            yield _error("E393", row, f"Maßnahme {row.measure}: „{old}“ → „{new}“ {lacks}", _STEP_EXPECTED[name], advice)

    def _step_on(self, completed: MeasureRow, after: MeasureRow) -> Iterator[Finding]:
        """From this half-year to the next one that was reported already: what is handed in late may contradict it."""
        if not allowed(completed.state, after.state):
            here, there = state_label(self.concept, completed.state), state_label(self.concept, after.state)
            found = f"Maßnahme {completed.measure}: hier „{here}“, im {Period(after.period).label} schon „{there}“"
            advice = "Der spätere Stand bleibt, wie er ist. Bitte prüfen, welcher von beiden stimmt."
            yield _hint("H499", completed, found, "ein Stand, auf den der spätere folgen kann", advice)

    def _demands(self, row: MeasureRow, completed: MeasureRow) -> Iterator[Finding]:
        """What the state demands: an error where the file had room for it, else it is only told."""
        missing, state = missing_demands(completed), state_label(self.concept, completed.state)
        blocking = [NAMES[name] for name in missing if name in row.given and not row.confirmed]
        told = [NAMES[name] for name in missing if NAMES[name] not in blocking]
        if blocking:
            found = f"Maßnahme {completed.measure}: „{state}“ ohne {' und ohne '.join(blocking)}"
            advice = "Bitte ergänzen oder den Stand berichtigen."
            yield _error("E394", completed, found, f"zu „{state}“: {', '.join(blocking)}", advice)
        if told:
            self.lacking[f"„{state}“ ohne {' und ohne '.join(told)}"].append(completed)

    def _set_schedule(self, row: MeasureRow, completed: MeasureRow) -> Iterator[Finding]:
        """Whoever sets the Termin otherwise than the dates say gives the reason."""
        if completed.schedule_set is None or not unexplained(completed):
            return
        found = f"Termin „{completed.schedule_set.label}“ ohne Grund"
        if "schedule_reason" not in row.given or row.confirmed:
            self.lacking[found].append(completed)
            return
        advice = "Bitte „Grund zum Termin“ ergänzen oder „Termin“ leeren; dann zählen die geplanten Daten und Meilensteine."
        yield _error("E394", completed, f"Maßnahme {completed.measure}: {found}", NAMES["schedule_reason"], advice)

    def _ahead(self, row: MeasureRow, completed: MeasureRow) -> Iterator[Finding]:
        """Days that have not come: a report dated ahead would look current for years, and what ends later has not ended."""
        ended = completed.actual_end if completed.state is MeasureState.COMPLETED else None
        for name, day in (("gemeldet am", row.reported_on), (NAMES["actual_end"], ended)):
            if day is not None and day > self.today:
                found = f"Maßnahme {row.measure}, {name}: {day:%d.%m.%Y}"
                advice = "Bitte das Datum prüfen und berichtigen; bestätigen nur, wenn es so gemeint ist."
                yield _hint("H495", row, found, f"ein Tag bis heute, {self.today:%d.%m.%Y}", advice)

    def incomplete(self) -> Iterator[Finding]:
        """What files without room for it, and confirmations, leave open: each kind once."""
        for found, rows in self.lacking.items():
            numbers = ", ".join(row.measure for row in rows)
            what = f"Maßnahme {numbers}" if len(rows) == 1 else f"Maßnahmen {numbers}"
            yield _hint("H492", rows[0], f"{found}: {what}", "was der Stand verlangt", "Bitte bei der nächsten Meldung ergänzen.")

    def _merger(self, row: MeasureRow) -> Iterator[Finding]:
        if row.state is MeasureState.MERGED and row.merged_into and row.merged_into not in self.numbers - {row.measure}:
            found = f"Maßnahme {row.measure}: zusammengelegt mit „{row.merged_into}“"
            yield _error("E395", row, found, "die Nummer einer anderen bekannten Maßnahme", "Bitte die Nummer berichtigen.")

    def merged_in_a_circle(self, rows: Sequence[MeasureRow], history: Iterable[MeasureRow]) -> Iterator[Finding]:
        """Measures that would live on in each other, and so nowhere."""
        ordered = sorted((*history, *rows), key=lambda row: row.period)  # those of this file come last in their half-year
        into = {row.measure: row.merged_into if row.state is MeasureState.MERGED else "" for row in ordered}
        for row in rows:
            way = [row.measure]
            while (following := into.get(way[-1], "")) and following not in way:
                way.append(following)
            if len(way) > 1 and following == row.measure and row.state is MeasureState.MERGED:
                found = f"Maßnahme {' → '.join((*way, row.measure))}: im Kreis zusammengelegt"
                yield _error("E395", row, found, "eine Maßnahme, die weitergeführt wird", "Bitte die Nummer berichtigen.")

    def unknown_leads(self, rows: Sequence[MeasureRow]) -> Iterator[Finding]:
        """Leads that are not in the register, each once."""
        unknown: dict[str, list[MeasureRow]] = defaultdict(list)
        for row in rows:
            if row.lead and not self.register.empty and self.register.find(row.lead) is None:
                unknown[" ".join(row.lead.split())].append(row)
        for lead, led in unknown.items():
            found = (
                f"Die Federführung „{lead}“ steht nicht im Verzeichnis der Organisationen (Maßnahmen {', '.join(r.measure for r in led)})"
            )
            advice = (
                "Bitte die Schreibweise prüfen oder die Organisation im Konzept ergänzen; sonst bekommt sie kein Sachstandsblatt per Mail."
            )
            yield _hint("H493", led[0], found, "eine Organisation des Konzepts, mit Namen oder Kurznamen", advice)


def _line(cell: str | None) -> int | None:
    place = cell_place(cell or "")
    return place[0] if place else None


def _reversed(changes: Iterable[tuple[str, str, str]]) -> str:
    return "; ".join(f"{name}: im Blatt {said}, bekannt {known}" for name, known, said in changes)


def _error(code: str, row: MeasureRow, found: str, expected: str, advice: str) -> Finding:
    return Finding(Severity.ERROR, code, found, expected, advice, row.sheet or None, row.cell or None)


def _hint(code: str, row: MeasureRow, found: str, expected: str, advice: str) -> Finding:
    return Finding(Severity.HINT, code, found, expected, advice, row.sheet or None, row.cell or None)
