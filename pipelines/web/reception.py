"""Signing in and out of the review page, and who is there: accounts, sessions and the office ledger together.

Answers: who is signed in under a cookie, as the roster and the accounts stand at this moment; a session for
whoever proves a password. Refuses and records: wrong passwords, sessions that come back from another browser,
requests that another page made in somebody's name. Where the ledger cannot take an entry nobody gets in.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import PinciteError
from pipelines.ledger_chain import Details
from pipelines.office import Office
from pipelines.review.roster import Person
from pipelines.web.accounts import STRANGER, Door, account_of
from pipelines.web.security import SignedIn
from pipelines.web.sessions import Ending, Session, Sessions

ENDED, REFUSED, FAILED = "session.ended", "page.refused", "page.failed"
_SAME_REFUSAL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Admitted:
    """A fresh session: ``id`` goes into the cookie and nowhere else."""

    id: str
    signed_in: SignedIn


class Reception:
    """Who may come in to one office.

    Args:
        clock: seconds that only go forward, for how long sessions last.
        now: the time, with its zone, for the ledger.
    """

    def __init__(
        self, office: Office, door: Door, clock: Callable[[], float], now: Callable[[], datetime]
    ) -> None:
        self._office = office
        self._door = door
        self._clock = clock
        self._now = now
        self._sessions = Sessions(clock, self._ended)
        self._told: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def admit(self, id: str, password: str, browser: str, before: str) -> Admitted:
        """Sign a person in, under a session id that is new; what was open under the old cookie ends.

        Raises:
            SignInError: wrong, too early, or locked.
            LedgerError: it cannot be recorded.
        """
        person, account = self._door.sign_in(id, password, self._now())
        if before:
            self._sessions.end(before)
        session_id, session = self._sessions.begin(person.id, browser, account.mark)
        return Admitted(session_id, SignedIn(person, session))

    def find(self, session_id: str, browser: str) -> SignedIn | None:
        """Who is signed in under that session id, if it still counts."""
        found: list[Person] = []

        def still(session: Session) -> bool:
            account, person = account_of(self._office, session.person), self._person(session.person)
            if account is None or person is None or account.mark != session.account_mark:
                return False
            found.append(person)
            return True

        session = self._sessions.find(session_id, browser, still)
        return SignedIn(found[0], session) if session is not None and found else None

    def leave(self, session_id: str) -> None:
        """Sign out."""
        self._sessions.end(session_id)

    def refused(self, rule: str, person: str, **details: str) -> None:
        """Record a request that was refused (``person`` is "" for a stranger): the same one once a minute, so
        that nobody can fill the disk with them."""
        person = person or STRANGER
        key = (rule, person)
        with self._lock:
            last = self._told.get(key)
            if last is not None and self._clock() - last < _SAME_REFUSAL_SECONDS:
                return
            self._told[key] = self._clock()
        self._record(REFUSED, {"rule": rule, "person": person, **details})

    def failed(self, error: str) -> None:
        """Record that an answer failed in a way that nobody foresaw, by its class."""
        self._record(FAILED, {"error": error})

    def _person(self, id: str) -> Person | None:
        person = self._office.roster().person(id)
        return person if person is not None and person.active_at(self._now()) else None

    def _ended(self, person: str, why: Ending) -> None:
        self._record(ENDED, {"person": person, "rule": why.value})

    def _record(self, event: str, details: Details) -> None:
        # The session is over, or the request refused, whether or not the ledger can say so.
        with contextlib.suppress(PinciteError):
            self._office.ledger.append(STRANGER, event, details, self._now())
