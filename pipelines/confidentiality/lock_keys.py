"""Keys that open locked matters: one for each person, under a passphrase, kept by that person alone.

Answers: make such a key, open it, put its public half on the roster. The file is an age identity encrypted
with the passphrase, so that ``age`` opens it as well. Refuses: short passphrases, keys without one, a key
file inside a matter. It is another key than the one a person signs with: who may read a matter and who may
approve it are two questions.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import UsageError
from pipelines.durable import PRIVATE, replace_file, sync_folder, write_new
from pipelines.office import Office, refuse_key_in_matter, refuse_outsiders
from pipelines.review.roster import Person, checked, roster_text
from pipelines.review.signing import SHORTEST_PASSPHRASE, KeyFileError

if TYPE_CHECKING:  # imported in the functions: nothing else needs age
    from pyrage import x25519


def create_lock_key(path: Path, passphrase: str) -> x25519.Identity:
    """Make a new key and write it, encrypted with the passphrase, to the new file ``path``.

    Raises:
        KeyFileError: the passphrase is too short, or the file exists or cannot be written.
    """
    from pyrage import passphrase as by_passphrase
    from pyrage import x25519

    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise KeyFileError(
            "The passphrase is too short.", f"Use at least {SHORTEST_PASSPHRASE} characters: a few words."
        )
    made = x25519.Identity.generate()
    try:
        write_new(path, by_passphrase.encrypt(f"{made}\n".encode(), _composed(passphrase)), PRIVATE)
        sync_folder(path.parent)
    except OSError as error:
        raise KeyFileError(
            f"The key cannot be written to {path} ({error.strerror}).",
            "Name a new file in a folder of your own that exists.",
        ) from None
    return made


def open_lock_key(path: Path, passphrase: str) -> x25519.Identity:
    """Open a key file. Takes about a second: that is what slows guessing.

    Raises:
        KeyFileError: missing, not such a key, or the passphrase does not fit.
    """
    import pyrage
    from pyrage import passphrase as by_passphrase
    from pyrage import x25519

    try:
        data = path.read_bytes()
    except OSError as error:
        raise KeyFileError(
            f"The key file {path} cannot be read ({error.strerror}).", "Check the path."
        ) from None
    try:
        text = by_passphrase.decrypt(data, _composed(passphrase)).decode("ascii").strip()
        return x25519.Identity.from_str(text)
    except (pyrage.DecryptError, pyrage.IdentityError, OSError, UnicodeDecodeError):
        raise KeyFileError(
            "The key cannot be opened: the passphrase is wrong, or it is no key made for locking.",
            "Try the passphrase again, or make a key with `pincite roster add-lock-key`.",
        ) from None


def add_lock_key(
    office: Office, person_id: str, key_path: Path, passphrase: str, actor: str, now: datetime
) -> Person:
    """Put the public half of a person's key on the roster, and log it; makes the key if there is no file.

    A key that the person had before is replaced: matters that are locked now still open with that one only.

    Raises:
        GateRefusal: the actor is neither the person nor an admin (logged).
        UsageError: no such person, the path lies in a matter, the key cannot be made or opened.
    """
    with office.ledger.transaction() as ledger:
        roster = office.roster()
        if actor != person_id:
            refuse_outsiders(roster, ledger, actor, now)
        person = roster.person(person_id)
        if person is None:
            raise UsageError(f"{person_id!r} is not on the roster.", "Add the person first.")
        refuse_key_in_matter(office, key_path)
        made = open_lock_key if key_path.exists() else create_lock_key
        changed = dataclasses.replace(person, lock_recipient=str(made(key_path, passphrase).to_public()))
        text = roster_text(checked(roster.replacing(changed)))
        ledger.append(
            actor, "roster.lock_key_added", {"person": person_id, "key": changed.lock_recipient}, now
        )
        replace_file(office.roster_file, text.encode("utf-8"))
    return changed


def _composed(passphrase: str) -> str:
    # Composed the same way whichever keyboard typed it; what is no text stays apart from every other.
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "backslashreplace").decode("utf-8")
