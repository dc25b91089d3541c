"""What is written to departments and bodies: sheets, reminders. Plain German text, numbers and titles only, never a figure."""

from collections.abc import Sequence
from datetime import date

from domain.concepts import Concept
from domain.measures import MeasureRow
from domain.periods import Period

_SHEET = """\
Guten Tag,

wir bitten um den Sachstand Ihrer Maßnahmen im {label}. Bitte senden Sie das angehängte Sachstandsblatt bis zum {due} zurück.

Konzept: {concept} ({municipality})
Stelle: {office}
{measures}
So geht es:
1. Öffnen Sie die angehängte Arbeitsmappe. Was zuletzt gemeldet wurde, steht schon darin.
2. Ändern Sie, was sich geändert hat. Ist eine Maßnahme unverändert, kreuzen Sie das bitte in ihrer Zeile an.
   Zeilen, in denen nichts geändert und nichts angekreuzt ist, zählen nicht als Meldung.
3. Antworten Sie auf diese Nachricht und hängen Sie die Arbeitsmappe an.
"""
_BEFORE = """\
Guten Tag,

bis zum {due} erwarten wir Ihren Sachstand zum {label}. Noch nicht gemeldet sind die Maßnahmen unten;
das Sachstandsblatt hängt noch einmal an.
Falls Sie es gerade abgeschickt haben, ist diese Erinnerung erledigt.

Konzept: {concept} ({municipality})
Stelle: {office}
{measures}"""
_AFTER = """\
Guten Tag,

der Termin für den Sachstand zum {label} war der {due}. Noch nicht gemeldet sind die Maßnahmen unten;
das Sachstandsblatt hängt noch einmal an.
Bitte senden Sie es bald zurück, oder teilen Sie uns mit, wann wir damit rechnen können.

Konzept: {concept} ({municipality})
Stelle: {office}
{measures}"""

_RETURNED = """\
Guten Tag,

Ihr Sachstandsblatt zum {label} ist angekommen. Wir können es so noch nicht übernehmen:

{reason}

Bitte berichtigen Sie es und senden Sie es noch einmal. Das Blatt hängt auch frisch an, mit allem, was bisher übernommen ist.

Konzept: {concept} ({municipality})
Stelle: {office}
{measures}"""


def sheet_letter(concept: Concept, period: str, due: date, office: str, rows: Sequence[MeasureRow], operator: str) -> tuple[str, str]:
    """Subject and text with which a status sheet is sent."""
    subject = f"Sachstand der Maßnahmen, {Period(period).label}: bitte bis {due:%d.%m.%Y}"
    return subject, _text(_SHEET, concept, period, due, office, rows, operator)


def reminder_letter(
    concept: Concept, period: str, due: date, office: str, rows: Sequence[MeasureRow], operator: str, *, late: bool
) -> tuple[str, str]:
    """Subject and text of a reminder of what is still missing, before the due date or after it (``late``)."""
    when = f"Termin {due:%d.%m.%Y} ist vorbei" if late else f"Termin {due:%d.%m.%Y}"
    subject = f"Erinnerung: Sachstand der Maßnahmen, {Period(period).label}, {when}"
    return subject, _text(_AFTER if late else _BEFORE, concept, period, due, office, rows, operator)


def return_letter(
    concept: Concept, period: str, due: date, office: str, rows: Sequence[MeasureRow], operator: str, reason: str
) -> tuple[str, str]:
    """Subject and text with which a sheet is given back for the reason that was kept."""
    subject = f"Bitte berichtigen: Sachstand der Maßnahmen, {Period(period).label}"
    return subject, _text(_RETURNED.replace("{reason}", _escaped(reason)), concept, period, due, office, rows, operator)


def _escaped(text: str) -> str:
    """A text that stays as it is when the pattern is filled in."""
    return "\n".join(_line(line) for line in text.splitlines()).replace("{", "{{").replace("}", "}}")


def _text(pattern: str, concept: Concept, period: str, due: date, office: str, rows: Sequence[MeasureRow], operator: str) -> str:
    measures = f"Maßnahmen ({len(rows)}):\n" + "".join(f"  {row.measure}  {_line(row.title)}\n" for row in rows)
    said = pattern.format(
        label=Period(period).label,
        due=f"{due:%d.%m.%Y}",
        concept=_line(concept.name),
        municipality=_line(concept.municipality),
        office=_line(office),
        measures=measures,
    )
    closing = f"\nMit freundlichen Grüßen\n{_line(operator)}\n"
    return said + (f"\n{concept.invented}\n" if concept.invented else "") + closing


def _line(text: str) -> str:
    """A text from the data as one line of the letter."""
    return " ".join(text.split())
