"""Addresses: the selection of a page lives in its address, and only known ids are taken from there."""

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote, urlencode

from domain.access import Role, Viewer

ROLE = "rolle"
FIELDS = "felder"
OFFICES = "stelle"
_BETWEEN_NAMES = ";"  # names of organisations may contain commas


def link(slug: str, viewer: Viewer | None = None, **selection: str) -> str:
    """``/indikator?id=einbuergerungsquote&gebiet=03102``; empty selections are left out. Works below a base path too."""
    params = {name: value for name, value in selection.items() if value} | role_params(viewer)
    return f"./{quote(slug)}" + (f"?{urlencode(params)}" if params else "")


def role_params(viewer: Viewer | None) -> dict[str, str]:
    """The part of an address that keeps the role; empty for the office, whose view is the usual one."""
    if viewer is None or viewer.role is Role.OFFICE:
        return {}
    fields = {FIELDS: ",".join(sorted(viewer.fields))} if viewer.fields else {}
    offices = {OFFICES: _BETWEEN_NAMES.join(sorted(viewer.offices))} if viewer.offices else {}
    return {ROLE: viewer.role.value} | fields | offices


def selected(params: Mapping[str, str], name: str, known: Collection[str], default: str | None = None) -> str | None:
    """The id named in the address if it is a known one, else ``default``."""
    value = params.get(name)
    return value if value in known else default


def selected_many(params: Mapping[str, str], name: str, known: Collection[str]) -> tuple[str, ...]:
    """The known ids of a comma-separated parameter, in the order of the address, without repetition."""
    return _known(params.get(name, "").split(","), known)


def selected_offices(params: Mapping[str, str], known: Collection[str]) -> tuple[str, ...]:
    """The known organisations that the address names as the viewer's own, in its order."""
    return _known((each.strip() for each in params.get(OFFICES, "").split(_BETWEEN_NAMES)), known)


def _known(values: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value in known))
