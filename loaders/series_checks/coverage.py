"""What is missing beside the siblings or the previous delivery, and words that were not there before."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from domain.groups import parse_group_key
from domain.periods import Period
from domain.vocabulary import SERIES, label_of
from loaders.series_checks.figures import Figures
from loaders.series_checks.hints import Hints

_SIBLINGS, _USUAL = 5, 0.8
_CLOSE, _ALIKE = 75, 60
_NAMED = 5
_STRAND = ("series", "unit", "concept", "basis", "groups")


def report_gaps(figures: Figures, hints: Hints) -> None:
    """Reports lines that lack a period which nearly all their siblings have, and years that a whole table leaves out."""
    rows = figures.order
    count = len(figures.periods)
    strand, area = figures.strand[rows], figures.area[rows]
    starts = np.ones(len(rows), bool)
    starts[1:] = (strand[1:] != strand[:-1]) | (area[1:] != area[:-1])
    line = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    of_strand = np.bincount(strand[first], minlength=figures.strands)
    present = np.bincount(strand * count + figures.period[rows], minlength=figures.strands * count).reshape(-1, count)
    usual = (present >= _USUAL * of_strand[:, None]) & (of_strand[:, None] >= _SIBLINGS)
    has = np.bincount(line, usual[strand, figures.period[rows]], minlength=len(first))
    up_to = np.cumsum(usual, axis=1)
    last = np.append(first[1:], len(rows)) - 1
    begins, line_strand = figures.period[rows[first]], strand[first]
    wanted = up_to[line_strand, -1] - up_to[line_strand, begins] + usual[line_strand, begins]
    told: set[tuple[str, str]] = set()
    for each in np.flatnonzero(wanted > has):
        own = set(figures.period[rows[first[each] : last[each] + 1]])
        lacking = [int(rank) for rank in np.flatnonzero(usual[line_strand[each]]) if rank > begins[each] and rank not in own]
        row = int(rows[last[each]])
        if min(lacking) > max(own) and len(lacking) > 1:
            continue  # an area that came to an end
        what = (hints.area_name(row), _labels(figures, lacking))
        if what not in told:
            told.add(what)
            found = f"{hints.strand(row)}, {what[0]}: es fehlt {what[1]}"
            hints.about_file("H415", found, "die Zeiträume, die die anderen Gebiete haben", "Bitte prüfen, ob Zeilen fehlen.")
    _report_left_out_years(figures, hints)


def _labels(figures: Figures, ranks: Iterable[int]) -> str:
    return _listed([figures.periods[rank].label for rank in ranks])


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" und {more} weitere" if more > 0 else "")


def _report_left_out_years(figures: Figures, hints: Hints) -> None:
    years = {period.year for period in figures.periods}
    known = {figures.periods[rank].year for rank in np.unique(figures.period[len(figures.delivered) :])}
    told = range(min(known), max(known)) if known else range(0)  # what was left out before is no news
    lacking = [str(year) for year in range(min(years), max(years)) if year not in years and year not in told]
    if lacking and len(lacking) < len(years):
        found = f"In der Tabelle fehlt zwischen {min(years)} und {max(years)}: {_listed(lacking)}"
        hints.about_file("H415", found, "jedes Jahr einmal", "Bitte prüfen, ob ein Jahr übersehen wurde.")


def report_lost_lines(figures: Figures, previous: pa.Table, hints: Hints) -> None:
    """Reports areas and groups that the previous delivery had and this one lacks."""
    lines = previous.to_pylist()
    here = _words(figures, "area")
    names = {line["area"]: line["area_name"] or line["area"] for line in lines}
    lost = [names[area] for area in names if area not in here]
    advice = "Neu zugeschnitten oder vergessen? Bitte mit der Veröffentlichung vergleichen."
    if lost:
        found = f"Es fehlen {len(lost)} Gebiete der vorigen Lieferung: {_listed(lost)}"
        hints.about_file("H416", found.replace("fehlen 1 Gebiete", "fehlt 1 Gebiet"), f"die {len(names)} Gebiete wie zuletzt", advice)
    delivered = {tuple(figures.word(name, row) for name in _STRAND) for row in figures.first_row}
    gone = {tuple(line[name] for name in _STRAND) for line in lines} - delivered
    for series, unit, *_, groups in sorted(gone):
        label = ", ".join([SERIES.get(series, series), *map(label_of, parse_group_key(groups).values())])
        hints.about_file("H416", f"„{label}“ ({unit}) fehlt", "die Spalten und Gruppen der vorigen Lieferung", advice)


def report_lost_periods(lost: pa.Table, hints: Hints) -> None:
    """Reports periods that the previous delivery had: those that all areas lack once for each period, others once for each area, and
    in one hint those before the table begins now."""
    rows = lost.to_pylist()
    dropped = sorted({row["period"] for row in rows if row["dropped"]})
    advice = "Weggelassen oder vergessen? Bitte mit der Veröffentlichung vergleichen."
    if dropped:
        found = f"Die Tabelle beginnt später als die vorige Lieferung; es fehlt {_listed([Period(each).label for each in dropped])}"
        hints.about_file("H416", found, "die Zeiträume der vorigen Lieferung", f"{advice} Die älteren Werte bleiben erhalten.")
    by_period: dict[str, dict[str, None]] = defaultdict(dict)
    by_area: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        label = ", ".join([SERIES.get(row["series"], row["series"]), *map(label_of, parse_group_key(row["groups"]).values())])
        if not row["dropped"] and row["area"] is None:
            by_period[row["period"]][f"„{label}“"] = None
        elif not row["dropped"]:
            by_area[row["area_name"]][f"„{label}“ {Period(row['period']).label}"] = None
    for period in sorted(by_period):
        found = f"Es fehlt {Period(period).label} für {_listed(list(by_period[period]))}"
        hints.about_file("H416", found, "die Zeiträume der vorigen Lieferung", advice)
    for area, lacking in by_area.items():
        hints.about_file("H416", f"{area}: es fehlt {_listed(list(lacking))}", "die Zeiträume der vorigen Lieferung", advice)


def _words(figures: Figures, name: str) -> frozenset[str]:
    """The words of a column that delivered rows have."""
    coded = figures.texts[name]
    return frozenset(coded.words[code] for code in np.unique(coded.codes[: len(figures.delivered)]))


def report_new_words(figures: Figures, previous: pa.Table, hints: Hints) -> None:
    """Reports labels and areas that the previous delivery did not have, with the closest ones, and areas under another name."""
    labels = _labels_by_dimension(figures.texts["groups"].words[code] for code in np.unique(figures.texts["groups"].codes))
    before = _labels_by_dimension(previous["groups"].unique().to_pylist())
    for dimension, known in before.items():
        for label in sorted(labels[dimension] - known):
            expected = _closest(label_of(label), [label_of(each) for each in known])
            hints.about_file("H417", f"Die Gruppe „{label_of(label)}“ ist neu", expected, "Schreibfehler oder neue Gruppe? Bitte prüfen.")
    names = dict(zip(previous["area"].to_pylist(), previous["area_name"].to_pylist(), strict=True))
    for row in _first_rows_of_areas(figures):
        _report_area(figures, hints, row, names)


def _labels_by_dimension(keys: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        for dimension, label in parse_group_key(key).items():
            found[dimension].add(label)
    return found


def _first_rows_of_areas(figures: Figures) -> list[int]:
    _, rows = np.unique(figures.area[: len(figures.delivered)], return_index=True)
    return sorted(int(row) for row in rows)


def _report_area(figures: Figures, hints: Hints, row: int, names: dict[str, str | None]) -> None:
    area, name = figures.word("area", row), hints.area_name(row)
    if area not in names:
        expected = _closest(name, [each for each in names.values() if each])
        found = f"Das Gebiet „{name}“ ({area}) ist neu"
        hints.about_file("H417", found, expected, "Neu zugeschnitten oder falsch geschrieben? Bitte prüfen.")
    elif (known := names[area]) and _most_alike(name, [known], _ALIKE) is None:
        found = f"Zum Schlüssel {area} gehört hier „{name}“"
        hints.about_file("H417", found, f"„{known}“ wie bisher", "Bitte prüfen, ob Namen und Schlüssel verschoben sind.")


def _closest(word: str, known: list[str]) -> str:
    match = _most_alike(word, known, _CLOSE)
    return f"am ähnlichsten ist „{match}“" if match else "eine Bezeichnung wie bisher"


def _most_alike(word: str, known: list[str], least: int) -> str | None:
    """The known word that is most alike, None if none is alike enough."""
    from rapidfuzz import process  # seldom needed, and every check loads this module

    match = process.extractOne(word, known, score_cutoff=least)
    return match[0] if match else None
