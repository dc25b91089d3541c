"""The script that writes the demo's status sheets, as a module."""

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
PERIODS = ["2024-H1", "2024-H2", "2025-H1", "2025-H2", "2026-H1"]


def make_demo() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_demo", ROOT / "docs" / "demo" / "make_demo.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
