"""Mailing the sheets from the page „Rücklauf“, with a real mail server on this machine."""

import shutil
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

import workflows
from domain.access import OFFICE, Role
from domain.local_time import today
from domain.periods import half_year_of
from store import Home, open_snapshot
from tests.drawn_page import drawn, sent
from tests.workflows.homes import make_home

PERIOD = half_year_of(today())


class Box:
    """Keeps the recipients of every mail that arrived."""

    def __init__(self) -> None:
        self.to: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.to += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    kept = Box()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, port
    controller.stop()


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return Path(shutil.copytree(make_home(tmp_path_factory.mktemp("mail") / "home").path, tmp_path / "home"))


def test_sheets_are_mailed_once_and_the_page_says_to_whom(monkeypatch: pytest.MonkeyPatch, home: Path, box: tuple[Box, int]) -> None:
    """Idea 10: owners do not log in, so their sheet comes to them; who got it is said, and nobody gets it twice."""
    kept, port = box
    settings = home / "settings.toml"
    text = f'\n[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "buero@example.org"\n'
    settings.write_text(settings.read_text("utf-8") + text, "utf-8")
    app = drawn(monkeypatch, home, "ruecklauf", Role.OFFICE)
    assert "Blätter per E-Mail verschicken" not in sent(app), "nobody is written to before the round is open"
    workflows.open_round(Home(home), PERIOD.text, today() + timedelta(days=30))
    app = drawn(monkeypatch, home, "ruecklauf", Role.OFFICE)
    (button,) = [each for each in app.button if each.label == "Blätter per E-Mail verschicken"]
    button.click().run()
    assert not app.exception and "Versandt an" in sent(app)
    with open_snapshot(Home(home)) as snapshot:
        mailed = [reply.office for reply in workflows.round_for(snapshot, OFFICE, PERIOD.text).replies if reply.mailed_at]
    assert kept.to and len(kept.to) == len(mailed) and all(address.endswith("@example.org") for address in kept.to)
    before = list(kept.to)
    (button,) = [each for each in app.button if each.label == "Blätter per E-Mail verschicken"]
    button.click().run()
    assert kept.to == before


def test_without_a_mail_server_the_page_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    app = drawn(monkeypatch, home, "ruecklauf", Role.OFFICE)
    assert "Mailserver" in sent(app)
    assert not [each for each in app.button if "E-Mail" in each.label]
