"""What a page file declares."""

from dataclasses import dataclass

from domain.access import Role


@dataclass(frozen=True)
class Page:
    """A page: title in the menu, ``slug`` in the address, and the roles that may open it.
    Pages that belong to another one are not ``in_menu``; links lead there. ``menu`` are the roles that find it in the menu.

    Roles only tidy the menu; what may be read or done is decided in workflows and reading functions."""

    title: str
    slug: str
    roles: frozenset[Role] = frozenset(Role)
    in_menu: bool = True
    menu: frozenset[Role] = frozenset(Role)
