"""What to bear in mind with a verdict: provisional, estimated or rounded inputs, changes a sample does not secure, small numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from domain.indicators import Definition, Formula, Sampling
from domain.numbers_de import german
from domain.signs import Sign
from indicators.pooling import SMALL_DENOMINATOR, SMALL_NUMERATOR
from indicators.sampling import newcombe
from indicators.verdicts.trends import Flags, Floats, Ints


class Caution(IntFlag):
    """As stored in the column ``cautions``: what applies within the years a verdict rests on."""

    PROVISIONAL = 1
    ESTIMATED = 2
    UNCERTAIN = 4
    REVISED = 8
    ROUNDED = 16  # the ranges of the first and the last value overlap
    ROUNDED_LAST = 32  # so do those of the last two
    UNSECURED = 64  # the sample does not secure the change since the first value
    UNSECURED_LAST = 128  # nor that since the value before


_OF_SIGN = {
    Sign.PROVISIONAL: Caution.PROVISIONAL,
    Sign.ESTIMATED: Caution.ESTIMATED,
    Sign.UNCERTAIN: Caution.UNCERTAIN,
    Sign.REVISED: Caution.REVISED,
}
_MARKED = {
    Caution.PROVISIONAL: "vorläufige Werte",
    Caution.ESTIMATED: "geschätzte oder auf den heutigen Gebietsstand umgerechnete Werte",
    Caution.UNCERTAIN: "Werte mit eingeschränkter Aussagekraft",
    Caution.REVISED: "nachträglich berichtigte Werte",
}


@dataclass(frozen=True)
class Window:
    """The points behind each point's verdict, as positions: the first of up to six comparable ones, and the one before."""

    first: Ints
    previous: Ints  # the point itself where there is none before

    @cached_property
    def moved(self) -> Flags:
        """Points that have one before them."""
        return self.previous != np.arange(len(self.previous))


def marked(table: pa.Table) -> NDArray[np.int16]:
    """Cautions by the signs of each row's own inputs, in the order of the table."""
    flags = np.zeros(table.num_rows, dtype=np.int16)
    if "signs" not in table.column_names or not pa.types.is_list(table["signs"].type):
        return flags
    signs = table["signs"].combine_chunks()
    if isinstance(signs, pa.ChunkedArray):
        return flags
    parents, given = signs.value_parent_indices(), signs.flatten()
    if not len(given):
        return flags
    for sign, caution in _OF_SIGN.items():
        flags[parents.filter(pc.call_function("equal", [given, pa.scalar(sign.value)])).to_numpy()] |= caution.value
    return flags


def within_window(own: NDArray[np.int16], window: Window) -> NDArray[np.int16]:
    """Cautions of all rows from the first of the window to the row itself."""
    found = np.zeros(len(own), dtype=np.int16)
    for caution in _OF_SIGN.values() if own.any() else ():
        flags = own & caution.value
        if flags.any():
            so_far = np.append(0, np.cumsum(flags != 0))
            found[so_far[1:] > so_far[window.first]] |= caution.value
    return found


def rounding(low: Floats, high: Floats, by_rounding: Flags, window: Window) -> NDArray[np.int16]:
    """Where inputs are rounded: changes that may be nothing but rounding."""
    found = np.zeros(len(low), dtype=np.int16)
    if by_rounding.any():
        for caution, other in ((Caution.ROUNDED, window.first), (Caution.ROUNDED_LAST, window.previous)):
            overlap = by_rounding & window.moved & (low <= high[other]) & (low[other] <= high)
            found[overlap] |= caution.value
    return found


def sampled(x: Floats, n: Floats, effect: Floats, window: Window) -> NDArray[np.int16]:
    """For random samples (``effect`` is their design effect, nan elsewhere): changes whose interval contains zero."""
    found = np.zeros(len(x), dtype=np.int16)
    rows = np.flatnonzero(~np.isnan(effect) & window.moved)
    for caution, other in ((Caution.UNSECURED, window.first[rows]), (Caution.UNSECURED_LAST, window.previous[rows])):
        for each in np.unique(effect[rows]):
            same = effect[rows] == each
            now, then = rows[same], other[same]
            low, high = newcombe(x[now], n[now], x[then], n[then], float(each))
            found[now[(low <= 0) & (high >= 0)]] |= caution.value
    return found


def caution_sentences(row: Mapping[str, Any], definition: Definition) -> tuple[str, ...]:
    """The cautions of one assessed row as finished German sentences; none where there is no value."""
    if row["value"] is None:
        return ()
    flags = Caution(row.get("cautions") or 0)
    since, before, year = row.get("window_start"), row.get("previous_year"), row["year"]
    span = f"{since} bis {year}" if since is not None and since != year else f"{year}"
    said = [f"Der Zeitraum {span} enthält {words}." for caution, words in _MARKED.items() if caution in flags]
    if Caution.ROUNDED in flags:
        said.append(f"Die Eingangswerte sind gerundet: Die Veränderung von {since} bis {year} ist nicht größer als die Rundungsspanne.")
    elif Caution.ROUNDED_LAST in flags:
        said.append(f"Die Eingangswerte sind gerundet: Die Veränderung gegenüber {before} ist nicht größer als die Rundungsspanne.")
    secured = "keine statistisch gesicherte Veränderung (das 95-%-Konfidenzintervall der Differenz schließt null ein)."
    compared = dict.fromkeys(at for caution, at in ((Caution.UNSECURED_LAST, before), (Caution.UNSECURED, since)) if caution in flags)
    if compared:
        said.append(f"Gegenüber {' und '.join(map(str, compared))} {secured}")
    return (*said, *_small_numbers(row, definition))


_COUNTED = {
    Formula.SHARE: (("a", "b", ""),),
    Formula.PER_THOUSAND: (("a", "b", ""),),
    Formula.SURVEY_SHARE: (("a", "b", ""),),
    Formula.SHARE_GAP: (("a", "b", "der Gruppe"), ("c", "d", "der Vergleichsgruppe")),
    Formula.SHARE_RATIO: (("a", "b", "der Gruppe"), ("c", "d", "der Vergleichsgruppe")),
}
"""Numerator and denominator among the inputs, and whose they are."""


def _small_numbers(row: Mapping[str, Any], definition: Definition) -> tuple[str, ...]:
    """Counts so small that chance moves the value: numerator below 10 or denominator below 100."""
    if definition.formula not in _COUNTED:
        return ()
    units = {column: definition.inputs[role].unit for column, role in zip("abcd", definition.formula.roles, strict=False)}
    said = []
    for top, bottom, whose in _COUNTED[definition.formula]:
        numerator, denominator = row.get(top), row.get(bottom)
        if numerator is None or denominator is None or {units[top], units[bottom]} != {"Anzahl"}:
            continue
        if numerator < SMALL_NUMERATOR or denominator < SMALL_DENOMINATOR:
            counted = f"{german(numerator, 0)} von {german(denominator, 0)}"
            said.append(
                f"Kleine Fallzahl ({' '.join(part for part in (counted, whose) if part)}): Der Wert schwankt von Jahr zu Jahr stark; "
                "belastbarer sind mehrere zusammengefasste Jahre."
            )
    return tuple(said)


def design_effects(definitions: list[Definition | None]) -> Floats:
    """By definition: the design effect of random samples, nan for everything else."""
    return np.array(
        [
            each.survey.design_effect
            if each is not None
            and each.formula is Formula.SURVEY_SHARE
            and each.survey is not None
            and each.survey.sampling is Sampling.RANDOM
            else np.nan
            for each in definitions
        ]
    )
