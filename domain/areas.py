"""Areas by official municipality key (AGS) as text.

``DG`` Germany, ``03`` state, ``034`` region, ``03102`` district, ``03102000`` municipality,
``03102000-12`` a part of it.
"""

from dataclasses import dataclass
from enum import StrEnum

GERMANY = "DG"


class AreaLevel(StrEnum):
    NATION = "nation"
    STATE = "state"
    REGION = "region"
    DISTRICT = "district"
    MUNICIPALITY = "municipality"
    PART = "part"
    OTHER = "other"

    @property
    def label(self) -> str:
        """German name of the level."""
        return _LEVEL_LABELS[self]


_LEVEL_LABELS = {
    AreaLevel.NATION: "Bund",
    AreaLevel.STATE: "Land",
    AreaLevel.REGION: "Region",
    AreaLevel.DISTRICT: "Kreis oder kreisfreie Stadt",
    AreaLevel.MUNICIPALITY: "Gemeinde",
    AreaLevel.PART: "Teil einer Gemeinde",
    AreaLevel.OTHER: "sonstiges Gebiet",
}
_BY_LENGTH = {2: AreaLevel.STATE, 3: AreaLevel.REGION, 5: AreaLevel.DISTRICT, 8: AreaLevel.MUNICIPALITY}


@dataclass(frozen=True)
class Area:
    key: str
    name: str

    @property
    def level(self) -> AreaLevel:
        return area_level(self.key)


def area_level(key: str) -> AreaLevel:
    """Level of a key by its length; keys of a layout's own are OTHER."""
    if key == GERMANY:
        return AreaLevel.NATION
    whole, dash, part = key.partition("-")
    if not (whole.isascii() and whole.isdigit()):
        return AreaLevel.OTHER
    level = _BY_LENGTH.get(len(whole), AreaLevel.OTHER)
    if dash:
        return AreaLevel.PART if part and level is AreaLevel.MUNICIPALITY else AreaLevel.OTHER
    return level


def state_of(key: str) -> str | None:
    """Key of the state an area lies in, None above and outside states."""
    return key[:2] if key[:2].isdigit() and area_level(key) is not AreaLevel.STATE else None
