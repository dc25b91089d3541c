"""Which half-year and which organisation a page about a round is about."""

from collections.abc import Mapping

import workflows
from domain.local_time import today
from domain.periods import half_year_of
from domain.rounds import Round
from ui.cached import view
from ui.context import Context
from views import rounds

HALF_YEAR, OFFICE, MEASURE = "halbjahr", "fuer", "massnahme"
"""Parameters of the address."""


def half_year_names(ctx: Context) -> Mapping[str, str]:
    """The half-years that can be asked about, newest first."""
    return view(ctx, rounds.half_years, ctx.viewer, today())


def asked_half_year(ctx: Context) -> str:
    """The newest half-year that was opened, else the present one."""
    opened: Round | None = view(ctx, workflows.current_round, ctx.viewer)
    return opened.period if opened else half_year_of(today()).text
