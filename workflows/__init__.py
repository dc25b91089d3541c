"""The verbs: what can be done with an installation, one function each. Permissions are enforced here."""

from store import Home
from store.drafts import Draft
from workflows.clock import utc_now
from workflows.drafting import discard_draft, draft_file, drafts, open_draft, save_draft, start_draft
from workflows.exports import Place, change_list, checked_values, delivered, excerpt, marked_copy, status_sheet
from workflows.imports import Accepted, Checked, accept, check
from workflows.installation import concept_file, init, open_installation
from workflows.learning import layout_titles
from workflows.log import deliveries, undo
from workflows.readers import Reader, warm_reader

__all__ = [
    "Accepted",
    "Checked",
    "Draft",
    "Home",
    "Place",
    "Reader",
    "accept",
    "change_list",
    "check",
    "checked_values",
    "concept_file",
    "delivered",
    "deliveries",
    "discard_draft",
    "draft_file",
    "drafts",
    "excerpt",
    "init",
    "layout_titles",
    "marked_copy",
    "open_draft",
    "open_installation",
    "save_draft",
    "start_draft",
    "status_sheet",
    "undo",
    "utc_now",
    "warm_reader",
]
