"""Sections of documents: each makes blocks from the view models of :class:`views.report_material.Material`. They choose and order
words, and compute nothing."""
