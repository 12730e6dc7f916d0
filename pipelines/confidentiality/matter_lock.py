"""Locking a matter: everything in it encrypted to those who may work in it, nothing readable left.

    plain ──pack──▶ vault.age beside it ──proven──▶ locked.toml written ──▶ plain files unlinked one by one
    plain ◀── locked.toml unlinked ◀── moved into place ◀──proven── unpacked beside it ◀── vault.age

Answers: lock, unlock, the parties' names of a locked matter. Refuses: to lock with a key that could not
unlock; to unlink a file whose very bytes are not in the proven vault; to unlock over a file that is not the
matter's; whoever is not named, or not active on the roster. The stub's coming and going is the move: a crash
before it changes nothing, and after it the same command, given again, ends what it began.

Unlinked is not wiped: a disk, a backup or a snapshot may hold what was there before, see
docs/confidentiality.md.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import pyrage
from pyrage import x25519

from extractors.errors import GateRefusal, IntegrityError, LedgerError, UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.confidentiality.access import GRANTERS, grants, roles_in
from pipelines.confidentiality.conflicts import PartyName, party_names
from pipelines.confidentiality.locked_folder import (
    BEGUN,
    OPENED,
    alone,
    left_out,
    refuse_in_the_way,
    remove,
    seen,
    sweep,
)
from pipelines.confidentiality.locked_stub import KEY, LOCK_FILES, NAMES, VAULT, Stub, read_stub, stub_text
from pipelines.confidentiality.vault import Kept, contents, contents_digest, pack, unpack
from pipelines.durable import (
    PRIVATE,
    file_digest,
    plain_failure,
    read_regular,
    replace_file,
    sync_folder,
    write_new,
)
from pipelines.ledger import Ledger, Transaction
from pipelines.ledger_chain import Details, is_id, utc_text
from pipelines.matter import Matter
from pipelines.matter_file import LOCKED_FILE, load_matter
from pipelines.matter_use import matter_at_rest
from pipelines.office import Office, office_of, open_office
from pipelines.review.roster import ATTORNEYS, Person, Role

LOCKED = "matter.locked"
UNLOCKED = "matter.unlocked"
REFUSED = "matter.refused"

_MAY_LOCK = ATTORNEYS | GRANTERS | {Role.PREPARER}


def lock(matter: Matter, actor: str, identity: x25519.Identity, now: datetime) -> Stub:
    """Encrypt the matter to everyone who may work in it and has a lock key; what was readable is unlinked.

    Args:
        identity: the actor's own key: proof that what is locked here can be opened again.

    Raises:
        GateRefusal: not this person's to do, or the key is not theirs (logged).
        IntegrityError: the disk failed, or a file changed meanwhile; the matter is then as it was, unless its
            stub stands: then `finish` ends it.
        UsageError: somebody works in the matter, or a thing in it is no file.
    """
    office, folder = office_of(matter), matter.folder
    with plain_failure(f"Locking {matter.slug}"), alone(folder), matter_at_rest(matter) as tx:
        if os.path.lexists(folder / LOCKED_FILE):
            raise UsageError(f"The matter {matter.slug} is locked already.", "There is nothing to do.")
        recipients = _recipients(office, matter, tx, actor, identity, now)
        tx.append(actor, LOCKED, {"recipients": len(recipients)}, now)
        before = seen(folder)
        begun = folder / BEGUN
        shutil.rmtree(begun, ignore_errors=True)
        try:
            begun.mkdir(mode=0o700)
            kept = _encrypt(matter, begun, recipients, identity)
            if seen(folder) != before:
                raise IntegrityError(
                    "Files of the matter changed while it was being locked.", "Try again when nobody uses it."
                )
        except (OSError, IntegrityError, UsageError):
            shutil.rmtree(begun, ignore_errors=True)
            raise
        stub = Stub(
            slug=matter.slug,
            locked_at=utc_text(now),
            locked_by=actor,
            contents=contents_digest(kept),
            vault=file_digest(begun / VAULT),
            files=sum(bool(k.sha256) for k in kept),
            bytes=sum(k.size for k in kept),
            head=tx.head,
            recipients=tuple(recipients),
        )
        for name in (VAULT, KEY, NAMES):
            os.replace(begun / name, folder / name)
        os.rmdir(begun)
        sync_folder(folder)
        details: Details = {
            "matter": matter.slug,
            "contents": stub.contents,
            "recipients": len(recipients),
        }
        office.ledger.append(actor, LOCKED, details, now)
        replace_file(folder / LOCKED_FILE, stub_text(stub).encode("utf-8"))
        sweep(folder, kept)
    return stub


def finish(folder: Path, identity: x25519.Identity) -> bool:
    """End a locking, or an unlocking, that was cut short: unlink what is left of the readable matter.

    Returns:
        whether anything was left.

    Raises:
        GateRefusal: the key opens nothing here.
        IntegrityError: the vault is damaged, or a file that is left is not in it; such a file stays.
        UsageError: the matter is not locked.
    """
    with alone(folder), plain_failure(f"Locking {folder.name}"):
        stub = read_stub(folder)
        left = any(name not in LOCK_FILES for name in os.listdir(folder))
        if left:
            sweep(folder, contents(folder / VAULT, _inner(folder, stub, identity)))
    return left


def unlock(folder: Path, actor: str, identity: x25519.Identity, now: datetime) -> Matter:
    """Decrypt the matter into its folder.

    Raises:
        GateRefusal: the actor is not active on the roster, not named in the stub, or the key is another
            (logged in the office's ledger).
        IntegrityError: the vault is damaged, the disk failed, or a file lies in the way.
        UsageError: the matter is not locked.
    """
    folder = folder.resolve()
    office = open_office(folder.parent.parent)
    with alone(folder), plain_failure(f"Unlocking {folder.name}"):
        stub = read_stub(folder)
        _check_opener(office, stub, actor, identity, now)
        opened = folder / OPENED
        shutil.rmtree(opened, ignore_errors=True)
        try:
            kept = _proven(folder, stub, identity, opened)
            refuse_in_the_way(folder, kept)
            Ledger(opened / "ledger.jsonl").append(actor, UNLOCKED, {"person": actor}, now)
        except (OSError, IntegrityError, LedgerError):
            shutil.rmtree(opened, ignore_errors=True)
            raise
        office.ledger.append(actor, UNLOCKED, {"matter": stub.slug}, now)
        for name in sorted(os.listdir(opened)):
            remove(folder / name)
            os.rename(opened / name, folder / name)
        os.rmdir(opened)
        sync_folder(folder)
        os.unlink(folder / LOCKED_FILE)
        sync_folder(folder)
        for name in (VAULT, KEY, NAMES):
            os.unlink(folder / name)
    return load_matter(folder)


def locked_names(folder: Path, identity: x25519.Identity) -> tuple[PartyName, ...] | None:
    """The parties of a locked matter; ``None`` if it is not encrypted to this key.

    Raises:
        IntegrityError: the names cannot be read.
    """
    stub = read_stub(folder)
    if stub.opens_with(str(identity.to_public())) is None:
        return None
    try:
        data = pyrage.decrypt(read_regular(folder / NAMES), [_inner(folder, stub, identity)])
        return tuple(PartyName(name, role) for name, role in json.loads(data)["names"])
    except (pyrage.DecryptError, ValueError, TypeError, KeyError):
        raise IntegrityError(f"{NAMES} of {stub.slug} is damaged.", "Restore it from a backup.") from None


def _proven(folder: Path, stub: Stub, identity: x25519.Identity, opened: Path) -> tuple[Kept, ...]:
    """Unpack the vault to ``opened``, and prove that it is what was locked."""
    if file_digest(folder / VAULT) != stub.vault:
        raise IntegrityError(f"{VAULT} is not what was locked.", "Restore it from a backup.")
    kept = unpack(folder / VAULT, _inner(folder, stub, identity), opened)
    if contents_digest(kept) != stub.contents or Ledger(opened / "ledger.jsonl").head() != stub.head:
        raise IntegrityError("The vault does not hold what was locked.", "Restore it from a backup.")
    return kept


def _recipients(
    office: Office,
    matter: Matter,
    tx: Transaction,
    actor: str,
    identity: x25519.Identity,
    now: datetime,
) -> Sequence[tuple[str, str]]:
    roster = office.roster()
    people = [p for g in grants(matter) if (p := roster.person(g.person)) and p.active_at(now)]
    mine = next((p for p in people if p.id == actor), None)
    if mine is None or not set(roles_in(matter, mine)) & _MAY_LOCK:
        _refuse(tx, actor, "not_theirs", f"{actor!r} may not lock this matter.", now)
    if mine.lock_recipient != str(identity.to_public()):
        _refuse(tx, actor, "other_key", f"The key is not the lock key of {actor!r} on the roster.", now)
    return [(p.id, p.lock_recipient) for p in people if p.lock_recipient]


def _encrypt(
    matter: Matter, begun: Path, recipients: Sequence[tuple[str, str]], identity: x25519.Identity
) -> tuple[Kept, ...]:
    """Write vault, key and names to ``begun``, and prove that the actor's key opens them."""
    inner = x25519.Identity.generate()
    kept = pack(matter.folder, begun / VAULT, inner.to_public(), left_out)
    keys = [_recipient(person, key) for person, key in recipients]
    write_new(begun / KEY, pyrage.encrypt(str(inner).encode(), keys), PRIVATE)
    names = canonical_bytes({"names": [[p.name, p.role] for p in party_names(matter)]})
    write_new(begun / NAMES, pyrage.encrypt(names, [inner.to_public()]), PRIVATE)
    sync_folder(begun)
    if contents(begun / VAULT, _opened_key(begun, identity)) != kept:
        raise IntegrityError("The vault does not hold what was put into it.", "Check the disk; try again.")
    return kept


def _recipient(person: str, key: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise UsageError(
            f"The roster's lock key of {person!r} is mistyped.",
            "Have it added with `pincite roster add-lock-key`.",
        ) from None


def _inner(folder: Path, stub: Stub, identity: x25519.Identity) -> x25519.Identity:
    if stub.opens_with(str(identity.to_public())) is None:
        raise GateRefusal(
            f"The key opens nothing in {stub.slug}.",
            f"Ask one of those who can: {', '.join(person for person, _ in stub.recipients)}.",
        )
    return _opened_key(folder, identity)


def _opened_key(folder: Path, identity: x25519.Identity) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(pyrage.decrypt(read_regular(folder / KEY), [identity]).decode())
    except (pyrage.DecryptError, pyrage.IdentityError, OSError, UnicodeDecodeError):
        raise IntegrityError(f"{KEY} is damaged.", "Restore it from a backup.") from None


def _check_opener(office: Office, stub: Stub, actor: str, identity: x25519.Identity, now: datetime) -> None:
    person: Person | None = office.roster().person(actor)
    named = stub.opens_with(str(identity.to_public())) == actor
    if person is None or not person.active_at(now) or not named:
        known = actor if is_id(actor) else "unknown"
        office.ledger.append(known, REFUSED, {"matter": stub.slug, "rule": "cannot_open"}, now)
        raise GateRefusal(
            f"{actor!r} cannot open {stub.slug} with this key.",
            f"Ask one of those who can: {', '.join(person for person, _ in stub.recipients)}.",
        )


def _refuse(tx: Transaction, actor: str, rule: str, problem: str, now: datetime) -> NoReturn:
    tx.append(actor if is_id(actor) else "unknown", REFUSED, {"rule": rule}, now)
    raise GateRefusal(
        problem, "Ask somebody who has access and a key of their own (`pincite roster add-lock-key`)."
    )
