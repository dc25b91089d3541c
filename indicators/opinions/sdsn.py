"""The arrows of the Sustainable Development Report (SDSN): linear change a year since a start year against what the target needs.

As noted in domain.md 2.5; thresholds not checked against the report itself.
"""

from dataclasses import dataclass
from enum import StrEnum

_HALFWAY = 0.5


class Arrow(StrEnum):
    ON_TRACK = "↑"
    IMPROVING = "➚"
    STAGNATING = "→"
    DECREASING = "↓"

    @property
    def label(self) -> str:
        return {
            "↑": "↑ auf Kurs oder Ziel gehalten",
            "➚": "➚ mäßige Verbesserung",
            "→": "→ Stillstand",
            "↓": "↓ Rückgang",
        }[self.value]


@dataclass(frozen=True)
class Course:
    """``share`` is the observed change a year as a share of the needed one; None where the target is held."""

    arrow: Arrow
    share: float | None


def course(first: tuple[int, float], last: tuple[int, float], target: float, due: int, sign: int) -> Course | None:
    """The arrow for the way from ``first`` to ``last``; None where no year is left or the two are of one year."""
    if sign * (last[1] - target) >= 0:
        return Course(Arrow.ON_TRACK, None)
    if due <= last[0] or last[0] <= first[0]:
        return None
    share = (last[1] - first[1]) / (last[0] - first[0]) / ((target - last[1]) / (due - last[0]))
    if share >= 1:
        return Course(Arrow.ON_TRACK, share)
    if share >= _HALFWAY:
        return Course(Arrow.IMPROVING, share)
    return Course(Arrow.STAGNATING if share >= 0 else Arrow.DECREASING, share)
