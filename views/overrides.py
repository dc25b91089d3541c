"""„Fachlich gesetzt“: a verdict that people set, beside what the rule says."""

from domain.overrides import OverrideEvent
from views.formats import day, moment
from views.terms import term
from views.values import Point


def override_text(point: Point) -> str:
    """``Fachlich gesetzt: Wolke statt Sonne, gilt bis 30.04.2027. Grund: … (Frau M., 23.11.2026).``; empty where the rule decides."""
    given = point.override
    if given is None:
        return ""
    reason = given.reason.rstrip(" .")
    words = f"{term(given.weather).word} statt {term(point.weather).word}"
    return f"Fachlich gesetzt: {words}, gilt bis {day(given.until)}. Grund: {reason} ({given.by}, {day(given.at)})."


def log_line(event: OverrideEvent) -> str:
    """One entry of the log in words."""
    each = event.override
    about = ", ".join(part for part in (each.indicator, each.area, each.groups, each.period) if part)
    done = "zurückgenommen" if event.withdrawn else f"gesetzt: {term(each.weather).word}, gilt bis {day(each.until)}"
    return f"{moment(each.at)}  {about}  {done}. Grund: {each.reason} ({each.by})"
