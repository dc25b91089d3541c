"""How numbers are written in a file, and what stands where a number would."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.grid import Formatted
from loaders.number_formats import Shows, shown
from loaders.numbers import NumberReader
from loaders.proposal.cells import Kind, kind_of
from loaders.proposal.tables import TableColumn
from loaders.symbols import Symbols, symbol_profiles

_PUBLISHERS = (
    (re.compile(r"GENESIS-Tabelle|Statistische Ämter des Bundes|Regionaldatenbank"), "regionaldatenbank"),
    (re.compile(r"Landesamt für Statistik Niedersachsen|\bLSN\b|Teilhabe in Niedersachsen"), "lsn"),
    (re.compile(r"Bundesagentur für Arbeit"), "ba"),
    (re.compile(r"statistics_code|Statistik_Code"), "ffcsv"),
    (re.compile(r"Statistisches Bundesamt|Destatis"), "destatis"),
    (re.compile(r"\bBFS\b|Bundesamt für Statistik"), "bfs"),
)
_MANY_DOTS = 8
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SWISS = re.compile(r"\d{1,3}(?:['’]\d{3})+")


@dataclass(frozen=True)
class Writing:
    """Decimal and thousands mark with what speaks for them; ``open`` is a text that may mean two numbers, empty if there is none."""

    decimal: str
    thousands: str
    because: str
    open: str = ""


def number_writing(columns: Iterable[TableColumn], delimiter: str = ";") -> Writing:
    """The marks that explain every number written as text; a file with commas between its fields may well have decimal dots."""
    texts = [
        cell.strip().lstrip("+-−–(").rstrip(") prs*")
        for column in columns
        for cell in column.cells
        if isinstance(cell, str) and kind_of(cell) is Kind.NUMBER
    ]
    commas = [text for text in texts if "," in text]
    dots = [text for text in texts if "." in text]
    if swiss := next((text for text in texts if _SWISS.match(text)), ""):
        return Writing("," if commas else ".", "'", f"Tausender stehen wie in „{swiss}“")
    clear_dots = next((text for text in dots if not _GROUPED.fullmatch(text.partition(",")[0]) or text.startswith("0.")), "")
    many_dots = next((text for text in dots if text.count(".") > 1), "")
    if clear_dots and not commas:
        return Writing(".", "", f"„{clear_dots}“ kann nur eine Dezimalzahl sein")
    if clear_dots and all(re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) for text in commas):
        return Writing(".", ",", f"„{clear_dots}“ und „{commas[0]}“")
    if many_dots:
        return Writing(",", ".", f"„{many_dots}“ hat Punkte zwischen den Tausendern")
    if commas and dots:
        return Writing(",", ".", f"neben „{commas[0]}“ steht „{dots[0]}“: der Punkt trennt Tausender")
    if commas:
        return Writing(",", "", f"Komma vor den Nachkommastellen wie in „{commas[0]}“")
    whole = {text for text in dots if len(text) > 5}
    if len(whole) >= _MANY_DOTS and delimiter != ",":
        return Writing(
            ",", ".", f"in {len(whole)} verschiedenen Zahlen wie „{dots[0]}“ stehen hinter dem Punkt genau drei Ziffern: Tausender"
        )
    if dots:
        return Writing(",", ".", f"„{dots[0]}“ sieht nach Tausendern aus", dots[0])
    return Writing(",", "", "keine Zahl braucht ein Dezimalzeichen")


@dataclass(frozen=True)
class SymbolUse:
    """The symbol profile, what speaks for it, and symbols it does not know."""

    profile: str
    because: str
    unknown: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()


def symbol_use(columns: Sequence[TableColumn], writing: Writing, texts: Iterable[str]) -> SymbolUse:
    """The profile of the publisher named, else the first that explains every symbol in the columns of values."""
    odd = _odd(columns, writing)
    named = next((profile for text in texts for look, profile in _PUBLISHERS if look.search(text)), "")
    profiles = symbol_profiles()
    order = [name for name in dict.fromkeys((named, "destatis", *profiles)) if name in profiles]
    unknown = {name: tuple(text for text in odd if not _explains(profiles[name], text, writing)) for name in order}
    best = min(order, key=lambda name: len(unknown[name]))
    if not odd:
        return SymbolUse(order[0], "in den Werten stehen keine Zeichen")
    seen = tuple(odd)
    because = f"in den Werten stehen {', '.join(f'„{text}“' for text in seen[:5])}"
    if best == named:
        because += "; so schreibt die Stelle, die in der Datei genannt ist"
    return SymbolUse(best, because, unknown[best], seen)


def _odd(columns: Sequence[TableColumn], writing: Writing) -> list[str]:
    plain = NumberReader(Symbols({}), writing.decimal, writing.thousands)
    found: Counter[str] = Counter()
    for column in columns:
        shown_texts = {shown(cell.number, cell.format).text for cell in column.cells if isinstance(cell, Formatted) and _says_more(cell)}
        for word in {cell for cell in column.cells if isinstance(cell, str)} | shown_texts:
            text = " ".join(word.split())
            if text and plain.number(text) is None:
                found[text] += 1
    return [text for text, _ in found.most_common(200)]


def _says_more(cell: Formatted) -> bool:
    return shown(cell.number, cell.format).shows in (Shows.BRACKETED, Shows.TEXT)


def _explains(profile: Symbols, text: str, writing: Writing) -> bool:
    return NumberReader(profile, writing.decimal, writing.thousands).parse(text).clear


def dash_meaning(table_rows: Sequence[Sequence[str]], periods: Sequence[str], areas: bool) -> tuple[str, str]:
    """What a lone dash means, and what speaks for it. ``table_rows`` are the values as text row by row, with the period of each;
    ``areas``: whether rows are areas."""
    cells = [(row, col) for row, texts in enumerate(table_rows) for col, text in enumerate(texts) if text in ("-", "–", "—")]
    if not cells:
        return "zero_beside_numbers", "kein Strich in den Werten"
    by_period: dict[str, list[Sequence[str]]] = {}
    for texts, period in zip(table_rows, periods, strict=True):
        by_period.setdefault(period, []).append(texts)
    for period, rows in by_period.items():
        filled = [row for row in rows if any(text not in ("-", "–", "—", "") for text in row)]
        for col in range(len(filled[0]) if len(filled) >= 5 and len(by_period) > 1 else 0):
            if all(row[col] in ("-", "–", "—") for row in filled) and any(row[col] not in ("-", "–", "—", "") for row in table_rows):
                place = f"für {period or 'einen ganzen Zeitraum'} steht in Wertespalte {col + 1} überall ein Strich"
                return "absent", f"{place}: nichts vorhanden, nicht null"
    if not areas:
        return "zero", "ein Strich bedeutet null; die Zeilen sind keine Gebiete, die es nicht mehr geben könnte"
    return "zero_beside_numbers", "neben Zahlen bedeutet der Strich null; Zeilen nur aus Strichen gelten als nicht vorhanden"
