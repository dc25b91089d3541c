"""The canonical text of a concept: the same concept always gives the same TOML, and reading it gives the same concept."""

import json
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import Any

from domain.concepts import Concept


def concept_toml(concept: Concept) -> str:
    """The concept as TOML. What is said by default is left out; entries keep the order of the types."""
    return "\n".join(_table(concept, "")).lstrip("\n") + "\n"


def _table(record: Any, path: str) -> Iterator[str]:
    """Lines of a table: its own entries first, then tables in it, then lists of tables."""
    given = [(each.name, getattr(record, each.name)) for each in fields(record) if not _is_default(each, getattr(record, each.name))]
    single = [(name, value) for name, value in given if is_dataclass(value)]
    several = [(name, value) for name, value in given if isinstance(value, tuple) and value and is_dataclass(value[0])]
    apart = {name for name, _ in (*single, *several)}
    yield from (f"{name} = {_value(value)}" for name, value in given if name not in apart)
    for name, value in single:
        yield from ("", f"[{path}{name}]", *_table(value, f"{path}{name}."))
    for name, values in several:
        for each in values:
            yield from ("", f"[[{path}{name}]]", *_table(each, f"{path}{name}."))


def _is_default(each: Field[Any], value: Any) -> bool:
    return each.default is not MISSING and type(each.default) is type(value) and bool(each.default == value)


def _value(value: Any) -> str:
    if isinstance(value, Enum):
        return _text(str(value.value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value + 0)  # a minus before zero says nothing, and a workbook does not keep it
    if isinstance(value, tuple):
        return _list([_value(each) for each in value])
    return _text(value)


def _list(texts: list[str]) -> str:
    """On one line while it is short."""
    line = f"[{', '.join(texts)}]"
    return line if len(line) <= 100 else "[\n" + "".join(f"    {text},\n" for text in texts) + "]"


def _text(text: str) -> str:
    """A basic string: JSON escapes the same characters the same way, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
