"""Decisions as a table, and the story of each."""

from collections.abc import Sequence

from ui.components import coloured, escape_md, link_md, table
from ui.context import Context
from views.decisions import DecisionLine
from views.formats import NO_VALUE

_COLUMNS = ("Nr.", "Stand", "Beschluss oder Auftrag", "Verantwortlich", "Frist", "Betrifft", "Beschlossen", "Ergebnis")


def decision_table(ctx: Context, lines: Sequence[DecisionLine], *, key: str, alt: str) -> None:
    """One line per decision; measures, fields and the meeting lead to their pages."""
    rows = [
        (
            str(each.number),
            coloured(each.term),
            _text(each),
            _lines(each.responsible, each.function),
            escape_md(each.deadline or each.due),
            _about(ctx, each) or NO_VALUE,
            _decided(ctx, each),
            _result(each) or NO_VALUE,
        )
        for each in lines
    ]
    table(_COLUMNS, rows, alt=alt, key=key, markdown=range(1, len(_COLUMNS)))


def story_table(lines: Sequence[DecisionLine]) -> None:
    """Every event of these decisions, decision by decision, oldest first."""
    rows = [
        (str(each.number), event.when, event.kind.label, event.what or NO_VALUE, event.by) for each in lines for event in each.chronicle
    ]
    table(("Nr.", "Wann", "Was", "Angaben", "Durch"), rows, alt="Verlauf der Beschlüsse und Aufträge", key="verlauf")


def _lines(*texts: str) -> str:
    return "  \n".join(escape_md(each) for each in texts if each)


def _result(each: DecisionLine) -> str:
    reason = f"Grund der letzten Änderung: {each.reason}" if each.reason else ""
    return _lines(each.result, f"am {each.done_on}" if each.done_on else "", reason)


def _text(each: DecisionLine) -> str:
    marks = [text for text, said in (("öffentlich", each.public), ("für die Fortschreibung vorgemerkt", each.revision)) if said]
    route = "; ".join(", ".join(part for part in step if part) for step in each.route)
    head = f"{each.kind.label}: {each.text}"
    return _lines(head, " · ".join(marks), each.document, f"Beratungsfolge: {route}" if route else "")


def _about(ctx: Context, each: DecisionLine) -> str:
    measures = [link_md(ctx, f"{number} {title}".strip(), "massnahmen", id=number) for number, title in each.measures]
    return "  \n".join([*measures, *(link_md(ctx, name, "handlungsfeld", id=field) for field, name in each.fields)])


def _decided(ctx: Context, each: DecisionLine) -> str:
    where = f"{each.body}, {each.decided_on}"
    head = link_md(ctx, where, "sitzung", id=each.meeting, ansicht="beschluesse") if each.meeting_day else escape_md(where)
    return "  \n".join(part for part in (head, escape_md(each.item)) if part)
