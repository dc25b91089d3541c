"""Why there is this report, on what it was resolved, and how everything stands at a glance."""

from collections.abc import Iterable

from reports.document import Block, Bullets, Cell, Column, Facts, Heading, Paragraph, Table
from reports.sections.cells import counted_terms, sources, weathers
from reports.sections.indicators import indicator_table, row_notes
from views.formats import NO_VALUE, day_text
from views.measure_texts import body_name
from views.overview import FieldCard, Overview
from views.report_material import Material

SIDE_BY_SIDE = "Bewertet wird die Entwicklung der Zahlen. Zahlen und Maßnahmen stehen nebeneinander; keines erklärt das andere."


def occasion(material: Material) -> tuple[Block, ...]:
    """Anlass und Beschlusslage: concept and its decision, mandates, period, data state. What is proposed to be resolved stands on the
    cover."""
    version = material.concept.newest
    mandates = version.mandates if version else ()
    return (
        Heading(1, "Anlass und Beschlusslage"),
        Facts(tuple(_occasion_facts(material)), "Grundlagen dieses Berichts"),
        *((Paragraph("", label="Mit dem Beschluss beauftragt:"), Bullets(mandates)) if mandates else ()),
    )


def _occasion_facts(material: Material) -> Iterable[tuple[str, str]]:
    concept, order = material.concept, material.order
    yield concept.terms.concept, concept.name
    version = concept.newest
    if version is not None:
        decided = ", ".join(part for part in (version.label, version.decided_by, day_text(version.date), version.document) if part)
        yield "Fassung", decided
    if order.cover.number:
        yield "Drucksache", order.cover.number
    if order.cover.route:
        yield "Beratungsfolge", "; ".join(", ".join(part for part in step if part) for step in route_words(material))
    yield "Berichtszeitraum", material.period
    yield "Datenstand", material.state
    if order.since_name:
        yield "Verglichen mit", order.since_name


def route_words(material: Material) -> tuple[tuple[str, str, str], ...]:
    """The decision route: body, day, öffentlich or nicht öffentlich; empty where nobody says."""
    publicity = {True: "öffentlich", False: "nicht öffentlich", None: ""}
    return tuple(
        (body_name(material.concept, step.body), day_text(step.date), publicity[step.public]) for step in material.order.cover.route
    )


def at_a_glance(material: Material) -> tuple[Block, ...]:
    """Gesamtüberblick: the figures of the start page, and each field in one line."""
    shown = material.overview
    return (
        Heading(1, "Gesamtüberblick"),
        Facts(tuple(_tiles(shown)), "Auf einen Blick"),
        field_table(shown.fields),
        Paragraph(SIDE_BY_SIDE),
        *sources(shown.area_note, f"{material.state}."),
    )


def _tiles(shown: Overview) -> Iterable[tuple[str, str]]:
    counts = shown.summary
    on_course = f"{counts.on_course} von {counts.judged}" if counts.judged else NO_VALUE
    yield "Indikatoren auf Kurs", f"{on_course} (Sonne oder leicht bewölkt, von allen bewerteten)"
    assessable = f"{counts.judged} von {counts.total}" if counts.total else NO_VALUE
    yield "Indikatoren bewertbar", f"{assessable} (Kontextindikatoren zählen nicht mit)"
    if counts.distribution:
        yield "Bewertungen", weathers(counts.distribution)
    yield "Maßnahmen", f"{shown.measure_count} ({f'gemeldet bis {shown.half_year}' if shown.half_year else 'noch keine gemeldet'})"
    if shown.measures:
        yield "Stand der Maßnahmen", counted_terms(shown.measures)
    yield "Maßnahmen verzögert", f"{shown.late} (geplantes Ende überschritten und noch offen)"


def field_table(cards: Iterable[FieldCard]) -> Table:
    """One line per action field: verdicts, how many can be assessed, measures, late ones."""
    columns = (
        Column("Handlungsfeld", 1.8),
        Column("Indikatoren", 1.7),
        Column("bewertbar", 1.0),
        Column("Maßnahmen", 2.6),
        Column("verzögert", 0.95, right=True),
    )
    return Table("Handlungsfelder im Überblick", columns, tuple(map(field_cells, cards)))


def field_cells(card: FieldCard) -> tuple[Cell, ...]:
    """The cells of a field below the columns of :func:`field_table`."""
    return (
        Cell(f"{card.number} {card.name}".strip()),
        Cell(weathers(card.summary.distribution) or "kein Indikator"),
        Cell(card.summary.coverage.replace(" bewertbar", "") if card.summary.total else NO_VALUE),
        Cell(counted_terms(card.measures) or "noch keine"),
        Cell(str(card.late) if card.measure_count else NO_VALUE),
    )


def context(material: Material) -> tuple[Block, ...]:
    """Rahmendaten: the area as a whole, never judged; nothing where the concept names none."""
    rows = material.overview.context
    if not rows:
        return ()
    found = dict.fromkeys(material.figures[row.id].source for row in rows)
    return (
        Heading(1, "Rahmendaten"),
        *indicator_table(f"Rahmendaten, {material.concept.area.name}", rows, material.figures),
        *row_notes(rows, material.figures),
        *sources(material.overview.area_note, *found, f"{material.state}."),
    )


def needs_attention(material: Material) -> tuple[Block, ...]:
    """Abweichungen und Steuerungsbedarf: what the start page lists under attention, whole."""
    attention = material.overview.attention
    if not attention:
        return (Heading(1, "Abweichungen und Steuerungsbedarf"), Paragraph("Zum Datenstand braucht nichts besondere Aufmerksamkeit."))
    listed = (block for kind, items in attention for block in (Heading(2, kind), Bullets(tuple(item.text for item in items))))
    return (Heading(1, "Abweichungen und Steuerungsbedarf"), *listed)
