"""Revocation: a key or a release that no longer counts, recorded in the roster, where every verifier looks.

Answers: from when a key is revoked, and which releases were withdrawn. Refuses: a key that is not there; a
change by someone who is neither the person nor an admin. Nothing is taken away: what a revoked key signed
before stays verifiable, and a withdrawn release is still found to be what was signed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from extractors.errors import UsageError
from pipelines.durable import replace_file
from pipelines.ledger_chain import utc_text
from pipelines.office import Office, refuse_outsiders
from pipelines.review.roster import Person, RevokedRelease, checked, roster_text


def revoke_key(office: Office, person_id: str, actor: str, now: datetime) -> Person:
    """Let a person's signing key count no longer than now, and log it. A new one may be added then.

    Every approval that waits for its release is void by that: it is bound to the roster entry.

    Raises:
        GateRefusal: the actor is neither the person nor an admin (logged).
        UsageError: no such person, or no key that counts.
    """
    with office.ledger.transaction() as ledger:
        roster = office.roster()
        if actor != person_id:
            refuse_outsiders(roster, ledger, actor, now)
        person = roster.person(person_id)
        if person is None:
            raise UsageError(f"{person_id!r} is not on the roster.", "See `pincite roster list`.")
        if not person.signing_key:
            raise UsageError(f"{person_id!r} has no key that counts.", "There is nothing to revoke.")
        revoked = replace(person, key_revoked_at=utc_text(now))
        text = roster_text(checked(roster.replacing(revoked)))
        ledger.append(actor, "roster.key_revoked", {"person": person_id, "entry": revoked.sha256}, now)
        replace_file(office.roster_file, text.encode("utf-8"))
    return revoked


def record_revoked_release(office: Office, approval_sha256: str, by: str, now: datetime) -> None:
    """Put a withdrawn release on the roster, and log it; nothing happens if it stands there already.

    Who may withdraw is the gate's to decide (`gate.revoke`): this only tells the verifiers.

    Args:
        approval_sha256: digest of the release's ``approval.dsse.json``.
        by: roster id of the supervising attorney.
    """
    with office.ledger.transaction() as ledger:
        roster = office.roster()
        if roster.revoked(approval_sha256):
            return
        withdrawn = RevokedRelease(approval_sha256, date.fromisoformat(utc_text(now)[:10]), by)
        text = roster_text(checked(replace(roster, revoked_releases=(*roster.revoked_releases, withdrawn))))
        ledger.append(by, "roster.release_revoked", {"approval": approval_sha256}, now)
        replace_file(office.roster_file, text.encode("utf-8"))
