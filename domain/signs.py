"""What a cell says when it says more, or less, than a number. Which symbol means what differs by source (symbol profiles)."""

from enum import StrEnum


class Sign(StrEnum):
    """Meaning of a symbol. ``has_value`` tells those beside a number from those instead of one."""

    ZERO = "zero"
    ROUNDED_ZERO = "rounded_zero"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    ESTIMATED = "estimated"
    UNCERTAIN = "uncertain"
    BREAK = "break"
    ABSENT = "absent"
    SECRET = "secret"
    PENDING = "pending"
    UNRELIABLE = "unreliable"
    MEANINGLESS = "meaningless"
    EMPTY = "empty"

    @property
    def has_value(self) -> bool:
        """True where a number stands beside the sign."""
        return self in _WITH_VALUE

    @property
    def label(self) -> str:
        """German explanation for legends and reasons."""
        return _LABELS[self]


_WITH_VALUE = frozenset({Sign.ZERO, Sign.ROUNDED_ZERO, Sign.PROVISIONAL, Sign.REVISED, Sign.ESTIMATED, Sign.UNCERTAIN, Sign.BREAK})
_LABELS = {
    Sign.ZERO: "genau null",
    Sign.ROUNDED_ZERO: "mehr als nichts, gerundet null",
    Sign.PROVISIONAL: "vorläufig",
    Sign.REVISED: "berichtigt",
    Sign.ESTIMATED: "geschätzt",
    Sign.UNCERTAIN: "Aussagewert eingeschränkt",
    Sign.BREAK: "Bruch in der Reihe",
    Sign.ABSENT: "nicht vorhanden",
    Sign.SECRET: "unbekannt oder geheim",
    Sign.PENDING: "fällt später an",
    Sign.UNRELIABLE: "nicht sicher genug, keine Angabe",
    Sign.MEANINGLESS: "Aussage nicht sinnvoll",
    Sign.EMPTY: "leeres Feld",
}
