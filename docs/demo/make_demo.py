"""Writes the status sheets of the demo from data/demo/measures.toml: ``python docs/demo/make_demo.py``.

Not part of the product: it shows how the sheets came about, and the suite uses it to prove that they equal their source."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from domain.concepts import Concept  # noqa: E402 - the project is not installed, its folder must be found first
from domain.measures import MeasureRow, MeasureState  # noqa: E402
from domain.toml_files import build, read_toml  # noqa: E402
from reports.status_sheet import write_status_sheet  # noqa: E402

DEMO = ROOT / "data" / "demo"
PERIODS = ("2024-H1", "2024-H2", "2025-H1", "2025-H2", "2026-H1")
_SAME = ("title", "kind", "lead", "priority", "term", "funding", "staff", "decision")
_CARRIED = ("state", "progress", "begun", "ended", "spent", "end")


def demo_concept() -> Concept:
    return build(Concept, read_toml(DEMO / "concept.toml"), "concept.toml")


def demo_rows(period: str) -> list[MeasureRow]:
    """What the offices reported for a half-year, in the order of the source."""
    concept = demo_concept()
    measures = read_toml(DEMO / "measures.toml")["measures"]
    return [row for place, measure in enumerate(measures) if (row := _row(concept, measure, place, period)) is not None]


def _row(concept: Concept, measure: Mapping[str, Any], place: int, period: str) -> MeasureRow | None:
    reports = [report for report in measure["reports"] if report["in"] <= period]
    if not reports or reports[-1]["in"] != period:
        return None
    known = {**measure, **{key: report[key] for report in reports for key in _CARRIED if key in report}}
    field = next(field for field in concept.fields for goal in field.goals if goal.id == measure["goal"])
    # not all offices report on the same day of the last month
    reported = date(int(period[:4]), 6 if period.endswith("H1") else 12, 15 + place * 5 % 14)
    return MeasureRow(
        **{key: known[key] for key in _SAME if key in known},
        measure=measure["number"],
        period=period,
        field=field.id,
        goals=tuple(goal.text for goal in field.goals if goal.id == measure["goal"]),
        target_groups=(measure["target_group"],),
        state=MeasureState(known["state"]),
        partners=tuple(measure.get("partners", ())),
        indicators=tuple(measure.get("indicators", ())),
        planned_start=measure.get("start"),
        planned_end=known.get("end"),
        actual_start=known.get("begun"),
        actual_end=known.get("ended"),
        progress=None if known["state"] == "permanent" else known.get("progress"),
        cost_planned=measure.get("cost"),
        cost_actual=known.get("spent"),
        **_of_half_year(reports[-1]),
        reported_on=reported,
        reported_by=measure["lead"].removesuffix(" (erfunden)"),
    )


def _of_half_year(report: Mapping[str, Any]) -> dict[str, Any]:
    names = {"status_text": "text", "next_steps": "next", "obstacles": "obstacles", "participants": "people"}
    return {key: report[name] for key, name in names.items() if name in report}


def main(periods: Sequence[str] = PERIODS) -> None:
    for period in periods:
        write_status_sheet(DEMO / "massnahmen" / f"{period.replace('H', '')}.xlsx", demo_concept(), period, demo_rows(period))


if __name__ == "__main__":
    main()
