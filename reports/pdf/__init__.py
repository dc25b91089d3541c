"""Documents as PDF: tagged after PDF/UA-1, archivable after PDF/A-2a, the same bytes for the same document."""

from reports.pdf.writer import write_pdf

__all__ = ["write_pdf"]
