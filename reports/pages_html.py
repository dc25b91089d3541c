"""HTML pages from templates: every value is escaped, a name that a template does not know is an error."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).with_name("html")


@cache
def environment() -> Environment:
    """The templates below ``reports/html``."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def written(template: str, **values: object) -> str:
    """The page; empty lines of the template are left out."""
    text = environment().get_template(template).render(**values)
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"


def own_file(name: str) -> str:
    """The text of a style sheet or script below ``reports/html``."""
    return (TEMPLATES / name).read_text("utf-8")


def content_hash(text: str) -> str:
    """How a content security policy names an inline style or script: ``'sha256-…'``."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
