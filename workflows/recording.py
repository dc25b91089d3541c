"""What writing to the logs of meetings, decisions and texts has in common: one transaction in which everything is checked and appended."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import store.known
import store.writing
from domain.access import Permission, Viewer
from domain.concepts import Body, Concept
from domain.decisions import SHORTEST_TEXT
from domain.errors import NotFound, WrongUse
from domain.local_time import local
from domain.report_texts import printable
from settings import Settings
from store import Home
from store.working_file import writing
from workflows.clock import utc_now


@dataclass(frozen=True)
class Recording:
    """A transaction in progress: ``moment`` is the time of its event, ``today`` the German day then, ``concept`` the one in force."""

    connection: store.known.Connection
    moment: datetime
    by: str
    concept: Concept

    @property
    def today(self) -> date:
        return local(self.moment).date()

    def body(self, body: str) -> Body:
        """The body with this id; raises NotFound where the concept has none."""
        found = next((each for each in self.concept.bodies if each.id == body), None)
        if found is None:
            known = ", ".join(each.id for each in self.concept.bodies) or "keine"
            raise NotFound(f"Ein Gremium mit der Kennung „{body}“ steht nicht im Konzept. Bekannt sind: {known}.")
        return found

    def check_parts(self, measures: Iterable[str], fields: Iterable[str]) -> None:
        """Raises NotFound naming every measure and field that nobody knows."""
        numbers = {row.measure for row in store.known.reports(self.connection, self.moment)}
        ids = {field.id for field in self.concept.fields}
        unknown = [each for each in measures if each not in numbers]
        if unknown:
            raise NotFound(f"Diese Maßnahmen sind nicht bekannt: {', '.join(unknown)}. Bitte Nummern der Maßnahmenliste angeben.")
        strange = [each for each in fields if each not in ids]
        if strange:
            raise NotFound(f"Diese Handlungsfelder stehen nicht im Konzept: {', '.join(strange)}. Bekannt sind: {', '.join(sorted(ids))}.")


@contextmanager
def recording(
    home: Home,
    viewer: Viewer,
    settings: Settings | None,
    now: datetime | None,
    say: Callable[[str], None],
    needed: Permission = Permission.MEET,
) -> Iterator[Recording]:
    """The transaction of one verb for those who have the permission ``needed``; nothing happened if it ends with an error."""
    viewer.require(needed)
    chosen = settings or Settings()
    with writing(home, now or utc_now(), patience=chosen.patience_seconds, say=say) as connection:
        moment = now or store.writing.moment(connection, utc_now())
        concept = store.known.concept(connection, moment)
        if concept is None:
            raise NotFound("Zu diesem Zeitpunkt gab es hier noch kein Konzept.")
        yield Recording(connection, moment, viewer.name or chosen.operator, concept)


def required(what: str, needed: str, text: str) -> str:
    """The text as it is kept; raises WrongUse where it is too short to say anything."""
    said = printable(text)
    if len(said) < SHORTEST_TEXT:
        raise WrongUse(f"{what} braucht {needed} von mindestens {SHORTEST_TEXT} Zeichen.")
    return said
