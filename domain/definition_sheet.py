"""What writer and loader of the workbook „Indikatorenkatalog“ share: its sheets, columns and German words, and cells as texts.

One row an indicator in the first sheet; what an indicator has several of stands in further sheets, one row each, under its id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.indicators import Direction, Formula, IndicatorType, Sampling
from domain.vocabulary import DIMENSIONS, TOPICS, UNITS

LAYOUT = "indikatorenkatalog"
MARKER_NAME = "Integrationsmonitor_Indikatorenkatalog"
"""Defined name in the workbook: survives renaming of file and sheets."""
SHEET = "Indikatorenkatalog"
INPUTS, BREAKS, CHANGES, EXAMPLES, GUIDE = "Eingänge", "Brüche", "Fassungen", "Beispiele", "Ausfüllhilfe"
SUPPLIED, OWN = "mitgeliefert", "eigen"
ORIGIN, CHECKSUM = "origin", "checksum"
"""Columns that are no fields of a definition: where it comes from, and what the row said when it was written (hidden)."""
PUBLISHED = "published"
PUBLISHED_WORD = "Veröffentlichter Vergleichswert"

FORMULAS: Mapping[str, str] = {
    Formula.VALUE: "Wert wie veröffentlicht",
    Formula.SHARE: "Anteil in Prozent",
    Formula.PER_THOUSAND: "je 1000",
    Formula.RATIO: "Verhältnis",
    Formula.DIFFERENCE: "Differenz",
    Formula.GAP: "Abstand zweier Quoten",
    Formula.SHARE_GAP: "Abstand zweier Anteile",
    Formula.PARITY: "Parität zweier Quoten",
    Formula.SHARE_RATIO: "Parität zweier Anteile",
    Formula.INDEX: "Index zu einem Basisjahr",
    Formula.BALANCE: "Saldo je 1000",
    Formula.AGE_SUM: "Quotensumme über Altersjahre",
    Formula.DISSIMILARITY: "Dissimilaritätsindex",
    Formula.SEGREGATION: "Segregationsindex",
    Formula.MEDIAN: "Median aus Klassen",
    Formula.SURVEY_SHARE: "Anteil in einer Befragung",
}
"""German word of each formula, as the drop-down has it."""

ROLES: Mapping[str, str] = {
    "value": "Wert",
    "numerator": "Zähler",
    "denominator": "Nenner",
    "minuend": "Ausgangswert",
    "subtrahend": "Abzug",
    "group": "Gruppe",
    "group_base": "Bezug der Gruppe",
    "reference": "Vergleich",
    "reference_base": "Bezug des Vergleichs",
    "base": "Bezugsgröße",
    "gains": "Zugänge",
    "losses": "Abgänge",
    "total": "Gesamt",
    "cases": "Fälle",
    "answers": "Antworten",
    "respondents": "Befragte",
}
"""German word of each input of a formula."""


class CellKind(StrEnum):
    TEXT = "text"
    LINES = "lines"  # several texts, one a line
    WORDS = "words"  # several words, parted by semicolons
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    GROUPS = "groups"  # dimension = label; several labels parted by |
    FIGURES = "figures"  # role = number; several numbers parted by |
    DAY = "day"
    WHEN = "when"  # a day, a month or a year, as exact as the source; other texts stay as they are
    FLAG = "flag"  # ja or nein


@dataclass(frozen=True)
class Column:
    """``key`` is the field, ``head`` the German column head; ``words`` are the choices, code → German word."""

    key: str
    head: str
    kind: CellKind = CellKind.TEXT
    required: bool = False
    width: int = 16
    advice: str = ""
    words: Mapping[str, str] | None = None


def _labels(kind: type[Direction] | type[IndicatorType] | type[Sampling]) -> dict[str, str]:
    return {each.value: each.label for each in kind}


_ID = Column("id", "Kennung", required=True, width=26, advice="Kleinbuchstaben, Ziffern und _; bleibt für immer dieselbe.")
INDICATOR_COLUMNS = (
    Column(ORIGIN, "Herkunft", width=13, advice="„mitgeliefert“ sind die Indikatoren des Monitors; sie lassen sich nicht ändern."),
    _ID,
    Column("version", "Fassung", CellKind.INTEGER, True, 9, "1 für neue; bei jeder Änderung um 1 höher, erläutert im Blatt „Fassungen“."),
    Column("name", "Name", required=True, width=40, advice="So heißt der Indikator auf allen Seiten."),
    Column("short_name", "Kurzname", required=True, width=24, advice="Für Diagramme und schmale Tabellen."),
    Column("topic", "Thema", CellKind.CHOICE, True, 28, "Aus der Auswahlliste.", TOPICS),
    Column("explanation", "Erläuterung", required=True, width=60, advice="Ein bis zwei Sätze, ohne Fachwörter: Was sagt die Zahl?"),
    Column("formula", "Formel", CellKind.CHOICE, True, 26, "Aus der Auswahlliste; sie bestimmt die Eingänge.", FORMULAS),
    Column("formula_text", "Rechenweg in Worten", required=True, width=44, advice="Etwa: Einbürgerungen ÷ Einwohner × 100."),
    Column("unit", "Einheit", CellKind.CHOICE, True, 15, "Aus der Auswahlliste.", {unit: unit for unit in UNITS}),
    Column("decimals", "Nachkommastellen", CellKind.INTEGER, True, 11, "So viele werden gezeigt."),
    Column("direction", "Richtung", CellKind.CHOICE, True, 24, "Wohin es gehen soll.", _labels(Direction)),
    Column(
        "group_direction", "Richtung der Gruppe", CellKind.CHOICE, False, 24, "Nur bei Abständen: wohin der Wert der Gruppe gehen soll.",
        _labels(Direction),
    ),
    Column("type", "Art", CellKind.CHOICE, True, 20, "Kontext wird nie bewertet.", _labels(IndicatorType)),
    Column("breakdowns", "Gliederungen", CellKind.WORDS, False, 22, "Merkmale, nach denen sich die Zahl aufteilen lässt.", DIMENSIONS),
    Column("comparison_group", "Vergleichsgruppe", width=26, advice="Bei Abständen und Paritäten nötig."),
    Column("min_denominator", "Mindestnenner", CellKind.NUMBER, False, 13, "Kleinere Nenner geben keinen Wert."),
    Column("over", "Summe über", width=16, advice="Nur bei Quotensumme, Segregation und Median: das Merkmal oder „part“ für Stadtteile."),
    Column("mixed", "Warum Verschiedenes zusammengehört", width=34, advice="Nur wenn Eingänge verschieden abgegrenzt sind: der Grund."),
    Column("source", "Quelle", required=True, width=44, advice="Wer die Zahlen herausgibt, mit Tabelle."),
    Column("tables", "Tabellen", CellKind.WORDS, False, 22, "Nummern der Tabellen, wie die Quelle sie schreibt."),
    Column("cadence_months", "Turnus (Monate)", CellKind.INTEGER, True, 10, "Abstand der Berichtszeiträume: 12 für jährlich."),
    Column("expected_lag_months", "Verzug (Monate)", CellKind.INTEGER, True, 10, "So lange nach dem Zeitraum erscheinen die Zahlen."),
    Column("survey.sampling", "Befragung", CellKind.CHOICE, False, 26, "Nur bei Befragungen: wie ausgewählt wurde.", _labels(Sampling)),
    Column("survey.design_effect", "Designeffekt", CellKind.NUMBER, False, 12, "Nur bei Zufallsstichproben; ohne Angabe 1."),
    Column("published.tolerance", "Vergleichswert: Toleranz", CellKind.NUMBER, False, 14, "Wenn die Quelle ihn selbst veröffentlicht."),
    Column("published.explained", "Vergleichswert: Abweichungen", CellKind.LINES, False, 34, "Bekannte Gründe, eine Zeile je Grund."),
    Column("notes", "Hinweise", CellKind.LINES, False, 50, "Was beim Lesen zu beachten ist, eine Zeile je Hinweis (Alt+Eingabe)."),
    Column("links", "Links", CellKind.LINES, False, 30, "Eine Adresse je Zeile."),
    Column("synonyms", "Suchwörter", CellKind.WORDS, False, 30, "Unter denen man den Indikator auch sucht, mit Strichpunkt getrennt."),
    Column(CHECKSUM, "Prüfsumme", width=14),
)  # fmt: skip
INPUT_COLUMNS = (
    _ID,
    Column("role", "Rolle", CellKind.CHOICE, True, 26, "Jede Formel hat ihre Rollen.", {**ROLES, PUBLISHED: PUBLISHED_WORD}),
    Column("series", "Reihe", required=True, width=26, advice="Kennwort der Zahlenreihe aus der Ausfüllhilfe oder ein eigenes."),
    Column("also", "Weitere Reihen", CellKind.WORDS, False, 22, "Reihen, die zur ersten hinzugezählt werden."),
    Column("unit", "Einheit", CellKind.CHOICE, False, 14, "Ohne Angabe „Anzahl“.", {unit: unit for unit in UNITS}),
    Column("concept", "Konzept", width=26, advice="Wie die Gruppe abgegrenzt ist, etwa Staatsangehörigkeit."),
    Column("basis", "Basis", CellKind.WORDS, False, 30, "Zugelassene Datengrundlagen, die beste zuletzt; leer: eine beliebige."),
    Column("groups", "Gruppen", CellKind.GROUPS, False, 40, "Etwa: nationalitaet = auslaendisch; alter = 18 | 19 | 20."),
    Column("lag", "Versatz (Jahre)", CellKind.INTEGER, False, 10, "1 nimmt den Wert des Vorjahres."),
    Column("reference_day", "Stichtag", width=16, advice="In Worten, etwa 31.12."),
    Column("fixed_year", "Festes Jahr", CellKind.INTEGER, False, 10, "Nur beim Index: das Basisjahr."),
    Column("label", "Bezeichnung", width=50, advice="Der Eingang in Worten."),
)  # fmt: skip
BREAK_COLUMNS = (
    _ID,
    Column("year", "Jahr", CellKind.INTEGER, True, 8, "Ab diesem Jahr nicht mehr vergleichbar mit früher."),
    Column("text", "Bruch", required=True, width=80, advice="Was sich geändert hat."),
)
CHANGE_COLUMNS = (
    _ID,
    Column("version", "Fassung", CellKind.INTEGER, True, 9, "Die Fassung, die so rechnet."),
    Column("since", "Gilt seit", CellKind.DAY, True, 13, "Der Tag, ab dem der Monitor so rechnet."),
    Column("text", "Was sich geändert hat", required=True, width=80, advice="Steht auf dem Steckbrief."),
)
EXAMPLE_COLUMNS = (
    _ID,
    Column("inputs", "Eingänge", CellKind.FIGURES, True, 44, "Etwa: Zähler = 32; Nenner = 185."),
    Column("units", "Klassen", CellKind.WORDS, False, 24, "Nur beim Median, etwa 0-90; 90-180."),
    Column("result", "Ergebnis", CellKind.NUMBER, True, 14, "Auf die Nachkommastellen des Indikators gerundet; wird nachgerechnet."),
    Column("text", "Erläuterung", width=50, advice="Woher die Zahlen des Beispiels sind."),
)
PLACES: Mapping[str, str] = {
    "inputs": INPUTS,
    "breaks": BREAKS,
    "changes": CHANGES,
    "examples": EXAMPLES,
    "published": PUBLISHED_WORD,
    "survey": "Befragung",
}
"""What a key with several parts is about, in words."""
SHEETS: Mapping[str, tuple[Column, ...]] = {
    SHEET: INDICATOR_COLUMNS,
    INPUTS: INPUT_COLUMNS,
    BREAKS: BREAK_COLUMNS,
    CHANGES: CHANGE_COLUMNS,
    EXAMPLES: EXAMPLE_COLUMNS,
}
"""Columns of each sheet that is read."""


def words_of(key: str) -> str:
    """What a key is called in the workbook: ``inputs.numerator.unit`` → ``Eingänge, Zähler, Einheit``."""
    heads = {column.key: column.head for columns in reversed(tuple(SHEETS.values())) for column in columns}
    parts = [key] if key in heads else key.split(".")
    return ", ".join(PLACES.get(part) or ROLES.get(part) or heads.get(part, part) for part in parts)
