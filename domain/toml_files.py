"""Reads a TOML file into a frozen type; complaints name file and key. The one way every definition file is read."""

import re
import tomllib
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from domain.errors import Unreadable

T = TypeVar("T")

_DEEPEST = 50


@dataclass(frozen=True)
class Complaint:
    """A wrong key: its path (names and positions from 0), pydantic's word for what is wrong, and the value found."""

    path: tuple[str | int, ...]
    type: str
    value: Any
    text: str  # German, to follow the key
    allowed: str = ""  # the words a closed list allows, where it is one


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables; raises Unreadable with a German sentence if it cannot be opened or is no TOML."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise Unreadable(f"{path}: Die Datei fehlt oder lässt sich nicht öffnen. Bitte Ort und Leserechte prüfen.") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: Der Text ist nicht in UTF-8 gespeichert. Bitte als UTF-8 speichern.") from error
    return parse_toml(text, str(path))


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """As :func:`read_toml`, from text; ``name`` is used in complaints."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"{name}: keine gültige TOML-Datei; der Fehler liegt bei {_place(error)}. Bitte dort berichtigen.") from error
    except ValueError as error:  # the one thing left to it: an integer of more digits than Python converts
        raise Unreadable(f"{name}: Eine ganze Zahl hat mehrere Tausend Ziffern. Bitte berichtigen.") from error
    except RecursionError as error:
        raise Unreadable(_TOO_DEEP.format(name)) from error
    if _too_deep(data):
        raise Unreadable(_TOO_DEEP.format(name))
    return data


def _place(error: tomllib.TOMLDecodeError) -> str:
    """Where the parser stopped; it tells in English, and what it expected there helps nobody who does not know TOML."""
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    return f"Zeile {found[1]}, Spalte {found[2]}" if found else "der letzten Zeile"


_TOO_DEEP = "{}: Die Einträge sind zu tief ineinander verschachtelt. Bitte die Klammern und die Punkte in den Namen prüfen."


def _too_deep(data: dict[str, Any]) -> bool:
    """Counts level by level: dotted names nest without brackets, and whatever recurses would fail on them later."""
    level: list[Any] = [data]
    for _ in range(_DEEPEST):
        children = (child for node in level for child in (node.values() if isinstance(node, dict) else node))
        level = [child for child in children if isinstance(child, (dict, list))]
    return bool(level)


def build(kind: type[T], data: dict[str, Any], name: str) -> T:
    """``data`` as ``kind``; raises Unreadable listing every wrong key of the file at once."""
    built, complaints = try_build(kind, data)
    if built is None:
        problems = "; Eintrag ".join(f"{'.'.join(str(part) for part in item.path)} {item.text}" for item in complaints)
        raise Unreadable(f"{name}: Eintrag {problems}. Bitte berichtigen.")
    return built


def try_build(kind: type[T], data: dict[str, Any]) -> tuple[T | None, tuple[Complaint, ...]]:
    """As :func:`build`, but hands back the complaints: ``None`` and every wrong key, or the value and none."""
    try:
        return _adapter(cast(Hashable, kind)).validate_python(data), ()
    except ValidationError as error:
        return None, tuple(_complaint(item) for item in error.errors())


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)  # milliseconds each: far more than checking a file


def _complaint(item: Any) -> Complaint:
    allowed = str(item.get("ctx", {}).get("expected", "")) if item["type"] == "enum" else ""
    return Complaint(tuple(item["loc"]), item["type"], item["input"], _complaint_text(item), allowed)


def _complaint_text(item: Any) -> str:
    match item["type"]:
        case "missing":
            return "fehlt"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "ist kein bekannter Eintrag"
    return f"hat den ungültigen Wert „{item['input']}“"
