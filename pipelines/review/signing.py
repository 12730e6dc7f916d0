"""Keys and signatures: Ed25519, the approval as a DSSE envelope.

Answers: make an attorney's key; sign bytes with it; is this envelope signed by that key. Refuses: keys
without a passphrase, keys of another kind. The private key lies where the attorney keeps it, as PKCS #8
PEM encrypted with the passphrase, or as the OpenSSH key that the attorney has already; Pincite reads it
for one signature and keeps nothing of it.

A DSSE signature covers ``PAE(payload type, payload)`` (https://github.com/secure-systems-lab/dsse), so
the signed bytes cannot be taken for anything but this kind of payload, and no canonical JSON is needed to
check it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.durable import PRIVATE, sync_folder, write_new
from pipelines.json_shape import each, exact_keys, text

if TYPE_CHECKING:  # imported in the functions: `pincite status` needs no cryptography
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PAYLOAD_TYPE = "application/vnd.in-toto+json"
_OPENSSH = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_LARGEST_KEY = 64 * 1024
"""Bytes of a private key file; they have some five hundred."""
SHORTEST_PASSPHRASE = 12
"""Characters. The encryption of a PKCS #8 file slows guessing only a little; length is what protects it."""


class KeyFileError(UsageError):
    """A private key file cannot be used: missing, of another kind, or the passphrase is wrong."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A DSSE envelope with its one signature. ``key_id`` is a hint: what counts is that it verifies."""

    payload: bytes
    key_id: str
    signature: bytes


def create_key(path: Path, passphrase: str) -> str:
    """Make a new key and write its private half, encrypted, to the new file ``path``.

    Returns:
        the public key: its 32 raw bytes in base64, for the roster.

    Raises:
        KeyFileError: the passphrase is too short, or the file exists or cannot be written.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise KeyFileError(
            "The passphrase is too short.", f"Use at least {SHORTEST_PASSPHRASE} characters: a few words."
        )
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_secret(passphrase)),
    )
    try:
        write_new(path, pem, PRIVATE)
        sync_folder(path.parent)
    except OSError as error:
        raise KeyFileError(
            f"The key cannot be written to {path} ({error.strerror}).",
            "Name a new file in a folder of your own that exists.",
        ) from None
    return public_half(key)


def load_key(path: Path, passphrase: str) -> Ed25519PrivateKey:
    """Open a private key file: PKCS #8 in PEM, or OpenSSH's own form.

    Raises:
        KeyFileError: missing, not an encrypted Ed25519 key, or the passphrase does not fit.
    """
    from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    pem = _key_bytes(path)
    load = (
        serialization.load_ssh_private_key
        if pem.lstrip().startswith(_OPENSSH)
        else serialization.load_pem_private_key
    )
    try:
        if not passphrase:  # OpenSSH's form would open an unprotected key with it
            raise ValueError
        key = load(pem, _secret(passphrase))
    except UnsupportedAlgorithm:
        raise KeyFileError(
            "The key is protected in a way that this version cannot open.",
            "Protect it anew with `ssh-keygen -p -Z aes256-ctr -f FILE`, or make another.",
        ) from None
    except (ValueError, TypeError, InvalidTag):  # TypeError: the key is not encrypted
        raise KeyFileError(
            "The key cannot be opened: the passphrase is wrong, or it is no passphrase-protected key.",
            "Try the passphrase again; `ssh-keygen -p -f FILE` gives an SSH key one.",
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError("The key is not an Ed25519 key.", "Make one with `pincite roster add-key`.")
    return key


def _key_bytes(path: Path) -> bytes:
    """The file's bytes. A device or a pipe would be read for ever, with the ledger held."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST_KEY:
            raise KeyFileError(f"{path} is no key file.", "Check the path.")
        return path.read_bytes()
    except OSError as error:
        raise KeyFileError(
            f"The key file {path} cannot be read ({error.strerror}).", "Check the path."
        ) from None


def public_half(key: Ed25519PrivateKey) -> str:
    """The public key's 32 raw bytes in base64."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode("ascii")


def key_id(public_key: str) -> str:
    """A key's short name in envelopes: SHA-256 (hex) of its raw bytes."""
    return hashlib.sha256(base64.b64decode(public_key)).hexdigest()


def pae(payload_type: str, payload: bytes) -> bytes:
    """DSSE's pre-authentication encoding: the exact bytes that are signed."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def sign(payload: bytes, key: Ed25519PrivateKey) -> bytes:
    """The payload in an envelope, signed, as the bytes of ``approval.dsse.json``."""
    signature = {
        "keyid": key_id(public_half(key)),
        "sig": base64.b64encode(key.sign(pae(PAYLOAD_TYPE, payload))).decode("ascii"),
    }
    return canonical_bytes(
        {
            "payloadType": PAYLOAD_TYPE,
            "payload": base64.b64encode(payload).decode("ascii"),
            "signatures": [signature],
        }
    )


def read_envelope(untrusted: bytes) -> Envelope:
    """Take an envelope apart; proves nothing yet.

    Raises:
        ValueError: not a DSSE envelope of an in-toto statement with exactly one signature.
    """
    d = exact_keys(json.loads(untrusted), "envelope", ("payloadType", "payload", "signatures"))
    if d["payloadType"] != PAYLOAD_TYPE:
        raise ValueError("envelope.payloadType: not an in-toto statement")
    pairs = each(d["signatures"], "signatures", lambda v, at: exact_keys(v, at, ("keyid", "sig")))
    if len(pairs) != 1:
        raise ValueError("envelope.signatures: exactly one is expected")
    try:
        return Envelope(
            payload=base64.b64decode(text(d["payload"], "payload"), validate=True),
            key_id=text(pairs[0]["keyid"], "keyid"),
            signature=base64.b64decode(text(pairs[0]["sig"], "sig"), validate=True),
        )
    except binascii.Error:
        raise ValueError("envelope: not base64") from None


def signed_by(envelope: Envelope, public_key: str) -> bool:
    """Whether the envelope's signature is that of the key over exactly this payload."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
    try:
        key.verify(envelope.signature, pae(PAYLOAD_TYPE, envelope.payload))
    except InvalidSignature:
        return False
    return True


def _secret(passphrase: str) -> bytes:
    # Composed the same way whichever keyboard typed it.
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
