"""Readers of workbooks, one module for each format, each with the functions that cells.Reader names."""
