"""The indicator library: one TOML file per indicator, checked as a whole before anything is computed."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from domain.errors import Unreadable
from domain.indicators import Definition, Direction, Formula
from domain.toml_files import build, read_toml
from domain.vocabulary import UNITS

BUILT_IN = Path(__file__).parent / "definitions"
_TEXTS = ("name", "short_name", "topic", "explanation", "formula_text", "unit", "source")
_LISTS = ("notes", "links", "synonyms", "breakdowns")


def library(folders: tuple[Path, ...] = ()) -> dict[str, Definition]:
    """All definitions by id: those that come with the product, then those of further folders.

    Read once per process and list of folders. Raises Unreadable naming every wrong file and entry at once.
    """
    return dict(_load(tuple(folders)))


@cache
def _load(folders: tuple[Path, ...]) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    origin: dict[str, Path] = {}
    problems: list[str] = []
    for path in _files((BUILT_IN, *folders)):
        try:
            definition = read_definition(path)
        except Unreadable as error:
            problems.append(str(error))
            continue
        if definition.id in found:
            problems.append(
                f"{path}: Eintrag id: „{definition.id}“ ist schon in {origin[definition.id]} vergeben. Bitte eine andere Kennung wählen."
            )
            continue
        found[definition.id] = definition
        origin[definition.id] = path
    if problems:
        raise Unreadable("\n".join(problems))
    return found


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.glob("*/*.toml"))


def read_definition(path: Path) -> Definition:
    """The definition in a file ``<topic>/<id>.toml``; raises Unreadable with everything that is wrong in it."""
    definition = build(Definition, read_toml(path), str(path))
    problems = list(_problems(definition, path))
    if problems:
        raise Unreadable("\n".join(f"{path}: {problem}" for problem in problems))
    return definition


def _problems(definition: Definition, path: Path) -> Iterator[str]:
    if definition.id != path.stem:
        yield f"Eintrag id: „{definition.id}“ passt nicht zum Dateinamen. Bitte „{path.stem}“ eintragen oder die Datei umbenennen."
    if definition.topic != path.parent.name:
        yield f"Eintrag topic: „{definition.topic}“ passt nicht zum Ordner „{path.parent.name}“. Bitte angleichen."
    if definition.unit not in UNITS:
        yield f"Eintrag unit: „{definition.unit}“ ist keine bekannte Einheit. Erlaubt sind: {', '.join(UNITS)}."
    if definition.decimals < 0:
        yield "Eintrag decimals: Die Zahl der Nachkommastellen darf nicht negativ sein."
    if definition.cadence_months < 1:
        yield "Eintrag cadence_months: Der Abstand der Berichtszeiträume muss mindestens einen Monat betragen."
    yield from _input_problems(definition)
    yield from _direction_problems(definition)
    yield from _text_problems(definition)
    yield from _example_problems(definition)


def _input_problems(definition: Definition) -> Iterator[str]:
    roles = definition.formula.roles
    for role in roles:
        if role not in definition.inputs:
            yield f"Eintrag inputs.{role} fehlt; die Formel „{definition.formula.value}“ braucht ihn."
    for role, given in definition.inputs.items():
        if role not in roles:
            yield f"Eintrag inputs.{role} kennt die Formel „{definition.formula.value}“ nicht. Erlaubt sind: {', '.join(roles)}."
        if given.unit not in UNITS:
            yield f"Eintrag inputs.{role}.unit: „{given.unit}“ ist keine bekannte Einheit. Erlaubt sind: {', '.join(UNITS)}."
        if given.lag < 0:
            yield f"Eintrag inputs.{role}.lag: Ein Wert aus einem späteren Jahr ist nicht möglich."
        if not given.series.strip() or not given.label.strip():
            yield f"Eintrag inputs.{role}: series und label brauchen einen Text."


def _direction_problems(definition: Definition) -> Iterator[str]:
    gap = definition.formula in (Formula.GAP, Formula.SHARE_GAP)
    one_way = (Direction.UP, Direction.DOWN)
    if definition.direction is Direction.PARITY:
        if not gap:
            yield "Eintrag direction: „parity“ passt nur zu den Formeln „gap“ und „share_gap“."
        if definition.group_direction not in one_way:
            yield "Eintrag group_direction: Bitte sagen, ob der Wert der Gruppe steigen („up“) oder sinken („down“) soll."
    elif definition.group_direction is not Direction.NONE:
        yield "Eintrag group_direction ist nur bei direction „parity“ erlaubt."
    if gap and not definition.comparison_group.strip():
        yield "Eintrag comparison_group fehlt: Ein Abstand braucht eine Vergleichsgruppe."


def _text_problems(definition: Definition) -> Iterator[str]:
    for key in _TEXTS:
        if not getattr(definition, key).strip():
            yield f"Eintrag {key} ist leer. Bitte einen Text eintragen."
    for key in _LISTS:
        if any(not text.strip() for text in getattr(definition, key)):
            yield f"Eintrag {key} enthält einen leeren Text."
    if any(not item.text.strip() for item in definition.breaks):
        yield "Eintrag breaks: Zu jedem Bruch gehört ein erklärender Text."


def _example_problems(definition: Definition) -> Iterator[str]:
    if not definition.examples:
        yield "Eintrag examples fehlt: Jede Definition braucht ein Rechenbeispiel."
    for number, example in enumerate(definition.examples, 1):
        if set(example.inputs) != set(definition.formula.roles):
            yield f"Eintrag examples, Beispiel {number}: Es muss genau diese Eingänge nennen: {', '.join(definition.formula.roles)}."
