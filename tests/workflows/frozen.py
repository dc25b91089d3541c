"""A meeting of the demo with a data state that reports can be filed from."""

from datetime import date

import store.reading
import workflows
from domain.report_texts import TextKey, TextPart, TextSubject
from store import Home, open_snapshot
from workflows.report_texts import TextWish, write_texts

CONSEQUENCE = "Die Verwaltung legt zur nächsten Sitzung einen Vorschlag vor."
PERIOD = "2026-H1"


def with_consequences(home: Home, *, public: bool = True, period: str = PERIOD) -> None:
    """Every field has something to say about what follows."""
    with open_snapshot(home) as snapshot:
        fields = [each.id for each in store.reading.concept(snapshot).fields]
    keys = [TextKey(TextSubject.FIELD, each, period, TextPart.CONSEQUENCES) for each in fields]
    write_texts(home, [TextWish(key, f"{CONSEQUENCE} Feld: {key.id}.", public) for key in keys])


def frozen_meeting(home: Home, *, public: bool = True, body: str = "fachgruppe", period: str = PERIOD) -> str:
    """The id of a meeting of today with consequences for all fields and a frozen state."""
    with_consequences(home, public=public, period=period)
    meeting = workflows.plan_meeting(home, body, date.today(), period=period)
    workflows.freeze_meeting(home, meeting.id)
    return meeting.id
