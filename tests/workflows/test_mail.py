"""Mails of the round through a real SMTP server on this machine: what goes out, when, to whom, and what is noted of it."""

import email
import shutil
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import AuthResult, Envelope, Session
from openpyxl import load_workbook

import store.rounds
import workflows
from domain.access import OFFICE
from domain.errors import NotAllowed, NotFound, StoreBusy, WrongUse
from domain.local_time import today
from domain.measures import MeasureRow, MeasureState
from domain.rounds import AFTER_DUE, BEFORE_DUE, RoundEventKind
from settings import Mail, MailSecurity, Settings
from settings import load as load_settings
from store import Home, open_snapshot
from store.working_file import ensure_published
from tests.workflows.homes import ROOT, cli
from tests.workflows.small_town import BEFORE, JUGEND, PERIOD, accept, check, filled, make_town, office_sheet, reply, sheet
from workflows.mail import PASSWORD, Letter, is_address
from workflows.smtp import message

DUE = today() + timedelta(days=5)
SENDER = "integration@kleinstadt.example"
ADDRESSES = ["caritas@verband.example", "jugend@kleinstadt.example", "soziales@kleinstadt.example"]


Context = ssl.SSLContext | None


class Postbox:
    """Keeps what the server accepted; ``refuse`` says which recipients it does not take, ``before`` runs before each mail is taken."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.refuse: set[str] = set()
        self.answers: list[str] = []
        self.before: Callable[[], None] = lambda: None
        self.signed_in: list[str] = []
        self.encrypted: list[bool] = []

    async def handle_RCPT(self, server: Server, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if address in self.refuse:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Server, session: Session, envelope: Envelope) -> str:
        self.before()
        if self.answers and (answer := self.answers.pop(0)):
            return answer
        self.envelopes.append(envelope)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"

    def authenticate(self, server: Server, session: Session, envelope: Envelope, mechanism: str, data) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        self.signed_in.append(given[0])
        return AuthResult(success=given == ("integration", "geheim"), handled=False)

    @property
    def mails(self) -> list[EmailMessage]:
        return [email.message_from_bytes(each.content, policy=default) for each in self.envelopes]

    @property
    def to(self) -> list[str]:
        return [address for each in self.envelopes for address in each.rcpt_tos]


class Post(Controller):
    """The server on a free port of this machine."""

    def __init__(
        self, box: Postbox, tls: ssl.SSLContext | None = None, wrapped: ssl.SSLContext | None = None, sign_in: bool = False
    ) -> None:
        given = {"authenticator": box.authenticate, "auth_required": True, "auth_require_tls": bool(tls)} if sign_in else {}
        super().__init__(box, hostname="localhost", port=0, tls_context=tls, ssl_context=wrapped, require_starttls=bool(tls), **given)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # the one the system chose
        super()._trigger_server()


@contextmanager
def post(box: Postbox, **given) -> Iterator[int]:
    controller = Post(box, **given)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = make_town(tmp_path_factory.mktemp("mailstadt"))
    workflows.open_round(home, PERIOD, DUE)
    return home.path


@pytest.fixture
def home(town: Path, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(town, tmp_path / "home")))


@pytest.fixture
def box() -> Postbox:
    return Postbox()


@pytest.fixture
def settings(box: Postbox) -> Iterator[Settings]:
    with post(box) as port:
        yield plain(port)


def plain(port: int, **given) -> Settings:
    said = {"host": "localhost", "port": port, "security": MailSecurity.NONE, "sender": SENDER} | given
    return Settings(mail=Mail(**said))


def events(home: Home, kind: RoundEventKind) -> list[str]:
    with open_snapshot(home) as snapshot:
        return [each.office for each in store.rounds.events(snapshot) if each.kind is kind]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return body.get_content()


def workbook_of(mail: EmailMessage) -> bytes:
    (attached,) = list(mail.iter_attachments())
    assert attached.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return attached.get_content()


def test_each_office_gets_its_sheet_in_a_german_mail(home: Home, settings: Settings, box: Postbox, tmp_path: Path) -> None:
    """Idea 10: the sheet goes to those who fill it in, with what to do and until when."""
    mailed = workflows.mail_sheets(home, PERIOD, settings=settings)
    assert [(each.office, each.sent) for each in mailed] == [
        ("Amt für Soziales", True), ("Caritasverband", True), ("Jugendamt", True), ("Sportbund", False),
    ]  # fmt: skip
    assert sorted(box.to) == ADDRESSES and {each.mail_from for each in box.envelopes} == {SENDER}
    mail = box.mails[box.to.index("jugend@kleinstadt.example")]
    assert mail["To"] == "jugend@kleinstadt.example" and mail["From"] == SENDER and mail["Date"] and mail["Message-ID"]
    assert mail["Subject"] == f"Sachstand der Maßnahmen, 1. Halbjahr 2026: bitte bis {DUE:%d.%m.%Y}"
    text = text_of(mail)
    for said in (
        "Guten Tag",
        f"{DUE:%d.%m.%Y}",
        "Stelle: Jugendamt",
        "1.1  Sprachcafé",
        "1.10  Vorlesetag",
        "unverändert",
        "Mit freundlichen Grüßen",
    ):
        assert said in text
    assert load_workbook(BytesIO(workbook_of(mail))).sheetnames[0] == "Sachstand"
    checked = check(home, tmp_path, workbook_of(mail))
    assert (checked.reading.office, checked.reading.untouched) == ("Jugendamt", ("1.1", "1.2", "1.10"))


def test_no_figure_of_a_measure_stands_in_the_text(home: Home, settings: Settings, box: Postbox) -> None:
    """Costs, people and internal texts travel in the workbook for the office alone, never in the text of a mail."""
    workflows.mail_sheets(home, PERIOD, settings=settings)
    for mail in box.mails:
        for secret in ("12345", "12.345", "64", "40 %", "Läuft jede Woche", "In Umsetzung"):
            assert secret not in text_of(mail), secret


def test_what_was_sent_is_noted_and_not_sent_again(home: Home, settings: Settings, box: Postbox) -> None:
    workflows.mail_sheets(home, PERIOD, settings=settings)
    assert events(home, RoundEventKind.MAILED) == ["Amt für Soziales", "Caritasverband", "Jugendamt"]
    assert reply(home, "Jugendamt").mailed_at is not None and reply(home, "Sportbund").mailed_at is None
    again = workflows.mail_sheets(home, PERIOD, settings=settings)
    assert [(each.office, each.problem) for each in again] == [("Sportbund", "Im Konzept steht keine Mailadresse.")]
    assert len(box.envelopes) == 3
    (once_more,) = workflows.mail_sheets(home, PERIOD, settings=settings, offices=["51"])  # asked for by name
    assert once_more.sent and len(box.envelopes) == 4


def test_sheets_are_sent_only_in_an_open_round_and_to_those_who_are_asked(home: Home, settings: Settings, box: Postbox) -> None:
    with pytest.raises(WrongUse, match="noch nicht eröffnet"):
        workflows.mail_sheets(home, BEFORE, settings=settings)
    with pytest.raises(NotFound, match="Feuerwehr"):
        workflows.mail_sheets(home, PERIOD, settings=settings, offices=["Feuerwehr"])
    assert box.envelopes == []


def test_a_reminder_before_the_due_date_and_one_after_it(home: Home, settings: Settings, box: Postbox, tmp_path: Path) -> None:
    """The issue: a reminder before and after the due date; however often it is called, one of each; never to those who answered."""
    accept(home, tmp_path, filled(office_sheet(home, "Amt für Soziales"), {"2.1": {"confirmed": "x"}, "2.2": {"confirmed": "x"}}))
    accept(home, tmp_path, filled(office_sheet(home, "Jugendamt"), {"1.2": {"confirmed": "x"}}), "jugend.xlsx")

    def remind(day: date) -> list[str]:
        return [each.office for each in workflows.remind(home, settings=settings, today=day) if each.sent]

    assert remind(DUE - timedelta(days=8)) == []  # too early
    assert remind(DUE - timedelta(days=7)) == ["Caritasverband", "Jugendamt"]
    assert remind(DUE - timedelta(days=7)) == remind(DUE - timedelta(days=1)) == remind(DUE) == []
    first = box.mails[box.to.index("jugend@kleinstadt.example")]
    assert "1.2  Elternlotsen" not in text_of(first) and "1.1  Sprachcafé" in text_of(first)  # what is still missing
    checked = check(home, tmp_path, workbook_of(first))
    assert checked.reading.untouched == ("1.1", "1.10")
    assert first["Subject"].startswith("Erinnerung:") and "bis zum" in text_of(first)
    assert remind(DUE + timedelta(days=2)) == []
    assert remind(DUE + timedelta(days=3)) == ["Caritasverband", "Jugendamt"]
    assert remind(DUE + timedelta(days=4)) == remind(DUE + timedelta(days=90)) == []
    assert "war der" in text_of(box.mails[-1])
    with open_snapshot(home) as snapshot:
        notes = [each.note for each in store.rounds.events(snapshot) if each.kind is RoundEventKind.REMINDED]
    assert notes == [BEFORE_DUE, BEFORE_DUE, AFTER_DUE, AFTER_DUE]


def test_who_has_sent_something_in_is_not_reminded_until_it_is_given_back(home: Home, settings: Settings, tmp_path: Path) -> None:
    checked = check(home, tmp_path, filled(office_sheet(home, "Jugendamt"), {"1.2": {"confirmed": "x"}}))
    workflows.note_received(home, checked.reading, "f1")
    assert "Jugendamt" not in [each.office for each in workflows.remind(home, settings=settings, today=DUE)]
    workflows.return_sheet(home, PERIOD, "Jugendamt", reason="Zwei Zeilen sind noch leer.")
    assert [each.office for each in workflows.remind(home, settings=settings, today=DUE) if each.sent] == ["Jugendamt"]


def test_a_sheet_given_back_goes_out_with_its_reason(home: Home, settings: Settings, box: Postbox, tmp_path: Path) -> None:
    """The issue: returned with a reason if not acceptable; the office learns it, with a fresh sheet."""
    with pytest.raises(WrongUse, match="kein Blatt zurückgegeben"):
        workflows.mail_return(home, PERIOD, "Jugendamt", settings=settings)
    checked = check(home, tmp_path, filled(office_sheet(home, "Jugendamt"), {"1.2": {"state": "Quark"}}))
    workflows.note_received(home, checked.reading, "f1")
    workflows.return_sheet(home, PERIOD, "Jugendamt", reason="Der Stand von 1.2 ist {nicht} zu lesen.\r\nBcc: x@y.example")
    with pytest.raises(NotAllowed):
        workflows.mail_return(home, PERIOD, "Jugendamt", viewer=JUGEND, settings=settings)
    mailed = workflows.mail_return(home, PERIOD, "51", settings=settings)
    (mail,) = box.mails
    assert (mailed.sent, box.to, mail["Bcc"]) == (True, ["jugend@kleinstadt.example"], None)
    assert mail["Subject"] == "Bitte berichtigen: Sachstand der Maßnahmen, 1. Halbjahr 2026"
    assert "Der Stand von 1.2 ist {nicht} zu lesen." in text_of(mail) and "1.10  Vorlesetag" in text_of(mail)
    assert check(home, tmp_path, workbook_of(mail)).reading.office == "Jugendamt"
    assert events(home, RoundEventKind.MAILED) == ["Jugendamt"]


def test_another_due_date_has_reminders_of_its_own(home: Home, settings: Settings) -> None:
    assert workflows.remind(home, settings=settings, today=DUE)
    workflows.open_round(home, PERIOD, DUE + timedelta(days=30))
    assert workflows.remind(home, settings=settings, today=DUE) == ()
    assert workflows.remind(home, settings=settings, today=DUE + timedelta(days=25))


def test_a_refused_address_does_not_stop_the_others(home: Home, settings: Settings, box: Postbox) -> None:
    box.refuse = {"caritas@verband.example"}
    mailed = workflows.mail_sheets(home, PERIOD, settings=settings)
    problem = {each.office: each.problem for each in mailed}["Caritasverband"]
    assert problem == "Der Mailserver nimmt die Adresse nicht an (550 5.1.1 No such user)."
    assert events(home, RoundEventKind.MAILED) == ["Amt für Soziales", "Jugendamt"]
    text = workflows.mailed_text(mailed)
    assert text.startswith("Versandt an 2 von 4 Stellen: Amt für Soziales, Jugendamt.\n")
    assert "Nicht versandt an Caritasverband: Der Mailserver nimmt die Adresse nicht an" in text and "Nicht versandt an Sportbund" in text
    box.refuse = set()
    assert [each.office for each in workflows.mail_sheets(home, PERIOD, settings=settings) if each.sent] == ["Caritasverband"]


def test_a_mail_the_server_does_not_take_is_not_noted(home: Home, settings: Settings, box: Postbox) -> None:
    box.answers = ["", "552 Mailbox full"]
    mailed = workflows.mail_sheets(home, PERIOD, settings=settings)
    assert [each.office for each in mailed if each.sent] == ["Amt für Soziales", "Jugendamt"]
    assert mailed[1].problem == "Der Mailserver nimmt die Nachricht nicht an (552 Mailbox full)."
    assert events(home, RoundEventKind.MAILED) == ["Amt für Soziales", "Jugendamt"]


def test_a_server_that_goes_away_in_between(home: Home, box: Postbox) -> None:
    """Named is what was sent and what was not, and only what was accepted is noted."""
    controller = Post(box)
    controller.start()
    taken: list[int] = []

    def leave_after_one() -> None:
        taken.append(1)
        if len(taken) == 2:
            controller.server.close()
            for transport in transports:
                transport.abort()

    transports: list = []
    connected = box.handle_RCPT

    async def remember(server: Server, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        transports.append(server.transport)
        return await connected(server, session, envelope, address, options)

    box.handle_RCPT, box.before = remember, leave_after_one  # type: ignore[method-assign]
    try:
        mailed = workflows.mail_sheets(home, PERIOD, settings=plain(controller.port))
    finally:
        controller.stop()
    assert [each.sent for each in mailed] == [True, False, False, False]
    assert mailed[1].problem == mailed[2].problem == "Die Verbindung zum Mailserver localhost ist abgebrochen."
    assert events(home, RoundEventKind.MAILED) == ["Amt für Soziales"]


def test_a_server_that_is_not_there(home: Home) -> None:
    mailed = workflows.mail_sheets(home, PERIOD, settings=plain(1))
    assert {each.problem for each in mailed} == {"Der Mailserver localhost ist nicht erreichbar (Port 1)."}
    assert not any(each.sent for each in mailed) and events(home, RoundEventKind.MAILED) == []
    assert workflows.mailed_text(mailed).startswith("Es wurde nichts versandt.\n")


def test_what_a_killed_process_has_sent_is_not_sent_again(home: Home, box: Postbox) -> None:
    """Each mail is noted in a transaction of its own before the next one goes out: a kill -9 loses nothing of the log."""
    running: list[subprocess.Popen[bytes]] = []

    def kill_at_the_second() -> None:
        if len(box.envelopes) == 1 and running:
            running[0].kill()
            running[0].wait()
            box.answers = ["451 gone"]

    box.before = kill_at_the_second
    with post(box) as port:
        path = home.path / "settings.toml"
        said = f'\n[mail]\nhost = "localhost"\nport = {port}\nsecurity = "none"\nsender = "{SENDER}"\n'
        path.write_text(path.read_text("utf-8") + said, "utf-8")
        command = [sys.executable, str(ROOT / "cli.py"), "--home", str(home.path), "round", "send", "--period", PERIOD]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home.path))
        assert running[0].wait(timeout=120) == -9
        assert box.to == ["soziales@kleinstadt.example"]
        box.before = lambda: None
        again = workflows.mail_sheets(home, PERIOD, settings=plain(port))
    assert [each.office for each in again if each.sent] == ["Caritasverband", "Jugendamt"]
    assert sorted(box.to) == ADDRESSES
    assert events(home, RoundEventKind.MAILED) == ["Amt für Soziales", "Caritasverband", "Jugendamt"]


def test_two_processes_do_not_mail_at_once(home: Home, settings: Settings) -> None:
    from filelock import FileLock

    with FileLock(home.path / "mail.lock"), pytest.raises(StoreBusy, match="gerade Mails versandt"):
        workflows.remind(home, settings=settings, today=DUE)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of our own for localhost, with its key in one file."""
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def served(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


@pytest.mark.parametrize("security", [MailSecurity.STARTTLS, MailSecurity.TLS])
def test_the_connection_is_encrypted_and_signed_in(
    home: Home, box: Postbox, certificate: Path, security: MailSecurity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    monkeypatch.setenv(PASSWORD, "geheim")
    given = {"tls": served(certificate)} if security is MailSecurity.STARTTLS else {"wrapped": served(certificate)}
    with post(box, sign_in=True, **given) as port:
        mailed = workflows.mail_sheets(home, PERIOD, settings=plain(port, security=security, user="integration"))
    assert sum(each.sent for each in mailed) == 3 and box.signed_in == ["integration"]
    if security is MailSecurity.STARTTLS:
        assert box.encrypted == [True, True, True]


def test_a_wrong_password_is_told(home: Home, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "falsch")
    with post(box, sign_in=True) as port:
        mailed = workflows.mail_sheets(home, PERIOD, settings=plain(port, user="integration"))
    assert {each.problem for each in mailed} == {"Der Mailserver localhost nimmt Benutzer und Kennwort nicht an."}
    assert box.envelopes == [] and events(home, RoundEventKind.MAILED) == []


def test_an_unknown_certificate_is_refused(home: Home, box: Postbox, certificate: Path) -> None:
    with post(box, tls=served(certificate)) as port:
        mailed = workflows.mail_sheets(home, PERIOD, settings=plain(port, security=MailSecurity.STARTTLS))
    assert {each.problem for each in mailed} == {"Der Mailserver localhost weist sich mit einem Zertifikat aus, das nicht gilt."}
    assert box.envelopes == []


def test_a_server_without_encryption_gets_nothing_where_encryption_is_set(home: Home, box: Postbox) -> None:
    with post(box) as port:
        mailed = workflows.mail_sheets(home, PERIOD, settings=plain(port, security=MailSecurity.STARTTLS))
        wrapped = workflows.mail_sheets(home, PERIOD, settings=plain(port, security=MailSecurity.TLS))
    assert "bietet nicht an, was eingestellt ist (security = starttls)" in mailed[0].problem
    assert wrapped[0].problem == "Mit dem Mailserver localhost kommt keine verschlüsselte Verbindung zustande."
    assert box.envelopes == []


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (Mail(), "kein Mailserver eingestellt"),
        (Mail(host="localhost"), "Absender"),
        (Mail(host="localhost", sender="Büro <a@b.example>"), "Absender"),
        (Mail(host="localhost", sender="a@b.example\nBcc: x@y.example"), "Absender"),
        (Mail(host="localhost", sender=SENDER, user="integration"), PASSWORD),
    ],
)
def test_what_is_not_set_up_is_said(home: Home, mail: Mail, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    for attempt in (
        lambda: workflows.mail_sheets(home, PERIOD, settings=Settings(mail=mail)),
        lambda: workflows.remind(home, settings=Settings(mail=mail), today=DUE),
    ):
        with pytest.raises(WrongUse, match=said):
            attempt()


def test_no_password_goes_out_unencrypted(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "geheim")
    mail = Mail(host="mail.kleinstadt.example", sender=SENDER, user="integration", security=MailSecurity.NONE)
    with pytest.raises(WrongUse, match="kein Kennwort"):
        workflows.mail_sheets(home, PERIOD, settings=Settings(mail=mail))


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("jugend@stadt.example", True), ("a.b+c@x-y.example", True), ("", False), ("jugend", False), ("a@b.example, c@d.example", False),
        ("a@b.example\r\nBcc: c@d.example", False), ("Amt <a@b.example>", False), ("a@b.example\n", False), ("ä@b.example", False),
    ],
)  # fmt: skip
def test_what_is_an_address(text: str, valid: bool) -> None:
    assert is_address(text) is valid


def test_no_text_of_the_data_becomes_a_header() -> None:
    letter = Letter("Amt", "a@b.example", "Sachstand\r\nBcc: x@y.example", "Text\n.\nBcc: z@y.example", b"PK", 'x"\r\nX-Evil: 1.xlsx')
    made = email.message_from_bytes(message(Mail(sender=SENDER), letter).as_bytes(), policy=default)
    assert made["Bcc"] is None and made["X-Evil"] is None
    assert made["Subject"] == "Sachstand Bcc: x@y.example"
    assert "Bcc: z@y.example" in text_of(made)  # harmless: it is text


def test_a_title_with_line_breaks_stays_one_line(home: Home, settings: Settings, box: Postbox, tmp_path: Path) -> None:
    row = MeasureRow("1.3", BEFORE, "Zwei\r\n\r\n.\r\nZeilen", "sprache", MeasureState.RUNNING, lead="51")
    accept(home, tmp_path, sheet(BEFORE, [row]))
    workflows.mail_sheets(home, PERIOD, settings=settings, offices=["Jugendamt"])
    (mail,) = box.mails
    assert "  1.3  Zwei . Zeilen\n" in text_of(mail).replace("\r\n", "\n")


def test_departments_cannot_send(home: Home, settings: Settings, box: Postbox) -> None:
    with pytest.raises(NotAllowed):
        workflows.mail_sheets(home, PERIOD, viewer=JUGEND, settings=settings)
    with pytest.raises(NotAllowed):
        workflows.remind(home, viewer=JUGEND, settings=settings, today=DUE)
    assert box.envelopes == []


def test_the_settings_file_and_the_command_line(home: Home, box: Postbox) -> None:
    with post(box) as port:
        said = f'\n[mail]\nhost = "localhost"\nport = {port}\nsecurity = "none"\nsender = "{SENDER}"\nremind_before_days = 10\n'
        path = home.path / "settings.toml"
        path.write_text(path.read_text("utf-8") + said, "utf-8")
        assert load_settings(home.path).mail == Mail("localhost", port, MailSecurity.NONE, SENDER, remind_before_days=10)
        sent = cli("round", "send", "--period", PERIOD, home=home.path)
        assert sent.code == 1 and "Nicht versandt an Sportbund: Im Konzept steht keine Mailadresse." in sent.out
        reminded = cli("round", "remind", "--day", DUE.isoformat(), home=home.path)
        assert "Versandt an 3 von 4 Stellen" in reminded.out and len(box.envelopes) == 6
        assert cli("round", "remind", "--day", DUE.isoformat(), home=home.path).code == 1  # Sportbund still has no address
    assert len(box.envelopes) == 6


def test_nothing_is_lost_of_the_log_when_the_state_is_published(home: Home, settings: Settings) -> None:
    workflows.mail_sheets(home, PERIOD, settings=settings, offices=["Jugendamt"])
    ensure_published(home, workflows.utc_now())
    assert events(home, RoundEventKind.MAILED) == ["Jugendamt"]
    with open_snapshot(home) as snapshot:
        assert workflows.round_for(snapshot, OFFICE, PERIOD).reply("Jugendamt").mailed_at is not None
