"""Official names of the German states and districts → their keys. The names are in register/areas.csv."""

import csv
import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("register") / "areas.csv"
_CITY, _COUNTY = "Stadt", "Landkreis"
_DISTRICT_DIGITS = 5
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_CITY_WORDS = re.compile(r"\b(?:kreisfreie stadt|krfr stadt|stadtkreis|stadt|sk)\b")
_COUNTY_WORDS = re.compile(r"\b(?:landkreis|kreis|lk|lkr)\b")
_BESIDES = re.compile(r"\b(?:freistaat|land|bundesland|bundesrepublik)\b(?=.)")
_SHORT = (
    ("(oldb.)", "oldenburg"), ("(oldb)", "oldenburg"), ("a.d.", "an der "), ("a. d.", "an der "), ("i.d.", "in der "), ("i. d.", "in der "),
    ("a.main", "am main"), ("a. main", "am main"), ("a.m.", "am main"), ("a. m.", "am main"), ("a.rh.", "am rhein"), ("a. rh.", "am rhein"),
    ("i.br.", "im breisgau"), ("i. br.", "im breisgau"), ("st. ", "sankt "),
)  # fmt: skip
_BEFORE = re.compile(r" (?:am|an der|im|in der|\() ?.*")


def named(name: str) -> tuple[str, ...]:
    """Keys of the areas that may have this name, official or a usual variant of it: none, one, or several for a name that is
    not enough, as Osnabrück, which is a city and the district around it."""
    plain, kind = _parted(name)
    found = _register().get(plain, ())
    exact = tuple(key for key, its_kind in found if its_kind == kind)
    if kind:
        return exact or tuple(key for key, its_kind in found if not its_kind)
    return tuple(key for key, _ in found)


@cache
def official_names() -> dict[str, str]:
    """Official name of each state and district by key."""
    return {key: name for key, name, _ in _rows()}


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple((row["key"], row["name"], row["kind"]) for row in csv.DictReader(file))


@cache
def _register() -> dict[str, tuple[tuple[str, str], ...]]:
    """Plain name → keys with the kind of each. A name without its addition (Frankfurt) stands for all that begin so."""
    found: dict[str, dict[str, str]] = {}
    states = {_parted(name)[0] for key, name, _ in _rows() if len(key) < _DISTRICT_DIGITS}
    for key, name, kind in _rows():
        head = _written_out(name.partition(",")[0])
        full, short = _parted(head)[0], _parted(_BEFORE.sub("", head))[0]
        for form in (full, short) if short not in states else (full,):
            found.setdefault(form, {})[key] = kind
    return {plain: tuple(keys.items()) for plain, keys in found.items()}


def _parted(name: str) -> tuple[str, str]:
    """The name without marks and words of its kind, and the kind these words say, if any."""
    text = _written_out(name)
    head, _, tail = text.partition(",")
    kind = _CITY if "stadt" in tail else _COUNTY if "kreis" in tail else ""
    text = f"{tail} {head}"  # Hannover, Region
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", (head if kind else text).translate(_UMLAUTS)).split())
    for words, its_kind in ((_CITY_WORDS, _CITY), (_COUNTY_WORDS, _COUNTY)):
        if words.search(plain) and not (kind and kind != its_kind):
            kind = kind or its_kind
            plain = words.sub(" ", plain)
    plain = _BESIDES.sub(" ", plain)
    return " ".join(plain.split()), kind


def _written_out(name: str) -> str:
    text = " ".join(name.lower().split())
    for short, full in _SHORT:
        text = text.replace(short, f" {full}")
    return " ".join(text.split())
