"""Breakdown of a value (nationality, sex, age …) as one canonical text; a dimension that is not named means its total."""

from collections.abc import Mapping


def group_key(groups: Mapping[str, str]) -> str:
    """``{"nationalitaet": "auslaendisch", "geschlecht": "weiblich"}`` → ``geschlecht=weiblich;nationalitaet=auslaendisch``."""
    for dimension, label in groups.items():
        if not dimension or not label or set("=;") & set(dimension) or ";" in label:
            raise ValueError(f"no group: {dimension!r}={label!r}")
    return ";".join(f"{dimension}={groups[dimension]}" for dimension in sorted(groups))


def parse_group_key(key: str) -> dict[str, str]:
    """Inverse of :func:`group_key`; the empty text is the total, ``{}``."""
    return dict(part.split("=", 1) for part in key.split(";")) if key else {}
