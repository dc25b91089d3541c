"""Symbol profiles: what a symbol in a value cell means, by source. The data are in symbols.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from domain.errors import Unreadable
from domain.signs import Sign
from domain.toml_files import build, read_toml

_FILE = Path(__file__).with_name("symbols.toml")
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True)
class Symbols:
    """One profile. ``instead`` stands alone in a cell, ``beside`` is attached to a number, ``brackets`` is what (…) adds."""

    __pydantic_config__ = _STRICT
    instead: Mapping[str, Sign]
    beside: Mapping[str, Sign] = field(default_factory=dict)
    brackets: Sign | None = None


@cache
def _profiles() -> dict[str, Symbols]:
    profiles = {name: build(Symbols, data, f"{_FILE.name}, {name}") for name, data in read_toml(_FILE).items()}
    for name, profile in profiles.items():
        if odd := [mark for mark, sign in profile.beside.items() if not sign.has_value]:
            raise Unreadable(f"{_FILE.name}, {name}.beside: {', '.join(odd)} kann nicht neben einer Zahl stehen. Bitte berichtigen.")
    return profiles


def symbols(profile: str) -> Symbols:
    """The profile of this name; raises Unreadable naming the known ones."""
    known = _profiles()
    if profile not in known:
        raise Unreadable(f"Das Zeichenprofil „{profile}“ ist nicht bekannt. Bekannt sind: {', '.join(known)}.")
    return known[profile]


def symbol_profiles() -> dict[str, Symbols]:
    """All profiles by name."""
    return dict(_profiles())
