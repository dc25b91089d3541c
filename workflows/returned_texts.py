"""Report texts that go out as Excel or Word and come back: what changed is shown first, and nothing newer is overwritten."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import store.reading
import store.report_texts
from domain.access import OFFICE, Permission, Viewer
from domain.concepts import Concept
from domain.errors import Unreadable
from domain.local_time import today as today_here
from domain.report_text_sheet import ReturnedText, ReturnedTexts
from domain.report_texts import ReportText, TextKey, TextPart, TextSubject, key_text, mark
from settings import Settings
from store import Home, Snapshot, open_snapshot
from views.report_texts import book
from views.values import definitions_of
from workflows.readers import warm_reader
from workflows.report_texts import TextWish, overtaking, write_texts


class TextReader(Protocol):
    """Whoever parses returned files within limits (loaders.worker.Worker)."""

    def returned_texts(self, path: Path, name: str) -> ReturnedTexts: ...


@dataclass(frozen=True)
class TextChange:
    """A text that the file says otherwise. ``newer`` is the version that somebody wrote meanwhile: then it is not taken over."""

    wish: TextWish
    about: str
    place: str
    before: str
    was_public: bool
    newer: ReportText | None = None


@dataclass(frozen=True)
class CheckedTexts:
    """A returned file: what would change, how many texts are as they went out or stand there already, and what cannot be kept."""

    period: str
    changes: tuple[TextChange, ...]
    untouched: int
    notes: tuple[str, ...]

    @property
    def ready(self) -> tuple[TextWish, ...]:
        """What may be taken over."""
        return tuple(each.wish for each in self.changes if each.newer is None)


def texts_sheet(snapshot: Snapshot, viewer: Viewer, period: str, today: date | None = None) -> bytes:
    """All texts of a half-year as a workbook to write in."""
    from reports.report_text_sheet import write_report_text_sheet  # loads what writes workbooks

    viewer.require(Permission.WRITE_REPORTS)
    return write_report_text_sheet(book(snapshot, viewer, period, today or today_here()))


def texts_word(snapshot: Snapshot, viewer: Viewer, period: str, today: date | None = None) -> bytes:
    """The same as a Word file."""
    from reports.report_text_word import write_report_text_word  # loads what writes documents

    viewer.require(Permission.WRITE_REPORTS)
    return write_report_text_word(book(snapshot, viewer, period, today or today_here()))


def check_texts(home: Home, file: Path, name: str, *, viewer: Viewer = OFFICE, reader: TextReader | None = None) -> CheckedTexts:
    """What a returned file would change; writes nothing. Raises Unreadable for files that are not ours, or another concept's."""
    viewer.require(Permission.WRITE_REPORTS)
    returned = (reader or warm_reader()).returned_texts(file, name)
    with open_snapshot(home) as snapshot:
        concept = store.reading.concept(snapshot)
        newest = {each.key: each for each in store.report_texts.text_versions(snapshot, viewer)}
        names = {key: each.name for key, each in definitions_of(snapshot).items()}
    if returned.concept != mark(concept.id):
        raise Unreadable(f"{name}: Die Datei gehört zu einem anderen Konzept als „{concept.municipality}“. Bitte die richtige auswählen.")
    keys = _keys(concept, returned.period)
    changes, notes, untouched = [], list(returned.notes), 0
    for each in returned.texts:
        key = keys.get(each.key)
        if key is None:
            notes.append(f"{each.place}: Das Konzept hat dieses Handlungsfeld oder diesen Indikator nicht mehr; der Text bleibt draußen.")
        elif (change := _change(each, key, newest.get(key), names, concept)) is not None:
            changes.append(change)
        else:
            untouched += 1
    return CheckedTexts(returned.period, tuple(changes), untouched, tuple(notes))


def accept_texts(
    home: Home,
    checked: CheckedTexts,
    *,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> int:
    """Takes over what may be taken over, all or nothing; how many texts. Raises WrongUse where somebody wrote since the check."""
    return len(write_texts(home, checked.ready, viewer=viewer, settings=settings, now=now, say=say)) if checked.ready else 0


def _keys(concept: Concept, period: str) -> Mapping[str, TextKey]:
    """Every text there may be, by its key's text and by the mark of it."""
    subjects = [(TextSubject.FIELD, field.id) for field in concept.fields]
    subjects += [(TextSubject.INDICATOR, each) for each in {use.indicator for use in concept.indicators}]
    every = [TextKey(subject, subject_id, period, part) for subject, subject_id in subjects for part in TextPart]
    return {name: key for key in every for name in (key_text(key), mark(key_text(key)))}


def _change(
    returned: ReturnedText, key: TextKey, known: ReportText | None, names: Mapping[str, str], concept: Concept
) -> TextChange | None:
    """None where nobody touched the text, or it stands there already."""
    before = known or ReportText(key, "")
    public = before.public if returned.public is None else returned.public
    if not returned.touched or (returned.text, public and bool(returned.text)) == (before.text, before.public):
        return None
    wish = TextWish(key, returned.text, public, returned.version)
    about = concept.field(key.id).name if key.subject is TextSubject.FIELD else names.get(key.id, key.id)
    return TextChange(wish, about, returned.place, before.text, before.public, overtaking(wish, known))
