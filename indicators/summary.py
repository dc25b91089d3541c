"""An action field in brief: how many indicators stand where. Never one number, and silence is never good news."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

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


def summarise(weathers: Iterable[Weather], overridden: int = 0) -> Summary:
    """The distribution over the indicators of a field, one weather each as it is shown; ``overridden`` of them were set by people."""
    found = Counter(weathers)
    counts = tuple((weather, found[weather]) for weather in (*_JUDGED, *_SILENT) if found[weather])
    return Summary(counts, found[Weather.CONTEXT], overridden)
