"""What was submitted for review: the packet that an approval is bound to, and whether it still stands.

Answers: everything a review depends on, by digest (clean files, rows, draft, inputs, template, caption,
policy); what of it is no longer as it was. The packet is sealed by digest and the ledger records that
digest, so neither it nor what it names can change unseen. Refuses: a packet whose bytes are not those
that the ledger recorded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.errors import IntegrityError, TemplateError
from pipelines.approved import load_approved
from pipelines.canonical_json import canonical_bytes
from pipelines.drafts import FileRecord, recorded_draft
from pipelines.durable import file_digest
from pipelines.json_shape import each, exact_keys, text, whole_number
from pipelines.matter import Matter
from pipelines.matter_file import caption_digest
from pipelines.policy import Policy
from pipelines.review.history import EVENTS, History, Item
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.states import Action
from pipelines.rows import TemplateStamp
from pipelines.sealed import check_sealed, unseal
from pipelines.task import Tier

SCHEMA = "pincite-submission/1"
AGAIN = "Draft again and submit the new revision."
_KEYS = (
    *("schema", "matter", "deliverable", "revision", "draft_manifest_sha256", "rows_sha256", "template"),
    *("program", "inputs", "caption_sha256", "policy_sha256", "preparers", "submitter", "time", "files"),
    *("tier", "preflight_sha256"),
)


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission. ``files`` are the clean files in the sealed store; ``inputs`` are (name, SHA-256);
    ``preflight_sha256`` is the digest of the sealed preflight report."""

    matter: str
    item: Item
    draft_manifest_sha256: str
    rows_sha256: str
    template: TemplateStamp
    program: str
    inputs: tuple[tuple[str, str], ...]
    caption_sha256: str
    policy_sha256: str
    preparers: tuple[str, ...]
    submitter: str
    time: str
    files: tuple[FileRecord, ...]
    tier: Tier
    preflight_sha256: str

    def as_bytes(self) -> bytes:
        """The packet as canonical JSON: what is sealed, and whose digest the ledger records."""
        return canonical_bytes(
            {
                "schema": SCHEMA,
                "matter": self.matter,
                "deliverable": self.item.deliverable,
                "revision": self.item.revision,
                "draft_manifest_sha256": self.draft_manifest_sha256,
                "rows_sha256": self.rows_sha256,
                "template": {"version": self.template.version, "sha256": self.template.sha256},
                "program": self.program,
                "inputs": dict(self.inputs),
                "caption_sha256": self.caption_sha256,
                "policy_sha256": self.policy_sha256,
                "preparers": list(self.preparers),
                "submitter": self.submitter,
                "time": self.time,
                "files": files_json(self.files),
                "tier": self.tier.value,
                "preflight_sha256": self.preflight_sha256,
            }
        )


def files_json(files: tuple[FileRecord, ...]) -> dict[str, Any]:
    """``{name: {"sha256", "size"}}``, as in every manifest."""
    return {f.name: {"sha256": f.sha256, "size": f.size} for f in files}


def load_submission(matter: Matter, history: History) -> Submission:
    """The packet that the item's submission recorded.

    Raises:
        IntegrityError: missing or altered.
        LedgerError: the item was never submitted (a programming error).
    """
    packet = unseal(matter.sealed, history.submission)
    try:
        submission = _read(packet)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise IntegrityError(f"The submission of {history.item} is no submission.", AGAIN) from None
    if submission.item != history.item or submission.matter != matter.slug:
        raise IntegrityError(f"The submission of {history.item} belongs to another item.", AGAIN)
    return submission


def _read(packet: bytes) -> Submission:
    d = exact_keys(json.loads(packet), "submission", _KEYS)
    if d["schema"] != SCHEMA:
        raise ValueError(f"submission.schema: this version reads {SCHEMA}")
    item = Item(text(d["deliverable"], "deliverable"), whole_number(d["revision"], "revision"))
    return Submission(
        matter=text(d["matter"], "matter"),
        item=item,
        draft_manifest_sha256=text(d["draft_manifest_sha256"], "draft_manifest_sha256"),
        rows_sha256=text(d["rows_sha256"], "rows_sha256"),
        template=TemplateStamp(item.deliverable, d["template"]["version"], d["template"]["sha256"]),
        program=text(d["program"], "program"),
        inputs=tuple(_texts(d["inputs"], "inputs").items()),
        caption_sha256=text(d["caption_sha256"], "caption_sha256"),
        policy_sha256=text(d["policy_sha256"], "policy_sha256"),
        preparers=each(d["preparers"], "preparers", text),
        submitter=text(d["submitter"], "submitter"),
        time=text(d["time"], "time"),
        files=tuple(FileRecord(n, f["sha256"], f["size"]) for n, f in d["files"].items()),
        tier=Tier(text(d["tier"], "tier")),
        preflight_sha256=text(d["preflight_sha256"], "preflight_sha256"),
    )


def _texts(value: object, at: str) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{at}: an object is expected")
    return {k: text(v, f"{at}.{k}") for k, v in value.items()}


# --- what has changed since ---------------------------------------------------------------------------------


def change_since(
    templates: Path, policy: Policy, matter: Matter, history: History, submission: Submission
) -> Refusal | None:
    """The first bound thing that is no longer what was submitted; ``None`` if all of them stand.

    Reads and hashes everything anew: sealed files, sources, template, draft (until it is approved; after
    that the draft has done its service and only the clean files count).
    """
    if policy.sha256 != submission.policy_sha256:
        return Refusal(Rule.POLICY_CHANGED, "The office's policy was changed after submission.", AGAIN)
    if caption_digest(matter) != submission.caption_sha256:
        return Refusal(Rule.CAPTION_CHANGED, "matter.toml was changed after the draft.", AGAIN)
    return (
        template_change(templates, submission.template)
        or input_change(matter, submission.inputs)
        or _sealed_change(matter, submission)
        or (None if history.entry(EVENTS[Action.APPROVE]) else draft_change(matter, history))
    )


def template_change(templates: Path, stamp: TemplateStamp) -> Refusal | None:
    """Whether the office's approved template still is the one of the stamp."""
    try:
        now = load_approved(templates, stamp.deliverable).sha256
    except TemplateError as error:
        return Refusal(Rule.TEMPLATE_CHANGED, error.problem, error.remedy)
    if now != stamp.sha256:
        return Refusal(Rule.TEMPLATE_CHANGED, "The approved template is another one than the draft's.", AGAIN)
    return None


def input_change(matter: Matter, inputs: tuple[tuple[str, str], ...]) -> Refusal | None:
    """Whether each source still is, byte for byte, what the rows were drawn from."""
    for sha256 in sorted({sha256 for _, sha256 in inputs}):
        try:
            same = file_digest(matter.sources / sha256) == sha256
        except IntegrityError:
            same = False
        if not same:
            return Refusal(
                Rule.INPUT_CHANGED,
                f"The source {sha256[:12]} is missing or altered.",
                "Restore it from a backup or add the original again, then draft again.",
            )
    return None


def draft_change(matter: Matter, history: History) -> Refusal | None:
    """Whether the draft on the disk still is the one that was written."""
    try:
        recorded_draft(matter, history).check_files()
    except IntegrityError as error:
        return Refusal(Rule.DRAFT_CHANGED, error.problem, error.remedy)
    return None


def _sealed_change(matter: Matter, submission: Submission) -> Refusal | None:
    try:
        records = (submission.rows_sha256, submission.preflight_sha256)
        for sha256 in (*records, *(f.sha256 for f in submission.files)):
            check_sealed(matter.sealed, sha256)
    except IntegrityError as error:
        return Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN)
    return None
