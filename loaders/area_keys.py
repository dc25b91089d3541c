"""Area keys and names as tables write them → official keys."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from domain.areas import AreaLevel, area_level
from loaders.layouts import AreaRule
from loaders.register import named


class How(Enum):
    """How an area was found, where it was not simply its key."""

    KEY = auto()
    NAME = auto()
    CORRECTED = auto()


@dataclass(frozen=True)
class FoundArea:
    """``key`` is None when nothing leads to one official key; ``candidates`` are then the keys the name may mean."""

    key: str | None
    name: str
    how: How = How.KEY
    candidates: tuple[str, ...] = ()


def find_area(key: str, name: str, rule: AreaRule) -> FoundArea:
    """The area that key and name (as found, '' where the table has none) are about."""
    if rule.fixed is not None:
        return FoundArea(rule.fixed.key, rule.fixed.name)
    key, name = _taken_apart(key, name, rule)
    for correction in rule.corrections:
        if correction.key == key and correction.name == name:
            return FoundArea(correction.area, name, How.CORRECTED)
    if key in rule.aliases:
        return FoundArea(rule.aliases[key], name or key)
    if key in rule.empty:
        return _by_name(name, rule)
    if rule.within:
        return FoundArea(f"{rule.within}-{official_key(key, rule)}", name or key)
    official = official_key(key, rule)
    return FoundArea(official if area_level(official) is not AreaLevel.OTHER else None, name or key)


def _taken_apart(key: str, name: str, rule: AreaRule) -> tuple[str, str]:
    """Key and name where one text holds both; a text that does not is a name."""
    if not rule.pattern:
        return key, name
    text = key if rule.key is not None or rule.cell is not None else name
    match = re.fullmatch(rule.pattern, text)
    if match is None:
        return "", name or text
    groups = match.groupdict()
    return (groups.get("key") or "").strip(), (groups.get("name") or name).strip()


def _by_name(name: str, rule: AreaRule) -> FoundArea:
    if name in rule.by_name:
        return FoundArea(rule.by_name[name], name, How.NAME)
    if rule.within:
        return FoundArea(f"{rule.within}-{name}" if name else None, name, How.NAME)
    keys = named(name) if rule.register else ()
    return FoundArea(keys[0], name, How.NAME) if len(keys) == 1 else FoundArea(None, name, How.NAME, keys)


def official_key(key: str, rule: AreaRule) -> str:
    """The key in official writing; whether it has the length of one is not checked."""
    key = key.removeprefix(rule.strip)
    if rule.trim and key.endswith("0" * rule.trim):
        key = key[: -rule.trim]
    return (rule.prefix + key).zfill(rule.digits)
