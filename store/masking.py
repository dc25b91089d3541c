"""Texts that people wrote about figures, for readers who may not see the figures."""

import re

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
HIDDEN = "…"


def without_numbers(text: str) -> str:
    """The text with every number left out: any of them may be a count that is hidden."""
    return _NUMBER.sub(HIDDEN, text)
