"""Where a measure or an indicator went between two states of knowledge."""

from enum import StrEnum


class Turn(StrEnum):
    """Where something went between two states; the order here is the order on screen."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"
    NEW = "new"
    GONE = "gone"
    SAME = "same"

    @property
    def label(self) -> str:
        return {
            "better": "verbessert",
            "worse": "verschlechtert",
            "other": "geändert, ohne Richtung",
            "same": "unverändert",
            "new": "neu",
            "gone": "entfallen",
        }[self.value]
