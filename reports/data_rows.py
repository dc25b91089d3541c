"""The numbers behind a document, one a row, with all that is needed to use them elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DataRow:
    """One number, or the reason why there is none. ``text`` is what the document prints, sign and unit included; ``value`` the same as a
    number, unrounded. ``topic`` says which kind of row this is („Indikatoren“, „Maßnahmen“, „Mittel“), ``what`` what the number is
    („Wert“, „Zielwert“, „Teilnehmende“). ``source`` names publisher and table, ``delivery`` file, sheet and cell where they are
    known, ``state`` the data state in words."""

    topic: str
    name: str  # „Beschäftigungsquote“, „3.2 Sprachcafé“
    what: str
    period: str  # as printed: „2024“, „1. Halbjahr 2026“
    value: float | None
    text: str
    unit: str = ""
    field: str = ""  # the action field, empty where it belongs to none
    key: str = ""  # id of the indicator, number of the measure
    area: str = ""
    groups: str = ""  # „Frauen, ausländisch“; empty for everybody
    note: str = ""  # what signs mean, definitions, breaks
    source: str = ""
    delivery: str = ""
    state: str = ""
