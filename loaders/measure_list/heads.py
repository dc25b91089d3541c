"""What the heads of a city's own list say."""

import re
from functools import cache
from pathlib import Path

from domain.toml_files import read_toml


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = read_toml(Path(__file__).with_name("heads.toml"))["heads"]
    return {key: re.compile(pattern) for key, pattern in data.items()}


def attribute_of(head: str) -> str:
    """The attribute a head names, empty if none."""
    from loaders.proposal.words import spelt  # with it comes all that describes unknown tables

    words = " ".join(re.findall(r"[a-z0-9]+", spelt(head).lower().replace("€", " euro ")))
    return next((key for key, pattern in _patterns().items() if pattern.fullmatch(words)), "") if words else ""
