"""What writer and loader of the measure status sheet share: its columns, its choices and the names that mark our template."""

from dataclasses import dataclass
from enum import StrEnum

from domain.measures import MeasureState

TEMPLATE = "integrationsmonitor-sachstand"
LAYOUT = "sachstand"
TEMPLATE_VERSION = "1"
SHEET = "Sachstand"
GUIDE_SHEET = "Anleitung"
MARKER_SHEET = "_vorlage"
MARKER_NAME = "Integrationsmonitor_Sachstand"
"""Defined name in the workbook: survives renaming of file and sheets and is found without reading a cell."""


class CellKind(StrEnum):
    NUMBER = "number"  # the measure's number, text for good
    TEXT = "text"
    LIST = "list"  # several texts, parted by semicolons
    FIELD = "field"
    STATE = "state"
    CHOICE = "choice"
    DATE = "date"
    PERCENT = "percent"
    MONEY = "money"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Column:
    """``key`` is the attribute of MeasureRow, ``head`` the German column head."""

    key: str
    head: str
    kind: CellKind
    required: bool = False


COLUMNS = (
    Column("measure", "Maßnahmennr.", CellKind.NUMBER, required=True),
    Column("title", "Bezeichnung", CellKind.TEXT, required=True),
    Column("field", "Handlungsfeld", CellKind.FIELD, required=True),
    Column("goals", "Leitziel/Teilziel", CellKind.LIST),
    Column("kind", "Art", CellKind.CHOICE),
    Column("target_groups", "Zielgruppe", CellKind.LIST),
    Column("lead", "Federführung", CellKind.TEXT),
    Column("partners", "Beteiligte", CellKind.LIST),
    Column("priority", "Priorität", CellKind.CHOICE),
    Column("term", "Zeithorizont", CellKind.CHOICE),
    Column("planned_start", "Start geplant", CellKind.DATE),
    Column("planned_end", "Ende geplant", CellKind.DATE),
    Column("actual_start", "Start tatsächlich", CellKind.DATE),
    Column("actual_end", "Ende tatsächlich", CellKind.DATE),
    Column("state", "Status", CellKind.STATE, required=True),
    Column("progress", "Umsetzungsgrad %", CellKind.PERCENT),
    Column("status_text", "Begründung/Sachstand", CellKind.TEXT),
    Column("next_steps", "Nächste Schritte", CellKind.TEXT),
    Column("obstacles", "Hemmnisse", CellKind.TEXT),
    Column("cost_planned", "Kosten geplant €", CellKind.MONEY),
    Column("cost_actual", "Kosten tatsächlich €", CellKind.MONEY),
    Column("funding", "Finanzierung", CellKind.TEXT),
    Column("staff", "Personal (VZÄ)", CellKind.AMOUNT),
    Column("participants", "Teilnehmende", CellKind.AMOUNT),
    Column("indicators", "Indikatoren", CellKind.LIST),
    Column("decision", "Beschluss", CellKind.TEXT),
    Column("reported_on", "Meldestand", CellKind.DATE),
    Column("reported_by", "Gemeldet von", CellKind.TEXT),
)

CHOICES = {
    "state": tuple(state.label for state in MeasureState),
    "kind": ("laufend", "einmalig", "Prüfauftrag"),
    "priority": ("hoch", "mittel", "niedrig"),
    "term": ("kurzfristig", "mittelfristig", "langfristig"),
}
"""Words of the drop-downs, by column key; action fields come from the concept."""
