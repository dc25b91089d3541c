"""Says a verdict in one German sentence with the numbers that led to it: what was, never why."""

from collections.abc import Mapping
from typing import Any

from domain.indicators import Definition, Direction, Formula, Missing, Rule, Target, Verdict, Weather
from domain.numbers_de import change_with_unit, with_unit
from indicators.verdicts.assess import AFTER_BREAK

_MOST_DECIMALS = 6


def verdict(row: Mapping[str, Any], definition: Definition) -> Verdict:
    """The verdict of one assessed row, with its sentence; where nothing is judged the sentence is the reason."""
    weather = Weather(row["weather"])
    rule = Rule(row["rule"]) if row["rule"] else None
    reason = row["reason"] or ""
    return Verdict(
        weather=weather,
        rule=rule,
        sentence=_sentence(row, definition, weather, rule) if rule else _silence(row, definition, weather, reason),
        reason=reason,
        target=Target(rule, row["target_value"], row["target_year"]) if rule else None,
        mean_change=row["mean_change"],
        last_change=row["last_change"],
        projection=row["projection"],
        shortfall=row["shortfall"],
        points=row["points"],
    )


def _silence(row: Mapping[str, Any], definition: Definition, weather: Weather, reason: str) -> str:
    """Why there is no verdict: the reason, with the break or the missing value it rests on where they are known."""
    if reason == AFTER_BREAK:
        gone = max((gone for gone in definition.breaks if gone.year <= row["year"]), key=lambda gone: gone.year)
        return f"{reason.removesuffix('.')} (Bruch {gone.year}: {gone.text.removesuffix('.')})."
    if weather is Weather.NONE and row["value"] is None and row.get("missing"):
        return f"{reason.removesuffix('.')} ({Missing(row['missing']).label})."
    return reason


def _sentence(row: Mapping[str, Any], definition: Definition, weather: Weather, rule: Rule) -> str:
    words = _Words(row, definition)
    if definition.direction is Direction.PARITY:
        return _gap_sentence(words, rule, weather)
    if rule is Rule.DIRECTION:
        return f"{words.opening}; {words.movement}."
    if row["projection"] is None:
        return _limit_sentence(words, weather)
    return _projection_sentence(words, weather)


class _Words:
    """Pieces of sentences about one assessed row."""

    def __init__(self, row: Mapping[str, Any], definition: Definition) -> None:
        self.row = row
        self.definition = definition
        self.year = row["year"]
        self.parity = definition.direction is Direction.PARITY
        self.sign = 1 if definition.direction is Direction.UP else -1

    def amount(self, value: float) -> str:
        return with_unit(value, self.definition.decimals, self.definition.unit)

    def change(self, value: float) -> str:
        """A change a year, with one more decimal than the values have, or as many as it takes not to read as zero."""
        decimals = self.definition.decimals + 1
        while value and abs(value) < 0.5 * 10**-decimals and decimals < _MOST_DECIMALS:
            decimals += 1
        return change_with_unit(value, decimals, self.definition.unit)

    @property
    def subject(self) -> str:
        return "der Abstand (ohne Vorzeichen)" if self.parity else "der Wert"

    @property
    def value(self) -> float:
        return abs(self.row["value"]) if self.parity else self.row["value"]

    @property
    def opening(self) -> str:
        return f"{self.year} betrug {self.subject} {self.amount(self.value)}"

    @property
    def target(self) -> str:
        word = "mindestens" if self.sign > 0 else "höchstens"
        return f"({word} {self.amount(self.row['target_value'])})"

    @property
    def movement(self) -> str:
        return moving(self, self.row["mean_change"], self.row["last_change"], self.sign)


def moving(words: _Words, mean: float, last: float, sign: int) -> str:
    """``er veränderte sich im Mittel um … je Jahr und zuletzt um … (beides in die gewünschte Richtung)``."""
    on_average, recently = f"im Mittel um {words.change(mean)} je Jahr", f"zuletzt um {words.change(last)}"
    ways = _way(mean, sign), _way(last, sign)
    if ways[0] == ways[1]:
        return f"er veränderte sich {on_average} und {recently} (beides {ways[0]})"
    return f"er veränderte sich {on_average} ({ways[0]}) und {recently} ({ways[1]})"


def _way(change: float, sign: int) -> str:
    if change == 0:
        return "ohne Veränderung"
    return "in die gewünschte Richtung" if change * sign > 0 else "entgegen der gewünschten Richtung"


def _limit_sentence(words: _Words, weather: Weather) -> str:
    """Rule Y, and rule T where the target is met already or due now."""
    due = f" für {words.row['target_year']}" if words.row["target_year"] else ""
    met = "hielt" if weather in (Weather.SUN, Weather.PARTLY) else "verfehlte"
    kept = " ein" if met == "hielt" else ""
    mean = words.row["mean_change"]
    change = f"im Mittel veränderte er sich um {words.change(mean)} je Jahr ({_way(mean, words.sign)})"
    return f"{words.opening} und {met} den Zielwert{due} {words.target}{kept}; {change}."


def _projection_sentence(words: _Words, weather: Weather) -> str:
    """Rule T before the target year."""
    row = words.row
    year = row["target_year"]
    mean = f"{words.change(row['mean_change'])} je Jahr"
    if weather is Weather.STORM:
        way = _way(row["mean_change"], words.sign)
        return (
            f"{words.opening}; im Mittel veränderte er sich um {mean} ({way}), der Zielwert für {year} {words.target} rückt so nicht näher."
        )
    ahead = f"ginge es im Mittel um {mean} weiter, ergäben sich für {year} rechnerisch {words.amount(row['projection'])}"
    if row["shortfall"] <= 0:
        return f"{words.opening}; {ahead}, der Zielwert {words.target} wäre erreicht."
    percent = with_unit(100 * row["shortfall"], 1, "Prozent")
    return f"{words.opening}; {ahead}, der Zielwert {words.target} wäre um {percent} des noch fehlenden Weges verfehlt."


def _gap_sentence(words: _Words, rule: Rule, weather: Weather) -> str:
    """Group and gap side by side: only both together are progress."""
    row, definition = words.row, words.definition
    if rule is not Rule.DIRECTION:
        aim = _limit_sentence(words, weather) if row["projection"] is None else _projection_sentence(words, weather)
        return f"Vergleichsgruppe {definition.comparison_group}: {aim}"
    group = row["a"]
    if definition.formula is Formula.SHARE_GAP:
        group = 100 * row["a"] / row["b"]
    unit = "Prozent" if definition.unit == "Prozentpunkte" else definition.unit
    sign = 1 if definition.group_direction is Direction.UP else -1
    own = moving(words, row["group_mean_change"], row["group_last_change"], sign)
    size = words.amount(words.value)
    apart = moving(words, row["mean_change"], row["last_change"], -1)
    return (
        f"{words.year} betrug der Wert der Gruppe {with_unit(group, definition.decimals, unit)}; {own}; "
        f"der Abstand (Vergleich: {definition.comparison_group}, Größe ohne Vorzeichen) betrug {size}; {apart}; "
        "als Fortschritt zählt nur, wenn sich die Gruppe verbessert und der Abstand kleiner wird."
    )
