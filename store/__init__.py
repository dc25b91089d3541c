"""DuckDB, and nothing else in the house knows it: append-only writing, publishing, reading as known at a moment."""

from store.home import Home
from store.publication import Snapshot, open_snapshot

__all__ = ["Home", "Snapshot", "open_snapshot"]
