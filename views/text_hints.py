"""Hints at what a report text should not hold: data of persons, and causes nobody has measured. They never block."""

import re

_HINTS = (
    (r"[^\s@<>()]+@[^\s@<>()]+\.\w{2,}", "eine Mailadresse", "Bitte nur Stellen und Funktionen nennen."),
    (r"(?<![\d.,])(?:\+49|0)[\s/()-]*\d(?:[\s/()-]*\d){5,}(?![\d.,])", "eine Telefonnummer", "Bitte nur Stellen und Funktionen nennen."),
    (
        r"\b(?:Frau|Herrn?|Dr\.|Prof\.)\s+(?:(?:Dr|Prof)\.\s+)*[A-ZÄÖÜ][a-zäöüß]{2,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?",
        "den Namen einer Person",
        "Bitte die Funktion nennen, z. B. „die Leitung des Sozialamts“.",
    ),
    (
        r"(?i:\b(?:durch|dank|aufgrund|infolge|wegen|mithilfe) (?:\w+ ){0,3}\w*(?:maßnahme|projekt|angebot|förderung|programm|kurse?)\w*"
        r"|\bbewirk\w*|\bverursach\w*|\bzurückzuführen\b|\bhat dazu geführt\b|\bbeigetragen\b|\bWirkung (?:der|des|von)\b)",
        "eine Aussage über Ursache und Wirkung",
        "Gemessen ist nur, dass sich beides gleichzeitig zeigt; das steht besser nebeneinander.",
    ),
)


def text_hints(text: str) -> tuple[str, ...]:
    """One German sentence for each kind of thing found, with the words it was found in."""
    found = []
    for pattern, what, advice in _HINTS:
        match = re.search(pattern, text)
        if match:
            found.append(f"Der Text enthält vermutlich {what}: „{' '.join(match.group().split())}“. {advice}")
    return tuple(found)
