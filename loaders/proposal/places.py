"""Which areas a table is about: keys in official writing, names, parts of a municipality, or one area for everything."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from domain.areas import Area, AreaLevel, area_level
from loaders.area_keys import find_area
from loaders.layouts import AreaRule
from loaders.proposal.words import AGE, TOTAL
from loaders.register import named, official_names

SWITZERLAND = Area("CH", "Schweiz")
_SWISS = re.compile(r"\bschweiz\b|\bSTATPOP\b|\bBFS\b")
_BERLIN = re.compile(r"\b(?:PLR|BZR|PGR|LOR)\b|lebensweltlich", re.IGNORECASE)
_ADJECTIVES = {"München": r"Münche?ner"}
_GOOD_SHARE = 0.85
_MOST_ALIASES = 500
_COUNTRIES = ("AT", "CH", "DE", "DG", "EU", "LU")  # before codes of other lists, such as NUTS
_KEY_AND_NAME = (
    (r"(?P<key>\d+)\s*[-–]\s+(?P<name>.+)", re.compile(r"\d+\s*[-–]\s+\D.*")),
    (r"(?P<key>\d+)\s+(?P<name>\D.*)", re.compile(r"\d+\s+\D.*")),
)


@dataclass(frozen=True)
class Scheme:
    """A way to read the keys: the rule without columns, the share of keys it understands, and a sentence about it."""

    rule: AreaRule
    share: float
    because: str


def key_and_name(words: Sequence[str]) -> str:
    """Pattern that takes a key and a name out of texts that hold both; empty if they do not."""
    words = [word for word in words if not TOTAL.fullmatch(word)]
    if any(AGE.fullmatch(word) for word in words):  # 6 bis unter 18
        return ""
    for pattern, look in _KEY_AND_NAME:
        if words and sum(bool(look.fullmatch(word)) for word in words) >= 0.7 * len(words):
            return pattern
    return ""


def key_schemes(pairs: Sequence[tuple[str, str]], states: Sequence[str]) -> Scheme | None:
    """The best way to read the keys of (key, name) pairs as official keys; ``states`` are keys of states the file names."""
    keys = [key for key, _ in pairs if key]
    if keys and all(re.fullmatch(r"\d{12}", key) for key in keys) and len(set(keys)) <= _MOST_ALIASES:
        regional = {key: key[:5] + key[-3:] for key in dict.fromkeys(keys)}
        if all(map(_exists, regional.values())):
            return Scheme(
                AreaRule(aliases=regional), 1.0, "es sind Regionalschlüssel; ohne den Verband sind sie amtliche Gemeindeschlüssel"
            )
    schemes = [_tried(rule, pairs, because) for rule, because in _candidates(keys, [*states, *_states_by_name(pairs)])]
    best = max(schemes, key=lambda scheme: scheme.share, default=None)
    return best if best and best.share >= _GOOD_SHARE else None


def _candidates(keys: Sequence[str], states: Sequence[str]) -> Iterable[tuple[AreaRule, str]]:
    yield AreaRule(), "die Schlüssel sind amtliche"
    letters = re.match(r"[A-Za-z]+", keys[0]) if keys else None
    strip = letters[0] if letters and letters[0] not in _COUNTRIES and all(key.startswith(letters[0]) for key in keys) else ""
    bare = [key.removeprefix(strip) for key in keys]
    if strip:
        yield AreaRule(strip=strip), f"vor dem amtlichen Schlüssel steht „{strip}“"
    trim = 3 if sum(key.endswith("000") for key in bare) > 0.9 * len(bare) and all(len(key) >= 7 for key in bare) else 0
    for digits in (2, 5, 8):
        if all(key.isdigit() for key in bare):
            text = "den Schlüsseln fehlt die führende Null" + (", hinten stehen drei Nullen zu viel" if trim else "")
            yield AreaRule(strip=strip, digits=digits, trim=trim), text
    for state in dict.fromkeys(states):
        text = f"den Schlüsseln fehlt die Kennziffer des Landes ({state}, {official_names()[state]})"
        yield AreaRule(strip=strip, prefix=state), text


def _states_by_name(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """States in which the named areas lie, the commonest first."""
    names = list(dict.fromkeys(name for _, name in pairs if name))[:80]
    found = Counter(key[:2] for name in names if len(keys := named(name)) == 1 and len(key := keys[0]) == 5)
    return [state for state, count in found.most_common(1) if count >= max(2, 0.4 * len(names))]


def _tried(rule: AreaRule, pairs: Sequence[tuple[str, str]], because: str) -> Scheme:
    """The scheme, its share lowered by names that contradict the keys; keys of the state itself become aliases."""
    right = 0.0
    known = aliases = 0
    levels: set[AreaLevel] = set()
    found: dict[str, str] = {}
    with_key = [(key, name) for key, name in pairs if key]
    for key, name in with_key:
        official = find_area(key, name, rule).key
        its_names = named(name) if name else ()
        no_district = official is None or area_level(official) is AreaLevel.REGION
        if no_district and len(its_names) == 1 and len(its_names[0]) == 2 and official != its_names[0]:
            found[key] = its_names[0]  # 0 or K030 beside the name of the state
            aliases += 1
            continue
        if official is None or not _exists(official) or _contradicts(official, its_names):
            continue
        if area_level(official) is AreaLevel.STATE and name and official not in its_names:
            continue  # two digits beside another name are some other list's
        levels.add(area_level(official))
        right += 1
        known += official in its_names
    strange = not known and any(name for _, name in with_key) and AreaLevel.MUNICIPALITY not in levels
    if levels <= {AreaLevel.REGION} or (strange and len(with_key) > 1):  # three digits, or names nobody knows, may be anything
        return Scheme(rule, 0.0, because)
    total = max(1, len(with_key))
    share = (right + aliases * 0.9) / total + 0.1 * known / total - 0.1
    share = share if any(name for _, name in with_key) else right / total
    return Scheme(replace(rule, aliases=found), share + (0.1 if known else 0.0), because)


def _contradicts(key: str, names: Sequence[str]) -> bool:
    return len(key) == 5 and bool(names) and key not in names and all(len(name) == 5 for name in names)


def core(area: Area) -> str:
    """The name of an area without what kind of area it is."""
    return area.name.partition(",")[0]


@cache
def is_city(key: str) -> bool:
    """True for districts that are one city."""
    name = official_names().get(key, "")
    return len(key) == 5 and bool(name) and key in named(f"Stadt {name.partition(',')[0]}") and "landkreis" not in name.lower()


def namesakes(area: Area, texts: Sequence[str]) -> tuple[Area, ...]:
    """The areas that are called like this one, where the texts do not say which is meant: Bremen is a state and a city."""
    name = core(area)
    if area.key[:2] in ("02", "11"):
        return (Area(area.key[:2], core(area)),)  # state, district and municipality are one
    same = [Area(key, _called(key, name)) for key, other in official_names().items() if other.partition(",")[0] == name]
    if len(same) < 2:
        return (area,)
    for look, fits in (
        (rf"(?:bundesland|\bland|freien? hansestadt)\s+{re.escape(name)}", lambda key: len(key) == 2),
        (rf"(?:stadt|stadtgemeinde|lhst\.?)\s+{re.escape(name)}|{re.escape(name)},?\s*\(?(?:kreisfreie |landeshaupt)?stadt\b", is_city),
        (rf"(?:landkreis|kreis|lk)\s+{re.escape(name)}", lambda key: len(key) == 5 and not is_city(key)),
        (r"stadtteil|stadtbezirk|ortsteil|stadtviertel|\bquartier", is_city),
    ):
        if any(re.search(look, text, re.IGNORECASE) for text in texts) and (told := [one for one in same if fits(one.key)]):
            return tuple(told)
    return tuple(sorted(same, key=lambda one: (not is_city(one.key), one.key)))


def _called(key: str, name: str) -> str:
    return f"{'Stadt' if is_city(key) else 'Land' if len(key) == 2 else 'Landkreis'} {name}"


@cache
def _districts() -> frozenset[str]:
    return frozenset(official_names())


def _exists(key: str) -> bool:
    """True if a key can be one of Germany's: its district is known, or was one of a known state (dissolved districts)."""
    match area_level(key):
        case AreaLevel.NATION | AreaLevel.STATE:
            return key in _districts()
        case AreaLevel.REGION:
            return key[:2] in _districts()
        case AreaLevel.DISTRICT:
            return key in _districts() or (key[:2] in _districts() and key[:2] in ("13", "14", "15", "16", "03", "12", "07", "05", "09"))
        case AreaLevel.MUNICIPALITY:
            return key[:5] in _districts()
    return False


def register_share(words: Sequence[str]) -> float:
    """Share of names that are official ones of states or districts."""
    sample = [word for word in words if word and not TOTAL.fullmatch(word)][:150]
    return sum(bool(named(word)) for word in sample) / len(sample) if sample else 0.0


def mentioned(texts: Iterable[str]) -> list[tuple[Area, str]]:
    """Areas the texts name, the most special first, with the text that names each."""
    found: dict[str, tuple[Area, str]] = {}
    for text in texts:
        for area in _in_text(text):
            found.setdefault(area.key, (area, text))
    return sorted(found.values(), key=lambda pair: -_RANK.get(area_level(pair[0].key), 0))


_RANK = {AreaLevel.MUNICIPALITY: 5, AreaLevel.DISTRICT: 4, AreaLevel.REGION: 3, AreaLevel.STATE: 2, AreaLevel.NATION: 1}


@cache
def _patterns() -> tuple[tuple[Area, re.Pattern[str]], ...]:
    patterns = []
    for key, name in official_names().items():
        name_in_text = re.escape(name.partition(",")[0]).replace(r"\ ", r"\s+")
        endings = r"(?:s|er)?" if len(key) != 5 or is_city(key) or key[:2] in ("02", "11") else ""
        forms = f"{name_in_text}{endings}" + (f"|{_ADJECTIVES[name_in_text]}" if name_in_text in _ADJECTIVES else "")
        patterns.append((Area(key, name), re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])")))
    return tuple(patterns)


def _in_text(text: str) -> list[Area]:
    found = [(area, match) for area, pattern in _patterns() if (match := pattern.search(text))]
    longest = [
        (area, match)
        for area, match in found
        if not any(match.start() >= other.start() and match.end() <= other.end() and len(match[0]) < len(other[0]) for _, other in found)
    ]
    areas = [area for area, _ in longest]
    cities = {core(area) for area in areas if is_city(area.key)}
    areas = [area for area in areas if is_city(area.key) or core(area) not in cities]
    return [*areas, *([SWITZERLAND] if _SWISS.search(text) else [])]


def municipality(area: Area) -> Area | None:
    """The municipality a city of its own is, None for any other area."""
    if is_city(area.key):
        return Area(area.key + "000", area.name if "tadt" in area.name else f"Stadt {area.name}")
    if area.key in ("02", "11"):
        return Area(area.key + "000000", area.name)
    return area if area_level(area.key) is AreaLevel.MUNICIPALITY else None


def city_of(texts: Sequence[str], headings: Iterable[str]) -> tuple[Area, str] | None:
    """The one municipality the texts name, and the text; Berlin where the headings are those of its planning areas."""
    for area, text in mentioned(texts):
        if whole := municipality(area):
            return whole, text
    found = next((heading for heading in headings if _BERLIN.search(heading)), "")
    return (Area("11000000", "Berlin"), found) if found else None


def whole_names(words: Iterable[str], whole: Area) -> dict[str, str]:
    """Names in a list of parts that mean the municipality itself: its own name, or a total."""
    name = core(whole).removeprefix("Stadt ")
    return {
        word: whole.key
        for word in words
        if re.fullmatch(rf"(?:(?:\w+stadt|stadt|lhst?\.?|stadtgemeinde)\s+)?{re.escape(name)}(?:\s.*)?", word, re.IGNORECASE)
        or TOTAL.fullmatch(word)
    }
