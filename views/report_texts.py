"""Berichtstexte: what was written for a half-year, in which versions, what is still asked for, and what the numbers propose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import store.meetings
import store.reading
import store.report_texts
from domain.access import Viewer
from domain.concepts import ActionField
from domain.meetings import MeetingState
from domain.periods import half_year_of, half_years
from domain.report_text_sheet import TextEntry, TextsBook
from domain.report_texts import ReportText, TextKey, TextPart, TextSubject
from store.publication import Snapshot
from views import field
from views.consequences import demanded
from views.field import FieldView
from views.formats import moment
from views.proposals import field_proposals, indicator_proposals

_OFFERED = 8


@dataclass(frozen=True)
class TextVersion:
    """One version, newest first in lists; ``written`` says by whom and when."""

    number: int
    text: str
    public: bool
    written: str


@dataclass(frozen=True)
class TextSlot:
    """One text of the page. ``versions`` newest first; ``before`` is what stood there for the half-year before; ``reasons`` say why it may
    not stay empty; ``proposals`` are sentences from the numbers, not taken over."""

    key: TextKey
    label: str
    text: str
    public: bool
    versions: tuple[TextVersion, ...]
    before: str
    reasons: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        """The newest version, 0 where there is none."""
        return self.versions[0].number if self.versions else 0

    @property
    def missing(self) -> bool:
        """True where something is asked for and nothing stands there."""
        return bool(self.reasons) and not self.text


@dataclass(frozen=True)
class TextSection:
    """The texts about one field, or one of its indicators."""

    subject: TextSubject
    id: str
    name: str
    slots: tuple[TextSlot, ...]


@dataclass(frozen=True)
class FieldStand:
    """How far a field's texts are: how many were written, of the field and of its indicators, and whether consequences are missing."""

    id: str
    name: str
    written: int
    about_indicators: int
    reasons: tuple[str, ...]
    missing: bool


def periods(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None = None) -> tuple[tuple[str, str], ...]:
    """Half-years to write for, with their names, the running one first; older ones too where there are texts."""
    offered = {each.text: each for each in half_years(half_year_of(today).text, _OFFERED)}
    written = {key.period for key in store.report_texts.report_texts(snapshot, viewer, as_of)}
    older = {each.text: each for each in half_years(half_year_of(today).text, 60) if each.text in written}
    return tuple((text, each.label) for text, each in (offered | older).items())


def usual_period(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None = None) -> str:
    """The half-year that the next meeting speaks about; without one ahead, the last half-year that is over."""
    meetings = store.meetings.meetings(snapshot, viewer, as_of)
    ahead = [each for each in meetings if each.held_on >= today and each.state is not MeetingState.CANCELLED]
    if ahead:
        return min(ahead, key=lambda each: (each.held_on, each.id)).period
    return half_years(half_year_of(today).text, 2)[1].text


def stand(snapshot: Snapshot, viewer: Viewer, period: str, today: date, as_of: datetime | None = None) -> tuple[FieldStand, ...]:
    """Every field of the concept, in its order."""
    texts = store.report_texts.report_texts(snapshot, viewer, as_of)
    here = {(key.subject, key.id, key.part) for key in texts if key.period == period}
    concept = store.reading.concept(snapshot, as_of)
    found = []
    for each in concept.fields:
        reasons = demanded(field.build(snapshot, viewer, each.id, today, as_of))
        used = {use.indicator for use in concept.indicators if use.field == each.id}
        named = (TextSubject.FIELD, each.id, TextPart.CONSEQUENCES) in here
        written = sum(subject is TextSubject.FIELD and subject_id == each.id for subject, subject_id, _ in here)
        about = sum(subject is TextSubject.INDICATOR and subject_id in used for subject, subject_id, _ in here)
        found.append(FieldStand(each.id, _name(each), written, about, reasons, bool(reasons) and not named))
    return tuple(found)


def build(
    snapshot: Snapshot, viewer: Viewer, period: str, field_id: str, today: date, as_of: datetime | None = None
) -> tuple[TextSection, ...]:
    """The field's texts and those of its indicators for a half-year; KeyError for a field that the concept does not have. Only what the
    viewer may read is there."""
    concept = store.reading.concept(snapshot, as_of)
    shown = field.build(snapshot, viewer, field_id, today, as_of)
    versions = _by_key(store.report_texts.text_versions(snapshot, viewer, as_of))
    texts = store.report_texts.report_texts(snapshot, viewer, as_of)
    ends = {row.measure: row.planned_end for row in store.reading.measures(snapshot, viewer, as_of)}

    def section(
        subject: TextSubject, subject_id: str, name: str, proposals: Mapping[TextPart, Sequence[str]], reasons: tuple[str, ...] = ()
    ) -> TextSection:
        keys = [TextKey(subject, subject_id, period, part) for part in TextPart]
        slots = [
            _slot(key, texts, versions, reasons if key.part is TextPart.CONSEQUENCES else (), tuple(proposals.get(key.part, ())))
            for key in keys
        ]
        return TextSection(subject, subject_id, name, tuple(slots))

    own = section(TextSubject.FIELD, field_id, _name(concept.field(field_id)), field_proposals(shown, ends, today), demanded(shown))
    return (own, *(section(TextSubject.INDICATOR, row.id, row.name, indicator_proposals(row)) for row in _rows(shown)))


def _rows(shown: FieldView) -> list[field.IndicatorRow]:
    return [*(card.row for card in shown.leads), *shown.others, *shown.context]


def _name(shown: ActionField) -> str:
    return f"{shown.number} {shown.name}".strip()


def _slot(
    key: TextKey,
    texts: Mapping[TextKey, ReportText],
    versions: Mapping[TextKey, Sequence[ReportText]],
    reasons: tuple[str, ...],
    proposals: tuple[str, ...],
) -> TextSlot:
    newest, earlier = texts.get(key), half_years(key.period, 2)[1].text
    before = texts.get(TextKey(key.subject, key.id, earlier, key.part))
    return TextSlot(
        key=key,
        label=key.part.label,
        text=newest.text if newest else "",
        public=newest.public if newest else False,
        versions=tuple(_version(each) for each in reversed(versions.get(key, ()))),
        before=before.text if before else "",
        reasons=reasons,
        proposals=proposals,
    )


def _version(kept: ReportText) -> TextVersion:
    return TextVersion(kept.version, kept.text, kept.public, ", ".join(each for each in (kept.by, moment(kept.at)) if each))


def _by_key(every: Sequence[ReportText]) -> Mapping[TextKey, Sequence[ReportText]]:
    found: dict[TextKey, list[ReportText]] = {}
    for each in every:
        found.setdefault(each.key, []).append(each)
    return found


def book(snapshot: Snapshot, viewer: Viewer, period: str, today: date, as_of: datetime | None = None) -> TextsBook:
    """All texts of a half-year, field by field with its indicators, each indicator once, to be written outside of the monitor."""
    concept = store.reading.concept(snapshot, as_of)
    entries: dict[TextKey, TextEntry] = {}
    for each in concept.fields:
        for section in build(snapshot, viewer, period, each.id, today, as_of):
            for slot in section.slots:
                entry = TextEntry(slot.key, section.name, slot.text, slot.public, slot.version, slot.reasons, slot.before)
                entries.setdefault(slot.key, entry)
    return TextsBook(concept.id, concept.municipality, period, tuple(entries.values()))
