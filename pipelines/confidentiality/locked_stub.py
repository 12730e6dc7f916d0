"""What stands in the place of a locked matter: ``locked.toml``, with no word of what the matter says.

    locked.toml    slug, when, by whom, digests, the ledger's last entry, who can open it
    vault.age      everything, encrypted to a key made for this locking
    key.age        that key, encrypted to each person's own
    names.age      the parties' names for the conflicts check, encrypted as the vault is

Answers: is a matter locked, who can open it, which bytes belong to it. Refuses a stub that cannot be read.
While the stub stands the vault is the matter: whatever else lies in the folder is left over.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractors.errors import UsageError
from pipelines.ledger import Head
from pipelines.matter_file import LOCKED_FILE
from pipelines.toml_file import Table, read_toml, toml_lines

VAULT = "vault.age"
KEY = "key.age"
NAMES = "names.age"
LOCK_FILES = (LOCKED_FILE, VAULT, KEY, NAMES)

_HEADER = """\
# This matter is locked: everything in it is encrypted in vault.age. Open it with `pincite matter unlock`.
# Without key.age and the key of one of the people below nobody can. Back up the whole folder; change nothing.

schema = 1
"""


@dataclass(frozen=True, slots=True)
class Stub:
    """``recipients`` are (roster id, age public key); ``contents`` and ``vault`` digests in hex;
    ``bytes`` the size of what is in it."""

    slug: str
    locked_at: str
    locked_by: str
    contents: str
    vault: str
    files: int
    bytes: int
    head: Head
    recipients: tuple[tuple[str, str], ...]

    def opens_with(self, public_key: str) -> str | None:
        """Id of the person whose key this is; ``None`` if the matter is not encrypted to it."""
        return next((person for person, key in self.recipients if key == public_key), None)


def read_stub(folder: Path) -> Stub:
    """The stub of the locked matter in ``folder``.

    Raises:
        UsageError: the matter is not locked, or the stub cannot be read.
    """
    path = folder / LOCKED_FILE
    if not path.is_file():
        raise UsageError(f"The matter {folder.name} is not locked.", "There is nothing to unlock.")
    at = f"{folder.name}/{LOCKED_FILE}"
    table = Table(read_toml(path), at)
    if table.number("schema") != 1:
        raise UsageError(f"{at}: this version reads schema 1.", "Use the version that wrote it.")
    recipients = []
    for entry in table.tables("recipient"):
        recipients.append((entry.text("person"), entry.text("key")))
        entry.done()
    stub = Stub(
        slug=table.text("slug"),
        locked_at=table.text("locked_at"),
        locked_by=table.text("locked_by"),
        contents=table.text("contents"),
        vault=table.text("vault"),
        files=table.number("files"),
        bytes=table.number("bytes"),
        head=Head(table.number("ledger_seq"), table.text("ledger_sha256")),
        recipients=tuple(recipients),
    )
    table.done()
    return stub


def stub_text(stub: Stub) -> str:
    """The stub as ``locked.toml``."""
    lines = [_HEADER]
    lines += toml_lines(
        (
            ("slug", stub.slug),
            ("locked_at", stub.locked_at),
            ("locked_by", stub.locked_by),
            ("contents", stub.contents),
            ("vault", stub.vault),
            ("files", stub.files),
            ("bytes", stub.bytes),
            ("ledger_seq", stub.head.seq),
            ("ledger_sha256", stub.head.sha256),
        )
    )
    for person, key in stub.recipients:
        lines += ["", "[[recipient]]", *toml_lines((("person", person), ("key", key)))]
    return "\n".join(lines) + "\n"
