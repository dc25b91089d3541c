"""A document with every kind of block, for the tests of the writers: what is looked for stands here, in front of the reader."""

from datetime import date, datetime

from domain.indicators import Rule, Target, Weather
from domain.reports import Cover, ReportKind
from reports.document import (
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Statement,
    Table,
    Tone,
)
from views.chart_style import ChartAbout
from views.charts import Line, LineChart, Point, line_chart
from views.terms import WEATHER

MOMENT = datetime(2026, 3, 12, 13, 5)
STATE = "Berichtsstand 2026-1 (Daten bis 12.03.2026, 14:05 Uhr)"
SECRET_SIGNS = "<b>kein Markup</b> & „Zitat“ {{Titel}}"
CHART = Chart(
    line_chart(
        LineChart(
            "Beschäftigungsquote der Ausländerinnen und Ausländer",
            "Prozent",
            1,
            (Line("Musterstadt", tuple(Point(2019 + step, 48.0 + step * 1.5, weather=Weather.SUN) for step in range(5))),),
            Target(Rule.TARGET_YEAR, 60.0, 2030, since="2021-05"),
        )
    ),
    ChartAbout("Musterstadt, 2019 bis 2023", "Quelle: Statistik der Bundesagentur für Arbeit", STATE),
)
_COLUMNS = (Column("Indikator", 2.4), Column("Wert", 1.0, right=True), Column("Bewertung", 1.6))


def _rows(count: int) -> tuple[tuple[Cell, ...], ...]:
    weather = WEATHER[Weather.STORM]
    return tuple(
        (Cell(f"Kennzahl {each}"), Cell(f"{each},5\u202f%", number=each + 0.5), Cell(weather.label, weather))
        for each in range(1, count + 1)
    )


INDICATORS = Table("Wirkungsindikatoren des Handlungsfelds", _COLUMNS, _rows(3), "Quelle: Landesamt für Statistik")
LONG = Table(
    "Alle Maßnahmen",
    (Column("Maßnahme", 3), Column("Stand", 1), Column("Termin", 1)),
    tuple((Cell(f"1.{each} Sprachcafé im Quartier"), Cell("läuft"), Cell("31.12.2026")) for each in range(1, 61)),
)
BLOCKS = (
    Heading(1, "Handlungsfeld Bildung", "1"),
    Paragraph("Junge Menschen erreichen einen Abschluss.", Tone.QUOTE, "Leitziel:"),
    Paragraph("2 von 3 Indikatoren sind auf Kurs.", Tone.LEAD),
    Heading(2, "Zahlen", "1.1"),
    INDICATORS,
    CHART,
    Paragraph("Die Quote lag 2023 bei 54,0\u202f%.", Tone.PROPOSAL),
    Paragraph("Konsequenzen fehlen.", Tone.WARNING),
    Heading(2, "Maßnahmen", "1.2"),
    Statement("3.1", "Kennzahl 1 liegt bei 1,5\u202f%.", WEATHER[Weather.STORM]),
    Bullets(("Erster Schritt", "Zweiter Schritt")),
    LONG,
    PageBreak(),
    Heading(1, "Methoden", "2"),
    Facts((("Gebiet", "Musterstadt"), ("Zeichen", SECRET_SIGNS)), "Angaben"),
    Paragraph("Ein Text mit\nzwei Zeilen.", label="Hinweis:"),
)
DOCUMENT = Document(
    kind=ReportKind.COUNCIL,
    title="Umsetzungsbericht",
    subtitle="Integrationskonzept der Musterstadt, 1. Halbjahr 2026",
    municipality="Musterstadt",
    state=STATE,
    made_for=MOMENT,
    blocks=BLOCKS,
    cover=Cover(
        "Umsetzungsbericht 2026", "2026/0815", "Dezernat IV", "Integrationsbüro", date(2026, 3, 20), motion="Der Rat nimmt Kenntnis."
    ),
    marks=("Entwurf", "Nicht öffentlich"),
    route=(("Integrationsrat", "12.05.2026", "öffentlich"), ("Rat", "25.06.2026", "nicht öffentlich")),
)
