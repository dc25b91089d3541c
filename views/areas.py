"""Areas as a reader picks and compares them: grouped by level, in the order of their names, never by their figures."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from domain.areas import GERMANY, Area, AreaLevel, state_of

OWN = "Eigenes Gebiet"
_PLURAL = {
    AreaLevel.NATION: "Bund",
    AreaLevel.STATE: "Länder",
    AreaLevel.REGION: "Regionen",
    AreaLevel.DISTRICT: "Kreise und kreisfreie Städte",
    AreaLevel.MUNICIPALITY: "Gemeinden",
    AreaLevel.PART: "Teile von Gemeinden",
    AreaLevel.OTHER: "Sonstige Gebiete",
}
_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


@dataclass(frozen=True)
class AreaGroup:
    """Areas of one level under the German name of the level, in the order of their names."""

    label: str
    areas: tuple[Area, ...]


def by_name(areas: Iterable[Area]) -> list[Area]:
    """Areas in the order of a German dictionary (ä as a); those of one name in the order of their keys."""
    return sorted(areas, key=lambda area: (name_order(area.name), area.key))


def name_order(name: str) -> str:
    """What a German dictionary sorts a name by (DIN 5007-1)."""
    return name.lower().translate(_FOLDED)


def grouped_areas(areas: Iterable[Area], home: str = "") -> tuple[AreaGroup, ...]:
    """Areas for a picker: the own one alone and first, then nation, states, regions, districts, municipalities, parts."""
    known = {area.key: area for area in areas}
    own = known.pop(home, None)
    groups = [AreaGroup(OWN, (own,))] if own else []
    for level, label in _PLURAL.items():
        members = by_name(area for area in known.values() if area.level is level)
        if members:
            groups.append(AreaGroup(label, tuple(members)))
    return tuple(groups)


def picker_labels(areas: Iterable[Area], home: str = "") -> dict[str, str]:
    """Label by key in the order of :func:`grouped_areas`, for a list without headings: ``Braunschweig, Stadt (03101, Kreis oder
    kreisfreie Stadt)`` where a name occurs twice, else with the level alone; the own area keeps its bare name."""
    listed = [area for group in grouped_areas(areas, home) for area in group.areas]
    names = [area.name for area in listed]
    return {area.key: area.name if area.key == home else _label(area, names) for area in listed}


def _label(area: Area, names: Sequence[str]) -> str:
    key = f"{area.key}, " if names.count(area.name) > 1 else ""
    return f"{area.name} ({key}{area.level.label})"


def reference_area(home: str, offered: Collection[str]) -> str | None:
    """Key of the area whose published figure stands for the average: the state of ``home`` if it has figures, else Germany.

    An average is never computed here from the areas that happen to be known."""
    for key in (state_of(home), GERMANY):
        if key and key != home and key in offered:
            return key
    return None
