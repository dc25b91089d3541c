"""Texts for reports: writing them, each change as a new version, and never over what somebody else wrote meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import store.report_texts
from domain.access import OFFICE, Permission, Viewer
from domain.errors import NotFound, WrongUse
from domain.periods import Period, PeriodKind, half_year_of, is_period
from domain.report_texts import LONGEST_TEXT, ReportText, TextKey, TextSubject, cleaned
from settings import Settings
from store import Home
from workflows.recording import Recording, recording


@dataclass(frozen=True)
class TextWish:
    """A text to write: an empty one takes back what is there. ``seen`` is the version its writer had before the eyes (0: none yet);
    None asks nobody."""

    key: TextKey
    text: str
    public: bool = False
    seen: int | None = None


def write_text(
    home: Home,
    key: TextKey,
    text: str,
    public: bool = False,
    *,
    seen: int | None = None,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> ReportText:
    """Keeps one text, as :func:`write_texts`; the version that holds afterwards (0 where there is none)."""
    wish = TextWish(key, text, public, seen)
    written = write_texts(home, [wish], viewer=viewer, settings=settings, now=now, say=say)
    return written[0]


def write_texts(
    home: Home,
    wishes: Sequence[TextWish],
    *,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[ReportText, ...]:
    """Keeps all of the texts or none, each change as a new version; what says the same as before writes nothing. The versions that hold
    afterwards, in the order given.

    Raises NotFound for fields and indicators that the concept does not have, WrongUse for a half-year that has not begun, a text that is
    too long, and where somebody else wrote a newer version than the one that was ``seen``; all of these are named.
    """
    with recording(home, viewer, settings, now, say, Permission.WRITE_REPORTS) as at:
        for wish in wishes:
            _check(at, wish)
        newest = {each.key: each for each in store.report_texts.text_versions(at.connection, viewer)}
        _check_seen(at, wishes, newest)
        return tuple(_kept(at, wish, newest) for wish in wishes)


def subject_name(at: Recording, key: TextKey) -> str:
    """What a text is about, in German: ``Handlungsfeld Arbeit``; raises NotFound for what the concept does not have."""
    if key.subject is TextSubject.FIELD:
        named = {field.id: field.name for field in at.concept.fields}
    else:
        used = {use.indicator for use in at.concept.indicators} | set(at.concept.context)
        named = {each: each for each in used}
    if key.id not in named:
        raise NotFound(f"{key.subject.label} „{key.id}“ steht nicht im Konzept; dazu wird kein Berichtstext gebraucht.")
    return f"{key.subject.label} {named[key.id]}"


def _check(at: Recording, wish: TextWish) -> None:
    about = f"{subject_name(at, wish.key)}, {wish.key.part.label}"
    if not is_period(wish.key.period, PeriodKind.HALF):
        raise WrongUse(f"{about}: „{wish.key.period}“ ist kein Halbjahr. Erwartet wird eine Angabe wie 2026-H1.")
    if wish.key.period > half_year_of(at.today).text:
        raise WrongUse(f"{about}: Das {Period(wish.key.period).label} hat noch nicht begonnen. Bitte ein früheres Halbjahr wählen.")
    length = len(cleaned(wish.text))
    if length > LONGEST_TEXT:
        raise WrongUse(f"{about}: Der Text hat {length} Zeichen, erlaubt sind {LONGEST_TEXT}. Bitte kürzen.")


def _check_seen(at: Recording, wishes: Sequence[TextWish], newest: Mapping[TextKey, ReportText]) -> None:
    """Raises WrongUse naming every text that somebody else changed since its writer looked."""
    overtaken = [each for each in wishes if overtaking(each, newest.get(each.key)) is not None]
    if overtaken:
        listed = "; ".join(f"{subject_name(at, each.key)}, {each.key.part.label} ({newest[each.key].by})" for each in overtaken)
        raise WrongUse(
            f"Inzwischen hat jemand eine neuere Fassung geschrieben: {listed}. Nichts wurde überschrieben. "
            "Bitte die neuere Fassung ansehen, beides zusammenführen und noch einmal speichern."
        )


def overtaking(wish: TextWish, known: ReportText | None) -> ReportText | None:
    """The newer version that stands against a wish; None where it may be written, or says the same."""
    if wish.seen is None or known is None or known.version == wish.seen or _same(wish, known):
        return None
    return known


def _same(wish: TextWish, known: ReportText | None) -> bool:
    text = cleaned(wish.text)
    if not text:  # an empty text is not public
        return known is None or not known.text
    return known is not None and (known.text, known.public) == (text, wish.public)


def _kept(at: Recording, wish: TextWish, newest: dict[TextKey, ReportText]) -> ReportText:
    known = newest.get(wish.key)
    if _same(wish, known):
        return known or ReportText(wish.key, "")
    text = cleaned(wish.text)
    kept = ReportText(wish.key, text, wish.public and bool(text), known.version + 1 if known else 1, at.by, at.moment)
    store.report_texts.add_report_text(at.connection, kept)
    newest[wish.key] = kept
    return kept
