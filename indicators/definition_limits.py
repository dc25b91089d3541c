"""How long, how many and how large the entries of a definition may be: what no indicator needs, and what pages cannot bear."""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from domain.indicators import Definition

_ID = re.compile(r"[a-z][a-z0-9_]{0,79}")
_SHORT, _LONG, _MANY = 200, 4_000, 300
_SHORT_TEXTS = frozenset(
    {"name", "short_name", "series", "unit", "concept", "basis", "over", "reference_day", "breakdowns", "tables", "synonyms"}
)
_NUMBERS: Mapping[str, tuple[float, float]] = {
    "version": (-math.inf, 10_000),
    "decimals": (-math.inf, 6),
    "cadence_months": (-math.inf, 600),
    "expected_lag_months": (0, 600),
    "lag": (-math.inf, 100),
    "fixed_year": (1800, 2200),
    "year": (1800, 2200),
    "design_effect": (-math.inf, 1_000),
}
"""Least and greatest number; a least one only where nothing else says it."""
_LARGEST = 1e15


def limit_problems(definition: Definition) -> Iterator[str]:
    """Every entry beyond its limit, as finished German sentences; nothing for a sound definition."""
    if not _ID.fullmatch(definition.id):
        yield (
            f"Eintrag id: „{_shown(definition.id)}“ ist keine Kennung. Erlaubt sind bis zu 80 kleine Buchstaben ohne Umlaute, "
            "Ziffern und _, mit einem Buchstaben vorn."
        )
    for link in definition.links:
        if link.strip() and not re.fullmatch(r"https?://[^\s<>]+", link.strip()):
            yield f"Eintrag links: „{_shown(link)}“ ist keine Adresse. Erwartet wird eine, die mit https:// beginnt."
    yield from _below("", definition)


def _below(path: str, value: Any) -> Iterator[str]:
    """The complaints about a value and all inside it; ``path`` names it as a definition file does."""
    key = next((part for part in reversed(path.split(".")) if not part.isdigit()), "")
    if is_dataclass(value):
        for each in fields(value):
            yield from _below(f"{path}.{each.name}" if path else each.name, getattr(value, each.name))
    elif isinstance(value, str):
        yield from _text(path, key, value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        least, most = _NUMBERS.get(key, (-_LARGEST, _LARGEST))
        if not math.isfinite(value) or not least <= value <= most:
            yield f"Eintrag {path}: „{_shown(str(value))}“ ist außerhalb dessen, womit gerechnet werden kann. Bitte berichtigen."
    elif isinstance(value, (tuple, Mapping)):
        if len(value) > _MANY:
            yield f"Eintrag {path}: Erlaubt sind höchstens {_MANY} Angaben, gefunden wurden {len(value)}. Bitte kürzen."
            return
        for name, each in value.items() if isinstance(value, Mapping) else enumerate(value):
            if isinstance(name, str):
                yield from _text(path, "over", name)
                yield from _below(f"{path}.{name}" if name.isidentifier() else path, each)
            else:
                yield from _below(path, each)


def _text(path: str, key: str, text: str) -> Iterator[str]:
    most = _SHORT if key in _SHORT_TEXTS else _LONG
    if len(text) > most:
        yield f"Eintrag {path}: Der Text hat {len(text)} Zeichen, erlaubt sind {most}. Bitte kürzen."
    elif any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co") and each not in "\n\u00ad\u200d" for each in text):
        yield f"Eintrag {path}: Der Text enthält unsichtbare Steuerzeichen. Bitte neu eintippen."


def _shown(text: str) -> str:
    """The text, shortened, as it may stand in a sentence."""
    plain = "".join(each if each.isprintable() else "…" for each in text[:60])
    return plain if len(text) <= 60 else f"{plain} …"
