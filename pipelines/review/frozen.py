"""What is frozen for review: made once, and proven again at every later step.

Answers: freeze a draft's clean files as a submission; the submission of a case, if everything that it is
bound to still stands. Refuses, in the ledger first: a rendition that is not of the draft's own rows; and
anything that is no longer, byte for byte, what was submitted, which also voids the item.
"""

from __future__ import annotations

from extractors.errors import IntegrityError, UsageError
from pipelines.drafts import Draft, FileRecord, check_file_names
from pipelines.ledger_chain import utc_text
from pipelines.rendition import Rendition, content_size, holds
from pipelines.review.case import Case
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.submission import AGAIN, Submission, change_since, load_submission
from pipelines.sealed import check_sealed, seal, seal_content
from pipelines.task import Tier


def freeze(
    case: Case, draft: Draft, files: Rendition, submitter: str, tier: Tier, preflight_sha256: str
) -> tuple[Submission, dict[str, str]]:
    """Seal the clean files of a draft and bind everything that a review depends on.

    Args:
        draft: the case's own, or the next revision that corrections make of it.
        files: its rows as the files to be released.

    Returns:
        the submission, and what the ledger records of it.

    Raises:
        GateRefusal: the files are not those of the draft's rows (logged).
    """
    _refuse_rendition(case, draft, files)
    store = case.matter.sealed
    submission = Submission(
        matter=case.matter.slug,
        item=draft.item,
        draft_manifest_sha256=draft.manifest_sha256,
        rows_sha256=draft.rows_sha256,
        template=draft.template,
        program=draft.program,
        inputs=draft.inputs,
        caption_sha256=draft.caption_sha256,
        policy_sha256=case.policy.sha256,
        preparers=case.history.preparers,
        submitter=submitter,
        time=utc_text(case.now),
        files=tuple(
            FileRecord(n, seal_content(store, files[n]), content_size(files[n])) for n in sorted(files)
        ),
        tier=tier,
        preflight_sha256=preflight_sha256,
    )
    return submission, {
        "submission": seal(store, submission.as_bytes()),
        "rows": submission.rows_sha256,
        "template": submission.template.sha256,
        "policy": submission.policy_sha256,
        "tier": submission.tier.value,
        "preflight": submission.preflight_sha256,
    }


def standing_submission(case: Case) -> Submission:
    """The case's submission, with everything that it is bound to unchanged.

    Raises:
        GateRefusal: something changed; the item is void (logged).
    """
    try:
        submission = load_submission(case.matter, case.history)
    except IntegrityError as error:
        case.void(Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN))
    change = change_since(case.office.templates, case.policy, case.matter, case.history, submission)
    if change is not None:
        case.void(change)
    return submission


def _refuse_rendition(case: Case, draft: Draft, files: Rendition) -> None:
    try:
        check_file_names(files)
        check_sealed(case.matter.sealed, draft.rows_sha256)
    except (UsageError, IntegrityError) as error:
        case.refuse(Refusal(Rule.RENDITION, error.problem, error.remedy))
    same_names = set(files) == {f.name for f in draft.files}
    if not same_names or not any(holds(data, draft.rows_sha256.encode()) for data in files.values()):
        case.refuse(
            Refusal(
                Rule.RENDITION,
                "The clean files are not the draft's: their names or their rows' digest differ.",
                AGAIN,
            )
        )
