"""Public edition: a folder for the city's web site, read as the public at a frozen data state."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from domain.access import OFFICE, Permission, Viewer
from domain.errors import WrongUse
from domain.reports import ReportKind
from settings import PublicEdition, Settings
from store import Home, open_snapshot
from store.publication import Snapshot
from workflows.report_orders import check_final, order_report

if TYPE_CHECKING:
    from reports.site import SiteFile

LIST = "inhalt.txt"
"""Names every file of the edition with its SHA-256; a folder that has it is one of ours."""
_MARK = "Integrationsmonitor: Dateien der öffentlichen Ausgabe"
LICENCES: Mapping[str, str] = {
    "dl-de/by-2-0": "Datenlizenz Deutschland – Namensnennung – Version 2.0 (dl-de/by-2-0)",
    "dl-de/zero-2-0": "Datenlizenz Deutschland – Zero – Version 2.0 (dl-de/zero-2-0)",
    "cc-by-4.0": "Creative Commons Namensnennung 4.0 International (CC BY 4.0)",
    "cc0-1.0": "Creative Commons Zero 1.0 (CC0 1.0)",
}
"""Licences by their short names; any other text is taken as it is."""


@dataclass(frozen=True)
class Published:
    """What was written where."""

    folder: Path
    state: str
    files: tuple[str, ...]


def publish_edition(
    home: Home,
    meeting: str,
    folder: Path,
    *,
    revision: int | None = None,
    licence: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
) -> Published:
    """Writes the edition of a meeting's data state (the newest, or ``revision``) into a folder that is empty, new, or holds an earlier
    edition; files of the earlier one that are no longer needed go.

    Raises NotAllowed, NotFound for meetings and states nobody knows, WrongUse without a frozen state, without a licence, for missing
    public consequences, and for a folder that holds something else.
    """
    viewer.require(Permission.WRITE_REPORTS)
    chosen = (settings or Settings()).public_edition
    before = _earlier(folder)
    with open_snapshot(home) as snapshot:
        made = _edition(snapshot, viewer, meeting, revision, replace(chosen, licence=licence or chosen.licence))
    _stop_at_links(folder, [*before, *(each.path for each in made.files)])
    for each in sorted(made.files, key=lambda each: each.path != LIST or bool(before)):  # first in a new folder: then it is ours
        path = folder / PurePosixPath(each.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(each.content)
    kept = [each.path for each in made.files]
    for gone in set(before) - set(kept):
        (folder / PurePosixPath(gone)).unlink(missing_ok=True)
    return Published(folder, made.state, tuple(kept))


def edition_zip(
    snapshot: Snapshot,
    viewer: Viewer,
    meeting: str,
    revision: int | None = None,
    *,
    licence: str = "",
    settings: Settings | None = None,
) -> bytes:
    """The same as one zip file; raises as :func:`publish_edition` does."""
    viewer.require(Permission.WRITE_REPORTS)
    from reports.site import as_zip

    chosen = (settings or Settings()).public_edition
    made = _edition(snapshot, viewer, meeting, revision, replace(chosen, licence=licence or chosen.licence))
    return as_zip(made.files, made.moment)


@dataclass(frozen=True)
class _Edition:
    files: "tuple[SiteFile, ...]"
    state: str
    moment: datetime


def _edition(snapshot: Snapshot, viewer: Viewer, meeting: str, revision: int | None, chosen: PublicEdition) -> _Edition:
    """All files with the list that names them."""
    from reports.site import SiteFile, Terms, build_site
    from views import report_material

    if not chosen.licence:
        advice = 'Bitte in settings.toml unter [public_edition] eintragen, etwa licence = "dl-de/by-2-0".'
        raise WrongUse(f"Für die Daten ist keine Lizenz gewählt. {advice}")
    order = order_report(snapshot, viewer, ReportKind.COUNCIL, meeting=meeting, revision=revision, public=True)
    check_final(snapshot, viewer, order)
    material = report_material.build(snapshot, viewer, order)
    publisher = chosen.publisher or material.concept.responsible or material.concept.municipality
    files = build_site(material, Terms(LICENCES.get(chosen.licence.lower(), chosen.licence), publisher, chosen.contact))
    digests = {each.path: hashlib.sha256(each.content).hexdigest() for each in files}
    return _Edition((*files, SiteFile(LIST, _listed(digests).encode())), material.state, order.moment)


def _listed(files: Mapping[str, str]) -> str:
    return "\n".join((_MARK, *(f"{digest}  {path}" for path, digest in sorted(files.items())), ""))


def _stop_at_links(folder: Path, paths: Iterable[str]) -> None:
    """Raises WrongUse where a folder or file of the edition is a link: writing there would change something elsewhere."""
    places = {folder / each for path in paths for each in (PurePosixPath(path), *PurePosixPath(path).parents) if each.parts}
    links = sorted(str(each) for each in places if each.is_symlink())
    if links:
        raise WrongUse(f"Im Ordner „{folder}“ führen Verknüpfungen anderswohin: {', '.join(links)}. Bitte entfernen.")


def _earlier(folder: Path) -> Sequence[str]:
    """The files of the edition that the folder holds; raises WrongUse where it holds anything else."""
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"„{folder}“ ist eine Datei. Bitte einen Ordner angeben.")
    if not folder.exists() or not any(folder.iterdir()):
        return ()
    listed = folder / LIST
    lines = listed.read_text("utf-8").splitlines() if listed.is_file() else []
    if not lines or lines[0] != _MARK:
        advice = "Bitte einen leeren oder neuen Ordner angeben."
        raise WrongUse(f"Der Ordner „{folder}“ ist nicht leer und enthält keine öffentliche Ausgabe. {advice}")
    paths = [PurePosixPath(line[66:]) for line in lines[1:]]
    return [str(each) for each in paths if each.parts and not each.is_absolute() and ".." not in each.parts]
