"""Teaching the installation a table: proposing a description, trying it, saving it, taking it back."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import store.drafts
import store.own_layouts
import store.reading
from domain.access import OFFICE, Permission, Viewer
from domain.areas import Area
from domain.deliveries import Reading
from domain.errors import WrongUse
from domain.measure_lists import LIST_FILE, PREFIX
from domain.proposals import Choices, HeadComparison, Proposal
from loaders.worker import Worker
from settings import Settings
from store import Home, open_snapshot
from store.drafts import Draft
from store.own_layouts import LayoutVersion
from workflows.clock import utc_now
from workflows.measure_lists import list_title, list_titles
from workflows.readers import warm_reader


def layout_titles(home: Home) -> dict[str, str]:
    """Titles of all known tables by layout id, by title."""
    from loaders.layouts import known_layouts

    titles = {key: layout.title for key, layout in known_layouts((home.layouts,)).items()} | list_titles(home)
    return dict(sorted(titles.items(), key=lambda pair: pair[1]))


def symbol_profiles() -> dict[str, str]:
    """Names of the symbol profiles by id."""
    from loaders.symbols import symbol_profiles as profiles

    return {name: _PROFILE_NAMES.get(name, name) for name in profiles()}


_PROFILE_NAMES = {
    "regionaldatenbank": "Regionaldatenbank",
    "destatis": "Statistisches Bundesamt",
    "lsn": "Landesamt für Statistik Niedersachsen",
    "ba": "Bundesagentur für Arbeit",
    "ffcsv": "GENESIS, flache Datei",
    "bfs": "Bundesamt für Statistik (Schweiz)",
}


def choices_as_text(choices: Choices) -> dict[str, Any]:
    """The choices as they are kept in a draft; the installation's own area is none of them."""
    return _choices_type().dump_python(replace(choices, home=None), mode="json", exclude_defaults=True)


def choices_of(draft: Draft) -> Choices:
    """The choices kept in a draft."""
    return _choices_type().validate_python(dict(draft.choices))


def _choices_type() -> Any:
    from pydantic import TypeAdapter  # only where tables are taught

    return TypeAdapter(Choices)


def propose(
    home: Home, file: Path, name: str, choices: Choices | None = None, *, viewer: Viewer = OFFICE, reader: Worker | None = None
) -> Proposal:
    """A description for a file no known one claims, with the installation's own area where the file names none."""
    viewer.require(Permission.IMPORT)
    found: Proposal = (reader or warm_reader()).propose(file, name, replace(choices or Choices(), home=_own_area(home)))
    return found


def _own_area(home: Home) -> Area | None:
    if not home.exists:
        return None
    with open_snapshot(home) as snapshot:
        concept = store.reading.concept(snapshot)
    return Area(concept.area.key, concept.area.name)


def propose_table(home: Home, draft: Draft, *, viewer: Viewer = OFFICE, reader: Worker | None = None) -> Proposal:
    """The proposal for a started import, with the choices made so far."""
    return propose(home, store.drafts.file_of(home, draft), draft.name, choices_of(draft), viewer=viewer, reader=reader)


def read_with(home: Home, draft: Draft, proposal: Proposal, *, viewer: Viewer = OFFICE, reader: Worker | None = None) -> Reading:
    """The values of a started import as the proposed description reads them, with what is only assumed where a question is open."""
    viewer.require(Permission.IMPORT)
    with tempfile.TemporaryDirectory() as folder:
        layout = Path(folder) / "layout.toml"
        layout.write_text(proposal.assumed, "utf-8")
        return (reader or warm_reader()).read(store.drafts.file_of(home, draft), draft.name, str(layout), ())


def save_table(
    home: Home,
    draft: Draft,
    choices: Choices,
    *,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    reader: Worker | None = None,
    now: datetime | None = None,
) -> str:
    """Saves the description proposed with these choices as the installation's own and returns its id; raises WrongUse where the file
    holds no table or leaves a question open: what is only assumed is not saved."""
    proposal = propose(home, store.drafts.file_of(home, draft), draft.name, choices, viewer=viewer, reader=reader)
    if not proposal.found:
        raise WrongUse(f"{draft.name}: Hier ist keine Tabelle mit Zahlen beschrieben. Bitte zuerst das Blatt und die Zeilen wählen.")
    if proposal.questions:
        asked = " ".join(question.text for question in proposal.questions)
        raise WrongUse(f"{draft.name}: Das sagt die Tabelle nicht: {asked} Bitte zuerst antworten.")
    return save_layout(home, proposal.toml, viewer=viewer, settings=settings, now=now)


def save_layout(home: Home, toml: str, *, viewer: Viewer = OFFICE, settings: Settings | None = None, now: datetime | None = None) -> str:
    """Saves a description as the installation's own and returns its id, a free one where a table of the product has it; raises
    Unreadable for a text that is no sound description."""
    viewer.require(Permission.IMPORT)
    from domain.toml_files import parse_toml
    from loaders.layouts import build_layout, known_layouts

    layout = build_layout(parse_toml(toml, "Tabellenbeschreibung"), "Tabellenbeschreibung")
    shipped = known_layouts(())
    wanted, number = layout.id, 2
    while wanted in shipped or _is_another(home, wanted, layout.title):
        wanted, number = f"{layout.id}-{number}", number + 1
    text = toml.replace(f'id = "{layout.id}"', f'id = "{wanted}"', 1)
    store.own_layouts.save(home, wanted, text, by=_by(viewer, settings), now=now or utc_now())
    return wanted


def _is_another(home: Home, layout: str, title: str) -> bool:
    """True if an own description in force has this id and another title."""
    from loaders.layouts import LAYOUT_FILE, read_layout

    path = home.layouts / layout / LAYOUT_FILE
    return path.is_file() and read_layout(path).title != title


def _by(viewer: Viewer, settings: Settings | None) -> str:
    return viewer.name or (settings or Settings()).operator


def own_layouts(home: Home, *, viewer: Viewer = OFFICE) -> tuple[tuple[str, str, Sequence[LayoutVersion]], ...]:
    """Id, title and versions of every table described here, those taken back too."""
    viewer.require(Permission.IMPORT)
    folders = sorted(path for path in home.layouts.glob("*") if path.is_dir()) if home.layouts.is_dir() else []
    found = ((folder.name, _title(home, folder.name), store.own_layouts.versions(home, folder.name)) for folder in folders)
    return tuple(each for each in found if each[2])


def _title(home: Home, layout: str) -> str:
    """The title of the newest version, in force or not."""
    from loaders.layouts import read_layout

    versions = store.own_layouts.versions(home, layout)
    if layout.startswith(PREFIX):
        return list_title(home, layout)
    return read_layout(store.own_layouts.text_of(home, layout, versions[-1].number)).title if versions else layout


def revoke_layout(
    home: Home, layout: str, *, viewer: Viewer = OFFICE, settings: Settings | None = None, now: datetime | None = None
) -> None:
    """Takes the version in force back; the one before holds again. Values already accepted stay."""
    viewer.require(Permission.IMPORT)
    file = LIST_FILE if layout.startswith(PREFIX) else store.own_layouts.TABLE_FILE
    store.own_layouts.revoke(home, layout, by=_by(viewer, settings), now=now or utc_now(), file=file)


def compare_heads(home: Home, proposal: Proposal, *, viewer: Viewer = OFFICE) -> HeadComparison | None:
    """The known table whose headings the file nearly has, old and new side by side; its ``toml`` is the known description with only
    the differences replaced. None where no known table is near."""
    viewer.require(Permission.IMPORT)
    from loaders.layouts import known_layouts
    from loaders.proposal.heads import nearest

    return nearest(proposal, known_layouts((home.layouts,)).values())
