"""View models built once per data state, permission scope and selection. An import changes the key."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from ui.context import Context

T = TypeVar("T")


def view(ctx: Context, build: Callable[..., T], *arguments: Any) -> T:
    """What ``build(snapshot, *arguments, as_of=…)`` returns; shared by all visitors with equal arguments, never to be changed."""
    return _built(build, ctx.installation.snapshot, arguments, ctx.as_of)


@lru_cache(maxsize=1000)
def _built(build: Callable[..., T], snapshot: Any, arguments: tuple[Any, ...], as_of: datetime | None) -> T:
    return build(snapshot, *arguments, as_of=as_of)


def today() -> date:
    """The German day, for deadlines."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date()
