"""The numbers of a document as rows for a workbook: every period of its indicators, every report on its measures."""

from collections.abc import Iterable

from domain.measures import MeasureRow
from domain.periods import Period
from reports.data_rows import DataRow
from views.formats import exact, sign_words, value_cell, with_unit
from views.indicator_rows import target_words
from views.measure_page import participants
from views.report_figures import Figure
from views.report_material import FieldMaterial, Material
from views.terms import term
from views.values import Point

INDICATORS, MEASURES, RESOURCES = "Indikatoren", "Maßnahmen", "Mittel"


def data_rows(material: Material) -> tuple[DataRow, ...]:
    """Indicators by field, then those of the area as a whole, then measures. An indicator of two fields stands in both."""
    fields = [row for field in material.fields for row in _field(material, field)]
    context = [row for each in material.overview.context for row in _figure(material, each.id, "")]
    return (*fields, *context, *(row for field in material.fields for row in _measures(material, field)))


def _field(material: Material, field: FieldMaterial) -> Iterable[DataRow]:
    shown = field.shown
    for row in (*(card.row for card in shown.leads), *shown.others, *shown.context):
        yield from _figure(material, row.id, field.field.name)


def _figure(material: Material, indicator: str, field: str) -> Iterable[DataRow]:
    figure = material.figures[indicator]
    for point in reversed(figure.series.points if figure.series else ()):
        yield _value(material, figure, point, field)
    for target in figure.targets:
        if target.value is not None:
            definition = figure.definition
            yield DataRow(
                INDICATORS, definition.name, "Zielwert", str(target.year or "jedes Jahr"), target.value, target_words(target, definition),
                definition.unit, field, definition.id, material.concept.area.name, state=material.state,
            )  # fmt: skip


def _value(material: Material, figure: Figure, point: Point, field: str) -> DataRow:
    definition = figure.definition
    signs = sign_words(point.signs)
    weather = f"Bewertung: {term(point.shown).word}" if point.shown.judged else ""
    return DataRow(
        topic=INDICATORS,
        name=definition.name,
        what="Wert",
        period=Period(point.period).label,
        value=point.value,
        text=value_cell(point.value, point.missing, point.signs, definition.unit, definition.decimals),
        unit=definition.unit,
        field=field,
        key=definition.id,
        area=material.concept.area.name,
        note="; ".join(part for part in (signs, weather, f"Grundlage: {point.basis}" if point.basis else "") if part),
        source=figure.source,
        delivery=material.figures.places.get((definition.id, point.period), ""),
        state=material.state,
    )


def _measures(material: Material, field: FieldMaterial) -> Iterable[DataRow]:
    """What reports count: progress, participants, outputs and, where the document may name it, money."""
    for detail in field.details:
        for report in detail.reports or (detail.row,):
            yield from _report(material, field.field.name, report)
        for name, value in (("Kosten geplant", detail.row.cost_planned), ("Kosten verwendet", detail.row.cost_actual)):
            if value is not None:
                yield _row(material, RESOURCES, field.field.name, detail.row, name, value, with_unit(value, "€"), "€")
        for each in detail.row.resources:
            label = each.kind.label
            for name, value in ((f"{label} geplant", each.planned), (f"{label} verwendet", each.actual)):
                if value is not None:
                    yield _row(
                        material, RESOURCES, field.field.name, detail.row, name, value, exact(value), "", f"{each.year}", each.source
                    )


def _report(material: Material, field: str, report: MeasureRow) -> Iterable[DataRow]:
    if report.progress is not None:
        text = with_unit(report.progress, "Prozent")
        yield _row(material, MEASURES, field, report, "Umsetzungsgrad", report.progress, text, "Prozent")
    if report.participants is not None or "participants" in report.small:
        value, text = report.participants, participants(report, material.fewest)
        yield _row(material, MEASURES, field, report, "Teilnehmende", value, text, "Personen")
    for each in report.outputs:
        yield _row(material, MEASURES, field, report, each.name, each.amount, exact(each.amount), "")


def _row(
    material: Material,
    topic: str,
    field: str,
    report: MeasureRow,
    what: str,
    value: float | None,
    text: str,
    unit: str,
    period: str = "",
    note: str = "",
) -> DataRow:
    return DataRow(
        topic, f"{report.measure} {report.title}", what, period or Period(report.period).label, value, text, unit, field, report.measure,
        note=note, source="Sachstandsmeldung der Federführung", state=material.state,
        delivery=f"Blatt {report.sheet}, Zelle {report.cell}" if report.cell else "",
    )  # fmt: skip
