"""Statements of a slide: numbered through, cut to the wall, whole for the handout."""

from domain.measures import Schedule
from views.briefing_lines import Heap, Said, slide
from views.terms import term

GOAL = "Alle Menschen in der Stadt finden unabhängig von ihrer Herkunft Zugang zu Bildung, Arbeit, Wohnen und Gesundheit. "


def test_many_goals_leave_room_for_what_follows() -> None:
    many = tuple(Said(GOAL * 3) for _ in range(8))
    columns = [Heap("Maßnahmen", many), Heap("Indikatoren", many)]
    made = slide(3, "field:x", "Feld", "Nachricht", [Heap("Leitziele", many, wide=True), *columns])
    goals, measures, _ = made.columns
    assert goals.more == f"{8 - len(goals.lines)} weitere Angaben: Handout 3.{len(goals.lines) + 1} bis 3.8"
    assert measures.lines[0].number == "3.9" and len(made.all_lines) == 24
    assert all(line.text == GOAL * 3 for line in made.all_lines)
    fewer = slide(3, "field:x", "Feld", "Nachricht", columns).columns[0]
    assert len(fewer.lines) > len(measures.lines) >= 1


def test_what_fits_is_not_cut_and_one_statement_is_always_there() -> None:
    whole = slide(1, "overview", "T", "M", [Heap("Text", (Said(GOAL * 5),))]).columns[0]
    assert whole.lines == whole.statements and not whole.more
    cut = slide(1, "overview", "T", "M", [Heap("a", (Said(GOAL * 90),)), *(Heap("b", ()) for _ in range(3))]).columns[0]
    assert len(cut.lines) == 1 and cut.lines[0].text.endswith(" …") and cut.statements[0].text == GOAL * 90


def test_a_single_rest_is_named_by_its_number() -> None:
    said = tuple(Said(f"{number} " + "Wort " * 30, term(Schedule.LATE), "dazu") for number in range(20))
    column = slide(2, "changes", "T", "M", [Heap("a", said), Heap("b", ())]).columns[0]
    shorter = slide(2, "changes", "T", "M", [Heap("a", said[: len(column.lines) + 1]), Heap("b", ())]).columns[0]
    assert shorter.more in ("", f"1 weitere Angabe: Handout 2.{len(column.lines) + 1}")
    assert column.more.startswith(f"{20 - len(column.lines)} weitere Angaben: Handout 2.")
