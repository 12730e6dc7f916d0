"""The roster (``roster.toml``): who may do what, under which licence, with which key.

Answers: is this person known, active on a day, in a role; what is the digest of an entry; which keys and
which releases were revoked. Refuses: two entries that share an id, a name, a key or a licence (one person in
two entries could approve their own work), unknown roles, and attorneys without licence number and state. A
verifier on another machine needs this one file and nothing else.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from extractors.errors import UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.durable import sha256_of
from pipelines.ledger_chain import utc_text
from pipelines.toml_file import Table, read_toml, toml_lines

SYSTEM = "pincite"
"""The actor of what the program does by itself (voiding); no person may bear it."""

_Named = TypeVar("_Named", bound=StrEnum)

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
_STATE = re.compile(r"[A-Z]{2}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_HEADER = """\
# Who may do what in this office. Roles: preparer, qc, attorney, supervising_attorney, releaser, admin,
# auditor, template_owner. An entry counts from valid_from to valid_until, both included. Changing an
# attorney's entry voids the approvals that are not yet released; engagement and lock_recipient are no
# part of that. Never delete an entry whose releases must stay verifiable: end its valid_until. A key that
# is lost is revoked, never deleted: what it signed before stays verifiable, what it signs later is not.

schema = 1
"""


class Role(StrEnum):
    """What a person may be in the office; one person may be several."""

    PREPARER = "preparer"
    QC = "qc"
    ATTORNEY = "attorney"
    SUPERVISING_ATTORNEY = "supervising_attorney"
    RELEASER = "releaser"
    ADMIN = "admin"
    AUDITOR = "auditor"
    TEMPLATE_OWNER = "template_owner"


ATTORNEYS = frozenset({Role.ATTORNEY, Role.SUPERVISING_ATTORNEY})


class Engagement(StrEnum):
    """Whether the person works in the office or for a vendor: what a bill must tell apart."""

    IN_HOUSE = "in_house"
    OUTSOURCED = "outsourced"


@dataclass(frozen=True, slots=True)
class Key:
    """A signing key: raw Ed25519 in base64. ``revoked_at`` as `utc_text` writes it; empty while it counts."""

    public: str
    revoked_at: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One entry. ``public_key`` is the raw Ed25519 key in base64, or empty. Dates are inclusive, in UTC.

    ``key_revoked_at`` is the UTC time from which that key no longer counts; ``former_keys`` were revoked
    and replaced. ``lock_recipient`` is the age public key to which a locked matter is encrypted.
    """

    id: str
    name: str
    roles: tuple[Role, ...]
    licence_number: str = ""
    licence_state: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    public_key: str = ""
    key_revoked_at: str = ""
    former_keys: tuple[Key, ...] = ()
    engagement: Engagement = Engagement.IN_HOUSE
    lock_recipient: str = ""

    @property
    def signing_key(self) -> str:
        """The key that the person may sign with now; empty if there is none, or it was revoked."""
        return "" if self.key_revoked_at else self.public_key

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every key that the person ever signed with, the present one first."""
        own = (Key(self.public_key, self.key_revoked_at),) if self.public_key else ()
        return (*own, *self.former_keys)

    def with_key(self, public_key: str) -> Person:
        """The entry with that key; the key it had, which must be revoked, is kept among the former ones."""
        return replace(self, public_key=public_key, key_revoked_at="", former_keys=self.keys)

    def has(self, *roles: Role) -> bool:
        """Whether the person has any of these roles."""
        return any(role in self.roles for role in roles)

    def active(self, on: date) -> bool:
        """Whether the entry counts on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )

    def active_at(self, now: datetime) -> bool:
        """Whether the entry counts at that time (its day in UTC)."""
        return self.active(date.fromisoformat(utc_text(now)[:10]))

    @property
    def sha256(self) -> str:
        """Digest of what gives the entry its authority: what an approval binds."""
        values = {
            "id": self.id,
            "name": self.name,
            "roles": sorted(self.roles),
            "licence_number": self.licence_number,
            "licence_state": self.licence_state,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "public_key": self.public_key,
            "key_revoked_at": self.key_revoked_at,
        }
        return sha256_of(b"pincite roster entry 2\n" + canonical_bytes(values))


@dataclass(frozen=True, slots=True)
class RevokedRelease:
    """A release that the office withdrew: the SHA-256 of its ``approval.dsse.json``, the day, who did it."""

    approval: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The people, and the releases that were withdrawn, in the file's order."""

    people: tuple[Person, ...] = ()
    revoked_releases: tuple[RevokedRelease, ...] = ()

    def person(self, id: str) -> Person | None:
        """The entry of that id."""
        return next((p for p in self.people if p.id == id), None)

    def replacing(self, person: Person) -> Roster:
        """The roster with that entry in the place of the one of its id."""
        return replace(self, people=tuple(person if p.id == person.id else p for p in self.people))

    def revoked(self, approval: str) -> RevokedRelease | None:
        """The withdrawal of the release with that approval (SHA-256 of ``approval.dsse.json``)."""
        return next((r for r in self.revoked_releases if r.approval == approval), None)


def load_roster(path: Path) -> Roster:
    """Read ``roster.toml``.

    Raises:
        UsageError: missing, malformed, or contradicting itself.
    """
    table = Table(read_toml(path), path.name)
    if table.number("schema") != 1:
        raise UsageError(f"{path.name}: this version reads schema 1.", "Use the version that wrote it.")
    people = tuple(_person(t) for t in table.tables("person"))
    revoked = tuple(_revoked(t, path.name) for t in table.tables("revoked_release"))
    table.done()
    return checked(Roster(people, revoked))


def roster_text(roster: Roster) -> str:
    """The roster as ``roster.toml``."""
    lines = [_HEADER]
    for p in roster.people:
        lines.append("[[person]]")
        lines += toml_lines(
            (
                ("id", p.id),
                ("name", p.name),
                ("roles", [r.value for r in p.roles]),
                ("licence_number", p.licence_number or None),
                ("licence_state", p.licence_state or None),
                ("valid_from", p.valid_from),
                ("valid_until", p.valid_until),
                ("public_key", p.public_key or None),
                ("key_revoked_at", p.key_revoked_at or None),
                ("former_keys", [f"{k.public} {k.revoked_at}" for k in p.former_keys] or None),
                ("engagement", None if p.engagement is Engagement.IN_HOUSE else p.engagement.value),
                ("lock_recipient", p.lock_recipient or None),
            )
        )
        lines.append("")
    for r in roster.revoked_releases:
        lines.append("[[revoked_release]]")
        lines += toml_lines((("approval", r.approval), ("on", r.on), ("by", r.by)))
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def checked(roster: Roster) -> Roster:
    """The roster itself, if every entry holds and none overlaps another.

    Raises:
        UsageError: naming the entry and what to correct.
    """
    for p in roster.people:
        fault = _fault(p)
        if fault:
            raise UsageError(f"Roster entry {p.id!r}: {fault}.", "Correct the entry.")
    _refuse_shared("id", (p.id for p in roster.people))
    _refuse_shared("name", (" ".join(p.name.casefold().split()) for p in roster.people))
    _refuse_shared("public_key", (k.public for p in roster.people for k in p.keys))
    _refuse_shared("lock_recipient", (p.lock_recipient for p in roster.people))
    # However it is typed: with blanks, hyphens or leading zeros it is the same licence of the same person.
    _refuse_shared("licence", (_licence(p) for p in roster.people))
    return roster


def _licence(p: Person) -> str:
    number = "".join(c for c in p.licence_number.casefold() if c.isalnum()).lstrip("0")
    return f"{p.licence_state} {number}" if number else ""


def _fault(p: Person) -> str | None:
    if not _ID.fullmatch(p.id) or p.id == SYSTEM:
        return "an id is lower-case letters, digits, '.', '_' or '-', and not the program's own name"
    if not p.name.strip() or not p.name.isprintable():
        return "the name is empty or not printable"
    if not p.roles or len(set(p.roles)) != len(p.roles):
        return "at least one role is needed, each once"
    numbered = p.licence_number.strip() and p.licence_number.isprintable()
    if p.has(*ATTORNEYS) and not (numbered and _STATE.fullmatch(p.licence_state)):
        return "an attorney needs licence_number and licence_state (two capital letters)"
    if not all(_is_key(k.public) for k in p.keys):
        return "public_key is not an Ed25519 key in base64"
    if p.key_revoked_at and not p.public_key:
        return "key_revoked_at stands without a public_key"
    if not all(_is_time(k.revoked_at) for k in p.keys if k.revoked_at) or not all(
        k.revoked_at for k in p.former_keys
    ):
        return "a key is revoked at a time such as 2026-03-01T14:05:09Z"
    if p.lock_recipient and not _RECIPIENT.fullmatch(p.lock_recipient):
        return "lock_recipient is not an age public key (age1...)"
    if p.valid_from and p.valid_until and p.valid_until < p.valid_from:
        return "valid_until lies before valid_from"
    return None


def _is_key(text: str) -> bool:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return False
    # Written one way only: the last letter has bits to spare, and another way would be another person's key.
    return len(raw) == 32 and base64.b64encode(raw).decode("ascii") == text


def _is_time(text: str) -> bool:
    try:
        return utc_text(datetime.fromisoformat(text)) == text
    except ValueError:
        return False


def _refuse_shared(what: str, values: Iterable[str]) -> None:
    seen: Sequence[str] = [v for v in values if v]
    shared = sorted({v for v in seen if seen.count(v) > 1})
    if shared:
        raise UsageError(
            f"Two roster entries share the {what} {shared[0]!r}.",
            "Keep one entry for one person and key; tell namesakes apart in their names.",
        )


def _person(table: Table) -> Person:
    person = Person(
        id=table.text("id"),
        name=table.text("name"),
        roles=tuple(_one_of(Role, r, "role") for r in table.texts("roles")),
        licence_number=table.text("licence_number", ""),
        licence_state=table.text("licence_state", ""),
        valid_from=table.day("valid_from"),
        valid_until=table.day("valid_until"),
        public_key=table.text("public_key", ""),
        key_revoked_at=table.text("key_revoked_at", ""),
        former_keys=tuple(Key(*k.partition(" ")[::2]) for k in table.texts("former_keys")),
        engagement=_one_of(Engagement, table.text("engagement", Engagement.IN_HOUSE), "engagement"),
        lock_recipient=table.text("lock_recipient", ""),
    )
    table.done()
    return person


def _revoked(table: Table, file: str) -> RevokedRelease:
    approval, on, by = table.text("approval"), table.day("on"), table.text("by")
    table.done()
    if not _DIGEST.fullmatch(approval) or on is None:
        raise UsageError(
            f"{file}: a [[revoked_release]] needs approval (SHA-256 of approval.dsse.json) and on (a day).",
            "Correct it.",
        )
    return RevokedRelease(approval, on, by)


def _one_of(known: type[_Named], name: str, what: str) -> _Named:
    try:
        return known(name)
    except ValueError:
        names = ", ".join(known)
        raise UsageError(f"The roster names an unknown {what} {name!r}.", f"Use one of: {names}.") from None
