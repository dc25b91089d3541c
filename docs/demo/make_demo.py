"""Writes the status sheets of the invented Musterstadt from their source, data/demo/measures.toml, and earlier editions of its tables by
leaving out rows: python docs/demo/make_demo.py."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from domain.concepts import Concept  # noqa: E402 - the project is not installed, its folder must be found first
from domain.measures import (  # noqa: E402
    Condition,
    ConditionKind,
    ConditionState,
    Confidence,
    Feasibility,
    MeasureRow,
    MeasureState,
    Milestone,
    Output,
    Resource,
    ResourceKind,
    Schedule,
)
from domain.organisations import Register  # noqa: E402
from domain.toml_files import build, read_toml  # noqa: E402
from reports.status_sheet import write_status_sheet  # noqa: E402

DEMO = ROOT / "data" / "demo"
PERIODS = ("2024-H1", "2024-H2", "2025-H1", "2025-H2", "2026-H1")
TABLES = ("1-1-1", "1-2-1", "1-2-2", "1-2-4", "2-3-1", "2-3-3", "3-1-2", "4-1-4", "5-2-1", "6-2-1")
EDITIONS: dict[str, tuple[str, int, tuple[int, ...]]] = {f"lsn_{table}_bis_2023.csv": (table, 2023, ()) for table in TABLES} | {
    "lsn_4-1-4_bis_2023_ohne_2021.csv": ("4-1-4", 2023, (2021,))
}
"""Earlier editions by file name: the table, its last year, and years that were missing."""
_SAME = (
    "title", "kind", "origin", "need", "priority", "rank", "decision_class", "term", "funding", "staff", "decision", "document",
    "assumption", "aim", "aim_unit", "aim_start", "aim_target",
)  # fmt: skip
_LISTS = ("further_fields", "approaches", "strategic_goals", "areas", "indicators")
_CARRIED = (
    "state", "progress", "begun", "ended", "spent", "end", "reached", "conditions", "feasibility", "result", "reason", "look_again_on",
    "decided_by", "merged_into", "evaluated_on", "evaluation",
)  # fmt: skip
_AS_CARRIED = ("result", "reason", "look_again_on", "decided_by", "merged_into", "evaluated_on", "evaluation")
_OF_HALF_YEAR = {"status_text": "text", "next_steps": "next", "obstacles": "obstacles", "participants": "people", "schedule_reason": "why"}


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
    offices = Register(concept.organisations)
    # not all offices report on the same day of the last month
    reported = date(int(period[:4]), 6 if period.endswith("H1") else 12, 15 + place * 5 % 14)
    return MeasureRow(
        **{key: known[key] for key in (*_SAME, *_AS_CARRIED) if key in known},
        **{key: tuple(known.get(key, ())) for key in _LISTS},
        measure=measure["number"],
        period=period,
        field=field.id,
        goals=(measure["goal"],),
        target_groups=(measure["target_group"],),
        state=MeasureState(known["state"]),
        lead=offices.name(measure["lead"]),
        partners=tuple(map(offices.name, measure.get("partners", ()))),
        confidence=Confidence(known.get("confidence", "")),
        planned_start=measure.get("start"),
        planned_end=known.get("end"),
        actual_start=known.get("begun"),
        actual_end=known.get("ended"),
        progress=None if known["state"] == "permanent" else known.get("progress"),
        conditions=tuple(_condition(each) for each in known.get("conditions", ())),
        feasibility=Feasibility(known.get("feasibility", "")),
        milestones=tuple(_milestone(each, reported) for each in measure.get("milestones", ())),
        aim_actual=known.get("reached"),
        cost_planned=measure.get("cost"),
        cost_actual=known.get("spent"),
        resources=tuple(_resources(measure, reports, period)),
        **_of_half_year(reports),
        reported_on=reported,
        reported_by=measure["lead"].removesuffix(" (erfunden)"),
    )


def _condition(given: Mapping[str, str]) -> Condition:
    return Condition(ConditionKind(given["kind"]), ConditionState(given["state"]), given.get("note", ""))


def _milestone(given: Mapping[str, Any], reported: date) -> Milestone:
    """As known on the day of the report: what was reached later was still open."""
    done = given.get("done")
    return Milestone(given["text"], given["due"], done if done and done <= reported else None)


def _of_half_year(reports: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Texts and counts of this half-year; whoever ticks „unverändert“ leaves the texts of the report before."""
    confirmed = reports[-1].get("confirmed", False)
    told = next(each for each in reversed(reports) if "text" in each) if confirmed else reports[-1]
    given = {key: told[name] for key, name in _OF_HALF_YEAR.items() if name in told and not (confirmed and key == "participants")}
    outputs = tuple(Output(name, float(amount)) for name, amount in reports[-1].get("done", {}).items())
    schedule = {"schedule_set": Schedule(told["schedule"])} if "schedule" in told else {}
    return given | schedule | {"outputs": outputs, "confirmed": confirmed}


def _resources(measure: Mapping[str, Any], reports: Sequence[Mapping[str, Any]], period: str) -> Iterator[Resource]:
    yield from _money(measure.get("money", ()), _spent_by_year(reports))
    for kind, key in ((ResourceKind.STAFF, "posts"), (ResourceKind.VOLUNTEERS, "volunteers")):
        for each in measure.get(key, ()):
            over = f"{each['year']}-H2" <= period  # what a year took is known at its end
            yield Resource(kind, each["year"], "", each.get("planned"), each.get("actual") if over else None)


def _spent_by_year(reports: Sequence[Mapping[str, Any]]) -> dict[int, float]:
    """Euro spent in each year so far, out of what was spent up to each half-year."""
    upto: dict[int, float] = {}
    for report in reports:
        if "spent" in report:
            upto[int(report["in"][:4])] = report["spent"]
    years = list(upto)
    return {year: upto[year] - (upto[years[place - 1]] if place else 0) for place, year in enumerate(years)}


def _money(sources: Sequence[Mapping[str, Any]], spent: Mapping[int, float]) -> Iterator[Resource]:
    """One row for each source and year. What a year took is shared out among the sources as the year was planned; a year that nobody
    planned is borne by the sources that still pay."""
    years = sorted({int(year) for each in sources for year in each["plan"]} | set(spent))
    for year in years:
        plans = [each["plan"].get(str(year)) for each in sources]
        paying = [each for each, plan in zip(sources, plans, strict=True) if plan] or [
            each for each in sources if "until" not in each or each["until"].year >= year
        ]
        weights = [each["plan"].get(str(year)) or sum(each["plan"].values()) for each in paying]
        left = spent.get(year)
        for place, each in enumerate(paying):
            last = place == len(paying) - 1
            share = None if left is None else left if last else round(spent[year] * weights[place] / sum(weights) / 10) * 10
            left = None if left is None or share is None else left - share
            yield Resource(
                ResourceKind.MONEY, year, each["source"], each["plan"].get(str(year)), share, each.get("from"), each.get("until")
            )


def earlier_edition(table: str, last: int, without: Sequence[int] = ()) -> bytes:
    """The published table as it may have been known before: only years up to ``last``, some missing. No value is changed."""
    head, *lines = (DEMO / f"lsn_{table}.csv").read_bytes().splitlines(keepends=True)
    return b"".join((head, *(line for line in lines if int(line[:4]) <= last and int(line[:4]) not in without)))


def main(periods: Sequence[str] = PERIODS) -> None:
    (DEMO / "frueher").mkdir(exist_ok=True)
    for name, (table, last, without) in EDITIONS.items():
        (DEMO / "frueher" / name).write_bytes(earlier_edition(table, last, without))
    for period in periods:
        path = DEMO / "massnahmen" / f"{period.replace('H', '')}.xlsx"
        write_status_sheet(path, demo_concept(), period, demo_rows(period), answered=True)


if __name__ == "__main__":
    main()
