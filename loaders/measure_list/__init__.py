"""Lists of measures that a city keeps in its own columns: proposing how to read them, remembering it, reading them."""

from loaders.measure_list.known import is_list, read_known_list, with_period
from loaders.measure_list.proposing import looks_like_list, propose_list

__all__ = ["is_list", "looks_like_list", "propose_list", "read_known_list", "with_period"]
