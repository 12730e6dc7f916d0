"""What a certificate says, before it has a form: headings, statements, tables of values.

Answers: an approval in the words that a person outside the office reads, who did what, what was decided and
how much of it, what the signature binds. Refuses nothing: everything in it was proven, and stands in the
signed statement too. Names and caption come from roster and matter as they were when it was signed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipelines.deliverables.catalog import kind
from pipelines.drafts import APPROVAL, FileRecord
from pipelines.matter import Matter
from pipelines.review.approval import PURPOSES, REVIEWED, SOLO, Approval
from pipelines.review.roster import Engagement, Roster
from pipelines.review.signing import key_id

TITLE = "Certificate of Attorney Review and Approval"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
CHECK = (
    f"This certificate says in words what the signed statement in {APPROVAL} says for programs. The "
    "signature covers this certificate and every file above. Whoever holds this folder and the office's "
    "roster can check both, offline, with the command: pincite verify FOLDER --roster roster.toml"
)
LIMIT = (
    "The digests show that the files are the ones approved. The signature shows that the key of the attorney "
    "named here approved them; the office vouches, by its roster, for whose key that is."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its table: a label and a value a line."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate's text, in the order in which it prints.

    ``statement`` is what was signed, word for word; ``notice`` must not be overlooked (empty: none);
    ``files`` are what was approved; ``record`` names what else the signature binds.
    """

    caption: str
    subject: str
    signed: str
    statement: str
    notice: str
    sections: tuple[Section, ...]
    files: tuple[FileRecord, ...]
    record: Section


def certificate_of(
    approval: Approval, files: tuple[FileRecord, ...], roster: Roster, matter: Matter
) -> Certificate:
    """The certificate of an approval, whose subjects need not be complete yet: it becomes one of them."""
    a = approval
    reviewer = a.reviewer
    licence = f"licensed in {reviewer.licence_state} (no. {reviewer.licence_number})"
    title = kind(a.item.deliverable).title
    return Certificate(
        caption=f"{matter.title} (matter {a.matter})" if matter.title else f"Matter {a.matter}",
        subject=f"{title}, revision {a.item.revision}",
        signed=f"Approved by {reviewer.name}, attorney {licence}, on {_spelt(a.time)}.",
        statement=a.meaning,
        notice=SOLO if a.solo else "",
        sections=(
            Section(
                "Who did what",
                (
                    ("Prepared by", _names(a.preparers, roster)),
                    ("Submitted for review by", _names((a.submitter,), roster)),
                    ("Quality control by", _names((a.review.qc,), roster)),
                    ("Reviewed and approved by", f"{reviewer.name} ({reviewer.id}), attorney {licence}"),
                ),
            ),
            Section("What was reviewed", _reviewed(a)),
        ),
        files=files,
        record=Section("What the signature binds", _bound(a, roster)),
    )


def _reviewed(a: Approval) -> tuple[tuple[str, str], ...]:
    r = a.review
    drawn = f", {r.sampled} of them drawn at random before the review" if r.sampled else ""
    changed = (
        f"{r.corrected} corrected, {r.rejected} withdrawn, in new revisions in which nothing else changed"
        if r.corrected or r.rejected
        else "None"
    )
    return (
        ("Purpose", PURPOSES[r.purpose]),
        ("Tier", f"{r.tier.value.capitalize()}. {REVIEWED[r.tier]}"),
        ("Rows", str(r.rows)),
        ("Required to be decided", f"{r.required}{drawn}"),
        ("Decided by the attorney", str(r.decided)),
        ("Decided with the source page shown", f"{r.source_shown} of {r.decided}"),
        ("Rows changed on review", changed),
        ("Source files", str(len(a.inputs))),
    )


def _bound(a: Approval, roster: Roster) -> tuple[tuple[str, str], ...]:
    person = roster.person(a.reviewer.id)
    return (
        ("Rows", a.rows_sha256),
        ("Decisions", a.review.decisions_sha256),
        ("Review plan", a.review.plan_sha256),
        ("Checks before review", a.review.preflight_sha256),
        ("Submission", a.submission_sha256),
        (f"Template, version {a.template_version}", a.template_sha256),
        ("Policy of the office", a.policy_sha256),
        ("Attorney's roster entry", a.reviewer.entry_sha256),
        ("Attorney's key", key_id(person.signing_key) if person and person.signing_key else ""),
        (f"Ledger of the matter, entry {a.head.seq}", a.head.sha256),
        ("Time", a.time),
        ("Made with", a.program),
    )


def _names(ids: Iterable[str], roster: Roster) -> str:
    people = [(id, roster.person(id)) for id in ids]
    return ", ".join(
        id if p is None else f"{p.name} ({id}{', vendor' if p.engagement is Engagement.OUTSOURCED else ''})"
        for id, p in people
    )


def _spelt(time: str) -> str:
    """``March 2, 2026, at 14:05:09 UTC``; months by name, for 03/02 is two days."""
    at = datetime.fromisoformat(time)
    return f"{_MONTHS[at.month - 1]} {at.day}, {at.year}, at {at:%H:%M:%S} UTC"
