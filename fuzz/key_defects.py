"""Defects of what says what a figure is: headings, units, years, area keys, names and words."""

from dataclasses import replace
from random import Random

from fuzz.defects import FOOTNOTES, Defect, Maker, changed
from fuzz.places import Damage, Spot
from fuzz.sources import Source
from fuzz.tables import Cell, Place, Sheet

_UNITS = (("Anzahl", "Prozent"), ("Prozent", "Anzahl"), ("%", "Anzahl"), ("in %", "Anzahl"), ("Personen", "Prozent"), ("Quote", "Anzahl"))
_OTHER_WORDS = ("Insgesamt (neu)", "Sonstige", "Umbenannt", "Spalte 7")


def _pick(random: Random, source: Source, *roles: str) -> tuple[int, Place, str] | None:
    found = [(number, place, role) for number, place, role in source.keys if role in roles]
    return random.choice(found) if found else None


def _key_changed(source: Source, number: int, place: Place, value: object, *, must_show: bool = False) -> Defect | None:
    """A key cell with another value: the whole row or, in a heading, the whole column is then about something else."""
    sheet = source.table.sheets[number]
    old = sheet.at(place)
    defect = changed(source, number, {place: replace(old, value=value)}, must_show=must_show)
    if defect is None:
        return None
    rows = [row for each, row in source.rows if each == number]
    about_columns = (number, place) in source.headings or any(figure.place[1] == place[1] for figure in source.figures)
    spot = Spot(
        number, frozenset((place,)), names=tuple(" ".join(str(each).split()) for each in (old.value, value) if len(str(each).strip()) > 1)
    )
    if place[0] in rows:
        return replace(defect, damage=Damage(replace(spot, rows=frozenset((place[0],)))))
    if about_columns and place[0] >= min((each[0] for on, each in source.headings if on == number), default=1):
        return replace(defect, damage=Damage(replace(spot, columns=_below(sheet, place))))
    return replace(defect, damage=Damage(replace(spot, rows=frozenset(rows))))  # said of the whole sheet


def heading_renamed(random: Random, source: Source) -> Defect | None:
    """A heading has another text."""
    return _heading(random, source, lambda text: random.choice((*_OTHER_WORDS, f"{text} neu", text[: len(text) // 2])))


def heading_footnote(random: Random, source: Source) -> Defect | None:
    """A heading has a footnote mark."""
    return _heading(random, source, lambda text: f"{text}{random.choice(FOOTNOTES)}")


def _heading(random: Random, source: Source, change: object) -> Defect | None:
    if not source.headings:
        return None
    number, place = random.choice(source.headings)
    text = str(source.table.sheets[number].at(place).value)
    new = change(text)  # type: ignore[operator]
    return None if " ".join(new.split()) == " ".join(text.split()) else _heading_changed(source, number, place, new)


def _heading_changed(source: Source, number: int, place: Place, value: str) -> Defect | None:
    defect = _key_changed(source, number, place, value)
    if defect is None:
        return None
    return replace(defect, damage=Damage(replace(defect.damage.now, columns=_below(source.table.sheets[number], place))))


def _below(sheet: Sheet, place: Place) -> frozenset[int]:
    """The columns a heading stands above: all of a merged one, and empty ones at its right."""
    row, column = place
    right = next((right for top, left, bottom, right in sheet.merged if top <= row <= bottom and left == column), column)
    following = column + 1
    while right == column and following <= sheet.width and sheet.at((row, following)).empty:
        following += 1
    return frozenset(range(column, max(right, following - 1) + 1))


def unit_swapped(random: Random, source: Source) -> Defect | None:
    """A heading says Prozent for Anzahl or the other way round."""
    swaps = []
    for number, place in source.headings:
        text = str(source.table.sheets[number].at(place).value)
        swaps += [(number, place, text.replace(old, new)) for old, new in _UNITS if old in text.split()]
    return _heading_changed(source, *random.choice(swaps)) if swaps else None


def year_changed(random: Random, source: Source) -> Defect | None:
    """A year is another year."""
    picked = _pick(random, source, "period")
    if picked is None:
        return None
    number, place, _ = picked
    old = source.table.sheets[number].at(place).value
    years = {figure.year for figure in source.figures if figure.sheet == number}
    year = next((each for each in sorted(years) if str(each) in str(old)), None)
    if year is None:
        return None
    other = str(old).replace(str(year), str(year + random.choice((-1, 1, -10, 100))))
    return _key_changed(source, number, place, int(other) if isinstance(old, int | float) and other.isdigit() else other)


def footnote_on(*roles: str) -> Maker:
    """A footnote mark behind a year, key, name or word."""

    def make(random: Random, source: Source) -> Defect | None:
        picked = _pick(random, source, *roles)
        if picked is None:
            return None
        number, place, _ = picked
        return _key_changed(source, number, place, f"{source.table.sheets[number].at(place).value}{random.choice(FOOTNOTES)}")

    return make


def key_digit(random: Random, source: Source) -> Defect | None:
    """One digit of an area key is wrong."""
    picked = _pick(random, source, "area")
    if picked is None:
        return None
    number, place, _ = picked
    old = source.table.sheets[number].at(place).value
    text = str(old)
    digits = [index for index, letter in enumerate(text) if letter.isdigit()]
    if not digits:
        return None
    index = random.choice(digits)
    wrong = text[:index] + random.choice([each for each in "0123456789" if each != text[index]]) + text[index + 1 :]
    return _key_changed(source, number, place, int(wrong) if isinstance(old, int) else wrong)


def key_emptied(random: Random, source: Source) -> Defect | None:
    """A year, key or word is missing."""
    picked = _pick(random, source, "period", "area", "label")
    return picked and _key_changed(source, picked[0], picked[1], Cell().value)


def word_swapped(random: Random, source: Source) -> Defect | None:
    """A row has the word, year or key of another row."""
    picked = _pick(random, source, "label", "period", "area")
    if picked is None:
        return None
    number, place, role = picked
    sheet = source.table.sheets[number]
    same = [each for each_number, each, each_role in source.keys if (each_number, each[1], each_role) == (number, place[1], role)]
    others = sorted({str(sheet.at(each).value) for each in same} - {str(sheet.at(place).value)})
    if not others:
        return None
    wanted = random.choice(others)
    return _key_changed(source, number, place, next(sheet.at(each).value for each in same if str(sheet.at(each).value) == wanted))


def sheet_renamed(random: Random, source: Source) -> Defect | None:
    """The sheet has the name of another year."""
    with_year = [
        (number, figure.year)
        for number, figure in {figure.sheet: figure for figure in source.figures}.items()
        if str(figure.year) in source.table.sheets[number].name
    ]
    if not with_year or source.table.is_text:
        return None
    number, year = random.choice(with_year)
    sheet = source.table.sheets[number]
    name = sheet.name.replace(str(year), str(year + random.choice((-1, 1))))
    rows = frozenset(row for each, row in source.rows if each == number)
    damage = Damage(Spot(number, rows=rows, names=(sheet.name, name)))
    sheets = [replace(each, name={name: sheet.name, sheet.name: name}.get(each.name, each.name)) for each in source.table.sheets]
    return Defect(replace(source.table, sheets=tuple(sheets)), damage)  # where that name is taken, the two have changed places
