"""Berichtsreife on a real installation: who sees what, with a round, reports and a concept in the store."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from domain.access import OFFICE, Role, Viewer
from domain.deliveries import DeliveryKind, Reading
from domain.errors import NotAllowed
from domain.measures import MeasureState as State
from domain.rounds import RoundEvent, RoundEventKind
from store import Home, open_snapshot
from store.rounds import add_event
from store.working_file import writing
from tests.store.builders import SOURCE
from tests.views.measure_samples import TODAY, measure
from views.readiness.page import Readiness, build

CONCEPT = """
id = "klein"
name = "Kleines Konzept"
municipality = "Kleinstadt"
area = { key = "99", name = "Kleinstadt" }
indicators = [{ field = "sprache", indicator = "einbuergerungsquote_lsn" }]

[[fields]]
id = "sprache"
name = "Sprache"
goals = [{ id = "s1", text = "Alle finden einen Kurs." }]

[[fields]]
id = "arbeit"
name = "Arbeit"

[[organisations]]
name = "Jugendamt"
short = "Amt 51"

[[organisations]]
name = "Volkshochschule"
"""
ROWS = (
    measure("1.1", period="2026-H1", aim_target=None, reported_on=None),
    measure("1.2", lead="Volkshochschule", period="2026-H1", progress=100.0, reported_on=None),
    measure("1.3", State.NOT_STARTED, priority="hoch", planned_start=None, lead="Volkshochschule", period="2026-H1"),
    measure("1.4", priority="niedrig", lead="Amt 51", period="2026-H1"),
)
CONTROLLING = Viewer(Role.CONTROLLING)


@pytest.fixture
def shown(home: Home, deliver: Callable[[Reading], int]) -> Callable[..., Readiness]:
    """The page for a viewer; the newest round is that of the second half of 2026, and nobody has answered."""
    deliver(Reading(DeliveryKind.CONCEPT, "konzept", SOURCE, content=CONCEPT))
    deliver(Reading(DeliveryKind.MEASURES, "sachstand", SOURCE, rows=ROWS))
    with writing(home, datetime(2026, 10, 1)) as connection:
        add_event(connection, RoundEvent(RoundEventKind.OPENED, "2026-H2", due=date(2026, 11, 13), at=datetime(2026, 10, 1)))

    def give(viewer: Viewer, as_of: datetime | None = None) -> Readiness:
        with open_snapshot(home) as snapshot:
            return build(snapshot, viewer, 6, TODAY, as_of)

    return give


def found(page: Readiness) -> dict[str, list[str]]:
    return {check.id: [item.subject.split()[0] for item in check.items] for check in page.open}


def test_the_office_sees_every_check_with_its_list(shown: Callable[..., Readiness]) -> None:
    assert found(shown(OFFICE)) == {
        "rueckmeldung": ["Jugendamt", "Volkshochschule"],
        "messgroesse": ["1.1"],
        "voll_aber_offen": ["1.2"],
        "reihenfolge": ["1.3"],
        "ziele": ["Alle"],
        "zielindikator": ["Alle", "Arbeit"],
        "ohne_wert": ["Einbürgerungsquote"],
    }
    assert [figure.id for figure in shown(OFFICE).figures] == ["M1", "M2", "M3", "M4", "M5"]
    assert shown(CONTROLLING).checks == shown(OFFICE).checks


def test_a_department_sees_what_concerns_its_own_measures(shown: Callable[..., Readiness]) -> None:
    """L5: „Mein Bereich“; F3: who overtook somebody is told as well as who was overtaken."""
    page = shown(Viewer(Role.DEPARTMENT, offices=frozenset({"Jugendamt"})))
    assert found(page) == {"rueckmeldung": ["Jugendamt"], "messgroesse": ["1.1"], "reihenfolge": ["1.3"]}
    assert (page.measures, page.figures, page.own) == (2, (), True)
    assert {check.id: check.examined for check in page.checks}["messgroesse"] == 2
    assert not {"ziele", "zielindikator", "ohne_wert"} & {check.id for check in page.checks}
    assert found(shown(Viewer(Role.DEPARTMENT, offices=frozenset({"Volkshochschule"})))) == {
        "rueckmeldung": ["Volkshochschule"],
        "voll_aber_offen": ["1.2"],
        "reihenfolge": ["1.3"],
    }


def test_a_department_without_an_office_answers_for_its_fields(shown: Callable[..., Readiness]) -> None:
    assert shown(Viewer(Role.DEPARTMENT, fields=frozenset({"arbeit"}))).measures == 0
    assert shown(Viewer(Role.DEPARTMENT, fields=frozenset({"sprache"}))).measures == 4
    nobody = shown(Viewer(Role.DEPARTMENT))
    assert (nobody.unassigned, found(nobody)) == (True, {})


def test_the_public_sees_nothing_of_it(shown: Callable[..., Readiness]) -> None:
    with pytest.raises(NotAllowed):
        shown(Viewer(Role.PUBLIC))


def test_the_whole_list_as_rows(shown: Callable[..., Readiness]) -> None:
    """Each item is there once, with its rule and what to do."""
    page = shown(OFFICE)
    rows = page.rows()
    assert len(rows) == sum(check.count for check in page.checks) == 9
    assert rows[0][:3] == ("Rückmeldungen", "Rückmeldung fehlt für das 2. Halbjahr 2026", "Jugendamt")
    assert all(len(row) == 6 and row[0] and row[1] and row[2] and row[5] for row in rows)


def test_a_moment_before_the_round_knows_nothing_of_it(shown: Callable[..., Readiness]) -> None:
    assert shown(OFFICE, datetime(2026, 9, 1)).period == "2026-H1"
    assert shown(OFFICE).period == "2026-H2"
