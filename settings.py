"""Settings of one installation: where it lies, and the few things a city may choose, each commented in ``settings.toml``."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
DEFAULT_HOME = PROJECT / "monitor-home"

TEMPLATE = """\
# Einstellungen dieser Installation. Änderungen gelten nach dem nächsten Start.

# Wer Lieferungen übernimmt, wenn niemand angemeldet ist; steht im Datenstand.
operator = "Integrationsbüro"

# So lange (Sekunden) wartet ein schreibender Vorgang auf einen anderen.
patience_seconds = 60

# Mindestfallzahl für eigene Register und Erfassungsblätter: Zahlen von 1 bis eins darunter zeigt der Monitor nie.
# min_cases = 5

# Öffentliche Ausgabe (python cli.py publish): Lizenz der Daten, Herausgeber, Kontakt. Ohne Lizenz wird nichts geschrieben.
# [public_edition]
# licence = "dl-de/by-2-0"       # auch dl-de/zero-2-0, cc-by-4.0, cc0-1.0 oder ein eigener Text
# publisher = "Stadt Beispiel, Stabsstelle Integration"
# contact = "integration@stadt.example"

# Mailserver für Sachstandsblätter und Erinnerungen. Ohne diesen Abschnitt werden die Blätter nur heruntergeladen.
# Das Kennwort steht nie hier, sondern in der Umgebungsvariablen MONITOR_SMTP_PASSWORD.
# [mail]
# host = "mail.stadt.example"
# port = 587
# security = "starttls"          # starttls, tls oder none (unverschlüsselt, nur im eigenen Netz)
# sender = "integration@stadt.example"
# user = "integration"           # leer: ohne Anmeldung
# remind_before_days = 7         # so viele Tage vor dem Termin wird einmal erinnert
# remind_after_days = 3          # so viele Tage nach dem Termin noch einmal
"""


class MailSecurity(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True)
class Mail:
    """The city's mail server; an empty ``host`` means there is none. ``port`` 0 is the usual one of the security. Reminders go out
    once from ``remind_before_days`` before the due date on, and once from ``remind_after_days`` after it on."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - read by pydantic, never changed
    host: str = ""
    port: int = 0
    security: MailSecurity = MailSecurity.STARTTLS
    sender: str = ""
    user: str = ""
    remind_before_days: int = 7
    remind_after_days: int = 3
    timeout_seconds: float = 20


@dataclass(frozen=True)
class PublicEdition:
    """What the public edition says about itself: the licence of its data by short name or in words, who publishes it, whom to write to."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - read by pydantic, never changed
    licence: str = ""
    publisher: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Settings:
    """Values of ``settings.toml``; a missing file or key means the default."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - read by pydantic, never changed
    operator: str = "Integrationsbüro"
    patience_seconds: float = 60
    min_cases: int = 5
    mail: Mail = Mail()
    public_edition: PublicEdition = PublicEdition()


def home_path(given: str | None = None) -> Path:
    """The installation's folder: as given, else MONITOR_HOME, else a folder in the project."""
    chosen = given or os.environ.get("MONITOR_HOME")
    return Path(chosen).resolve() if chosen else DEFAULT_HOME


def load(home: Path) -> Settings:
    """The settings of an installation; raises Unreadable with a German sentence where the file is wrong."""
    from domain.toml_files import build, read_toml  # the checker is loaded only where something is to be checked

    path = home / "settings.toml"
    return build(Settings, read_toml(path), str(path)) if path.exists() else Settings()
