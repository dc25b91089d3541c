"""Indicators that an installation added, as deliveries: stored whole, the newest valid delivery of an id is the one that counts."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

from domain.indicators import Definition
from store.publication import NOW, Snapshot, sql

_KEPT_MOMENTS = 50
_known: WeakKeyDictionary[Snapshot, dict[datetime, Mapping[str, Definition]]] = WeakKeyDictionary()


def own_definitions(snapshot: Snapshot, as_of: datetime | None = None) -> Mapping[str, Definition]:
    """The installation's own definitions known at the moment, by id, each with ``own`` set; built once per snapshot and moment."""
    moment = as_of or NOW
    by_moment = _known.setdefault(snapshot, {})
    if moment not in by_moment:
        if len(by_moment) >= _KEPT_MOMENTS:
            by_moment.clear()
        by_moment[moment] = MappingProxyType(from_rows(snapshot.rows(sql("known_definitions"), {"moment": moment})))
    return by_moment[moment]


def from_rows(rows: list[dict[str, Any]]) -> dict[str, Definition]:
    """Definitions by id from rows of known_definitions.sql."""
    return {row["id"]: _definition(row["content"]) for row in rows}


def content(definition: Definition) -> str:
    """The definition as it is stored: JSON of all its fields but ``own``."""
    fields = {name: value for name, value in asdict(definition).items() if name != "own"}
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=2000)
def _definition(text: str) -> Definition:
    from domain.toml_files import build  # not every reader of figures needs the checker

    return build(Definition, json.loads(text) | {"own": True}, "Eigener Indikator")
