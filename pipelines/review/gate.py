"""The gate: submit, approve, request changes, void. Release is the next room (pipelines/review/release.py).

Answers: each move a person may ask for, as one function that makes it or refuses it. Refuses, always in
the ledger first: what `open_case` refuses; a rendition that is not of the draft's rows; an approver who
prepared the item, has no key, or another key than the roster's; anything that is no longer, byte for
byte, what was submitted, which also voids the item.

There is no other way in: the state of an item is what the ledger replays to, an approval counts only
while its signature verifies over the item's own digests, and no argument, setting or variable skips any
of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.errors import IntegrityError, UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.drafts import CERTIFICATE, MANIFEST, Draft, FileRecord, check_file_names, recorded_draft
from pipelines.ledger_chain import utc_text
from pipelines.matter import Matter
from pipelines.matter_file import caption_digest
from pipelines.office import refuse_key_in_matter
from pipelines.rendition import Rendition, content_size, holds
from pipelines.review import signing
from pipelines.review.approval import Approval, new_approval, statement_bytes
from pipelines.review.case import Case, open_case, record_void
from pipelines.review.certificate import certificate_html, release_manifest
from pipelines.review.history import EVENTS, Item, newest
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import Role
from pipelines.review.states import Action
from pipelines.review.submission import (
    AGAIN,
    Submission,
    change_since,
    draft_change,
    input_change,
    load_submission,
    template_change,
)
from pipelines.sealed import check_sealed, seal, seal_content


@dataclass(frozen=True, slots=True)
class Approved:
    """A recorded approval: what was signed, and the digest of its envelope in the sealed store."""

    approval: Approval
    envelope_sha256: str


def submit(
    matter: Matter,
    draft: Draft,
    actor: str,
    render_clean: Callable[[], Rendition],
    now: datetime,
) -> Submission:
    """Freeze the latest draft for review: render it clean, seal the files, bind everything by digest.

    Args:
        draft: the deliverable's latest revision.
        actor: roster id of a preparer or QC person; whoever submits cannot approve.
        render_clean: the draft's rows as the files to be released, under the same names as the draft's.
            One of them must print the rows' digest in plain bytes, which ties the two renditions together.
        now: the time, with its zone.

    Raises:
        GateRefusal: see the module; logged.
        LedgerError: no entry could be made, so nothing was submitted.
    """
    with open_case(matter, draft.item, actor, Action.SUBMIT, now) as case:
        draft = _ready_draft(case, draft.item)
        files = render_clean()
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
            submitter=actor,
            time=utc_text(now),
            files=tuple(
                FileRecord(n, seal_content(store, files[n]), content_size(files[n])) for n in sorted(files)
            ),
        )
        case.record(
            submission=seal(store, submission.as_bytes()),
            rows=submission.rows_sha256,
            template=submission.template.sha256,
            policy=submission.policy_sha256,
        )
        return submission


def approve(
    matter: Matter, item: Item, actor: str, key_path: Path, passphrase: str, now: datetime
) -> Approved:
    """Sign for the exact files of a submission, with the attorney's own key.

    Args:
        actor: roster id of an attorney who neither drafted nor submitted the item (or whom the policy names
            as the office's solo attorney).
        key_path: the attorney's private key file, outside the matters.
        passphrase: opens it; used once, kept nowhere.

    Raises:
        GateRefusal: see the module; logged, and the item is void if anything it is bound to has changed.
        LedgerError: no entry could be made, so nothing is approved.
    """
    with open_case(matter, item, actor, Action.APPROVE, now) as case:
        submission = _standing_submission(case)
        _refuse_own_work(case, submission)
        try:
            refuse_key_in_matter(case.office, key_path)
        except UsageError as error:
            case.refuse(Refusal(Rule.KEY_IN_MATTER, error.problem, error.remedy))
        if not case.person.public_key:
            case.refuse(
                Refusal(Rule.NO_KEY, f"{actor!r} has no key on the roster.", "Run `pincite roster add-key`.")
            )
        try:
            key = signing.load_key(key_path, passphrase)
        except signing.KeyFileError as error:
            case.refuse(Refusal(Rule.KEY_UNUSABLE, error.problem, error.remedy))
        if signing.public_half(key) != case.person.public_key:
            case.refuse(
                Refusal(
                    Rule.WRONG_KEY, f"The key is not the one of {actor!r} on the roster.", "Use your own key."
                )
            )
        store = case.matter.sealed
        submitted = case.history.recorded(EVENTS[Action.SUBMIT], "submission")
        manifest = release_manifest(submission, submitted)
        subjects = (*((f.name, f.sha256) for f in submission.files), (MANIFEST, seal(store, manifest)))
        moment = (utc_text(now), case.tx.head)
        unsealed = new_approval(submission, submitted, case.person, subjects, *moment)
        certificate = certificate_html(unsealed, submission.files)
        subjects = (*subjects, (CERTIFICATE, seal(store, certificate)))
        approval = new_approval(submission, submitted, case.person, subjects, *moment)
        envelope = seal(store, signing.sign(statement_bytes(approval), key))
        case.record(approval=envelope, submission=submitted, key=signing.key_id(case.person.public_key))
        return Approved(approval, envelope)


def request_changes(matter: Matter, item: Item, actor: str, reason: str, now: datetime) -> str:
    """Send a submission back; the next draft is a new revision.

    Args:
        reason: what to change. It may hold what the records say, so it is sealed in the matter and the ledger
            records its digest only.

    Returns:
        the digest of the sealed decision, which holds the reason.

    Raises:
        GateRefusal: not in review, or not this person's to do (logged).
        UsageError: no reason was given.
    """
    if not reason.strip():
        raise UsageError("Changes are requested without saying which.", "Say what to change.")
    with open_case(matter, item, actor, Action.REQUEST_CHANGES, now) as case:
        decision = _sealed_reason(case, reason)
        case.record(decision=decision)
        return decision


def void(matter: Matter, item: Item, actor: str, reason: str, now: datetime) -> str:
    """Withdraw a draft, a submission or an approval that was not released; arguments as `request_changes`."""
    if not reason.strip():
        raise UsageError("An item is voided without saying why.", "Say why.")
    with open_case(matter, item, actor, Action.VOID, now) as case:
        decision = _sealed_reason(case, reason)
        record_void(case.tx, item, Rule.BY_PERSON, actor, now, decision=decision)
        return decision


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
                "Render them from the draft's own rows.",
            )
        )


def _standing_submission(case: Case) -> Submission:
    try:
        submission = load_submission(case.matter, case.history)
    except IntegrityError as error:
        case.void(Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN))
    change = change_since(case.office.templates, case.policy, case.matter, case.history, submission)
    if change is not None:
        case.void(change)
    return submission


def _refuse_own_work(case: Case, submission: Submission) -> None:
    own = case.person.id in (*submission.preparers, submission.submitter)
    if own and case.policy.solo_attorney != case.person.id:
        case.refuse(
            Refusal(
                Rule.OWN_WORK,
                f"{case.person.id!r} prepared or submitted {case.item} and cannot approve it.",
                "Have another attorney review it.",
            )
        )


def _sealed_reason(case: Case, reason: str) -> str:
    # The random member keeps a short reason from being guessed from its digest in the ledger.
    decision = {
        "schema": "pincite-decision/1",
        "matter": case.matter.slug,
        "deliverable": case.item.deliverable,
        "revision": case.item.revision,
        "action": case.action.value,
        "actor": case.person.id,
        "time": utc_text(case.now),
        "reason": reason,
        "blind": secrets.token_hex(16),
    }
    return seal(case.matter.sealed, canonical_bytes(decision))
