"""The Erfassungsblatt: a workbook to fill in for one indicator, or for all of a topic."""

from io import BytesIO

import settings
import store.reading
from domain.areas import AreaLevel
from domain.errors import NotFound
from domain.input_sheet import asked, counts_persons
from domain.local_time import today
from domain.vocabulary import TOPICS
from store import Snapshot
from views.values import definitions_of


def input_sheet(snapshot: Snapshot, indicator: str) -> bytes:
    """The workbook for what one indicator needs; raises NotFound for an id nobody defines."""
    definition = definitions_of(snapshot, [indicator])[indicator]
    return _written(snapshot, [indicator], indicator, f"Erfassungsblatt: {definition.name}")


def topic_sheet(snapshot: Snapshot, topic: str) -> bytes:
    """The workbook for what all indicators of a topic need; raises NotFound for a topic without indicators."""
    indicators = [each.id for each in definitions_of(snapshot).values() if each.topic == topic]
    if not indicators:
        raise NotFound(f"Zum Thema „{topic}“ gibt es keine Indikatoren. Bekannt sind: {', '.join(TOPICS)}.")
    return _written(snapshot, indicators, f"thema-{topic}", f"Erfassungsblatt: {TOPICS.get(topic, topic)}")


def _written(snapshot: Snapshot, indicators: list[str], name: str, title: str) -> bytes:
    from reports.input_sheet import write_input_sheet  # only who takes the workbook away needs its writer

    concept = store.reading.concept(snapshot)
    home = (concept.area.key, concept.area.name)
    parts: dict[str, list[tuple[str, str]]] = {"": [home]}
    for key, area in store.reading.areas(snapshot).items():
        if key.startswith(concept.area.key) and area.level in (AreaLevel.PART, AreaLevel.MUNICIPALITY) and key != concept.area.key:
            parts.setdefault(area.level.value, []).append((key, area.name))
    lines = asked(definitions_of(snapshot, indicators).values(), today())
    about = {"Vorlage": name, "Kommune": concept.municipality, "Titel": title}
    buffer = BytesIO()
    write_input_sheet(buffer, about, lines, parts, settings.load(snapshot.home.path).min_cases if counts_persons(lines) else 0)
    return buffer.getvalue()
