"""Confirmed hints come back in the log, and as notes at the values they are about."""

from datetime import timedelta

import pytest

import store.reading
from domain.access import OFFICE, Role, Viewer
from domain.deliveries import Finding, Severity, SourceFile
from domain.errors import NotAllowed
from store import Home, open_snapshot
from store.working_file import writing
from store.writing import add_delivery, withdraw
from tests.store.builders import START, make_reading

JUMP = Finding(Severity.HINT, "H410", "Kurse 2016: 60, ein Sprung", "etwa 41", "Bitte vergleichen.", None, "L1F4")
GONE = Finding(Severity.HINT, "H416", "Es fehlen 2 Gebiete", "5 Gebiete", "Bitte prüfen.")


@pytest.fixture
def confirmed(home: Home) -> Home:
    """One delivery of two values with two confirmed hints, of which one has a reason."""
    with writing(home, START) as connection:
        reading = make_reading(("A", "2016", 60.0), ("B", "2016", 2.0))
        hints = ((JUMP, "Sondererhebung"), (GONE, ""))
        add_delivery(connection, reading, SourceFile("a.csv", "a", 1), now=START, by="Frau M.", note="", confirmations=hints)
    return home


def test_the_log_has_every_hint_with_reason_person_time_and_value(confirmed: Home) -> None:
    with open_snapshot(confirmed) as snapshot:
        jump, gone = store.reading.confirmations(snapshot, OFFICE)
    assert (jump.code, jump.cell, jump.reason, jump.by, jump.at) == ("H410", "L1F4", "Sondererhebung", "Frau M.", START)
    assert (jump.series, jump.area, jump.period) == ("einbuergerungen", "A", "2016")
    assert (gone.code, gone.cell, gone.reason, gone.observation, gone.area) == ("H416", None, "", None, "")


def test_the_log_can_be_asked_for_one_delivery_and_for_an_earlier_time(confirmed: Home) -> None:
    with open_snapshot(confirmed) as snapshot:
        assert len(store.reading.confirmations(snapshot, OFFICE, delivery=1)) == 2
        assert store.reading.confirmations(snapshot, OFFICE, delivery=2) == ()
        assert store.reading.confirmations(snapshot, OFFICE, as_of=START - timedelta(days=1)) == ()


def test_a_note_belongs_to_its_value_alone_and_only_if_there_is_a_reason(confirmed: Home) -> None:
    with open_snapshot(confirmed) as snapshot:
        ids = {row["area"]: row["id"] for row in snapshot.rows("SELECT id, area FROM observation")}
        notes = store.reading.notes(snapshot, OFFICE, list(ids.values()))
    assert {number: [each.reason for each in found] for number, found in notes.items()} == {ids["A"]: ["Sondererhebung"]}


def test_the_public_sees_neither_log_nor_notes(confirmed: Home) -> None:
    public = Viewer(Role.PUBLIC)
    with open_snapshot(confirmed) as snapshot:
        (number, *_) = [row["id"] for row in snapshot.rows("SELECT id FROM observation ORDER BY id")]
        assert store.reading.notes(snapshot, public, [number]) == {}
        with pytest.raises(NotAllowed):
            store.reading.confirmations(snapshot, public)


def test_withdrawing_keeps_the_log(confirmed: Home) -> None:
    with writing(confirmed, START) as connection:
        withdraw(connection, 1, now=START + timedelta(days=1), by="Test", reason="Versehen")
    with open_snapshot(confirmed) as snapshot:
        assert len(store.reading.confirmations(snapshot, OFFICE)) == 2
