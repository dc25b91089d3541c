"""The office's letterhead: checked before it counts, kept when it is replaced, and used for what is written from then on."""

import hashlib
import io
from pathlib import Path

import docx
import pytest

from domain.access import Role, Viewer
from domain.errors import NotAllowed, WrongUse
from reports.word_template import shipped
from store import Home
from tests.workflows.homes import cli
from workflows.reports import own_template
from workflows.word_template import drop_template, start_template, use_template


def letterhead(text: str = "{{Inhalt}}") -> bytes:
    file = docx.Document(io.BytesIO(shipped()))
    file.sections[0].header.paragraphs[0].insert_paragraph_before("Dezernat IV")
    file.paragraphs[0].text = text
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def test_a_template_counts_from_then_on_and_the_one_before_is_kept(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert own_template(home) is None and start_template(home) == shipped()
    first, second = letterhead(), letterhead() + b""
    assert use_template(home, first) == ()
    assert own_template(home) == start_template(home) == first
    use_template(home, second)
    assert home.original(hashlib.sha256(first).hexdigest()).read_bytes() == first
    assert drop_template(home) and start_template(home) == shipped()
    assert not drop_template(home)


def test_a_template_without_a_place_changes_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    use_template(home, letterhead())
    before = own_template(home)
    with pytest.raises(WrongUse, match="genau einmal"):
        use_template(home, letterhead("Hier fehlt die Stelle"))
    assert own_template(home) == before


@pytest.mark.parametrize("role", [Role.CONTROLLING, Role.DEPARTMENT, Role.PUBLIC])
def test_only_the_office_changes_it(tmp_path: Path, role: Role) -> None:
    for change in (
        lambda: use_template(Home(tmp_path), letterhead(), viewer=Viewer(role)),
        lambda: drop_template(Home(tmp_path), viewer=Viewer(role)),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_the_same_on_the_command_line(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    start, bad = tmp_path / "vorlage.docx", tmp_path / "falsch.docx"
    assert cli("report", "template", "-o", start, home=home).code == 0 and start.read_bytes() == shipped()
    bad.write_bytes(letterhead("Brief"))
    refused = cli("report", "template", "--use", bad, home=home)
    assert refused.code == 2 and "{{Inhalt}}" in refused.err
    start.write_bytes(letterhead())
    assert "gilt ab jetzt" in cli("report", "template", "--use", start, home=home).out
    assert own_template(Home(home)) == start.read_bytes()
