"""A page of the app without a browser, and what it would send to one."""

import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from domain.access import Role

ROOT = Path(__file__).parents[1]


def drawn(monkeypatch: pytest.MonkeyPatch, home: Path, slug: str, role: Role | None = None, **selection: str) -> AppTest:
    """A page after its first run; without a role as the usual one."""
    monkeypatch.setenv("MONITOR_HOME", str(home))
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # Streamlit puts its script there and leaves it
    app = AppTest.from_file(ROOT / "ui" / "main.py", default_timeout=60)
    app._page_hash = calc_hash(slug)  # as if the address named the page
    if role is not None:
        selection["rolle"] = role.value
    for name, value in selection.items():
        app.query_params[name] = value
    return app.run()


def sent(app: AppTest) -> str:
    """Everything the run would send to the browser, table contents included, without the signs that keep Markdown at bay."""
    content = b"".join(node.proto.SerializeToString() for node in app._tree if getattr(node, "proto", None) is not None)
    return content.decode("utf-8", "replace").replace("\\", "").replace("\u2060", "")
