"""The area rule of a table: from its columns, as parts of one municipality, or one area for all its values."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.areas import Area
from domain.proposals import AreaSource, ColumnRole
from loaders.area_keys import find_area
from loaders.layouts import AreaRule, FixedArea
from loaders.proposal.neighbours import neighbours
from loaders.proposal.places import (
    Scheme,
    city_of,
    is_city,
    key_and_name,
    key_schemes,
    mentioned,
    municipality,
    namesakes,
    register_share,
    whole_names,
)
from loaders.proposal.roles import Assigned
from loaders.proposal.tables import Table, TableColumn
from loaders.proposal.words import PARTS, SUM
from loaders.register import named, official_names

GERMANY = Area("DG", "Deutschland")
ASSUMED = "00000000"
"""Stands for a municipality nobody has named yet."""


@dataclass(frozen=True)
class Placing:
    """The rule, what speaks for it, names that lead nowhere (their rows are left out), and whether the table itself says all this.
    ``asked`` is the question it leaves open: ``fixed``, ``within``, ``names`` or nothing."""

    rule: AreaRule
    source: AreaSource
    value: str
    because: str
    cells: tuple[str, ...] = ()
    asked: str = ""
    left_out: tuple[str, ...] = ()
    found: bool = True  # False where nothing in the file speaks of an area
    offered: tuple[Area, ...] = ()  # the areas it may be


def place(
    table: Table,
    roles: Mapping[int, Assigned],
    texts: Sequence[str],
    chosen_from: AreaSource | None,
    chosen: Area | None,
    home: Area | None,
) -> Placing:
    """The area rule, from the roles of the columns, the texts around the table and what was chosen."""
    found = _place(table, roles, texts, chosen_from, chosen, home)
    named_by = [column for column in table.columns if column.name in (found.rule.key, found.rule.name)]
    if not named_by or not all(column.continues for column in named_by):
        return found
    return replace(found, rule=replace(found.rule, fill=True), because=f"{found.because}; leere Felder gelten wie das darüber")


def _place(
    table: Table,
    roles: Mapping[int, Assigned],
    texts: Sequence[str],
    chosen_from: AreaSource | None,
    chosen: Area | None,
    home: Area | None,
) -> Placing:
    cols = {role: table.column(col) for col, each in sorted(roles.items(), reverse=True) for role in [each.role]}
    key = cols.get(ColumnRole.AREA_KEY)
    name = cols.get(ColumnRole.AREA_NAME) or cols.get(ColumnRole.AREA)
    if chosen_from is AreaSource.FIXED or (chosen_from is None and key is None and name is None):
        return _fixed(table, texts, chosen, home)
    if key is None and name is None:
        return _fixed(table, texts, chosen, home)
    pattern = key_and_name(name.words) if name is not None and ColumnRole.AREA in cols and key is None else ""
    pairs = _pairs(key, name, pattern)
    if chosen_from is not AreaSource.PARTS:
        if (key is not None or pattern) and (placing := _by_keys(table, key, name, pattern, pairs, texts)):
            return placing
        if name is not None and (abroad := neighbours(name.words)):
            return _abroad(table, key, name, abroad)
        if name is not None and not pattern and register_share(name.words) >= 0.6:
            return _by_names(table, name, texts)
    return _parts(table, key, name, pattern, pairs, texts, chosen, home)


def _abroad(table: Table, key: TableColumn | None, name: TableColumn, by_name: Mapping[str, str]) -> Placing:
    """Cantons, or states of Austria: known by name; a key column of theirs is not needed."""
    left = tuple(word for word in name.words if word not in by_name)
    because = f"es sind Kantone der Schweiz oder Länder Österreichs: „{name.words[0]}“ ist {by_name.get(name.words[0], '')}"
    rule = AreaRule(name=name.name, by_name=by_name)
    return Placing(rule, AreaSource.COLUMNS, _readable(name), because, (table.cell(table.region.first, name.col),), "", left)


def _pairs(key: TableColumn | None, name: TableColumn | None, pattern: str) -> list[tuple[str, str]]:
    if key is None and name is not None and pattern:
        matches = [re.fullmatch(pattern, word) for word in name.words]
        return [(match["key"], match["name"]) if match else ("", word) for match, word in zip(matches, name.words, strict=True)]
    keys = key.texts if key is not None else [""] * len(name.texts if name is not None else ())
    names = name.texts if name is not None else [""] * len(keys)
    return list(dict.fromkeys(zip(keys, names, strict=True)))


def _states(texts: Sequence[str]) -> list[str]:
    return [area.key for area, _ in mentioned(texts) if len(area.key) == 2 and area.key.isdigit()]


def _by_keys(
    table: Table, key: TableColumn | None, name: TableColumn | None, pattern: str, pairs: Sequence[tuple[str, str]], texts: Sequence[str]
) -> Placing | None:
    scheme = key_schemes(pairs, _states(texts))
    if scheme is None:
        return None
    by_name, left = _without_key(pairs, scheme, texts)
    odd = _not_official(pairs, scheme)
    rule = replace(
        scheme.rule,
        key=key.name if key is not None else None,
        name=name.name if name is not None else None,
        pattern=pattern,
        by_name=by_name,
        empty=("", *odd) if odd else ("",),
    )
    cells = tuple(table.cell(table.region.first, column.col) for column in (key, name) if column is not None)
    return Placing(rule, AreaSource.COLUMNS, _readable(key, name), _because(scheme, pairs), cells, "", left)


def _because(scheme: Scheme, pairs: Sequence[tuple[str, str]]) -> str:
    key, name = next((pair for pair in pairs if pair[0]), ("", ""))
    return f"{scheme.because}: „{key}“ ist {find_area(key, name, scheme.rule).key}" + (f" ({name.strip()})" if name else "")


def _readable(*columns: TableColumn | None) -> str:
    return " und ".join(f"Spalte „{column.own or column.col}“" for column in columns if column is not None)


def _without_key(pairs: Sequence[tuple[str, str]], scheme: Scheme, texts: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Names of rows without a key: those that are official or mean the whole, and those that lead nowhere."""
    names = list(dict.fromkeys(name for key, name in pairs if not key and name))
    official = {found for key, name in pairs if key and (found := find_area(key, name, scheme.rule).key)}
    known = {name: found for name in names if (found := _only(name) or _whole(name, official, texts))}
    return known, tuple(name for name in names if name not in known)


def _not_official(pairs: Sequence[tuple[str, str]], scheme: Scheme) -> list[str]:
    return [key for key, name in pairs if key and find_area(key, name, scheme.rule).key is None]


def _by_names(table: Table, name: TableColumn, texts: Sequence[str]) -> Placing:
    """Official names without keys; names of a state's own areas are told by their siblings. A name that stays doubtful is left to the
    reading, which names both areas it may be."""
    clear = {word: key for word in name.words if (key := _only(word))}
    by_name: dict[str, str] = {}
    left: list[str] = []
    states = _states(texts) or [key[:2] for key in clear.values()]
    for word in name.words:
        if word in clear:
            continue
        keys = named(word)
        special = _special(word, states[0] if states else "")
        found = _among_siblings(word, keys, clear, name) or special or _shortened(word) or _whole(word, set(clear.values()), texts)
        if found:
            by_name[word] = found
        elif not keys:
            left.append(word)
    rule = AreaRule(name=name.name, register=True, by_name=by_name)
    because = f"es sind amtliche Namen wie „{name.words[0]}“, Schlüssel stehen nicht dabei" + _meant(by_name)
    return Placing(rule, AreaSource.COLUMNS, _readable(name), because, (table.cell(table.region.first, name.col),), "", tuple(left))


def _meant(by_name: Mapping[str, str]) -> str:
    said = [f"„{word}“ als {key}" for word, key in by_name.items()]
    return f"; gelesen wird {', '.join(said[:4])}{' …' if len(said) > 4 else ''}" if said else ""


def _only(word: str) -> str:
    keys = named(word)
    return keys[0] if len(keys) == 1 else ""


def _among_siblings(word: str, keys: Sequence[str], clear: Mapping[str, str], name: TableColumn) -> str:
    """The one of several areas of a name that fits the other names of its column, empty if that does not tell."""
    if len(keys) < 2:
        return ""
    sizes = Counter(len(key) for key in clear.values()).most_common(1)
    close = [key for key in keys if not sizes or len(key) == sizes[0][0]] or list(keys)
    states = {key[:2] for key in clear.values()}
    close = [key for key in close if key[:2] in states] or close
    heading = name.title.lower()
    if len(close) > 1 and ("stadt" in heading or "städte" in heading) != ("kreis" in heading.replace("kreisfrei", "")):
        close = [key for key in close if is_city(key) == ("kreis" not in heading.replace("kreisfrei", ""))]
    others = [other for other in name.words if other != word and set(keys) & set(named(other))]
    if len(close) > 1 and others:  # a bare name beside the city of that name means the district
        close = [key for key in close if is_city(key) == ("stadt" in word.lower())]
    return close[0] if len(close) == 1 else ""


def _shortened(word: str) -> str:
    """The one area whose name it is without an addition: ``Altenkirchen (Ww)``, ``Darmstadt, St.``."""
    plain = re.sub(r"\s*(?:\(.*\)|,\s*(?:st|lk|kr)\.?|\d\)|\*+)$", "", word, flags=re.IGNORECASE)
    if plain == word:
        return ""
    found = _only(plain)
    return found or _only(next((name for key, name in official_names().items() if len(key) == 5 and name.startswith(f"{plain} (")), ""))


def _whole(word: str, keys: Collection[str], texts: Sequence[str]) -> str:
    """The area that a total in a list of areas means: Germany of states, the state of its districts; empty if that is not clear."""
    if not SUM.fullmatch(word) and not _NATION.fullmatch(word):
        return ""
    states = {key for key in keys if len(key) == 2}
    inside = {key[:2] for key in keys if key[:2].isdigit()}
    if _NATION.fullmatch(word) or len(states) > 12 or (states and any(_OF_STATES.search(text) for text in texts)):
        return "DG"
    return inside.pop() if len(inside) == 1 and not states and inside <= set(_states(texts)) else ""


_NATION = re.compile(
    r"bundesgebiet(?: insgesamt)?|bund|bundesrepublik(?: deutschland)?|deutschland insgesamt|insgesamt \(bund\)", re.IGNORECASE
)
_OF_STATES = re.compile(r"\b(?:bundesl(?:ä|ae)nder|ländern?\b(?! der)|deutschland)", re.IGNORECASE)


_SPECIAL = {
    "03": (
        (r"stat\w*\.?\s*region\s*braunschweig", "031"),
        (r"stat\w*\.?\s*region\s*hannover", "032"),
        (r"stat\w*\.?\s*region\s*l(?:ü|ue)neburg", "033"),
        (r"stat\w*\.?\s*region\s*weser.?ems", "034"),
        (r".*hannover,?\s*(?:lhst\.?|landeshauptstadt)", "03241001"),
        (r".*(?:hannover,?\s*)?umland", "03241999"),
        (r"(?:region hannover|hannover,?\s*region)", "03241"),
    )
}
"""Areas below and above the districts that tables of a state name in its own way."""


def _special(word: str, state: str) -> str:
    return next((key for look, key in _SPECIAL.get(state, ()) if re.fullmatch(look, " ".join(word.split()), re.IGNORECASE)), "")


def _parts(
    table: Table,
    key: TableColumn | None,
    name: TableColumn | None,
    pattern: str,
    pairs: Sequence[tuple[str, str]],
    texts: Sequence[str],
    chosen: Area | None,
    home: Area | None,
) -> Placing:
    """Rows that are parts of one municipality."""
    words = [text for pair in pairs for text in pair if text]
    found = city_of([*texts, *words], [column.title for column in table.columns])
    whole = chosen or (found[0] if found else None) or (municipality(home) if home else None)
    if whole is None:
        whole = Area(ASSUMED, "?")
    names = [text for _, text in pairs if text] if name is not None else [text for text, _ in pairs]
    by_name = whole_names(names, whole)
    digits = 0
    if key is None and name is not None and sum(word.isdigit() for word in name.words) >= 0.7 * len(name.words):
        digits = max(len(word) for word in name.words if word.isdigit())  # the names are numbers: 1 is the same as 01
        pairs = [(word, word) for word in name.words]
        key, name = name, None
    aliases = {k: whole.key for k, text in pairs if k and text in by_name}
    rule = AreaRule(
        key=key.name if key is not None else None,
        name=name.name if name is not None else None,
        pattern=pattern,
        within=whole.key,
        digits=digits,
        by_name={word: whole.key for word, its in by_name.items() if its and any(not k and text == word for k, text in pairs)},
        aliases=aliases,
    )
    if chosen:
        because = "so gewählt"
    elif found:
        because = f"Gebiete wie „{(names or words)[0]}“ sind keine Kreise; genannt ist „{found[1][:60]}“"
    else:
        because = f"Gebiete wie „{(names or words)[0]}“ sind keine Kreise oder Länder; welche Gemeinde es ist, steht nicht in der Datei"
    column = key or name
    cells = (table.cell(table.region.first, column.col),) if column is not None else ()
    special = any(PARTS.search(column.title) for column in (key, name) if column is not None)
    return Placing(
        rule, AreaSource.PARTS, f"Teile von {whole.name}", because, cells, "" if chosen or found else "within", (), bool(found or special)
    )


def _fixed(table: Table, texts: Sequence[str], chosen: Area | None, home: Area | None) -> Placing:
    """One area: chosen, else the only one named above or below the table; several, or none, are asked."""
    if chosen is not None:
        return Placing(_rule(chosen), AreaSource.FIXED, chosen.name, "so gewählt")
    titles = [text for _, _, text in table.titles()]
    for places in (titles, texts):
        if found := mentioned(places):
            area, text = found[0]
            cells = tuple(table.cell(row, col) for row, col, title in table.titles() if title == text)[:1]
            several = namesakes(area, texts)
            if len(several) > 1:
                because = f"„{text[:70]}“ nennt ein Gebiet, dessen Namen {len(several)} Gebiete haben"
                return Placing(_rule(several[0]), AreaSource.FIXED, area.name, because, cells, "fixed", offered=several)
            because = f"keine Spalte nennt Gebiete; genannt ist „{text[:70]}“"
            return Placing(_rule(several[0]), AreaSource.FIXED, several[0].name, because, cells)
    area = home or GERMANY
    return Placing(_rule(area), AreaSource.FIXED, area.name, "die Datei nennt kein Gebiet", (), "fixed", (), False)


def _rule(area: Area) -> AreaRule:
    return AreaRule(fixed=FixedArea(area.key, area.name))
