"""The indicator library: one TOML file per indicator, checked as a whole before anything is computed."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from domain.errors import Unreadable
from domain.indicators import Definition
from domain.toml_files import build, read_toml
from indicators.definition_checks import problems

BUILT_IN = Path(__file__).parent / "definitions"


@cache
def _built_in() -> Mapping[str, Definition]:
    return read_library(BUILT_IN)


def library() -> dict[str, Definition]:
    """The definitions that come with the product by id, read once per process; those of an installation are in its store."""
    return dict(_built_in())


def read_library(folder: Path) -> dict[str, Definition]:
    """All definitions in ``<folder>/<topic>/<id>.toml`` by id. Raises Unreadable naming every wrong file and entry at once."""
    found: dict[str, Definition] = {}
    origin: dict[str, Path] = {}
    wrong: list[str] = []
    for path in sorted(folder.glob("*/*.toml")):
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
