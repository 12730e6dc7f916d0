"""Who is signed in, for how long: sessions in memory, ended by idleness, by age, by hand, by any doubt.

Answers: whose session a cookie names, if it still counts. Refuses: ids it did not make itself (a planted one
names nothing), sessions idle for 15 minutes or older than 8 hours, one that comes back from another browser,
and whoever left the roster or got a new password meanwhile. Ids are kept as digests: what leaks from memory
opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

IDLE_SECONDS = 15 * 60.0
LONGEST_SECONDS = 8 * 3600.0
MOST_SESSIONS = 200
"""At once; the oldest end first."""


class Ending(StrEnum):
    """Why a session ended; what the ledger records."""

    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    OLD = "old"
    OTHER_BROWSER = "other_browser"
    ACCOUNT_CHANGED = "account_changed"
    CROWDED_OUT = "crowded_out"


@dataclass(frozen=True, slots=True)
class Session:
    """One person signed in with one browser. ``token`` proves that a request comes from our own page;
    ``account_mark`` changes with the password; times are seconds of a clock that only goes forward."""

    person: str
    token: str
    browser: str
    account_mark: str
    begun: float
    seen: float


class Sessions:
    """All sessions of one running review page.

    Args:
        clock: seconds, never going back.
        on_end: told of (person, why) when a session ends by itself or by doubt.
    """

    def __init__(self, clock: Callable[[], float], on_end: Callable[[str, Ending], None]) -> None:
        self._clock = clock
        self._on_end = on_end
        self._open: dict[str, Session] = {}
        self._lock = threading.Lock()

    def begin(self, person: str, browser: str, account_mark: str) -> tuple[str, Session]:
        """A new session and its id, which nobody has seen before."""
        id, now = secrets.token_urlsafe(32), self._clock()
        session = Session(person, secrets.token_urlsafe(32), browser, account_mark, now, now)
        with self._lock:
            ended = self._sweep(now)
            if len(self._open) >= MOST_SESSIONS:
                oldest = min(self._open, key=lambda key: self._open[key].seen)
                ended.append((self._open.pop(oldest), Ending.CROWDED_OUT))
            self._open[_key(id)] = session
        self._tell(ended)
        return id, session

    def find(self, id: str, browser: str, still: Callable[[Session], bool]) -> Session | None:
        """The session of that id, seen now; ``None`` if there is none, or it does not count any longer.

        Args:
            browser: what the browser calls itself; another one than at sign-in ends the session.
            still: whether person and account are what they were.
        """
        key, now = _key(id), self._clock()
        with self._lock:
            ended = self._sweep(now)
            session = self._open.get(key)
        self._tell(ended)
        if session is None:
            return None
        if session.browser != browser:
            self._doubted(key, Ending.OTHER_BROWSER)
            return None
        if not still(session):
            self._doubted(key, Ending.ACCOUNT_CHANGED)
            return None
        session = replace(session, seen=now)
        with self._lock:
            if key not in self._open:  # signed out meanwhile
                return None
            self._open[key] = session
        return session

    def end(self, id: str, why: Ending = Ending.SIGNED_OUT) -> None:
        """End the session of that id, if there is one."""
        with self._lock:
            session = self._open.pop(_key(id), None)
        if session is not None:
            self._on_end(session.person, why)

    def _doubted(self, key: str, why: Ending) -> None:
        with self._lock:
            session = self._open.pop(key, None)
        if session is not None:
            self._on_end(session.person, why)

    def _sweep(self, now: float) -> list[tuple[Session, Ending]]:
        """Take out what has ended by itself; the lock is held."""
        ended = []
        for key, session in list(self._open.items()):
            idle, old = now - session.seen > IDLE_SECONDS, now - session.begun > LONGEST_SECONDS
            if idle or old:
                ended.append((self._open.pop(key), Ending.OLD if old else Ending.IDLE))
        return ended

    def _tell(self, ended: list[tuple[Session, Ending]]) -> None:
        for session, why in ended:
            self._on_end(session.person, why)


def same(a: str, b: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing about where they differ."""
    return hmac.compare_digest(a.encode(), b.encode())


def _key(id: str) -> str:
    return hashlib.sha256(id.encode()).hexdigest()
