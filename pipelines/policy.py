"""The office's review policy (``policy.toml``): the few rules that a firm sets for itself.

Answers: may a solo attorney approve their own work, how long an approval may wait for its release.
Refuses: unknown settings. No setting here, nor anywhere, lets a file out without a signed approval. An
approval binds the policy's digest, so that a change of policy voids what is under way; comments and
spacing are not part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractors.errors import UsageError
from pipelines.canonical_json import canonical_bytes
from pipelines.durable import sha256_of
from pipelines.toml_file import Table, read_toml

POLICY_TEXT = """\
# The office's review policy. Each approval is bound to these values: changing one voids every item that is in
# review, or approved and not yet released. Nothing here can let a file out without an attorney's signature.

schema = 1

[approval]
# Roster id of the one attorney who practises alone and may approve what they prepared. Leave it empty
# where anyone else can review. When it is used, the approval and its certificate say so in words.
solo_attorney = ""

# Days after which an approval that was not released lapses.
valid_days = 30
"""


@dataclass(frozen=True, slots=True)
class Policy:
    """``solo_attorney`` is a roster id or empty; ``approval_valid_days`` counts from the approval."""

    solo_attorney: str = ""
    approval_valid_days: int = 30

    @property
    def sha256(self) -> str:
        """Digest of the values."""
        values = {"solo_attorney": self.solo_attorney, "approval_valid_days": self.approval_valid_days}
        return sha256_of(b"pincite policy 1\n" + canonical_bytes(values))


def load_policy(path: Path) -> Policy:
    """Read ``policy.toml``.

    Raises:
        UsageError: missing, malformed, or a value out of range.
    """
    table = Table(read_toml(path), path.name)
    if table.number("schema") != 1:
        raise UsageError(f"{path.name}: this version reads schema 1.", "Use the version that wrote it.")
    approval = table.table("approval")
    policy = Policy(approval.text("solo_attorney", ""), approval.number("valid_days", 30))
    approval.done()
    table.done()
    if not 1 <= policy.approval_valid_days <= 365:
        raise UsageError(f"{path.name}: valid_days must be 1 to 365.", "Correct it.")
    return policy
