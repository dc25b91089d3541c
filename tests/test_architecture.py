"""The house rules of the design, as tests: who may import whom, which library lives where, how long things may get."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("domain", "indicators", "loaders", "store", "views", "reports", "workflows", "ui", "pages", "commands")
MAY_IMPORT = {
    "domain": set(),
    "indicators": {"domain"},
    "loaders": {"domain"},
    "store": {"domain"},
    "views": {"domain", "indicators", "store"},
    "reports": {"domain", "views"},
    "settings": {"domain"},
    "workflows": {"domain", "indicators", "loaders", "store", "views", "reports", "settings"},
    "ui": {"domain", "views", "workflows", "settings", "pages"},
    "pages": {"ui", "views", "workflows", "domain"},
    "commands": {"domain", "store", "views", "workflows", "settings"},
}
ONLY_IN = {
    "streamlit": {"app", "pages", "ui"},
    "duckdb": {"store"},
    "openpyxl": {"loaders", "reports"},
    "altair": {"views"},
    "vl_convert": {"reports"},
    "typst": {"reports"},
    "docx": {"loaders", "reports"},
    "pptx": {"reports"},
    "jinja2": {"reports"},
}
OURS = set(MAY_IMPORT) | {"app", "cli"}


def modules() -> list[Path]:
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return files + [ROOT / name for name in ("app.py", "cli.py", "settings.py")]


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_house(path: Path) -> None:
    room = room_of(path)
    allowed = MAY_IMPORT.get(room, OURS) | {room}
    assert imported(path) & OURS <= allowed


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_library_lives_in_its_room(path: Path) -> None:
    room = room_of(path)
    for library, rooms in ONLY_IN.items():
        assert library not in imported(path) or room in rooms, f"{library} belongs in {sorted(rooms)}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= (80 if room_of(path) == "pages" else 400)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 55, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_html_by_hand_and_no_swallowed_errors(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "unsafe_allow" not in text
    assert not re.search(r"except:\s", text)
    assert "utils" not in path.name


def test_sql_stands_in_files_and_takes_only_parameters() -> None:
    for path in (ROOT / "store").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("execute", "arrow", "rows"):
                assert not any(isinstance(argument, ast.JoinedStr) for argument in node.args), f"{path.name}:{node.lineno}"
