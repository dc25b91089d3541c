"""The catalogue: what people type finds what they mean; filters and lines say what is so."""

import time
from dataclasses import replace
from datetime import date

import pytest

from domain.access import Role
from domain.vocabulary import TOPICS
from indicators.library import library
from store import Home, open_snapshot
from tests.drawn_page import drawn, sent
from tests.workflows.homes import make_home
from views import catalogue
from views.catalogue import Catalogue, Filter
from views.search import plain, search, search_text

LIBRARY = library()
TEXTS = {key: search_text(each) for key, each in LIBRARY.items()}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return make_home(tmp_path_factory.mktemp("katalog") / "home")


@pytest.fixture(scope="module")
def shown(home: Home) -> Catalogue:
    with open_snapshot(home) as snapshot:
        return catalogue.build(snapshot, date(2026, 11, 23))


def test_texts_are_compared_without_case_umlauts_and_marks() -> None:
    assert plain("  Größe der SGB-II-Quote (über 15) ") == "groesse der sgb ii quote ueber 15"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Einbürgrungsquote", "einbuergerungsquote_vorjahr"),
        ("EINBUERGERUNGSQUOTE", "einbuergerungsquote_vorjahr"),
        ("Arbeitlose", "arbeitslose"),
        ("arbeitslosenquote", "arbeitslosenquote"),
        ("Bevölkerung", "bevoelkerung"),
    ],
)
def test_a_name_is_found_first_with_typos_too(typed: str, first: str) -> None:
    assert search(typed, TEXTS)[0] == first


def test_other_words_and_table_numbers_lead_there() -> None:
    kindergarten = search("Kindergarten", TEXTS)
    assert {"kita_kinder", "kita_anteil_eltern_auslaendisch"} <= set(kindergarten)
    assert all("kind" in plain(LIBRARY[key].name) for key in kindergarten[:3])
    numbered = {"a": replace(LIBRARY["bevoelkerung"], tables=("12521-01-01-4",)), "b": LIBRARY["arbeitslose"]}
    texts = {key: search_text(each) for key, each in numbered.items()}
    assert search("12521", texts) == ("a",) == search("12521-01", texts)
    assert search("12522", texts) == ()
    assert "auslaenderanteil_azr" in search("12521", TEXTS) and "aufenthalt_ab_10_jahre" in search("12521", TEXTS)
    assert set(search("4-1-5", TEXTS)) == {"fruehe_schulabgaenger_mh", "fruehe_schulabgaenger_abstand"}


def test_every_word_has_to_be_there_and_nonsense_finds_nothing() -> None:
    both = set(search("Arbeitslosenquote Ausländer", TEXTS))
    assert both and both <= set(search("Arbeitslosenquote", TEXTS))
    assert search("Arbeitslosenquote Quastenflosser", TEXTS) == ()
    assert search("", TEXTS) == tuple(TEXTS)


def test_each_indicator_is_found_by_its_own_name() -> None:
    missed = [key for key, each in LIBRARY.items() if key not in search(each.name, TEXTS)[:5]]
    assert missed == []


def test_lines_say_how_fresh_an_indicator_is_and_where_it_is_used(shown: Catalogue) -> None:
    rows = {row.id: row for row in shown.rows}
    assert len(rows) == len(LIBRARY)
    rate = rows["einbuergerungsquote_lsn"]
    assert (rate.newest, rate.origin) == ("2024", "mitgeliefert")
    assert rate.overdue  # the year ended on 31.12.2024; a year and six months later is 30.06.2026
    assert rate.fields and rows["bevoelkerung"].fields == ("Rahmendaten",)
    empty = rows["esu_sprachfoerderbedarf"]
    assert (empty.newest, empty.state, empty.overdue) == ("", "noch keine Daten", False)


def test_filters_narrow_and_together_narrow_more(shown: Catalogue) -> None:
    with_data = catalogue.chosen(shown, Filter(data="mit"))
    without = catalogue.chosen(shown, Filter(data="ohne"))
    assert with_data and len(with_data) + len(without) == len(shown.rows)
    assert all(row.newest for row in with_data)
    used = catalogue.chosen(shown, Filter(used=True, data="mit", topic="teilhabe"))
    assert used and all(row.fields and row.newest and row.topic == "teilhabe" for row in used)
    publisher = next(iter(catalogue.publishers(shown)))
    assert all(row.source.startswith(publisher) for row in catalogue.chosen(shown, Filter(source=publisher)))
    found = catalogue.chosen(shown, Filter(text="Einbürgrungsquote", data="mit"))
    assert found[0].newest and "Einbürgerungsquote" in found[0].name


def test_a_search_answers_at_once(shown: Catalogue) -> None:
    catalogue.chosen(shown, Filter(text="Abstand der Erwerbslosenquoten"))
    begun = time.process_time()
    catalogue.chosen(shown, Filter(text="Abstand der Erwerbslosenquoten"))
    assert time.process_time() - begun < 0.15  # a slow machine; about 20 ms on the one it was written on


def test_the_page_shows_topics_hits_and_says_so_where_nothing_fits(monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    app = drawn(monkeypatch, home.path, "katalog")
    assert not app.exception and {TOPICS[each.topic] for each in LIBRARY.values()} <= {each.value for each in app.header}
    hits = drawn(monkeypatch, home.path, "katalog", suche="Einbürgrungsquote", daten="mit")
    assert not hits.exception and "Einbürgerungsquote" in sent(hits)
    assert app.text_input[0].value == "" and hits.text_input[0].value == "Einbürgrungsquote"
    nothing = drawn(monkeypatch, home.path, "katalog", suche="Quastenflosser")
    assert [each.value[:27] for each in nothing.info] == ["Kein Indikator passt dazu. "]


def test_input_sheets_are_for_those_who_bring_figures_in(monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    for role in Role:
        app = drawn(monkeypatch, home.path, "katalog", rolle=role.value)
        assert not app.exception and "Indikatorenkatalog (Excel)" in sent(app)
        assert ("Erfassungsblatt (Excel)" in sent(app)) is (role is Role.OFFICE)
