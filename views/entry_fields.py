"""What a form is made of: fields and sections, named as in the status sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.status_sheet import COLUMNS

HEADS = {column.key: column.head for column in COLUMNS}
"""Names of attributes as the status sheet calls them, so that findings and form use the same words."""
DAY = "TT.MM.JJJJ"


class AskKind(StrEnum):
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True)
class Ask:
    """One field of the form. ``key`` is the attribute of the report, or ``milestones.0.due`` for a part of an item. Labels are words of
    ours, never of the data."""

    key: str
    label: str
    value: str = ""
    kind: AskKind = AskKind.LINE
    hint: str = ""  # what to type, shown in the empty field
    choices: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    note: str = ""  # what it is about, where the label cannot say it


@dataclass(frozen=True)
class Section:
    """Fields that belong together. ``rows`` are shown side by side; a section that is not ``open`` is folded."""

    title: str
    rows: tuple[tuple[Ask, ...], ...]
    open: bool = True
    note: str = ""
