"""Proposes a layout for a table no layout claims: what each row and column is, and what speaks for it."""
