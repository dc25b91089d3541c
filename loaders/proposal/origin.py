"""Where a table comes from: title, publisher, licence, number, and what it is recognised by."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from loaders.grid import text_of
from loaders.layouts import KnownCell
from loaders.proposal.cells import Kind, kind_of, period_kind
from loaders.proposal.sheets import Source
from loaders.proposal.tables import Table
from loaders.proposal.words import slug

_PUBLISHERS = (
    (r"Landesamts? für Statistik Niedersachsen|Teilhabe in Niedersachsen", "Landesamt für Statistik Niedersachsen", "lsn"),
    (
        r"Statistische Ämter des Bundes und der Länder|GENESIS-Tabelle: \d{5}-\d\d-\d\d",
        "Statistische Ämter des Bundes und der Länder, Regionaldatenbank",
        "regio",
    ),
    (r"Bayerisches Landesamt für Statistik", "Bayerisches Landesamt für Statistik", "by"),
    (r"IT\.NRW|Information und Technik Nordrhein", "Information und Technik Nordrhein-Westfalen (IT.NRW)", "itnrw"),
    (r"Statistikamt Nord", "Statistisches Amt für Hamburg und Schleswig-Holstein", "nord"),
    (r"Amt für Statistik Berlin-Brandenburg", "Amt für Statistik Berlin-Brandenburg", "bb"),
    (r"©\s*BFS|STATPOP|Bundesamt für Statistik", "Bundesamt für Statistik (Schweiz)", "bfs"),
    (r"Statistik Austria|STATcube", "Statistik Austria", "at"),
    (r"Statistisches Bundesamt|Destatis|statistics_code|Statistik_Code", "Statistisches Bundesamt", "destatis"),
    (r"Statistik der Bundesagentur für Arbeit", "Statistik der Bundesagentur für Arbeit", "ba"),
    (r"INKAR|BBSR", "Bundesinstitut für Bau-, Stadt- und Raumforschung", "bbsr"),
    (
        r"(?:Statistisches Amt|Amt für Statistik|Statistikstelle)(?: der)?(?: (?:Landeshauptstadt|Stadt))? [A-ZÄÖÜ][\w-]+",
        "",
        "",
    ),
    (r"©\s?(?:Landeshauptstadt|Stadt|Kreis|Landkreis) [A-ZÄÖÜ][\w.-]+(?: am [A-ZÄÖÜ]\w+)?", "", ""),
)
_LICENCES = (
    (r"dl-de/by-2-0|Datenlizenz Deutschland.{0,20}Namensnennung", "dl-de/by-2-0"),
    (r"dl-de/zero-2-0|Datenlizenz Deutschland.{0,20}Zero", "dl-de/zero-2-0"),
    (r"auch auszugsweise,? (?:nur )?mit Quellenangabe", "Vervielfältigung und Verbreitung, auch auszugsweise, mit Quellenangabe gestattet"),
    (r"CC[ -]BY(?:[ -]\d\.\d)?", "CC BY"),
)
_NUMBER = re.compile(
    r"(?:GENESIS-)?Tabelle:?\s+([A-Z]?\d[\w.-]*\d\w?|[A-Z]\d+[\w.-]*)|\b(\d{5}-\d{2,4}(?:-\d\d-\d)?)\b|\b([TK] ?\d\d(?:\.\d\d){2,})",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:©|\(c\)|quelle|stand|https?:|www\.|migration und teilhabe|statistik\.portal|regionalatlas|herausgeber"
    r"|statistisches? (?:bundes|landes)?(?:amt|ämter)|statistik der bundesagentur|statistische ämter|bundesagentur für arbeit"
    r"|statistik austria"
    r"|(?:bundes|landes|statistik)?amt(?:es)? für|it\.nrw|bundesinstitut"
    r"|(?:(?:landeshaupt|hanse)?stadt|(?:land)?kreis) [\w. -]+[,:–-]\s*(?:amt|referat|stabsstelle|statistik|fachbereich|dezernat)[\w -]*$"
    r"|(?:genesis-)?tabelle:?\s+[\w.-]*\d[\w.-]*$|genesis-tabelle)",
    re.IGNORECASE,
)
_MOST_CELLS = 5


@dataclass(frozen=True)
class Origin:
    """What is written about the table itself. ``cell`` is where the title stands, None for one made of the file's name."""

    title: str
    publisher: str
    licence: str
    table: str
    id: str
    cell: tuple[int, int] | None


def texts_around(table: Table, source: Source) -> tuple[str, ...]:
    """Everything written above and below the table, on the other sheets' first rows, in heading texts, and the sheet's name."""
    own = [text for _, _, text in (*table.titles(), *table.notes())]
    heads = [text_of(cell) for row in table.region.header for cell in table.grid.rows[row - 1]]
    return (*own, *heads, table.grid.sheet or "")


def other_texts(table: Table, source: Source) -> Iterable[str]:
    """Texts of the first rows of the other sheets."""
    for sheet, grid in source.probes.items():
        if sheet != table.grid.sheet:
            yield from (str(cell) for row in grid.rows for cell in row if isinstance(cell, str) and len(cell) > 12)


def origin_of(table: Table, source: Source) -> Origin:
    """Title, publisher, licence and number as far as the file says them."""
    titles = table.titles()
    around = (*texts_around(table, source), *other_texts(table, source))
    publisher, short = _publisher(around)
    licence = next((name for text in around for look, name in _LICENCES if re.search(look, text, re.IGNORECASE)), "nicht genannt")
    number = next(
        (found for text in (*around, source.name) if (match := _NUMBER.search(text)) and (found := next(filter(None, match.groups())))), ""
    )
    row, col, title = _title(titles, source)
    name = "-".join(filter(None, (short, slug(number or title).replace("_", "-")[:40]))).strip("-") or "tabelle"
    return Origin(title, publisher, licence, number, name, (row, col) if row else None)


def _publisher(texts: Iterable[str]) -> tuple[str, str]:
    found = list(texts)
    for look, name, short in _PUBLISHERS:
        for text in found:
            if match := re.search(look, text):
                said = match[0].lstrip("© ").strip()
                return (name, short) if name else (said, slug(said.split()[-1]))
    return "", ""


def _title(titles: Sequence[tuple[int, int, str]], source: Source) -> tuple[int, int, str]:
    """The text that looks most like a title, with those that continue it in a text file."""
    fitting = [(row, col, text) for row, col, text in titles if len(text) > 8 and kind_of(text) is Kind.TEXT and not _NO_TITLE.match(text)]
    if not fitting:
        stem = re.sub(r"\.\w{2,4}$", "", source.name)
        return 0, 0, re.sub(r"[_]+", " ", stem)
    best = next((each for each in fitting if re.match(r"tabelle|tab\.", each[2], re.IGNORECASE)), fitting[0])
    title = re.sub(r"^(?:Tabelle|Tab\.|Indikator)\s+[\w.-]+:\s*", "", best[2])
    return best[0], best[1], title[:200]


def known_cells(table: Table, origin: Origin, skipped: Collection[int]) -> tuple[KnownCell, ...]:
    """Cells that tell this table from others and stay the same next year: the title, and headings that are no times."""
    cells: list[KnownCell] = []
    for row, col, text in table.titles():
        same = (row, col) == origin.cell or text.startswith("GENESIS-Tabelle")
        if same and not re.search(r"\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d", text):
            cells.append(KnownCell(row, col, _without_years(text)))
    for row in table.region.header:
        for col, cell in enumerate(table.grid.rows[row - 1], 1):
            text = text_of(cell)
            if col in skipped and col != 1:
                continue
            if (
                len(cells) < _MOST_CELLS
                and text
                and kind_of(text) is Kind.TEXT
                and not period_kind(text)
                and "\n" not in text
                and len(text) < 80
            ):
                cells.append(KnownCell(row, col, _without_years(text)))
    if not table.region.header:
        first = table.region.first
        cells += [
            KnownCell(first, col, text_of(cell)) for col, cell in enumerate(table.grid.rows[first - 1], 1) if kind_of(cell) is Kind.TEXT
        ][:2]
    return tuple(cells)


def _without_years(text: str) -> str:
    return re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", "{year}", text)
