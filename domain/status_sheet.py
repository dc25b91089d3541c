"""What writer and loader of the measure status sheet share: sheets, columns, choices and the names that mark our template."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.measures import SETTABLE_SCHEDULES, ConditionKind, ConditionState, Confidence, Feasibility, ResourceKind

TEMPLATE = "integrationsmonitor-sachstand"
LAYOUT = "sachstand"
TEMPLATE_VERSION = "2"
READABLE_VERSIONS = ("1", "2")
"""Version 1 had everything in one sheet and knew no checksums."""
SHEET = "Sachstand"
BASE_SHEET = "Stammdaten"
GUIDE_SHEET = "Anleitung"
MARKER_SHEET = "_vorlage"
MARKER_NAME = "Integrationsmonitor_Sachstand"
"""Defined name in the workbook: survives renaming of file and sheets and is found without reading a cell."""
CHECKSUM_HEAD = "Prüfsumme"
"""Head of the hidden column that says what a row held when the monitor wrote it."""
TICK = "x"


class CellKind(StrEnum):
    NUMBER = "number"  # the measure's number, text for good
    TEXT = "text"
    LIST = "list"  # several texts, parted by semicolons
    FIELD = "field"
    FIELDS = "fields"
    GOALS = "goals"  # one a line, as goals hold semicolons
    APPROACHES = "approaches"
    STRATEGIC_GOALS = "strategic_goals"
    OFFICE = "office"  # an organisation of the concept, by name or short name
    OFFICES = "offices"
    CLASS = "class"
    STATE = "state"
    CHOICE = "choice"  # a word of the drop-down; others are taken over with a hint
    CODE = "code"  # a word of the drop-down and no other
    TICK = "tick"
    DATE = "date"
    PERCENT = "percent"
    MONEY = "money"
    AMOUNT = "amount"
    FIGURE = "figure"  # a number of any sign
    WHOLE = "whole"
    OUTPUTS = "outputs"  # „Kurse: 3; Beratungen: 40“
    SHOWN = "shown"  # told to whoever fills in the sheet, not read


@dataclass(frozen=True)
class Column:
    """``key`` is the attribute of MeasureRow (or of an item), ``head`` the German column head."""

    key: str
    head: str
    kind: CellKind
    required: bool = False


_NUMBER = Column("measure", "Maßnahmennr.", CellKind.NUMBER, required=True)
_TITLE = Column("title", "Bezeichnung", CellKind.TEXT, required=True)
_WHOSE = (_NUMBER, Column("title_shown", "Maßnahme", CellKind.SHOWN))

COLUMNS = (
    _NUMBER,
    _TITLE,
    Column("confirmed", "Unverändert", CellKind.TICK),
    Column("state", "Status", CellKind.STATE, required=True),
    Column("status_text", "Sachstand", CellKind.TEXT),
    Column("next_steps", "Nächste Schritte", CellKind.TEXT),
    Column("obstacles", "Hemmnisse", CellKind.TEXT),
    Column("progress", "Umsetzungsgrad %", CellKind.PERCENT),
    Column("participants", "Teilnehmende", CellKind.AMOUNT),
    Column("outputs", "Leistungen", CellKind.OUTPUTS),
    Column("aim_shown", "Messgröße und Ziel", CellKind.SHOWN),
    Column("aim_actual", "Erreicht", CellKind.FIGURE),
    Column("plan_shown", "Geplant von – bis", CellKind.SHOWN),
    Column("actual_start", "Start tatsächlich", CellKind.DATE),
    Column("actual_end", "Ende tatsächlich", CellKind.DATE),
    Column("schedule_set", "Termin", CellKind.CODE),
    Column("schedule_reason", "Grund zum Termin", CellKind.TEXT),
    Column("cost_planned", "Kosten geplant €", CellKind.MONEY),
    Column("cost_actual", "Kosten tatsächlich €", CellKind.MONEY),
    Column("funding", "Finanzierung", CellKind.TEXT),
    Column("staff", "Personal (VZÄ)", CellKind.AMOUNT),
    Column("result", "Ergebnis", CellKind.TEXT),
    Column("reason", "Grund", CellKind.TEXT),
    Column("look_again_on", "Wiedervorlage", CellKind.DATE),
    Column("decided_by", "Entschieden von", CellKind.TEXT),
    Column("merged_into", "Zusammengelegt mit", CellKind.NUMBER),
    Column("feasibility", "Ergebnis der Prüfung", CellKind.CODE),
    Column("evaluated_on", "Evaluiert am", CellKind.DATE),
    Column("evaluation", "Evaluation", CellKind.TEXT),
    Column("reported_on", "Meldestand", CellKind.DATE),
    Column("reported_by", "Gemeldet von", CellKind.TEXT),
)
"""Columns of the sheet „Sachstand“: what departments and bodies report."""

BASE_COLUMNS = (
    _NUMBER,
    _TITLE,
    Column("field", "Handlungsfeld", CellKind.FIELD, required=True),
    Column("further_fields", "Weitere Handlungsfelder", CellKind.FIELDS),
    Column("goals", "Leitziel/Teilziel", CellKind.GOALS),
    Column("approaches", "Handlungsansätze", CellKind.APPROACHES),
    Column("strategic_goals", "Strategische Ziele", CellKind.STRATEGIC_GOALS),
    Column("kind", "Art", CellKind.CHOICE),
    Column("origin", "Herkunft", CellKind.CHOICE),
    Column("need", "Anlass", CellKind.TEXT),
    Column("target_groups", "Zielgruppe", CellKind.LIST),
    Column("areas", "Gebiet", CellKind.LIST),
    Column("lead", "Federführung", CellKind.OFFICE),
    Column("partners", "Beteiligte", CellKind.OFFICES),
    Column("priority", "Priorität", CellKind.CHOICE),
    Column("rank", "Rang", CellKind.WHOLE),
    Column("decision_class", "Klasse", CellKind.CLASS),
    Column("term", "Zeithorizont", CellKind.CHOICE),
    Column("planned_start", "Start geplant", CellKind.DATE),
    Column("planned_end", "Ende geplant", CellKind.DATE),
    Column("aim", "Messgröße", CellKind.TEXT),
    Column("aim_unit", "Einheit", CellKind.TEXT),
    Column("aim_start", "Ausgangswert", CellKind.FIGURE),
    Column("aim_target", "Zielwert", CellKind.FIGURE),
    Column("indicators", "Indikatoren", CellKind.LIST),
    Column("assumption", "Erwarteter Beitrag", CellKind.TEXT),
    Column("confidence", "Wie gut belegt", CellKind.CODE),
    Column("decision", "Beschluss", CellKind.TEXT),
    Column("document", "Vorlage", CellKind.TEXT),
)
"""Columns of the sheet „Stammdaten“: what a measure is. A department reads it, the office changes it."""


@dataclass(frozen=True)
class ItemSheet:
    """A sheet with one row for each milestone, resource or condition; ``key`` is the attribute of MeasureRow that they make up."""

    key: str
    title: str
    columns: tuple[Column, ...]


ITEM_SHEETS = (
    ItemSheet(
        "milestones",
        "Meilensteine",
        (
            *_WHOSE,
            Column("text", "Meilenstein", CellKind.TEXT, required=True),
            Column("due", "Fällig am", CellKind.DATE),
            Column("done", "Erreicht am", CellKind.DATE),
        ),
    ),
    ItemSheet(
        "resources",
        "Mittel",
        (
            *_WHOSE,
            Column("kind", "Mittelart", CellKind.CODE, required=True),
            Column("year", "Jahr", CellKind.WHOLE, required=True),
            Column("source", "Quelle", CellKind.TEXT),
            Column("planned", "Geplant", CellKind.MONEY),
            Column("actual", "Verwendet", CellKind.MONEY),
            Column("funded_from", "Förderung von", CellKind.DATE),
            Column("funded_until", "Förderung bis", CellKind.DATE),
        ),
    ),
    ItemSheet(
        "conditions",
        "Voraussetzungen",
        (
            *_WHOSE,
            Column("kind", "Voraussetzung", CellKind.CODE, required=True),
            Column("state", "Geklärt?", CellKind.CODE, required=True),
            Column("note", "Erläuterung", CellKind.TEXT),
        ),
    ),
)

CHOICES = {
    "kind": ("laufend", "einmalig", "Prüfauftrag", "Quick-Win", "Schwerpunktmaßnahme"),
    "origin": ("Bestand", "neu"),
    "priority": ("hoch", "mittel", "niedrig"),
    "term": ("kurzfristig", "mittelfristig", "langfristig"),
}
"""Words of drop-downs that leave room for others, by column key."""

CODES: Mapping[str, Mapping[str, StrEnum]] = {
    "schedule_set": {each.label: each for each in SETTABLE_SCHEDULES},
    "feasibility": {each.label: each for each in Feasibility if each},
    "confidence": {each.label: each for each in Confidence if each},
    "resources.kind": {each.label: each for each in ResourceKind},
    "conditions.kind": {each.label: each for each in ConditionKind},
    "conditions.state": {each.label: each for each in ConditionState},
}
"""Words of drop-downs that stand for one of our own codes, by column key; columns of items by sheet and key."""

NOT_CONTENT = frozenset({"confirmed", "reported_on", "reported_by"})
"""Columns that say who reported when, but nothing about the measure."""
