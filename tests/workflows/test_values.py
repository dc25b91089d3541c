"""Values as every page and the command line get them."""

from pathlib import Path

from domain.access import OFFICE
from domain.indicators import Rule
from domain.local_time import today
from store import Home, open_snapshot
from views import field
from views.values import all_series, evaluated


def test_targets_of_the_concept_hold_for_its_own_area_only(demo: Path) -> None:
    with open_snapshot(Home(demo)) as snapshot:
        found = all_series(snapshot, ["einbuergerungsquote_lsn"], ["03102", "03101"])
    home, neighbour = (found["einbuergerungsquote_lsn", area, ""].latest for area in ("03102", "03101"))
    assert home is not None and neighbour is not None
    assert home.verdict.rule is Rule.TARGET_YEAR
    assert neighbour.verdict.rule is Rule.DIRECTION


def test_rows_stay_in_the_order_of_cell_area_and_year(demo: Path) -> None:
    with open_snapshot(Home(demo)) as snapshot:
        rows = evaluated(snapshot, ["bevoelkerung", "einbuergerungen"]).select(["cell", "area", "slot", "year"]).to_pylist()
    keys = [tuple(row.values()) for row in rows]
    assert keys == sorted(keys)
    assert len(keys) > 2000


def test_an_unchanged_figure_has_its_delivered_source(demo: Path) -> None:

    with open_snapshot(Home(demo)) as snapshot:
        shown = field.build(snapshot, OFFICE, "teilhabe", today())
    assert "Landesamt für Statistik Niedersachsen" in shown.caption
    assert "Regionaldatenbank" not in shown.caption
