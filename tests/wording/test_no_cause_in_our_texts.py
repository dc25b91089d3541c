"""No text of ours states a cause, predicts or ranks: read are all string constants of the code that can reach a page, a report or an
export, the texts of definitions, concepts, layouts, the settings file and the handbook."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.wording.rules import offences

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("domain", "indicators", "loaders", "pages", "reports", "store", "ui", "views", "workflows")
CODE = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))] + [
    ROOT / name for name in ("app.py", "cli.py", "settings.py")
]
TOML = sorted(
    [*(ROOT / "indicators" / "definitions").rglob("*.toml"), *(ROOT / "data").rglob("*.toml"), *(ROOT / "loaders").rglob("*.toml")]
)
PROSE = [*sorted((ROOT / "docs" / "handbuch").glob("*.md")), *sorted((ROOT / "data").rglob("*.md"))]
QUOTED = {"motion", "mandates"}
"""Fields of a concept that hold what a council decided, word for word."""
EXEMPT: dict[str, str] = {}
"""Texts that break a rule and stay, by the beginning of the text, each with the reason. There is none; think twice before adding one."""


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_in_the_code_states_a_cause_predicts_or_ranks(path: Path) -> None:
    refused = [f"{path.name}:{line}: {offence}" for line, text in strings(path.read_text("utf-8")) for offence in refusals(text)]
    assert refused == []


def test_no_definition_concept_or_layout_states_a_cause_predicts_or_ranks() -> None:
    refused = []
    for path in TOML:
        for key, text in texts(tomllib.loads(path.read_text("utf-8"))):
            refused += [f"{path.name} {key}: {offence}" for offence in refusals(text)]
    assert refused == []


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_the_handbook_states_no_cause(path: Path) -> None:
    assert refusals(path.read_text("utf-8")) == []


def test_what_is_read_is_not_little() -> None:
    read = [text for path in CODE for _, text in strings(path.read_text("utf-8")) if " " in text]
    toml = [text for path in TOML for _, text in texts(tomllib.loads(path.read_text("utf-8")))]
    assert len(read) > 800 and len(toml) > 3000 and len(PROSE) >= 3


def test_every_exemption_is_still_needed() -> None:
    read = [text for path in CODE for _, text in strings(path.read_text("utf-8"))]
    assert all(any(text.startswith(begin) and offences(text) for text in read) for begin in EXEMPT)


@pytest.mark.parametrize("text", [
    "Die Quote stieg durch die Maßnahme um 3 Prozentpunkte.",
    "Dank der Sprachkurse sinkt die Quote, auch dank des Projekts.",
    "Das Programm bewirkt eine Angleichung.",
    "Die Wirkung der Maßnahmen ist sichtbar.",
    "Die neuen Kurse führten rasch zu mehr Einbürgerungen.",
    "Mehr Personal führt zu höheren Quoten.",
    "Aufgrund der laufenden Maßnahmen sank die Zahl.",
    "Der Rückgang ist auf das Projekt zurückzuführen.",
    "Das Angebot wirkt sich aus.",
    "Dazu hat das Bündnis beigetragen.",
    "Prognose bis 2030",
    "vorhergesagt wird wenig, die Vorhersage für 2030: 4,1 %",
    "Salzgitter liegt auf Platz 3.",
    "Salzgitter: Rang 3 von 45",
    "Der Kreis liegt auf Rang 3.",
    "Spitzenreiter ist Emden, Schlusslicht Uelzen.",
    "Die Stadt ist besser als andere Städte.",
    "Keine Sorge. Prognose: es wird besser.",
])  # fmt: skip
def test_the_rules_catch_what_they_are_made_for(text: str) -> None:
    assert offences(text)


@pytest.mark.parametrize("text", [
    "Die Symbole sind keine politische Bewertung und keine Prognose.",
    "Zwischen den Gebieten gibt es kein Ranking.",
    "Der Monitor behauptet nicht, das eine habe das andere bewirkt.",
    "Jede Zahl führt zu der Zelle zurück, aus der sie stammt.",
    "Die Maßnahme läuft planmäßig; der Indikator steigt seit 2019.",
    "Entwicklung bei den Einbürgerungen; Wirkungsindikator des Leitziels.",
    "Der Abstand wurde kleiner, weil sich die Vergleichsgruppe verschlechtert hat.",
    "rechnerische Fortschreibung, keine Vorhersage",
    "Maßnahme 1.3, Priorität hoch, Rang 1; ein späterer Rang ist vorgezogen",
])  # fmt: skip
def test_the_rules_leave_plain_words_alone(text: str) -> None:
    assert offences(text) == []


def refusals(text: str) -> list[str]:
    return [] if any(text.startswith(begin) for begin in EXEMPT) else offences(text)


def strings(source: str) -> Iterator[tuple[int, str]]:
    """All texts of a module but docstrings; the gaps of an f-string become an ellipsis, so that a sentence stays one."""
    tree = ast.parse(source)
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    comments = {id(each.value) for body in bodies for each in body if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in comments | parts:
            yield node.lineno, node.value


def texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """All texts of a file with their keys, quoted decisions left out."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in QUOTED:
                yield from texts(part, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, key)
