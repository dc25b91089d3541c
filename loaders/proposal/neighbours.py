"""Names of the Swiss cantons and the Austrian states → their keys after ISO 3166-2."""

import re
from collections.abc import Sequence

from loaders.proposal.words import SUM, spelt

_CANTONS = (
    "ZH Zürich|BE Bern|LU Luzern|UR Uri|SZ Schwyz|OW Obwalden|NW Nidwalden|GL Glarus|ZG Zug|FR Freiburg|SO Solothurn|BS Basel-Stadt"
    "|BL Basel-Landschaft|SH Schaffhausen|AR Appenzell Ausserrhoden|AI Appenzell Innerrhoden|SG St. Gallen|GR Graubünden|AG Aargau"
    "|TG Thurgau|TI Tessin|VD Waadt|VS Wallis|NE Neuenburg|GE Genf|JU Jura|FR Fribourg|TI Ticino|VD Vaud|VS Valais|NE Neuchâtel"
    "|GE Genève|SG Sankt Gallen|Schweiz"
)
_STATES = "1 Burgenland|2 Kärnten|3 Niederösterreich|4 Oberösterreich|5 Salzburg|6 Steiermark|7 Tirol|8 Vorarlberg|9 Wien|Österreich"
_MOST = 0.6


def _keys(country: str, names: str) -> dict[str, str]:
    found = {}
    for entry in names.split("|"):
        code, _, name = entry.partition(" ")
        found[_plain(name or code)] = f"{country}-{code}" if name else country
    return found


def _plain(name: str) -> str:
    """The name without a second language, a code behind it, and the word canton."""
    head = re.sub(r"\s*(?:<.*|\(.*|/.*)$", "", spelt(name)).strip(" -.").lower()
    return re.sub(r"^kanton ", "", head)


_COUNTRIES = (("CH", _keys("CH", _CANTONS)), ("AT", _keys("AT", _STATES)))


def neighbours(words: Sequence[str]) -> dict[str, str]:
    """Name as found → key, where most of the names are cantons, or Austrian states; a total is the country. Empty otherwise."""
    for country, keys in _COUNTRIES:
        found = {word: key for word in words if (key := keys.get(_plain(word)))}
        if len(found) >= max(2, _MOST * len(words)):
            return found | {word: country for word in words if word not in found and SUM.fullmatch(word)}
    return {}
