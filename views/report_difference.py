"""Two reports that were issued, beside each other: which texts are other ones, and what is otherwise in their data states."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import store.issued_reports
import store.reading
import store.report_texts
from domain.access import Role, Viewer
from domain.concepts import Concept
from domain.errors import NotFound, WrongUse
from domain.report_texts import ReportText, TextKey, TextPart, TextSubject
from domain.reports import IssuedReport
from store.publication import Snapshot
from views import difference
from views.difference import Difference, DifferenceFilter
from views.formats import day
from views.measure_texts import field_name
from views.values import definitions_of

_UNKNOWN = "Einen Bericht Nr. {} gibt es hier nicht. Bitte einen der abgelegten Berichte wählen."


@dataclass(frozen=True)
class TextDifference:
    """A text that the later report says otherwise; ``before`` or ``after`` is empty where one of them lacks it."""

    subject: str
    name: str
    part: TextPart
    before: str
    after: str


@dataclass(frozen=True)
class ReportDifference:
    """``earlier`` and ``later`` name the reports; ``same_texts`` counts the texts both have word by word."""

    earlier: str
    later: str
    texts: tuple[TextDifference, ...]
    same_texts: int
    difference: Difference


@dataclass(frozen=True)
class Comparable:
    """A filed report and the numbers of those with an earlier data state, those of its own kind first, the newest of each first."""

    number: int
    title: str
    earlier: tuple[int, ...]


def comparable(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> tuple[Comparable, ...]:
    """The filed reports that have an earlier one, the newest first."""
    issued = store.issued_reports.issued_reports(snapshot, viewer, as_of)
    found = (Comparable(each.number, title(each), tuple(_earlier(each, issued))) for each in issued)
    return tuple(each for each in found if each.earlier)


def _earlier(report: IssuedReport, issued: Iterable[IssuedReport]) -> Iterator[int]:
    before = [each for each in issued if each.order.moment < report.order.moment]
    alike = [each for each in before if (each.order.kind, each.order.fields) == (report.order.kind, report.order.fields)]
    yield from (each.number for each in (*alike, *(other for other in before if other not in alike)))


def build(snapshot: Snapshot, viewer: Viewer, earlier: int, later: int, as_of: datetime | None = None) -> ReportDifference:
    """The reports with these numbers. A text of one half-year is held against the same field's text of the other. If one of them is a
    public edition, both are read as the public reads.

    Raises NotFound where the viewer knows no such report, WrongUse where the first one's data state is not the earlier one."""
    issued = {each.number: each for each in store.issued_reports.issued_reports(snapshot, viewer, as_of)}
    for number in (earlier, later):
        if number not in issued:
            raise NotFound(_UNKNOWN.format(number))
    first, second = issued[earlier], issued[later]
    if first.order.moment >= second.order.moment:
        raise WrongUse("Der Datenstand des ersten Berichts liegt nicht vor dem des zweiten. Bitte die Berichte anders herum wählen.")
    reader = Viewer(Role.PUBLIC) if first.order.public or second.order.public else viewer
    concept = store.reading.concept(snapshot, second.order.moment)
    texts = list(_texts(concept, snapshot, *(_of_report(snapshot, reader, each) for each in (first, second))))
    order = second.order
    return ReportDifference(
        title(first),
        title(second),
        tuple(each for each in texts if each.before != each.after),
        sum(each.before == each.after for each in texts),
        difference.build(snapshot, reader, first.order.moment, DifferenceFilter(), order.day, order.moment),
    )


def title(report: IssuedReport) -> str:
    """``Nr. 3 Umsetzungsbericht, Berichtsstand 2026-1 (12.03.2026)``."""
    order = report.order
    return f"Nr. {report.number} {order.named}, Berichtsstand {order.state} ({day(order.moment)})"


def title_of(snapshot: Snapshot, viewer: Viewer, number: int, as_of: datetime | None = None) -> str:
    """The title of the report with this number; raises NotFound where the viewer knows none."""
    issued = store.issued_reports.issued_reports(snapshot, viewer, as_of)
    found = next((each for each in issued if each.number == number), None)
    if found is None:
        raise NotFound(_UNKNOWN.format(number))
    return title(found)


def _of_report(snapshot: Snapshot, reader: Viewer, report: IssuedReport) -> Mapping[tuple[TextSubject, str, TextPart], ReportText]:
    """The texts of the report's half-year as they were at its data state, for the fields it is about."""
    order = report.order
    texts = store.report_texts.report_texts(snapshot, reader, order.moment)
    concept = store.reading.concept(snapshot, order.moment)
    return {
        (key.subject, key.id, key.part): text
        for key, text in texts.items()
        if key.period == order.period and _told(key, order.fields, concept)
    }


def _told(key: TextKey, fields: tuple[str, ...], concept: Concept) -> bool:
    """True for texts on the chosen fields and their indicators; on all of them where none is chosen."""
    if not fields:
        return True
    if key.subject is TextSubject.FIELD:
        return key.id in fields
    return any(use.indicator == key.id and use.field in fields for use in concept.indicators)


def _texts(
    concept: Concept,
    snapshot: Snapshot,
    before: Mapping[tuple[TextSubject, str, TextPart], ReportText],
    after: Mapping[tuple[TextSubject, str, TextPart], ReportText],
) -> Iterator[TextDifference]:
    """In the order of the concept: fields, then indicators, parts as in reports."""
    fields = [each.id for each in concept.fields]
    indicators = list(dict.fromkeys(use.indicator for use in concept.indicators))
    places = {(TextSubject.FIELD, each): place for place, each in enumerate(fields)}
    places |= {(TextSubject.INDICATOR, each): len(fields) + place for place, each in enumerate(indicators)}
    parts = list(TextPart)
    definitions = definitions_of(snapshot)
    for subject, about, part in sorted(
        {**before, **after}, key=lambda key: (places.get(key[:2], len(places)), key[1], parts.index(key[2]))
    ):
        known = subject is TextSubject.INDICATOR and about in definitions
        name = definitions[about].name if known else field_name(concept, about)
        texts = (each[subject, about, part].text if (subject, about, part) in each else "" for each in (before, after))
        yield TextDifference(subject.label, name, part, *texts)
