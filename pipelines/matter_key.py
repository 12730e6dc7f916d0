"""The matter's own key, under which the ledger names what must not be guessed from its digest.

Answers: one name for one value of this matter, which says nothing to whoever lacks ``matter.key``. A plain
digest of a row id or a date of birth is found again by trying a few thousand of them; a keyed one is not.
Destroying the key unlinks the ledger's names from the records, and the chain still verifies. Refuses: a key
file that is not 32 bytes, or that is a link, because names made under another key would fit nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from extractors.errors import IntegrityError
from pipelines.durable import PRIVATE, plain_failure, read_regular, write_new
from pipelines.matter import Matter

KEY_FILE = "matter.key"
_KEY_BYTES = 32
_NAME_CHARACTERS = 32
"""128 bits of the HMAC: short enough for a ledger line, long enough that no two rows meet."""


def keyed(matter: Matter, domain: str, value: str) -> str:
    """The matter's name for ``value``: 32 hex characters.

    Args:
        matter: its key is made at the first question.
        domain: what the value is (``row``): the same text of another kind has another name.
        value: any text; it is not kept.

    Raises:
        IntegrityError: the key cannot be read or made, or is not one.
    """
    message = f"pincite {domain} 1\n{value}".encode("utf-8", "surrogatepass")
    return hmac.new(_key(matter.folder / KEY_FILE), message, hashlib.sha256).hexdigest()[:_NAME_CHARACTERS]


def _key(path: Path) -> bytes:
    with plain_failure("The matter's key"):
        if not os.path.lexists(path):
            _make(path)
        key = read_regular(path)
    if len(key) != _KEY_BYTES:
        raise IntegrityError(f"{path.name} is not a matter's key.", "Restore it from a backup.")
    return key


def _make(path: Path) -> None:
    """Make the key whole under its name, once: who comes meanwhile waits, and takes the key that is there.

    A half-made key that a crash left was never used by anyone, and goes.
    """
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if not os.path.lexists(path):
            beside = path.with_name(f".{path.name}.tmp")
            beside.unlink(missing_ok=True)
            write_new(beside, secrets.token_bytes(_KEY_BYTES), PRIVATE)
            os.rename(beside, path)
            os.fsync(folder)
    finally:
        os.close(folder)
