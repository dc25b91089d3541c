"""Glyph, word and colour of every state shown. Never colour alone; text colours reach 4.5:1 on white."""

from dataclasses import dataclass

from domain.decisions import DecisionState
from domain.deliveries import Severity
from domain.indicators import Weather
from domain.measures import Attainment, MeasureState, Schedule
from domain.rounds import ReplyState
from domain.turns import Turn

_TEXT = "\ufe0e"  # asks for the plain glyph instead of a coloured picture


@dataclass(frozen=True)
class Term:
    """How a state appears: ``text`` colour as hex, ``markdown`` its name in the theme, ``fill`` for areas under dark text."""

    glyph: str
    word: str
    text: str
    markdown: str
    fill: str
    meaning: str = ""

    @property
    def label(self) -> str:
        """Glyph and word, for places without colour."""
        return f"{self.glyph}\u00a0{self.word}"


_GREEN = ("#00663A", "green", "#A9D8BC")
_YELLOW = ("#735600", "yellow", "#F2DE9B")
_ORANGE = ("#8A4B00", "orange", "#F3C08F")
_RED = ("#A61B12", "red", "#EFA39D")
_GRAY = ("#4F5660", "gray", "#D9DDE2")
_BLUE = ("#12539B", "blue", "#B4CFEA")

WEATHER = {
    Weather.SUN: Term(
        f"☀{_TEXT}",
        "Sonne",
        *_GREEN,
        "Auf Kurs: Das Ziel ist erreicht, bei gleicher Entwicklung erreichbar, oder die Richtung stimmt durchgehend.",
    ),
    Weather.PARTLY: Term("◐", "Leicht bewölkt", *_YELLOW, "Fast auf Kurs: kleine Lücke zum Ziel oder zuletzt ein Rückschritt."),
    Weather.CLOUD: Term(
        f"☁{_TEXT}", "Wolke", *_ORANGE, "Nicht auf Kurs: große Lücke zum Ziel, die Entwicklung geht aber in die richtige Richtung."
    ),
    Weather.STORM: Term(f"⚡{_TEXT}", "Blitz", *_RED, "Nicht auf Kurs: Stillstand oder Entwicklung in die falsche Richtung."),
    Weather.SUSPENDED: Term("‖", "Ausgesetzt", *_GRAY, "Die Werte sind mit früheren nicht vergleichbar."),
    Weather.NONE: Term("◇", "Keine Bewertung", *_GRAY, "Für eine Bewertung fehlen Werte oder ein Ziel."),
    Weather.ENDED: Term("▣", "Ende", *_GRAY, "Das Zieljahr ist vorbei, und ein neues Ziel ist nicht hinterlegt."),
    Weather.CONTEXT: Term("○", "Kontext", *_BLUE, "Beschreibt die Lage und wird nicht bewertet."),
}
STATE = {
    MeasureState.PROPOSED: Term("◌", MeasureState.PROPOSED.label, *_GRAY),
    MeasureState.EXAMINATION: Term("◔", MeasureState.EXAMINATION.label, *_GRAY),
    MeasureState.NOT_STARTED: Term("○", MeasureState.NOT_STARTED.label, *_ORANGE),
    MeasureState.PLANNING: Term("◑", MeasureState.PLANNING.label, *_YELLOW),
    MeasureState.RUNNING: Term("▶" + _TEXT, MeasureState.RUNNING.label, *_BLUE),
    MeasureState.COMPLETED: Term("✓", MeasureState.COMPLETED.label, *_GREEN),
    MeasureState.PERMANENT: Term("●", MeasureState.PERMANENT.label, *_GREEN),
    MeasureState.POSTPONED: Term("‖", MeasureState.POSTPONED.label, *_ORANGE),
    MeasureState.DROPPED: Term("✕", MeasureState.DROPPED.label, *_GRAY),
    MeasureState.MERGED: Term("▷", MeasureState.MERGED.label, *_GRAY),
}
SCHEDULE = {
    Schedule.ON_TIME: Term("●", Schedule.ON_TIME.label, *_GREEN),
    Schedule.AT_RISK: Term("▲", Schedule.AT_RISK.label, *_ORANGE),
    Schedule.LATE: Term("■", Schedule.LATE.label, *_RED),
    Schedule.UNREPORTED: Term("▼", Schedule.UNREPORTED.label, *_ORANGE),
    Schedule.NO_DATE: Term("◇", Schedule.NO_DATE.label, *_GRAY),
    Schedule.ENDED: Term("✓", Schedule.ENDED.label, *_GRAY),
    Schedule.NOT_APPLICABLE: Term("–", Schedule.NOT_APPLICABLE.label, *_GRAY),
}
SEVERITY = {
    Severity.ERROR: Term("■", Severity.ERROR.label, *_RED),
    Severity.HINT: Term("▲", Severity.HINT.label, *_ORANGE),
}
REPLY = {
    ReplyState.OUTSTANDING: Term("○", ReplyState.OUTSTANDING.label, *_ORANGE, "Es liegt noch nicht für jede Maßnahme eine Meldung vor."),
    ReplyState.RECEIVED: Term("◐", ReplyState.RECEIVED.label, *_BLUE, "Ein Blatt ist da und geprüft, aber noch nicht übernommen."),
    ReplyState.RETURNED: Term("■", ReplyState.RETURNED.label, *_RED, "Das Blatt ging mit einer Begründung zurück."),
    ReplyState.RELEASED: Term("✓", ReplyState.RELEASED.label, *_GREEN, "Für jede Maßnahme ist eine Meldung übernommen."),
    ReplyState.CONFIRMED: Term("●", ReplyState.CONFIRMED.label, *_GREEN, "Für jede Maßnahme ist „unverändert“ bestätigt."),
}
ATTAINMENT = {
    Attainment.ABOVE: Term("★" + _TEXT, Attainment.ABOVE.label, *_GREEN, "Mindestens 110 % des Wegs vom Start zum Ziel."),
    Attainment.FULL: Term("✓", Attainment.FULL.label, *_GREEN, "Der ganze Weg vom Start zum Ziel."),
    Attainment.MOSTLY: Term("◕", Attainment.MOSTLY.label, *_YELLOW, "Mindestens die Hälfte des Wegs vom Start zum Ziel."),
    Attainment.PARTLY: Term("◔", Attainment.PARTLY.label, *_ORANGE, "Weniger als die Hälfte des Wegs vom Start zum Ziel."),
    Attainment.NOT: Term("○", Attainment.NOT.label, *_RED, "Noch kein Schritt vom Start zum Ziel."),
    Attainment.NONE: Term("◇", Attainment.NONE.label, *_GRAY, "Es fehlt ein messbares Ziel oder sein Stand."),
}
DECISION = {
    DecisionState.OVERDUE: Term("■", DecisionState.OVERDUE.label, *_RED, "Die Frist ist vorbei, ein Ergebnis ist nicht festgehalten."),
    DecisionState.OPEN: Term("○", DecisionState.OPEN.label, *_ORANGE, "Die Frist ist noch nicht vorbei, oder es gibt keine."),
    DecisionState.DONE: Term("✓", DecisionState.DONE.label, *_GREEN, "Das Ergebnis ist festgehalten."),
    DecisionState.WITHDRAWN: Term("✕", DecisionState.WITHDRAWN.label, *_GRAY, "Gilt nicht mehr; der Grund steht dabei."),
}
TURN = {
    Turn.WORSE: Term("↓", Turn.WORSE.label, *_RED),
    Turn.BETTER: Term("↑", Turn.BETTER.label, *_GREEN),
    Turn.OTHER: Term("↔", Turn.OTHER.label, *_BLUE),
    Turn.NEW: Term("+", Turn.NEW.label, *_BLUE),
    Turn.GONE: Term("−", Turn.GONE.label, *_GRAY),
    Turn.SAME: Term("=", Turn.SAME.label, *_GRAY),
}


def term(state: Weather | MeasureState | Schedule | Attainment | Severity | ReplyState | DecisionState | Turn) -> Term:
    """How this state is shown."""
    if isinstance(state, Turn):
        return TURN[state]
    if isinstance(state, DecisionState):
        return DECISION[state]
    if isinstance(state, Attainment):
        return ATTAINMENT[state]
    if isinstance(state, ReplyState):
        return REPLY[state]
    if isinstance(state, Weather):
        return WEATHER[state]
    if isinstance(state, MeasureState):
        return STATE[state]
    return SCHEDULE[state] if isinstance(state, Schedule) else SEVERITY[state]
