"""Verdicts by the weather symbols: over columns of any number of series, for one series, and in words."""

from indicators.verdicts.assess import assess
from indicators.verdicts.case import assess_case, series_verdicts
from indicators.verdicts.sentence import verdict

__all__ = ["assess", "assess_case", "series_verdicts", "verdict"]
