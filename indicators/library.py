"""The indicator library: one TOML file per indicator, checked as a whole before anything is computed."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from domain.errors import Unreadable
from domain.indicators import Definition
from domain.toml_files import build, read_toml
from indicators.definition_checks import problems

BUILT_IN = Path(__file__).parent / "definitions"


def library(folders: tuple[Path, ...] = ()) -> dict[str, Definition]:
    """All definitions by id: those that come with the product, then those of further folders.

    Read once per process and list of folders. Raises Unreadable naming every wrong file and entry at once.
    """
    return dict(_load(tuple(folders)))


@cache
def _load(folders: tuple[Path, ...]) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    origin: dict[str, Path] = {}
    wrong: list[str] = []
    for path in _files((BUILT_IN, *folders)):
        try:
            definition = read_definition(path)
        except Unreadable as error:
            wrong.append(str(error))
            continue
        if definition.id in found:
            wrong.append(
                f"{path}: Eintrag id: „{definition.id}“ ist schon in {origin[definition.id]} vergeben. Bitte eine andere Kennung wählen."
            )
            continue
        found[definition.id] = definition
        origin[definition.id] = path
    if wrong:
        raise Unreadable("\n".join(wrong))
    return found


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.glob("*/*.toml"))


def read_definition(path: Path) -> Definition:
    """The definition in a file ``<topic>/<id>.toml``; raises Unreadable with everything that is wrong in it."""
    definition = build(Definition, read_toml(path), str(path))
    wrong = list(_problems(definition, path))
    if wrong:
        raise Unreadable("\n".join(f"{path}: {problem}" for problem in wrong))
    return definition


def _problems(definition: Definition, path: Path) -> Iterator[str]:
    if definition.id != path.stem:
        yield f"Eintrag id: „{definition.id}“ passt nicht zum Dateinamen. Bitte „{path.stem}“ eintragen oder die Datei umbenennen."
    if definition.topic != path.parent.name:
        yield f"Eintrag topic: „{definition.topic}“ passt nicht zum Ordner „{path.parent.name}“. Bitte angleichen."
    if definition.own:
        yield "Eintrag own steht nie in einer Datei: Das Programm weiß selbst, was hinzugefügt wurde. Bitte streichen."
    yield from problems(definition)
