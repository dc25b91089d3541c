"""Tables that several pages show: indicators, measures, states in one line."""

from collections.abc import Iterable, Sequence

import streamlit as st

from domain.concepts import FieldKind
from domain.deliveries import Delivery
from domain.indicators import Weather
from domain.measures import MeasureState, Schedule
from ui.components import chip, coloured, escape_md, image_md, link_md, table
from ui.context import Context
from views import formats
from views.changes import Changes
from views.freshness import TableState
from views.indicator import IndicatorView
from views.indicator_rows import IndicatorRow
from views.measure_rows import MeasureLine
from views.measure_texts import state_term
from views.overview import ALL_OF, NAMED, Attention, FieldCard
from views.sparkline import sparkline
from views.terms import Term, term
from views.value_notes import ValueNote


def counts_md(counts: Iterable[tuple[Weather | MeasureState | Term, int]], separator: str = " · ") -> str:
    """``☀ 3 Sonne · ☁ 1 Wolke`` in the colours of the states."""
    terms = ((state if isinstance(state, Term) else term(state), count) for state, count in counts)
    return separator.join(coloured(shown, f"{count} {shown.word}") for shown, count in terms)


IN_SHORT = {
    Weather.SUN: "auf Kurs",
    Weather.PARTLY: "fast auf Kurs",
    Weather.CLOUD: "nicht auf Kurs, aber in Bewegung zum Ziel",
    Weather.STORM: "Stillstand oder falsche Richtung",
    Weather.SUSPENDED: "mit den Vorjahren nicht vergleichbar",
    Weather.NONE: "für eine Bewertung fehlen Werte",
    Weather.ENDED: "Zieljahr vorbei, kein neues Ziel",
    Weather.CONTEXT: "beschreibt die Lage, wird nicht bewertet",
}


def weather_legend() -> None:
    """What the symbols mean, in one line that also prints."""
    st.caption(" · ".join(f"{escape_md(term(weather).label)}: {meaning}" for weather, meaning in IN_SHORT.items()))


def indicator_table(ctx: Context, rows: Sequence[IndicatorRow], alt: str, key: str = "indikatoren") -> None:
    """One line per indicator, with its course as a small drawing and the verdict in words."""
    columns = ("Indikator", "Verlauf", "Neuester Wert", "Veränderung", "Ziel", "Bewertung")
    table(columns, [_indicator(ctx, row) for row in rows], alt=alt, key=key, markdown=frozenset(range(6)))


def _indicator(ctx: Context, row: IndicatorRow) -> tuple[str, ...]:
    span = f"{row.spark[0][0]} bis {row.spark[-1][0]}" if len(row.spark) > 1 else ""
    drawing = image_md(sparkline(tuple(value for _, value in row.spark), row.name), f"Verlauf {span}") if span else ""
    return (
        link_md(ctx, row.name, "indikator", id=row.id) + ("  \n:gray[Leitindikator]" if row.lead else ""),
        f"{drawing}  \n:gray[{span}]" if drawing else "",
        f"**{escape_md(row.value)}**  \n{escape_md(row.period)}" + (f"  \n{escape_md(row.pair)}" if row.pair else ""),
        escape_md(row.change),
        escape_md(row.target),
        f"{chip(row.weather)}  \n{escape_md(row.sentence)}",
    )


def measure_table(ctx: Context, lines: Sequence[MeasureLine], alt: str, *, with_field: bool, key: str = "massnahmen") -> None:
    """One line per measure; the field page shows the report's text instead of the field."""
    about = "Handlungsfeld" if with_field else "Sachstand"
    columns = ("Maßnahme", about, "Stand", "Termin", "Zielerreichung", "Priorität", "geplant bis", "Federführung", "gemeldet für")
    table(columns, [_measure(ctx, each, with_field) for each in lines], alt=alt, key=key, markdown=frozenset(range(9)))


def _measure(ctx: Context, line: MeasureLine, with_field: bool) -> tuple[str, ...]:
    also = f"  \n:gray[auch: {escape_md(', '.join(line.also))}]" if line.also else ""
    rank = f"Rang {line.rank}" if line.rank else ""
    return (
        link_md(ctx, f"{line.id} {line.title}", "massnahmen", id=line.id),
        escape_md(line.field) + also if with_field else escape_md(line.status_text),
        coloured(line.shown),
        chip(line.schedule),
        chip(line.attainment),
        escape_md(" · ".join(filter(None, (line.priority, rank))) or formats.NO_VALUE),
        escape_md(line.planned_end),
        escape_md(line.lead),
        escape_md(line.reported),
    )


def field_table(ctx: Context, cards: Sequence[FieldCard]) -> None:
    """One line per action field: how its indicators are judged, its lead indicators, its measures."""
    columns = ("Handlungsfeld", "Indikatoren", "bewertbar", "Leitindikatoren", "Maßnahmen", "verzögert")
    table(columns, [_field(ctx, card) for card in cards], alt="Handlungsfelder", key="felder", markdown=frozenset({0, 1, 3, 4}))


def _field(ctx: Context, card: FieldCard) -> tuple[str, ...]:
    lead = (
        f"{link_md(ctx, row.name, 'indikator', id=row.id)}  \n**{escape_md(row.value)}** ({escape_md(row.period)}) {chip(row.weather)}"
        for row in card.lead
    )
    name = link_md(ctx, f"{card.number} {card.name}".strip(), "handlungsfeld", id=card.id)
    return (
        f"**{name}**" + ("" if card.kind is FieldKind.FIELD else f"  \n:gray[{card.kind.label}]"),
        counts_md(card.summary.distribution, "  \n") or ":gray[kein Indikator]",
        card.summary.coverage.replace(" bewertbar", "") if card.summary.total else "–",
        "  \n".join(lead) or "–",
        counts_md(card.measures, "  \n") or ":gray[noch keine]",
        str(card.late) if card.measure_count else "–",
    )


def change_table(ctx: Context, changes: Changes) -> None:
    """Verdicts and measure states that differ from before, in one table."""
    verdicts = [
        (link_md(ctx, each.name, "indikator", id=each.indicator), chip(each.before), chip(each.after), escape_md(each.between))
        for each in changes.verdicts
    ]
    measures = [
        (
            link_md(ctx, f"{each.measure} {each.title}", "massnahmen", id=each.measure),
            _state(ctx, each.before) if each.before else ":gray[neu]",
            _state(ctx, each.after),
            escape_md("; ".join(part for part in (f"{changes.since} → {changes.until}", each.moved) if part)),
        )
        for each in changes.measures
    ]
    columns = ("Indikator oder Maßnahme", "vorher", "jetzt", "zwischen")
    table(columns, verdicts + measures, alt="Geänderte Bewertungen und Stände", key="aenderungen", markdown=frozenset(range(4)))


def _state(ctx: Context, state: MeasureState) -> str:
    return coloured(state_term(ctx.concept, state)) if ctx.concept else chip(state)


def value_table(ctx: Context, shown: IndicatorView) -> None:
    """Value, range where it has one, verdict and origin link of every period, newest first."""
    selection = {"id": shown.definition.id, "gebiet": shown.area.key, "ansicht": "tabelle"}
    ranged = any(each.range for each in shown.rows)
    rows = [
        (
            each.period_text,
            escape_md(each.value),
            *((escape_md(each.range),) if ranged else ()),
            chip(each.weather),
            escape_md(each.sentence),
            escape_md(each.basis),
            link_md(ctx, "Woher?", "indikator", **selection, zeitraum=each.period),
        )
        for each in shown.rows
    ]
    columns = ("Zeitraum", "Wert", *(("Spanne",) if ranged else ()), "Bewertung", "Begründung", "Grundlage", "Herkunft")
    table(columns, rows, alt=f"{shown.definition.name}, {shown.area.name}", key="werte", markdown=frozenset(range(1, len(columns))))


def note_list(notes: Sequence[ValueNote]) -> None:
    """What was noted about values when they were taken over; nothing where there is nothing."""
    if notes:
        st.subheader("Anmerkungen zu den Werten", anchor=False)
        rows = [(each.period, each.reason, each.found, each.by) for each in notes]
        table(("Zeitraum", "Anmerkung", "Hinweis war", "bestätigt"), rows, alt="Anmerkungen zu den Werten", key="anmerkungen")


def freshness_table(tables: Sequence[TableState]) -> None:
    """Age of each table and when its next edition is due."""
    columns = ("Tabelle", "Merkmale", "neueste Zahlen", "älteste Zahlen", "eingespielt", "Lieferung", "nächste fällig")
    rows = [
        (
            f"{escape_md(each.title)}  \n:gray[{escape_md(each.publisher)}]",
            escape_md(", ".join(each.series)),
            each.newest,
            each.oldest,
            formats.day(each.accepted_at),
            f"Nr. {each.delivery}",
            _due(each),
        )
        for each in tables
    ]
    table(columns, rows, alt="Tabellen mit Alter und nächstem Termin", key="tabellen", markdown=frozenset({0, 1, 6}))


def _due(each: TableState) -> str:
    if each.overdue:
        return coloured(term(Schedule.LATE), f"überfällig seit {formats.day(each.due)}")
    return f"bis {formats.day(each.due)}" if each.due else "kein fester Termin"


def delivery_table(deliveries: Sequence[Delivery]) -> None:
    """All deliveries, newest first."""
    columns = ("Nr.", "Datei", "Inhalt", "Zeilen", "übernommen", "von", "Zustand", "Anmerkung")
    rows = [
        (
            str(each.number),
            each.file.name,
            each.source.title,
            formats.number(each.rows),
            formats.moment(each.accepted_at),
            each.accepted_by,
            f"zurückgenommen am {formats.moment(each.withdrawn_at)}: {each.withdrawal_reason}" if each.withdrawn_at else "gültig",
            each.note,
        )
        for each in deliveries
    ]
    table(columns, rows, alt="Alle Lieferungen, neueste zuerst", key="lieferungen")


def attention_lists(ctx: Context, attention: Iterable[tuple[str, Sequence[Attention]]]) -> None:
    """What needs attention, a short list per kind, each item linked to where more is said."""
    for kind, items in attention:
        st.subheader(f"{kind} ({len(items)})", anchor=False)
        points = [link_md(ctx, item.text, item.slug, **dict(item.selection)) for item in items[:NAMED]]
        if len(items) > NAMED:
            points.append(link_md(ctx, f"{formats.number(len(items) - NAMED)} weitere", items[0].slug, **ALL_OF.get(kind, {})))
        st.markdown("\n".join(f"- {point}" for point in points))
