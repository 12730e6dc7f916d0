"""Taking a source out of use, and letting it in again.

Answers: what is withdrawn now; withdraws and restores by a person's word, which is sealed in the matter and
logged by digest. Refuses: people who may not work on the matter; to let in what an attorney withdrew, or a
list of privileged or clawed-back papers names, without an attorney of the matter; a digest that is no source.
Nothing is deleted: a withdrawn source keeps its bytes, is read no further, and every draft says that it was
left out.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import GateRefusal, UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.confidentiality.access import REFUSED, may_prepare, roles_in
from pipelines.discovery.withdrawal_rows import BLOCKED, WITHDRAWN, keep_row, withdraw_row, withdrawn_rows
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Details, is_id, utc_text
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.review.roster import ATTORNEYS
from pipelines.review.sealed_words import SCHEMA
from pipelines.sealed import seal
from pipelines.source_rows import found_source
from pipelines.store import Store

WITHDREW = "discovery.withdrawn"
RESTORED = "discovery.restored"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A source out of use, or ``kept`` in use by a person against a list or a replacement.

    ``kind`` is ``replaced``, ``blocked`` or ``withdrawn``; ``detail`` and ``remedy`` are what drafts print.
    """

    sha256: str
    kind: str
    name: str
    detail: str
    remedy: str
    kept: bool


def withdrawn(store: Store) -> tuple[Withdrawn, ...]:
    """Everything that was withdrawn, and what a person kept in spite of that, by digest."""
    with store.database.reading() as run:
        rows = withdrawn_rows(run)
    return tuple(
        Withdrawn(told.sha256 or "", told.reason, told.file, told.detail, told.remedy, kept)
        for told, kept in rows
    )


def block(store: Store, sha256: str, place: str) -> bool:
    """Withdraw a source that a list of privileged or clawed-back papers names.

    Args:
        store: the matter's database.
        sha256: the source's digest.
        place: which list, as a draft is to say it.

    Returns:
        Whether that changed anything: not where it was blocked before, or an attorney has let it in again. A
        person who restored it before any list named it, as a preparer may, has said nothing about the list.
    """
    with store.database.writing() as run:
        known = run("SELECT kind FROM withdrawn WHERE sha256 = ?", (sha256,)).fetchone()
        if found_source(run, sha256) is None or known == (BLOCKED,):
            return False
        withdraw_row(run, sha256, BLOCKED, place)
    return True


def withdraw(matter: Matter, store: Store, sha256: str, actor: str, reason: str, now: datetime) -> None:
    """Take a source out of use by a person's word, and log it.

    Args:
        matter: whose source it is.
        store: the matter's database.
        sha256: the source's digest.
        actor: roster id of who withdraws it.
        reason: why, in words; they are sealed in the matter.
        now: when.

    Raises:
        GateRefusal: the actor neither prepares in the matter nor is an attorney of it (logged).
        UsageError: there is no such source, or no reason.
    """
    _refuse_outsiders(matter, actor, now)
    _check(store, sha256, reason)
    with Ledger(matter.ledger).transaction() as ledger, store.database.writing() as run:
        if run("SELECT 1 FROM withdrawn WHERE sha256 = ? AND kept = 0", (sha256,)).fetchone():
            raise UsageError(f"The source {sha256[:12]} is withdrawn already.", "There is nothing to do.")
        withdraw_row(run, sha256, WITHDRAWN)
        ledger.append(actor, WITHDREW, _details(matter, sha256, WITHDREW, actor, reason, now), now)


def restore(matter: Matter, store: Store, sha256: str, actor: str, reason: str, now: datetime) -> None:
    """Let a withdrawn source count again whatever else is said of it, and log it. See `withdraw`.

    Raises:
        GateRefusal: the actor neither prepares in the matter nor is an attorney of it; or is no attorney, and
            an attorney withdrew the source, or a list of privileged or clawed-back papers names it (logged).
        UsageError: it is not withdrawn, or there is no reason.
    """
    _check(store, sha256, reason)
    with store.database.reading() as run:
        known = run("SELECT kind FROM withdrawn WHERE sha256 = ? AND kept = 0", (sha256,)).fetchone()
    if known is None:
        raise UsageError(f"The source {sha256[:12]} is not withdrawn.", "There is nothing to restore.")
    _refuse_outsiders(matter, actor, now, _attorneys_alone(matter, sha256, known[0]))
    with Ledger(matter.ledger).transaction() as ledger, store.database.writing() as run:
        keep_row(run, sha256)
        ledger.append(actor, RESTORED, _details(matter, sha256, RESTORED, actor, reason, now), now)


def _check(store: Store, sha256: str, reason: str) -> None:
    if not reason.strip():
        raise UsageError("No reason is given.", "Say in words why, with --reason.")
    if store.source(sha256) is None:
        raise UsageError(
            f"The matter has no source {sha256[:12]}.", "Take its digest from a draft's list of sources."
        )


def _attorneys_alone(matter: Matter, sha256: str, kind: str) -> str:
    """What only an attorney lets in again, in words: what a list names, and what one of them withdrew; ""
    where a preparer may too."""
    if kind == BLOCKED:
        return "a list of privileged or clawed-back papers names"
    if kind == WITHDRAWN:
        entries = Ledger(matter.ledger).entries()
        by = [e.actor for e in entries if e.event == WITHDREW and e.details.get("source") == sha256]
        person = office_of(matter).roster().person(by[-1]) if by else None
        if person is not None and ATTORNEYS.intersection(roles_in(matter, person)):
            return "an attorney withdrew"
    return ""


def _refuse_outsiders(matter: Matter, actor: str, now: datetime, attorneys_alone: str = "") -> None:
    """Refuse, and log, whoever neither prepares in the matter nor is an attorney of it; or is no attorney,
    where only an attorney has a say."""
    roster = office_of(matter).roster()
    person = roster.person(actor)
    active = person is not None and person.active_at(now)
    held = set(roles_in(matter, person)) if person is not None and active else set()
    if held & ATTORNEYS or (not attorneys_alone and is_id(actor) and may_prepare(matter, actor, now)):
        return
    rule = "no_attorney" if attorneys_alone else "no_access"
    Ledger(matter.ledger).append(actor if is_id(actor) else "unknown", REFUSED, {"rule": rule}, now)
    if attorneys_alone:
        raise GateRefusal(
            f"{actor!r} may not let in what {attorneys_alone}.",
            "Ask an attorney of the matter; `pincite matter access` says who that is.",
            rule=rule,
        )
    raise GateRefusal(
        f"{actor!r} may not take sources of {matter.slug} out of use, or back in.",
        "Ask a preparer or an attorney of the matter; `pincite matter access` says who that is.",
        rule=rule,
    )


def _details(matter: Matter, sha256: str, action: str, actor: str, reason: str, now: datetime) -> Details:
    """What the ledger holds of it: the reason lies sealed, with a random member, as in a review."""
    words = {
        "schema": SCHEMA,
        "matter": matter.slug,
        "deliverable": "",
        "revision": 0,
        "action": action,
        "actor": actor,
        "time": utc_text(now),
        "text": reason.strip(),
        "blind": secrets.token_hex(16),
    }
    return {"source": sha256, "reason": seal(matter.sealed, canonical_bytes(words))}
