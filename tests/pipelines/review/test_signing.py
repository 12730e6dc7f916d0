"""Keys and envelopes, checked against the published formats and another implementation."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pipelines.review.signing import (
    PAYLOAD_TYPE,
    KeyFileError,
    create_key,
    key_id,
    load_key,
    pae,
    public_half,
    read_envelope,
    sign,
    signed_by,
)
from tests.pipelines.review.world import PASSPHRASE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_key(tmp_path / "key.pem", PASSPHRASE)
    return tmp_path / "key.pem"


def test_pae_is_that_of_the_specification() -> None:
    """The example of the DSSE protocol document, and its lengths in bytes, not characters."""
    assert pae("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert pae("é", "ü".encode()) == b"DSSEv1 2 \xc3\xa9 2 \xc3\xbc"


def test_a_key_file(path: Path, tmp_path: Path) -> None:
    key = load_key(path, PASSPHRASE)
    assert path.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(base64.b64decode(public_half(key))) == 32
    with pytest.raises(KeyFileError, match="File exists"):
        create_key(path, PASSPHRASE)
    with pytest.raises(KeyFileError, match="too short"):
        create_key(tmp_path / "b.pem", "elevenchars")
    assert not (tmp_path / "b.pem").exists()


def test_a_passphrase_is_the_same_however_it_was_typed(tmp_path: Path) -> None:
    create_key(tmp_path / "k.pem", "caf\u00e9 before noon")
    load_key(tmp_path / "k.pem", "cafe\u0301 before noon")


@pytest.mark.parametrize("passphrase", ["", "wrong", PASSPHRASE + " ", PASSPHRASE.upper()])
def test_a_wrong_passphrase(path: Path, passphrase: str) -> None:
    with pytest.raises(KeyFileError, match="passphrase is wrong") as caught:
        load_key(path, passphrase)
    assert PASSPHRASE not in str(caught.value)


def test_keys_of_another_kind(tmp_path: Path) -> None:
    curve = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(PASSPHRASE.encode()),
    )
    (tmp_path / "ec.pem").write_bytes(curve)
    with pytest.raises(KeyFileError, match="not an Ed25519 key"):
        load_key(tmp_path / "ec.pem", PASSPHRASE)
    bare = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "bare.pem").write_bytes(bare)
    with pytest.raises(KeyFileError, match="no passphrase-protected key"):
        load_key(tmp_path / "bare.pem", PASSPHRASE)


def test_what_is_no_file_of_a_key_is_not_read(tmp_path: Path) -> None:
    """A pipe or a device would be read for ever, with the ledger held."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large.pem").write_bytes(b"-" * 100_000)
    for path in (tmp_path / "pipe", tmp_path / "large.pem", tmp_path, Path("/dev/zero")):
        with pytest.raises(KeyFileError, match="no key file"):
            load_key(path, PASSPHRASE)


def ssh_key(path: Path, *options: str, passphrase: str = PASSPHRASE, kind: str = "ed25519") -> Path:
    run = ("ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "made up", *options, "-f", str(path))
    subprocess.run(run, check=True)
    return path


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
class TestOpenSsh:
    """The key that an attorney has already, as ssh-keygen itself writes it."""

    @pytest.mark.parametrize("cipher", ["aes256-ctr", "aes256-gcm@openssh.com"])
    def test_it_signs(self, tmp_path: Path, cipher: str) -> None:
        path = ssh_key(tmp_path / "id", "-Z", cipher, "-a", "4")
        key = load_key(path, PASSPHRASE)
        printed = base64.b64decode(path.with_suffix(".pub").read_text().split()[1])
        assert base64.b64decode(public_half(key)) == printed[-32:]
        assert signed_by(read_envelope(sign(b"{}", key)), public_half(key))
        for wrong in ("", "wrong", PASSPHRASE + " "):
            with pytest.raises(KeyFileError, match="passphrase is wrong"):
                load_key(path, wrong)

    def test_an_unprotected_one_is_refused(self, tmp_path: Path) -> None:
        path = ssh_key(tmp_path / "id", passphrase="")
        for given in ("", PASSPHRASE):
            with pytest.raises(KeyFileError, match="no passphrase-protected key"):
                load_key(path, given)

    def test_one_of_another_kind_or_cipher_is_refused(self, tmp_path: Path) -> None:
        path = ssh_key(tmp_path / "ec", "-a", "4", kind="ecdsa")
        with pytest.raises(KeyFileError, match="not an Ed25519 key"):
            load_key(path, PASSPHRASE)
        path = ssh_key(tmp_path / "id", "-Z", "chacha20-poly1305@openssh.com", "-a", "4")
        with pytest.raises(KeyFileError, match="protected in a way"):
            load_key(path, PASSPHRASE)


def test_a_signature_holds_for_its_payload_and_its_key_only(path: Path, tmp_path: Path) -> None:
    key = load_key(path, PASSPHRASE)
    public = public_half(key)
    data = sign(b'{"a": 1}', key)
    envelope = read_envelope(data)
    assert envelope.payload == b'{"a": 1}'
    assert envelope.key_id == key_id(public)
    assert signed_by(envelope, public)
    other = create_key(tmp_path / "other.pem", PASSPHRASE)
    assert not signed_by(envelope, other)
    for i in range(len(envelope.payload)):
        flipped = bytearray(envelope.payload)
        flipped[i] ^= 1
        changed = {**json.loads(data), "payload": base64.b64encode(bytes(flipped)).decode()}
        assert not signed_by(read_envelope(json.dumps(changed).encode()), public)


def test_a_signature_of_the_bare_payload_is_none(path: Path) -> None:
    """Without the encoding a signature made for another purpose could be moved here."""
    key = load_key(path, PASSPHRASE)
    value = json.loads(sign(b"{}", key))
    value["signatures"][0]["sig"] = base64.b64encode(key.sign(b"{}")).decode()
    assert not signed_by(read_envelope(json.dumps(value).encode()), public_half(key))


def test_what_is_no_envelope(path: Path) -> None:
    good = json.loads(sign(b"{}", load_key(path, PASSPHRASE)))
    one = good["signatures"][0]
    bad = [
        {**good, "payloadType": "text/plain"},
        {**good, "payload": "not base64!"},
        {**good, "payload": 3},
        {**good, "signatures": []},
        {**good, "signatures": [one, one]},
        {**good, "signatures": [{"sig": one["sig"]}]},
        {**good, "more": 1},
        {"payloadType": PAYLOAD_TYPE},
        [],
    ]
    for value in bad:
        with pytest.raises(ValueError, match=r"\w"):
            read_envelope(json.dumps(value).encode())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_another_implementation_agrees(path: Path, tmp_path: Path) -> None:
    """OpenSSL opens the key file and verifies the signature over the same encoding."""
    envelope = read_envelope(sign(b"payload", load_key(path, PASSPHRASE)))
    (tmp_path / "sig").write_bytes(envelope.signature)
    (tmp_path / "message").write_bytes(pae(PAYLOAD_TYPE, b"payload"))
    run = subprocess.run(
        [
            *(
                "openssl",
                "pkeyutl",
                "-verify",
                "-rawin",
                "-inkey",
                str(path),
                "-passin",
                f"pass:{PASSPHRASE}",
            ),
            *("-sigfile", str(tmp_path / "sig"), "-in", str(tmp_path / "message")),
        ],
        capture_output=True,
        text=True,
    )
    assert "Signature Verified Successfully" in run.stdout, run.stderr
