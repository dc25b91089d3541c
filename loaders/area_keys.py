"""Area keys as tables write them → official keys."""

from dataclasses import dataclass
from enum import Enum, auto

from domain.areas import AreaLevel, area_level
from loaders.layouts import AreaRule


class How(Enum):
    """How an area was found, where it was not simply its key."""

    KEY = auto()
    NAME = auto()
    CORRECTED = auto()


@dataclass(frozen=True)
class FoundArea:
    """``key`` is None when nothing leads to an official key."""

    key: str | None
    name: str
    how: How = How.KEY


def find_area(key: str, name: str, rule: AreaRule) -> FoundArea:
    """The area a row is about, from its key and its name as found."""
    if key in rule.empty:
        return FoundArea(rule.by_name.get(name), name, How.NAME)
    for correction in rule.corrections:
        if correction.key == key and correction.name == name:
            return FoundArea(correction.area, name, How.CORRECTED)
    official = official_key(key, rule)
    return FoundArea(official if area_level(official) is not AreaLevel.OTHER else None, name)


def official_key(key: str, rule: AreaRule) -> str:
    """The key in official writing; whether it has the length of one is not checked."""
    if key in rule.aliases:
        return rule.aliases[key]
    key = key.removeprefix(rule.strip)
    return (rule.prefix + key).zfill(rule.digits)
