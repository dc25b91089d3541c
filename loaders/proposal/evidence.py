"""What speaks for a draft, in German sentences, and what it leaves open."""

from collections.abc import Iterable
from dataclasses import replace

from domain.areas import Area
from domain.proposals import Answer, AreaSource, Choices, Evidence, ProposedColumn, Question
from loaders.proposal.area_rules import GERMANY
from loaders.proposal.draft import Draft
from loaders.proposal.places import municipality
from loaders.proposal.roles import BESIDE
from loaders.symbols import symbol_profiles

_EXAMPLES = 4
_ODD_SHOWN = 6


def evidence_of(draft: Draft) -> tuple[Evidence, ...]:
    """Every decision of the draft with what speaks for it."""
    return tuple(_evidence(draft))


def _evidence(draft: Draft) -> Iterable[Evidence]:
    table, region = draft.table, draft.table.region
    if draft.chosen.sheet is not None:
        yield Evidence("Blatt", ", ".join(f"„{sheet}“" for sheet in draft.chosen.family), draft.chosen.because)
    first = table.grid.numbers[region.first - 1]
    if region.header:
        rows = "–".join(dict.fromkeys(str(table.grid.numbers[row - 1]) for row in (region.header[0], region.header[-1])))
        numbering = f"; Zeile {table.grid.numbers[region.numbering - 1]} zählt nur die Spalten" if region.numbering else ""
        yield Evidence(
            "Kopfzeilen", rows, f"darunter beginnen in Zeile {first} die Zahlen{numbering}", (_row_name(draft, region.header[0]),)
        )
    else:
        yield Evidence("Kopfzeilen", "keine", f"schon Zeile {first} enthält Zahlen; die Spalten haben keine Überschriften", sure=False)
    last = table.grid.numbers[region.last - 1]
    yield Evidence(
        "Datenzeilen",
        f"{first}–{last}",
        f"{region.size} Zeilen mit Werten",
        (_row_name(draft, region.first), _row_name(draft, region.last)),
    )
    if draft.timing:
        yield Evidence(f"Zeit {draft.timing.source.label}", draft.timing.value, draft.timing.because, draft.timing.cells, draft.timing.sure)
    if beside := [draft.table.column(col).own for col, each in draft.roles.items() if each.because == BESIDE]:
        names = ", ".join(f"„{name}“" for name in beside if name)
        yield Evidence("Tabelle daneben", names, "ihre Zeilen sind andere; bitte als eigene Datei einspielen", sure=False)
    placing = draft.placing
    yield Evidence(
        f"Gebiet {placing.source.label}",
        "noch offen" if placing.asked else placing.value,
        placing.because,
        placing.cells,
        not placing.asked,
    )
    if placing.left_out:
        names = ", ".join(f"„{name}“" for name in placing.left_out[:4])
        yield Evidence("Nicht geladene Zeilen", names, "diese Namen sind kein Gebiet; ihre Zeilen bleiben weg", sure=False)
    if unread := draft.notes.get("unread"):
        yield Evidence("Nicht gelesen", ", ".join(unread[:6]), "die Datei enthält mehr, als diese Beschreibung liest", sure=False)
    yield Evidence("Zahlen", _marks(draft), draft.writing.because, sure=not draft.writing.open)
    yield Evidence("Zeichen", f"Profil „{draft.layout.symbols}“", draft.symbols.because, sure=not draft.symbols.unknown)
    if "-" in draft.symbols.seen or "–" in draft.symbols.seen:
        yield Evidence("Strich", _DASHES[draft.layout.dash], draft.notes["dash"][0])


_DASHES = {"zero": "null", "absent": "nicht vorhanden", "zero_beside_numbers": "null, wo daneben Zahlen stehen"}


def _marks(draft: Draft) -> str:
    thousands = f", Tausender „{draft.writing.thousands}“" if draft.writing.thousands else ""
    return f"Dezimalzeichen „{draft.writing.decimal}“{thousands}"


def _row_name(draft: Draft, row: int) -> str:
    cells = [col for col, cell in enumerate(draft.table.grid.rows[row - 1], 1) if cell != ""]
    return draft.table.cell(row, cells[0] if cells else 1)


def proposed_columns(draft: Draft) -> tuple[ProposedColumn, ...]:
    """Every column with its role and what it means."""
    by_col = {meaning.col: meaning for meaning in draft.meanings}
    units = {entry.heading: entry.unit for entry in draft.layout.blocks[0].values}
    found = []
    for column in draft.table.columns:
        each, meaning = draft.roles[column.col], by_col.get(column.col)
        rule = draft.labels.get(column.col)
        because = f"{each.because}; Einheit: {meaning.because}" if meaning and meaning.because else each.because
        found.append(
            ProposedColumn(
                column.col, column.title, each.role, because,
                meaning.series if meaning else "", (units.get(column.heading) or meaning.unit) if meaning else "",
                ", ".join(meaning.groups.values()) if meaning else "", rule.dimension if rule else "", column.words[:_EXAMPLES],
            )
        )  # fmt: skip
    return tuple(found)


def decided(draft: Draft, choices: Choices) -> Choices:
    """The choices with everything filled in that the draft decided."""
    region, layout, timing, placing = draft.table.region, draft.layout, draft.timing, draft.placing
    area = placing.rule.fixed and Area(placing.rule.fixed.key, placing.rule.fixed.name)
    if placing.source is AreaSource.PARTS:
        area = Area(placing.rule.within, placing.value.removeprefix("Teile von "))
    return replace(
        choices,
        sheets=draft.chosen.family if draft.chosen.sheet is not None else None,
        header=tuple(draft.table.grid.numbers[row - 1] for row in region.header),
        first=draft.table.grid.numbers[region.first - 1],
        last=draft.table.grid.numbers[region.last - 1],
        columns={col: each.role for col, each in draft.roles.items()},
        dimensions={col: rule.dimension for col, rule in draft.labels.items() if col > 0},
        series={meaning.col: meaning.series for meaning in draft.meanings},
        units={meaning.col: meaning.unit for meaning in draft.meanings},
        period_from=timing.source if timing else None,
        period_kind=timing.rule.kind if timing else None,
        period=timing.rule.fixed or None if timing else None,
        area_from=placing.source,
        area=area or None,
        decimal=layout.file.decimal,
        thousands=layout.file.thousands,
        symbols=layout.symbols,
        dash=layout.dash,
        title=layout.title,
        publisher=layout.publisher,
        table=layout.table,
        licence=layout.licence,
        url=layout.url,
        min_cases=layout.min_cases,
    )


def questions_of(draft: Draft, choices: Choices) -> tuple[Question, ...]:
    """What the file does not say, with the possible answers."""
    return tuple(_questions(draft, choices))


def _questions(draft: Draft, choices: Choices) -> Iterable[Question]:
    if draft.timing is None:
        yield Question("period", "Für welche Zeit gelten die Werte?", "Weder Spalten noch Kopf, Titel oder Namen nennen eine Zeit.")
    elif draft.timing.source.value == "file" and choices.period_from is None:
        answer = Answer(f"Ja, {draft.timing.value}", replace(choices, period_from=draft.timing.source))
        yield Question("period", f"Gelten die Werte für {draft.timing.value}?", "Nur der Name der Datei nennt ein Jahr.", (answer,))
    if draft.placing.asked == "fixed":
        yield Question("area", "Für welches Gebiet gelten die Werte?", _sentence(draft.placing.because), _areas(draft, choices))
    elif draft.placing.asked == "within":
        homes = [whole for whole in [choices.home and municipality(choices.home)] if whole]
        answers = tuple(Answer(f"Teile von {one.name}", replace(choices, area_from=AreaSource.PARTS, area=one)) for one in homes)
        yield Question("area", "Zu welcher Gemeinde gehören diese Gebiete?", _sentence(draft.placing.because), answers)
    if draft.writing.open:
        text = draft.writing.open
        answers = (
            Answer(f"{text} sind {text.replace('.', '')} (Punkt trennt Tausender)", replace(choices, decimal=",", thousands=".")),
            Answer(f"{text} sind {text.replace('.', ',')} (Punkt statt Komma)", replace(choices, decimal=".", thousands="")),
        )
        yield Question("decimal", f"Was bedeutet „{text}“?", "Beides kommt vor, und keine andere Zelle entscheidet es.", answers)
    if draft.symbols.unknown and choices.symbols is None:
        shown = ", ".join(f"„{text}“" for text in draft.symbols.unknown[:_ODD_SHOWN])
        yield Question(
            "symbols",
            f"Was bedeuten diese Angaben bei den Werten: {shown}?",
            "Kein Zeichenprofil kennt sie alle.",
            _profiles(draft, choices),
        )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _areas(draft: Draft, choices: Choices) -> tuple[Answer, ...]:
    offered = draft.placing.offered or (choices.home, GERMANY)
    return tuple(
        Answer(f"{area.name} ({area.key})" if draft.placing.offered else area.name, replace(choices, area_from=AreaSource.FIXED, area=area))
        for area in dict.fromkeys(filter(None, offered))
    )


def _profiles(draft: Draft, choices: Choices) -> tuple[Answer, ...]:
    return tuple(Answer(f"Profil „{name}“", replace(choices, symbols=name)) for name in symbol_profiles() if name != draft.symbols.profile)
