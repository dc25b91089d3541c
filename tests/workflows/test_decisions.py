"""Decisions stay open until they are done with a result; each of their steps is kept, and the public reads only public ones."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import workflows
from domain.access import OFFICE, Role, Viewer
from domain.concepts import RouteStep
from domain.decisions import Decision, DecisionKind, DecisionState
from domain.errors import NotAllowed, NotFound, WrongUse
from store import Home, open_snapshot
from store.publication import current_version
from tests.workflows.meeting_town import make_town
from views import decisions
from views.decisions import DecisionFilter, DecisionLine, DecisionsView

MEETING, ID = date(2026, 9, 17), "controlling-2026-09-17"
THEN = datetime(2026, 9, 17, 16)
TODAY = date(2026, 11, 23)
GIVEN: dict[str, Any] = {
    "kind": DecisionKind.ORDER,
    "text": "Das Amt legt einen Zeitplan für die Kurse vor.",
    "responsible": "amt 51",
    "function": "Amtsleitung",
    "due": date(2026, 10, 31),
    "meeting": ID,
    "item": "own:1",
    "measures": ["2.1", "1.2", "1.2"],
    "fields": ["arbeit"],
    "document": "168/26",
    "route": [RouteStep("rat", "2026-10-05", True)],
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The town with a meeting and its agenda; nobody writes here."""
    home = make_town(tmp_path_factory.mktemp("beschluesse") / "home")
    workflows.plan_meeting(home, "controlling", MEETING, now=datetime(2026, 7, 2))
    workflows.save_agenda(home, ID, [workflows.own_item("Kurse")], now=datetime(2026, 9, 1))
    return home


@pytest.fixture
def home(town: Home, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(town.path, tmp_path / "home")))


def record(home: Home, **changes: Any) -> Decision:
    given = {"now": THEN} | GIVEN | changes
    return workflows.record_decision(home, given.pop("kind"), **given)


def shown(home: Home, viewer: Viewer = OFFICE, today: date = TODAY, as_of: datetime | None = None, **chosen: str) -> DecisionsView:
    with open_snapshot(home) as snapshot:
        return decisions.build(snapshot, viewer, DecisionFilter(**chosen), today, as_of)


def numbers(lines: tuple[DecisionLine, ...]) -> list[int]:
    return [line.number for line in lines]


def test_a_decision_says_all_of_its_parts(home: Home) -> None:
    """§4.12, L13, O2, O3: text, responsible, function, due, measures, fields, document and route reach the page."""
    kept = record(home)
    assert (kept.number, kept.responsible, kept.measures) == (1, "Jugendamt", ("1.2", "2.1"))
    assert (kept.body, kept.decided_on) == ("controlling", MEETING)  # those of the meeting
    (line,) = shown(home).lines
    assert (line.name, line.state, line.term.word) == ("Auftrag Nr. 1", DecisionState.OVERDUE, "überfällig")
    assert (line.body, line.decided_on, line.meeting_day, line.item) == ("Controlling-Gruppe", "17.09.2026", "17.09.2026", "Kurse")
    assert (line.due, line.deadline) == ("31.10.2026", "war am 31.10.2026 fällig (seit 23 Tagen)")
    assert line.measures == (("1.2", "Maßnahme 1.2"), ("2.1", "Maßnahme 2.1"))
    assert line.fields == (("arbeit", "Arbeit"), ("sprache", "Sprache"))
    assert (line.document, line.route) == ("168/26", (("Rat", "05.10.2026", "öffentlich"),))


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"text": "  kurz "}, WrongUse, "einen Text von mindestens 10"),
        ({"responsible": " "}, WrongUse, "braucht eine verantwortliche Stelle"),
        ({"measures": ["1.2", "9.9"]}, NotFound, "nicht bekannt: 9.9"),
        ({"fields": ["mond"]}, NotFound, "nicht im Konzept: mond"),
        ({"meeting": "elferrat-1"}, NotFound, "elferrat-1"),
        ({"item": "own:9"}, WrongUse, "steht nicht auf der Tagesordnung"),
        ({"meeting": ""}, WrongUse, "Bitte auch die Sitzung angeben"),
        ({"meeting": "", "item": ""}, WrongUse, "Welches Gremium|Wann wurde"),
        ({"meeting": "", "item": "", "body": "elferrat", "decided_on": MEETING}, NotFound, "elferrat"),
        ({"body": "rat"}, WrongUse, "nicht von „rat“"),
        ({"decided_on": date(2026, 9, 16)}, WrongUse, "Beschluss von einem anderen Tag"),
        ({"now": datetime(2026, 9, 16)}, WrongUse, "17.09.2026 liegt in der Zukunft"),
        ({"due": date(2026, 9, 16)}, WrongUse, "liegt vor dem Beschluss"),
        ({"route": [RouteStep("elferrat")]}, NotFound, "elferrat"),
        ({"route": [RouteStep("rat", "4.10.2026")]}, WrongUse, "kein Tag der Beratungsfolge"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(home: Home, changes: dict[str, Any], error, words: str) -> None:
    version = current_version(home)
    with pytest.raises(error, match=words):
        record(home, **changes)
    assert current_version(home) == version


def test_a_decision_is_open_until_it_is_done_with_a_result(home: Home) -> None:
    """§4.12: moved, done and opened again; each moment shows what was known by then, and the story stays."""
    record(home)
    at = [THEN + timedelta(days=days) for days in (30, 40, 50)]
    workflows.move_decision(home, 1, due=date(2026, 12, 15), reason="Die Abfrage läuft noch", now=at[0])
    done = workflows.finish_decision(home, 1, result="Zeitplan liegt der Gruppe vor", done_on=date(2026, 10, 26), now=at[1])
    assert done.state(TODAY) is DecisionState.DONE
    workflows.reopen_decision(home, 1, reason="Der Plan deckt nur ein Halbjahr ab", now=at[2])
    states = [shown(home, as_of=moment, today=moment.date()).lines[0].state for moment in (THEN, *at)]
    assert states == [DecisionState.OPEN, DecisionState.OPEN, DecisionState.DONE, DecisionState.OPEN]
    assert [(each.kind.label, each.what) for each in shown(home).lines[0].chronicle] == [
        ("festgehalten", "Frist 31.10.2026"),
        ("Frist verschoben", "Frist 31.10.2026 → 15.12.2026: Die Abfrage läuft noch"),
        ("erledigt", "am 26.10.2026: Zeitplan liegt der Gruppe vor"),
        ("wieder geöffnet", "Der Plan deckt nur ein Halbjahr ab"),
    ]
    assert shown(home).lines[0].result == ""  # what came of it once is told by its story


def test_steps_that_make_no_sense_are_refused(home: Home) -> None:
    record(home)
    later = THEN + timedelta(days=10)
    for verb, words in (
        (lambda: workflows.move_decision(home, 1, due=date(2026, 9, 20), reason="ein guter Grund", now=later), "ist vorbei"),
        (lambda: workflows.move_decision(home, 1, due=GIVEN["due"], reason="ein guter Grund", now=later), "schon die Frist"),
        (lambda: workflows.move_decision(home, 1, due=date(2026, 12, 1), reason="kurz", now=later), "einen Grund"),
        (lambda: workflows.finish_decision(home, 1, result="ja", now=later), "ein Ergebnis"),
        (lambda: workflows.finish_decision(home, 1, result="ist erledigt", done_on=date(2026, 9, 16), now=later), "vom 17.09.2026"),
        (lambda: workflows.finish_decision(home, 1, result="ist erledigt", done_on=TODAY, now=later), "bis heute"),
        (lambda: workflows.reopen_decision(home, 1, reason="ein guter Grund", now=later), "Auftrag Nr. 1 ist nicht erledigt"),
    ):
        with pytest.raises(WrongUse, match=words):
            verb()
    with pytest.raises(NotFound, match=r"Nr\. 7 gibt es nicht"):
        workflows.finish_decision(home, 7, result="ist erledigt", now=later)
    workflows.withdraw_decision(home, 1, reason="In der falschen Sitzung vermerkt", now=later)
    with pytest.raises(WrongUse, match=r"Auftrag Nr\. 1 ist zurückgenommen und nicht mehr offen"):
        workflows.finish_decision(home, 1, result="ist erledigt", now=later)
    with pytest.raises(WrongUse, match="schon zurückgenommen"):
        workflows.withdraw_decision(home, 1, reason="In der falschen Sitzung vermerkt", now=later)
    assert record(home, now=later).number == 2  # a number is never given twice
    assert shown(home).lines[-1].reason == "In der falschen Sitzung vermerkt"


def test_the_list_is_filtered_and_overdue_ones_lead(home: Home) -> None:
    """List per body, field and person's function; measures bring their fields."""
    alone = {"meeting": "", "item": "", "body": "rat", "decided_on": MEETING, "function": "", "fields": [], "measures": []}
    record(home, due=None, kind=DecisionKind.RESOLUTION, measures=[])
    record(home, due=date(2026, 12, 31), responsible="Volkshochschule", fields=[], measures=["1.1"])
    record(home)
    record(home, **alone)
    workflows.finish_decision(home, 4, result="Dem Rat berichtet", now=THEN + timedelta(days=1))
    view = shown(home)
    assert numbers(view.lines) == [3, 2, 1, 4]
    assert [(state.value, count) for state, count in view.by_state] == [("overdue", 1), ("open", 2), ("done", 1)]
    assert view.bodies == (("controlling", "Controlling-Gruppe"), ("rat", "Rat"))
    assert (view.responsibles, view.functions) == (("Jugendamt", "Volkshochschule"), ("Amtsleitung",))
    for chosen, expected in (
        ({"body": "rat"}, [4]),
        ({"field": "sprache"}, [3, 2]),
        ({"responsible": "Volkshochschule"}, [2]),
        ({"function": "Amtsleitung", "state": "open"}, [2, 1]),
        ({"measure": "2.1"}, [3]),
        ({"meeting": ID, "search": "ZEITPLAN für"}, [3, 2, 1]),
        ({"search": "dem rat berichtet"}, [4]),
    ):
        found = shown(home, **chosen)
        assert (numbers(found.lines), found.total) == (expected, 4), chosen


def test_open_ones_come_back_in_the_next_meeting_until_they_are_done(home: Home) -> None:
    """§4.12: the controlling group sees every body's, another body its own."""
    record(home)
    record(home, meeting="", item="", body="rat", decided_on=MEETING, due=date(2026, 12, 31))

    def still(body: str) -> list[int]:
        with open_snapshot(home) as snapshot:
            return numbers(decisions.still_open(snapshot, OFFICE, body, TODAY))

    assert (still("controlling"), still("rat"), still("fachgruppe")) == ([1, 2], [2], [])
    workflows.finish_decision(home, 1, result="Zeitplan liegt vor", now=THEN + timedelta(days=60))
    assert still("controlling") == [2]
    with open_snapshot(home) as snapshot:
        assert numbers(decisions.of_meeting(snapshot, OFFICE, ID, TODAY)) == [1]


def test_everybody_reads_public_decisions_without_what_is_internal(home: Home) -> None:
    record(home)
    record(home, public=True)
    workflows.move_decision(home, 2, due=date(2026, 12, 31), reason="Kanariengrund der Frist", now=THEN + timedelta(days=1))
    view = shown(home, Viewer(Role.PUBLIC))
    (line,) = view.lines
    assert (line.number, line.function, line.reason, line.meeting, line.item) == (2, "", "", "", "")
    assert "Kanariengrund" not in repr(view) and "Amtsleitung" not in repr(view) and view.total == 1
    for role in (Role.CONTROLLING, Role.DEPARTMENT):
        assert shown(home, Viewer(role)).total == 2


@pytest.mark.parametrize("role", [Role.CONTROLLING, Role.DEPARTMENT, Role.PUBLIC])
def test_only_the_office_keeps_decisions(home: Home, role: Role) -> None:
    record(home)
    other = Viewer(role)
    for verb in (
        lambda: record(home, viewer=other),
        lambda: workflows.move_decision(home, 1, due=TODAY, reason="ein guter Grund", viewer=other, now=THEN),
        lambda: workflows.finish_decision(home, 1, result="ist erledigt", viewer=other, now=THEN),
        lambda: workflows.reopen_decision(home, 1, reason="ein guter Grund", viewer=other, now=THEN),
        lambda: workflows.withdraw_decision(home, 1, reason="ein guter Grund", viewer=other, now=THEN),
    ):
        with pytest.raises(NotAllowed, match="Beschlüsse und Aufträge festhalten"):
            verb()
    assert len(shown(home).lines) == 1
