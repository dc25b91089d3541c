"""What no text of ours may say, and why. The rules are for our own words: what offices report about their measures, and what a council
has decided, is quoted as they wrote it and stands in fields of its own."""

import re
from dataclasses import dataclass

_MEASURE = r"(?:\w+ ){0,2}(?:Maßnahme|Projekt|Angebot|Förderung|Programm)"


@dataclass(frozen=True)
class Rule:
    """``pattern`` is refused because of ``reason``."""

    reason: str
    pattern: str
    unless_denied: bool = False  # allowed where the same sentence denies it ("keine Prognose")


CAUSE = "Indikatoren und Maßnahmen stehen nebeneinander; eine Ursache ist nie gemessen worden."
PREDICTION = "Eine rechnerische Fortschreibung sagt nicht, was kommt."
RANKING = "Es gibt keine Rangfolge von Gebieten: Ihre Lage ist verschieden."
_OF = "(?:der|des|dem|den|die|dieser|unserer|eine[rs]?|von)"
RULES = (
    Rule(CAUSE, rf"\b(?:durch|dank|aufgrund|infolge|wegen|mithilfe|mit Hilfe)\b {_OF} {_MEASURE}"),
    Rule(CAUSE, r"\bdank (?:der|des|dem|unser\w*|sein\w*|ihr\w*|dies\w*)\b"),
    Rule(CAUSE, r"\bbewirk\w*", unless_denied=True),
    Rule(CAUSE, rf"\b(?:Wirkung(?:en)?|Effekte?|Erfolge?) {_OF} {_MEASURE}", unless_denied=True),
    Rule(CAUSE, r"\bMaßnahmen? (?:\w+ ){0,4}(?:wirk(?:t|en|te|ten)|geholfen|verbessert|gesenkt|erhöht|gesteigert)\b", unless_denied=True),
    Rule(CAUSE, r"\b(?:führte|führten|geführt)\b(?: [\w-]+){0,4} zu\b"),
    Rule(CAUSE, r"\bführ(?:t|en)\b(?: [\w-]+){0,3} zu (?:mehr|weniger|(?:höher|niedriger|besser|steigend|sinkend)\w*)\b"),
    Rule(CAUSE, r"\bführ(?:t|en)\b(?: [\w-]+){0,3} zu eine[rm] (?:Anstieg|Rückgang|Verbesserung|Verschlechterung)"),
    Rule(CAUSE, r"\bverursach\w*|\bhervorgerufen|\bausgelöst\b"),
    Rule(CAUSE, r"\bzurückzuführen\b|\bursächlich\b", unless_denied=True),
    Rule(CAUSE, r"\bwirk(?:t|te|en|ten) sich\b|\bausgewirkt\b"),
    Rule(CAUSE, r"\bbeigetragen\b|\b(?:trägt|tragen) (?:\w+ ){0,3}(?:dazu )?bei\b"),
    Rule(PREDICTION, r"\bPrognose\w*|\bprognosti\w*|\bvorher(?:ge)?sag\w*|\bvoraus(?:ge)?sag\w*", unless_denied=True),
    # the rank of a measure is the order in which a council wants things done (F3), no ranking of areas
    Rule(RANKING, r"\bPlatz \d|\bauf (?:Platz|Rang)\b|\bRang \d+ (?:von|unter|aller|der|im)\b|\bRangliste\w*|\bBestenliste\w*"),
    Rule(RANKING, r"\bSpitzenreiter\w*|\bSchlusslicht\w*|\bTabellenführer\w*"),
    Rule(RANKING, r"\bRanking\w*|\bRangfolge\w*", unless_denied=True),
    Rule(RANKING, r"\b(?:besser|schlechter) als (?:die )?anderen? (?:Städte|Kreise|Kommunen|Gemeinden|Gebiete)"),
)
_DENIED = re.compile(r"\b(?:kein|keine|keiner|keinen|keinem|nicht|nie|niemals|ohne|weder)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?:;\n]*$")


def offences(text: str) -> list[str]:
    """Everything in the text that breaks a rule, with some words around it and the reason."""
    found = []
    for rule in RULES:
        for match in re.finditer(rule.pattern, text, re.IGNORECASE):
            before = _SENTENCE.search(text[: match.start()])
            if rule.unless_denied and before and _DENIED.search(before.group()):
                continue
            around = " ".join(text[max(0, match.start() - 50) : match.end() + 40].split())
            found.append(f"„{around}“: {rule.reason}")
    return found
