"""An action field in brief: how many indicators stand where. Never one number, and silence is never good news."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from domain.indicators import Weather

_JUDGED = (Weather.SUN, Weather.PARTLY, Weather.CLOUD, Weather.STORM)
_SILENT = (Weather.SUSPENDED, Weather.NONE, Weather.ENDED)


@dataclass(frozen=True)
class Summary:
    """Counts by weather, best first and without zeros. Context indicators are counted apart and never part of ``total``.
    ``overridden`` of them are counted as people set them, not as the rule says."""

    counts: tuple[tuple[Weather, int], ...]
    context: int = 0
    overridden: int = 0

    @property
    def total(self) -> int:
        """Indicators that are meant to be judged, whether they can be or not."""
        return sum(count for _, count in self.counts)

    @property
    def judged(self) -> int:
        return sum(count for weather, count in self.counts if weather.judged)

    @property
    def on_course(self) -> int:
        return sum(count for weather, count in self.counts if weather.on_course)

    @property
    def distribution(self) -> tuple[tuple[Weather, int], ...]:
        """All counts, context last."""
        return self.counts + (((Weather.CONTEXT, self.context),) if self.context else ())

    @property
    def coverage(self) -> str:
        """``3 von 5 bewertbar, davon 1 fachlich gesetzt``."""
        by_hand = f", davon {self.overridden} fachlich gesetzt" if self.overridden else ""
        return f"{self.judged} von {self.total} bewertbar{by_hand}"

    def at_least(self) -> tuple[int, ...]:
        """How many indicators stand at sun, at partly cloudy or better, at cloud or better, at storm or better (judged at all)."""
        found = dict(self.counts)
        return tuple(accumulate(found.get(weather, 0) for weather in _JUDGED))

    def improves_on(self, other: "Summary") -> bool:
        """True only if as many indicators are meant to be judged and no level is reached by fewer of them.

        Summaries of different numbers of indicators cannot be compared, so dropping one improves nothing; and an indicator
        that cannot be judged ranks below a storm, so losing its figures improves nothing either.
        """
        pairs = tuple(zip(self.at_least(), other.at_least(), strict=True))
        return self.total == other.total and all(mine >= theirs for mine, theirs in pairs) and any(mine > theirs for mine, theirs in pairs)


def summarise(weathers: Iterable[Weather], overridden: int = 0) -> Summary:
    """The distribution over the indicators of a field, one weather each as it is shown; ``overridden`` of them were set by people."""
    found = Counter(weathers)
    counts = tuple((weather, found[weather]) for weather in (*_JUDGED, *_SILENT) if found[weather])
    return Summary(counts, found[Weather.CONTEXT], overridden)
