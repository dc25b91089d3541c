"""What the page „Rücklauf“ says: the deadline in words, what is missing, what happened last."""

from datetime import date, datetime

import pytest

from domain.rounds import Reply, ReplyState, Round
from views.rounds import build, deadline

DUE = date(2027, 1, 15)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 23), "bis 15.01.2027 (noch 53 Tage)"),
        (date(2027, 1, 14), "bis 15.01.2027 (noch 1 Tag)"),
        (date(2027, 1, 15), "bis heute, 15.01.2027"),
        (date(2027, 1, 16), "war am 15.01.2027 fällig (seit 1 Tag)"),
        (date(2027, 1, 18), "war am 15.01.2027 fällig (seit 3 Tagen)"),
    ],
)
def test_the_deadline_is_told_with_the_days_left(today: date, said: str) -> None:
    assert deadline(DUE, today) == said


def test_without_a_deadline_nothing_is_said() -> None:
    assert deadline(None, DUE) == ""
    shown = build(Round("2026-H2", None, ()), DUE)
    assert (shown.opened, shown.late, shown.due) == (False, False, "")


REPLIES = (
    Reply(
        "Bauamt", ReplyState.OUTSTANDING, ("1.1", "1.10"), ("1.1",), mailed_at=datetime(2026, 12, 1, 9), reminded_at=datetime(2027, 1, 8, 9)
    ),
    Reply("Jobcenter", ReplyState.RELEASED, ("2.1",), ("2.1",), since=datetime(2026, 12, 20, 9)),
    Reply("Kita", ReplyState.RECEIVED, ("3.1",), (), since=datetime(2026, 12, 21, 9), pending=True),
    Reply("Schulamt", ReplyState.RETURNED, ("4.1",), (), since=datetime(2026, 12, 22, 9), note="Kosten prüfen"),
    Reply("Verein", ReplyState.CONFIRMED, ("5.1",), ("5.1",)),
)


def test_a_round_counts_replies_and_measures_and_puts_first_what_is_to_be_done() -> None:
    """Idea 10: ausstehend, eingegangen, zurückgegeben, freigegeben, unverändert bestätigt – each with its number, nobody left out."""
    shown = build(Round("2026-H2", DUE, REPLIES), date(2027, 1, 20))
    assert shown.measures == "2. Halbjahr 2026: 3 von 6 Maßnahmen gemeldet" and shown.late and shown.label == "2. Halbjahr 2026"
    assert [line.office for line in shown.lines] == ["Schulamt", "Kita", "Bauamt", "Jobcenter", "Verein"]
    assert dict(shown.by_state) == dict.fromkeys(ReplyState, 1)
    bauamt = shown.lines[2]
    assert (bauamt.given, bauamt.missing, bauamt.last) == ("1 von 2", ("1.10",), "erinnert am 08.01.2027")
    assert [line.last for line in shown.lines if line.office != "Bauamt"] == [
        "zurückgegeben am 22.12.2026", "eingegangen am 21.12.2026", "Blatt eingegangen am 20.12.2026", "",
    ]  # fmt: skip
    assert shown.lines[0].note == "Kosten prüfen"
