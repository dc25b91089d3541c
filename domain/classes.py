"""Classes of a measured quantity, as labels of a dimension name them: ``0-90``, ``91 bis 180``, ``unter 30``, ``365+``, ``12``."""

import re
from dataclasses import dataclass

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_WORD = r"(?:\s+[^\W\d]+\.?)?"  # the unit may stand behind: ``31 bis 90 Tage``
_SPAN = re.compile(rf"{_NUMBER}\s*(?:-|–|bis(?:\s+unter)?)\s*{_NUMBER}{_WORD}")
_BELOW = re.compile(rf"(?:unter|bis|bis\s+unter|<)\s*{_NUMBER}{_WORD}")
_OPEN = re.compile(rf"(?:{_NUMBER}\s*\+|(?:ab|über|>|>=)\s*{_NUMBER}){_WORD}|{_NUMBER}{_WORD}\s+(?:und|oder)\s+(?:mehr|länger|älter)")
_SINGLE = re.compile(rf"{_NUMBER}{_WORD}")


@dataclass(frozen=True)
class Interval:
    """From ``low`` to ``high``, as the label has it; ``high`` is None for the open class at the top."""

    low: float
    high: float | None

    @property
    def single(self) -> bool:
        """True for one exact number."""
        return self.low == self.high


def interval(label: str) -> Interval:
    """The class a label names; what lies below a number begins at zero, for durations and ages. Raises ValueError for any other text."""
    text = label.strip().lower()
    if found := _SPAN.fullmatch(text):
        low, high = map(_number, found.groups())
        if low > high:
            raise ValueError(f"no class, ends before it begins: {label!r}")
        return Interval(low, high)
    if found := _BELOW.fullmatch(text):
        return Interval(0.0, _number(found[1]))
    if found := _OPEN.fullmatch(text):
        return Interval(_number(next(each for each in found.groups() if each)), None)
    if found := _SINGLE.fullmatch(text):
        return Interval(_number(found[1]), _number(found[1]))
    raise ValueError(f"no class: {label!r}")


def _number(text: str) -> float:
    return float(text.replace(",", "."))
