"""Corrections carried out: the next revision, in which exactly the corrected rows differ.

Answers: revision n+1 from the sealed rows of n and the decisions on them, frozen and in review, with the
preparers and the quality control of n, for the program proves that nothing else changed. One ledger entry
makes it and moves n. Refuses, in the ledger first: what `open_case` refuses; anything that is no longer what
was submitted; nothing to correct; a correction that may not stand; a revision that would be the one it
was made from. Open questions do not stop it: they follow the deliverable until they are answered.
"""

from __future__ import annotations

from datetime import datetime

from extractors.errors import UsageError
from pipelines.approved import load_approved
from pipelines.deliverables.catalog import kind
from pipelines.deliverables.kind import Mark
from pipelines.drafts import Draft, recorded_draft, write_corrected
from pipelines.matter import Matter
from pipelines.review.case import open_case
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
        submission = standing_submission(case)
        desk = desk_of(case)
        corrections = tuple(
            Correction(d.row_id, d.values, withdrawn=d.verdict is Verdict.REJECT) for d in desk.corrections
        )
        latest = newest(case.items, item.deliverable)
        if not corrections:
            case.refuse(
                Refusal(
                    Rule.NOTHING_TO_CORRECT,
                    f"No row of {item} is corrected or rejected.",
                    "Correct or reject a row first; approve if all is right.",
                )
            )
        if latest is None or latest.item != item:
            case.refuse(Refusal(Rule.SUPERSEDED, f"{item} is not the latest.", "Review the latest revision."))
        try:
            rows = corrected_rows(case, corrections)
        except UsageError as error:
            case.refuse(Refusal(Rule.NOT_CORRECTABLE, error.problem, error.remedy))
        if rows == unseal(case.matter.sealed, submission.rows_sha256):
            case.refuse(
                Refusal(Rule.NOTHING_CHANGED, f"The corrections leave {item} as it is.", "Undo them.")
            )
        template = load_approved(case.office.templates, item.deliverable)
        render = kind(item.deliverable).render
        draft = write_corrected(
            case.matter,
            recorded_draft(case.matter, case.history),
            latest,
            rows,
            render(case.matter, rows, template, Mark.DRAFT),
            case.tx,
        )
        clean = render(case.matter, rows, template, Mark.CLEAN)
        _, recorded = freeze(
            case, draft, clean, submission.submitter, submission.tier, submission.preflight_sha256
        )
        case.record_corrected(draft.item, **(draft.recorded | recorded), corrections=len(corrections))
        return draft
