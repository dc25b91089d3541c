"""Decisions of the bodies and their log. Everybody may read the public ones."""

from dataclasses import replace
from datetime import datetime

import duckdb

from domain.access import Permission, Viewer
from domain.decisions import Decision, DecisionEvent, DecisionEventKind, decisions_of, for_the_public
from store.content import append, events, of_text
from store.known import Where


def decision_log(where: Where, viewer: Viewer, as_of: datetime | None = None) -> tuple[DecisionEvent, ...]:
    """Everything that happened to decisions by then, oldest first; for the public only decisions that are public now, without names of
    those who recorded them."""
    log = [
        DecisionEvent(DecisionEventKind(row["kind"]), of_text(Decision, row["content"]), row["happened_by"], row["happened_at"])
        for row in events(where, "decision", as_of)
    ]
    if viewer.may(Permission.SEE_INTERNAL):
        return tuple(log)
    public = {each.number for each in decisions_of(log) if each.public and not each.withdrawn}
    return tuple(
        replace(each, after=for_the_public(each.after), by="") for each in log if each.after.number in public and each.after.public
    )


def decisions(where: Where, viewer: Viewer, as_of: datetime | None = None) -> tuple[Decision, ...]:
    """Every decision as it was known by then, in order of number, withdrawn ones too."""
    return decisions_of(decision_log(where, viewer, as_of))


def add_decision_event(connection: duckdb.DuckDBPyConnection, event: DecisionEvent) -> None:
    """Appends it, inside the transaction of ``store.working_file.writing``."""
    append(connection, "decision", event.kind.value, str(event.after.number), event.after, event.by, event.at)
