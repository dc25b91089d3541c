"""Setting a verdict by hand, with a reason and up to the next meeting, and withdrawing it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import store.overrides
import store.writing
from domain.access import OFFICE, Permission, Viewer
from domain.errors import NotFound, WrongUse
from domain.groups import group_key, parse_group_key
from domain.indicators import Weather
from domain.local_time import local
from domain.overrides import LONGEST_MONTHS, SETTABLE, SHORTEST_REASON, Override, OverrideEvent, latest_end
from settings import Settings
from store import Home, Snapshot, open_snapshot
from store.working_file import writing
from workflows.clock import utc_now


def set_verdict(
    home: Home,
    indicator: str,
    area: str,
    period: str,
    weather: Weather,
    *,
    reason: str,
    until: date,
    groups: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Override:
    """Sets the verdict of one period up to and on ``until``; the rule's own stays and is shown beside it.

    Raises WrongUse without a reason, for a day that is not ahead or more than 14 months away, for what cannot be set, and NotFound where
    there is no such value.
    """
    viewer.require(Permission.IMPORT)
    chosen = settings or Settings()
    clock = now or utc_now()
    given = Override(
        indicator, area, group_key(parse_group_key(groups)), period, weather, reason.strip(), viewer.name or chosen.operator, clock, until
    )
    _check_words(given, local(clock).date())
    with open_snapshot(home) as snapshot:
        _check_value(snapshot, given)
    with writing(home, clock, patience=chosen.patience_seconds, say=say) as connection:
        kept = replace(given, at=now or store.writing.moment(connection, utc_now()))
        store.overrides.add_override(connection, kept)
    return kept


def withdraw_verdict(
    home: Home,
    indicator: str,
    area: str,
    period: str,
    *,
    reason: str,
    groups: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Withdraws what was set for the period; the log keeps both. Raises WrongUse without a reason, NotFound where nothing is set."""
    viewer.require(Permission.IMPORT)
    chosen = settings or Settings()
    _check_reason(reason.strip())
    with open_snapshot(home) as snapshot:
        known = store.overrides.overrides(snapshot).get((indicator, area, group_key(parse_group_key(groups)), period))
    if known is None:
        raise NotFound(f"Für {indicator}, Gebiet {area}, Zeitraum {period} ist keine Bewertung fachlich gesetzt.")
    with writing(home, now or utc_now(), patience=chosen.patience_seconds, say=say) as connection:
        moment = now or store.writing.moment(connection, utc_now())
        gone = replace(known, reason=reason.strip(), by=viewer.name or chosen.operator, at=moment)
        store.overrides.add_withdrawal(connection, gone)


def override_log(snapshot: Snapshot, as_of: datetime | None = None) -> tuple[OverrideEvent, ...]:
    """Everything that was set or withdrawn, newest first."""
    return store.overrides.override_log(snapshot, as_of)


def _check_reason(reason: str) -> None:
    if len(reason) < SHORTEST_REASON:
        raise WrongUse(f"Eine fachlich gesetzte Bewertung braucht eine Begründung von mindestens {SHORTEST_REASON} Zeichen.")


def _check_words(given: Override, today: date) -> None:
    _check_reason(given.reason)
    if given.weather not in SETTABLE:
        raise WrongUse(f"„{given.weather.value}“ lässt sich nicht setzen. Möglich sind: {', '.join(each.value for each in SETTABLE)}.")
    if given.until <= today:
        raise WrongUse(
            "Eine fachlich gesetzte Bewertung gilt bis zur nächsten Sitzung. Bitte deren Datum angeben; es muss in der Zukunft liegen."
        )
    if given.until > latest_end(today):
        raise WrongUse(
            f"Eine fachlich gesetzte Bewertung gilt höchstens {LONGEST_MONTHS} Monate, hier also bis {latest_end(today):%d.%m.%Y}. "
            "Bitte das Datum der nächsten Sitzung angeben."
        )


def _check_value(snapshot: Snapshot, given: Override) -> None:
    """Raises where there is no value, none that is judged, or the rule says the same."""
    from views.values import all_series  # the evaluation is loaded only by those who need it

    series = all_series(snapshot, [given.indicator], [given.area]).get((given.indicator, given.area, given.groups))
    point = next((each for each in series.points if each.period == given.period and each.value is not None), None) if series else None
    if point is None:
        raise NotFound(
            f"Zum Indikator {given.indicator} gibt es für das Gebiet {given.area} und den Zeitraum {given.period} keinen Wert, "
            "dessen Bewertung sich setzen ließe."
        )
    if point.weather is Weather.CONTEXT:
        raise WrongUse(f"„{point.definition.name}“ ist ein Kontextindikator: Er beschreibt die Lage und wird nicht bewertet.")
    if point.weather is given.weather:
        raise WrongUse(f"Die Regel ergibt bereits „{point.weather.value}“; es gibt nichts zu setzen.")
