"""Says a verdict in German: the rule it was given by, then the numbers that led to it; what was, never why."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.indicators import Definition, Direction, Formula, Missing, Rule, Target, Verdict, Weather
from domain.numbers_de import change_with_unit, german, with_unit
from indicators.distance import RATIOS, looked_at
from indicators.verdicts.assess import AFTER_BREAK, SELF_SELECTED
from indicators.verdicts.cautions import caution_sentences
from indicators.verdicts.patterns import pattern

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
        target=_judged_target(row, rule) if rule else None,
        mean_change=row["mean_change"],
        last_change=row["last_change"],
        projection=row["projection"],
        shortfall=row["shortfall"],
        points=row["points"],
        cautions=caution_sentences(row, definition),
    )


def _judged_target(row: Mapping[str, Any], rule: Rule) -> Target:
    """The target that decided; of an interval with both ends in order of size."""
    ends = sorted(end for end in (row["target_value"], row.get("target_other")) if end is not None)
    return Target(rule, ends[0] if ends else None, row["target_year"], upper=ends[1] if len(ends) > 1 else None)


def _silence(row: Mapping[str, Any], definition: Definition, weather: Weather, reason: str) -> str:
    """Why there is no verdict: the reason, with the break or the missing value it rests on where they are known."""
    if reason == AFTER_BREAK:
        gone = max((gone for gone in definition.breaks if gone.year <= row["year"]), key=lambda gone: gone.year)
        return f"{reason.removesuffix('.')} (Bruch {gone.year}: {gone.text.removesuffix('.')})."
    if reason == SELF_SELECTED and row["value"] is not None and row.get("b") is not None:
        asked = german(row["b"], 0)
        return f"Selbstselektierte Befragung: {asked} Teilnehmende, nicht repräsentativ; kein Intervall, keine Trendaussage."
    if weather is Weather.NONE and row["value"] is None and row.get("missing"):
        return f"{reason.removesuffix('.')} ({Missing(row['missing']).label})."
    return reason


def _sentence(row: Mapping[str, Any], definition: Definition, weather: Weather, rule: Rule) -> str:
    """The rule's sentence, then the numbers; before a target was adopted, also that it is not held against the year."""
    words = _Words(row, definition)
    limit = rule is Rule.TARGET_YEAR and row["projection"] is None
    said = [pattern(rule, weather, row["year"], row.get("previous_year"), limit=limit), _numbers(words, definition, weather, rule)]
    if row.get("adopted") is not None:
        said.append(f"Das Ziel gilt ab {row['adopted']}; dieses Jahr wird nur nach der Richtung bewertet.")
    return " ".join(said)


def _numbers(words: "_Words", definition: Definition, weather: Weather, rule: Rule) -> str:
    if definition.direction is Direction.PARITY:
        return _parity_sentence(words, rule, weather)
    if rule is Rule.DIRECTION:
        return f"{words.opening}; {words.movement}."
    if words.row["projection"] is None:
        return _limit_sentence(words, weather)
    return _projection_sentence(words, weather)


class _Words:
    """Pieces of sentences about one assessed row."""

    def __init__(self, row: Mapping[str, Any], definition: Definition) -> None:
        self.row = row
        self.definition = definition
        self.year = row["year"]
        self.parity = definition.direction is Direction.PARITY
        self.ratio = self.parity and definition.formula in RATIOS
        self.sign = 1 if definition.direction is Direction.UP else -1

    def amount(self, value: float) -> str:
        return with_unit(value, self.definition.decimals, self.definition.unit)

    def change(self, value: float) -> str:
        """A change a year, with one more decimal than the values have."""
        return in_words(value, self.definition.decimals + 1, self.definition.unit)

    @property
    def it(self) -> str:
        return "sie" if self.ratio else "er"

    @property
    def subject(self) -> str:
        if self.ratio:
            return "die Entfernung von der Parität (1 = Parität; bei Werten unter 1 der Kehrwert)"
        return "der Abstand (ohne Vorzeichen)" if self.parity else "der Wert"

    @property
    def value(self) -> float:
        return looked_at(self.row["value"], self.definition)

    @property
    def opening(self) -> str:
        return f"{self.year} betrug {self.subject} {self.amount(self.value)}"

    @property
    def target(self) -> str:
        word = "mindestens" if self.sign > 0 else "höchstens"
        asked = f"{word} {self.amount(self.row['target_value'])}"
        other = self.row.get("target_other")
        if other is None:
            return f"({asked})"
        low, high = sorted((self.row["target_value"], other))
        return f"({asked}, die schwächere Forderung des Zielbereichs {self.amount(low)} bis {self.amount(high)})"

    @property
    def movement(self) -> str:
        return moving(self, self.row["mean_change"], self.row["last_change"], self.sign)


def in_words(value: float, decimals: int, unit: str) -> str:
    """A change with as many more decimals as it takes not to read as zero."""
    while value and abs(value) < 0.5 * 10**-decimals and decimals < _MOST_DECIMALS:
        decimals += 1
    return change_with_unit(value, decimals, unit)


def moving(words: _Words, mean: float, last: float, sign: int, say: Callable[[float], str] | None = None) -> str:
    """``er veränderte sich im Mittel um … je Jahr und zuletzt um … (beides in die gewünschte Richtung)``."""
    change = say or words.change
    on_average, recently = f"im Mittel um {change(mean)} je Jahr", f"zuletzt um {change(last)}"
    ways = _way(mean, sign), _way(last, sign)
    it = words.it if say is None else "er"
    if ways[0] == ways[1]:
        return f"{it} veränderte sich {on_average} und {recently} (beides {ways[0]})"
    return f"{it} veränderte sich {on_average} ({ways[0]}) und {recently} ({ways[1]})"


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
    change = f"im Mittel veränderte {words.it} sich um {words.change(mean)} je Jahr ({_way(mean, words.sign)})"
    return f"{words.opening} und {met} den Zielwert{due} {words.target}{kept}; {change}."


def _projection_sentence(words: _Words, weather: Weather) -> str:
    """Rule T before the target year."""
    row = words.row
    year = row["target_year"]
    mean = f"{words.change(row['mean_change'])} je Jahr"
    if weather is Weather.STORM:
        way = _way(row["mean_change"], words.sign)
        movement = f"im Mittel veränderte {words.it} sich um {mean} ({way})"
        return f"{words.opening}; {movement}, der Zielwert für {year} {words.target} rückt so nicht näher."
    ahead = f"ginge es im Mittel um {mean} weiter, ergäben sich für {year} rechnerisch {words.amount(row['projection'])}"
    if row["shortfall"] <= 0:
        return f"{words.opening}; {ahead}, der Zielwert {words.target} wäre erreicht."
    percent = with_unit(100 * row["shortfall"], 1, "Prozent")
    return f"{words.opening}; {ahead}, der Zielwert {words.target} wäre um {percent} des noch fehlenden Weges verfehlt."


def _parity_sentence(words: _Words, rule: Rule, weather: Weather) -> str:
    """Group and distance side by side: only both together are progress."""
    row, definition = words.row, words.definition
    if rule is not Rule.DIRECTION:
        aim = _limit_sentence(words, weather) if row["projection"] is None else _projection_sentence(words, weather)
        return f"Vergleichsgruppe {definition.comparison_group}: {aim}"
    group_way = {Direction.UP: 1, Direction.DOWN: -1}.get(definition.group_direction)
    apart = moving(words, row["mean_change"], row["last_change"], -1)
    size = f"{words.subject} betrug {words.amount(words.value)}"
    if group_way is None:
        return f"{words.year}: {_capital(size)} (Vergleich: {definition.comparison_group}); {apart}."
    own = moving(words, row["group_mean_change"], row["group_last_change"], group_way, _group_change(words))
    return (
        f"{words.year} betrug der Wert der Gruppe {_group_amount(row, definition)}; {own}; "
        f"{size} (Vergleich: {definition.comparison_group}); {apart}; "
        "als Fortschritt zählt nur, wenn sich die Gruppe verbessert und der Abstand kleiner wird."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def group_unit(definition: Definition) -> str:
    """The unit of the group's own value beside a gap or a ratio."""
    if definition.formula in (Formula.SHARE_GAP, Formula.SHARE_RATIO):
        return "Prozent"
    if definition.formula is Formula.PARITY and "group" in definition.inputs:
        return definition.inputs["group"].unit
    return "Prozent" if definition.unit == "Prozentpunkte" else definition.unit


def group_decimals(definition: Definition) -> int:
    """Decimals of the group's own value: one where the indicator is a ratio, else the indicator's."""
    return 1 if definition.formula in RATIOS else definition.decimals


def _group_amount(row: Mapping[str, Any], definition: Definition) -> str:
    share = definition.formula in (Formula.SHARE_GAP, Formula.SHARE_RATIO)
    group = 100 * row["a"] / row["b"] if share else row["a"]
    return with_unit(group, group_decimals(definition), group_unit(definition))


def _group_change(words: _Words) -> Callable[[float], str]:
    """Changes of the group's own value in words, which for ratios have another unit than the ratio."""
    definition = words.definition
    return lambda value: in_words(value, group_decimals(definition) + 1, group_unit(definition))
