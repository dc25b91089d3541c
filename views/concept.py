"""Konzept: everything the concept file says, in finished German texts. What the source does not say is not there."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import compress

import store.reading
from domain.areas import Area
from domain.concepts import ActionField, Body, Concept, FieldKind, Goal, Member, RouteStep, StatedFigure, Version
from domain.periods import Period
from store.publication import Snapshot
from views.formats import NO_VALUE, counted, long_day

Cell = tuple[str, ...]  # the lines of a table cell
_NOTHING: Cell = (NO_VALUE,)
_NUMBERED = re.compile(r"[A-Z]{0,2}\d[\d.]*")
_ALL, _OTHERS = "Zu allen Handlungsfeldern", "Zu den Handlungsfeldern ohne eigene Anmerkung"


@dataclass(frozen=True)
class TextTable:
    """A table of texts, several lines to a cell; columns in which nothing is said are left out."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True)
class Decision:
    """What is known of the decision on one version: motion and mandates verbatim, the sittings in their order."""

    version: str
    motion: str
    mandates: tuple[str, ...]
    route: TextTable


@dataclass(frozen=True)
class ConceptView:
    """The whole page; empty parts have nothing to show. ``field_ids`` belong to the rows of ``fields``, in the same order."""

    name: str
    facts: tuple[tuple[str, str], ...]
    mission: str
    principles: tuple[str, ...]
    wording_note: str
    goals: tuple[str, ...]
    fields: TextTable
    field_ids: tuple[str, ...]
    field_note: str
    versions: TextTable
    decisions: tuple[Decision, ...]
    bodies: TextTable
    figures: TextTable
    incomplete: str


def build(snapshot: Snapshot, as_of: datetime | None = None) -> ConceptView:
    """The concept in force at that moment."""
    return concept_view(store.reading.concept(snapshot, as_of), store.reading.areas(snapshot, as_of))


def concept_view(concept: Concept, areas: Mapping[str, Area]) -> ConceptView:
    """The page of a concept; ``areas`` give the names of the areas compared with."""
    shared, heading = _shared_note(concept.fields)
    names = {body.id: body.name for body in concept.bodies}
    decisions = (_decision(version, names) for version in concept.versions)
    return ConceptView(
        name=concept.name,
        facts=_facts(concept, areas),
        mission=concept.mission,
        principles=concept.principles,
        wording_note=concept.wording_note,
        goals=tuple(map(_goal, concept.strategic_goals)),
        fields=_fields(concept.fields, shared),
        field_ids=tuple(field.id for field in concept.fields),
        field_note=f"{heading}: {shared}" if shared else "",
        versions=_versions(concept.versions),
        decisions=tuple(each for each in decisions if each.motion or each.mandates or each.route.rows),
        bodies=_bodies(concept.bodies),
        figures=_figures(concept.stated_figures),
        incomplete=concept.incomplete,
    )


def exact_date(text: str) -> str:
    """``27. Juli 2023``, ``Dezember 2017``, ``2006``: as exact as the source; a text that is no date stays as it is."""
    try:
        period = Period(text)
        label = period.label
    except ValueError:
        return text
    return long_day(date.fromisoformat(text)) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else label


def _facts(concept: Concept, areas: Mapping[str, Area]) -> tuple[tuple[str, str], ...]:
    area = f"{concept.area.name} (Schlüssel {concept.area.key})"
    compared = (areas[key].name if key in areas else key for key in concept.area.comparison)
    facts = (
        ("Zuständig", concept.responsible),
        ("Finanzierung", concept.funding),
        ("Wen das Konzept meint und anspricht", concept.scope),
        ("Beschließende Vertretung", concept.terms.council),
        ("Gebiet der Zahlen", f"{area}. {concept.area.note}" if concept.area.note else area),
        ("Vergleichsgebiete", "; ".join(compared)),
        ("Quelle", concept.source),
    )
    return tuple((label, text) for label, text in facts if text)


def _goal(goal: Goal) -> str:
    """The goal with its number where the id is one, such as ``A3``; other ids are only names for the machine."""
    return f"{goal.id}: {goal.text}" if _NUMBERED.fullmatch(goal.id) else goal.text


def text_table_of(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> TextTable:
    """The table without columns in which nothing is said."""
    filled = [[tuple(line for line in cell if line) for cell in row] for row in rows]
    kept = [any(column) for column in zip(*filled, strict=True)]
    return TextTable(tuple(compress(columns, kept)), tuple(tuple(cell or _NOTHING for cell in compress(row, kept)) for row in filled))


def _listed(texts: Sequence[str]) -> Cell:
    return tuple(f"• {text}" for text in texts) if len(texts) > 1 else tuple(texts)


def _shared_note(fields: Sequence[ActionField]) -> tuple[str, str]:
    """A note that several fields share, and for which it holds, so that it need not be read once per field."""
    notes = Counter(field.note for field in fields)
    if not fields or notes[""]:
        return "", ""
    note, count = notes.most_common(1)[0]
    return (note, _ALL if count == len(fields) else _OTHERS) if count > 1 else ("", "")


def _fields(fields: Sequence[ActionField], shared: str) -> TextTable:
    columns = ("Handlungsfeld", "Leitziele", "Handlungsansätze", "seit Fassung", "Anmerkung")
    return text_table_of(columns, (_field(field, "" if field.note == shared else field.note) for field in fields))


def _field(field: ActionField, note: str) -> tuple[Cell, ...]:
    kind = "" if field.kind is FieldKind.FIELD else field.kind.label
    goals, approaches = _listed([goal.text for goal in field.goals]), _listed(field.approaches)
    open_name = "" if field.adopted else "Name noch nicht mit dem Beschluss verglichen"
    return (f"{field.number} {field.name}".strip(), kind, open_name), goals, approaches, (field.since,), (note,)


def _versions(versions: Sequence[Version]) -> TextTable:
    columns = ("Fassung", "Datum", "beschlossen von", "gilt", "Dokument", "Anmerkung")
    return text_table_of(
        columns, (((v.label,), (exact_date(v.date),), (v.decided_by,), (_validity(v),), (v.document,), (v.note,)) for v in versions)
    )


def _validity(version: Version) -> str:
    """``ab Oktober 2023``, ``Juli 2014 bis September 2023``; empty where nobody says anything beside the decision."""
    start, end = exact_date(version.valid_from), exact_date(version.valid_until)
    if start and end:
        return f"{start} bis {end}"
    return f"ab {start}" if start else f"bis {end}" if end else ""


def _decision(version: Version, bodies: Mapping[str, str]) -> Decision:
    rows = (((exact_date(step.date),), (bodies.get(step.body, step.body),), (_public(step),)) for step in version.route)
    return Decision(version.label, version.motion, version.mandates, text_table_of(("Sitzung", "Gremium", "Öffentlichkeit"), rows))


def _public(step: RouteStep) -> str:
    return "" if step.public is None else "öffentlich" if step.public else "nichtöffentlich"


def _bodies(bodies: Sequence[Body]) -> TextTable:
    return text_table_of(("Gremium", "Rhythmus", "Mitglieder", "Leitung", "Aufgabe"), map(_body, bodies))


def _body(body: Body) -> tuple[Cell, ...]:
    place = f"Station {body.order} der Beratungsfolge" if body.order is not None else ""
    meetings = "" if body.meetings_per_year is None else counted(body.meetings_per_year, "Sitzung im Jahr", "Sitzungen im Jahr")
    reports = "" if body.reports_per_year is None else counted(body.reports_per_year, "Bericht im Jahr", "Berichte im Jahr")
    kind = "" if body.kind.label == body.name else body.kind.label
    members = (body.membership, *map(seat, body.members))
    return (body.name, kind, place), (body.rhythm, meetings, reports, _days(body)), members, (body.chair,), (body.task,)


def seat(member: Member) -> str:
    """``Leitung (Amt für Soziales)``, ``Geschäftsführung (Caritas, von außen)``."""
    details = ", ".join(part for part in (member.organisation, "von außen" if member.external else "") if part)
    return f"{member.role} ({details})" if details else member.role


def _days(body: Body) -> str:
    """How long before a meeting what is due, where it is otherwise than usual."""
    usual = Body(body.id, body.name, body.kind)
    named = ("Zahlen", body.figures_days, usual.figures_days), ("Sachstände", body.sheets_days, usual.sheets_days)
    told = (*named, ("Unterlage", body.pack_days, usual.pack_days))
    if all(days == default for _, days, default in told):
        return ""
    return "vor der Sitzung: " + ", ".join(f"{what} {counted(days, 'Tag', 'Tage')}" for what, days, _ in told)


def _figures(figures: Sequence[StatedFigure]) -> TextTable:
    rows = (((f"„{each.text}“",), (exact_date(each.as_of),), (each.source,), (each.note,)) for each in figures)
    return text_table_of(("Angabe im Wortlaut", "Stand", "Quelle", "Anmerkung"), rows)
