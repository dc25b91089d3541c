"""Which indicators may be put side by side for several areas."""

from domain.indicators import Definition, Formula

_TIED_TO_ITS_UNITS = (Formula.DISSIMILARITY, Formula.SEGREGATION)


def comparable_between_areas(definition: Definition) -> bool:
    """False for measures of unequal distribution: they depend on number and cut of the units they are computed over (domain.md 2.8)."""
    return definition.formula not in _TIED_TO_ITS_UNITS


def why_not_comparable(definition: Definition) -> str:
    """Why other areas are not offered, as a German sentence; empty where they are."""
    if comparable_between_areas(definition):
        return ""
    return (
        "Andere Gebiete werden hier nicht danebengestellt: Der Index hängt von Zahl und Zuschnitt der Teilgebiete ab, "
        "und die sind in jedem Gebiet andere."
    )
