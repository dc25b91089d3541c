"""What a list of measures does not say: one question each, with the answers that are possible."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from domain.measure_lists import (
    BY_KEY,
    Asked,
    FieldFrom,
    ListChoices,
    ListColumn,
    ListContext,
    ListMapping,
    ListOption,
    ListQuestion,
    ListWord,
    NumbersFrom,
)
from domain.periods import half_years
from loaders.measure_list.words import state_options

_NO_COLUMN = ListOption("0", "nicht mehr übernehmen")
_NEEDED = ("title", "state")


class Drafted(Protocol):
    """What is decided so far."""

    @property
    def columns(self) -> tuple[ListColumn, ...]: ...
    @property
    def mapping(self) -> ListMapping: ...
    @property
    def period(self) -> str: ...
    @property
    def choices(self) -> ListChoices: ...
    @property
    def numbered_titles(self) -> bool: ...


def questions_of(
    draft: Drafted, states: Sequence[ListWord], fields: Sequence[ListWord], context: ListContext, remembered: ListMapping | None
) -> tuple[ListQuestion, ...]:
    """Everything open, what the others hang on first."""
    return (
        *_columns(draft, remembered),
        *_numbers(draft),
        *_field(draft, context),
        *_period(draft, context),
        *_state_words(states),
        *_field_words(fields, context),
    )


def _columns(draft: Drafted, remembered: ListMapping | None) -> Iterator[ListQuestion]:
    """Columns that are needed, and those of a known list that are gone."""
    heads = {each.heading for each in draft.columns}
    decided = {*draft.choices.columns.values(), *draft.choices.dropped}
    for key, head in (remembered.columns if remembered else {}).items():
        if head not in heads and key not in decided:
            new = [each for each in draft.columns if remembered and each.heading not in remembered.heads]
            offered = sorted(new, key=lambda each: each.attribute != key)
            text = f"Die Spalte „{head}“ fehlt. Welche ist jetzt: {BY_KEY[key].name}?"
            because = f"Neu sind: {', '.join(f'„{each.heading}“' for each in new)}." if new else "Neue Spalten gibt es nicht."
            options = (*_options(offered), *(() if key in _NEEDED else (_NO_COLUMN,)))
            yield ListQuestion(Asked.COLUMN, key, text, because, options)
    asked = set(remembered.columns) if remembered else set()
    for key in _NEEDED:
        if key not in draft.mapping.columns and (key not in asked or key in decided):
            because = "Kein Kopf heißt so, wie der Monitor es kennt." if key == "title" else "Kein Kopf und keine Spalte sieht danach aus."
            yield ListQuestion(Asked.COLUMN, key, f"In welcher Spalte steht: {BY_KEY[key].name}?", because, _options(draft.columns))


def _options(columns: Sequence[ListColumn]) -> tuple[ListOption, ...]:
    return tuple(ListOption(str(each.col), each.heading) for each in columns)


def _numbers(draft: Drafted) -> Iterator[ListQuestion]:
    if "measure" in draft.mapping.columns or draft.mapping.numbers is not NumbersFrom.COLUMN:
        return
    sources = [NumbersFrom.CONSECUTIVE, *([NumbersFrom.TITLE] if draft.numbered_titles else [])]
    because = "Ohne Nummer lässt sich eine Maßnahme beim nächsten Mal nicht wiederfinden."
    made = tuple(ListOption(source.value, source.label) for source in reversed(sources))
    options = (*made, *_options([each for each in draft.columns if each.attribute != "title"]))
    yield ListQuestion(Asked.NUMBERS, "measure", "Wo steht die Nummer der Maßnahme?", because, options)


def _field(draft: Drafted, context: ListContext) -> Iterator[ListQuestion]:
    if draft.mapping.field_from is not FieldFrom.FIXED or draft.mapping.fixed_field in context.fields:
        return
    free = [each for each in draft.columns if each.attribute in ("", "field")]
    tops = (ListOption(FieldFrom.TOP.value, "steht in der obersten Gliederungszeile"),) if "measure" in draft.mapping.columns else ()
    fixed = tuple(ListOption(f"{FieldFrom.FIXED.value}:{key}", f"alle: {name}") for key, name in context.fields.items())
    in_column = tuple(ListOption(str(each.col), f"in der Spalte „{each.heading}“") for each in free)
    because = "Jede Maßnahme zählt in genau einem Handlungsfeld."
    yield ListQuestion(Asked.FIELD_FROM, "field", "Zu welchem Handlungsfeld gehören die Maßnahmen?", because, (*fixed, *tops, *in_column))


def _period(draft: Drafted, context: ListContext) -> Iterator[ListQuestion]:
    if draft.period:
        return
    because = "Weder der Dateiname noch das Blatt noch eine Zelle über dem Kopf nennt es eindeutig."
    options = tuple(ListOption(each.text, each.label) for each in (half_years(context.today) if context.today else ()))
    yield ListQuestion(Asked.PERIOD, "period", "Über welches Halbjahr berichtet die Liste?", because, options)


def _state_words(states: Sequence[ListWord]) -> Iterator[ListQuestion]:
    for each in (each for each in states if each.open):
        rows = "1 Zeile" if each.count == 1 else f"{each.count} Zeilen"
        what = f"Was bedeutet „{each.word}“ für den Umsetzungsstand?" if each.word else "Was gilt für Zeilen ohne Umsetzungsstand?"
        such = f" So steht es bei {' und '.join(f'„{title}“' for title in each.examples)}." if each.examples else ""
        yield ListQuestion(Asked.STATE, each.word, what, f"{rows}: {each.because}.{such}", state_options(each.word))


def _field_words(fields: Sequence[ListWord], context: ListContext) -> Iterator[ListQuestion]:
    options = tuple(ListOption(key, name) for key, name in context.fields.items())
    for each in (each for each in fields if each.open):
        rows = "1 Zeile" if each.count == 1 else f"{each.count} Zeilen"
        what = f"Zu welchem Handlungsfeld gehört „{each.word}“?" if each.word else "Zu welchem Handlungsfeld gehören Zeilen ohne Angabe?"
        yield ListQuestion(Asked.FIELD_WORD, each.word, what, f"{rows}: {each.because}.", options)
