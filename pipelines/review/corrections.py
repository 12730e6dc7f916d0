"""Corrections carried out: the next revision, in which exactly the corrected rows differ.

Answers: revision n+1 from the sealed rows of n and the decisions on them, frozen and in review, with the
preparers and the quality control of n, for the program proves that nothing else changed. One ledger entry
makes it and moves n. Refuses, in the ledger first: what `open_case` refuses; anything that is no longer what
was submitted; nothing to correct; a correction that may not stand; a revision that would be the one it
was made from. Open questions do not stop it: they follow the deliverable until they are answered.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from extractors.errors import TemplateError, UsageError
from pipelines.approved import load_approved
from pipelines.deliverables.catalog import kind
from pipelines.deliverables.kind import Mark
from pipelines.drafts import Draft, recorded_draft, write_corrected
from pipelines.matter import Matter
from pipelines.rendition import Rendition
from pipelines.review.case import Case, open_case
from pipelines.review.correcting import corrected_rows
from pipelines.review.desk import desk_of
from pipelines.review.frozen import freeze, standing_submission
from pipelines.review.history import Item, newest
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.states import Action
from pipelines.review.verdicts import Verdict
from pipelines.review_rows import Correction
from pipelines.sealed import unseal


def apply_corrections(matter: Matter, item: Item, actor: str, now: datetime) -> Draft:
    """Make the next revision from the item's corrections and rejections, and put it into review.

    Args:
        actor: roster id of an attorney who neither prepared nor checked the item; correcting makes them no
            preparer, for every changed row says that it was corrected on review.

    Raises:
        GateRefusal: see the module; logged.
        LedgerError: no entry could be made, so there is no revision.
    """
    with open_case(matter, item, actor, Action.CORRECT, now) as case:
        corrections, rows = _corrected(case)
        template = load_approved(case.office.templates, item.deliverable)
        matter = case.matter
    # Files of hundreds of rows take seconds: nobody else should have to wait for the ledger meanwhile.
    started = time.monotonic()
    render, failed = kind(item.deliverable).render, None
    marked: Rendition = {}
    clean: Rendition = {}
    try:
        marked = render(matter, rows, template, Mark.DRAFT)
        clean = render(matter, rows, template, Mark.CLEAN)
    except (UsageError, TemplateError) as error:
        failed = Refusal(Rule.RENDITION, error.problem, error.remedy)
    # Others may have decided meanwhile: this entry comes after theirs.
    now += timedelta(seconds=time.monotonic() - started)
    with open_case(matter, item, actor, Action.CORRECT, now) as case:
        if failed is not None:
            case.refuse(failed)
        submission = standing_submission(case)
        _refuse_overtaken(case)
        if _pending(case) != corrections:
            case.refuse(
                Refusal(
                    Rule.STALE,
                    f"Somebody decided on rows of {item} while its corrections were carried out.",
                    "Look at the corrections and carry them out again.",
                )
            )
        draft = write_corrected(
            case.matter, recorded_draft(case.matter, case.history), case.history, rows, marked, case.tx
        )
        _, recorded = freeze(
            case, draft, clean, submission.submitter, submission.tier, submission.preflight_sha256
        )
        case.record_corrected(draft.item, **(draft.recorded | recorded), corrections=len(corrections))
        return draft


def _corrected(case: Case) -> tuple[tuple[Correction, ...], bytes]:
    """What is to be corrected, and the rows in which it is."""
    item, submission = case.item, standing_submission(case)
    corrections = _pending(case)
    _refuse_overtaken(case)
    if not corrections:
        case.refuse(
            Refusal(
                Rule.NOTHING_TO_CORRECT,
                f"No row of {item} is corrected or rejected.",
                "Correct or reject a row first; approve if all is right.",
            )
        )
    try:
        rows = corrected_rows(case, corrections)
    except UsageError as error:
        case.refuse(Refusal(Rule.NOT_CORRECTABLE, error.problem, error.remedy))
    if rows == unseal(case.matter.sealed, submission.rows_sha256):
        case.refuse(Refusal(Rule.NOTHING_CHANGED, f"The corrections leave {item} as it is.", "Undo them."))
    return corrections, rows


def _refuse_overtaken(case: Case) -> None:
    latest = newest(case.items, case.item.deliverable)
    if latest and latest.item != case.item:
        case.refuse(
            Refusal(Rule.SUPERSEDED, f"{case.item} is not the latest.", f"Review {latest.item} instead.")
        )


def _pending(case: Case) -> tuple[Correction, ...]:
    return tuple(
        Correction(d.row_id, d.values, withdrawn=d.verdict is Verdict.REJECT)
        for d in desk_of(case).corrections
    )
