"""How long a matter is kept: open, closed, held, due for disposal. All of it from the office's ledger.

Answers: where a matter stands, until which day it must be kept. Refuses: to close, reopen or release from a
legal hold by anyone but a supervising attorney or an admin where the roster has one. Anyone on the roster
may put a hold on: a hold too many costs disk space, one too few is spoliation. The ledger takes the reason's
digest; the reason lies in the office's sealed store.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from extractors.errors import GateRefusal, UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.confidentiality.access import refuse_outsiders
from pipelines.confidentiality.locked_stub import read_stub
from pipelines.ledger import Transaction
from pipelines.ledger_chain import Details, Entry, is_id, utc_text
from pipelines.matter import Matter
from pipelines.matter_file import LOCKED_FILE, check_slug
from pipelines.office import Office, office_of
from pipelines.policy import Policy
from pipelines.sealed import seal

CLOSED = "matter.closed"
REOPENED = "matter.reopened"
HELD = "matter.held"
LIFTED = "matter.hold_lifted"
REFUSED = "matter.refused"


@dataclass(frozen=True, slots=True)
class Keeping:
    """``closed`` is the day of closing in UTC, ``until`` a day that somebody set; both ``None`` if not so.
    ``holds`` counts the legal holds that stand."""

    closed: date | None = None
    until: date | None = None
    holds: int = 0

    def due(self, policy: Policy) -> date | None:
        """The first day on which the matter may be disposed of; ``None`` while it is open.

        A legal hold is no matter of days: see `holds`.
        """
        if self.closed is None:
            return None
        by_policy = _years_on(self.closed, policy.retention_years)
        return max(by_policy, self.until) if self.until else by_policy


def keeping_of(entries: Iterable[Entry], slug: str) -> Keeping:
    """Where the matter stands, by the office's ledger."""
    keeping = Keeping()
    for entry in entries:
        if entry.details.get("matter") != slug:
            continue
        if entry.event == CLOSED:
            until = entry.details.get("until")
            day = date.fromisoformat(until) if isinstance(until, str) else None
            keeping = replace(keeping, closed=date.fromisoformat(entry.time[:10]), until=day)
        elif entry.event == REOPENED:
            keeping = replace(keeping, closed=None, until=None)
        elif entry.event in (HELD, LIFTED):
            keeping = replace(keeping, holds=max(keeping.holds + (1 if entry.event == HELD else -1), 0))
    return keeping


def close(office: Office, slug: str, actor: str, now: datetime, until: date | None = None) -> Keeping:
    """Close a matter: from this day its retention runs.

    Args:
        until: keep it at least until that day, e.g. because a client is a minor; policy's years count beside.

    Raises:
        GateRefusal: not this person's to do (logged).
        UsageError: no such matter, or closed already.
    """
    _check_there(office, slug)
    with office.ledger.transaction() as tx:
        refuse_outsiders(office.roster(), tx, actor, now, REFUSED, matter=slug)
        if keeping_of(tx.entries, slug).closed is not None:
            raise UsageError(f"The matter {slug} is closed already.", "Reopen it first to close it anew.")
        details: Details = {"matter": slug, **({"until": until.isoformat()} if until else {})}
        tx.append(actor, CLOSED, details, now)
        return keeping_of(tx.entries, slug)


def reopen(office: Office, slug: str, actor: str, now: datetime) -> Keeping:
    """Open a closed matter again: its retention stops. Raises as `close`."""
    _check_there(office, slug)
    with office.ledger.transaction() as tx:
        refuse_outsiders(office.roster(), tx, actor, now, REFUSED, matter=slug)
        if keeping_of(tx.entries, slug).closed is None:
            raise UsageError(f"The matter {slug} is not closed.", "There is nothing to reopen.")
        tx.append(actor, REOPENED, {"matter": slug}, now)
        return keeping_of(tx.entries, slug)


def hold(office: Office, slug: str, actor: str, reason: str, now: datetime) -> Keeping:
    """Put a legal hold on a matter; holds add up, and each must be lifted.

    Raises:
        GateRefusal: the actor is not active on the roster, where anybody is (logged).
        UsageError: no such matter, or no reason.
    """
    _check_there(office, slug)
    with office.ledger.transaction() as tx:
        people = [p.id for p in office.roster().people if p.active_at(now)]
        if people and actor not in people:
            known = actor if is_id(actor) else "unknown"
            tx.append(known, REFUSED, {"matter": slug, "rule": "unknown_person"}, now)
            raise GateRefusal(f"{actor!r} is not on the roster.", "Have somebody who is put the hold on.")
        return _decided(office, tx, HELD, slug, actor, reason, now)


def lift_hold(office: Office, slug: str, actor: str, reason: str, now: datetime) -> Keeping:
    """Lift one legal hold.

    Raises:
        GateRefusal: not this person's to do (logged).
        UsageError: no such matter, no hold, or no reason.
    """
    _check_there(office, slug)
    with office.ledger.transaction() as tx:
        refuse_outsiders(office.roster(), tx, actor, now, REFUSED, matter=slug)
        if not keeping_of(tx.entries, slug).holds:
            raise UsageError(f"No legal hold stands on {slug}.", "There is nothing to lift.")
        return _decided(office, tx, LIFTED, slug, actor, reason, now)


def refuse_closed(matter: Matter) -> None:
    """Refuse work in a closed matter.

    Raises:
        UsageError: it is closed.
    """
    if keeping_of(office_of(matter).ledger.entries(), matter.slug).closed is not None:
        raise UsageError(
            f"The matter {matter.slug} is closed.",
            "Open it again with `pincite matter reopen` to work in it.",
        )


def sealed_reason(office: Office, slug: str, event: str, actor: str, now: datetime, **words: str) -> str:
    """Keep what was said for a decision about a matter; the digest under which it lies.

    Raises:
        UsageError: there is no reason.
    """
    if not words.get("reason", "").strip():
        raise UsageError("No reason is given.", "Say why.")
    # The random member keeps a short reason from being guessed from its digest in the ledger.
    decision = {
        "schema": "pincite-decision/1",
        "matter": slug,
        "action": event,
        "actor": actor,
        "time": utc_text(now),
        **words,
        "blind": secrets.token_hex(16),
    }
    return seal(office.sealed, canonical_bytes(decision))


def _decided(
    office: Office, tx: Transaction, event: str, slug: str, actor: str, reason: str, now: datetime
) -> Keeping:
    decision = sealed_reason(office, slug, event, actor, now, reason=reason)
    tx.append(actor, event, {"matter": slug, "decision": decision}, now)
    return keeping_of(tx.entries, slug)


def _check_there(office: Office, slug: str) -> None:
    check_slug(slug)
    folder = office.matters_folder / slug
    if (folder / LOCKED_FILE).exists():
        read_stub(folder)
    else:
        office.matter(slug)


def _years_on(day: date, years: int) -> date:
    """The same day, years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
