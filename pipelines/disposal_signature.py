"""A signature under a certificate of disposal, by either of the two people who disposed of the matter.

Answers: the signer's key, proven to be theirs before anything is destroyed; the certificate's digests as a
statement (in-toto, in a DSSE envelope) in ``certificate.<id>.dsse.json`` beside it. Refuses: a key that is
not the signer's on the roster, anybody but those two, a certificate other than the one the ledger records.

The ledger says that a disposal took place; the signature says that this person stands for it, to whoever has
no more than the record and the roster.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import GateRefusal, IntegrityError, UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.confidentiality.disposal import DISPOSED, DISPOSING
from pipelines.confidentiality.disposal_certificate import CERTIFICATE
from pipelines.confidentiality.retention import REFUSED
from pipelines.durable import plain_failure, read_regular, replace_file, sha256_of
from pipelines.former_matters import disposal_folder
from pipelines.ledger import Head, Transaction
from pipelines.ledger_chain import Details, Entry, is_id, utc_text
from pipelines.office import Office
from pipelines.review.approval import STATEMENT
from pipelines.review.signing import load_key, public_half, sign

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SIGNED = "disposal.signed"
PREDICATE = "urn:pincite:disposal:v1"
_FILES = (f"{CERTIFICATE}.json", f"{CERTIFICATE}.html")
MEANING = "I disposed of this matter together with the other person whom the certificate names, as it states."


def signing_key(office: Office, actor: str, path: Path, passphrase: str, now: datetime) -> Ed25519PrivateKey:
    """The actor's own key, opened.

    Raises:
        UsageError: it cannot be opened, or is not the one that the roster has for an active person.
    """
    key = load_key(path, passphrase)
    person = office.roster().person(actor)
    if person is None or not person.active_at(now) or public_half(key) != person.signing_key:
        raise UsageError(
            f"The key in {path} is not the one on the roster for {actor!r}.", "Use that person's own key."
        )
    return key


def sign_certificate(office: Office, slug: str, actor: str, key: Ed25519PrivateKey, now: datetime) -> Path:
    """Sign the certificate of a matter that was disposed of; a second time makes a new signature.

    Returns:
        the envelope's file.

    Raises:
        GateRefusal: the actor neither asked for the disposal nor confirmed it (logged).
        IntegrityError: the certificate is not the one that the office's ledger records.
        UsageError: the matter was not disposed of.
    """
    record = disposal_folder(office, slug)
    with plain_failure(f"Signing the certificate of {slug}"), office.ledger.transaction() as tx:
        disposing, disposed = _last(tx, DISPOSING, slug), _last(tx, DISPOSED, slug)
        if disposing is None or disposed is None:
            raise UsageError(f"{slug} was not disposed of.", "There is nothing to sign.")
        if actor not in (disposing.actor, tx.entries[int(disposing.details["asked"]) - 1].actor):
            known = actor if is_id(actor) else "unknown"
            tx.append(known, REFUSED, {"matter": slug, "rule": "not_of_the_two"}, now)
            raise GateRefusal(
                f"{actor!r} did not dispose of {slug}.",
                "Have it signed by who asked for it or who confirmed it.",
                rule="not_of_the_two",
            )
        files = {name: sha256_of(read_regular(record / name)) for name in _FILES}
        certificate = files[_FILES[0]]
        if certificate != disposed.details["certificate"]:
            raise IntegrityError(
                f"The certificate of {slug} is not the one that the ledger records.",
                "Get it back from a backup; sign nothing else.",
            )
        envelope = sign(_statement(slug, files, actor, tx.head, now), key)
        path = record / f"{CERTIFICATE}.{actor}.dsse.json"
        replace_file(path, envelope)
        details: Details = {"matter": slug, "certificate": certificate, "signature": sha256_of(envelope)}
        tx.append(actor, SIGNED, details, now)
        return path


def _statement(slug: str, files: dict[str, str], actor: str, head: Head, now: datetime) -> bytes:
    return canonical_bytes(
        {
            "_type": STATEMENT,
            "subject": [{"name": name, "digest": {"sha256": digest}} for name, digest in files.items()],
            "predicateType": PREDICATE,
            "predicate": {
                "matter": slug,
                "signer": actor,
                "meaning": MEANING,
                "time": utc_text(now),
                "ledger": {"seq": head.seq, "sha256": head.sha256},
            },
        }
    )


def _last(tx: Transaction, event: str, slug: str) -> Entry | None:
    return next((e for e in reversed(tx.entries) if e.event == event and e.details["matter"] == slug), None)
