"""``history.toml`` beside a concept.toml: what an installation had gone through before it began, as people write it down."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.decisions import DecisionKind
from domain.meetings import AgendaItem, Minute
from domain.report_texts import TextPart, TextSubject
from domain.toml_files import build, read_toml

BEGUN = "history.toml"
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True)
class Known:
    """Files, relative to the concept, and the day from which they were known."""

    __pydantic_config__ = _STRICT
    since: date
    files: tuple[str, ...]


@dataclass(frozen=True)
class Correction:
    """A further data state of a meeting."""

    __pydantic_config__ = _STRICT
    on: date
    reason: str


@dataclass(frozen=True)
class PastMeeting:
    """A meeting: when it was planned, what was on its agenda, when its state was frozen, and what was said. Without ``frozen_on`` it had
    no data state; without ``present`` nothing is noted of how it went."""

    __pydantic_config__ = _STRICT
    body: str
    held_on: date
    period: str
    planned_on: date
    place: str = ""
    agenda: tuple[AgendaItem, ...] = ()
    frozen_on: date | None = None
    corrections: tuple[Correction, ...] = ()
    present: tuple[str, ...] = ()
    minutes: tuple[Minute, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.body}-{self.held_on.isoformat()}"


@dataclass(frozen=True)
class Moved:
    """Another due day of a decision."""

    __pydantic_config__ = _STRICT
    on: date
    due: date
    reason: str


@dataclass(frozen=True)
class PastDecision:
    """A decision of a meeting of this file, named by body and day (``controlling-2025-03-20``); ``item`` is one of its agenda."""

    __pydantic_config__ = _STRICT
    meeting: str
    kind: DecisionKind
    text: str
    responsible: str
    item: str = ""
    function: str = ""
    due: date | None = None
    measures: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    document: str = ""
    public: bool = False
    revision: bool = False
    moved: tuple[Moved, ...] = ()
    done_on: date | None = None
    result: str = ""


@dataclass(frozen=True)
class PastText:
    """Texts on a field or an indicator for a half-year, all written on one day. ``public`` holds for all but the obstacles, which stay
    internal as those of measures do."""

    __pydantic_config__ = _STRICT
    id: str
    period: str
    written_on: date
    subject: TextSubject = TextSubject.FIELD
    public: bool = True
    assessment: str = ""
    obstacles: str = ""
    next_steps: str = ""
    consequences: str = ""

    def parts(self) -> tuple[tuple[TextPart, str], ...]:
        """What was written, in the order of reports."""
        return tuple((part, text) for part in TextPart if (text := str(getattr(self, part.value)).strip()))


@dataclass(frozen=True)
class Entries:
    """The whole file; ``since`` is the day from which the concept was known, nothing may be earlier."""

    __pydantic_config__ = _STRICT
    since: date
    known: tuple[Known, ...] = ()
    meetings: tuple[PastMeeting, ...] = ()
    decisions: tuple[PastDecision, ...] = ()
    texts: tuple[PastText, ...] = ()

    @property
    def files(self) -> tuple[tuple[date, str], ...]:
        """Day and name of each file, in the order in which they became known."""
        return tuple(sorted(((each.since, name) for each in self.known for name in each.files), key=lambda pair: pair[0]))


def read_entries(folder: Path) -> Entries | None:
    """What the file beside the concept says, None where there is none. Raises Unreadable for wrong entries."""
    path = folder / BEGUN
    return build(Entries, read_toml(path), BEGUN) if path.is_file() else None
