"""Why the gate refuses: the closed list of rules, as recorded in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """The rule that a refused move broke; the value is what the ledger records."""

    UNKNOWN_ITEM = "unknown_item"
    ILLEGAL_MOVE = "illegal_move"
    CLOCK_BACK = "clock_back"
    SUPERSEDED = "superseded"
    RETURNED = "returned"
    OUTPUT_PRESENT = "output_present"
    UNATTENDED = "unattended"
    RENDITION = "rendition"
    STALE = "stale"
    MATTER_CLOSED = "matter_closed"

    UNKNOWN_PERSON = "unknown_person"
    INACTIVE_PERSON = "inactive_person"
    NO_ACCESS = "no_access"
    WRONG_ROLE = "wrong_role"
    OWN_WORK = "own_work"
    NO_KEY = "no_key"
    KEY_UNUSABLE = "key_unusable"
    KEY_IN_MATTER = "key_in_matter"
    WRONG_KEY = "wrong_key"

    STOP_WORK = "stop_work"
    CHECKLIST = "checklist"
    OPEN_QUESTION = "open_question"
    UNKNOWN_QUESTION = "unknown_question"
    TIER_LOWERED = "tier_lowered"
    PURPOSE = "purpose"

    UNKNOWN_ROW = "unknown_row"
    SOURCE_NOT_SHOWN = "source_not_shown"
    NO_REASON = "no_reason"
    NOT_CORRECTABLE = "not_correctable"
    ROWS_UNDECIDED = "rows_undecided"
    CORRECTIONS_PENDING = "corrections_pending"
    NOT_RECONFIRMED = "not_reconfirmed"
    PAGES_NOT_SEEN = "pages_not_seen"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_CORRECT = "nothing_to_correct"
    NOTHING_CHANGED = "nothing_changed"

    DRAFT_CHANGED = "draft_changed"
    SEALED_CHANGED = "sealed_changed"
    INPUT_CHANGED = "input_changed"
    LISTS_CHANGED = "lists_changed"
    CALLED_BACK = "called_back"
    TEMPLATE_CHANGED = "template_changed"
    CAPTION_CHANGED = "caption_changed"
    POLICY_CHANGED = "policy_changed"
    SIGNER_CHANGED = "signer_changed"
    APPROVAL_INVALID = "approval_invalid"
    APPROVAL_LAPSED = "approval_lapsed"
    BY_PERSON = "by_person"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal: the rule for the ledger, problem and remedy for the person."""

    rule: Rule
    problem: str
    remedy: str
