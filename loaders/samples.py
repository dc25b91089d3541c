"""Samples of the layouts: what a layout makes of its own sample file. ``python -m loaders.samples FOLDER`` writes expected.csv."""

import csv
import io
import sys
from pathlib import Path

import pyarrow as pa

from domain.deliveries import OBSERVATION_COLUMNS
from domain.errors import Unreadable
from loaders.layouts import EXPECTED_FILE, LAYOUT_FILE, sample_of
from loaders.reading import read_file


def read_sample(folder: Path) -> pa.Table:
    """The observations in a layout folder's sample; raises Unreadable with the findings if there are none."""
    sample = sample_of(folder)
    reading = read_file(sample, sample.name, str(folder / LAYOUT_FILE))
    if reading.blocked or reading.rows is None:
        found = "; ".join(f"{finding.cell or ''} {finding.found}".strip() for finding in reading.findings)
        raise Unreadable(f"{sample}: {found}")
    return reading.rows


def as_csv(rows: pa.Table) -> str:
    """Observations as text to compare and to read: one line each, empty where there is nothing."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(OBSERVATION_COLUMNS)
    writer.writerows([_plain(row[name]) for name in OBSERVATION_COLUMNS] for row in rows.to_pylist())
    return text.getvalue()


def _plain(value: str | float | None) -> str | int | float | None:
    return int(value) if isinstance(value, float) and value.is_integer() else value


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        (Path(argument) / EXPECTED_FILE).write_text(as_csv(read_sample(Path(argument))), "utf-8")
