"""Opening a matter in an office: names compared first, the answer kept, its first people named.

Answers: a matter that may be worked in, with the check in the office's ledger. Refuses: a matter whose names
agree with those of another, or could not be compared with those of a locked one, until an attorney has
answered for that with a reason; a slug that a matter bore which was disposed of.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import GateRefusal, UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.confidentiality.access import grant
from pipelines.confidentiality.conflicts import Hit, PartyName, hits, party_names
from pipelines.durable import plain_failure
from pipelines.former_matters import disposal_folder, former_parties
from pipelines.ledger import Transaction
from pipelines.ledger_chain import Details, is_id, utc_text
from pipelines.matter import Matter
from pipelines.matter_file import LOCKED_FILE, MATTER_FILE, check_slug, create_matter, matter_text
from pipelines.office import Office
from pipelines.review.roster import ATTORNEYS, Roster
from pipelines.sealed import seal

CHECKED = "conflicts.checked"
CLEARED = "conflicts.cleared"
REFUSED = "conflicts.refused"
CREATED = "matter.created"

Names = Mapping[str, Sequence[PartyName]]
"""Names of parties by the slug of their matter."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """An attorney's answer to what the check found: whose, and why the matter may be opened."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """What the conflicts check found. ``unread`` are slugs of locked matters that were not compared."""

    hits: tuple[Hit, ...]
    unread: tuple[str, ...]

    @property
    def clear(self) -> bool:
        """Whether there is nothing for an attorney to answer for."""
        return not (self.hits or self.unread)


class ConflictsFound(GateRefusal):
    """The matter was not opened; ``check`` says why."""

    def __init__(self, check: Check, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.args = (check, problem, remedy)
        self.check = check


def new_matter_check(office: Office, proposed: Matter, unlocked: Names) -> Check:
    """Compare the new matter's names with those of all others, former ones included. Changes nothing.

    Args:
        unlocked: names of locked matters, as far as somebody could open them.
    """
    others = [(m.slug, party_names(m)) for m in office.matters()]
    others += [(slug, tuple(names)) for slug, names in (*former_parties(office), *unlocked.items())]
    unread = tuple(f.name for f in office.locked_matters() if f.name not in unlocked)
    return Check(hits(party_names(proposed), others), unread)


def open_matter(
    office: Office,
    proposed: Matter,
    access: Sequence[str],
    actor: str,
    now: datetime,
    clearance: Clearance | None = None,
    unlocked: Names | None = None,
) -> tuple[Matter, Check]:
    """Make a matter if its names are clear, or answered for, and let these people work in it.

    Args:
        proposed: the matter as it shall be; nothing of it is on the disk.
        access: ids of those who may work in it.
        clearance: an attorney's answer; needed only where something was found.
        unlocked: as for `new_matter_check`.

    Raises:
        ConflictsFound: something was found and not answered for, or by someone who is no attorney (logged).
        UsageError: the slug is not usable or was used; a value cannot be stored; no reason is given.
    """
    _check_new(office, proposed, actor)
    with office.ledger.transaction() as tx, plain_failure(f"Making the matter {proposed.slug}"):
        check = new_matter_check(office, proposed, unlocked or {})
        counts: Details = {"matter": proposed.slug, "hits": len(check.hits), "unread": len(check.unread)}
        tx.append(actor, CHECKED, counts, now)
        if not check.clear:
            answer = _attorneys_answer(office.roster(), tx, check, proposed, actor, clearance, now)
            decision = seal(office.sealed, _decision(proposed, check, answer, now))
            tx.append(answer.by, CLEARED, {**counts, "decision": decision}, now)
        tx.append(actor, CREATED, {"matter": proposed.slug}, now)
        matter = create_matter(
            office,
            proposed.slug,
            proposed.client,
            proposed.date_of_incident,
            proposed.title,
            proposed.adverse,
        )
    if access:
        grant(matter, access, actor, now)
    return matter, check


def _check_new(office: Office, proposed: Matter, actor: str) -> None:
    """What would stop the making of the matter, before anything is recorded about it."""
    check_slug(proposed.slug)
    matter_text(proposed)
    if not is_id(actor):
        raise UsageError("The actor's id is not usable.", "Use an id of lower-case letters and digits.")
    if disposal_folder(office, proposed.slug).exists():
        raise UsageError(
            f"The matter {proposed.slug!r} was disposed of, and its record bears that name.",
            "Choose another slug.",
        )
    if any(os.path.lexists(proposed.folder / name) for name in (MATTER_FILE, LOCKED_FILE)):
        raise UsageError(
            f"There is already a matter {proposed.slug!r}.", "Choose another slug, or use that matter."
        )


def _attorneys_answer(
    roster: Roster,
    tx: Transaction,
    check: Check,
    proposed: Matter,
    actor: str,
    clearance: Clearance | None,
    now: datetime,
) -> Clearance:
    attorneys = sorted(p.id for p in roster.people if p.has(*ATTORNEYS) and p.active_at(now))
    if clearance is None:
        rule, problem = "not_cleared", _found(check)
    elif attorneys and clearance.by not in attorneys:
        rule, problem = "not_an_attorney", f"{clearance.by!r} is no attorney of this office."
    elif not is_id(clearance.by) or not clearance.reason.strip():
        raise UsageError(
            "The conflicts check is answered for without an id or a reason.", "Say who, and why."
        )
    else:
        return clearance
    tx.append(actor, REFUSED, {"matter": proposed.slug, "rule": rule}, now)
    raise ConflictsFound(
        check, problem, "Have an attorney decide: --conflicts-cleared-by ID --reason WHY, or do not take it."
    )


def _found(check: Check) -> str:
    found = []
    if check.hits:
        found.append(f"names that agree with those of other matters ({len(check.hits)})")
    if check.unread:
        found.append(f"locked matters whose names were not compared ({len(check.unread)})")
    return f"The matter is not opened: there are {' and '.join(found)}."


def _decision(proposed: Matter, check: Check, answer: Clearance, now: datetime) -> bytes:
    # The random member keeps a short reason from being guessed from its digest in the ledger.
    return canonical_bytes(
        {
            "schema": "pincite-decision/1",
            "matter": proposed.slug,
            "action": "clear_conflicts",
            "actor": answer.by,
            "time": utc_text(now),
            "hits": [str(hit) for hit in check.hits],
            "unread": list(check.unread),
            "reason": answer.reason,
            "blind": secrets.token_hex(16),
        }
    )
