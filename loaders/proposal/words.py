"""Words German, Austrian and Swiss tables use for what a proposal looks for. All in lower case, umlauts kept."""

import re

TOTAL = re.compile(r"(?:alle\s.*|.*\b(?:insgesamt|insg\.?|zusammen|gesamt|total|zusam\.?)\b.*)", re.IGNORECASE)
"""A text that names the sum of its siblings."""

SUM = re.compile(r"(?:insgesamt|zusammen|gesamt|total|alle)(?: \(.*\))?", re.IGNORECASE)
"""A text that says nothing but that it is the sum."""

TIME = re.compile(
    r"\b(?:jahre?|berichts(?:jahr|monat|zeitraum)|zeit|zeitraum|zeitpunkt|stichtag|year|time|date|datum|monat|quartal|halbjahr|schuljahr"
    r"|semester|periode|ref_date|stichtag_dat|stand)\b",
    re.IGNORECASE,
)
KEY = re.compile(
    r"(?:\bags\d*\b|\bars\b|schl(?:ü|ue)ssel|geocode|geo_?code|raumid|kennziffer|regional(?:schl|code)|gemeindekennz|\bgkz\b|\bnuts\b|\bbfs-?nr|"
    r"bezirk_?-?nr|stadtteil_?-?nr|stadtbezirk_?-?nr|bezirksnummer|\bkreis_?-?nr|gebiets?_?(?:nr|code|id|schl)|\bkreise\b|gemeinde_?-?nr|\blor\b)",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"(?:gebiet|raum(?:einheit|bezug|name)|\bregion|kreis|gemeinde|stadtteil|stadtbezirk|ortsteil|\bbezirk|\bland\b|bundesland|bundesl(?:ä|ae)nder|"
    r"stadtgebiet|quartier|kanton|\bort\b|\bstadt\b|viertel|l(?:ä|ae)nder\b|statistischer bezirk|wahlkreis|sprengel|planungsraum)",
    re.IGNORECASE,
)
NOT_PLACE = re.compile(r"staatsangeh|nation|herkunft|geburt|ziel", re.IGNORECASE)
"""Places of people, not of the table."""

PARTS = re.compile(
    r"stadtteil|stadtbezirk|ortsteil|viertel|quartier|stadtgebiet|bezirk_?-?n|\bplr\b|raumid|statistischer bezirk|^bezirk", re.IGNORECASE
)
UNIT_COLUMN = re.compile(r"(?:einheit|units?|ma(?:ß|ss)einheit|value_unit|obs_unit)", re.IGNORECASE)
SERIES_COLUMN = re.compile(
    r"(?:indikator|kennzahl|merkmal|variable|messgr(?:ö|oe)(?:ß|ss)e|kategorie|value_variable_(?:code|label)|indicator)", re.IGNORECASE
)
CHANGE = re.compile(
    r"ver(?:ä|ae)nderung|(?:19|20)\d\d\s*/\s*(?:19|20)\d\d\s*$|zu-?\s*/?\s*abnahme|gegen(?:ü|ue)ber|vorjahr|differenz zu|in % von (?:19|20)",
    re.IGNORECASE,
)
"""A column of changes between periods."""

NOTE = re.compile(
    r"(?:_{4,}|-{5,}|\d{1,2}\)|\*|#|©|\(c\)|quellen?\b|anmerkung|hinweis|stand:|datenstand|export|impressum|copyright|erl(?:ä|ae)uterung|zeichenerkl"
    r"|fu(?:ß|ss)note|generiert|auskunft|legende|inhaltliche|\(\):|x:)",
    re.IGNORECASE,
)
"""How a note under a table begins."""

_UNITS = {
    "Anzahl": r"anzahl(?: personen)?|personen|absolut|number|anz\.?|f(?:ä|ae)lle|in personen|zahl",
    "Prozent": r"prozent|%|in %|in prozent|percent|vh|v\. ?h\.|anteil in %|\(%\)",
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
_UNIT_PATTERNS = {unit: re.compile(pattern, re.IGNORECASE) for unit, pattern in _UNITS.items()}
_PER = re.compile(r"(?:.*\b)?(je (?:1[.  ]?000|100|10[.  ]?000|100[.  ]?000))\b.*", re.IGNORECASE)
_IN_HEADING = re.compile(
    r"[(\[]\s*([^()\[\]]{1,25})\s*[)\]]\s*(?:\d\))?$|\b(in\s+(?:%|‰|€|eur/m²|eur|euro|prozent|km²|m²|ha|jahren|1[. ]?000))\s*(?:\(|$)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?<=[^\s\d(])\s?\d{1,2}\)$|\s\d{1,2}\)$|(?<!m)[¹²³⁴⁵⁶⁷⁸⁹*]+\)?$")


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


def without_unit(text: str) -> str:
    """The heading without the unit in it."""
    return _IN_HEADING.sub(lambda match: "" if unit_of(match[1] or match[2]) else match[0], without_footnote(text)).strip()


def without_footnote(text: str) -> str:
    """The text without a footnote mark at its end."""
    return _FOOTNOTE.sub("", " ".join(text.split())).strip()


_GROUPS: dict[str, dict[str, str]] = {
    "geschlecht": {
        "maennlich": r"m(?:ä|ae)nn(?:er|lich|l\.)|mann|m|m(?:ä|ae)nnliche personen|male|jungen",
        "weiblich": r"frauen?|weiblich|weibl\.|w|weibliche personen|female|m(?:ä|ae)dchen|f",
        "divers": r"divers",
    },
    "nationalitaet": {
        "deutsch": r"deutsche?|deutsche staatsangeh(?:ö|oe)rigkeit|german",
        "auslaendisch": r"(?:darunter |dar\. )?ausl(?:ä|ae)nder(?:\(innen\)|/-?innen|innen und ausl(?:ä|ae)nder|\*innen|innen)?|nicht-?deutsche?|ausl(?:ä|ae)ndisch",
        "schweizerisch": r"schweizer(?:innen und schweizer)?|schweiz",
        "oesterreichisch": r"(?:ö|oe)sterreicher(?:innen und (?:ö|oe)sterreicher)?",
    },
    "migrationshintergrund": {
        "mit": r"(?:\w+ )?mit (?:migrationshintergrund|zuwanderungsgeschichte|einwanderungsgeschichte)(?: .*)?",
        "ohne": r"(?:\w+ )?ohne ?(?:migrationshintergrund|zuwanderungsgeschichte|einwanderungsgeschichte)(?: .*)?",
    },
}
_GROUP_PATTERNS = [(dimension, code, re.compile(p, re.IGNORECASE)) for dimension, words in _GROUPS.items() for code, p in words.items()]
AGE = re.compile(
    r"(?:im alter von |kinder |alter )?(?:unter \d+|\d+ (?:bis|-|–) (?:unter )?\d+|(?:bis )unter \d+|\d+\s*[-–]\s*\d+|\d+ (?:und mehr|u\. ?(?:m|ä)\.|(?:und|u\.) (?:ä|ae)lter(?:e)?)|(?:ab|(?:ü|ue)ber) \d+)"
    r"(?: ?-?j(?:ahren?|(?:ä|ae)hrige)?\.?)?(?: (?:und mehr|und (?:ä|ae)lter))?",
    re.IGNORECASE,
)
_DIMENSIONS = {
    "geschlecht": r"geschlecht|sex",
    "nationalitaet": r"nationalit|deutsch\s?/\s?ausl|auspr(?:ä|ae)gung",
    "staatsangehoerigkeit": r"staatsangeh|nation\b|nation bisher|citizenship",
    "alter": r"alter",
    "kontinent": r"kontinent",
    "herkunft": r"herkunft|geburtsland",
    "aufenthaltsdauer": r"aufenthaltsdauer",
    "migrationshintergrund": r"migrationshintergrund|zuwanderungsgeschichte",
    "migrationserfahrung": r"migrationserfahrung",
    "betreuungsart": r"betreuungsart",
}
_DIMENSION_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _DIMENSIONS.items()}


def group_of(text: str) -> tuple[str, str] | None:
    """Dimension and label a text names, the label in the vocabulary's code; None if it is no known word."""
    text = without_footnote(text)
    for dimension, code, pattern in _GROUP_PATTERNS:
        if pattern.fullmatch(text):
            return dimension, code
    return ("alter", text) if re.search("[a-zäü]", text.lower()) and AGE.fullmatch(text) else None


def dimension_of(heading: str) -> str:
    """The dimension a heading of words names, empty if unknown."""
    return next((name for name, pattern in _DIMENSION_PATTERNS.items() if pattern.search(heading)), "")


def slug(text: str) -> str:
    """The text as an identifier: lower case, German letters spelt out, words joined by ``_``."""
    text = text.lower()
    for letter, spelt in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("%", " prozent "), ("€", " eur ")):
        text = text.replace(letter, spelt)
    return "_".join(re.findall(r"[a-z0-9]+", text))[:60].strip("_")


GENERIC = re.compile(r"values?|werte?|anzahl|zahl|indikatorwert|obs_?value|betrag|number|count", re.IGNORECASE)
"""A heading that only says that numbers follow."""

_SERIES = {
    "bevoelkerung": r"(?:st(?:ä|ae)ndige |wohn)?(?:wohn)?bev(?:ö|oe)lkerung(?: insgesamt|sstand)?|einwohner(?:innen und einwohner|zahl)?(?: insgesamt| am [\d.]+)?",
    "einbuergerungen": r"einb(?:ü|ue)rger?ungen(?: von ausl(?:ä|ae)ndern)?(?: insgesamt)?|eingeb(?:ü|ue)rgerte",
    "arbeitslose": r"arbeitslose(?: insgesamt)?",
    "arbeitslosenquote_abhaengig": r"arbeitslosenquote bez\. (?:auf )?abh.*",
    "arbeitslosenquote": r"arbeitslosenquote(?: bez\. auf alle.*)?",
    "mindestsicherung": r"empf(?:ä|ae)nger(?:innen und empf(?:ä|ae)nger)? von mindestsicherung.*",
}
_SERIES_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SERIES.items()}


def known_series(text: str) -> str:
    """The series of the vocabulary that a heading clearly names, empty if none."""
    text = without_footnote(text)
    return next((name for name, pattern in _SERIES_PATTERNS.items() if pattern.fullmatch(text)), "")


def known_within(text: str) -> str:
    """The one series of the vocabulary whose name stands as a word in a text such as the name of a file, empty if none does."""
    words = set(re.findall(r"[a-z]+", slug(text)))
    found = [name for name in _SERIES if words & {name, _SHORT_FORMS.get(name, name)}]
    return found[0] if len(found) == 1 else ""


_SHORT_FORMS = {"bevoelkerung": "bev"}
