"""The gate: every move and report that a person may ask for. Release is the next room (release.py).

Answers: submit a draft; and, in rooms of their own, quality control (`quality_control`), the approval
(`approving`), the moves that end a revision's way (`ending`), errors found after release (`reported_errors`).
Refuses, in the ledger first: what `open_case` refuses; a draft that is not the latest, not as it was written,
or made from what no longer stands; a stop-work trigger that nobody answered; clean files that are not of the
draft's rows. Nobody brings such files: the gate renders them itself, from the rows that the ledger records.

There is no other way in: the state of an item is what the ledger replays to, an approval counts only
while its signature verifies over the item's own digests, and no argument, setting or variable skips any
of it.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from extractors.errors import TemplateError
from pipelines.approved import load_approved
from pipelines.confidentiality.access import roles_in
from pipelines.drafting import clean_rendition
from pipelines.drafts import Draft, recorded_draft
from pipelines.durable import plain_failure
from pipelines.matter import Matter
from pipelines.matter_file import caption_digest
from pipelines.review.approving import Approved, approve
from pipelines.review.case import Case, open_case
from pipelines.review.ending import reject, request_changes, revoke, void
from pipelines.review.frozen import freeze
from pipelines.review.history import Item, newest
from pipelines.review.preflight import Preflight, preflight
from pipelines.review.quality_control import pass_qc, return_draft
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.reported_errors import report_error
from pipelines.review.roster import Role
from pipelines.review.states import Action
from pipelines.review.submission import Submission, draft_change, input_change, template_change
from pipelines.review.tier import standing_tier
from pipelines.review.tier_setting import set_tier
from pipelines.sealed import seal
from pipelines.task import Task, Tier

__all__ = [
    "Approved",
    "approve",
    "pass_qc",
    "reject",
    "report_error",
    "request_changes",
    "return_draft",
    "revoke",
    "set_tier",
    "submit",
    "void",
]


def submit(matter: Matter, draft: Draft, actor: str, now: datetime) -> Submission:
    """Freeze the latest draft for review: render it clean, seal the files, bind everything by digest.

    Args:
        draft: the deliverable's latest revision. Only which one it is counts: what its rows are, and so what
            the clean files say, is read from the ledger.
        actor: roster id of a preparer; whoever submits cannot approve.
        now: the time, with its zone.

    Raises:
        GateRefusal: see the module; logged.
        IntegrityError: the sealed rows, or files kept by their bytes, are not what was recorded.
        LedgerError: no entry could be made, so nothing was submitted.
        TemplateError: the approved template was replaced meanwhile.
        UsageError: the deliverable refuses to render these rows now, or they are of another form.
    """
    with open_case(matter, draft.item, actor, Action.SUBMIT, now) as case:
        draft, _, _ = _ready(case)
        matter = case.matter
    # Files of hundreds of rows take seconds: nobody else should have to wait for the ledger meanwhile.
    started = time.monotonic()
    with plain_failure(f"Rendering {draft.item}"):
        files = clean_rendition(matter, draft)
    # Others may have done something meanwhile: this entry comes after theirs, and everything is asked again.
    now += timedelta(seconds=time.monotonic() - started)
    with open_case(matter, draft.item, actor, Action.SUBMIT, now) as case:
        draft, tier, found = _ready(case)
        submission, recorded = freeze(case, draft, files, actor, tier, seal(case.matter.sealed, found.report))
        case.record(**recorded, triggers=found.met)
        return submission


def _ready(case: Case) -> tuple[Draft, Tier, Preflight]:
    """What is to be submitted, the tier of its review, and its preflight, if nothing stands against it."""
    draft = _ready_draft(case, case.item)
    task = _task_in_force(case)
    tier = standing_tier(case.office.templates, case.tx.entries, case.history)
    return draft, tier, preflight(case, task)


def _ready_draft(case: Case, item: Item) -> Draft:
    """The draft as the ledger has it, if it is the latest and made from what still stands."""
    latest = newest(case.items, item.deliverable)
    if latest and latest.item != item:
        case.refuse(
            Refusal(
                Rule.SUPERSEDED,
                f"{item} is not the latest: revision {latest.item.revision} is.",
                "Submit the latest revision.",
            )
        )
    for preparer in case.history.preparers:
        person = case.roster.person(preparer)
        if person is None or not person.has(Role.PREPARER):
            case.refuse(
                Refusal(
                    Rule.UNKNOWN_PERSON,
                    f"{item} was drafted by {preparer!r}, who is no preparer on the roster.",
                    "Add them to the roster as preparer: who prepared an item must be known.",
                )
            )
        if Role.PREPARER not in roles_in(case.matter, person):
            case.refuse(
                Refusal(
                    Rule.NO_ACCESS,
                    f"{item} was drafted by {preparer!r}, who may not prepare anything in this matter.",
                    "Have them named (`pincite matter grant`), or void it and have another draft it.",
                )
            )
    change = draft_change(case.matter, case.history)
    if change is not None:
        case.refuse(change)
    draft = recorded_draft(case.matter, case.history)
    change = template_change(case.office.templates, draft.template) or input_change(case.matter, draft.inputs)
    if change is None and caption_digest(case.matter) != draft.caption_sha256:
        change = Refusal(Rule.CAPTION_CHANGED, "matter.toml was changed after the draft.", "Draft again.")
    if change is not None:
        case.refuse(change)
    return draft


def _task_in_force(case: Case) -> Task:
    """The task definition of the office's approved template, if its review is not overdue."""
    try:
        return load_approved(case.office.templates, case.item.deliverable).in_force(case.now).task
    except TemplateError as error:
        case.refuse(Refusal(Rule.TEMPLATE_CHANGED, error.problem, error.remedy))
