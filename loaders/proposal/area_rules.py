"""The area rule of a table: from its columns, as parts of one municipality, or one area for all its values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.areas import Area
from domain.proposals import AreaSource, ColumnRole
from loaders.area_keys import find_area
from loaders.layouts import AreaRule, FixedArea
from loaders.proposal.places import Scheme, city_of, key_and_name, key_schemes, mentioned, municipality, register_share, whole_names
from loaders.proposal.roles import Assigned
from loaders.proposal.tables import Table, TableColumn
from loaders.proposal.words import PARTS
from loaders.register import named, official_names

GERMANY = Area("DG", "Deutschland")


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


def place(
    table: Table,
    roles: Mapping[int, Assigned],
    texts: Sequence[str],
    chosen_from: AreaSource | None,
    chosen: Area | None,
    home: Area | None,
) -> Placing:
    """The area rule, from the roles of the columns, the texts around the table and what was chosen."""
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
        if name is not None and not pattern and register_share(name.words) >= 0.6:
            return _by_names(table, name, texts)
    return _parts(table, key, name, pattern, pairs, texts, chosen, home)


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
    """Names of rows without a key: those that are official, and those that lead nowhere."""
    names = list(dict.fromkeys(name for key, name in pairs if not key and name))
    found = {name: keys[0] for name in names if len(keys := named(name)) == 1}
    left = tuple(name for name in names if name not in found)
    return found, left


def _not_official(pairs: Sequence[tuple[str, str]], scheme: Scheme) -> list[str]:
    return [key for key, name in pairs if key and find_area(key, name, scheme.rule).key is None]


def _by_names(table: Table, name: TableColumn, texts: Sequence[str]) -> Placing:
    """Official names without keys; names of a state's own areas are told by their siblings."""
    by_name: dict[str, str] = {}
    left: list[str] = []
    states = _states(texts) or [keys[0][:2] for word in name.words if len(keys := named(word)) == 1]
    state = states[0] if states else ""
    for word in name.words:
        keys = named(word)
        if len(keys) == 1:
            continue
        close = [key for key in keys if key.startswith(state)] or list(keys)
        plain = [key for key in close if _kind_fits(word, key)]
        if len(plain) == 1:
            by_name[word] = plain[0]
        elif found := _special(word, state):
            by_name[word] = found
        else:
            left.append(word)
    rule = AreaRule(name=name.name, register=True, by_name=by_name)
    because = f"es sind amtliche Namen wie „{name.words[0]}“, Schlüssel stehen nicht dabei"
    return Placing(rule, AreaSource.COLUMNS, _readable(name), because, (table.cell(table.region.first, name.col),), "", tuple(left))


def _kind_fits(word: str, key: str) -> bool:
    """True if the area is a city exactly where the word says so; a bare name beside a city of that name means the district."""
    return ("tadt" in official_names()[key]) == ("stadt" in word.lower())


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
        whole = Area("00000000", "?")
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
    """One area: chosen, else named above or below the table, else the installation's own, which is asked."""
    if chosen is not None:
        return Placing(_rule(chosen), AreaSource.FIXED, chosen.name, "so gewählt")
    titles = [text for _, _, text in table.titles()]
    for places in (titles, texts):
        if found := mentioned(places):
            area, text = found[0]
            cells = tuple(table.cell(row, col) for row, col, title in table.titles() if title == text)[:1]
            return Placing(_rule(area), AreaSource.FIXED, area.name, f"keine Spalte nennt Gebiete; genannt ist „{text[:70]}“", cells)
    area = home or GERMANY
    return Placing(_rule(area), AreaSource.FIXED, area.name, "die Datei nennt kein Gebiet", (), "fixed", (), False)


def _rule(area: Area) -> AreaRule:
    return AreaRule(fixed=FixedArea(area.key, area.name))
