"""The sentence that says by which rule a symbol was given, after the explanations of the Federal Statistical Office.

Those for a target that is (nearly) reached and for a direction that turned last are the office's own (dns-indikatoren.de, explanations of
the weather symbols); the others are phrased alike. Where the office says "im vorangegangenen Jahr" and the value before is older, the
year is named instead.
"""

from domain.indicators import Rule, Weather

DISCLAIMER = (
    "Die Symbole sind keine politische Bewertung und keine Prognose: Sie folgen einer Rechenregel aus den vorliegenden Werten "
    "und ersetzen nicht den erläuternden Text."
)
"""Belongs beside every display of symbols."""

_MISSED = "Bei Fortsetzung der Entwicklung aus {year} wäre der Zielwert"
_WAY = "der Differenz zwischen Zielwert und dem Wert aus {year}"
_PATTERNS = {
    (Rule.TARGET_YEAR, Weather.SUN): f"{_MISSED} erreicht oder um weniger als 5\u202f% {_WAY} verfehlt worden.",
    (Rule.TARGET_YEAR, Weather.PARTLY): f"{_MISSED} um mindestens 5\u202f% und höchstens 20\u202f% {_WAY} verfehlt worden.",
    (Rule.TARGET_YEAR, Weather.CLOUD): (
        f"{_MISSED} um mehr als 20\u202f% {_WAY} verfehlt worden; die durchschnittliche Entwicklung zielte jedoch in die richtige Richtung."
    ),
    (Rule.TARGET_YEAR, Weather.STORM): (
        "Der Zielwert war in {year} nicht erreicht, und die durchschnittliche Entwicklung zielte nicht in die richtige Richtung."
    ),
    (Rule.YEARLY_LIMIT, Weather.SUN): (
        "Der Zielwert war in {year} eingehalten, und die durchschnittliche Entwicklung zielte nicht in die falsche Richtung."
    ),
    (Rule.YEARLY_LIMIT, Weather.PARTLY): (
        "Der Zielwert war in {year} eingehalten, die durchschnittliche Entwicklung zielte jedoch in die falsche Richtung."
    ),
    (Rule.YEARLY_LIMIT, Weather.CLOUD): (
        "Der Zielwert war in {year} verfehlt, die durchschnittliche Entwicklung zielte jedoch in die richtige Richtung."
    ),
    (Rule.YEARLY_LIMIT, Weather.STORM): (
        "Der Zielwert war in {year} verfehlt, und die durchschnittliche Entwicklung zielte nicht in die richtige Richtung."
    ),
    (Rule.DIRECTION, Weather.SUN): (
        "Die durchschnittliche Entwicklung zielte in {year} in die richtige Richtung, und {last} ergab sich ebenfalls eine Entwicklung "
        "in die richtige Richtung."
    ),
    (Rule.DIRECTION, Weather.PARTLY): (
        "Die durchschnittliche Entwicklung zielte in {year} in die richtige Richtung, {last} ergab sich jedoch eine Entwicklung "
        "in die falsche Richtung oder gar keine Veränderung."
    ),
    (Rule.DIRECTION, Weather.CLOUD): (
        "Die durchschnittliche Entwicklung zielte in {year} in die falsche Richtung, oder es ergab sich keine Veränderung; {last} ergab "
        "sich jedoch eine Entwicklung in die richtige Richtung."
    ),
    (Rule.DIRECTION, Weather.STORM): (
        "Weder die durchschnittliche Entwicklung in {year} noch die Entwicklung {last} zielte in die richtige Richtung."
    ),
}


def pattern(rule: Rule, weather: Weather, year: int, before: int | None, *, limit: bool = False) -> str:
    """The sentence for one judged year; ``before`` is the year of the value before, ``limit`` says that a target for a year was held as
    a yearly limit, because it was met already or due."""
    last = "im vorangegangenen Jahr" if before is None or before == year - 1 else f"gegenüber {before}"
    return _PATTERNS[Rule.YEARLY_LIMIT if limit else rule, weather].format(year=year, last=last)
