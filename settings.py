"""Settings of one installation: where it lies, and the few things a city may choose, each commented in ``settings.toml``."""

import os
from dataclasses import dataclass
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
"""


@dataclass(frozen=True)
class Settings:
    """Values of ``settings.toml``; a missing file or key means the default."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - read by pydantic, never changed
    operator: str = "Integrationsbüro"
    patience_seconds: float = 60
    min_cases: int = 5


def home_path(given: str | None = None) -> Path:
    """The installation's folder: as given, else MONITOR_HOME, else a folder in the project."""
    chosen = given or os.environ.get("MONITOR_HOME")
    return Path(chosen).resolve() if chosen else DEFAULT_HOME


def load(home: Path) -> Settings:
    """The settings of an installation; raises Unreadable with a German sentence where the file is wrong."""
    from domain.toml_files import build, read_toml  # the checker is loaded only where something is to be checked

    path = home / "settings.toml"
    return build(Settings, read_toml(path), str(path)) if path.exists() else Settings()
