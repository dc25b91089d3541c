"""Proposes how a list of measures is read: evidence for each decision, questions for what it does not say, the rows that result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from domain.measure_lists import (
    BY_KEY,
    LEVEL,
    PREFIX,
    FieldFrom,
    Headings,
    ListChoices,
    ListColumn,
    ListContext,
    ListMapping,
    ListProposal,
    NumbersFrom,
    PeriodFrom,
)
from domain.periods import Period
from domain.proposals import CellRole, Evidence, SheetView, ViewRow
from loaders.grid import Grid, text_of
from loaders.measure_list.columns import by_attribute, is_state_word, looks_like_states, proposed_columns
from loaders.measure_list.half_years import proposed_period, stated_period
from loaders.measure_list.known import ALIKE, Sheets, known_lists, share_of, table_of
from loaders.measure_list.outline import Outline
from loaders.measure_list.questions import questions_of
from loaders.measure_list.reading import NUMBERED_TITLE, offices, read_list, state_word
from loaders.measure_list.tables import ListTable, head_row, known_heads
from loaders.measure_list.words import field_words, state_words

_VIEW_ROWS, _VIEW_COLUMNS = 40, 60
_FEW = 20
"""Rows of a proposal's view that are shown below the head."""


def looks_like_list(path: Path, name: str, folders: Sequence[Path] = ()) -> str:
    """What speaks for the file being a list of measures, in German; empty where nothing does. A list remembered in ``folders`` is named
    where most of its columns are there."""
    sheets = Sheets(path, name)
    known = known_lists(folders).values()
    if near := max(known, key=lambda each: share_of(sheets, each), default=None):
        table = table_of(sheets, near)
        missing = [head for head in near.columns.values() if head not in table.heads.values()] if table else []
        if missing:
            return f"„{near.title}“ mit anderen Köpfen; es fehlen die Spalten {', '.join(f'„{head}“' for head in missing)}"
    return next((found for sheet in sheets.names if (found := _evidence_in(sheets.probe(sheet)))), "")


def _evidence_in(grid: Grid) -> str:
    """A title, a state with known words, and at least one more head of a measure."""
    head = head_row(grid)
    if not head:
        return ""
    table, known = ListTable(grid, head), known_heads(grid, head)
    found = by_attribute(proposed_columns(table, ListChoices(), None))
    states = found.get("state")
    words = {text for text in table.texts(states) if is_state_word(text)} if states else set()
    if "title" not in known or not words or len(known - {"level"}) < 3:
        return ""
    heads = ", ".join(f"„{table.heads[found[key]]}“" for key in BY_KEY if key in found and key in known | {"state"})
    stated = ", ".join(f"„{word}“" for word in sorted(words)[:3])
    return f"Spalten {heads}; Stände wie {stated}"


def propose_list(path: Path, name: str, choices: ListChoices, context: ListContext) -> ListProposal:
    """The proposal for a file; raises Unreadable for one that cannot be opened."""
    sheets = Sheets(path, name)
    old = _remembered(sheets, choices, context)
    table = _table(sheets, choices, old)
    draft = _Draft.of(table, name, choices, context, old)
    columns, mapping = draft.columns, draft.mapping
    at = by_attribute(columns)
    outline = Outline.of(table, at.get("measure"), at.get("title"))
    states = state_words(table, mapping, at, outline, _chosen_states(choices, old), context)
    mapping = replace(mapping, states={**_kept_states(old), **{each.word: each.meaning for each in states if each.meaning}})
    fields = (
        ()
        if mapping.field_from is FieldFrom.FIXED
        else field_words(table, mapping, at, outline, _chosen_fields(choices, context, old), context)
    )
    mapping = replace(mapping, fields={**_kept_fields(old), **{each.word: each.meaning for each in fields if each.meaning}})
    questions = questions_of(draft, states, fields, context, old)
    reading = read_list(table, name, mapping, draft.period)
    return ListProposal(
        name=name,
        looks_like=_evidence_in(table.grid),
        choices=choices,
        mapping=mapping,
        period=draft.period,
        columns=columns,
        states=states,
        field_words=fields,
        level_words=_levels(table, at),
        questions=questions if table.head else (),
        evidence=_evidence(table, draft, outline, at, context.fields) if table.head else (),
        view=_view(table, set(at.values())),
        sheets=tuple(sheet for sheet in sheets.names if sheet is not None),
        head=table.number(table.head) if table.head else 0,
        rows=reading.rows or () if draft.period else (),
        findings=reading.findings,
        remembered=old,
        shared_leads=_shared_leads(table, at),
    )


def _shared_leads(table: ListTable, at: Mapping[str, int]) -> int:
    """How many cells of the lead name several organisations."""
    return sum(len(offices(text)) > 1 for text in table.texts(at["lead"])) if "lead" in at else 0


def _remembered(sheets: Sheets, choices: ListChoices, context: ListContext) -> ListMapping | None:
    """The known list that was chosen, else the one most of whose heads the file has; None for a new one."""
    if choices.of is not None:
        return next((each for each in context.known if each.id == choices.of), None)
    alike = {each.id: share_of(sheets, each) for each in context.known}
    return max((each for each in context.known if alike[each.id] >= ALIKE), key=lambda each: alike[each.id], default=None)


def _table(sheets: Sheets, choices: ListChoices, remembered: ListMapping | None) -> ListTable:
    """The table chosen, else the remembered one, else the first that looks like a list, else the first with a head."""
    wanted: tuple[str | None, ...] = (choices.sheet,) if choices.sheet in sheets.names and choices.sheet else sheets.names
    if remembered is not None and not choices.sheet and not choices.head and (table := table_of(sheets, remembered)):
        return table
    likely = [sheet for sheet in wanted if _evidence_in(sheets.probe(sheet))]
    headed = [sheet for sheet in wanted if head_row(sheets.probe(sheet))]
    sheet = next(iter((*likely, *headed, *wanted)))
    grid = sheets.grid(sheet)
    if choices.head:
        place = next((place for place, number in enumerate(grid.numbers, 1) if number == choices.head), 0)
        return ListTable(grid, place)
    return ListTable(grid, head_row(grid))


@dataclass(frozen=True)
class _Draft:
    """Columns, mapping without its words, and the half-year with what speaks for it."""

    columns: tuple[ListColumn, ...]
    mapping: ListMapping
    period: str
    period_place: str
    choices: ListChoices
    numbered_titles: bool

    @classmethod
    def of(cls, table: ListTable, name: str, choices: ListChoices, context: ListContext, old: ListMapping | None) -> "_Draft":
        """What the choices, the remembered list and the file say."""
        columns = proposed_columns(table, choices, old)
        at = {each.attribute: each for each in columns if each.attribute}
        title = choices.title or (old.title if old else _title(name))
        source, period, place = _period(table, name, choices, old)
        field_from, fixed = _field_source(at, choices, old, context)
        mapping = ListMapping(
            id=old.id if old else _id(title),
            title=title,
            concept=context.concept,
            municipality=context.municipality,
            columns={key: at[key].heading for key in BY_KEY if key in at},
            heads=tuple(table.heads.values()),
            states={},
            sheet=table.grid.sheet or "",
            field_from=field_from,
            fixed_field=fixed,
            lead=choices.lead if choices.lead is not None else (old.lead if old else ""),
            first_leads=bool(old.first_leads if choices.first_leads is None and old else choices.first_leads),
            period_from=source,
            numbers=_numbers(at, choices, old),
            headings=choices.headings or (old.headings if old else _proposed_headings(table, at)),
            levels=choices.levels if choices.levels is not None else (old.levels if old else ()),
        )
        return cls(columns, mapping, period, place, choices, _titles_are_numbered(table, at))


def _numbers(at: Mapping[str, ListColumn], choices: ListChoices, old: ListMapping | None) -> NumbersFrom:
    if choices.numbers is not None and choices.numbers is not NumbersFrom.COLUMN:
        return choices.numbers
    return NumbersFrom.COLUMN if "measure" in at or old is None else old.numbers


def _titles_are_numbered(table: ListTable, at: Mapping[str, ListColumn]) -> bool:
    titles = list(table.texts(at["title"].col)) if "title" in at else []
    return bool(titles) and sum(NUMBERED_TITLE.fullmatch(title) is not None for title in titles) >= len(titles) / 2


def _title(name: str) -> str:
    from loaders.proposal.words import slug

    words = [word for word in PurePath(name).stem.replace("_", " ").split() if not any(map(str.isdigit, word))]
    return " ".join(words) if slug(" ".join(words)) else "Maßnahmenliste"


def _id(title: str) -> str:
    from loaders.proposal.words import slug

    return PREFIX + (slug(title) or "liste")


def _period(table: ListTable, name: str, choices: ListChoices, old: ListMapping | None) -> tuple[PeriodFrom, str, str]:
    """Where the half-year stands, which it is, and what speaks for it. Chosen for this delivery: asked again at the next."""
    if choices.period:
        source = old.period_from if old else PeriodFrom.ASK
        said, place = proposed_period(table, name)[1:]
        return (
            (proposed_period(table, name)[0], choices.period, place) if said == choices.period else (source, choices.period, "so gewählt")
        )
    if old is not None and old.period_from is not PeriodFrom.ASK:
        period, place = stated_period(table, name, old.period_from)
        return (old.period_from, period, place) if period else proposed_period(table, name)
    return proposed_period(table, name)


def _field_source(
    at: Mapping[str, ListColumn], choices: ListChoices, old: ListMapping | None, context: ListContext
) -> tuple[FieldFrom, str]:
    """Where the action field stands, and the one field where it is fixed; empty while nobody has said."""
    if choices.field_from is not None:
        return choices.field_from, choices.fixed_field or ""
    if old is not None:
        return old.field_from, old.fixed_field
    if "field" in at:
        return FieldFrom.COLUMN, ""
    only = list(context.fields)
    return FieldFrom.FIXED, only[0] if len(only) == 1 else ""


def _proposed_headings(table: ListTable, at: Mapping[str, ListColumn]) -> Headings:
    """Rows without a state above others are headings, where the list has such rows."""
    columns = {key: each.col for key, each in at.items()}
    outline = Outline.of(table, columns.get("measure"), columns.get("title"))
    silent = [place for place in table.places if not state_word(table, place, columns.get("state"))]
    return Headings.SUBPOINTS if any(map(outline.has_subpoints, silent)) and "state" in columns else Headings.TAKE


def _chosen_states(choices: ListChoices, old: ListMapping | None) -> Mapping[str, str]:
    return {**_kept_states(old), **choices.states}


def _kept_states(old: ListMapping | None) -> Mapping[str, str]:
    return old.states if old else {}


def _chosen_fields(choices: ListChoices, context: ListContext, old: ListMapping | None) -> Mapping[str, str]:
    kept = {word: field_id for word, field_id in _kept_fields(old).items() if field_id in context.fields}
    return {**kept, **choices.fields}


def _kept_fields(old: ListMapping | None) -> Mapping[str, str]:
    return old.fields if old else {}


def _levels(table: ListTable, at: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(set(table.texts(at[LEVEL])))) if LEVEL in at else ()


def _evidence(table: ListTable, draft: _Draft, outline: Outline, at: Mapping[str, int], fields: Mapping[str, str]) -> tuple[Evidence, ...]:
    mapping, row = draft.mapping, table.number(table.head)
    known = sum(bool(each.attribute) for each in draft.columns)
    found = [
        Evidence("Kopf", f"Zeile {row}", f"{known} von {len(draft.columns)} Spalten sind zugeordnet", sure=known > 0),
        Evidence("Zeilen", str(len(table.places)), "gefüllte Zeilen unter dem Kopf"),
    ]
    if draft.period:
        found.append(Evidence("Halbjahr", Period(draft.period).label, draft.period_place))
    if mapping.field_from is not FieldFrom.FIXED or mapping.fixed_field:
        field = fields.get(mapping.fixed_field, mapping.fixed_field) if mapping.field_from is FieldFrom.FIXED else mapping.field_from.label
        found.append(Evidence("Handlungsfeld", field, mapping.field_from.label))
    if mapping.lead and "lead" not in at:
        found.append(Evidence("Federführung", mapping.lead, "für alle Maßnahmen so gewählt"))
    if shared := _shared_leads(table, at):
        said = f"in {shared} Zellen stehen mehrere Stellen, getrennt durch / oder ;"
        found.append(Evidence("Federführung", "die erste Stelle führt" if mapping.first_leads else "als ein Name", said, sure=False))
    if "measure" not in at:
        found.append(Evidence("Nummern", mapping.numbers.label, "keine Spalte ist als Nummer zugeordnet", sure=False))
    silent = sum(not state_word(table, place, at.get("state")) for place in table.places)
    if silent and "state" in at:
        above = sum(not state_word(table, place, at["state"]) and outline.has_subpoints(place) for place in table.places)
        said = f"{silent} Zeilen ohne Stand, unter {above} davon stehen Unterpunkte"
        found.append(Evidence("Gliederungszeilen", mapping.headings.label, said, sure=False))
    if "state" in at and looks_like_states(table, at["state"]):
        found.append(Evidence("Stand", f"Spalte „{table.heads[at['state']]}“", "die meisten Einträge sind bekannte Worte für einen Stand"))
    return tuple(found)


def _view(table: ListTable, taken: set[int]) -> SheetView:
    """The start of the sheet down to some rows below the head."""
    last = min(len(table.grid.rows), max(_VIEW_ROWS, table.head + _FEW))
    rows = []
    for place, (number, row) in enumerate(zip(table.grid.numbers[:last], table.grid.rows[:last], strict=True), 1):
        texts = tuple(text_of(cell) for cell in row[:_VIEW_COLUMNS])
        roles = tuple(_role(table, taken, place, col, text) for col, text in enumerate(texts, 1))
        rows.append(ViewRow(number, texts, roles))
    width = max(map(len, table.grid.rows), default=0)
    return SheetView(table.grid.sheet, tuple(rows), len(table.grid.rows) - len(rows), max(0, width - _VIEW_COLUMNS))


def _role(table: ListTable, taken: set[int], place: int, col: int, text: str) -> CellRole:
    if not text:
        return CellRole.EMPTY
    if place <= table.head:
        return CellRole.HEADING if place == table.head else CellRole.NOTE
    return CellRole.LABEL if col in taken else CellRole.SKIPPED
