"""A remembered mapping as TOML, and back."""

import json
from collections.abc import Mapping
from pathlib import Path

from domain.measure_lists import ListMapping
from domain.toml_files import build, parse_toml, read_toml


def mapping_text(mapping: ListMapping) -> str:
    """The text that is kept; ``mapping_of`` reads it back."""
    lines = [
        "# Eine Liste von Maßnahmen in eigenen Spalten: wie der Monitor sie liest.",
        *(f"{key} = {_text(getattr(mapping, key))}" for key in ("id", "title", "concept", "municipality", "sheet")),
        f"heads = {_list(mapping.heads)}",
        f"field_from = {_text(mapping.field_from.value)}",
        f"fixed_field = {_text(mapping.fixed_field)}",
        f"lead = {_text(mapping.lead)}",
        f"first_leads = {'true' if mapping.first_leads else 'false'}",
        f"period_from = {_text(mapping.period_from.value)}",
        f"numbers = {_text(mapping.numbers.value)}",
        f"headings = {_text(mapping.headings.value)}",
        f"levels = {_list(mapping.levels)}",
        "",
        "# Angabe = Kopf der Spalte",
        *_table("columns", mapping.columns),
        "",
        "# Wort der Liste = Umsetzungsstand; skip: die Zeile bleibt weg; leer: die Zeile sagt keinen Stand",
        *_table("states", mapping.states),
        "",
        "# Wort der Liste = Kennung des Handlungsfelds",
        *_table("fields", mapping.fields),
    ]
    return "\n".join(lines) + "\n"


def mapping_of(text: str, name: str) -> ListMapping:
    """The mapping in a text; raises Unreadable for one that is none."""
    return build(ListMapping, parse_toml(text, name), name)


def read_mapping(path: Path) -> ListMapping:
    """The mapping in a file; raises Unreadable."""
    return build(ListMapping, read_toml(path), str(path))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _table(name: str, entries: Mapping[str, str]) -> list[str]:
    return [f"[{name}]", *(f"{_text(key)} = {_text(value)}" for key, value in entries.items())]
