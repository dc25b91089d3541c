"""An installation of 240 measures with 10 half-years each, made the way a city makes it: ten filled-in status sheets are accepted.

The figures are those of the demo. All numbers follow from the measure's place and the half-year: two runs make the same."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import workflows
from domain.concept_toml import concept_toml
from domain.concepts import Concept
from domain.deliveries import DeliveredDefinition, DeliveryKind, Reading, Source, SourceFile
from domain.measures import Confidence, MeasureRow, MeasureState, Milestone, Output, Resource, ResourceKind
from domain.periods import Period
from domain.toml_files import build, read_toml
from indicators.library import library
from loaders.worker import Worker
from reports.status_sheet import write_status_sheet
from settings import Settings
from store import Home
from store.working_file import writing
from store.writing import add_delivery

MEASURES = 240
PERIODS = tuple(f"{year}-H{half}" for year in range(2022, 2027) for half in (1, 2))[:10]
DEMO = Path(__file__).resolve().parents[1] / "data" / "demo"
_LATER = datetime(2026, 12, 20, 10)
_SOURCE = Source("erzeugt", "erzeugt")
_ENDS = (MeasureState.COMPLETED, MeasureState.PERMANENT, MeasureState.POSTPONED, MeasureState.DROPPED)
_DISTRICTS = ("Nordstadt", "Weststadt", "Südstadt", "Oststadt", "Innenstadt", "Gewerbepark")


def make(home: Home, worker: Worker, measures: int = MEASURES, indicators: int = 0) -> int:
    """Starts the installation with all reports; returns how many there are. ``indicators`` more than the demo's are added: the same
    ones again under ids of their own, every second one a lead indicator."""
    folder = home.path.parent / f"{home.path.name}-quelle"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("massnahmen", "steering.toml", "measures.toml", "history.toml", "frueher"))
    concept = demo_concept()
    (folder / "massnahmen").mkdir()
    count = 0
    for period in PERIODS:
        rows = reports(concept, period, measures)
        write_status_sheet(folder / "massnahmen" / f"{period}.xlsx", concept, period, rows, answered=True)
        count += len(rows)
    _name_sheets(folder / "concept.toml", [f"massnahmen/{period}.xlsx" for period in PERIODS])
    workflows.init(home, str(folder / "concept.toml"), worker, settings=Settings(), now=datetime(2026, 12, 20, 9))
    shutil.rmtree(folder)
    if indicators:
        _add_indicators(home, concept, indicators)
    return count


def demo_concept() -> Concept:
    """The concept that the installation has too, but for its added indicators."""
    return build(Concept, read_toml(DEMO / "concept.toml"), "concept.toml")


def _add_indicators(home: Home, concept: Concept, count: int) -> None:
    known, uses = library(), concept.indicators
    own = [(uses[number % len(uses)], number + 1) for number in range(count)]
    definitions = [
        replace(known[use.indicator], id=f"eigen_{number}", name=f"{known[use.indicator].name} ({number})") for use, number in own
    ]
    more = [replace(use, indicator=f"eigen_{number}", lead=number % 2 == 1) for use, number in own]
    with writing(home, _LATER) as connection:
        catalogue = Reading(DeliveryKind.DEFINITIONS, "katalog", _SOURCE, tuple(map(DeliveredDefinition, definitions)))
        add_delivery(connection, catalogue, SourceFile("katalog", "1" * 64, 0), now=_LATER, by="Messung", note="")
        larger = Reading(DeliveryKind.CONCEPT, "konzept", _SOURCE, None, content=concept_toml(replace(concept, indicators=(*uses, *more))))
        add_delivery(connection, larger, SourceFile("concept.toml", "0" * 64, 0), now=_LATER, by="Messung", note="")


def _name_sheets(concept: Path, names: list[str]) -> None:
    lines = [line for line in concept.read_text("utf-8").splitlines() if not line.strip().startswith('"massnahmen/')]
    place = next(number for number, line in enumerate(lines) if line.startswith("deliveries"))
    lines[place + 1 : place + 1] = [f'    "{name}",' for name in names]
    concept.write_text("\n".join(lines) + "\n", "utf-8")


def reports(concept: Concept, period: str, measures: int = MEASURES) -> list[MeasureRow]:
    """What is reported on every measure for a half-year."""
    return [_report(concept, number, period) for number in range(measures)]


def _report(concept: Concept, number: int, period: str) -> MeasureRow:
    step = PERIODS.index(period)
    field = concept.fields[number % len(concept.fields)]
    leads = [each.name for each in concept.organisations if each.mail]
    start = date(2022, 1, 1) + timedelta(days=number * 5)
    begun = step >= 1 + number % 3
    row = MeasureRow(
        measure=f"{number % len(concept.fields) + 1}.{number // len(concept.fields) + 1}",
        period=period,
        title=f"Erzeugte Maßnahme {number + 1} im Handlungsfeld {field.name}",
        field=field.id,
        state=_state(number, step),
        further_fields=(concept.fields[(number + 3) % len(concept.fields)].id,) if number % 4 == 0 else (),
        goals=(field.goals[number % len(field.goals)].id,),
        approaches=field.approaches[:1],
        strategic_goals=(concept.strategic_goals[number % 3].id,),
        kind="laufend" if number % 3 else "einmalig",
        origin="neu",
        need="Bedarfsanalyse",
        target_groups=("Neuzugewanderte", "Familien"),
        areas=(_DISTRICTS[number % len(_DISTRICTS)],),
        lead=leads[number % len(leads)],
        partners=(leads[(number + 1) % len(leads)], "Vereine der Stadt"),
        priority=("hoch", "mittel", "niedrig")[number * 3 // MEASURES % 3],
        rank=number + 1,
        decision_class="ABC"[number % 3],
        term="mittelfristig",
        planned_start=start,
        planned_end=date(2026, 12, 31) - timedelta(days=number * 2),
        aim="Teilnehmende im Halbjahr",
        aim_unit="Personen",
        aim_start=0,
        aim_target=50 + number % 40,
        decision="Rat",
        document=f"Vorlage 2022/{number + 1}",
        actual_start=start if begun else None,
        progress=min(95, step * 10 + number % 5),
        status_text=f"Stand im {Period(period).label}: {12 + number % 30} Termine haben stattgefunden. Weitere sind vereinbart.",
        next_steps="Nächste Gruppe vorbereiten",
        obstacles="Räume fehlen am Nachmittag" if number % 5 == 0 else "",
        milestones=_milestones(number, step),
        aim_actual=float(step * 6 + number % 9) if begun else None,
        cost_planned=float(10_000 + number * 250),
        resources=tuple(_resources(number, step)),
        participants=float(step * 6 + number % 9) if begun else None,
        outputs=(Output("Termine", float(12 + number % 30)),),
        indicators=(concept.indicators[number % len(concept.indicators)].indicator,) if number % 2 else (),
        assumption="Angenommen wird ein Beitrag; gemessen ist er nicht." if number % 2 else "",
        confidence=Confidence.LOW if number % 2 else Confidence.UNSTATED,
        reported_on=Period(period).end - timedelta(days=number % 20),
        reported_by="Erzeugt",
    )
    return _ended(row, number)


def _state(number: int, step: int) -> MeasureState:
    """Not begun, planned, running, and in the last three half-years two in five have come to an end."""
    if step < number % 3:
        return MeasureState.NOT_STARTED
    if step < 1 + number % 3:
        return MeasureState.PLANNING
    return _ENDS[number // 5 % 4] if step >= 7 and number % 5 < 2 else MeasureState.RUNNING


def _ended(row: MeasureRow, number: int) -> MeasureRow:
    match row.state:
        case MeasureState.COMPLETED:
            return replace(row, progress=100.0, actual_end=date(2025, 9, 1 + number % 28), result="Alle Termine haben stattgefunden.")
        case MeasureState.PERMANENT:
            return replace(row, progress=None)
        case MeasureState.POSTPONED:
            return replace(row, reason="Die Förderung ist nicht bewilligt.", look_again_on=date(2027, 3, 1))
        case MeasureState.DROPPED:
            return replace(row, reason="Der Bedarf ist anders gedeckt.", decided_by="Controllinggruppe")
    return row


def _milestones(number: int, step: int) -> tuple[Milestone, ...]:
    days = [date(2022 + place, 3 + number % 8, 15) for place in range(5)]
    known = Period(PERIODS[step]).end
    return tuple(
        Milestone(f"Schritt {place + 1}", day, day + timedelta(days=20) if day + timedelta(days=20) < known and number % 7 else None)
        for place, day in enumerate(days)
    )


def _resources(number: int, step: int) -> list[Resource]:
    """Two sources and posts for each of five years; what a year took is known at its end."""
    found = []
    for year in range(2022, 2027):
        over = f"{year}-H2" <= PERIODS[step]
        for source, share in (("Haushalt der Stadt", 0.4), ("Land", 0.6)):
            planned = round((10_000 + number * 250) / 5 * share, 2)
            until = date(2026, 1 + number % 12, 28) if source == "Land" else None
            found.append(Resource(ResourceKind.MONEY, year, source, planned, round(planned * 0.9, 2) if over else None, None, until))
        found.append(Resource(ResourceKind.STAFF, year, "", 0.5, 0.5 if over else None))
    return found
