"""R2, R3, L3, L8: what stands in documents, in which order, under which numbers, and what never does."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import store.reading
from domain.access import OFFICE, Role, Viewer
from domain.reports import ReportKind, ReportOrder
from reports.compose import TEMPLATES, compose, presentation
from reports.document import Chart, Document, Heading, Table
from reports.figure_tables import figures_below
from reports.sections.statements import NUMBER
from reports.texts import document_texts
from store import Home, open_snapshot
from store.publication import Snapshot
from tests.workflows.homes import make_home
from views import field, report_material
from views.terms import Term, term

NOW = datetime(2026, 11, 23, 12, 30, 15, 123456)
DAY = NOW.date()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    home = make_home(tmp_path_factory.mktemp("berichte") / "home", now=NOW - timedelta(days=1))
    with open_snapshot(home) as opened:
        yield opened


SILENT = "2020-H1"
"""A half-year about which the office wrote nothing."""


def order(kind: ReportKind, *, public: bool = False, fields: tuple[str, ...] = ()) -> ReportOrder:
    return ReportOrder(kind, SILENT, "2025-H2", "2026-H1", NOW, DAY, public=public, fields=fields)


def document(snapshot: Snapshot, kind: ReportKind, *, public: bool = False, fields: tuple[str, ...] = ()) -> Document:
    return compose(report_material.build(snapshot, OFFICE, order(kind, public=public, fields=fields)))


NOT_SAID = {
    "id", "field_id", "also_ids", "spark", "kind", "number", "since", "state", "schedule", "attainment", "asked", "markdown", "fill",
    "meaning", "chart",
}  # fmt: skip
"""Attributes of view models that are ids, colours, codes of what is said beside them, or for one department only."""


def shown_texts(value: object) -> Iterator[str]:
    """Every finished text of a view model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Term):
        yield value.label
    elif isinstance(value, tuple):
        for each in value:
            yield from shown_texts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name not in NOT_SAID:
                yield from shown_texts(getattr(value, each.name))


@pytest.mark.parametrize("public", [False, True])
def test_every_text_of_the_fields_page_stands_in_its_report(snapshot: Snapshot, public: bool) -> None:
    """O3, L3: the report is the screen: nothing a field's page says is missing in its section."""
    concept = store.reading.concept(snapshot, NOW)
    viewer = Viewer(Role.PUBLIC if public else Role.CONTROLLING)
    written = "\n".join(document_texts(document(snapshot, ReportKind.COUNCIL, public=public)))
    for each in concept.fields:
        shown = field.build(snapshot, viewer, each.id, DAY, NOW)
        missing = [text for text in shown_texts(shown) if text.rstrip(".") not in written]
        assert not missing
        assert shown.chart is None or shown.chart.alt in written
        weathers = {row.weather for row in (*(card.row for card in shown.leads), *shown.others, *shown.context)}
        assert all(term(weather).label in written for weather in weathers)


@pytest.mark.parametrize("kind", list(ReportKind))
def test_headings_have_no_gaps_and_tables_are_whole(snapshot: Snapshot, kind: ReportKind) -> None:
    made = document(snapshot, kind)
    levels = [block.level for block in made.blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in (block for block in made.blocks if isinstance(block, Table)):
        assert table.caption
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert table.rows
    assert made.made_for == NOW.replace(microsecond=0)
    assert "Entwurf" in made.marks
    assert any("erfunden" in mark for mark in made.marks)


def test_a_council_report_has_the_parts_of_such_a_report_in_order(snapshot: Snapshot) -> None:
    made = document(snapshot, ReportKind.COUNCIL)
    heads = [f"{block.number} {block.text}" for block in made.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == [
        "1 Anlass und Beschlusslage", "2 Gesamtüberblick", "3 Rahmendaten", "4 Handlungsfelder", "5 Ressourcen: geplant und verwendet",
        "6 Abweichungen und Steuerungsbedarf", "7 Beschlüsse, Aufträge und Nachsteuerung",
        "8 Was die nächste Fortschreibung berücksichtigen soll",
        "9 Methodik, Zeichen und Quellen", "10 Anhang: Datentabellen", "11 Abkürzungen",
    ]  # fmt: skip
    second = [f"{block.number} {block.text}" for block in made.blocks if isinstance(block, Heading) and block.level == 2]
    assert "4.2 Handlungsfeld 2: Kita, Schule und Bildungswege" in second
    texts = document_texts(made)
    at = {part: texts.index(part) for part in ("Lage: was die Zahlen zeigen", "Arbeit: was die Maßnahmen tun", "Konsequenzen")}
    assert list(at) == sorted(at, key=at.__getitem__)


def test_a_field_that_needs_consequences_says_why_as_long_as_there_are_none(snapshot: Snapshot) -> None:
    texts = document_texts(document(snapshot, ReportKind.FIELD_SHEET, fields=("bildung",)))
    assert any(text.startswith("Noch nicht eingetragen") for text in texts)
    assert any(text.startswith("Indikator mit Blitz: Anteil ohne Hauptschulabschluss") for text in texts)


def test_statements_of_a_pack_have_the_numbers_of_the_wall(snapshot: Snapshot) -> None:
    material = report_material.build(snapshot, OFFICE, order(ReportKind.PACK))
    assert material.briefing is not None
    tables = [block for block in compose(material).blocks if isinstance(block, Table) and block.columns[0] == NUMBER]
    said = [row[0].text for table in tables for row in table.rows]
    assert said == [line.number for slide in material.briefing.slides for line in slide.all_lines]
    rows = {row[0].text: " ".join(cell.text for cell in row[1:]) for table in tables for row in table.rows}
    elsewhere = [
        line.number
        for line in (each for slide in material.briefing.slides for each in slide.all_lines)
        if line.text.split(":")[0] not in rows[line.number]
    ]
    assert not elsewhere  # each statement stands beside its own number
    chapters = [block.number for block in compose(material).blocks if isinstance(block, Heading) and block.level == 1 and block.number]
    assert chapters == [str(slide.number) for slide in material.briefing.slides]


def test_a_pack_begins_with_its_exceptions_and_lists_chapters_only(snapshot: Snapshot) -> None:
    """§4 idea 4: exceptions first, each once with the number of its kind; the texts of the office are no chapters."""
    made = document(snapshot, ReportKind.PACK)
    heads = [block for block in made.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads[0].text == "Ausnahmen auf einen Blick"
    assert not [block for block in made.blocks if isinstance(block, Heading) and block.text in ("Bewertung", "Hemmnisse", "Konsequenzen")]
    listed = next(block for block in made.blocks if isinstance(block, Table) and block.caption == heads[0].text)
    kinds = [row[0].text for row in listed.rows]
    assert len({row[1].text for row in listed.rows}) == len(listed.rows)
    assert all(f"({kinds.count(kind)})" in kind for kind in kinds)
    assert any(kind.startswith("Indikator nicht auf Kurs") for kind in kinds)
    assert any(kind.startswith("Maßnahme verzögert") for kind in kinds)
    assert any(kind.startswith("Förderung endet") for kind in kinds)


@pytest.mark.parametrize("kind", [each for each in ReportKind if each is not ReportKind.PACK])
def test_nothing_internal_enters_a_public_document(snapshot: Snapshot, kind: ReportKind) -> None:
    """O2: obstacles, contacts, costs, steering and the office's reasons stay inside."""
    rows = store.reading.measures(snapshot, OFFICE, NOW)
    internal = {text for row in rows for text in (row.obstacles, row.schedule_reason) if text}
    assert internal
    everything = "\n".join(document_texts(document(snapshot, kind, public=True)))
    assert not [text for text in internal if text in everything]
    assert "€" not in everything
    assert "Nicht öffentlich" not in everything
    inside = "\n".join(document_texts(document(snapshot, ReportKind.MEASURES)))
    assert any(text in inside for text in internal)
    assert "€" in inside


def test_abbreviations_that_occur_are_explained_and_no_others(snapshot: Snapshot) -> None:
    texts = document_texts(document(snapshot, ReportKind.COUNCIL))
    start = max(place for place, text in enumerate(texts) if text.endswith("Abkürzungen"))
    known = dict(zip(texts[start + 1 :: 2], texts[start + 2 :: 2], strict=False))
    assert known["AZR"] == "Ausländerzentralregister"
    assert "Fachkräfte" not in known
    before = " ".join(texts[:start])
    assert all(short in before for short in known)
    assert "MSO" not in known


def test_a_drawing_names_the_annex_that_has_its_years(snapshot: Snapshot) -> None:
    """Each drawn course stands once as a table, not beside the drawing and in the annex."""
    blocks = document(snapshot, ReportKind.COUNCIL).blocks
    drawn = [block for block in blocks if isinstance(block, Chart) and block.values]
    annex = [block.text for block in blocks if isinstance(block, Heading)].index("Anhang: Datentabellen")
    heads = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    listed = {block.caption.rpartition(" (")[0] for block in blocks[heads[annex] :] if isinstance(block, Table)}
    assert drawn and all(figures_below(each) == () for each in drawn)
    assert all(any(each.spec.title.startswith(name) for name in listed) for each in drawn)


def test_a_packs_presentation_is_agenda_and_exceptions_beside_the_slides(snapshot: Snapshot) -> None:
    pack = report_material.build(snapshot, OFFICE, order(ReportKind.PACK))
    whole, projected = compose(pack).blocks, presentation(pack, compose(pack)).blocks
    assert [each.text for each in projected if isinstance(each, Heading) and each.level == 1][:1] == ["Ausnahmen auf einen Blick"]
    assert whole[:3] == projected[:3] and len(projected) < len(whole) / 2
    council = report_material.build(snapshot, OFFICE, order(ReportKind.COUNCIL))
    assert presentation(council, compose(council)) == compose(council)


def test_every_kind_has_a_template() -> None:
    assert set(TEMPLATES) == set(ReportKind)


def test_a_concept_without_figures_and_measures_still_gives_every_document(tmp_path: Path) -> None:
    home = make_home(tmp_path / "leer", "regensburg", now=NOW - timedelta(days=1))
    with open_snapshot(Home(home.path)) as opened:
        for kind in ReportKind:
            assert document(opened, kind).blocks
