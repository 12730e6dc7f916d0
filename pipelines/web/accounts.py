"""Who may sign in to the review page (``accounts.toml`` of the office): roster ids, passwords as Argon2id.

Answers: is this the person; give a person a password. Refuses: whoever is not on the roster or not active, a
password before the wait that follows a wrong one is over (one second, doubling), and every password after
ten wrong ones, until a new one is set. The count is the office ledger's, so that starting the program anew
forgets nothing, and nobody is let in whom the ledger cannot record. A password signs nothing: approving takes
the attorney's own key.
"""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from extractors.errors import GateRefusal, PinciteError, UsageError
from pipelines.durable import plain_failure, replace_file, sha256_of
from pipelines.ledger import Transaction
from pipelines.ledger_chain import is_id
from pipelines.office import Office
from pipelines.review.roster import Person, Role
from pipelines.toml_file import Table, read_toml, toml_lines

ACCOUNTS = "accounts.toml"
OK, FAILED, LOCKED = "signin.ok", "signin.failed", "signin.locked"
PASSWORD_SET, REFUSED = "signin.password_set", "signin.refused"
MOST_FAILURES = 10
"""Wrong passwords in a row after which an account is locked."""
SHORTEST, LONGEST = 12, 1024
"""Characters of a password."""
STRANGER = "unknown"
"""How the ledger names whoever is not signed in, and an id that the roster does not know."""

_HEADER = """\
# Who may sign in to the review page. Written by `pincite roster set-password`; holds no password, only what
# proves one.

schema = 1
"""
_ONE_AT_A_TIME = threading.Lock()


class SignInError(PinciteError):
    """Nobody was signed in. ``rule`` is ``wrong``, ``wait`` or ``locked``."""

    exit_code = 6

    def __init__(self, rule: str, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Account:
    """``proof`` is the password's Argon2id hash, with its own salt and costs."""

    id: str
    proof: str

    @property
    def mark(self) -> str:
        """Changes when the password does: what a session is bound to."""
        return sha256_of(self.proof.encode())


class Door:
    """Where people sign in to one office. Passwords are tried one at a time, however many come at once."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._hasher = PasswordHasher()
        # Takes as long to refuse a stranger as somebody known.
        self._nobody = Account("", self._hasher.hash("nobody has this password"))
        self._strangers: tuple[int, datetime] = (0, datetime.min.replace(tzinfo=UTC))

    def sign_in(self, id: str, password: str, now: datetime) -> tuple[Person, Account]:
        """The person whose password this is; logged either way.

        Raises:
            SignInError: wrong, too early after a wrong one, or locked.
            LedgerError: it cannot be recorded, so nobody is signed in.
        """
        with _ONE_AT_A_TIME:
            account = account_of(self._office, id)
            person = self._office.roster().person(id)
            if account is None or person is None:
                self._refuse_stranger(password, now)
                raise _wrong()
            with self._office.ledger.transaction() as tx:
                self._refuse_early(tx, id, now)
                if not self._proves(account, password) or not person.active_at(now):
                    tx.append(STRANGER, FAILED, {"person": id}, now)
                    if _failures(tx, id)[0] == MOST_FAILURES:
                        tx.append(STRANGER, LOCKED, {"person": id}, now)
                        raise _locked()
                    raise _wrong()
                tx.append(id, OK, {"person": id}, now)
            return person, account

    def _refuse_stranger(self, password: str, now: datetime) -> None:
        """Somebody the office does not know: the same wait, kept in memory for all of them together."""
        count, last = self._strangers
        if count and now < last + _wait(count):
            raise _early()
        self._proves(self._nobody, password)
        self._strangers = (min(count + 1, MOST_FAILURES), now)
        # The id is not recorded: people type passwords into the wrong field.
        self._office.ledger.append(STRANGER, FAILED, {"person": STRANGER}, now)

    def _refuse_early(self, tx: Transaction, id: str, now: datetime) -> None:
        count, last = _failures(tx, id)
        if count >= MOST_FAILURES:
            raise _locked()
        if count and now < datetime.fromisoformat(last) + _wait(count):
            raise _early()

    def _proves(self, account: Account, password: str) -> bool:
        try:
            return self._hasher.verify(account.proof, _normal(password)[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False


def account_of(office: Office, id: str) -> Account | None:
    """The account of that id.

    Raises:
        UsageError: ``accounts.toml`` is malformed.
    """
    return next((a for a in _accounts(office) if a.id == id), None)


def set_password(office: Office, id: str, password: str, actor: str, now: datetime) -> None:
    """Give a person on the roster a password, and unlock their account; logged.

    Args:
        actor: the person, or an admin; anyone while the roster has no admin.

    Raises:
        GateRefusal: the actor is neither (logged).
        UsageError: no such person, or the password is too short, too long, or holds the person's name.
    """
    if not is_id(actor):
        raise UsageError("The actor's id is not usable.", "Use an id of lower-case letters and digits.")
    with office.ledger.transaction() as tx, plain_failure("Writing the accounts"):
        roster = office.roster()
        admins = sorted(p.id for p in roster.people if p.has(Role.ADMIN) and p.active_at(now))
        if admins and actor not in (id, *admins):
            tx.append(actor, REFUSED, {"rule": "not_an_admin"}, now)
            raise GateRefusal(
                f"{actor!r} may not set the password of {id!r}.", f"Ask an admin: {', '.join(admins)}."
            )
        person = roster.person(id)
        if person is None:
            raise UsageError(f"{id!r} is not on the roster.", "Add the person first: `pincite roster add`.")
        _check(person, password)
        proof = PasswordHasher().hash(_normal(password))
        others = (a for a in _accounts(office) if a.id != id)
        accounts = sorted((*others, Account(id, proof)), key=lambda a: a.id)
        tx.append(actor, PASSWORD_SET, {"person": id}, now)
        replace_file(_file(office), _text(accounts).encode("utf-8"))


def _check(person: Person, password: str) -> None:
    folded = _normal(password).casefold()
    own = {person.id.casefold(), *person.name.casefold().split()}
    if not SHORTEST <= len(password) <= LONGEST or len(set(folded)) < 5:
        raise UsageError(
            f"A password has {SHORTEST} to {LONGEST:,} characters, at least five of them different.",
            "Choose a few words that nobody would guess.",
        )
    if any(len(word) > 3 and word in folded for word in own):
        raise UsageError("The password holds the person's own name.", "Choose another.")


def _accounts(office: Office) -> tuple[Account, ...]:
    path = _file(office)
    if not path.is_file():
        return ()
    table = Table(read_toml(path), path.name)
    if table.number("schema") != 1:
        raise UsageError(f"{path.name}: this version reads schema 1.", "Use the version that wrote it.")
    accounts = tuple(_account(t) for t in table.tables("account"))
    table.done()
    return accounts


def _account(table: Table) -> Account:
    account = Account(table.text("id"), table.text("proof"))
    table.done()
    return account


def _text(accounts: list[Account]) -> str:
    lines = [_HEADER]
    for a in accounts:
        lines += ["[[account]]", *toml_lines((("id", a.id), ("proof", a.proof))), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _file(office: Office) -> Path:
    return office.folder / ACCOUNTS


def _failures(tx: Transaction, id: str) -> tuple[int, str]:
    """Wrong passwords since the last right or new one, and the time of the last."""
    count, last = 0, ""
    for entry in reversed(tx.entries):
        if entry.details.get("person") != id:
            continue
        if entry.event in (OK, PASSWORD_SET):
            break
        if entry.event == FAILED:
            count, last = count + 1, last or entry.time
    return count, last


def _wait(failures: int) -> timedelta:
    return timedelta(seconds=2 ** (failures - 1))


def _normal(password: str) -> str:
    # One password, however the keyboard composes its accents.
    return unicodedata.normalize("NFC", password)


def _wrong() -> SignInError:
    return SignInError(
        "wrong", "Id and password do not match.", "Try again; each wrong try makes the wait longer."
    )


def _early() -> SignInError:
    return SignInError(
        "wait", "The last try was wrong, and the wait after it is not over.", "Wait and try again."
    )


def _locked() -> SignInError:
    return SignInError(
        "locked",
        f"The account is locked after {MOST_FAILURES} wrong passwords.",
        "Have a new password set: `pincite roster set-password`.",
    )
