"""The installation's own table descriptions, as finished German texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.own_layouts import LayoutVersion
from views.formats import moment

COLUMNS = ("Fassung", "gespeichert", "von", "Zustand")


@dataclass(frozen=True)
class OwnTable:
    """One described table; ``in_force`` is the number of its valid version, None where all are taken back."""

    id: str
    title: str
    versions: tuple[LayoutVersion, ...]

    @property
    def in_force(self) -> int | None:
        return max((each.number for each in self.versions if each.revoked_at is None), default=None)


def own_tables(known: Iterable[tuple[str, str, Sequence[LayoutVersion]]]) -> tuple[OwnTable, ...]:
    """By title; ``known`` has id, title and versions."""
    return tuple(sorted((OwnTable(key, title, tuple(versions)) for key, title, versions in known), key=lambda own: own.title))


def version_rows(own: OwnTable) -> tuple[tuple[str, ...], ...]:
    """The versions, newest first."""
    return tuple(
        (str(each.number), moment(each.saved_at), each.saved_by, _state(each, own.in_force))
        for each in sorted(own.versions, key=lambda version: version.number, reverse=True)
    )


def _state(version: LayoutVersion, in_force: int | None) -> str:
    if version.revoked_at is not None:
        by = f" von {version.revoked_by}" if version.revoked_by else ""
        return f"zurückgenommen am {moment(version.revoked_at)}{by}"
    return "gilt" if version.number == in_force else "ersetzt"
