"""Finding indicators by what people type: without regard to case and umlauts, with typos, parts of words and other words for it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from domain.indicators import Definition
from domain.vocabulary import TOPICS, series_name

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LEAST = 60
"""Weakest match that is shown, out of 100."""
_LIKE = 82
"""From this likeness on, out of 100, two words are taken for one with a typo."""
_NOISE = frozenset(
    ("der", "die", "das", "und", "oder", "von", "in", "im", "am", "an", "mit", "nach", "je", "fuer", "bei", "zu", "des", "den")
)
_SAME: tuple[tuple[str, ...], ...] = (
    ("kindergarten", "kita", "kindertagesstaette", "tagesbetreuung", "krippe", "kinderbetreuung", "betreuungsquote"),
    ("auslaender", "migranten", "zugewanderte", "nichtdeutsche", "migrationshintergrund", "einwanderungsgeschichte"),
    ("fluechtlinge", "gefluechtete", "asyl", "asylbewerber", "schutzsuchende", "fluechtlingsunterkunft"),
    ("pass", "einbuergerung", "einbuergerungsquote", "staatsbuergerschaft", "staatsangehoerigkeit"),
    ("hartz", "buergergeld", "sgb", "grundsicherung", "mindestsicherung", "sozialhilfe"),
    ("armut", "armutsgefaehrdung", "mindestsicherung", "einkommen"),
    ("jobs", "arbeit", "beschaeftigung", "erwerbstaetigkeit", "beschaeftigte"),
    ("arbeitslos", "arbeitslosigkeit", "arbeitslosenquote", "erwerbslos"),
    ("lehre", "ausbildung", "azubi", "berufsausbildung", "ausbildungsbeteiligung"),
    ("schulabbrecher", "schulabgang", "hauptschulabschluss", "schulabschluss", "abschluss"),
    ("abitur", "hochschulreife", "gymnasium"),
    ("deutschkurs", "sprachkurs", "integrationskurs", "sprachfoerderung"),
    ("miete", "wohnen", "wohnung", "wohnkosten", "mietbelastung"),
    ("gesundheit", "arzt", "vorsorge", "einschulungsuntersuchung"),
    ("senioren", "alter", "aeltere", "pflege", "altenpflege"),
    ("wahl", "wahlbeteiligung", "politik", "beirat", "mitbestimmung"),
    ("verein", "ehrenamt", "engagement", "freiwillig"),
    ("rassismus", "diskriminierung", "antidiskriminierung", "hasskriminalitaet"),
    ("personal", "verwaltung", "oeffnung", "beschaeftigte"),
)
"""Words that people use for each other, as :func:`plain` writes them."""


@dataclass(frozen=True)
class SearchText:
    """Where a word may be found: word → weight of the best place it stands in; and the table numbers as :func:`plain` writes them."""

    words: Mapping[str, float]
    name: str
    tables: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Lower case, umlauts spelt out, nothing but letters, digits and single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().translate(_UMLAUTS)).split())


def search_text(definition: Definition) -> SearchText:
    """The words of an indicator: name before other words for it, those before topic, explanation, source and tables."""
    series = [series_name(given.series) for given in definition.inputs.values()]
    places: tuple[tuple[float, Iterable[str]], ...] = (
        (1.0, (definition.name, definition.short_name)),
        (0.97, definition.synonyms),
        (0.95, (*definition.tables, definition.id)),
        (0.85, (TOPICS.get(definition.topic, definition.topic), *series)),
        (0.75, (definition.explanation, definition.source, definition.comparison_group)),
    )
    words: dict[str, float] = {}
    for weight, texts in places:
        for word in " ".join(map(plain, texts)).split():
            words.setdefault(word, weight)
    return SearchText(words, plain(definition.name), tuple(map(plain, definition.tables)))


def search(query: str, texts: Mapping[str, SearchText]) -> tuple[str, ...]:
    """The ids in which every word of the query is found, the best matches first; all of them for a query without words."""
    tokens = [token for token in plain(query).split() if token not in _NOISE] or plain(query).split()
    if not tokens:
        return tuple(texts)
    scores = {key: _score(tokens, text, plain(query)) for key, text in texts.items()}
    found = [key for key, score in scores.items() if score >= _LEAST]
    return tuple(sorted(found, key=lambda key: (-scores[key], len(texts[key].name))))


def _score(tokens: list[str], text: SearchText, query: str) -> float:
    """0 where one of the words is missing, else up to 100, and more where the name begins so. Several numbers are one table number."""
    if len(tokens) > 1 and query.replace(" ", "").isdigit():
        return max((100 if table == query else 90 for table in text.tables if f"{table} ".startswith(f"{query} ")), default=0)
    parts = [max(_found(token, text), 0.9 * max((_found(other, text) for other in _others(token)), default=0)) for token in tokens]
    bonus = 5 * text.name.startswith(query) + 2 * (query in text.name)
    return 0 if min(parts) < _LEAST else sum(parts) / len(parts) + bonus


@cache
def _others(token: str) -> frozenset[str]:
    """Words that stand for the same, also where the word itself has a typo."""
    groups = [group for group in _SAME if any(_likeness(token, word) >= 90 for word in group)]
    return frozenset(word for group in groups for word in group if word != token)


def _found(token: str, text: SearchText) -> float:
    return max((weight * _likeness(token, word) for word, weight in text.words.items()), default=0)


@cache
def _likeness(token: str, word: str) -> float:
    """100 for the same word, less for a part of one, for a typo, and for a typo in a part; 0 for another word."""
    if token == word:
        return 100
    if token.isdigit():
        return 92 if len(token) >= 3 and word.startswith(token) else 0
    if len(token) >= 3 and token in word:
        return 96 if word.startswith(token) else 90
    if len(token) < 5 or abs(len(token) - len(word)) > 12:
        return 0
    whole = fuzz.ratio(token, word)
    if whole >= _LIKE:
        return whole * 0.95
    part = fuzz.ratio(token, word[: len(token) + 1]) if len(word) > len(token) else 0
    return part * 0.9 if len(token) >= 6 and part >= _LIKE + 4 else 0
