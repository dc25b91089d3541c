"""Small measures and a small concept for tests of what is told about measures."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.concepts import ActionField, Concept, Goal, HomeArea, Horizon, Organisation
from domain.measures import MeasureRow, MeasureState

TODAY = date(2026, 11, 23)
COMPLETE: dict[str, Any] = {
    "lead": "Jugendamt",
    "aim": "Plätze",
    "aim_target": 20.0,
    "planned_start": date(2026, 1, 1),
    "planned_end": date(2027, 12, 31),
    "reported_on": date(2026, 10, 1),
}
CONCEPT = Concept(
    id="klein",
    name="Kleines Konzept",
    municipality="Kleinstadt",
    area=HomeArea("99", "Kleinstadt"),
    fields=(
        ActionField("sprache", "Sprache", goals=(Goal("s1", "Alle finden einen Kurs."), Goal("s2", "Mehrsprachigkeit gilt."))),
        ActionField("arbeit", "Arbeit", goals=(Goal("a1", "Alle finden Arbeit."),), approaches=("Beratung im Betrieb", "Anerkennung")),
    ),
    strategic_goals=(Goal("A3", "Chancen für alle"), Goal("E4", "Gutes Miteinander")),
    organisations=(Organisation("Jugendamt", short="Amt 51"), Organisation("Volkshochschule")),
    horizons=(Horizon("kurzfristig", 2026, 2027), Horizon("langfristig", 2030, 2035)),
)


def measure(number: str, state: MeasureState = MeasureState.RUNNING, period: str = "2026-H2", **said: Any) -> MeasureRow:
    """A measure that nothing is wrong with, but for what is ``said`` otherwise."""
    return replace(MeasureRow(number, period, f"Maßnahme {number}", "sprache", state), **(COMPLETE | said))
