"""What a chart of series shows, before anything is drawn."""

from dataclasses import dataclass

from domain.indicators import SeriesBreak, Target, Weather
from domain.signs import Sign

MAX_LINES = 5
HEIGHT = 340
HOLLOW = frozenset({Sign.PROVISIONAL, Sign.ESTIMATED, Sign.UNCERTAIN})


@dataclass(frozen=True)
class Point:
    """A year's value, or the reason (a ``Missing``) why there is none; ``signs`` are those of its inputs. ``low`` and ``high`` are the
    range the true value lies in, ``range_kind`` says why (``rounding``, ``sample``); ``weather`` is how the year is judged."""

    year: int
    value: float | None
    signs: tuple[str, ...] = ()
    missing: str | None = None
    low: float | None = None
    high: float | None = None
    range_kind: str | None = None
    weather: Weather | None = None


@dataclass(frozen=True)
class Line:
    """A series in a chart; ``comparison`` ones stay in the background."""

    name: str
    points: tuple[Point, ...]
    comparison: bool = False


@dataclass(frozen=True)
class Ahead:
    """A year of the arithmetical continuation: the middle and the band around it."""

    year: int
    mid: float
    low: float
    high: float


@dataclass(frozen=True)
class LineChart:
    """What a line chart shows. ``subject`` names indicator and area for the alternative text; ``distance`` draws the distance
    between the first two lines; ``ahead`` continues the first line, from its newest value on."""

    subject: str
    unit: str
    decimals: int
    lines: tuple[Line, ...]
    target: Target | None = None
    breaks: tuple[SeriesBreak, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()  # years and what is noted about the first line's value
    ahead: tuple[Ahead, ...] = ()
    distance: bool = False


@dataclass(frozen=True)
class Mark:
    """One row of the drawn table. ``until`` is the other end of bands and distances."""

    kind: str
    line: str = ""
    segment: str = ""
    year: int = 0
    value: float | None = None
    until: float | None = None
    text: str = ""
    hollow: bool = False
    main: bool = True
    shape: str = ""
    colour: str = ""  # empty: the colour of the line
