"""A field whose indicators cannot be judged needs attention: choosing indicators without figures silences nothing."""

from datetime import date

import pytest

from domain.access import OFFICE
from store import open_snapshot
from tests.workflows.homes import make_home
from views import overview


def test_fields_without_an_assessable_indicator_are_named_with_their_coverage(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_snapshot(make_home(tmp_path_factory.mktemp("demo") / "home")) as snapshot:
        shown = overview.build(snapshot, OFFICE, date(2026, 11, 23))
    points = dict(shown.attention)["Ohne bewertbaren Indikator"]
    assert [point.text for point in points] == [
        "Deutsch lernen und mehrsprachig leben: 0 von 1 bewertbar",
        "Wohnen und Nachbarschaft: 0 von 2 bewertbar",
        "Gesundheit und seelisches Wohl: 0 von 2 bewertbar",
        "Kultur, Sport und Engagement: 0 von 2 bewertbar",
        "Älter werden und Pflege: 0 von 2 bewertbar",
        "Offene Verwaltung und Schutz vor Diskriminierung: 0 von 1 bewertbar",
    ]
