"""A returned sheet before it is accepted: one line per measure, untouched ones named, errors as the reason for giving it back."""

from dataclasses import replace
from datetime import date

from domain.deliveries import DeliveryKind, Difference, Finding, MeasureChange, Reading, Severity, Source
from domain.measures import MeasureRow, MeasureState, Output
from domain.status_sheet import LAYOUT
from tests.views.measure_samples import CONCEPT
from views.sheet_difference import facts, is_status_sheet, lines, proposed_reason

BEFORE = MeasureRow("1.1", "2026-H1", "Sprachcafé", "sprache", MeasureState.RUNNING, progress=40, status_text="Läuft.", cell="A8")
SAME = replace(BEFORE, period="2026-H2", confirmed=True, reported_on=date(2026, 11, 20))
MORE = replace(BEFORE, period="2026-H2", progress=60, status_text="Läuft gut.", participants=31, outputs=(Output("Kurse", 2),), cell="A9")


def reading(*rows: MeasureRow, untouched: tuple[str, ...] = (), office: str = "Jugendamt", findings: tuple[Finding, ...] = ()) -> Reading:
    return Reading(
        DeliveryKind.MEASURES, LAYOUT, Source("Amt", "Blatt"), rows, findings, period="2026-H2", office=office, untouched=untouched
    )


def test_the_sheet_says_whose_it_is_and_what_nobody_touched() -> None:
    told = dict(facts(reading(MORE, untouched=("1.3", "1.10"))))
    assert told == {
        "Halbjahr": "2. Halbjahr 2026", "Stelle": "Jugendamt", "Gemeldet": "1 Maßnahme",
        "Nicht angefasst": "2 Maßnahmen ohne Meldung: Nr. 1.3, 1.10",
    }  # fmt: skip
    assert dict(facts(reading(MORE, office="")))["Stelle"] == "alle Stellen" and dict(facts(reading(MORE)))["Nicht angefasst"] == "keine"


def test_each_measure_is_told_with_everything_that_would_change() -> None:
    """Idea 10: the returned file is put beside what is known before anything is accepted."""
    new = MeasureRow("9.9", "2026-H2", "Neu", "sprache", MeasureState.PROPOSED, cell="A10")
    known = replace(BEFORE, measure="7.7", period="2026-H2", title="Bekannt")
    changes = (
        MeasureChange("new", BEFORE, SAME),
        MeasureChange("revised", replace(MORE, measure="1.2", progress=50), replace(MORE, measure="1.2")),
    )
    changes += (MeasureChange("new", None, new),)
    told = lines(reading(SAME, replace(MORE, measure="1.2"), new, known), Difference(2, 1, 0, 1, changes), CONCEPT)
    assert [(line.number, line.what) for line in told] == [
        ("1.1", "unverändert bestätigt"), ("1.2", "Meldung berichtigt"), ("9.9", "neue Maßnahme: Vorgeschlagen"), ("7.7", "schon bekannt"),
    ]  # fmt: skip
    assert told[0].changes == () and told[2].changes == () == told[3].changes
    assert [name for name, _, _ in told[1].changes] == ["Umsetzungsgrad"]
    assert told[1].counted == ("Teilnehmende: 31", "Kurse: 2") and told[1].cell == "A9"


def test_texts_of_the_half_year_are_part_of_the_difference() -> None:
    (line,) = lines(reading(MORE), Difference(1, changes=(MeasureChange("new", BEFORE, MORE),)), CONCEPT)
    assert line.what == "neu gemeldet"
    assert ("Sachstand", "Läuft.", "Läuft gut.") in line.changes


def test_only_sheets_of_a_half_year_are_status_sheets() -> None:
    assert is_status_sheet(reading(MORE)) and not is_status_sheet(replace(reading(MORE), period=""))
    assert not is_status_sheet(replace(reading(MORE), layout="liste"))


def test_the_reason_for_giving_it_back_names_every_error_with_its_cell() -> None:
    error = Finding(Severity.ERROR, "E1", "„x“", "eine Zahl", "Bitte berichtigen.", "Sachstand", "I8")
    hint = Finding(Severity.HINT, "H1", "seltsam", "anders", "Nachsehen.", "Sachstand", "B8")
    assert proposed_reason((hint, error)) == "Bitte berichtigen:\nBlatt „Sachstand“, Zelle I8: „x“. Bitte berichtigen."
    assert proposed_reason((hint,)) == ""
    many = proposed_reason(tuple(replace(error, cell=f"I{row}") for row in range(8, 16)))
    assert many.count("\nBlatt") == 5 and many.endswith("\nund 3 weitere Stellen, in der Datei markiert")
