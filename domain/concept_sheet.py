"""What writer and loader of the concept workbook share: its sheets, columns and German words.

What a concept has once stands in the first sheet, one line each; of what it has several, each kind has a sheet with one row each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.concepts import BodyKind, FateKind, FieldKind, OrganisationKind, PartKind
from domain.definition_sheet import CellKind, Column
from domain.indicators import Rule
from domain.measures import MeasureState

LAYOUT = "concept"
"""The same as that of a concept.toml: two ways to write the same thing."""
MARKER_NAME = "Integrationsmonitor_Konzept"
CONCEPT, FIELDS, GOALS, APPROACHES, STRATEGIC = "Konzept", "Handlungsfelder", "Leitziele", "Handlungsansätze", "Strategische Ziele"
VERSIONS, MANDATES, ROUTE, FATES = "Fassungen", "Aufträge", "Beratungsfolge", "Verbleib"
BODIES, MEMBERS, ORGANISATIONS, PROCESS, FIGURES = "Gremien", "Sitze", "Organisationen", "Entstehung", "Zahlen im Text"
INDICATORS, TARGETS = "Indikatoren", "Zielwerte"
STATES, CLASSES, LEGEND, HORIZONS = "Begriffe", "Klassen", "Farben", "Fristen"
GUIDE = "Ausfüllhilfe"
YES, NO = "ja", "nein"
ONLY_SHOWN = "_"
"""Keys of columns that are there to be read by people and are passed over when the workbook comes back begin with this."""


@dataclass(frozen=True)
class Fact:
    """A line of the first sheet. ``several``: it may stand there more than once, one line for each."""

    label: str
    advice: str
    several: bool = False


FACTS: Mapping[str, Fact] = {
    "id": Fact("Kennung", "Kurzes Kennwort des Konzepts; bleibt für immer dasselbe. Pflichtangabe."),
    "name": Fact("Name des Konzepts", "Steht über der Seite „Konzept“. Pflichtangabe."),
    "municipality": Fact("Kommune", "Name der Stadt oder des Landkreises. Pflichtangabe."),
    "terms.concept": Fact("So heißt das Konzept", "Etwa Integrationskonzept oder Integrationsplan."),
    "terms.council": Fact("Beschließende Vertretung", "Etwa Stadtrat, Gemeinderat, Kreistag."),
    "terms.municipality": Fact("Art der Kommune", "Stadt, Gemeinde oder Landkreis."),
    "mission": Fact("Leitbild", "Im Wortlaut des Beschlusses."),
    "principles": Fact("Grundsatz oder Leitlinie", "Im Wortlaut; eine Zeile je Grundsatz.", True),
    "wording_note": Fact("Anmerkung zum Wortlaut", "Etwa Schreibfehler, die so im Beschluss stehen."),
    "responsible": Fact("Zuständig", "Stelle, nicht Person."),
    "funding": Fact("Finanzierung", "Woraus die Umsetzung bezahlt wird."),
    "scope": Fact("Wen das Konzept meint und anspricht", "Zielgruppen und Adressaten."),
    "source": Fact("Quelle", "Woher diese Angaben sind."),
    "incomplete": Fact("Was die Quelle offen lässt", "Was noch ergänzt werden kann."),
    "invented": Fact("Hinweis auf jeder Seite", "Nur für erfundene Kommunen; sonst leer."),
    "area.key": Fact("Gebiet der Zahlen: Schlüssel", "Amtlicher Gemeinde- oder Kreisschlüssel mit führender Null. Pflichtangabe."),
    "area.name": Fact("Gebiet der Zahlen: Name", "Pflichtangabe."),
    "area.note": Fact("Gebiet der Zahlen: Anmerkung", "Steht neben jeder Zahl, etwa wenn sie für den ganzen Kreis gilt."),
    "area.comparison": Fact("Vergleichsgebiet", "Gebietsschlüssel; eine Zeile je Gebiet, in der Reihenfolge der Anzeige.", True),
    "area.map": Fact("Karte", "Name der Kartendatei; nur beim Anlegen der Installation."),
    "context": Fact("Rahmenindikator", "Kennung eines Indikators, der zu keinem Handlungsfeld gehört; eine Zeile je Indikator.", True),
    "deliveries": Fact("Datei zum Start", "Nur beim Anlegen der Installation; eine Zeile je Datei.", True),
}
"""Lines of the first sheet by their place in the concept."""


@dataclass(frozen=True)
class Reference(Column):
    """A column that names a row of another sheet by the first column there; an empty ``of`` means the indicators there are."""

    of: str = ""


@dataclass(frozen=True)
class Sheet:
    """``path`` is where its rows are in the concept: below the row of the sheet ``under`` whose keys stand in the columns ``parents``.
    ``keys`` tell rows apart, ``name`` is the column that says what a row is called, ``one`` is a row in German."""

    title: str
    path: str
    one: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    name: str
    under: str = ""
    parents: tuple[str, ...] = ()

    @property
    def chain(self) -> tuple[str, ...]:
        """Names on the way to its rows."""
        return (SHEETS[self.under].path, self.path) if self.under else (self.path,)


_YES_NO = {YES: YES, NO: NO}


def _labels(kind: type[StrEnum]) -> dict[str, str]:
    return {each.value: each.label for each in kind if each.value}  # type: ignore[attr-defined]


def _text(key: str, head: str, width: int, advice: str = "", *, required: bool = False) -> Column:
    return Column(key, head, required=required, width=width, advice=advice)


def _choice(key: str, head: str, width: int, words: Mapping[str, str], advice: str = "", *, required: bool = False) -> Column:
    return Column(key, head, CellKind.CHOICE, required, width, advice or "Aus der Auswahlliste.", words)


def _flag(key: str, head: str, advice: str) -> Column:
    return Column(key, head, CellKind.FLAG, False, 13, advice, _YES_NO)


def _when(key: str, head: str, advice: str = "So genau wie bekannt: 27.07.2023, 12/2017 oder 2006.") -> Column:
    return Column(key, head, CellKind.WHEN, False, 13, advice)


def _of(key: str, head: str, width: int, of: str, advice: str = "", *, required: bool = True) -> Reference:
    return Reference(key, head, CellKind.TEXT, required, width, advice or f"Wie im Blatt „{of}“.", of=of)


def _id(advice: str) -> Column:
    return Column("id", "Kennung", required=True, width=24, advice=advice)


_NOTE = _text("note", "Anmerkung", 46)
_FIELD_OF = _of("field", "Zum Handlungsfeld", 24, FIELDS, "Kennung des Handlungsfelds.")
_INDICATOR = _of("indicator", "Indikator", 34, "", "Kennung aus dem Katalog; sie stehen in der Auswahlliste.")
_INDICATOR_OF = _of("indicator", "Zum Indikator", 34, "", "Kennung wie im Blatt „Indikatoren“.")
_VERSION_OF = _of("version", "Zur Fassung", 26, VERSIONS, "Bezeichnung der Fassung.")
_RULES = {
    Rule.TARGET_YEAR.value: "Wert in einem Zieljahr",
    Rule.YEARLY_LIMIT.value: "Wert in jedem Jahr",
    Rule.DIRECTION.value: "nur Richtung",
}

_ALL = (
    Sheet(
        FIELDS, "fields", "Handlungsfeld",
        (
            _id("Buchstaben ohne Umlaute, Ziffern, - und _; bleibt für immer dieselbe."),
            _text("number", "Nummer", 9, "Wie im Konzept, sonst leer."),
            _text("name", "Handlungsfeld", 46, "Im Wortlaut des Konzepts.", required=True),
            _choice("kind", "Art des Felds", 20, _labels(FieldKind), "Handlungsfeld oder Querschnittsaufgabe; leer: Handlungsfeld."),
            _of("since", "Seit Fassung", 26, VERSIONS, "Nur wenn die Quelle sagt, seit wann es dieses Feld gibt.", required=False),
            _flag("adopted", "Name wie beschlossen", "„nein“, solange der Name nicht mit dem Beschluss verglichen ist."),
            _NOTE,
        ), ("id",), "name",
    ),
    Sheet(
        GOALS, "goals", "Leitziel",
        (
            _FIELD_OF,
            _id("Etwa bildung-1; bleibt für immer dieselbe."),
            _text("text", "Leitziel", 90, "Im Wortlaut des Konzepts.", required=True),
        ), ("id",), "id", FIELDS, ("field",),
    ),
    Sheet(
        APPROACHES, "approaches", "Handlungsansatz",
        (_FIELD_OF, _text("text", "Handlungsansatz", 90, "Im Wortlaut des Konzepts.", required=True)),
        ("field", "text"), "text", FIELDS, ("field",),
    ),
    Sheet(
        STRATEGIC, "strategic_goals", "strategisches Ziel",
        (_id("Etwa A3, wie im Zielsystem der Kommune."), _text("text", "Strategisches Ziel", 90, "Im Wortlaut.", required=True)),
        ("id",), "id",
    ),
    Sheet(
        VERSIONS, "versions", "Fassung",
        (
            _text("label", "Fassung", 30, "So heißt die Fassung. Zuletzt steht die, deren Text dieses Konzept enthält.", required=True),
            _when("date", "Beschlossen am"),
            _text("decided_by", "Beschlossen von", 20),
            _when("valid_from", "Gilt ab", "Leer: ab dem Beschluss."),
            _when("valid_until", "Gilt bis", "Leer: bis zur nächsten Fassung."),
            _text("document", "Dokument", 28, "Etwa die Nummer der Vorlage."),
            _text("motion", "Beschlussantrag", 60, "Im Wortlaut."),
            _NOTE,
        ), ("label",), "label",
    ),
    Sheet(
        MANDATES, "mandates", "Auftrag",
        (_VERSION_OF, _text("text", "Auftrag", 90, "Was mit dem Beschluss aufgetragen wurde, im Wortlaut.", required=True)),
        ("version", "text"), "text", VERSIONS, ("version",),
    ),
    Sheet(
        ROUTE, "route", "Sitzung",
        (
            _VERSION_OF,
            _of("body", "Beraten in", 26, BODIES, "Kennung des Gremiums."),
            _when("date", "Sitzung am"),
            _flag("public", "Öffentlich", "Leer, wenn die Quelle es nicht sagt."),
        ), ("version", "body", "date"), "body", VERSIONS, ("version",),
    ),
    Sheet(
        FATES, "fates", "Verbleib",
        (
            _VERSION_OF,
            _choice("kind", "Was", 20, _labels(PartKind), required=True),
            _choice("fate", "Was daraus wurde", 18, _labels(FateKind), required=True),
            _text("old", "Bisher", 36, "Kennung, Nummer oder Text in der Fassung davor; leer bei „neu“."),
            _text("title", "Bisher genannt", 36, "Wenn die Kennung allein nicht sagt, was gemeint ist."),
            _text("new", "Jetzt", 36, "Kennung, Nummer oder Text in der neuen Fassung; leer bei „entfallen“."),
            _NOTE,
        ), ("version", "kind", "old", "new"), "old", VERSIONS, ("version",),
    ),
    Sheet(
        BODIES, "bodies", "Gremium",
        (
            _id("Buchstaben ohne Umlaute, Ziffern, - und _."),
            _text("name", "Gremium", 34, required=True),
            _choice("kind", "Art des Gremiums", 24, _labels(BodyKind), required=True),
            Column("meetings_per_year", "Sitzungen im Jahr", CellKind.INTEGER, False, 11),
            Column("reports_per_year", "Berichte im Jahr", CellKind.INTEGER, False, 11, "Die dieses Gremium erhalten soll."),
            _text("rhythm", "Rhythmus", 26, "In Worten der Quelle."),
            Column("order", "Platz in der Beratungsfolge", CellKind.INTEGER, False, 13),
            _text("membership", "Mitglieder", 40, "Nach Funktion, ohne Namen."),
            _text("chair", "Leitung", 30),
            _text("task", "Aufgabe", 50),
            Column("figures_days", "Zahlen bis, Tage vorher", CellKind.INTEGER, False, 13, "So viele Tage vor der Sitzung; leer: 42."),
            Column("sheets_days", "Sachstände bis, Tage vorher", CellKind.INTEGER, False, 13, "So viele Tage vor der Sitzung; leer: 28."),
            Column("pack_days", "Unterlage heraus, Tage vorher", CellKind.INTEGER, False, 13, "So viele Tage vor der Sitzung; leer: 14."),
        ), ("id",), "name",
    ),
    Sheet(
        MEMBERS, "members", "Sitz",
        (
            _of("body", "Im Gremium", 26, BODIES, "Kennung des Gremiums."),
            _text("role", "Sitz", 44, "Rolle oder Funktion, kein Name einer Person.", required=True),
            _of("organisation", "Für Organisation", 44, ORGANISATIONS, "Leer, wenn keine gemeint ist.", required=False),
            _flag("external", "Von außen", "„ja“ für Mitglieder, die nicht zur Verwaltung gehören."),
        ), ("body", "role", "organisation"), "role", BODIES, ("body",),
    ),
    Sheet(
        ORGANISATIONS, "organisations", "Organisation",
        (
            _text("name", "Organisation", 44, "So steht sie in den Sachstandsblättern.", required=True),
            _choice("kind", "Art der Organisation", 30, _labels(OrganisationKind)),
            _text("short", "Kurzname", 16, "So darf sie in Sachstandsblättern auch heißen, etwa „Amt 50“."),
            _of("part_of", "Gehört zu", 44, ORGANISATIONS, "Übergeordnete Organisation, etwa das Dezernat.", required=False),
            _text("mail", "E-Mail", 34, "Dorthin gehen die Sachstandsblätter; nie öffentlich. Bitte eine Funktionsadresse."),
            _text("role", "Rolle im Konzept", 60),
        ), ("name",), "name",
    ),
    Sheet(
        PROCESS, "process", "Schritt der Entstehung",
        (
            _when("date", "Von oder am"),
            _when("until", "Bis"),
            _text("text", "Was geschah", 80, required=True),
            _text("result", "Ergebnis", 60),
        ), ("text",), "text",
    ),
    Sheet(
        FIGURES, "stated_figures", "Zahl im Text",
        (
            _text("text", "Angabe im Wortlaut", 80, "Wird zitiert; der Monitor rechnet nicht damit.", required=True),
            _when("as_of", "Stand der Angabe"),
            _text("source", "Quelle der Angabe", 36),
            _NOTE,
        ), ("text",), "text",
    ),
    Sheet(
        INDICATORS, "indicators", "Indikator",
        (
            _FIELD_OF,
            _INDICATOR,
            Column(f"{ONLY_SHOWN}name", "Name (nur zur Ansicht)", width=40, advice="Wird nicht zurückgelesen."),
            _flag("lead", "Leitindikator", "Steht groß auf der Seite des Handlungsfelds."),
            _flag("proposal", "Unser Vorschlag", "„nein“, wenn das Konzept selbst diesen Indikator nennt; leer: ja."),
            Column("baseline.value", "Ausgangswert", CellKind.NUMBER, False, 13, "Wie im Konzept genannt; wird gezeigt, nicht bewertet."),
            Column("baseline.year", "Ausgangsjahr", CellKind.INTEGER, False, 12),
            _text("baseline.source", "Quelle des Ausgangswerts", 34),
            _text("note", "Anmerkung zum Indikator", 60),
        ), ("field", "indicator"), "indicator",
    ),
    Sheet(
        TARGETS, "targets", "Zielwert",
        (
            _FIELD_OF,
            _INDICATOR_OF,
            _choice("rule", "Zielart", 24, _RULES, required=True),
            Column("value", "Zielwert", CellKind.NUMBER, False, 12, "In der Einheit des Indikators."),
            Column("upper", "Zielwert bis", CellKind.NUMBER, False, 12, "Nur bei einer Spanne: ihr anderes Ende."),
            Column("year", "Zieljahr", CellKind.INTEGER, False, 10),
            _when("since", "Seit", "Wann das Ziel beschlossen wurde. Frühere Zeilen bleiben stehen."),
            _text("reason", "Grund", 46, "Warum dieses Ziel, oder warum es ein früheres ablöst."),
            _flag("replaces", "Löst frühere ab", "„ja“: Ab „Seit“ zählen die Zielwerte darüber nicht mehr."),
            _NOTE,
        ), ("field", "indicator", "rule", "year", "since", "value"), "indicator", INDICATORS, ("field", "indicator"),
    ),
    Sheet(
        STATES, "states", "Begriff für einen Umsetzungsstand",
        (
            _choice("state", "Umsetzungsstand", 26, _labels(MeasureState), required=True),
            _text("label", "Heißt hier", 30, "Leer: wie im Monitor."),
            Column("words", "Weitere Wörter dafür", CellKind.LINES, False, 50, "Wie er in Blättern auch heißt; eine Zeile je Wort."),
        ), ("state",), "state",
    ),
    Sheet(
        CLASSES, "classes", "Maßnahmenklasse",
        (_id("Etwa A."), _text("label", "Klasse heißt", 46, required=True), _NOTE),
        ("id",), "label",
    ),
    Sheet(
        LEGEND, "legend", "Farbe",
        (
            _text("colour", "Farbe", 20, "Wie sie im Blatt genannt wird, etwa gelb.", required=True),
            _choice("state", "Bedeutet", 26, _labels(MeasureState), required=True),
        ), ("colour",), "colour",
    ),
    Sheet(
        HORIZONS, "horizons", "Frist",
        (
            _text("term", "Frist", 20, "Etwa kurzfristig.", required=True),
            Column("first_year", "Von Jahr", CellKind.INTEGER, True, 10),
            Column("last_year", "Bis Jahr", CellKind.INTEGER, True, 10),
        ), ("term",), "term",
    ),
)  # fmt: skip
SHEETS: Mapping[str, Sheet] = {each.title: each for each in _ALL}
"""The sheets with several rows, in their order, by title."""
FACT_COLUMNS = (
    _choice("fact", "Angabe", 34, {path: fact.label for path, fact in FACTS.items()}, "Aus der Auswahlliste.", required=True),
    _text("text", "Inhalt", 110, required=True),
    Column(f"{ONLY_SHOWN}advice", "Was hineingehört", width=60, advice="Wird nicht zurückgelesen."),
)
"""Columns of the first sheet."""


def words_of(path: str) -> str:
    """What a place in the concept is called in the workbook: ``fields.0.goals.1.text`` → ``Leitziel``, ``area.key`` → its label."""
    names = tuple(part for part in path.split(".") if not part.isdigit())
    for fact in (".".join(names), names[0] if names else ""):
        if fact in FACTS:
            return FACTS[fact].label
    for each in sorted(_ALL, key=lambda sheet: -len(sheet.chain)):
        if names[: len(each.chain)] == each.chain:
            heads = {column.key: column.head for column in each.columns}
            return heads.get(".".join(names[len(each.chain) :]), each.one)
    return ".".join(names)
