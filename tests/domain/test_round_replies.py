"""Who is asked in a half-year, and where every department stands, from small logs and reports."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.concepts import Organisation
from domain.measures import BASE_ATTRIBUTES, MeasureRow, MeasureState
from domain.organisations import UNNAMED, Register
from domain.rounds import AFTER_DUE, Accepted, ReplyState, RoundEvent, RoundEventKind, asked, is_answer, round_of
from domain.status_sheet import BASE_COLUMNS

DUE = date(2026, 7, 15)
MORNING = datetime(2026, 7, 1, 8)
REGISTER = Register([Organisation("Jugendamt", short="51"), Organisation("Amt für Soziales", short="50"), Organisation("Caritas")])
OLD = [
    MeasureRow("1.1", "2025-H2", "Sprachcafé", "sprache", MeasureState.RUNNING, lead="Jugendamt", status_text="läuft"),
    MeasureRow("1.2", "2025-H1", "Lotsen", "sprache", MeasureState.POSTPONED, lead="51"),
    MeasureRow("1.10", "2025-H2", "Elterncafé", "sprache", MeasureState.PERMANENT, lead=" jugendamt "),
    MeasureRow("2.1", "2025-H2", "Beratung", "arbeit", MeasureState.PLANNING, lead="Amt für Soziales"),
    MeasureRow("2.2", "2025-H2", "Messe", "arbeit", MeasureState.COMPLETED, lead="Amt für Soziales"),
    MeasureRow("3.1", "2025-H2", "Garten", "wohnen", MeasureState.PROPOSED),
    MeasureRow("3.2", "2025-H2", "Hof", "wohnen", MeasureState.RUNNING, lead="Verein  Nord"),
]
WANTED = asked(OLD, "2026-H1", REGISTER)


def event(kind: RoundEventKind, office: str = "", hours: int = 0, **said) -> RoundEvent:
    return RoundEvent(kind, said.pop("period", "2026-H1"), office, at=MORNING + timedelta(hours=hours), by="Büro", **said)


def reply(office: str = "Jugendamt", events=(), reports=(), accepted=()):
    found = round_of("2026-H1", events, WANTED, [*OLD, *reports], accepted).reply(office)
    assert found is not None
    return found


def new(number: str, **said) -> MeasureRow:
    before = next(row for row in OLD if row.measure == number)
    return replace(before, period="2026-H1", **said)


def test_offices_are_asked_for_what_they_lead_and_what_is_not_over() -> None:
    """L5: every measure has one lead; the issue: one sheet per department or body. Short names and spellings are one office."""
    assert WANTED == {
        "Amt für Soziales": ("2.1",),
        "Jugendamt": ("1.1", "1.2", "1.10"),
        "Verein Nord": ("3.2",),
        UNNAMED: ("3.1",),
    }


def test_what_ends_in_the_half_year_was_asked_for_and_what_is_new_in_it_is_too() -> None:
    ended = new("1.1", state=MeasureState.COMPLETED)
    born = MeasureRow("4.1", "2026-H1", "Neues", "sprache", MeasureState.PROPOSED, lead="Caritas")
    found = asked([*OLD, ended, born], "2026-H1", REGISTER)
    assert found["Jugendamt"] == ("1.1", "1.2", "1.10") and found["Caritas"] == ("4.1",)
    assert asked([*OLD, ended], "2026-H2", REGISTER)["Jugendamt"] == ("1.2", "1.10")


def test_later_reports_do_not_change_an_older_round() -> None:
    later = replace(OLD[0], period="2026-H2", state=MeasureState.COMPLETED, lead="Caritas")
    assert asked([*OLD, later], "2026-H1", REGISTER) == WANTED


def test_a_new_lead_is_asked_instead_of_the_old_one() -> None:
    found = asked([*OLD, new("2.1", lead="Caritas")], "2026-H1", REGISTER)
    assert found["Caritas"] == ("2.1",) and "Amt für Soziales" not in found
    moved = round_of("2026-H1", (), found, [*OLD, new("2.1", lead="Caritas")]).reply("Caritas")
    assert moved is not None and moved.state is ReplyState.OUTSTANDING  # the office corrected the lead: that is no answer


def test_a_short_name_of_two_organisations_names_neither() -> None:
    register = Register([Organisation("Amt A", short="A"), Organisation("Amt B", short="A")])
    assert register.find("A") is None and register.name("A") == "A"


def test_base_data_alone_are_no_answer() -> None:
    """Idea 10: a correction of the office is not the department's report; a confirmation and the first report are."""
    before = OLD[0]
    for name in BASE_ATTRIBUTES:
        other = replace(before, period="2026-H1", **{name: "x" if isinstance(getattr(before, name), str) else ("x",)})
        assert not is_answer(other, before), name
    assert is_answer(new("1.1", confirmed=True), before)
    assert is_answer(new("1.1", status_text="fertig"), before)
    assert is_answer(new("1.1", reported_on=date(2026, 6, 1)), before)
    assert is_answer(new("1.1"), None)
    assert not is_answer(new("1.1", sheet="Sachstand", cell="A7"), before)


def test_the_sheet_locks_the_same_attributes_that_are_no_answer() -> None:
    assert {column.key for column in BASE_COLUMNS} - {"measure"} == BASE_ATTRIBUTES


def test_the_states_of_a_reply() -> None:
    """The issue: ausstehend, eingegangen, zurückgegeben, freigegeben, unverändert bestätigt."""
    came, back = event(RoundEventKind.RECEIVED, "Jugendamt", 1, sha256="a"), event(RoundEventKind.RETURNED, "Jugendamt", 2, note="leer")
    whole = [new(number, status_text="neu") for number in WANTED["Jugendamt"]]
    ticked = [new(number, confirmed=True) for number in WANTED["Jugendamt"]]
    assert reply().state is ReplyState.OUTSTANDING
    assert (reply(events=[came]).state, reply(events=[came]).pending) == (ReplyState.RECEIVED, True)
    assert (reply(events=[came, back]).state, reply(events=[came, back]).note) == (ReplyState.RETURNED, "leer")
    assert reply(events=[came, back, replace(came, at=MORNING + timedelta(days=1))]).state is ReplyState.RECEIVED
    assert reply(reports=whole).state is ReplyState.RELEASED
    assert reply(reports=ticked).state is ReplyState.CONFIRMED
    assert reply(reports=[*ticked[:2], whole[2]]).state is ReplyState.RELEASED


def test_part_of_an_answer_leaves_the_rest_outstanding() -> None:
    came = event(RoundEventKind.RECEIVED, "Jugendamt", 1, sha256="a")
    found = reply(events=[came], reports=[new("1.1", status_text="neu")], accepted=[Accepted("a", MORNING + timedelta(hours=2))])
    assert (found.state, found.answered, found.missing) == (ReplyState.OUTSTANDING, ("1.1",), ("1.2", "1.10"))
    assert not found.pending and not found.complete


def test_a_second_file_waits_beside_what_is_released() -> None:
    came = event(RoundEventKind.RECEIVED, "Jugendamt", 5, sha256="b")
    whole = [new(number, status_text="neu") for number in WANTED["Jugendamt"]]
    found = reply(events=[came], reports=whole, accepted=[Accepted("a", MORNING)])
    assert (found.state, found.pending) == (ReplyState.RELEASED, True)


def test_after_a_withdrawal_the_answer_is_outstanding_again() -> None:
    came = event(RoundEventKind.RECEIVED, "Jugendamt", 1, sha256="a")
    gone = Accepted("a", MORNING + timedelta(hours=2), withdrawn=True)
    assert reply(events=[came], accepted=[gone]).state is ReplyState.OUTSTANDING
    again = replace(came, at=MORNING + timedelta(hours=3))  # it came once more after that
    assert reply(events=[came, again], accepted=[gone]).state is ReplyState.RECEIVED


def test_what_happened_in_other_rounds_and_to_others_does_not_count() -> None:
    other = event(RoundEventKind.RECEIVED, "Jugendamt", sha256="a", period="2025-H2")
    whose = event(RoundEventKind.RETURNED, "Amt für Soziales", note="falsch")
    assert reply(events=[other, whose]).state is ReplyState.OUTSTANDING


def test_the_due_date_is_the_last_one_set() -> None:
    events = [event(RoundEventKind.OPENED, due=DUE), event(RoundEventKind.OPENED, hours=1, due=date(2026, 8, 1))]
    assert round_of("2026-H1", events, WANTED, OLD).due == date(2026, 8, 1)
    assert round_of("2025-H2", events, WANTED, OLD).due is None


def test_when_it_was_mailed_and_reminded_is_kept() -> None:
    mailed = event(RoundEventKind.MAILED, "Jugendamt", 1)
    reminded = event(RoundEventKind.REMINDED, "Jugendamt", 2, note=AFTER_DUE)
    found = reply(events=[mailed, reminded])
    assert (found.mailed_at, found.reminded_at, found.since) == (mailed.at, reminded.at, None)
