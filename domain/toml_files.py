"""Reads a TOML file into a frozen type; complaints name file and key. The one way every definition file is read."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from domain.errors import Unreadable

T = TypeVar("T")


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables; raises Unreadable with a German sentence if it is no TOML."""
    return parse_toml(path.read_text("utf-8"), str(path))


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """As :func:`read_toml`, from text; ``name`` is used in complaints."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"{name}: keine gültige TOML-Datei ({error}). Bitte die genannte Zeile berichtigen.") from error


def build(kind: type[T], data: dict[str, Any], name: str) -> T:
    """``data`` as ``kind``; raises Unreadable listing every wrong key of the file at once."""
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        problems = "; Eintrag ".join(f"{'.'.join(str(part) for part in item['loc'])} {_complaint(item)}" for item in error.errors())
        raise Unreadable(f"{name}: Eintrag {problems}. Bitte berichtigen.") from error


def _complaint(item: Any) -> str:
    match item["type"]:
        case "missing":
            return "fehlt"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "ist kein bekannter Eintrag"
    return f"hat den ungültigen Wert „{item['input']}“"
