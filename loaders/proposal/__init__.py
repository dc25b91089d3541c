"""Proposes a layout for a table no layout claims: what each row and column is, and what speaks for it."""

from loaders.proposal.proposer import propose, read_with

__all__ = ["propose", "read_with"]
