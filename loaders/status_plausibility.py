"""What in a report can be read but hardly be true: numbers against states, dates against each other, sums against totals."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from domain.measures import MeasureRow, MeasureState, ResourceKind
from domain.periods import Period
from domain.status_words import SheetWords
from loaders.status_cells import Remark, error, euro, hint
from loaders.wording import plain

MOST_SENTENCES = 3
_ROUNDED = 1.0  # euro by which a sum may miss its total
_WORDS = (
    *("bzw", "ca", "etc", "evtl", "ggf", "inkl", "lfd", "max", "mind", "rd", "usw", "vgl", "zzgl", "Abs", "Art", "Bd", "Dr", "Prof", "St"),
    *("Nr", "Str", "Std", "Mio", "Tsd", "Jan", "Feb", "Mär", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Okt", "Nov", "Dez"),
)
_LETTERS = "z\\. ?B|d\\. ?h|u\\. ?a|o\\. ?ä|i\\. ?d\\. ?R|v\\. ?a|s\\. ?o|s\\. ?u"
_ABBREVIATED = re.compile(rf"\b(?:{_LETTERS}|{'|'.join(_WORDS)})\.")
Hint = tuple[str, Remark, str]
"""Attribute, what is to be said, what was found. Attributes of items are called ``milestones.0.due``."""


def within_row(row: MeasureRow, words: SheetWords) -> Iterator[Hint]:
    """Hints on one measure. Only what the file speaks of is looked at."""
    yield from _progress(row, words)
    yield from _dates(row, words)
    yield from _term(row, words)
    yield from _milestones(row)
    yield from _sums(row)
    if "lead" in row.given and not row.lead:
        yield "lead", hint("H474", "eine federführende Stelle", "Bitte ergänzen."), "leer"
    if (number := sentences(row.status_text)) > MOST_SENTENCES:
        remark = hint(
            "H480", f"höchstens {MOST_SENTENCES} Sätze", "Bitte kürzen; Einzelheiten gehören in „Nächste Schritte“ oder in Meilensteine."
        )
        yield "status_text", remark, f"{number} Sätze"


def _progress(row: MeasureRow, words: SheetWords) -> Iterator[Hint]:
    completed, permanent = (words.label(state) for state in (MeasureState.COMPLETED, MeasureState.PERMANENT))
    if row.state is MeasureState.COMPLETED and row.progress is not None and row.progress < 100:
        remark = hint("H470", f"100 % bei „{completed}“", "Bitte Status oder Umsetzungsgrad prüfen.")
        yield "progress", remark, f"{row.progress:g} %".replace(".", ",")
    if row.progress == 100 and row.state not in (MeasureState.COMPLETED, MeasureState.PERMANENT):
        remark = hint("H471", f"„{completed}“ oder „{permanent}“ bei 100 %", "Bitte Status oder Umsetzungsgrad prüfen.")
        yield "state", remark, words.label(row.state)


def _dates(row: MeasureRow, words: SheetWords) -> Iterator[Hint]:
    for start, end in (("planned_start", "planned_end"), ("actual_start", "actual_end")):
        first, last = getattr(row, start), getattr(row, end)
        if first and last and last < first:
            yield end, hint("H472", f"ein Ende nach dem Start am {first:%d.%m.%Y}", "Bitte beide Daten prüfen."), f"{last:%d.%m.%Y}"
    if row.state.open and row.planned_end and row.planned_end < (stand := _stand(row)):
        advice = "Bitte das geplante Ende anpassen oder begründen; der Monitor zeigt die Maßnahme als verzögert."
        found = f"{row.planned_end:%d.%m.%Y}, {words.label(row.state)}"
        yield "planned_end", hint("H473", f"ein Ende nach dem {stand:%d.%m.%Y}", advice), found


def _term(row: MeasureRow, words: SheetWords) -> Iterator[Hint]:
    """„kurzfristig“ means certain years in this concept."""
    horizon = next((each for each in words.horizons if plain(each.term) == plain(row.term)), None)
    if horizon is None or row.planned_end is None or horizon.first_year <= row.planned_end.year <= horizon.last_year:
        return
    years = f"{horizon.first_year} bis {horizon.last_year}"
    remark = hint("H481", f"ein geplantes Ende von {years}, wie „{row.term}“ hier heißt", "Bitte Zeithorizont oder geplantes Ende prüfen.")
    yield "planned_end", remark, f"{row.planned_end:%d.%m.%Y}, {row.term}"


def _milestones(row: MeasureRow) -> Iterator[Hint]:
    for place, each in enumerate(row.milestones):
        if each.due and row.planned_end and each.due > row.planned_end:
            expected = f"ein Termin bis zum geplanten Ende am {row.planned_end:%d.%m.%Y}"
            remark = hint("H482", expected, "Bitte den Meilenstein oder das geplante Ende prüfen.")
            yield f"milestones.{place}.due", remark, f"{each.text}: {each.due:%d.%m.%Y}"
        if each.done and each.done > (stand := _stand(row)):
            remark = hint("H482", f"ein Tag bis zum {stand:%d.%m.%Y}", "„Erreicht am“ liegt nach der Meldung. Bitte prüfen.")
            yield f"milestones.{place}.done", remark, f"{each.text}: {each.done:%d.%m.%Y}"


def _sums(row: MeasureRow) -> Iterator[Hint]:
    """Money by year and source against the totals, where both are said."""
    money = [each for each in row.resources if each.kind is ResourceKind.MONEY]
    for total, name, parts in (
        ("cost_planned", "Kosten geplant", [each.planned for each in money]),
        ("cost_actual", "Kosten tatsächlich", [each.actual for each in money]),
    ):
        said, known = getattr(row, total), [part for part in parts if part is not None]
        if said is not None and known and abs(sum(known) - said) >= _ROUNDED:
            remark = hint(
                "H483", f"{euro(sum(known))} wie die Summe im Blatt „Mittel“", f"Bitte „{name}“ oder die Jahre im Blatt „Mittel“ prüfen."
            )
            yield total, remark, euro(said)
    for place, each in enumerate(row.resources):
        if each.funded_from and each.funded_until and each.funded_until < each.funded_from:
            expected = f"ein Ende nach dem Anfang am {each.funded_from:%d.%m.%Y}"
            yield (
                f"resources.{place}.funded_until",
                hint("H472", expected, "Bitte beide Daten der Förderung prüfen."),
                f"{each.funded_until:%d.%m.%Y}",
            )


def sentences(text: str) -> int:
    """How many sentences a text has; abbreviations, dates and numbers end none."""
    bare = re.sub(r"(?<=\d)\.(?=\s?\d)", "", _ABBREVIATED.sub("", text))
    bare = re.sub(r"\b\d{1,2}\.(?=\s)", "", bare)  # the 3. quarter, on the 12. of May
    return len([part for part in re.split(r"[.!?…]+(?:\s|$)|\n+", bare) if re.search(r"\w", part)])


def _stand(row: MeasureRow) -> date:
    """The day the report speaks of: when it was made, at the latest the end of its half-year."""
    if row.reported_on:
        return row.reported_on
    return Period(row.period or "1990-H1").end


def between_rows(rows: Mapping[int, MeasureRow]) -> Iterator[tuple[str, int, Remark, str]]:
    """Doubled numbers as (attribute, row, remark, what was found). 1.1 beside 1.10 is no doubling: both are text."""
    first_row: dict[str, int] = {}
    for number, row in rows.items():
        if row.measure in first_row:
            yield "measure", number, doubled(rows[first_row[row.measure]].cell), row.measure
        first_row.setdefault(row.measure, number)


def doubled(cell: str) -> Remark:
    """For a number that stands in another cell already."""
    advice = f"Die Nummer steht schon in {cell}. Bitte eine der Zeilen berichtigen oder löschen."
    return error("E363", "jede Nummer nur einmal", advice)
