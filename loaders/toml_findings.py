"""Findings about wrong keys of a TOML file, for every kind of file that people write themselves."""

from typing import Any

from domain.deliveries import Finding, Severity
from domain.toml_files import Complaint

Table = dict[str, Any]


def shape_finding(complaint: Complaint, pattern: str) -> Finding:
    """What a complaint of the checker means for whoever wrote the file; ``pattern`` names what the file should look like."""
    place = place_of(complaint.path)
    match complaint.type:
        case "missing":
            return toml_error("E282", place, "Eintrag fehlt", "dieser Eintrag ist nötig", "Bitte den Eintrag ergänzen.")
        case "unexpected_keyword_argument" | "extra_forbidden":
            advice = "Bitte die Schreibweise prüfen oder den Eintrag entfernen."
            return toml_error("E281", place, f"unbekannter Eintrag „{complaint.path[-1]}“", f"ein Eintrag aus dem Muster {pattern}", advice)
    return toml_error("E283", place, short(complaint.value), _expected(complaint), "Bitte den Wert berichtigen.")


def _expected(complaint: Complaint) -> str:
    if complaint.allowed:
        return "eines der Wörter " + complaint.allowed.replace(" or ", " oder ").replace("'", "")
    words = {"string": "ein Text in Anführungszeichen", "int": "eine ganze Zahl", "float": "eine Zahl", "bool": "true oder false"}
    words |= {"tuple": "eine Liste", "dataclass": "eine Tabelle mit Einträgen"}
    return words.get(complaint.type.split("_")[0], "ein gültiger Wert")


def place_of(path: tuple[str | int, ...]) -> str:
    """``fields[2].goals[1].id``: positions count from 1."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def short(value: Any) -> str:
    """The value in quotation marks, shortened where it is long."""
    text = str(value)
    return f"„{text}“" if len(text) <= 60 else f"„{text[:57]} …“"


def toml_error(code: str, place: str, found: str, expected: str, advice: str) -> Finding:
    """An error at a key."""
    return Finding(Severity.ERROR, code, found, expected, advice, cell=place)


def tables(data: Table, key: str, place: str = "") -> list[tuple[str, Table]]:
    """The tables of a list with their places; entries of another shape are left out."""
    entries = data.get(key)
    prefix = f"{place}.{key}" if place else key
    if not isinstance(entries, list):
        return []
    return [(f"{prefix}[{number}]", entry) for number, entry in enumerate(entries, start=1) if isinstance(entry, dict)]


def text_of(entry: Table, key: str) -> str:
    """The text without spaces around it, empty where there is none."""
    value = entry.get(key)
    return value.strip() if isinstance(value, str) else ""
