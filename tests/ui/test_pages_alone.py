"""Streamlit runs files of a folder pages/ by themselves when it finds one beside the entry script. Ours must show nothing then."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.navigation import PAGES, load_pages

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_page_file_alone_draws_nothing(path):
    app = AppTest.from_file(path, default_timeout=30).run()
    assert not app.exception
    assert len(app.main.children) == 0 and len(app.sidebar.children) == 0


def test_every_page_file_is_in_the_menu():
    assert sorted(PAGES) == [path.stem for path in FILES]


def test_slugs_are_unique_and_speak_german():
    slugs = [module.PAGE.slug for module in load_pages()]
    assert len(set(slugs)) == len(slugs)
    assert not set(slugs) & {path.stem for path in FILES}


def test_no_pages_folder_beside_the_entry_script():
    assert not (ROOT / "ui" / "pages").exists()
