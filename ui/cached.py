"""View models built once per data state, permission scope and selection. An import brings a new snapshot and so a new cache."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from domain.local_time import today
from ui.context import Context

T = TypeVar("T")


def view(ctx: Context, build: Callable[..., T], *arguments: Any) -> T:
    """What ``build(snapshot, *arguments, as_of=…)`` returns; shared by all visitors with equal arguments, never to be changed."""
    return _builder(ctx.installation.snapshot)(build, arguments, ctx.as_of, today())


@lru_cache(maxsize=2)
def _builder(snapshot: Any) -> Callable[..., Any]:
    """The cache of one snapshot; with the third newest snapshot goes everything built from it, and its open file."""

    @lru_cache(maxsize=1000)
    def built(build: Callable[..., T], arguments: tuple[Any, ...], as_of: datetime | None, _day: date) -> T:
        # the day is part of the key: what counts up to a meeting ends at midnight
        return build(snapshot, *arguments, as_of=as_of)

    return built
