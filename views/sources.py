"""Sources as shown under figures: what was really delivered, not what could have been."""

from collections.abc import Iterable

import store.reading
from store.publication import Snapshot
from views.values import Point


def source_text(snapshot: Snapshot, points: Iterable[Point]) -> str:
    """``Quelle: Amt, Tabelle (Lizenz).`` for the tables behind these values; empty where there are none."""
    ids = sorted({each for point in points for each in point.row["observations"]})
    found = store.reading.sources(snapshot, ids) if ids else ()
    names = [f"{each.publisher}, {each.title}" + (f" ({each.licence})" if each.licence else "") for each in found]
    if not names:
        return ""
    return f"{'Quelle' if len(names) == 1 else 'Quellen'}: {'; '.join(names)}."
