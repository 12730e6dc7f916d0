"""Asking for the disposal of a matter, and whether a second person may confirm it.

Answers: the request in the office's ledger, bound to what the matter holds. Refuses: before the retention is
over, under a legal hold, by people who are not on the roster, one person alone, two of whom none is an
attorney, a request older than thirty days.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from extractors.errors import GateRefusal, UsageError
from pipelines.confidentiality.locked_folder import alone, left_out
from pipelines.confidentiality.locked_stub import LOCK_FILES
from pipelines.confidentiality.retention import REFUSED, keeping_of, sealed_reason
from pipelines.confidentiality.vault import Kept, contents_digest, measured, walk
from pipelines.durable import plain_failure
from pipelines.ledger import Transaction
from pipelines.ledger_chain import Details, Entry, is_id
from pipelines.matter_file import LOCKED_FILE, check_slug, load_matter
from pipelines.matter_use import matter_at_rest
from pipelines.office import Office
from pipelines.review.roster import ATTORNEYS, Person

ASKED = "disposal.asked"
VALID_DAYS = 30
"""How long a request waits for its second person."""


@dataclass(frozen=True, slots=True)
class Request:
    """Why a matter shall go, as one person states it: ``copies`` names copies and backups that are known and
    when they go, ``media`` what was purged or destroyed of them, ``authority`` the rule or order followed."""

    reason: str
    authority: str
    copies: str
    media: str = ""


def ask_disposal(office: Office, slug: str, actor: str, request: Request, now: datetime) -> Entry:
    """Ask that a matter be disposed of, as it now is. Changes nothing in it.

    Raises:
        GateRefusal: too early, held, or not this person's to ask (logged).
        UsageError: no such matter; reason, authority or copies are not stated; somebody works in it.
    """
    folder = matter_folder(office, slug)
    if not (request.authority.strip() and request.copies.strip()):
        raise UsageError(
            "Authority or known copies are not stated.", 'Say both; "none known" is an answer for copies.'
        )
    with plain_failure(f"Reading {slug}"), at_rest(folder), office.ledger.transaction() as tx:
        hearing = Hearing(office, tx, slug, actor, now)
        hearing.person()
        hearing.check_time()
        kept = present(folder)
        words = {"authority": request.authority, "copies": request.copies, "media": request.media}
        decision = sealed_reason(office, slug, ASKED, actor, now, reason=request.reason, **words)
        details: Details = {"matter": slug, "contents": contents_digest(kept), "decision": decision}
        return tx.append(actor, ASKED, details, now)


def matter_folder(office: Office, slug: str) -> Path:
    """Where the matter lies; `UsageError` if there is none."""
    check_slug(slug)
    folder = office.matters_folder / slug
    if not (folder / LOCKED_FILE).exists():
        load_matter(folder)
    return folder


@contextlib.contextmanager
def at_rest(folder: Path) -> Iterator[None]:
    """The matter, locked or not, while nobody else is at it; raises as `matter_at_rest`."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(alone(folder))
        if not (folder / LOCKED_FILE).exists():
            stack.enter_context(matter_at_rest(load_matter(folder)))
        yield


def present(folder: Path) -> tuple[Kept, ...]:
    """What there is to dispose of; of a locked matter, the files of its lock."""
    locked = (folder / LOCKED_FILE).exists()
    skipped = (lambda name: name not in LOCK_FILES) if locked else left_out
    return tuple(measured(folder, path) for path in walk(folder, skipped))


@dataclass(frozen=True, slots=True)
class Hearing:
    """Somebody wants a matter disposed of, now; ``tx`` is the office's ledger, held."""

    office: Office
    tx: Transaction
    slug: str
    actor: str
    now: datetime

    def refuse(self, rule: str, problem: str, remedy: str) -> NoReturn:
        """Log the refusal, then raise it."""
        known = self.actor if is_id(self.actor) else "unknown"
        self.tx.append(known, REFUSED, {"matter": self.slug, "rule": rule}, self.now)
        raise GateRefusal(problem, remedy, rule)

    def person(self) -> Person:
        """Who wants it, if the roster has them now."""
        person = self.office.roster().person(self.actor)
        if person is None or not person.active_at(self.now):
            self.refuse(
                "unknown_person",
                f"{self.actor!r} is not active on the roster.",
                "Disposal takes two people who are.",
            )
        return person

    def check_time(self) -> None:
        """Refuse while the matter is open, held, or not yet due."""
        keeping = keeping_of(self.tx.entries, self.slug)
        due = keeping.due(self.office.policy())
        if keeping.holds:
            self.refuse(
                "held",
                f"A legal hold stands on {self.slug}.",
                "Nothing is disposed of under a hold, however old it is.",
            )
        if due is None:
            self.refuse("not_closed", f"The matter {self.slug} is not closed.", "Close it first.")
        if self.now.astimezone(UTC).date() < due:
            self.refuse("too_early", f"The matter {self.slug} must be kept until {due}.", "Wait until then.")

    def confirmed(self) -> Entry:
        """The request, which this person may confirm now.

        Raises:
            GateRefusal: nothing was asked, or it lapsed, or by the same person; held or not due; no attorney
                among the two (logged).
        """
        second = self.person()
        self.check_time()
        asked = next((e for e in reversed(self.tx.entries) if _is_of(e, self.slug)), None)
        if asked is None or self.now - datetime.fromisoformat(asked.time) > timedelta(days=VALID_DAYS):
            self.refuse(
                "not_asked",
                f"Nobody asked for it in the last {VALID_DAYS} days.",
                "Have somebody ask for it, with a reason.",
            )
        if asked.actor == self.actor:
            self.refuse(
                "one_person",
                f"{self.actor!r} asked for it and cannot confirm it.",
                "Have a second person confirm.",
            )
        first = self.office.roster().person(asked.actor)
        if first is None or not first.active_at(self.now):
            self.refuse("unknown_person", "Who asked for it is not active any more.", "Have it asked anew.")
        if not (first.has(*ATTORNEYS) or second.has(*ATTORNEYS)):
            self.refuse("no_attorney", "Neither of the two is an attorney.", "Have an attorney confirm.")
        return asked


def _is_of(entry: Entry, slug: str) -> bool:
    return entry.event == ASKED and entry.details["matter"] == slug
