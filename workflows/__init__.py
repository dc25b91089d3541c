"""The verbs: what can be done with an installation, one function each. Permissions are enforced here."""

from store import Home
from store.drafts import Draft
from workflows.clock import utc_now
from workflows.concepts import concept_sheet, concept_text
from workflows.decisions import finish_decision, move_decision, record_decision, reopen_decision, withdraw_decision
from workflows.definitions import catalogue_sheet
from workflows.drafting import discard_draft, draft_file, drafts, open_draft, save_draft, start_draft
from workflows.entry import check_entry, report_entry
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
from workflows.mail import Mailed
from workflows.measure_lists import for_period, is_list, list_choices_as_text, list_choices_of, propose_list, propose_list_of, save_list
from workflows.meetings import cancel_meeting, freeze_meeting, hold_meeting, move_meeting, own_item, plan_meeting, save_agenda
from workflows.minutes import minutes_document, minutes_word
from workflows.overrides import override_log, set_verdict, withdraw_verdict
from workflows.readers import Reader, warm_reader
from workflows.report_orders import order_report
from workflows.report_texts import TextWish, write_text, write_texts
from workflows.reports import Produced, check_issued, issued_file, own_template
from workflows.reports import issue as issue_report
from workflows.reports import issued as issued_report
from workflows.reports import produce as produce_report
from workflows.returned_texts import CheckedTexts, accept_texts, check_texts, texts_sheet, texts_word
from workflows.round_mail import mail_return, mail_sheets, mailed_text, remind
from workflows.round_sheets import all_sheets, office_sheet, sheet_name
from workflows.rounds import current_round, note_received, open_round, return_sheet, round_for
from workflows.steering import record_steering, withdraw_steering

__all__ = [
    "Accepted",
    "ChartFormat",
    "Checked",
    "CheckedTexts",
    "Draft",
    "Home",
    "Mailed",
    "Place",
    "Produced",
    "Reader",
    "TextWish",
    "accept",
    "accept_texts",
    "all_sheets",
    "cancel_meeting",
    "catalogue_sheet",
    "change_list",
    "chart_file",
    "check",
    "check_entry",
    "check_issued",
    "check_texts",
    "checked_values",
    "choices_as_text",
    "choices_of",
    "compare_heads",
    "concept_file",
    "concept_sheet",
    "concept_text",
    "current_round",
    "delivered",
    "deliveries",
    "discard_draft",
    "draft_file",
    "drafts",
    "excerpt",
    "finish_decision",
    "for_period",
    "freeze_meeting",
    "hold_meeting",
    "init",
    "input_sheet",
    "is_list",
    "issue_report",
    "issued_file",
    "issued_report",
    "layout_titles",
    "list_choices_as_text",
    "list_choices_of",
    "mail_return",
    "mail_sheets",
    "mailed_text",
    "marked_copy",
    "minutes_document",
    "minutes_word",
    "move_decision",
    "move_meeting",
    "note_received",
    "office_sheet",
    "open_draft",
    "open_installation",
    "open_round",
    "order_report",
    "override_log",
    "own_item",
    "own_layouts",
    "own_template",
    "plan_meeting",
    "produce_report",
    "propose",
    "propose_list",
    "propose_list_of",
    "propose_table",
    "read_with",
    "record_decision",
    "record_steering",
    "remind",
    "reopen_decision",
    "report_entry",
    "return_sheet",
    "revoke_layout",
    "round_for",
    "save_agenda",
    "save_draft",
    "save_layout",
    "save_list",
    "save_table",
    "set_verdict",
    "sheet_name",
    "start_draft",
    "status_sheet",
    "symbol_profiles",
    "texts_sheet",
    "texts_word",
    "topic_sheet",
    "undo",
    "utc_now",
    "warm_reader",
    "withdraw_decision",
    "withdraw_steering",
    "withdraw_verdict",
    "write_text",
    "write_texts",
]
