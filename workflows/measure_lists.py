"""Taking over a city's own list of measures: proposing how to read it, deciding what it does not say, remembering it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import store.drafts
import store.own_layouts
import store.reading
from domain.access import OFFICE, Permission, Viewer
from domain.concepts import Concept
from domain.errors import WrongUse
from domain.local_time import today
from domain.measure_lists import LIST_FILE, PREFIX, ListChoices, ListContext, ListProposal
from domain.periods import half_year_of
from loaders.worker import Worker
from settings import Settings
from store import Home, open_snapshot
from store.drafts import Draft
from workflows.clock import utc_now
from workflows.readers import warm_reader

_KEPT = "list"
"""Under this name the decisions about a list lie beside those about a table of statistics."""


def is_list(layout: str | None) -> bool:
    """True for the id of a remembered list of measures."""
    return layout is not None and layout.startswith(PREFIX)


def for_period(layout: str, period: str) -> str:
    """What to read a file with whose list does not say its half-year itself."""
    from loaders.measure_list import with_period

    return with_period(layout, period)


def list_titles(home: Home) -> dict[str, str]:
    """Titles of the remembered lists by id."""
    return {mapping.id: mapping.title for mapping in _known(home)}


def list_title(home: Home, layout: str) -> str:
    """The title of the newest version of a list, in force or not."""
    from loaders.measure_list.mapping_text import read_mapping

    versions = store.own_layouts.versions(home, layout)
    return read_mapping(store.own_layouts.text_of(home, layout, versions[-1].number)).title if versions else layout


def _known(home: Home) -> tuple[Any, ...]:
    from loaders.measure_list.known import known_lists

    return tuple(known_lists((home.layouts,)).values())


def list_choices_as_text(choices: ListChoices) -> dict[str, Any]:
    """The choices as they are kept in a draft."""
    return {_KEPT: _choices_type().dump_python(choices, mode="json", exclude_defaults=True)}


def list_choices_of(draft: Draft) -> ListChoices:
    """The choices about a list kept in a draft."""
    choices: ListChoices = _choices_type().validate_python(dict(draft.choices).get(_KEPT, {}))
    return choices


def _choices_type() -> Any:
    from pydantic import TypeAdapter  # only where lists are taken over

    return TypeAdapter(ListChoices)


def propose_list(home: Home, draft: Draft, *, viewer: Viewer = OFFICE, reader: Worker | None = None) -> ListProposal:
    """How the file of a started import would be read as a list of measures, with the choices made so far."""
    file = store.drafts.file_of(home, draft)
    return propose_list_of(home, file, draft.name, list_choices_of(draft), viewer=viewer, reader=reader)


def propose_list_of(
    home: Home, file: Path, name: str, choices: ListChoices | None = None, *, viewer: Viewer = OFFICE, reader: Worker | None = None
) -> ListProposal:
    """How a file would be read as a list of measures."""
    viewer.require(Permission.IMPORT)
    context = ListContext(today=half_year_of(today()).text)
    if home.exists:
        with open_snapshot(home) as snapshot:
            context = replace(list_context(store.reading.concept(snapshot)), known=_known(home), today=context.today)
    proposal: ListProposal = (reader or warm_reader()).propose_list(file, name, choices or ListChoices(), context)
    return proposal


def list_context(concept: Concept) -> ListContext:
    """What the concept says that a list may name."""
    numbered = {field.number: field.id for field in concept.fields if field.number}
    numbered |= {f"{field.number} {field.name}": field.id for field in concept.fields if field.number}
    return ListContext(
        concept=concept.id,
        municipality=concept.municipality,
        fields={field.id: field.name for field in concept.fields},
        field_words=numbered,
        states={word: each.state for each in concept.states for word in (each.label, *each.words) if word},
        colours={each.colour: each.state for each in concept.legend},
    )


def save_list(
    home: Home,
    draft: Draft,
    *,
    title: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    reader: Worker | None = None,
    now: datetime | None = None,
) -> str | None:
    """Remembers how the file of a started import is read, and returns what to read it with: None where the file will be known by its
    heads and says its half-year itself. Raises WrongUse where the list leaves a question open."""
    from loaders.measure_list.mapping_text import mapping_text

    choices = list_choices_of(draft)
    named = replace(draft, choices=list_choices_as_text(replace(choices, title=title or choices.title)))
    proposal = propose_list(home, named, viewer=viewer, reader=reader)
    if not proposal.found:
        raise WrongUse(f"{draft.name}: Hier ist keine Zeile mit Spaltenköpfen zu erkennen. Bitte zuerst Blatt und Kopfzeile wählen.")
    if proposal.questions:
        asked = " ".join(question.text for question in proposal.questions)
        raise WrongUse(f"{draft.name}: Das sagt die Liste nicht: {asked} Bitte zuerst antworten.")
    mapping = replace(proposal.mapping, id=_free_id(home, proposal))
    by = viewer.name or (settings or Settings()).operator
    store.own_layouts.save(home, mapping.id, mapping_text(mapping), by=by, now=now or utc_now(), file=LIST_FILE)
    return for_period(mapping.id, choices.period) if choices.period else None


def _free_id(home: Home, proposal: ListProposal) -> str:
    """The id of the list it is an edition of, else one that no list with another title has."""
    if proposal.remembered is not None:
        return proposal.remembered.id
    titles: Mapping[str, str] = list_titles(home)
    wanted, number = proposal.mapping.id, 2
    while titles.get(wanted, proposal.mapping.title) != proposal.mapping.title:
        wanted, number = f"{proposal.mapping.id}_{number}", number + 1
    return wanted
