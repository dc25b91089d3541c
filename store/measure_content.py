"""Reports on measures as the store keeps them: one JSON object each, readable by every later version of the monitor."""

import json
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from domain.measures import MeasureRow

_NOT_KEPT = frozenset({"given", "changed", "small"})
_DEFAULTS = {each.name: each.default for each in fields(MeasureRow)}


def to_json(row: MeasureRow) -> str:
    """The report without what says nothing."""
    content = {name: getattr(row, name) for name in _DEFAULTS if name not in _NOT_KEPT and getattr(row, name) != _DEFAULTS[name]}
    return json.dumps(content, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return {name: each for name, each in vars(value).items() if each not in (None, "")}  # a milestone, a resource …


def from_json(text: str) -> MeasureRow:
    """The report; also as versions of the monitor before 0.4 kept it."""
    content = json.loads(text)
    for old, new in (("goal", "goals"), ("target_group", "target_groups")):
        if old in content:
            said = content.pop(old)
            content[new] = [said] if said else []
    row: MeasureRow = _adapter().validate_python(content)
    return row


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter  # not every reader of figures needs the checker

    return TypeAdapter(MeasureRow)


def plain_content(row: MeasureRow) -> dict[str, Any]:
    """The whole report as plain JSON values, for answers of the command line."""
    return {each.name: _value(getattr(row, each.name)) for each in fields(MeasureRow) if each.name not in _NOT_KEPT}


def _value(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return {name: _value(each) for name, each in vars(value).items()} if hasattr(value, "__dataclass_fields__") else value
