"""Second opinions on a development by other published methods. The main rule stays the weather symbols; these never change it."""

from indicators.opinions.selection import METHODS, Opinion, second_opinions

__all__ = ["METHODS", "Opinion", "second_opinions"]
