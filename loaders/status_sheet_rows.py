"""Rows of a status sheet's tables: their values, what is to be said about them, and the items of a measure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.deliveries import Finding
from domain.measures import Condition, MeasureState, Milestone, Resource, ResourceKind
from domain.status_sheet import CellKind, Column
from loaders.status_cells import Parsed, Remark, amount, error, hint
from loaders.status_sheet_tables import Table
from loaders.status_sheet_values import Words, content_of, parse
from loaders.wording import merged_number, names_merger, plain

ITEM_TYPES: Mapping[str, type[Milestone] | type[Resource] | type[Condition]] = {
    "milestones": Milestone,
    "resources": Resource,
    "conditions": Condition,
}


@dataclass
class RowRead:
    """A row that is not empty. ``values`` holds what was understood, ``wrong`` the keys of cells that were not."""

    table: Table
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)  # those of the wrong ones in which nothing stands
    findings: list[Finding] = field(default_factory=list)

    @property
    def measure(self) -> str:
        """The number of the measure, empty if it could not be read."""
        return str(self.values.get("measure", ""))

    def say(self, remark: Remark, found: str, key: str) -> None:
        self.findings.append(self.table.finding(remark, found, self.table.cell_name(key, self.number)))

    def needs(self, column: Column) -> None:
        """Says that a cell must not be empty."""
        self.wrong.add(column.key)
        self.missing.add(column.key)
        advice = "Bitte ergänzen oder die ganze Zeile leeren."
        self.say(error("E367", f"eine Angabe in der Spalte „{column.head}“", advice), "leer", column.key)


def rows_of(table: Table, words: Words) -> Iterator[RowRead]:
    """The rows that are filled; without a number they cannot be used, which is said."""
    columns = [table.known[key] for key in table.known if key in table.read]
    for number in table.filled_rows():
        row = RowRead(table, number)
        for column in columns:
            _read_cell(row, column, words)
        if not row.measure and "measure" not in row.wrong:
            row.needs(table.known["measure"])
        yield row


def _read_cell(row: RowRead, column: Column, words: Words) -> None:
    content = content_of(row.table, column.key, row.number)
    value, remark = _parsed(row, column, content, words)
    if remark is not None:
        row.say(remark, content.text, column.key)
        if remark.severity.value == "error":
            row.wrong.add(column.key)
    if value is not None:
        row.values[column.key] = value


def _parsed(row: RowRead, column: Column, content: Any, words: Words) -> Parsed:
    """Of resources only money is euro; staff and volunteers are counted."""
    counted = row.values.get("kind") in (ResourceKind.STAFF, ResourceKind.VOLUNTEERS)
    if column.kind is CellKind.MONEY and counted and content.text:
        return amount(content, column.head, dots_group=row.values["kind"] is ResourceKind.VOLUNTEERS)
    value, remark = parse(column, content, words, row.table.prefix + column.key)
    return (
        (None, error("E369", "ein Betrag in Euro", "Bitte den Betrag als Zahl eintragen, Worte in „Quelle“."))
        if (row.table.prefix and column.kind is CellKind.MONEY and isinstance(value, str))
        else (value, remark)
    )


def item_of(row: RowRead) -> Any:
    """The milestone, resource or condition of a row; None where something it needs is wrong or missing, which is said."""
    for column in row.table.known.values():
        if column.required and column.key not in row.values and column.key not in row.wrong:
            row.needs(column)
    if row.wrong:
        return None
    return ITEM_TYPES[row.table.prefix[:-1]](**{key: value for key, value in row.values.items() if key != "measure"})


def tidy(row: RowRead, words: Words) -> None:
    """What one cell says about another: words in cost columns are about the funding, a merger names the other measure, and „verzögert“
    is no state."""
    _move_texts(row.values)
    _keep_merger(row)
    _settle_late(row, words)


def _move_texts(read: dict[str, Any]) -> None:
    for key in ("cost_planned", "cost_actual"):
        if isinstance(words := read.get(key), str):
            del read[key]
            if plain(words) not in plain(read.get("funding", "")):
                read["funding"] = "; ".join(filter(None, (read.get("funding"), words)))


def _keep_merger(row: RowRead) -> None:
    """With which measure one was merged is said in the status cell alone."""
    if "state" not in row.table.columns or row.values.get("state") is not MeasureState.MERGED:
        return
    text = content_of(row.table, "state", row.number).text
    if names_merger(text):
        row.values["status_text"] = ". ".join(filter(None, (text, row.values.get("status_text"))))
        advice = "Wird als „Zusammengelegt“ übernommen; die Angabe steht nun am Anfang des Sachstands"
        if (into := merged_number(text)) and not row.values.get("merged_into"):
            row.values["merged_into"] = into
            advice += f", aufgegangen in {into}"
        row.say(hint("H477", "einer der Stände der Auswahlliste", advice + "."), text, "state")


def _settle_late(row: RowRead, words: Words) -> None:
    """A wording such as „verzögert“ counts as running where the row shows a start, and is an error elsewhere."""
    found = row.values.get("state")
    if found is None or isinstance(found, MeasureState):
        return
    labels = [words.sheet.label(state) for state in (MeasureState.PLANNING, MeasureState.RUNNING)]
    expected = "einer der Stände " + ", ".join(words.sheet.label(state) for state in MeasureState)
    if row.values.get("actual_start") or row.values.get("progress"):
        row.values["state"] = MeasureState.RUNNING
        advice = f"Wird als „{labels[1]}“ übernommen. Den Verzug rechnet der Monitor aus dem geplanten Ende."
        row.say(hint("H478", expected, advice), found, "state")
        return
    del row.values["state"]
    row.wrong.add("state")
    advice = f"Ob schon begonnen wurde, zeigt die Zeile nicht. Bitte „{labels[0]}“ oder „{labels[1]}“ wählen, dazu das geplante Ende."
    row.say(error("E364", expected, advice), found, "state")
