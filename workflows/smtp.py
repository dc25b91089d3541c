"""Sending mail through the city's server: one connection, one mail an office, and a German sentence about everything that fails."""

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from email import policy
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from domain.errors import MonitorError
from settings import Mail, MailSecurity
from workflows.mail import PASSWORD, Letter, Mailed, MailFailed, is_address

_PORTS = {MailSecurity.NONE: 25, MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465}
_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def send(mail: Mail, letters: Sequence[Letter], sent: Callable[[Letter], None]) -> tuple[Mailed, ...]:
    """Sends the letters one after the other and calls ``sent`` after each that the server accepted. What fails never stops the others,
    unless the server is gone or nothing can be noted any more: then nothing further is sent."""
    done: list[Mailed] = []
    try:
        with _connected(mail) as server:
            for letter in letters:
                done.append(_send_one(mail, server, letter))
                if done[-1].sent:
                    sent(letter)
    except MailFailed as failure:
        done += [Mailed(each.office, each.address, False, str(failure)) for each in letters[len(done) :]]
    except MonitorError as failure:  # from ``sent``: what cannot be noted must not go on
        last = done.pop()
        done.append(Mailed(last.office, last.address, True, f"Versandt, aber nicht vermerkt. {failure}"))
        rest = "Nicht versandt, weil sich der Versand nicht vermerken ließ."
        done += [Mailed(each.office, each.address, False, rest) for each in letters[len(done) :]]
    return tuple(done)


def _send_one(mail: Mail, server: smtplib.SMTP, letter: Letter) -> Mailed:
    if not is_address(letter.address):
        said = f"„{letter.address}“ ist keine Mailadresse." if letter.address.strip() else "Im Konzept steht keine Mailadresse."
        return Mailed(letter.office, letter.address, False, said)
    try:
        server.send_message(message(mail, letter), mail.sender, [letter.address])
    except smtplib.SMTPRecipientsRefused as refused:
        code, text = next(iter(refused.recipients.values()))
        return Mailed(letter.office, letter.address, False, f"Der Mailserver nimmt die Adresse nicht an ({_answer(code, text)}).")
    except (smtplib.SMTPServerDisconnected, OSError) as problem:
        if not isinstance(problem, smtplib.SMTPResponseException):
            raise MailFailed(f"Die Verbindung zum Mailserver {mail.host} ist abgebrochen.") from problem
        said = f"Der Mailserver nimmt die Nachricht nicht an ({_answer(problem.smtp_code, problem.smtp_error)})."
        return Mailed(letter.office, letter.address, False, said)
    return Mailed(letter.office, letter.address, True)


def message(mail: Mail, letter: Letter) -> EmailMessage:
    """The mail as it is sent; a line break in the subject becomes a space, so that no data can add a header."""
    made = EmailMessage(policy=policy.SMTP)
    made["From"], made["To"] = mail.sender, letter.address
    made["Subject"] = " ".join(letter.subject.split())
    made["Date"], made["Message-ID"] = formatdate(localtime=True), make_msgid(domain=mail.sender.rpartition("@")[2])
    made["Content-Language"] = "de"
    made["Auto-Submitted"] = "auto-generated"  # asks answering machines to keep still
    made.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    made.add_attachment(letter.attachment, maintype=_WORKBOOK[0], subtype=_WORKBOOK[1], filename=" ".join(letter.attachment_name.split()))
    return made


@contextmanager
def _connected(mail: Mail) -> Iterator[smtplib.SMTP]:
    """A connection that is protected and signed in as the settings say; raises MailFailed."""
    server = _open(mail)
    try:
        yield server
    finally:
        with suppress(smtplib.SMTPException, OSError):  # all letters are through or told of; a server may hang up first
            server.quit()
        server.close()


def _open(mail: Mail) -> smtplib.SMTP:
    port, where = mail.port or _PORTS[mail.security], f"Der Mailserver {mail.host}"
    context = ssl.create_default_context()
    try:
        if mail.security is MailSecurity.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, port, timeout=mail.timeout_seconds, context=context)
        else:
            server = smtplib.SMTP(mail.host, port, timeout=mail.timeout_seconds)
        if mail.security is MailSecurity.STARTTLS:
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, os.environ[PASSWORD])
    except smtplib.SMTPAuthenticationError as problem:
        raise MailFailed(f"{where} nimmt Benutzer und Kennwort nicht an.") from problem
    except smtplib.SMTPNotSupportedError as problem:
        raise MailFailed(f"{where} bietet nicht an, was eingestellt ist (security = {mail.security.value}).") from problem
    except ssl.SSLCertVerificationError as problem:
        raise MailFailed(f"{where} weist sich mit einem Zertifikat aus, das nicht gilt.") from problem
    except ssl.SSLError as problem:
        raise MailFailed(f"Mit dem Mailserver {mail.host} kommt keine verschlüsselte Verbindung zustande.") from problem
    except smtplib.SMTPResponseException as problem:
        raise MailFailed(f"{where} lehnt die Verbindung ab ({_answer(problem.smtp_code, problem.smtp_error)}).") from problem
    except (smtplib.SMTPException, OSError) as problem:
        raise MailFailed(f"{where} ist nicht erreichbar (Port {port}).") from problem
    return server


def _answer(code: int, text: bytes | str) -> str:
    """The server's own words, short and on one line."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(said.split())}"[:200]
