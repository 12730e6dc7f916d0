"""The approval: an in-toto Statement whose subjects are the released files, and what it is checked against.

Answers: the exact payload that an attorney signs; a signed payload as values; does an approval hold for
this item, now. Refuses: an approval of another draft, by another person, over other files, at another
point of the ledger; one whose signer's roster entry changed or ended; one that has lapsed.

    subject     every clean file, manifest.json, certificate.html: name and SHA-256
    predicate   item, submission, rows, template, inputs, policy, reviewer, meaning, time, ledger head
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extractors.errors import IntegrityError
from pipelines.canonical_json import canonical_bytes
from pipelines.drafts import CERTIFICATE, MANIFEST, is_placed
from pipelines.json_shape import each, exact_keys, text, whole_number
from pipelines.ledger import Head
from pipelines.ledger_chain import utc_text
from pipelines.matter import Matter
from pipelines.policy import Policy
from pipelines.review.history import EVENTS, History, Item
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import ATTORNEYS, Person, Roster
from pipelines.review.signing import read_envelope, signed_by
from pipelines.review.states import Action
from pipelines.review.submission import AGAIN, Submission
from pipelines.sealed import unseal

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:pincite:approval:v1"
MEANING = (
    "I have reviewed this revision against its sources, adopt it as my work product, "
    "and approve exactly the files named here by their digests for release."
)
SOLO = "Prepared and approved by the same attorney, as the office's policy for a solo attorney allows."
_KEYS = (
    *("matter", "deliverable", "revision", "submission_sha256", "rows_sha256", "template", "program"),
    *("inputs", "policy_sha256", "preparers", "submitter", "reviewer", "solo", "meaning", "time", "ledger"),
)


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
    reviewer: Reviewer
    solo: bool
    meaning: str
    time: str
    head: Head

    @property
    def own_work(self) -> bool:
        """Whether the reviewer drafted or submitted the item."""
        return self.reviewer.id in (*self.preparers, self.submitter)


def new_approval(
    submission: Submission,
    submission_sha256: str,
    person: Person,
    subjects: tuple[tuple[str, str], ...],
    time: str,
    head: Head,
) -> Approval:
    """What ``person`` signs for: the submission, as the given files."""
    solo = person.id in (*submission.preparers, submission.submitter)
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
        reviewer=Reviewer(person.id, person.name, person.licence_number, person.licence_state, person.sha256),
        solo=solo,
        meaning=f"{MEANING} {SOLO}" if solo else MEANING,
        time=time,
        head=head,
    )


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


def _reviewer(value: object) -> Reviewer:
    names = ("id", "name", "licence_number", "licence_state", "entry_sha256")
    d: Mapping[str, Any] = exact_keys(value, "reviewer", names)
    return Reviewer(*(text(d[name], f"reviewer.{name}") for name in names))


# --- does it hold -------------------------------------------------------------------------------------------


def standing_approval(
    matter: Matter, history: History, submission: Submission, roster: Roster, policy: Policy, now: datetime
) -> tuple[Approval, bytes] | Refusal:
    """The item's approval with its envelope, if it holds at ``now``; otherwise why it does not.

    Trusts nothing but the signature: whoever writes an approval into the ledger by another way than the
    gate is refused here, because the signed statement must name this submission, these files, this
    signer, this moment of this ledger.
    """
    entry = history.entry(EVENTS[Action.APPROVE])
    if entry is None:
        return _invalid("no approval is recorded")
    try:
        sealed = unseal(matter.sealed, history.recorded(EVENTS[Action.APPROVE], "approval"))
        envelope = read_envelope(sealed)
        approval = read_statement(envelope.payload)
    except IntegrityError as error:
        return Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN)
    except (ValueError, RecursionError):
        return _invalid("the signed file is not an approval")
    if (
        approval.matter != submission.matter
        or approval.item != submission.item
        or approval.submission_sha256 != history.recorded(EVENTS[Action.SUBMIT], "submission")
        or not {(f.name, f.sha256) for f in submission.files} <= set(approval.subjects)
        or {n for n, _ in approval.subjects} != {f.name for f in submission.files} | {MANIFEST, CERTIFICATE}
    ):
        return _invalid("it was given for another draft")
    if (approval.reviewer.id, approval.time, approval.head) != (
        entry.actor,
        entry.time,
        Head(entry.seq - 1, entry.prev),
    ):
        return _invalid("it was signed at another point of the ledger")
    person = roster.person(approval.reviewer.id)
    if person is None or person.sha256 != approval.reviewer.entry_sha256 or not person.active_at(now):
        return Refusal(
            Rule.SIGNER_CHANGED, "The signer's roster entry changed or ended after the approval.", AGAIN
        )
    if not person.has(*ATTORNEYS) or not person.public_key or not signed_by(envelope, person.public_key):
        return _invalid("the signature is not that of an attorney on the roster")
    if approval.own_work and not (approval.solo and policy.solo_attorney == person.id):
        return _invalid("its signer prepared the item")
    if (now - datetime.fromisoformat(approval.time)).days >= policy.approval_valid_days:
        return Refusal(
            Rule.APPROVAL_LAPSED, f"The approval is older than {policy.approval_valid_days} days.", AGAIN
        )
    return approval, sealed


def _invalid(why: str) -> Refusal:
    return Refusal(Rule.APPROVAL_INVALID, f"The approval does not hold: {why}.", AGAIN)
