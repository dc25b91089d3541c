"""What was delivered, and withdrawing it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import store.reading
import store.writing
from domain.access import OFFICE, Permission, Viewer
from domain.deliveries import Delivery
from domain.errors import WrongUse
from settings import Settings
from store import Home, Snapshot, open_snapshot
from store.publication import current_version
from store.working_file import writing
from workflows.carried_on import carried_on
from workflows.clock import utc_now
from workflows.parts import parts


def undo(
    home: Home,
    number: int,
    *,
    reason: str,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> str:
    """Withdraws a delivery as of now; what was known before stays readable with an earlier ``as_of``. Says and returns, in German, which
    later reports on measures still say what it brought; empty where there are none. Raises WrongUse where no installation is, without a
    reason, and for the only valid concept."""
    viewer.require(Permission.IMPORT)
    if not reason.strip():
        raise WrongUse("Zum Zurücknehmen gehört ein Grund. Bitte kurz angeben, warum die Lieferung nicht gelten soll.")
    chosen = settings or Settings()
    current_version(home)
    with open_snapshot(home) as snapshot:
        left = carried_on(snapshot, viewer, number)
    with writing(home, now or utc_now(), patience=chosen.patience_seconds, say=say) as connection:
        moment = now or store.writing.moment(connection, utc_now())
        if store.writing.valid_concepts(connection, moment) == [number]:  # without a concept nothing can be shown
            raise WrongUse(f"Lieferung Nr. {number} ist das Konzept selbst. Bitte zuerst eine neue Fassung einspielen.")
        by = viewer.name or chosen.operator
        store.writing.withdraw(connection, number, now=moment, by=by, reason=reason.strip(), links=parts(connection, moment))
        _stop_if_needed(connection, number, moment)
    if left:
        say(left)
    return left


def _stop_if_needed(connection: Any, number: int, now: datetime) -> None:
    """Raises WrongUse, which undoes everything, where the concept in force would then use an indicator nobody defines."""
    from indicators.library import library  # only where something is withdrawn

    known = library().keys() | store.writing.known_definitions(connection, now).keys()
    missing = [each for each in store.writing.indicators_in_use(connection, now) if each not in known]
    if missing:
        raise WrongUse(
            f"Ohne Lieferung Nr. {number} fehlt dem Konzept der eigene Indikator „{missing[0]}“. "
            "Bitte zuerst eine Fassung des Konzepts einspielen, die ihn nicht mehr benutzt."
        )


def deliveries(snapshot: Snapshot, viewer: Viewer) -> tuple[Delivery, ...]:
    """All deliveries, newest first."""
    return store.reading.deliveries(snapshot, viewer)
