"""Mails to offices: what is needed for one, and what became of it. The sending itself is in ``workflows.smtp``."""

import os
import re
from dataclasses import dataclass

from domain.errors import MonitorError, WrongUse
from settings import Mail, MailSecurity

PASSWORD = "MONITOR_SMTP_PASSWORD"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class MailFailed(MonitorError):
    """The mail server did not do what was asked; the text says what, in German."""


@dataclass(frozen=True)
class Letter:
    """A mail to one office with its workbook."""

    office: str
    address: str
    subject: str
    text: str
    attachment: bytes
    attachment_name: str


@dataclass(frozen=True)
class Mailed:
    """What became of the mail to an office. ``sent`` is True once the server has accepted it; ``problem`` is a German sentence, also
    where it was sent and could not be noted."""

    office: str
    address: str
    sent: bool
    problem: str = ""


def is_address(text: str) -> bool:
    """True for one plain mail address; names, lists and line breaks are none."""
    return _ADDRESS.fullmatch(text) is not None


def stop_if_not_configured(mail: Mail) -> None:
    """Raises WrongUse with what is missing in ``settings.toml`` or in the environment."""
    if not mail.host:
        raise WrongUse(
            "Es ist kein Mailserver eingestellt. Bitte den Abschnitt [mail] in settings.toml ausfüllen oder die Blätter herunterladen."
        )
    if not is_address(mail.sender):
        raise WrongUse(f"Der Absender „{mail.sender}“ ist keine Mailadresse. Bitte „sender“ im Abschnitt [mail] berichtigen.")
    if mail.user and not os.environ.get(PASSWORD):
        raise WrongUse(f"Für die Anmeldung am Mailserver fehlt das Kennwort. Bitte die Umgebungsvariable {PASSWORD} setzen.")
    if mail.user and mail.security is MailSecurity.NONE and mail.host not in _LOCAL:
        raise WrongUse(
            "Ohne Verschlüsselung wird kein Kennwort gesendet. Bitte security auf starttls oder tls setzen oder „user“ leer lassen."
        )
