"""Sitzungsansicht as a page of HTML: one slide at a time, driven by keys, read by screen readers, printed one slide a page."""

from reports.pages_html import TEMPLATES, content_hash, own_file, written
from views.briefing_lines import Briefing, compact

FILES = TEMPLATES / "wand"
"""Style and script of the page, for a server to hand out."""
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Content security policy of the page as a server sends it."""


def wall_page(briefing: Briefing, files: str, back: str = "", download: str = "") -> str:
    """The page for a server; ``files`` is the address of :data:`FILES`, ``back`` that of the meeting and ``download`` that of the same as
    one file, empty for none."""
    return written("wand.html", shown=briefing, compact=compact, files=files, back=back, download=download, style="", script="", policy="")


def wall_file(briefing: Briefing) -> bytes:
    """The same as one file that needs neither server nor network."""
    style, script = own_file("wand/wand.css").strip(), own_file("wand/wand.js").strip()
    policy = f"default-src 'none'; style-src {content_hash(style)}; script-src {content_hash(script)}; base-uri 'none'; form-action 'none'"
    page = written(
        "wand.html",
        shown=briefing,
        compact=compact,
        files="",
        back="",
        download="",
        style="\0style",
        script="\0script",
        policy=policy,
    )
    return page.replace("\0style", style).replace("\0script", script).encode()
