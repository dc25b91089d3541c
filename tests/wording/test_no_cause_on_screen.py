"""What the demo shows and hands out, read as a whole: sentences that only come together when a page or a document is made."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import store.reading
import workflows
from domain.access import OFFICE, Role
from domain.local_time import today
from store import Home, open_snapshot
from tests.drawn_page import drawn, sent
from tests.wording.rules import offences
from ui.navigation import load_pages
from views import field, indicator, indicator_areas, measures, overview, recomputed
from views.indicator import Selection

ROOT = Path(__file__).resolve().parents[2]
PAGES = {module.PAGE.slug: module.PAGE for module in load_pages()}


PARTS = ("reihe", "ziel", "abstand", "gruppen", "gebiete", "tabelle", "steckbrief")


@pytest.mark.parametrize("part", PARTS)
def test_no_part_of_an_indicators_page_states_a_cause_predicts_or_ranks(
    monkeypatch: pytest.MonkeyPatch, shown_home: Path, part: str
) -> None:
    for chosen in ("einbuergerungsquote_lsn", "mindestsicherung_abstand"):
        app = drawn(monkeypatch, shown_home, "indikator", Role.OFFICE, id=chosen, ansicht=part)
        assert not app.exception
        assert offences(sent(app)) == []


@pytest.mark.parametrize("selection", [{"ansicht": "zeitplan"}, {"ansicht": "tafel"}, {"feld": "arbeit", "suche": "e"}])
def test_no_list_of_measures_states_a_cause_predicts_or_ranks(
    monkeypatch: pytest.MonkeyPatch, shown_home: Path, selection: dict[str, str]
) -> None:
    app = drawn(monkeypatch, shown_home, "massnahmen", Role.OFFICE, **selection)
    assert not app.exception
    assert offences(sent(app)) == []


def test_no_page_of_a_measure_states_a_cause_predicts_or_ranks(shown_home: Path) -> None:
    """Idea 7: a contribution is an assumption; the generated sentences of every measure's page claim no effect."""
    with open_snapshot(Home(shown_home)) as snapshot:
        pages = [measures.one(snapshot, OFFICE, row.measure, today()) for row in store.reading.measures(snapshot, OFFICE)]
    texts = [text for each in pages for text in said(each)]
    assert len(texts) > 2000
    assert [offence for text in dict.fromkeys(texts) for offence in offences(text)] == []


def test_resources_beside_work_claim_no_effect(monkeypatch: pytest.MonkeyPatch, shown_home: Path) -> None:
    """L15: money and what was done stand side by side."""
    content = sent(drawn(monkeypatch, shown_home, "massnahmen", Role.OFFICE, ansicht="mittel"))
    assert "Mittel und Leistungen nebeneinander" in content
    assert offences(content) == []


@pytest.mark.parametrize("slug", PAGES)
def test_no_page_of_the_demo_states_a_cause_predicts_or_ranks(monkeypatch: pytest.MonkeyPatch, shown_home: Path, slug: str) -> None:
    for role in PAGES[slug].roles:
        content = sent(drawn(monkeypatch, shown_home, slug, role))
        assert len(content) > 500
        assert offences(content) == []


def test_no_view_of_an_indicator_or_field_states_a_cause_predicts_or_ranks(shown_home: Path) -> None:
    with open_snapshot(Home(shown_home)) as snapshot:
        concept = store.reading.concept(snapshot)
        shown: list[Any] = [overview.build(snapshot, OFFICE, today())]
        shown += [field.build(snapshot, OFFICE, each.id, today()) for each in concept.fields]
        for used in dict.fromkeys(use.indicator for use in concept.indicators):
            shown += [indicator.build(snapshot, OFFICE, Selection(used, area)) for area in (None, "03", "03101")]
            shown.append(indicator_areas.build(snapshot, OFFICE, used, concept.area.key))
        shown += recomputed.build(snapshot)
    texts = [text for each in shown for text in said(each)]
    assert len(texts) > 2000
    assert [offence for text in dict.fromkeys(texts) for offence in offences(text)] == []


def test_no_workbook_states_a_cause_predicts_or_ranks(shown_home: Path) -> None:
    with open_snapshot(Home(shown_home)) as snapshot:
        books = [workflows.status_sheet(snapshot, OFFICE, "2026-H2"), workflows.catalogue_sheet(snapshot)]
        deliveries = workflows.deliveries(snapshot, OFFICE)
        books += [workflows.delivered(snapshot, OFFICE, each) for each in deliveries[-2:]]
    texts = [
        str(cell)
        for book in books
        for sheet in load_workbook(BytesIO(book))
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
    ]
    assert len(texts) > 3000
    assert [offence for text in dict.fromkeys(texts) for offence in offences(text)] == []


def said(value: Any) -> Iterator[str]:
    """Every text in a view model, those of its charts included."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from said(getattr(value, each.name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from said(each)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from said(each)
    elif hasattr(value, "to_pylist"):
        yield from said(value.to_pylist())
