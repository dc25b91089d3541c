"""Reads a list of measures as it was mapped: one row a measure, everything found said at once."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.deliveries import DeliveryKind, Reading, Source
from domain.measure_lists import BY_KEY, EMPTY, LEVEL, MADE_HERE, SKIP, FieldFrom, Headings, ListMapping, NumbersFrom, PeriodFrom
from domain.measures import MeasureRow, MeasureState
from domain.periods import Period, PeriodKind, is_period
from domain.status_words import SheetWords
from loaders.findings import Findings
from loaders.grid import text_of
from loaders.measure_list.cells import content_of, is_stray_zero, parsed
from loaders.measure_list.half_years import stated_period
from loaders.measure_list.outline import Outline, top_title
from loaders.measure_list.tables import MOST_ROWS, ListTable
from loaders.status_cells import Remark
from loaders.status_plausibility import between_rows, within_row
from loaders.wording import plain, state_of, wording

_ALWAYS = frozenset({"measure", "title", "field", "state"})
_NO_ATTRIBUTES = frozenset({LEVEL})
NUMBERED_TITLE = re.compile(r"(?P<number>(?:[A-Z]{1,3}[ .-]?)?\d{1,3}(?:\.\d{1,3}){0,4})[.:)]?\s+(?P<title>\S.*)", re.DOTALL)
"""A title with its number before it."""


@dataclass
class _Pass:
    """One reading of a list; findings gather here."""

    table: ListTable
    mapping: ListMapping
    period: str
    columns: Mapping[str, int]  # attribute → column
    findings: Findings
    states: Mapping[str, str]
    fields: Mapping[str, str]
    outline: Outline
    left_out: Counter[str] = field(default_factory=Counter)

    def say(self, remark: Remark, found: str, place: int, key: str) -> None:
        say = self.findings.error if remark.severity.value == "error" else self.findings.hint
        say(remark.code, found, remark.expected, remark.advice, self.at(place, key))

    def at(self, place: int, key: str) -> tuple[int, int]:
        return self.table.number(place), self.columns.get(key) or min(self.columns.values(), default=1)


def read_list(table: ListTable, name: str, mapping: ListMapping, period: str = "") -> Reading:
    """The measures of a list with sheet and cell of their title, and all findings. Rows with an error in what identifies a measure are
    left out."""
    findings = Findings(table.grid.sheet)
    period = period or stated_period(table, name, mapping.period_from)[0]
    by_head = table.columns_by_head()
    columns = {key: by_head[head] for key, head in mapping.columns.items() if head in by_head}
    _check_columns(table, mapping, findings)
    if not is_period(period, PeriodKind.HALF):
        where = f", bisher {mapping.period_from.label}" if mapping.period_from is not PeriodFrom.ASK else ""
        advice = "Bitte auswählen, für welches Halbjahr die Liste gilt."
        findings.error("E352", f"kein Halbjahr{where}", "das Halbjahr, über das die Liste berichtet", advice)
    outline = Outline.of(table, columns.get("measure"), columns.get("title"))
    plain_states = {plain(word): state for word, state in mapping.states.items()}
    plain_fields = {plain(word): field_id for word, field_id in mapping.fields.items()}
    reading = _Pass(table, mapping, period, columns, findings, plain_states, plain_fields, outline)
    rows = _rows(reading) if "title" in columns and len(table.places) <= MOST_ROWS else {}
    for key, place, remark, shown in between_rows(rows):
        reading.say(remark, shown, place, key)
    _say_left_out(reading)
    source = Source(mapping.municipality, _title(mapping, period), table=f"Maßnahmenliste {mapping.concept}")
    kept = tuple(rows.values()) if is_period(period, PeriodKind.HALF) and "title" in columns else None
    return Reading(DeliveryKind.MEASURES, mapping.id, source, kept, findings.all(), period=period)


def _title(mapping: ListMapping, period: str) -> str:
    return f"{mapping.title}, {Period(period).label}" if is_period(period, PeriodKind.HALF) else mapping.title


def _check_columns(table: ListTable, mapping: ListMapping, findings: Findings) -> None:
    """Columns that are gone are errors, new ones hints."""
    heads = {head: col for col, head in table.heads.items()}
    row = table.number(table.head) if table.head else 1
    for key, head in mapping.columns.items():
        if head not in heads:
            advice = "Bitte zuordnen, welche Spalte es jetzt ist, oder sie nicht mehr übernehmen."
            findings.error("E351", f"Spalte „{head}“ fehlt", f"eine Spalte für: {BY_KEY[key].name}", advice)
    for head, col in heads.items():
        if head not in mapping.heads:
            advice = "Diese Spalte ist neu und wird nicht gelesen. Über „Zuordnung ändern“ lässt sie sich übernehmen."
            findings.hint("H461", head, "die Spalten der vorigen Ausgabe", advice, (row, col))
    if len(table.places) > MOST_ROWS:
        findings.error(
            "E262", f"{len(table.places)} Zeilen", f"höchstens {MOST_ROWS} Zeilen", "Bitte nur die Maßnahmen in eine Datei kopieren."
        )


def _rows(reading: _Pass) -> dict[int, MeasureRow]:
    """The measures by the place of their row."""
    found: dict[int, MeasureRow] = {}
    unsolved = reading.table.grid.unsolved() if reading.table.grid.sheet is not None else frozenset()
    for place in reading.table.places:
        if not any(reading.table.text(place, col) for col in reading.columns.values()):
            continue
        state = _state(reading, place)
        if state is None:
            continue
        read = dict(_cells(reading, place, unsolved))
        read |= {"state": state, **_field(reading, place)}
        if reading.mapping.first_leads and len(named := offices(read.get("lead", ""))) > 1:
            read |= {"lead": named[0], "partners": tuple(dict.fromkeys((*named[1:], *read.get("partners", ()))))}
        read |= _made_number(reading.mapping.numbers, read, len(found) + 1)
        if row := _row(reading, place, read):
            found[place] = row
    _tell_collisions(reading, found)
    return found


def offices(text: str) -> list[str]:
    """The organisations named in one cell, parted by / ; or a line break; „und“ and commas stand within names."""
    return [part.strip() for part in re.split(r"[/;\n]", text) if part.strip()]


def _made_number(source: NumbersFrom, read: Mapping[str, Any], count: int) -> dict[str, str]:
    """The number where no column holds it, with the title that is left; empty where the title has none."""
    if source is NumbersFrom.CONSECUTIVE:
        return {"measure": f"{MADE_HERE}{count}"}
    if source is NumbersFrom.TITLE and (match := NUMBERED_TITLE.fullmatch(str(read.get("title", "")))):
        return {"measure": match["number"], "title": match["title"]}
    return {}


def _row(reading: _Pass, place: int, read: dict[str, Any]) -> MeasureRow | None:
    """The measure; None, with what is missing said, where it cannot be told which one it is."""
    for key, code in (("measure", "E354"), ("title", "E367")):
        if key not in read and (key in reading.columns or key == "measure") and not _said(reading, place, key):
            shown = reading.table.text(place, reading.columns["title"]) or "leer"
            advice = "Bitte ergänzen oder in der Zuordnung fortlaufende Nummern wählen." if key == "measure" else "Bitte ergänzen."
            reading.findings.error(code, shown, f"eine Angabe für: {BY_KEY[key].name}", advice, reading.at(place, key))
    if any(read.get(key) is None for key in _ALWAYS):
        return None
    read.setdefault("lead", reading.mapping.lead)
    more = ({"lead"} if reading.mapping.lead else set()) | ({"partners"} if reading.mapping.first_leads else set())
    given = frozenset(set(reading.columns) - _NO_ATTRIBUTES | _ALWAYS | more)
    cell = _cell_name(reading, place)
    row = MeasureRow(**_settled(read), period=reading.period or "1990-H1", sheet=reading.table.grid.sheet or "", cell=cell, given=given)
    for key, remark, shown in within_row(row, SheetWords()):
        if key in given:
            reading.say(remark, shown, place, key)
    return row


def _said(reading: _Pass, place: int, key: str) -> bool:
    """True if the cell holds something: then its own finding tells what is wrong."""
    return key in reading.columns and bool(reading.table.text(place, reading.columns[key]))


def _settled(read: dict[str, Any]) -> dict[str, Any]:
    """Words from cost columns go to the funding."""
    for key in ("cost_planned", "cost_actual"):
        if isinstance(words := read.get(key), str):
            del read[key]
            if plain(words) not in plain(read.get("funding", "")):
                read["funding"] = "; ".join(filter(None, (read.get("funding"), words)))
    return read


def _cell_name(reading: _Pass, place: int) -> str:
    from domain.cells import cell_name

    key = "measure" if "measure" in reading.columns else "title"
    return cell_name(reading.table.grid.sheet, *reading.at(place, key))


def _cells(reading: _Pass, place: int, unsolved: frozenset[tuple[int, int]]) -> Iterator[tuple[str, Any]]:
    """Attribute and value of each cell that says something."""
    for key, col in reading.columns.items():
        attribute = BY_KEY[key]
        content = content_of(reading.table.cell(place, col))
        if key in ("state", "field", LEVEL):
            continue
        if (reading.table.number(place), col) in unsolved:
            advice = "Die Formel hat kein gespeichertes Ergebnis. Bitte den Wert selbst eintragen."
            reading.findings.error("E372", "Formel ohne Ergebnis", "ein Wert", advice, (reading.table.number(place), col))
            continue
        if content.text == "":
            continue
        if is_stray_zero(attribute, content):
            advice = "Die 0 einer Formel steht für eine leere Zelle; es wird nichts übernommen."
            reading.findings.hint("H456", "0", f"{attribute.name} oder eine leere Zelle", advice, (reading.table.number(place), col))
            continue
        value, remark = parsed(attribute, content)
        if remark is not None:
            reading.say(remark, content.text, place, key)
        if value is not None:
            yield key, value


def _state(reading: _Pass, place: int) -> MeasureState | None:
    """The state a row's word stands for; None where the row is left out, or nobody has decided about the word."""
    word = state_word(reading.table, place, reading.columns.get("state"))
    if word == EMPTY and _is_heading(reading, place):
        reading.left_out["Gliederungszeile ohne Stand"] += 1
        return None
    meaning = reading.states.get(plain(word))
    if meaning == SKIP:
        reading.left_out[f"Stand „{word}“" if word else "ohne Stand"] += 1
        return None
    if meaning is not None:
        return MeasureState(meaning)
    at = reading.at(place, "state")
    known = None if plain(word) in wording().late | wording().colours else state_of(word)
    if known is not None:
        advice = f"Wird als „{known.label}“ übernommen. Über „Zuordnung ändern“ lässt sich das anders festlegen."
        reading.findings.hint("H457", word, "ein zugeordnetes Wort für den Stand", advice, at)
        return known
    advice = "Bitte in der Zuordnung festlegen, welcher Stand gemeint ist, oder dass solche Zeilen wegbleiben."
    reading.findings.error("E350", word or "kein Stand", "ein zugeordnetes Wort für den Stand", advice, at)
    return None


def state_word(table: ListTable, place: int, col: int | None) -> str:
    """What a row says about its state; a stray 0 says nothing."""
    if col is None:
        return EMPTY
    content = content_of(table.cell(place, col))
    return EMPTY if is_stray_zero(BY_KEY["state"], content) else " ".join(content.text.split())


def _is_heading(reading: _Pass, place: int) -> bool:
    match reading.mapping.headings:
        case Headings.SUBPOINTS:
            return reading.outline.has_subpoints(place)
        case Headings.LEVELS:
            level = reading.columns.get(LEVEL)
            return level is not None and reading.table.text(place, level) in reading.mapping.levels
    return False


def _field(reading: _Pass, place: int) -> dict[str, str]:
    """The action field of a row; empty, with a finding, where nobody has decided about its word."""
    mapping = reading.mapping
    if mapping.field_from is FieldFrom.FIXED:
        return {"field": mapping.fixed_field} if mapping.fixed_field else {}
    word = field_word(reading.table, place, mapping.field_from, reading.columns.get("field"), reading.outline)
    found = reading.fields.get(plain(word))
    if found:
        return {"field": found}
    advice = "Bitte in der Zuordnung das Handlungsfeld dazu wählen." if word else "Bitte ergänzen."
    reading.findings.error("E353", word or "leer", "ein zugeordnetes Handlungsfeld", advice, reading.at(place, "field"))
    return {}


def field_word(table: ListTable, place: int, source: FieldFrom, col: int | None, outline: Outline) -> str:
    """What a row says about its action field: its cell, also as part of a merged one, or the top row of its part of the list."""
    if source is FieldFrom.TOP:
        return top_title(outline, place)
    if col is None:
        return ""
    for area in table.grid.merged if table.grid.sheet is not None else ():
        if area.top <= place <= area.bottom and area.left <= col <= area.right:
            return table.text(area.top, area.left)
    return text_of(table.cell(place, col))


def _tell_collisions(reading: _Pass, rows: Mapping[int, MeasureRow]) -> None:
    """Numbers that Excel keeps as decimal numbers: 1.1 twice may be 1.1 and 1.10. The doubling itself is an error already."""
    col = reading.columns.get("measure")
    if col is None:
        return
    again = {number for number, times in Counter(row.measure for row in rows.values()).items() if times > 1}
    for place, row in rows.items():
        if row.measure in again and content_of(reading.table.cell(place, col)).number is not None:
            advice = f"Excel unterscheidet {row.measure} und {row.measure}0 nicht. Bitte die Spalte als Text formatieren."
            reading.findings.error("E361", row.measure, "eine Nummer als Text, zum Beispiel 1.10", advice, reading.at(place, "measure"))


def _say_left_out(reading: _Pass) -> None:
    for why, count in reading.left_out.items():
        found = f"{count} Zeilen ausgelassen: {why}" if count > 1 else f"1 Zeile ausgelassen: {why}"
        reading.findings.hint("H458", found, "so in der Zuordnung festgelegt", "Bitte nur bestätigen, wenn dort keine Maßnahme steht.")
    if reading.mapping.numbers is NumbersFrom.CONSECUTIVE:
        advice = (
            "Die Nummern hängen an der Reihenfolge. Bitte in der nächsten Ausgabe keine Zeile einfügen, besser eine Nummernspalte anlegen."
        )
        reading.findings.hint("H459", "Nummern fortlaufend vergeben", "eine Spalte mit Nummern", advice)
    hidden = reading.table.grid.hidden_rows if reading.table.grid.sheet is not None else frozenset()
    if count := sum(reading.table.number(place) in hidden for place in reading.table.places):
        advice = "Verborgene oder weggefilterte Zeilen werden mitgelesen. Bitte prüfen, ob sie dazugehören."
        reading.findings.hint("H458", f"{count} verborgene Zeilen", "nur sichtbare Zeilen", advice)
