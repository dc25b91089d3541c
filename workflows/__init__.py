"""The verbs: what can be done with an installation, one function each. Permissions are enforced here."""

from store import Home
from store.drafts import Draft
from workflows.clock import utc_now
from workflows.definitions import catalogue_sheet
from workflows.drafting import discard_draft, draft_file, drafts, open_draft, save_draft, start_draft
from workflows.exports import ChartFormat, Place, change_list, chart_file, checked_values, delivered, excerpt, marked_copy, status_sheet
from workflows.imports import Accepted, Checked, accept, check
from workflows.input_sheets import input_sheet, topic_sheet
from workflows.installation import concept_file, init, open_installation
from workflows.learning import (
    choices_as_text,
    choices_of,
    compare_heads,
    layout_titles,
    own_layouts,
    propose,
    propose_table,
    read_with,
    revoke_layout,
    save_layout,
    save_table,
    symbol_profiles,
)
from workflows.log import deliveries, undo
from workflows.overrides import override_log, set_verdict, withdraw_verdict
from workflows.readers import Reader, warm_reader
from workflows.steering import record_steering, withdraw_steering

__all__ = [
    "Accepted",
    "ChartFormat",
    "Checked",
    "Draft",
    "Home",
    "Place",
    "Reader",
    "accept",
    "catalogue_sheet",
    "change_list",
    "chart_file",
    "check",
    "checked_values",
    "choices_as_text",
    "choices_of",
    "compare_heads",
    "concept_file",
    "delivered",
    "deliveries",
    "discard_draft",
    "draft_file",
    "drafts",
    "excerpt",
    "init",
    "input_sheet",
    "layout_titles",
    "marked_copy",
    "open_draft",
    "open_installation",
    "override_log",
    "own_layouts",
    "propose",
    "propose_table",
    "read_with",
    "record_steering",
    "revoke_layout",
    "save_draft",
    "save_layout",
    "save_table",
    "set_verdict",
    "start_draft",
    "status_sheet",
    "symbol_profiles",
    "topic_sheet",
    "undo",
    "utc_now",
    "warm_reader",
    "withdraw_steering",
    "withdraw_verdict",
]
