"""What a page is given: who looks, at which state of the data, of which concept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.access import Viewer
from domain.concepts import Concept
from ui.links import link
from views.installation import Installation


@dataclass(frozen=True)
class Context:
    """Everything a page may rely on. ``as_of`` None means now; ``pages`` holds Streamlit's pages by slug."""

    viewer: Viewer
    installation: Installation
    as_of: datetime | None = None
    pages: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def concept(self) -> Concept | None:
        return self.installation.concept

    def link(self, slug: str, **selection: str) -> str:
        """Address of a view that keeps the role of this one."""
        return link(slug, self.viewer, **selection)
