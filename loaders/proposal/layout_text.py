"""A layout as readable TOML, with the evidence beside what it is about."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from domain.proposals import Question
from loaders.layouts import OPEN, Block, FixedArea, Layout

_OWN_TABLES = ("labels", "values", "skip_rows")


def layout_text(layout: Layout, notes: Mapping[str, Sequence[str]]) -> str:
    """The TOML of the layout; ``notes`` are sentences for the parts ``layout``, ``file``, ``header``, ``period`` and so on."""
    lines = [*_comments(notes.get("layout", ()))]
    for name in ("id", "title", "publisher", "licence", "table", "url", "symbols", "dash"):
        lines += [*_comments(notes.get(name, ())), f"{name} = {_value(getattr(layout, name))}"]
    if layout.min_cases:
        lines.append(f"min_cases = {layout.min_cases}")
    single = layout.blocks[0] if len(layout.blocks) == 1 else None
    if single:
        lines += _plain(single)
    lines += ["", *_comments(notes.get("file", ())), "[file]", *_fields(layout.file)]
    lines += ["", *_comments(notes.get("recognition", ())), "[recognition]", *_fields(layout.recognition)]
    for block in layout.blocks:
        prefix = "" if single else "blocks."
        if not single:
            lines += ["", "[[blocks]]", *_plain(block)]
        lines += _block(block, prefix, notes)
    return "\n".join(lines) + "\n"


def without_answers(layout: Layout, questions: Sequence[Question]) -> Layout:
    """The layout with a mark in place of what is asked, with which nothing can be read by mistake."""
    asked = {question.field for question in questions}
    return replace(layout, blocks=tuple(_left_open(block, asked) for block in layout.blocks))


def _left_open(block: Block, asked: Collection[str]) -> Block:
    if "period" in asked and block.period.fixed and not any(value.period for value in block.values):
        block = replace(block, period=replace(block.period, fixed=OPEN))
    if "area" not in asked:
        return block
    area, whole = block.area, block.area.within
    if not whole:
        return replace(block, area=replace(area, fixed=FixedArea(OPEN, "Gebiet noch offen")))
    names, keys = ({text: key.replace(whole, OPEN, 1) for text, key in found.items()} for found in (area.by_name, area.aliases))
    return replace(block, area=replace(area, within=OPEN, by_name=names, aliases=keys))


def _plain(block: Block) -> list[str]:
    names = ("name", "sheet", "optional", "compare", "skip_columns")
    return [f"{name} = {_value(found)}" for name in names if (found := getattr(block, name))]


def _block(block: Block, prefix: str, notes: Mapping[str, Sequence[str]]) -> Iterable[str]:
    for name in ("header", "data", "period", "area"):
        yield ""
        yield from _comments(notes.get(name, ()))
        yield f"[{prefix}{name}]"
        yield from _fields(getattr(block, name))
    for name in _OWN_TABLES:
        yield from _comments(notes.get(name, ())) if getattr(block, name) else ()
        for item in getattr(block, name):
            yield ""
            yield f"[[{prefix}{name}]]"
            yield from _fields(item)


def _comments(sentences: Sequence[str]) -> list[str]:
    return [f"# {' '.join(sentence.split())}" for sentence in sentences]


def _fields(item: Any) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in _set_fields(item)]


def _set_fields(item: Any) -> list[tuple[str, Any]]:
    """The entries that are not simply the default."""
    found = []
    for each in fields(item):
        value = getattr(item, each.name)
        default = each.default_factory() if callable(each.default_factory) else each.default
        if value is not None and value != default:
            found.append((each.name, value))
    return found


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Enum():
            return _text(str(value.value))
        case str():
            return _text(value)
        case int() | float():
            return repr(value)
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }" if value else "{}"
        case tuple() | list():
            return "[" + ", ".join(map(_value, value)) + "]"
    if is_dataclass(value):
        return "{ " + ", ".join(f"{name} = {_value(each)}" for name, each in _set_fields(value)) + " }"
    raise TypeError(type(value))


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _text(key)


def _text(text: str) -> str:
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
