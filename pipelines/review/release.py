"""Release: the only writer of ``released/``.

Answers: the approved bytes in ``released/<deliverable>/<revision>/``, with what proves them:
``manifest.json``, ``certificate.html`` and ``certificate.pdf`` (all signed), ``approval.dsse.json`` and
``audit-extract.jsonl``. Nothing is inserted in the deliverables: they are copied by digest, hashed while
copied and again from the disk. Earlier revisions that were released are superseded by that. Refuses:
everything that `open_case` refuses, an approval that does not hold now, any bound byte that changed (which
also voids the item), sources that were called back meanwhile, rows that another release since has overtaken,
and a place that is already taken.

    stage beside released/ ─▶ prove ─▶ ledger entries ─▶ extract ─▶ verify as a stranger would ─▶ one rename

The ledger entry comes before the rename, so no file is ever released without it. A crash between the two
leaves an item that is recorded as released and is not there yet; calling `release` again finishes it. A
crash anywhere else leaves nothing under ``released/``.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.errors import IntegrityError, UsageError
from pipelines.deliverables.catalog import kind
from pipelines.deliverables.kind import BasisChangedError
from pipelines.drafts import APPROVAL, EXTRACT
from pipelines.durable import copy_new, file_digest, sync_folder, write_new
from pipelines.matter import Matter
from pipelines.review.approval import Approval
from pipelines.review.case import Case, open_case
from pipelines.review.extract import extract
from pipelines.review.history import EVENTS, Item
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.standing_approval import standing_approval
from pipelines.review.standing_sources import refuse_called_back
from pipelines.review.states import Action, State, why_not
from pipelines.review.submission import AGAIN, change_since, load_submission
from pipelines.review.verify import verify_against
from pipelines.sealed import sealed_path, unseal
from pipelines.version import PROGRAM


@dataclass(frozen=True, slots=True)
class Release:
    """A release on the disk, verified there."""

    folder: Path
    approval: Approval


def release(matter: Matter, item: Item, actor: str, now: datetime, *, unattended: bool = False) -> Release:
    """Release an approved item, or finish a release that a crash cut short.

    Args:
        actor: roster id of a releaser.
        unattended: no person asks for it now, a schedule or another program does: refused, whoever is named.

    Raises:
        GateRefusal: see the module; logged, and the item is void if anything it is bound to has changed.
        IntegrityError: what was written is not found again on the disk.
        LedgerError: no entry could be made, so nothing is released.
    """
    with open_case(matter, item, actor, Action.RELEASE, now, again=True) as case:
        _refuse_unattended(case, unattended)
        target = case.matter.released / item.deliverable / str(item.revision)
        _refuse_taken(case, target)
        approval, sealed = _standing(case)
        if case.history.state is State.APPROVED:
            _refuse_overtaken(case, approval)
        stage = case.matter.folder / f".releasing-{item.deliverable}-{item.revision}"
        try:
            _stage(case, stage, approval, sealed)
            if case.history.state is State.APPROVED:
                case.record(approval=case.history.recorded(EVENTS[Action.APPROVE], "approval"))
            else:
                case.note("release.resumed")
            case.supersede()
            write_new(stage / EXTRACT, extract(case.tx.entries, item))
            sync_folder(stage)
            verdict = verify_against(stage, case.roster)
            if not verdict.verified:
                raise IntegrityError(
                    f"{item} does not verify as written to the disk ({verdict.name}).",
                    "Check disk and roster, then release again.",
                )
            for folder in (case.matter.released, target.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
                sync_folder(folder.parent)
            os.rename(stage, target)
            sync_folder(target.parent)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        return Release(target, approval)


def _refuse_unattended(case: Case, unattended: bool) -> None:
    if unattended:
        case.refuse(
            Refusal(
                Rule.UNATTENDED,
                f"{case.item} is asked for by a schedule or a program, and only a person releases.",
                "Have a releaser run `pincite release`, or release it on the review page.",
            )
        )


def _refuse_taken(case: Case, target: Path) -> None:
    linked = next((p for p in (case.matter.released, target.parent) if p.is_symlink()), None)
    if linked is not None:
        case.refuse(
            Refusal(
                Rule.OUTPUT_PRESENT,
                f"A link stands in the place of the folder {linked.name}.",
                "Find out who put it there, and take it away.",
            )
        )
    if not os.path.lexists(target):
        return
    if case.history.state is State.RELEASED:
        problem, remedy = why_not(State.RELEASED, Action.RELEASE)
        case.refuse(Refusal(Rule.ILLEGAL_MOVE, f"{case.item} {problem}.", remedy))
    case.refuse(
        Refusal(
            Rule.OUTPUT_PRESENT,
            f"There is something in the place of {case.item}, and the ledger knows no release of it.",
            "Find out who put it there, and take it away.",
        )
    )


def _standing(case: Case) -> tuple[Approval, bytes]:
    """The approval, if it and everything it is bound to stand now; voids the item otherwise.

    A release that is recorded but not delivered is only completed: it was decided when it was recorded. What
    must hold then is the signature, and the bytes, which staging proves.
    """
    resumed = case.history.state is State.RELEASED
    end = case.refuse if resumed else case.void
    try:
        submission = load_submission(case.matter, case.history)
    except IntegrityError as error:
        end(Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN))
    at = datetime.fromisoformat(case.history.last.time) if resumed else case.now
    if not resumed:
        change = change_since(case.office.templates, case.policy, case.matter, case.history, submission)
        if change is not None:
            end(change)
    stands = standing_approval(case, submission, at)
    if isinstance(stands, Refusal):
        end(stands)
    if not resumed:
        refuse_called_back(case, submission)
    return stands


def _refuse_overtaken(case: Case, approval: Approval) -> None:
    """Two revisions may be open at once: what the one gave out when it was released, the other may not
    contradict. The item stays approved, for a person to void. It is void where its plan or court's profile
    changed."""
    try:
        kind(case.item.deliverable).follows(case.matter, unseal(case.matter.sealed, approval.rows_sha256))
    except BasisChangedError as error:
        case.void(Refusal(Rule.INPUT_CHANGED, error.problem, AGAIN))
    except UsageError as error:
        case.refuse(Refusal(Rule.SUPERSEDED, error.problem, error.remedy))
    except ValueError:
        case.refuse(
            Refusal(Rule.RENDITION, f"This version ({PROGRAM}) cannot read the rows of {case.item}.", AGAIN)
        )


def _stage(case: Case, stage: Path, approval: Approval, sealed: bytes) -> None:
    """Copy every approved file by its digest, then prove the copies from the disk."""
    if stage.exists():
        shutil.rmtree(stage)  # what a crash left; the lock is ours
    stage.mkdir(mode=0o700)
    try:
        for name, sha256 in approval.subjects:
            (stage / name).parent.mkdir(mode=0o700, exist_ok=True)  # a file of an inner folder
            copy_new(sealed_path(case.matter.sealed, sha256), stage / name, sha256)
        for inner in sorted({(stage / name).parent for name, _ in approval.subjects} - {stage}):
            sync_folder(inner)
        write_new(stage / APPROVAL, sealed)
        sync_folder(stage)
        for name, sha256 in approval.subjects:
            if file_digest(stage / name) != sha256:
                raise IntegrityError(f"{name} is not found again as written.", "Check the disk.")
    except IntegrityError as error:
        end = case.refuse if case.history.state is State.RELEASED else case.void
        end(Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN))
