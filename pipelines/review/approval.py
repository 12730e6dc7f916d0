"""The approval: an in-toto Statement whose subjects are the released files, and how they were reviewed.

Answers: the exact payload that an attorney signs; a signed payload as values. Refuses: payloads of any
other form. Whether an approval holds is answered in ``standing_approval.py`` (by the office) and
``verify.py`` (by anyone).

    subject     every clean file, manifest.json, certificate.html, certificate.pdf: name and SHA-256
    predicate   item, submission, rows, template, inputs, policy, people, review, meaning, time, ledger head
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipelines.canonical_json import canonical_bytes
from pipelines.drafts import is_placed
from pipelines.json_shape import each, exact_keys, text, whole_number
from pipelines.ledger import Head
from pipelines.ledger_chain import utc_text
from pipelines.review.history import Item
from pipelines.review.roster import Person
from pipelines.review.submission import Submission
from pipelines.task import Tier

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:pincite:approval:v2"
MEANING = (
    "I have reviewed this revision against its sources, adopt it as my work product, "
    "and approve exactly the files named here by their digests for release."
)
REVIEWED = {
    Tier.HIGH: "Every row was decided, each with its source page shown.",
    Tier.MEDIUM: "Every critical and every flagged row was decided, and a random sample fixed before review.",
    Tier.LOW: "A random sample of the rows, fixed before review, was decided.",
}
"""What the review of each tier amounts to, in the words that are signed."""
PURPOSES = {
    "internal": "For the office's own use.",
    "serve": "For service on another party.",
    "file": "For filing with a court.",
}
"""What an item may be approved for, in the words that are signed."""
SOLO = "Prepared and approved by the same attorney, as the office's policy for a solo attorney allows."
_KEYS = (
    *("matter", "deliverable", "revision", "submission_sha256", "rows_sha256", "template", "program"),
    *("inputs", "policy_sha256", "preparers", "submitter", "review", "reviewer", "solo", "meaning", "time"),
    "ledger",
)
_COUNTS = ("rows", "required", "decided", "sampled", "corrected", "rejected", "source_shown")
_DIGESTS = ("decisions_sha256", "plan_sha256", "preflight_sha256")


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """How the item was reviewed.

    ``qc`` is the roster id of who passed quality control; ``purpose`` one of `PURPOSES`; the digests are
    those of the decisions, of the review plan (seed and sample, fixed before review) and of the preflight
    report. Of the item's ``rows``, so many were ``required`` to be decided and so many ``decided``;
    ``sampled`` of the required ones were drawn at random; ``corrected`` and ``rejected`` count the rows that
    review changed or withdrew, in this and earlier revisions; ``source_shown`` the decided rows whose source
    page the attorney was shown.
    """

    qc: str
    tier: Tier
    purpose: str
    decisions_sha256: str
    plan_sha256: str
    preflight_sha256: str
    rows: int
    required: int
    decided: int
    sampled: int
    corrected: int
    rejected: int
    source_shown: int

    def as_json(self) -> dict[str, str | int]:
        """The record as it is signed."""
        texts = {"qc": self.qc, "tier": self.tier.value, "purpose": self.purpose}
        return {**texts, **{name: getattr(self, name) for name in (*_DIGESTS, *_COUNTS)}}


@dataclass(frozen=True, slots=True)
class Reviewer:
    """The signer as the roster had it at the time of signing."""

    id: str
    name: str
    licence_number: str
    licence_state: str
    entry_sha256: str


@dataclass(frozen=True, slots=True)
class Approval:
    """A statement as values. ``subjects`` are (file name, SHA-256); ``head`` is the ledger's when signed."""

    subjects: tuple[tuple[str, str], ...]
    matter: str
    item: Item
    submission_sha256: str
    rows_sha256: str
    template_version: str
    template_sha256: str
    program: str
    inputs: tuple[str, ...]
    policy_sha256: str
    preparers: tuple[str, ...]
    submitter: str
    review: ReviewRecord
    reviewer: Reviewer
    solo: bool
    meaning: str
    time: str
    head: Head

    @property
    def own_work(self) -> bool:
        """Whether the reviewer drafted, submitted or quality-controlled the item."""
        return self.reviewer.id in (*self.preparers, self.submitter, self.review.qc)


def new_approval(
    submission: Submission,
    submission_sha256: str,
    review: ReviewRecord,
    person: Person,
    subjects: tuple[tuple[str, str], ...],
    time: str,
    head: Head,
) -> Approval:
    """What ``person`` signs for: the submission, as the given files, after that review."""
    solo = person.id in (*submission.preparers, submission.submitter, review.qc)
    return Approval(
        subjects=tuple(sorted(subjects)),
        matter=submission.matter,
        item=submission.item,
        submission_sha256=submission_sha256,
        rows_sha256=submission.rows_sha256,
        template_version=submission.template.version,
        template_sha256=submission.template.sha256,
        program=submission.program,
        inputs=tuple(sorted({sha256 for _, sha256 in submission.inputs})),
        policy_sha256=submission.policy_sha256,
        preparers=submission.preparers,
        submitter=submission.submitter,
        review=review,
        reviewer=Reviewer(person.id, person.name, person.licence_number, person.licence_state, person.sha256),
        solo=solo,
        meaning=meaning_of(review, solo=solo),
        time=time,
        head=head,
    )


def meaning_of(review: ReviewRecord, *, solo: bool) -> str:
    """The meaning of the signature in words: what was reviewed, how, for what."""
    words = (MEANING, REVIEWED[review.tier], PURPOSES[review.purpose], SOLO if solo else "")
    return " ".join(filter(None, words))


def purpose_allowed(purpose: str, tier: Tier) -> bool:
    """Whether what was reviewed at this tier may be approved for that: what is served was seen whole."""
    return purpose == "internal" or tier is Tier.HIGH


def statement_bytes(approval: Approval) -> bytes:
    """The in-toto Statement: the exact payload to sign."""
    a = approval
    predicate = {
        "matter": a.matter,
        "deliverable": a.item.deliverable,
        "revision": a.item.revision,
        "submission_sha256": a.submission_sha256,
        "rows_sha256": a.rows_sha256,
        "template": {"version": a.template_version, "sha256": a.template_sha256},
        "program": a.program,
        "inputs": list(a.inputs),
        "policy_sha256": a.policy_sha256,
        "preparers": list(a.preparers),
        "submitter": a.submitter,
        "review": a.review.as_json(),
        "reviewer": {
            "id": a.reviewer.id,
            "name": a.reviewer.name,
            "licence_number": a.reviewer.licence_number,
            "licence_state": a.reviewer.licence_state,
            "entry_sha256": a.reviewer.entry_sha256,
        },
        "solo": a.solo,
        "meaning": a.meaning,
        "time": a.time,
        "ledger": {"seq": a.head.seq, "sha256": a.head.sha256},
    }
    return canonical_bytes(
        {
            "_type": STATEMENT,
            "subject": [{"name": n, "digest": {"sha256": s}} for n, s in a.subjects],
            "predicateType": PREDICATE,
            "predicate": predicate,
        }
    )


def read_statement(untrusted: bytes) -> Approval:
    """Take a payload apart.

    Raises:
        ValueError: not a Pincite approval.
    """
    d = exact_keys(json.loads(untrusted), "statement", ("_type", "subject", "predicateType", "predicate"))
    if d["_type"] != STATEMENT or d["predicateType"] != PREDICATE:
        raise ValueError("statement: not an approval")
    p = exact_keys(d["predicate"], "predicate", _KEYS)
    template = exact_keys(p["template"], "template", ("version", "sha256"))
    head = exact_keys(p["ledger"], "ledger", ("seq", "sha256"))
    if not isinstance(p["solo"], bool):
        raise ValueError("predicate.solo: true or false is expected")
    return Approval(
        subjects=each(d["subject"], "subject", _subject),
        matter=text(p["matter"], "matter"),
        item=Item(text(p["deliverable"], "deliverable"), whole_number(p["revision"], "revision")),
        submission_sha256=text(p["submission_sha256"], "submission_sha256"),
        rows_sha256=text(p["rows_sha256"], "rows_sha256"),
        template_version=text(template["version"], "template.version"),
        template_sha256=text(template["sha256"], "template.sha256"),
        program=text(p["program"], "program"),
        inputs=each(p["inputs"], "inputs", text),
        policy_sha256=text(p["policy_sha256"], "policy_sha256"),
        preparers=each(p["preparers"], "preparers", text),
        submitter=text(p["submitter"], "submitter"),
        review=_review(p["review"]),
        reviewer=_reviewer(p["reviewer"]),
        solo=p["solo"],
        meaning=text(p["meaning"], "meaning"),
        time=_time(p["time"]),
        head=Head(whole_number(head["seq"], "ledger.seq"), text(head["sha256"], "ledger.sha256")),
    )


def _subject(value: object, at: str) -> tuple[str, str]:
    d = exact_keys(value, at, ("name", "digest"))
    digest = exact_keys(d["digest"], f"{at}.digest", ("sha256",))
    name = text(d["name"], f"{at}.name")
    if not is_placed(name):
        raise ValueError(f"{at}.name: not a plain file name")
    return name, text(digest["sha256"], f"{at}.sha256")


def _time(value: object) -> str:
    """A time as `utc_text` writes it."""
    time = text(value, "time")
    if utc_text(datetime.fromisoformat(time)) != time:
        raise ValueError("predicate.time: not a UTC time")
    return time


def _review(value: object) -> ReviewRecord:
    d: Mapping[str, Any] = exact_keys(value, "review", ("qc", "tier", "purpose", *_DIGESTS, *_COUNTS))
    purpose = text(d["purpose"], "review.purpose")
    if purpose not in PURPOSES:
        raise ValueError("review.purpose: not a purpose")
    return ReviewRecord(
        text(d["qc"], "review.qc"),
        Tier(text(d["tier"], "review.tier")),
        purpose,
        text(d["decisions_sha256"], "review.decisions_sha256"),
        text(d["plan_sha256"], "review.plan_sha256"),
        text(d["preflight_sha256"], "review.preflight_sha256"),
        *(whole_number(d[name], f"review.{name}") for name in _COUNTS),
    )


def _reviewer(value: object) -> Reviewer:
    names = ("id", "name", "licence_number", "licence_state", "entry_sha256")
    d: Mapping[str, Any] = exact_keys(value, "reviewer", names)
    return Reviewer(*(text(d[name], f"reviewer.{name}") for name in names))
