"""Berichtsreife: what has to be put right before a report, each point a count with its list."""
