"""Words German, Austrian and Swiss tables use for what a proposal looks for. Patterns are in lower case with umlauts spelt out."""

import re
from collections.abc import Iterable

from domain.vocabulary import SERIES


class Look:
    """A pattern for words: capitals do not matter, and umlauts may be spelt out (the pattern has ``ae``, ``oe``, ``ue``, ``ss``)."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE)

    def search(self, text: str) -> bool:
        return self._pattern.search(spelt(text)) is not None

    def match(self, text: str) -> bool:
        return self._pattern.match(spelt(text)) is not None

    def fullmatch(self, text: str) -> bool:
        return self._pattern.fullmatch(spelt(text)) is not None


_BROKEN = re.compile(r"(?<=[a-zäöüß])-\s+(?=(?!(?:und|oder|bzw|bis|sowie)\b)[a-zäöüß])")
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def spelt(text: str) -> str:
    """The text with umlauts spelt out and words put together again that a line break parts."""
    return joined(text).translate(_SPELT)


def joined(text: str) -> str:
    """The text without the hyphens of line breaks: ``Arbeits- lose``; ``Zu- und Fortzüge`` keeps its own."""
    return _BROKEN.sub("", text)


TOTAL = Look(r"(?:alle\s.*|.*\b(?:insgesamt|insg\.?|zusammen|gesamt|total|summe|zusam\.?)\b.*)")
"""A text that names the sum of its siblings."""

SUM = Look(r"(?:insgesamt|zusammen|gesamt|total|summe|alle)(?: \(.*\))?")
"""A text that says nothing but that it is the sum."""

TIME = Look(
    r"\b(?:jahre?|berichts(?:jahr|monat|zeitraum)|zeit|zeitraum|zeitpunkt|stichtag|year|time|date|datum|monat|quartal|halbjahr|schuljahr"
    r"|semester|periode|ref_date|stichtag_dat|stand)\b"
)
KEY = Look(
    r"(?:\bags\d*\b|\bars\b|schluessel|geocode|geo_?code|raumid|kennziffer|regional(?:schl|code)|gemeindekennz|\bgkz\b|\bnuts\b|\bbfs-?nr|"
    r"bezirk_?-?nr|stadtteil_?-?nr|stadtbezirk_?-?nr|bezirksnummer|\bkreis_?-?nr|gebiets?_?(?:nr|code|id|schl)|\bkreise\b|gemeinde_?-?nr|\blor\b|(?:bezirk|district|stadtteil|kreis|gemeinde|gebiet)_?(?:id|code|nr)\b)"
)
PLACE = Look(
    r"(?:gebiet|raum(?:einheit|bezug|name)|\bregion|kreis|gemeinde|stadtteil|stadtbezirk|ortsteil|\bbezirk|\bland\b|bundesland|bundeslaender|"
    r"stadtgebiet|quartier|kanton|\bort\b|\bstadt\b|viertel|laender\b|statistischer bezirk|wahlkreis|sprengel|planungsraum)"
)
NOT_PLACE = Look(r"staatsangeh|nation|herkunft|geburt|ziel")
"""Places of people, not of the table."""

PARTS = Look(r"stadtteil|stadtbezirk|ortsteil|viertel|quartier|stadtgebiet|bezirk_?-?n|\bplr\b|raumid|statistischer bezirk|^bezirk")
UNIT_COLUMN = Look(r"(?:einheit|units?|masseinheit|value_unit|obs_unit)")
SERIES_COLUMN = Look(r"(?:indikator|kennzahl|merkmal|variable|messgroesse|kategorie|value_variable_(?:code|label)|indicator)")
ADDRESS = Look(
    r"plz|postleitzahl|strasse|str\.?|haus-?(?:nummer|nr\.?)|telefon.*|tel\.?|(?:tele)?fax.*|e-?mail.*|anschrift|laengengrad|breitengrad|lat|lon"
)
"""A column of addresses: its numbers count nothing."""

CHANGE = Look(r"veraenderung|(?:19|20)\d\d\s*/\s*(?:19|20)\d\d\s*$|zu-?\s*/?\s*abnahme|gegenueber|vorjahr|differenz zu|in % von (?:19|20)")
"""A column of changes between periods."""

_UNITS = {
    "Anzahl": r"anzahl(?: personen)?|personen|abs\.?|absolut|number|anz\.?|faelle|in personen|zahl",
    "Prozent": r"prozent|%|in %|in prozent|percent|prozentual|relativ|in v\. ?h\.|vh|v\. ?h\.|anteil in %|\(%\)",
    "Promille": r"promille|‰|in ‰",
    "Prozentpunkte": r"prozentpunkte?|%-punkte?",
    "EUR": r"€|eur|euro|in €|in eur|in euro",
    "1000 EUR": r"(?:in )?(?:1 ?000|tsd\.?) (?:€|eur|euro)|teur",
    "Tausend": r"(?:in )?(?:1[. ]?000|tausend|tsd\.?)|in 1[. ]?000 personen",
    "Mill.": r"(?:in )?(?:mill?\.?|millionen|mio\.?)",
    "Mill. EUR": r"(?:in )?(?:mill?\.?|mio\.?)[ _](?:€|eur|euro)",
    "km²": r"(?:in )?km²|(?:in )?qkm|(?:in )?km2",
    "ha": r"(?:in )?ha|hektar",
    "m²": r"(?:in )?m²|(?:in )?m2|(?:in )?qm",
    "je km²": r"(?:(?:einw(?:ohner(?:innen und einwohner)?)?\.?|personen) )?je (?:km²|km2|qkm)",
    "Jahre": r"(?:in )?jahren?",
}
_UNIT_PATTERNS = {unit: Look(pattern) for unit, pattern in _UNITS.items()}
_PER = re.compile(r"(?:.*\b)?(je (?:1[.  ]?000|100|10[.  ]?000|100[.  ]?000))\b.*", re.IGNORECASE)
_IN_HEADING = re.compile(
    r"[(\[]\s*([^()\[\]]{1,25})\s*[)\]]\s*(?:\d\))?$|\b(in\s+(?:%|‰|€|eur/m²|eur|euro|prozent|km²|m²|ha|jahren|1[. ]?000)"
    r"|abs\.|absolut)\s*(?:\(|$)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?<=[^\s\d(])\s?\d{1,2}\)$|\s\d{1,2}\)$|(?<!m)[¹²³⁴⁵⁶⁷⁸⁹*]+\)?$")

_WITHIN = re.compile(r"(?<=[a-zäöüß])\d{1,2}\)(?= )")  # Quote1) der Auszubildenden


def unit_of(text: str) -> str:
    """The unit a text is, empty if it is none: ``Prozent``, ``in %``, ``Anzahl5)``."""
    text = without_footnote(text)
    return next((unit for unit, pattern in _UNIT_PATTERNS.items() if pattern.fullmatch(text)), "")


def unit_within(text: str) -> str:
    """The unit a heading says beside other words: ``Ausländeranteil in %``, ``Entgelte (Anzahl)``; empty if none."""
    text = without_footnote(text)
    for match in _IN_HEADING.finditer(text):
        if unit := unit_of(match[1] or match[2]):
            return unit
    if per := _PER.fullmatch(text):
        return " ".join(per[1].split())
    lowered = text.lower()
    if re.search(r"prozent\b|prozent$|\w%|%", lowered) or re.search(r"prozent\d?$", lowered):
        return "Prozent"
    return ""


_NEAR = re.compile(
    r"(?:^|[\s(,;:-])in\s+((?:1[. ]?000|tausend|tsd\.?|mio\.?|mill\.?|millionen)(?:\s+(?:euro|eur|€|personen))?"
    r"|prozent|%|euro|eur|€)(?=$|[\s),;.])"
    r"|(?:^|[\s(,;])(je 1(?:00|0? ?000|[. ]000|00[. ]000))\b",
    re.IGNORECASE,
)


def unit_near(texts: Iterable[str]) -> tuple[str, str]:
    """The unit that a line above the table says for all its numbers, and that line: ``in 1 000``, ``Angaben in Mio. Euro``."""
    for text in texts:
        if match := _NEAR.search(text):
            return (" ".join(match[2].split()) if match[2] else unit_of(match[1])), text
    return "", ""


def value_named(texts: Iterable[str]) -> tuple[str, str]:
    """What a line above the table says its numbers are, and their unit: ``Ausländische Bevölkerung (Anzahl)``; empty if no line does."""
    for text in texts:
        if (match := re.fullmatch(r"([^():]{4,60}?)\s*\(([^()]{1,20})\)", text)) and (unit := unit_of(match[2])):
            return match[1], unit
    return "", ""


def without_unit(text: str) -> str:
    """The heading without the unit in it."""
    return _IN_HEADING.sub(lambda match: "" if unit_of(match[1] or match[2]) else match[0], without_footnote(text)).strip()


def without_footnote(text: str) -> str:
    """The text without a footnote mark at its end."""
    return _FOOTNOTE.sub("", _WITHIN.sub("", joined(" ".join(text.split())))).strip()


_GROUPS: dict[str, dict[str, str]] = {
    "geschlecht": {
        "maennlich": r"maenn(?:er|lich|l\.)|mann|m|maennliche personen|male|jungen",
        "weiblich": r"frauen?|weiblich|weibl\.|w|weibliche personen|female|maedchen|f",
        "divers": r"divers",
    },
    "nationalitaet": {
        "deutsch": r"deutsche?|deutsche staatsangehoerigkeit|germans?",
        "auslaendisch": r"(?:darunter |dar\. )?auslaender(?:\(innen\)|/-?innen|innen und auslaender|\*innen|innen)?"
        r"|nicht-?deutsche?|auslaendisch|foreign(?:ers?)?|non-?germans?",
        "schweizerisch": r"schweizer(?:innen und schweizer)?|schweiz",
        "oesterreichisch": r"oesterreicher(?:innen und oesterreicher)?",
    },
    "migrationshintergrund": {
        "mit": r"(?:\w+ )?mit (?:migrationshintergrund|zuwanderungsgeschichte|einwanderungsgeschichte)(?: .*)?",
        "ohne": r"(?:\w+ )?ohne ?(?:migrationshintergrund|zuwanderungsgeschichte|einwanderungsgeschichte)(?: .*)?",
    },
}
_OLDEST = 120  # unter 500 is an income
_GROUP_PATTERNS = [(dimension, code, Look(p)) for dimension, words in _GROUPS.items() for code, p in words.items()]
AGE = Look(
    r"(?:im alter von |kinder |alter )?(?:unter \d+|\d+ (?:bis|-|–) (?:unter )?\d+|(?:bis )unter \d+|\d+\s*[-–]\s*\d+"
    r"|\d+ (?:und mehr|u\. ?(?:m|ä)\.|(?:und|u\.) aelter(?:e)?)|(?:ab|ueber) \d+)"
    r"(?: ?-?j(?:ahren?|aehrige)?\.?)?(?: (?:und mehr|und aelter))?"
)
_DIMENSIONS = {
    "geschlecht": r"geschlecht|sex",
    "nationalitaet": r"nationalit|deutsch\s?/\s?ausl|auspraegung",
    "staatsangehoerigkeit": r"staatsangeh|nation\b|nation bisher|citizenship",
    "alter": r"alter",
    "kontinent": r"kontinent",
    "herkunft": r"herkunft|geburtsland",
    "aufenthaltsdauer": r"aufenthaltsdauer",
    "migrationshintergrund": r"migrationshintergrund|zuwanderungsgeschichte",
    "migrationserfahrung": r"migrationserfahrung",
    "betreuungsart": r"betreuungsart",
}
_DIMENSION_PATTERNS = {name: Look(pattern) for name, pattern in _DIMENSIONS.items()}


def group_of(text: str) -> tuple[str, str] | None:
    """Dimension and label a text names, the label in the vocabulary's code; None if it is no known word."""
    text = without_footnote(text)
    for dimension, code, pattern in _GROUP_PATTERNS:
        if pattern.fullmatch(text):
            return dimension, code
    is_age = (
        re.search("[a-zäü]", text.lower()) and AGE.fullmatch(text) and all(int(number) <= _OLDEST for number in re.findall(r"\d+", text))
    )
    return ("alter", text) if is_age else None


def dimension_of(heading: str) -> str:
    """The dimension a heading of words names, empty if unknown."""
    return next((name for name, pattern in _DIMENSION_PATTERNS.items() if pattern.search(heading)), "")


def slug(text: str) -> str:
    """The text as an identifier: lower case, German letters spelt out, words joined by ``_``."""
    text = spelt(text).lower().replace("%", " prozent ").replace("€", " eur ")
    return "_".join(re.findall(r"[a-z0-9]+", text))[:60].strip("_")


def called(text: str) -> str:
    """What is counted by this text: a series of the vocabulary if it has this name, else the text as the table writes it, without marks
    of footnotes and not too long."""
    name = " ".join(without_footnote(text).split())
    if (known := slug(name)) in SERIES:
        return known
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rsplit(" ", 1)[0]


_LONGEST_NAME = 90

GENERIC = Look(r"values?|werte?|anzahl|zahl|absolut(?:e zahlen)?|prozentual|indikatorwert|obs_?value|betrag|number|count")
"""A heading that only says that numbers follow."""

_SERIES = {
    "bevoelkerung": r"(?:staendige |wohn)?(?:wohn)?bevoelkerung(?: insgesamt|sstand)?"
    r"|einwohner(?:innen und einwohner|zahl)?(?: insgesamt| am [\d.]+)?",
    "einbuergerungen": r"einbuerger?ungen(?: von auslaendern)?(?: insgesamt)?|eingebuergerte",
    "arbeitslose": r"arbeitslose(?: insgesamt)?",
    "arbeitslosenquote_abhaengig": r"arbeitslosenquote bez\. (?:auf )?abh.*",
    "arbeitslosenquote": r"arbeitslosenquote(?: bez\. auf alle.*)?",
    "mindestsicherung": r"empfaenger(?:innen und empfaenger)? von mindestsicherung.*",
}
_SERIES_PATTERNS = {name: Look(pattern) for name, pattern in _SERIES.items()}


def known_series(text: str) -> str:
    """The series of the vocabulary that a heading clearly names, empty if none."""
    text = without_footnote(text)
    return next((name for name, pattern in _SERIES_PATTERNS.items() if pattern.fullmatch(text)), "")


def known_within(text: str) -> str:
    """The one series of the vocabulary whose name stands as a word in a text such as the name of a file, empty if none does."""
    words = set(re.findall(r"[a-z]+", slug(text)))
    if any(word.startswith(("auslaend", "auslaen", "deutsch", "migrat", "nicht", "quote", "anteil")) for word in words):
        return ""  # something else than the whole
    found = [name for name in _SERIES if words & {name, _SHORT_FORMS.get(name, name)}]
    return found[0] if len(found) == 1 else ""


_SHORT_FORMS = {"bevoelkerung": "bev"}
