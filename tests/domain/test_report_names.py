"""How a report is called where several are listed."""

from datetime import date, datetime

import pytest

from domain.reports import Cover, ReportKind, ReportOrder


@pytest.mark.parametrize(
    ("title", "named"), [("", "Maßnahmenliste"), ("Maßnahmenliste", "Maßnahmenliste"), ("Sachstand 2026", "Maßnahmenliste: Sachstand 2026")]
)
def test_the_kind_is_told_beside_the_title_of_the_cover(title: str, named: str) -> None:
    """One title on the covers of pack, report and list must not make them look alike in the archive."""
    order = ReportOrder(ReportKind.MEASURES, "2026-H1", "2026-H1", "2026-H1", datetime(2026, 9, 1), date(2026, 9, 1), cover=Cover(title))
    assert order.named == named
