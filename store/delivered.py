"""What one delivery brought, whether it still counts or not."""

import pyarrow as pa

from domain.access import Permission, Viewer
from domain.deliveries import OBSERVATION_COLUMNS
from store.publication import Snapshot, sql


def delivered_values(snapshot: Snapshot, viewer: Viewer, number: int) -> pa.Table:
    """The delivery's values as they were handed over, in the order of the file: OBSERVATION_COLUMNS. Needs SEE_FILES."""
    viewer.require(Permission.SEE_FILES)
    return snapshot.arrow(sql("delivered_values"), {"delivery": number}).select(OBSERVATION_COLUMNS)
